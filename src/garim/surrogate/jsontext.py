"""JSON text that arrives in pieces: what stands in its strings is handed on undone, all other characters stay as they came.

A text that begins like JSON is taken for it as long as it is; from the first character that JSON forbids it is plain text
again. So whole and in any cut it reads the same, and a string in JSON in JSON is restored as what it says.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from typing import NamedTuple, Protocol

import garim.late as re


class Piece(NamedTuple):
    """What became of some characters, in order."""

    came: str
    new: str | None = None
    """What takes their place; None: they stay."""


class Sink(Protocol):
    """Takes one text in pieces."""

    def feed(self, piece: str) -> list[Piece]:
        """The next characters → what became of those that can no longer change."""

    def finish(self) -> list[Piece]:
        """No more follow → what became of the rest."""


DEEPEST = 12
"""JSON texts inside JSON texts that are taken apart."""
MOST_HELD = 512
"""Characters of punctuation and numbers before the first string that are held, at most."""
_SPACE = " \t\r\n"
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\"\\/bfnrt])")
_OPEN_ESCAPE = re.compile(
    r"\\(?:u(?:[0-9a-fA-F]{0,3}|[dD][89abAB][0-9a-fA-F]{2}(?:\\(?:u(?:[dD](?:[c-fC-F][0-9a-fA-F]?)?)?)?)?)?)?\Z"
)
_UNIT = re.compile(r"\\u[0-9a-f]{4}")
_CAPITALS, _SMALL = re.compile(r"\\u[0-9]{0,3}[A-F]"), re.compile(r"\\u[0-9A-F]{0,3}[a-f]")
_STRING = re.compile(r'["\\]')
_SCALAR = re.compile(r"[-+.0-9A-Za-z]+")
_LITERAL = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_PLAIN = re.compile(rf"{_LITERAL.pattern}|\[?\s{{0,16}}-?\d{{1,7}}(?:\s{{0,16}},\s{{0,16}}-?\d{{1,7}})+\s{{0,16}}\]?")
"""What needs no quotes: the same, or numbers in a row that spelled a word."""
_BEGINS = re.compile(r"(?:t(?:r(?:ue?)?)?|f(?:a(?:l(?:se?)?)?)?|n(?:u(?:ll?)?)?|-?[0-9.eE+-]*)\Z")
VALUE, FIRST, KEY, FIRST_KEY, COLON, NEXT, END = range(7)
"""What may come: a value; a value or ]; a key; a key or }; a colon; a comma or the end of the list or object; nothing."""


class JsonText:
    """Takes a text that may be JSON."""

    __slots__ = ("_between", "_depth", "_expect", "_last", "_made", "_opening", "_plain", "_scalar", "_stack", "_string")

    def __init__(
        self,
        value: Callable[[], Sink],
        between: Callable[[], Sink],
        text: Callable[[str], Sink],
        *,
        sure: bool = False,
        depth: int = 0,
    ) -> None:
        """
        Args:
            value: Makes a sink for one string of the JSON, undone.
            between: Makes one for what stands between two strings: punctuation and numbers.
            text: Makes one for a text, or the rest of one, that is no JSON; its argument is what stood before it.
            sure: Whether it is meant to be JSON; else only what begins with { or [ is tried.
            depth: JSON texts around this one.
        """
        self._made = value, between, text
        self._depth = depth
        self._stack: list[str] = []
        self._scalar = self._last = ""
        self._expect = VALUE if sure else -1
        self._opening: str | None = ""
        """What is held until the first string shows that it is JSON; None behind that."""
        self._between: Sink | None = None
        self._string: _String | None = None
        self._plain: Sink | None = None

    def feed(self, piece: str) -> list[Piece]:
        """The next characters."""
        if self._plain is not None:
            return self._plain.feed(piece)
        out: list[Piece] = []
        at = 0
        while at < len(piece):
            if self._string is not None:
                at, pieces, ended = self._string.feed(piece, at)
                out += pieces
                if ended:
                    self._string, self._last = None, '"'
                    self._expect = COLON if self._expect in (KEY, FIRST_KEY) else NEXT if self._stack else END
                continue
            start = at
            while at < len(piece) and self._string is None and (step := self._step(piece, at)) > 0:
                at = step
            out += self._pass(piece[start:at])
            if at < len(piece) and self._string is None:
                return out + self._give_up(piece[at:])
        return out

    def finish(self) -> list[Piece]:
        """No more follow."""
        if self._plain is None and self._opening:
            return self._give_up("") + self.finish()
        sink = self._plain or self._string or self._between
        return [] if sink is None else sink.finish() if sink is not self._between else _numbers(sink.finish())

    def _pass(self, run: str) -> list[Piece]:
        """Give out what stands between strings."""
        if not run:
            return []
        self._last = (self._last + run)[-2:]
        if self._opening is not None:
            run = self._opening = self._opening + run
            if self._string is None and len(run) < MOST_HELD:
                return []
            self._opening = None
        if self._between is None:
            self._between = self._made[1]()
        out = self._between.feed(run)
        if self._string is not None:
            out += self._between.finish()
            self._between = None
        return _numbers(out)

    def _give_up(self, rest: str) -> list[Piece]:
        """It is no JSON, or none any more."""
        out = _numbers(self._between.finish()) if self._between else []
        self._plain = self._made[2]("" if self._opening is not None else self._last)
        said = (self._opening or "") + rest
        self._opening = None
        return out + (self._plain.feed(said) if said else [])

    def _step(self, piece: str, at: int) -> int:
        """Go on outside of strings → how far, at least one character; -1 where JSON ends."""
        char = piece[at]
        if self._scalar:
            if found := _SCALAR.match(piece, at):
                self._scalar += found[0]
                return found.end() if _BEGINS.match(self._scalar) else -1
            if not _LITERAL.fullmatch(self._scalar):
                return -1
            self._scalar = ""
            self._expect = NEXT if self._stack else END
        if char in _SPACE:
            return at + 1
        if self._expect < 0 and char in "{[" and self._depth < DEEPEST:
            self._expect = VALUE
        expect = self._expect
        if expect in (VALUE, FIRST, KEY, FIRST_KEY) and char == '"':
            self._string = _String(self._made[0]())
            return at + 1
        if expect in (VALUE, FIRST) and char in "{[":
            self._stack.append(char)
            self._expect = FIRST_KEY if char == "{" else FIRST
            return at + 1
        if char in "]}":
            return at + 1 if self._closes(char) else -1
        if expect == NEXT and char == ",":
            self._expect = KEY if self._stack[-1] == "{" else VALUE
            return at + 1
        if expect == COLON and char == ":":
            self._expect = VALUE
            return at + 1
        if expect in (VALUE, FIRST) and (found := _SCALAR.match(piece, at)) and _BEGINS.match(found[0]):
            self._scalar = found[0]
            return found.end()
        return -1

    def _closes(self, char: str) -> bool:
        """Whether a bracket may close what is open; it then does."""
        opened, empty = ("[", FIRST) if char == "]" else ("{", FIRST_KEY)
        if self._expect not in (NEXT, empty) or self._stack[-1:] != [opened]:
            return False
        self._stack.pop()
        self._expect = NEXT if self._stack else END
        return True


def _numbers(pieces: list[Piece]) -> list[Piece]:
    """What takes a number's place is a number, or a string."""
    return [
        Piece(came, new if new is None or _PLAIN.fullmatch(new) else json.dumps(new, ensure_ascii=False)) for came, new in pieces
    ]


class _String:
    """One string of a JSON text, behind its opening quote."""

    __slots__ = ("_ascii", "_part", "_runs", "_sink")

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._part = ""
        """An escape that is not whole yet."""
        self._runs: deque[tuple[int, str]] = deque()
        """(characters undone, as they came) of what the sink has not given back; an escape is one run."""
        self._ascii = False

    def feed(self, piece: str, at: int) -> tuple[int, list[Piece], bool]:
        """The next characters → how far the string goes in them, what became of it, whether it ended."""
        if self._part:
            # An escape is at most 12 characters: look at it with what follows.
            piece, at, back = self._part + piece[at:], 0, at - len(self._part)
        else:
            back = 0
        self._part = ""
        out: list[str] = []
        ended = False
        while found := _STRING.search(piece, at):
            if found.start() > at:
                out.append(self._ran(piece[at : found.start()]))
            at = found.start()
            if found[0] == '"':
                ended = True
                break
            escape = _ESCAPE.match(piece, at)
            if (opened := _OPEN_ESCAPE.match(piece, at)) and (escape is None or opened.end() > escape.end()):
                self._part = piece[at:]
                break
            came = escape[0] if escape else "\\"
            self._ascii = self._ascii or came[1:2] == "u"
            said = json.loads(f'"{came}"') if escape else "\\"
            self._runs.append((1, came))
            out.append(said)
            at += len(came)
        else:
            if at < len(piece):
                out.append(self._ran(piece[at:]))
            at = len(piece)
        said = "".join(out)
        pieces = self._back(self._sink.feed(said)) if said else []
        if ended:
            pieces += self._back(self._sink.finish())
            pieces.append(Piece('"'))
            return at + 1 + back, pieces, True
        return len(piece) + back, pieces, False

    def finish(self) -> list[Piece]:
        """The text ends inside the string."""
        pieces = self._back(self._sink.finish())
        if self._part:
            pieces.append(Piece(self._part))
            self._part = ""
        return pieces

    def _ran(self, text: str) -> str:
        self._runs.append((len(text), text))
        return text

    def _back(self, pieces: list[Piece]) -> list[Piece]:
        """What became of the undone characters → of those that came."""
        out = []
        for said, new in pieces:
            came = self._take(len(said))
            if new is not None:
                new = json.dumps(new, ensure_ascii=self._ascii and came.isascii())[1:-1]
                if _CAPITALS.search(came) and not _SMALL.search(came):
                    new = _UNIT.sub(lambda met: "\\u" + met[0][2:].upper(), new)
            out.append(Piece(came, new))
        return out

    def _take(self, size: int) -> str:
        out = []
        runs = self._runs
        while size and runs:
            length, came = runs.popleft()
            if length > size:
                runs.appendleft((length - size, came[size:]))
                came, length = came[:size], size
            out.append(came)
            size -= length
        return "".join(out)
