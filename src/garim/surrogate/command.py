"""A command taken apart as a shell does: its simple commands, those inside others too, and their words with quotes undone.

What shells read differently, or what ends in the middle, is not read at all: it is for the caller to think the worst of it.

Source: POSIX.1-2024, XCU 2 (the shell's language); the manuals of bash and zsh.
"""

from __future__ import annotations

from typing import NamedTuple

import garim.late as re
from garim.surrogate.urls import unspelled

SAME, OPEN = "\x01", "\x02"
"""In a word: what another command says, and a brace, a variable or a pattern that the shell expands."""
_PLAIN = re.compile(r"[^\s'\"\\$`;&|<>(){}#*?]+")
_QUOTED = re.compile(r"[^\"\\$`]+")
_SINGLE = re.compile(r"(?:[^'\\]|\\.)*'", re.DOTALL)
_SUM = re.compile(r"\$\(\([\w\s+*/%$-]*\)\)")
_HEREDOC = re.compile(r"(-?)[ \t]*(?:'([^'\n]+)'|\"([^\"\n$`\\]+)\"|\\?([\w.+-]+))(?=[\s;|&<>)]|$)")
_MARKS = {
    "\n": "_line", "'": "_single", '"': "_double", "\\": "_escaped", "$": "_variable", "`": "_back_quote", "(": "_group",
    ")": "_group_over", ";": "_parted", "&": "_parted", "|": "_parted", "<": "_redirected", ">": "_redirected", "#": "_remark",
}  # fmt: skip


class Command(NamedTuple):
    """One simple command. Offsets are in the text as it came."""

    words: tuple[str, ...]
    """Quotes undone."""
    into: tuple[str, ...]
    """Where its streams are redirected."""
    start: int
    end: int
    places: tuple[tuple[int, int], ...] = ()
    """Of the words."""
    documents: tuple[int, ...] = ()
    """Which of the documents behind a line's end are its input."""


class Said(NamedTuple):
    """What a text holds. Offsets are in it as it came."""

    commands: list[Command]
    documents: list[tuple[int, int]]
    """What stands behind a line's end as a command's input, without its end."""
    remarks: list[tuple[int, int]]


class _Frame:
    """What is read between two marks: a command in a command."""

    __slots__ = ("begins", "cases", "closer", "documents", "into", "places", "quoted", "start", "target", "word", "words")

    def __init__(self, closer: str, start: int) -> None:
        self.closer, self.quoted, self.cases = closer, False, 0
        self.words: list[str] = []
        self.word: str | None = None
        self.into: list[str] = []
        self.target = False
        self.start = self.begins = start
        self.places: list[tuple[int, int]] = []
        self.documents: list[int] = []


class Unread(Exception):
    """A command that is not read as it stands."""


def commands(text: str) -> list[Command]:
    """The simple commands of a text, those in others too; as `parts`."""
    return parts(text).commands


def parts(text: str) -> Said:
    """What stands in a text: its simple commands, those in others too, their documents and its remarks.

    Args:
        text: Line ends behind a backslash taken out.

    Raises:
        Unread: It is none, or ends in the middle.
    """
    read = _Read(text)
    return Said(read.out, read.bodies, read.remarks)


class _Read:
    """Reads a text once from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.out: list[Command] = []
        self.frames = [_Frame("", 0)]
        self.heredocs: list[tuple[str, bool, bool, int]] = []
        self.bodies: list[tuple[int, int]] = []
        self.remarks: list[tuple[int, int]] = []
        self.said_until = 0
        """Up to where a line holds no comment."""
        while self.at < len(text):
            if self.frames[-1].quoted:
                self._in_quotes()
            else:
                self._bare()
        if len(self.frames) > 1 or self.frames[0].quoted:
            raise Unread
        self._command()

    def _add(self, said: str) -> None:
        frame = self.frames[-1]
        if frame.word is None:
            frame.word, frame.begins = said, self.at
        else:
            frame.word += said

    def _word(self) -> None:
        frame = self.frames[-1]
        if frame.word is None:
            return
        if frame.target:
            frame.into.append(frame.word)
            frame.target = False
        else:
            frame.cases += (frame.word == "case") - (frame.word == "esac" and not frame.words)
            frame.words.append(frame.word)
            frame.places.append((frame.begins, self.at))
        frame.word = None

    def _command(self) -> None:
        """The command that is being read is over."""
        self._word()
        frame = self.frames[-1]
        if frame.words or frame.into:
            said = (tuple(frame.places), tuple(frame.documents))
            self.out.append(Command(tuple(frame.words), tuple(frame.into), frame.start, self.at, *said))
        frame.words, frame.into, frame.target, frame.places, frame.documents = [], [], False, [], []
        frame.start = self.at

    def _open(self, closer: str, size: int) -> None:
        self.at += size
        self.frames.append(_Frame(closer, self.at))
        if len(self.frames) > 100:
            raise Unread

    def _close(self) -> None:
        self._command()
        self.at += 1
        self.frames.pop()
        self._add(SAME)

    def _in_quotes(self) -> None:
        text, at = self.text, self.at
        char = text[at]
        if char == '"':
            self.frames[-1].quoted = False
            self.at += 1
        elif char == "\\":
            self._add(text[at + 1 : at + 2] if text[at + 1 : at + 2] in ('"', "\\", "$", "`") else text[at : at + 2])
            self.at += 2
        elif char == "$":
            self._dollar()
        elif char == "`":
            self._open("`", 1)
        else:
            met = _QUOTED.match(text, at)
            assert met is not None
            self._add(met[0])
            self.at = met.end()

    def _dollar(self) -> None:
        text, at = self.text, self.at
        if sum_of := _SUM.match(text, at):
            self._add(SAME)
            self.at = sum_of.end()
        elif text.startswith("$(", at):
            self._add("")
            self._open(")", 2)
        else:
            self._add(OPEN if text[at + 1 : at + 2].strip(" \"'/") else "$")
            self.at += 1

    def _bare(self) -> None:
        char = self.text[self.at]
        if met := _PLAIN.match(self.text, self.at):
            self._add(met[0])
            self.at = met.end()
        elif char in _MARKS:
            getattr(self, _MARKS[char])()
        elif char.isspace():
            self._word()
            self.at += 1
        else:
            self._expanded()

    def _line(self) -> None:
        self._command()
        self.at += 1
        self._documents()

    def _single(self) -> None:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            raise Unread
        self._add(self.text[self.at + 1 : end])
        self.at = end + 1

    def _double(self) -> None:
        self._add("")
        self.frames[-1].quoted = True
        self.at += 1

    def _escaped(self) -> None:
        self._add(self.text[self.at + 1 : self.at + 2])
        self.at += 2

    def _variable(self) -> None:
        if self.text.startswith("$'", self.at):
            said = _SINGLE.match(self.text, self.at + 2)
            if said is None:
                raise Unread
            self._add(unspelled(said[0][:-1]))
            self.at = said.end()
        elif self.text.startswith('$"', self.at):
            raise Unread  # other shells run what stands in it
        else:
            self._dollar()

    def _back_quote(self) -> None:
        if self.frames[-1].closer == "`":
            self._close()
        else:
            self._add("")
            self._open("`", 1)

    def _group(self) -> None:
        if self.frames[-1].word is None:
            self._command()
        self._open(")", 1)

    def _group_over(self) -> None:
        if self.frames[-1].closer == ")" and not self.frames[-1].cases:
            self._close()
        else:
            self._parted()

    def _parted(self) -> None:
        if self.text.startswith("&>", self.at):
            self.at += 1
            self._redirected()
        else:
            self._command()
            self.at += 1

    def _remark(self) -> None:
        if self.at < self.said_until:
            self._add("#")
            self.at += 1
            return
        end = self.text.find("\n", self.at)
        end = len(self.text) if end < 0 else end
        if self.frames[-1].word is None and not re.search(r"[;&|`(]", self.text[self.at : end]):
            self.remarks.append((self.at, end))
            self.at = end
        else:
            self._add("#")
            self.at += 1
            self.said_until = end  # not every shell knows comments

    def _expanded(self) -> None:
        """A brace, which stands round commands by itself, or a pattern."""
        char, empty = self.text[self.at], self.text.startswith("{}", self.at)
        if char in "{}" and self.frames[-1].word is None and not empty:
            self._command()
        else:
            self._add(OPEN if char in "{*?" and not empty else char)
        self.at += 1

    def _redirected(self) -> None:
        text, at, frame = self.text, self.at, self.frames[-1]
        if frame.word is not None and frame.word.isdigit():
            frame.word = None
        self._word()
        if text.startswith(("<(", ">("), at):
            self._add("")
            self._open(")", 2)
        elif text.startswith("<<<", at):
            self.at += 3
        elif text.startswith("<<", at) and (met := _HEREDOC.match(text, at + 2)):
            name = met[2] or met[3] or met[4]
            frame.documents.append(len(self.bodies) + len(self.heredocs))
            self.heredocs.append((name, bool(met[1]), met[4] is not None and "\\" not in met[0], len(self.frames)))
            self.at = met.end()
        elif text.startswith("<<", at):
            raise Unread
        else:
            self.at += 1
            while text[self.at : self.at + 1] in (">", "|", "&", "<") and self.at < len(text):
                self.at += 1
            frame.target = True

    def _documents(self) -> None:
        """What stands behind a line's end as its commands' input."""
        for name, tabs, runs, depth in self.heredocs:
            if depth != len(self.frames):
                raise Unread  # shells differ in where it begins
            begun = self.at
            while True:
                if self.at >= len(self.text):
                    raise Unread
                end = self.text.find("\n", self.at)
                end = len(self.text) if end < 0 else end
                line = self.text[self.at : end]
                if (line.lstrip("\t") if tabs else line).rstrip("\r") == name:
                    break
                self.at = end + 1
            body = self.text[begun : self.at]
            self.bodies.append((begun, self.at))
            if runs and ("$(" in body or "`" in body):
                raise Unread  # the shell runs what stands in it
            self.at = min(end, len(self.text))
        self.heredocs = []
