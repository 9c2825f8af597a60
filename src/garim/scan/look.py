"""A text → what stands in it: where and what, and a keyed print by which it is known again. Never the text itself."""

from __future__ import annotations

import hmac
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import NamedTuple, Protocol

from garim.config.policies import known_kinds
from garim.detect.lexicon.source import KINDS as COMPANY
from garim.detect.patterns.kinds import groups
from garim.errors import BadSettings
from garim.values import Finding

BLOCK = 1 << 18
"""Characters that are looked at at once: what a word on progress is given for."""
SHARED = 1 << 12
"""Characters that two blocks share, so that nothing is cut in two between them."""
HIDDEN = "…"
"""Stands in a name for what was found in it."""
PRINT = 16
"""Bytes of a print."""


class Finds(Protocol):
    """Something that finds spans in a text."""

    def scan(self, text: str, hint: str = "") -> tuple[Finding, ...]:
        """Everything in a text that identifies someone or something."""


class Row(NamedTuple):
    """One finding, as it may be shown, logged and uploaded."""

    path: str
    line: int
    """From 1."""
    column: int
    """From 1, in code points."""
    length: int
    """Code points."""
    end_line: int
    end_column: int
    """The column behind its last character."""
    kind: str
    why: str
    print: str
    """Keyed: says that it is the same thing in the same file again, and nothing else."""
    commit: str = ""
    """The commit that brings it; "" outside of history."""


class Text(NamedTuple):
    """Something to look at."""

    path: str
    text: str
    old: frozenset[str] | None = None
    """Lines that stood in it before, and are not told again; None: all of it is new."""
    commit: str = ""
    name: str = ""
    """The path by which prints know it; "" where that is `path`."""


class Name(NamedTuple):
    """A file's path, which is about to be new."""

    path: str
    old: int = 0
    """Characters of it, from the left, that stood there before: folders that are not new."""
    commit: str = ""


class Skipped(NamedTuple):
    """Something that could not be looked at, or not as what it is."""

    path: str
    why: str


def chosen(words: Sequence[str], locked: Sequence[str]) -> Callable[[str], bool]:
    """Which kinds are told.

    Args:
        words: Each a group (secrets, ids, people, hosts, addresses, company), `locked`, `all`, or a glob pattern of kinds.
        locked: [policy] locked: glob patterns of kinds that nobody may let through by hand.

    Returns: Kind → whether it is told.

    Raises:
        BadSettings: A word fits no kind.
    """
    patterns: set[str] = set()
    known = known_kinds()
    sets = {"all": ("*",), "locked": locked, "company": sorted(COMPANY), **groups()}
    for word in words:
        more = sets.get(word, (word,))
        if not any(fnmatchcase(kind, pattern) for pattern in more for kind in known):
            hint = f"{', '.join(sorted(sets))}, or a pattern of `garim doctor --kinds`"
            raise BadSettings(f"--kinds {word} fits no kind", hint=hint)
        patterns.update(more)
    exact = frozenset(pattern for pattern in patterns if not set("*?[").intersection(pattern))
    globs = sorted(patterns - exact)
    return lambda kind: kind in exact or any(fnmatchcase(kind, pattern) for pattern in globs)


class Looker:
    """Looks at texts one after the other."""

    def __init__(self, finds: Finds, told: Callable[[str], bool], key: bytes) -> None:
        """
        Args:
            finds: The company's finders.
            told: Of `chosen`.
            key: Keys the prints; of `baseline.opened`.
        """
        self._finds, self._told, self._key = finds, told, key

    def rows(self, one: Text, step: Callable[[int], None] = lambda done: None) -> Iterator[Row]:
        """What is new in a text, in order.

        Args:
            one: The text, and what stood in it before.
            step: Is told how many characters were looked at so far.

        Raises:
            Broken: A finder failed or did not see every character.
        """
        text = one.text
        starts = _starts(text)
        seen: set[tuple[int, int]] = set()
        for begin, end in _blocks(text):
            found = self._finds.scan(text[begin:end])
            moved = [one._replace(start=one.start + begin, end=one.end + begin) for one in found]
            yield from self._rows(one, [one for one in moved if (one.start, one.end) not in seen], starts, 1)
            seen.update((one.start, one.end) for one in moved)
            step(end)

    def placed(self, one: Text, found: Sequence[Finding], line: int) -> Iterator[Row]:
        """Rows of what was found in a part of a file.

        Args:
            one: The part.
            found: What stands in it, in order.
            line: The number of its first line, from 1.
        """
        if found:
            yield from self._rows(one, found, _starts(one.text), line)

    def _rows(self, one: Text, found: Sequence[Finding], starts: Sequence[int], line: int) -> Iterator[Row]:
        for each in found:
            if not self._told(each.kind):
                continue
            first, last = bisect_right(starts, each.start), bisect_right(starts, max(each.start, each.end - 1))
            if one.old is not None and one.old.issuperset(_lines(one.text, starts, first, last)):
                continue
            yield Row(
                path=one.path,
                line=first + line - 1,
                column=each.start - starts[first - 1] + 1,
                length=each.end - each.start,
                end_line=last + line - 1,
                end_column=each.end - starts[last - 1] + 1,
                kind=each.kind,
                why=each.why,
                print=self._print(one.name or one.path, each),
                commit=one.commit,
            )

    def named(self, one: Name) -> tuple[list[Row], str]:
        """What is new in a name, and the name as it may be shown.

        Raises:
            Broken: As `rows`.
        """
        said = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in one.path)
        found = [span for span in self._finds.scan(said) if self._told(span.kind) and span.end > one.old]
        shown: list[str] = []
        at = 0
        for span in found:
            shown += (one.path[at : span.start], HIDDEN)
            at = span.end
        masked = "".join(shown) + one.path[at:]
        rows = [
            Row(
                path=masked,
                line=1,
                column=1,
                length=span.end - span.start,
                end_line=1,
                end_column=1,
                kind=span.kind,
                why=f"{span.why}; it stands in the name",
                print=self._print(one.path, span),
                commit=one.commit,
            )
            for span in found
        ]
        return rows, masked

    def _print(self, path: str, found: Finding) -> str:
        said = "\0".join((path, found.family, found.entity)).encode("utf-8", "surrogatepass")
        return hmac.new(self._key, said, sha256).hexdigest()[: 2 * PRINT]


def _starts(text: str) -> list[int]:
    """Where lines begin."""
    return [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Parts of a text that end at line ends where they can, each beginning a little before the last one's end."""
    begin = 0
    while True:
        end = text.rfind("\n", begin + BLOCK // 2, begin + BLOCK) + 1 or begin + BLOCK
        if end >= len(text) or len(text) - begin <= BLOCK:
            yield begin, len(text)
            return
        yield begin, end
        near = end - SHARED
        begin = text.find("\n", near, end - 1) + 1 or near


def _lines(text: str, starts: Sequence[int], first: int, last: int) -> list[str]:
    """Lines by their numbers, without their ends."""
    ends = [*starts[first : last + 1], len(text) + 1][: last - first + 1]
    return [text[start : end - 1] for start, end in zip(starts[first - 1 : last], ends, strict=True)]
