"""The multi-pattern engine, behind one file: Hyperscan says which kinds occur and where they may end, RE2 says where they stand.

Rules:
- Hyperscan is a prefilter only. It has no start of match that all patterns could afford, and where it counts bytes RE2
  counts characters; so a pattern that could tell the difference is compiled in UTF-8 mode.
- Its recall must be total: what it cannot compile is confirmed on every text, and without it every pattern is.
- Where Hyperscan reports every end of a kind, RE2 looks only as far before these as a match may be long. Kinds that match in
  any run of digits, of which there may be as many ends as bytes, and kinds without a longest match are looked for everywhere.
- The words that a kind needs near it are searched for in the same pass.
- A long text is cut at line ends into sections, so that a hit costs one section of RE2. A pattern that can run over
  many lines is confirmed on the whole text instead. RE2 always sees the text around a section.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple, Self

import re2

import garim.late as re
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.widths import counts_characters, is_wide, longest, widened
from garim.errors import BadSettings
from garim.families import family
from garim.text.lately import Lately
from garim.text.views import Seen, View
from garim.values import Finding

try:
    import hyperscan
except ImportError:  # musl, old macOS: no wheel
    hyperscan = None  # type: ignore[assignment]

SECTION = 65_536
"""Bytes of a long text that are prefiltered at once: on one endless line of digits Hyperscan is not linear."""
OVERLAP = 32_768
"""Bytes that a section looks beyond its end: twice the longest private key, the longest that a kind must see whole."""
RETRY = 64
"""Bytes of a match that `accept` drops, in which its next word is looked for to search again from."""
VERDICTS, VERDICT_MAX = 256, 64
"""Verdicts of `accept` that are remembered for a kind, and bytes of the longest span that has one."""
EDGES = {"digit": "[^0-9]", "word": "[^0-9A-Za-z_]", "behind": "[^0-9A-Za-z_]", "joint": "[^0-9A-Za-z]"}
"""What may not touch a match; a secret begins behind a `_` too: `get_` + key."""
EDGE = 4
"""Bytes of what may not touch a match: one character."""
FAR = 4_096
"""Bytes of the longest match of a kind of which every end is asked for."""
DIGITS = b"1234567890" * 6
ANCHOR = re2._Anchor.UNANCHORED
_MAGIC = b"garim engine 3\n"


class Hit(NamedTuple):
    """Where a kind stands, in bytes."""

    start: int
    end: int
    kind: int


class Confirmer(NamedTuple):
    """RE2 for one kind."""

    group: int
    """Number of the group that is hidden."""
    match: Any
    verdicts: dict[bytes, bool]
    """What `accept` said of spans that it saw lately: logs repeat their dates and addresses."""


class Engine:
    """All kinds' patterns, ready to run over any text in one pass. Safe to share between threads."""

    def __init__(self, kinds: Iterable[Kind], *, prefilter: bool = True) -> None:
        """Compile the kinds; takes seconds for hundreds of them (see `dump`).

        Args:
            kinds: Names are unique.
            prefilter: False runs RE2 alone, as where Hyperscan has no wheel: the same findings, slowly.

        Raises:
            BadSettings: A pattern is not RE2 syntax.
        """
        self._prepare(kinds)
        self._wide = frozenset(i for i, kind in enumerate(self.kinds) if is_wide(kind.pattern))
        for i in range(len(self.kinds)):
            self._confirmer(i)  # a pattern that is none stops this, not the text that it would be looked for in
        self._reach = [0 if i in self._wide else self._longest(i) for i in range(len(self.kinds))]
        self._database: Any = None
        self._always: tuple[int, ...] = tuple(range(len(self.kinds)))
        if prefilter and hyperscan is not None and self.kinds:
            self._database, self._always = _compiled_all(self.kinds, self._reach, self._words)

    def _prepare(self, kinds: Iterable[Kind]) -> None:
        self.kinds = tuple(kinds)
        self._confirmers: list[Confirmer | None] = [None] * len(self.kinds)
        self._scratches: list[Any] = []
        self._words = tuple(dict.fromkeys(word for kind in self.kinds for word in kind.near))

    def _longest(self, i: int) -> int:
        """Bytes of a kind's longest match; 0 where its ends are not asked for."""
        confirmer, size = self._confirmer(i), longest(self.kinds[i].pattern)
        return size if size <= FAR and confirmer.match(ANCHOR, DIGITS, 0, len(DIGITS))[0][0] < 0 else 0

    def __repr__(self) -> str:
        return f"Engine({len(self.kinds)} kinds, prefilter {'on' if self._database is not None else 'off'})"

    @classmethod
    def build(cls, kinds: Iterable[Kind]) -> Self:
        """An engine for these kinds; the opposite of `load`.

        Raises:
            BadSettings: A pattern is not RE2 syntax.
        """
        return cls(kinds)

    @staticmethod
    def fingerprint(kinds: Iterable[Kind]) -> str:
        """A name for a compiled engine: differs whenever the patterns or the engine's version do."""
        return _fingerprint(tuple((kind.pattern, *kind.near) for kind in kinds))

    def dump(self) -> bytes:
        """The compiled engine, for `load` on a machine of the same kind."""
        always, wide, reach = (",".join(map(str, row)) for row in (self._always, sorted(self._wide), self._reach))
        database = hyperscan.dumpb(self._database) if self._database is not None else b""
        return _MAGIC + f"{self.fingerprint(self.kinds)}\n{always}\n{wide}\n{reach}\n".encode() + database

    @classmethod
    def load(cls, kinds: Iterable[Kind], data: bytes) -> Self:
        """The engine that `dump` gave for the same kinds, in milliseconds.

        Raises:
            ValueError: It was made for other kinds, by another version, or is damaged. Compile anew.
        """
        engine = cls.__new__(cls)
        engine._prepare(kinds)
        if not data.startswith(_MAGIC):
            raise ValueError("no compiled patterns")
        file = BytesIO(data)  # lines are read from it without a copy of the rest, which is ten megabytes
        file.seek(len(_MAGIC))
        key, always, wide, reach = (file.readline().rstrip(b"\n") for _ in range(4))
        if key.decode("ascii", "replace") != cls.fingerprint(engine.kinds):
            raise ValueError("the compiled patterns are of other kinds or of another version")
        database = file.read()
        try:
            engine._reach = [int(size) for size in reach.split(b",") if size]
            engine._always = tuple(int(i) for i in always.split(b",") if i)
            engine._wide = frozenset(int(i) for i in wide.split(b",") if i)
            engine._database = hyperscan.loadb(database, hyperscan.HS_MODE_BLOCK) if database else None
            engine._scratches.append(engine._scratch())
        except hyperscan.error:
            raise ValueError("the compiled patterns are damaged") from None
        return engine

    # ---- finding

    def find(self, view: View, hint: str = "") -> Seen:
        """Every kind's spans in a view, in no order, overlapping where kinds do."""
        text = view.text
        data = text.encode("utf-8", "replace")  # a lone surrogate is one "?": it belongs to no pattern
        hits: list[Hit] = []
        hint = hint.lower()
        if len(data) <= SECTION:
            ends = self._candidates(data)
            said = self._said(ends, view)
            for i, at in ends.items():
                near = self._near(i, said, hint) if i < len(self.kinds) else None
                if near is not None:
                    self._confirm(i, data, (0, len(data), len(data)), at, near, hits)
        else:
            self._find_long(view, data, hint, hits)
        return Seen(_findings(text, data, hits, self.kinds), len(text))

    def _find_long(self, view: View, data: bytes, hint: str, hits: list[Hit]) -> None:
        wide: set[int] = set()
        said: set[str] = set()
        done: dict[int, int] = {}
        for start, end, beyond in _sections(data):
            ends = self._candidates(data[start:beyond])
            said |= self._said(ends, view)  # a word may stand in the section before
            for i, at in ends.items():
                if i >= len(self.kinds) or (words := self._near(i, said, hint)) is None:
                    continue
                if i in self._wide:
                    wide.add(i)
                else:
                    place = (max(start, done.get(i, 0)), end, beyond)
                    done[i] = self._confirm(i, data, place, [start + e for e in at], words, hits)
        for i in wide:
            self._confirm(i, data, (0, len(data), len(data)), (), self._near(i, said, hint) or (), hits)

    def _said(self, ends: Iterable[int], view: View) -> set[str]:
        """The words that kinds need near them, as far as the text holds them."""
        if self._database is None:
            return {word for word in self._words if word in view.lowered}
        return {self._words[i - len(self.kinds)] for i in ends if i >= len(self.kinds)}

    def _near(self, i: int, said: Collection[str], hint: str) -> Sequence[str] | None:
        """Of the words that a kind needs near it, those that the text holds; none where it needs none or the hint says it.
        None where the text holds none: then RE2 need not look."""
        near = self.kinds[i].near
        if not near or any(word in hint for word in near):
            return ()
        return [word for word in near if word in said] or None

    def _candidates(self, data: bytes) -> Mapping[int, list[int]]:
        """Which kinds may stand in a section, and behind all kinds which of the words; where they may end."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for i in self._always:
            found[i] = []
        if self._database is not None:
            # Block scans let other threads run, and a scratch serves one scan at a time.
            scratch = self._scratch()
            self._database.scan(data, _note, context=found, scratch=scratch)
            self._scratches.append(scratch)
        return found

    def _scratch(self) -> Any:
        try:
            return self._scratches.pop()
        except IndexError:
            return hyperscan.Scratch(self._database) if self._database is not None else None

    def _confirmer(self, i: int) -> Confirmer:
        # Hundreds of patterns take RE2 a quarter of a second, and few of them ever hit: each is compiled when it does.
        regex = _confirmer(self.kinds[i])
        made = self._confirmers[i] = Confirmer(regex.groupindex.get(b"v", 1), regex._regexp.Match, Lately(VERDICTS))
        return made

    def _confirm(
        self, i: int, data: bytes, place: tuple[int, int, int], ends: Sequence[int], near: Sequence[str], hits: list[Hit]
    ) -> int:
        """Note kind `i`'s spans that start in `place` (start, end, how far they may reach) and have one of the words near them;
        say where the last ended."""
        kind = self.kinds[i]
        group, match, verdicts = self._confirmers[i] or self._confirmer(i)
        done, end, _ = place
        for low, limit in _windows(ends, self._reach[i], place):
            at = max(done, low)
            while at <= end and at < limit:
                spans = match(ANCHOR, data, at, limit)
                start, stop = spans[1]
                if start < 0 or start >= end:
                    break
                span = spans[group]
                if span[0] >= span[1] or near and not _is_near(near, kind.reach, data, span):
                    at = max(stop, at + 1)
                elif kind.accept is not None and not _accepts(kind.accept, data[span[0] : span[1]], verdicts):
                    # A card number may stand behind a number that is none: "1234 4111 1111 1111 1111".
                    space = data.find(b" ", start + 1, min(stop, start + RETRY))
                    at = max(stop, at + 1) if space < 0 else space
                else:
                    hits.append(Hit(span[0], span[1], i))
                    at = max(stop, at + 1) if stop > start else stop + 1
                done = at
        return done


def _windows(ends: Sequence[int], reach: int, place: tuple[int, int, int]) -> Iterator[tuple[int, int]]:
    """Where a match that ends at one of `ends` may stand, edges included; all of the place where ends are not asked for."""
    start, _, beyond = place
    if not reach or not ends:
        yield start, beyond
        return
    last = -1
    for at in sorted(ends):
        if last < 0:
            low = at
        elif at - reach - 2 * EDGE > last:
            yield max(start, low - reach - EDGE), min(beyond, last + EDGE)
            low = at
        last = at
    yield max(start, low - reach - EDGE), min(beyond, last + EDGE)


def _note(i: int, start: int, end: int, flags: int, found: defaultdict[int, list[int]]) -> None:
    found[i].append(end)


def _accepts(accept: Callable[[str], bool], span: bytes, verdicts: dict[bytes, bool]) -> bool:
    verdict = verdicts.get(span)
    if verdict is None:
        verdict = accept(span.decode())
        if len(span) <= VERDICT_MAX:
            verdicts[span] = verdict
    return verdict


def _is_near(words: Sequence[str], reach: int, data: bytes, span: tuple[int, int]) -> bool:
    width = 4 * reach
    before = data[max(0, span[0] - width) : span[0]].decode("utf-8", "ignore")[-reach:].lower()
    after = data[span[1] : span[1] + width].decode("utf-8", "ignore")[:reach].lower()
    return any(word in before or word in after for word in words)


def _findings(text: str, data: bytes, hits: list[Hit], kinds: Sequence[Kind]) -> list[Finding]:
    """Hits in bytes as findings in characters."""
    where: dict[int, int] = {}
    if len(data) != len(text):
        at = count = 0
        for offset in sorted({hit.start for hit in hits} | {hit.end for hit in hits}):
            count += len(data[at:offset].decode())
            at, where[offset] = offset, count
    out = []
    grown_to: dict[int, int] = {}
    for hit in hits:
        kind = kinds[hit.kind]
        start, end = where.get(hit.start, hit.start), where.get(hit.end, hit.end)
        if kind.grow is not None:
            # Its next parts, as a second road of one address, are in the span already.
            grown = kind.grow(text, start, end) if start >= grown_to.get(hit.kind, 0) else None
            if grown is None:
                continue
            start, end = grown
            grown_to[hit.kind] = end
        for low, high in _lines(text, start, end) if kind.family == "address" else ((start, end),):
            entity = family(kind.family).canonical(text[low:high])
            out.append(Finding(low, high, kind.name, kind.family, entity, f"has the form of {kind.name}", rank=kind.rank))
    return out


_LINE = re.compile(r"[(〒#]?[^\W_](?:[^\n]*[^\W_][.)]?)?")


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each line of an address by itself: a reply may write them behind each other."""
    if "\n" not in text[start:end]:
        yield start, end
        return
    for line in _LINE.finditer(text, start, end):
        yield line.span()


def _sections(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Start, end and reach of each section; they end behind a line end unless the line is very long."""
    start = 0
    while start < len(data):
        end = _cut(data, start + SECTION)
        yield start, end, _cut(data, end + OVERLAP)
        start = end


def _cut(data: bytes, at: int) -> int:
    """The first line end from here on, or a place between two characters where the line goes on for long."""
    line = data.find(b"\n", at - 1, at + SECTION) + 1
    if line:
        return line
    at += SECTION
    while at < len(data) and data[at] & 0xC0 == 0x80:
        at += 1
    return min(at, len(data))


# ---- compiling


@lru_cache(maxsize=8)
def _fingerprint(kinds: tuple[tuple[str, ...], ...]) -> str:
    version = hyperscan.__version__ if hyperscan is not None else "none"  # type: ignore[attr-defined]
    rules = "\n".join(f"{not counts_characters(pattern)} {widened(pattern)} {near}" for pattern, *near in kinds)
    return sha256(_MAGIC + f"{version}\n{rules}".encode()).hexdigest()[:32]


def _confirmer(kind: Kind) -> Any:
    """RE2 for one kind: group 1 is the match, between its edges."""
    edge = EDGES.get(kind.edges)
    start = EDGES["joint"] if kind.family == "secret" and kind.edges == "word" else edge
    before = f"(?:^|{start})" if edge and kind.edges != "behind" else ""
    pattern = f"{before}({kind.pattern})(?:$|{edge})" if edge else f"({kind.pattern})"
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern.encode(), options)
    except re2.error:
        raise BadSettings(f"kind {kind.name}: its pattern is not RE2 syntax") from None


Row = tuple[str, int, int]
"""A pattern, its number and its flags."""


def _compiled_all(kinds: Sequence[Kind], reach: Sequence[int], words: Sequence[str]) -> tuple[Any, tuple[int, ...]]:
    """The database, and the kinds that Hyperscan cannot compile even so."""
    rows = [(widened(kind.pattern), i, _flags(kind, reach[i])) for i, kind in enumerate(kinds)]
    near = [(re.escape(word), len(kinds) + n, _word_flags()) for n, word in enumerate(words)]
    try:
        return _compiled(rows + near), ()
    except hyperscan.error:
        refused = tuple(row[1] for row in rows if not _compiles(row))
        rest = [row for row in rows if row[1] not in refused]
        return (_compiled(rest + near) if rest else None), refused


def _compiles(row: Row) -> bool:
    try:
        return bool(_compiled([row]))
    except hyperscan.error:
        return False


def _compiled(rows: Sequence[Row]) -> Any:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    patterns, numbers, flags = zip(*rows, strict=True)
    database.compile(
        expressions=[pattern.encode() for pattern in patterns], ids=list(numbers), elements=len(rows), flags=list(flags)
    )
    return database


def _flags(kind: Kind, reach: int) -> int:
    # In prefilter mode a pattern that is too large for the engine becomes a looser one, never a stricter one.
    flags = int(hyperscan.HS_FLAG_ALLOWEMPTY | hyperscan.HS_FLAG_PREFILTER)
    flags |= 0 if reach else int(hyperscan.HS_FLAG_SINGLEMATCH)
    return flags | int(hyperscan.HS_FLAG_UTF8) if counts_characters(kind.pattern) else flags


def _word_flags() -> int:
    return int(hyperscan.HS_FLAG_SINGLEMATCH | hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_UTF8)
