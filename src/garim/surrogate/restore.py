"""Put originals back into text that arrives in pieces.

- Any cut of a text, fed and finished, gives what the whole text gives.
- Held back is only what can still become a surrogate, or a URL whose host is not yet known.
- A line break inside a surrogate is looked through: the scan runs over the text without its line breaks.
- One pass: what was restored is not looked at again. Nothing is restored inside a URL to a stranger (see urls.py).
- What was issued comes back byte for byte; a bent spelling comes back in the style that is met.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache

import daachorse

from garim.families import DIGIT, FREE, SURNAME, TIGHT, Unit
from garim.families.domain import PRIVATE
from garim.surrogate import urls
from garim.surrogate.table import allows, gather, restored, whole_characters
from garim.surrogate.urls import Skip, Verdict
from garim.text.fold import fold
from garim.text.hangul import is_hangul
from garim.values import Entry

_TITLES = (
    "과장|대리|부장|차장|팀장|이사|사장|상무|전무|대표|주임|사원|선임|책임|수석|실장|본부장|센터장|파트장|그룹장|매니저|프로|님|씨|군|양|교수"
    "|박사|선생|회장|부사장|변호사|위원|원장|계장|국장|소장|고문|감사|총괄|리더|담당|연구원|간호사|의사|기자|작가|코치"
)
_BEFORE_TITLE = re.compile(rf" ?(?:{_TITLES})")
_BREAK = re.compile(r"[\r\n]")
_ESCAPE = re.compile(r"(?:%[0-9A-Fa-f]{2}|\\[nrt])\Z")
"""An escape before a hit ends in a letter or digit that does not belong to its word."""
_WAIT = "\0 wait"
_LOOK = {FREE: 0, SURNAME: 5}
"""Characters behind a hit that its edge asks for; 1 where not named."""


class _Core:
    """The automaton over one set of entries, with what each literal stands for."""

    __slots__ = ("automaton", "breaks", "firsts", "hosts", "literals", "longest", "ordered", "units")

    def __init__(self, entries: tuple[Entry, ...], trusted: frozenset[str]) -> None:
        found = gather(entries)
        self.literals = [*urls.STARTS, *(literal for literal in found if literal not in urls.STARTS)]
        self.units = [[], *([] for _ in urls.STARTS[1:]), *(found[literal] for literal in self.literals[len(urls.STARTS) :])]
        self.automaton = daachorse.CharwiseDoubleArrayAhoCorasick(self.literals)
        self.ordered = sorted(self.literals)
        self.longest = max(map(len, self.literals))
        self.breaks = max([2, *(e.surrogate.count("\n") + e.surrogate.count("\r") for e in entries)])
        self.firsts = frozenset(literal[0] for literal in self.literals)
        # Whatever family took a host's place: one that we wrote is ours.
        issued = (e.surrogate.rpartition("@")[2].casefold() for e in entries if "." in e.surrogate or ":" in e.surrogate)
        self.hosts = trusted | {host.partition("/")[0].removeprefix("*.").rstrip(".") for host in issued}

    def ours(self, host: str) -> bool:
        """Whether originals may stand in a URL to this host."""
        if host in self.hosts or host in ("localhost", "127.0.0.1", "::1"):
            return True
        if "." not in host:
            # One label reaches nobody outside; with a coined word in it it is one of our machines.
            return any(match[2] >= len(urls.STARTS) for match in self.automaton.find_overlapping(host))
        parents = (host.split(".", n)[n] for n in range(1, host.count(".")))
        return any(parent in self.hosts and parent.rpartition(".")[2] in PRIVATE for parent in parents)

    def hold(self, low: str, breaks: list[int]) -> int:
        """The first place in a lower-cased text without its line breaks whose rest can still become a literal."""
        floor = breaks[-self.breaks - 1] if len(breaks) > self.breaks else 0
        for at in range(max(floor, len(low) - self.longest + 1), len(low)):
            if low[at] in self.firsts:
                rest = low[at:]
                place = bisect_left(self.ordered, rest)
                if self.ordered[place : place + 1] == [rest]:
                    place += 1
                if place < len(self.ordered) and self.ordered[place].startswith(rest):
                    return at
        return len(low)


@lru_cache(maxsize=64)
def _core(entries: tuple[Entry, ...], trusted: frozenset[str]) -> _Core:
    return _Core(entries, trusted)


class Table:
    """The surrogates of one exchange's scope, ready to be met; safe to share between Restorers."""

    __slots__ = ("core",)

    def __init__(self, entries: Iterable[Entry], trusted_hosts: frozenset[str] = frozenset()) -> None:
        """
        Args:
            entries: What was issued. The same entries are compiled once in a process.
            trusted_hosts: Host names, lower case, whose URLs may hold originals; no subdomains, no ports.
        """
        self.core = _core(tuple(entries), trusted_hosts)


class Restorer:
    """Restores one text (one slot of a reply); make a new one for the next."""

    __slots__ = ("_before", "_core", "_held", "_json", "_skip")

    def __init__(self, table: Table, escape: str = "text") -> None:
        """
        Args:
            table: The exchange's surrogates.
            escape: text, or json where the text is itself JSON (tool arguments): originals go in JSON-escaped.
        """
        self._core, self._json = table.core, escape == "json"
        self._held = self._before = ""
        self._skip: Skip | None = None

    def feed(self, piece: str) -> str:
        """Take the next piece; return the text that can no longer change."""
        return self._run(self._held + piece, final=False)

    def finish(self) -> str:
        """Say that no piece follows; return what was held. The Restorer can then take a new text."""
        out = self._run(self._held, final=True)
        self._before, self._skip = "", None
        return out

    def _run(self, text: str, final: bool) -> str:
        start = 0
        if self._skip is not None:
            start = self._skip.advance(text, 0)
            if start < 0:
                self._emit(text, len(text))
                return text
            self._skip = None
        low = fold(text)
        breaks = _breaks(low)
        if breaks:
            low = low.replace("\n", "").replace("\r", "")
        try:
            hits = self._core.automaton.find_overlapping(low)
        except UnicodeEncodeError:
            low = whole_characters(low)
            hits = self._core.automaton.find_overlapping(low)
        limit = len(text) if final else _placed(self._core.hold(low, breaks), breaks)
        if breaks:
            hits = [(_placed(start, breaks), _placed(end - 1, breaks) + 1, at) for start, end, at in hits]
        if not hits:
            limit = max(limit, start)
            self._emit(text, limit)
            return text[:limit]
        return self._replace(text, hits, limit, start, final)

    def _replace(self, text: str, hits: list[tuple[int, int, int]], limit: int, free: int, final: bool) -> str:
        """Go through the hits from left to right, the longest first."""
        out: list[str] = []
        done = 0
        if len(hits) > 1:
            hits.sort(key=lambda hit: (hit[0], -hit[1]))
        for nth, (start, end, at) in enumerate(hits):
            if start >= limit:
                break
            if start < free:
                continue
            if at < len(urls.STARTS):
                verdict = self._judge(text, start, end, at, final)
                if verdict is Verdict.PENDING:
                    limit = start
                elif verdict is Verdict.STRANGER:
                    skip = Skip(urls.opener(self._back(text, start)), self._json)
                    free = skip.advance(text, end)
                    if free < 0:
                        self._skip, free, limit = skip, len(text), len(text)
                continue
            new = self._original(text, hits, nth, -1 if final else limit)
            if new is _WAIT:
                limit = start
            elif new is not None:
                out += [text[done:start], new]
                done = free = end
        limit = max(limit, free if free > done else done)
        out.append(text[done:limit])
        self._emit(text, limit)
        return "".join(out)

    def _original(self, text: str, hits: list[tuple[int, int, int]], nth: int, limit: int) -> str | None:
        """What takes the place of a hit; None if it is none, _WAIT if more text must tell.

        `limit`: where what is held begins; -1 when no more text follows.
        """
        start, end, at = hits[nth]
        met, units = text[start:end], self._core.units[at]
        for unit in units:
            if limit >= 0 and end + _LOOK.get(unit.edge, 1) > len(text):
                return _WAIT
            if not allows(unit, met) or not self._stands(text, start, end, unit, met):
                continue
            exact = next((u for u in units if u.exact == met), None)
            if exact is None:
                # What was issued goes before what is derived: it may overlap, and may still be coming.
                if 0 <= limit < end:
                    return _WAIT
                issued = self._issued_across(text, hits, nth, limit)
                if issued:
                    return _WAIT if issued is _WAIT else None
            new = restored(exact or unit, met)
            escaped = self._json and (exact or unit).code not in ("json", "ascii")
            return json.dumps(new, ensure_ascii=False)[1:-1] if escaped else new
        return None

    def _issued_across(self, text: str, hits: list[tuple[int, int, int]], nth: int, limit: int) -> str:
        """Whether a surrogate as it was issued begins with a hit or outlasts it: "" no, _WAIT if more text must tell.

        One that lies inside and begins later (the domain in a host's name) is part of what the hit stands for.
        """
        first, inside, _ = hits[nth]
        for other in range(nth + 1, len(hits)):
            start, end, at = hits[other]
            if start >= inside:
                break
            if start > first and end <= inside:
                continue
            met = text[start:end]
            for unit in self._core.units[at]:
                if unit.exact == met:
                    if limit >= 0 and end + _LOOK.get(unit.edge, 1) > len(text):
                        return _WAIT
                    if self._stands(text, start, end, unit, met):
                        return met
        return ""

    def _judge(self, text: str, start: int, end: int, at: int, final: bool) -> Verdict:
        # A start that is broken over two lines is none; a host is at most a line long.
        if end - start != len(urls.STARTS[at]):
            return Verdict.NO_URL
        rest = text[end : end + 4096]
        whole = final or end + 4096 < len(text)
        return urls.judge(self._back(text, start), urls.STARTS[at], rest, whole, self._core.ours)

    def _stands(self, text: str, start: int, end: int, unit: Unit, met: str) -> bool:
        """Whether nothing touches the hit that its edge forbids."""
        edge = unit.edge
        if edge == FREE:
            return True
        before = "" if _ESCAPE.search(self._back(text, start)) else text[start - 1] if start else self._before[-1:]
        after = text[end : end + 1]
        if edge == DIGIT:
            return not before.isdigit() and not after.isdigit()
        if edge == TIGHT:
            return not before.isalnum() and (not after.isalnum() or is_hangul(after))
        if edge == SURNAME:
            alone = unit.exact != "" and not after.isalnum()
            return not before.isalnum() and (alone or _BEFORE_TITLE.match(text, end) is not None)
        if met == unit.exact:
            return True
        hump_before = met[0].isupper() and not before.isupper()
        hump_after = after.isupper() and not met[-1].isupper()
        return (not _letter(before) or hump_before) and (not _letter(after) or hump_after)

    def _back(self, text: str, at: int) -> str:
        return (
            (self._before + text[max(0, at - urls.CONTEXT) : at])[-urls.CONTEXT :]
            if at < urls.CONTEXT
            else (text[at - urls.CONTEXT : at])
        )

    def _emit(self, text: str, limit: int) -> None:
        """Remember what was emitted last, and hold the rest."""
        self._before = (
            (self._before + text[:limit])[-urls.CONTEXT :] if limit < urls.CONTEXT else (text[limit - urls.CONTEXT : limit])
        )
        self._held = text[limit:]


def _breaks(text: str) -> list[int]:
    """Where the line breaks stand, each less the breaks before it: its place in the text without breaks."""
    if "\n" not in text and "\r" not in text:
        return []
    return [match.start() - nth for nth, match in enumerate(_BREAK.finditer(text))]


def _placed(at: int, breaks: list[int]) -> int:
    """The place in the text of a place in the text without breaks."""
    return at + bisect_right(breaks, at)


def _letter(char: str) -> bool:
    return char.isalpha() and not is_hangul(char)
