"""Which of several touching findings stands.

Rules, first that tells wins:
1. Evidence under WEAK yields to any that is not.
2. A secret, which is destroyed rather than restored in places, yields to nothing else.
3. The longer one. It hides what the shorter one would have hidden, and a host inside an address needs no second name.
4. The higher rank, then the one that saw through a disguise, then the one that starts first.

What the winner does not cover of a loser stays hidden: the loser is cut, never dropped, unless nothing of it is left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import garim.late as re
from garim.values import Finding

WEAK = 40
"""Rank under which a finding is a guess."""
REST = "rest"
"""Part of what a stronger finding left of another: it is hidden where it stands, and says nothing about other places."""
_WORDS = re.compile(r"[^\W_]+(?:[^\w\s]+[^\W_]+)*")


def resolve(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """Findings that do not overlap, in order, that together cover every letter and digit the given ones cover.

    Args:
        findings: In any order; offsets in `text`.
        text: The slot's text as it came.
    """
    rows = sorted(findings, key=lambda f: (f.start, -f.end))
    out: list[Finding] = []
    cluster: list[Finding] = []
    end = 0
    for finding in rows:
        if cluster and finding.start >= end:
            out += cluster if len(cluster) == 1 else _settle(cluster, text)
            cluster = []
            end = 0
        cluster.append(finding)
        end = max(end, finding.end)
    out += cluster if len(cluster) < 2 else _settle(cluster, text)
    return tuple(out)


def longest(findings: Iterable[Finding]) -> list[Finding]:
    """Of one finder's own: the longer stands, then the higher rank, then the first; what yields is dropped."""
    kept: list[Finding] = []
    last = -1
    for finding in sorted(findings, key=lambda f: (f.start, -f.end, -f.rank)):
        if finding.start >= last:
            kept.append(finding)
            last = finding.end
        elif finding.end - finding.start > kept[-1].end - kept[-1].start:
            kept[-1] = finding
            last = finding.end
    return kept


def strength(finding: Finding) -> tuple[bool, bool, int, int, bool, Finding]:
    """Sorts the finding that stands before those that yield to it."""
    return (
        finding.rank < WEAK,
        finding.family != "secret",
        finding.start - finding.end,
        -finding.rank,
        not finding.form,
        finding,
    )


def _settle(cluster: list[Finding], text: str) -> list[Finding]:
    if cluster[0].start == cluster[-1].start and cluster[0].end == cluster[-1].end:
        return [min(cluster, key=strength)]  # all are of one span, as of two finders that saw the same
    starts: list[int] = []
    kept: list[Finding] = []
    for finding in sorted(cluster, key=strength):
        if finding.rank >= WEAK and not finding.form:
            _note(finding, starts, kept)
        for piece in _cut(finding, starts, kept, text):
            at = bisect_left(starts, piece.start)
            starts.insert(at, piece.start)
            kept.insert(at, piece)
    return kept


def _note(finding: Finding, starts: list[int], kept: list[Finding]) -> None:
    """Tell the one that covers a finding what it covers."""
    at = bisect_right(starts, finding.start) - 1
    over = kept[at] if at >= 0 else finding
    if over.end >= finding.end and over.end - over.start > finding.end - finding.start and not over.form:
        kept[at] = over._replace(inside=(*over.inside, finding._replace(inside=())))


def _cut(finding: Finding, starts: list[int], kept: list[Finding], text: str) -> list[Finding]:
    """The finding, or what those that stand already leave of it."""
    first = bisect_left(starts, finding.start)
    if first and kept[first - 1].end > finding.start:
        first -= 1
    last = bisect_left(starts, finding.end, first)
    if first == last:
        return [finding]
    pieces, at = [], finding.start
    for other in kept[first:last]:
        pieces += rest(finding, at, other.start, text)
        at = max(at, other.end)
    return pieces + rest(finding, at, finding.end, text)


def rest(finding: Finding, start: int, end: int, text: str) -> list[Finding]:
    """The words of a part of a finding, each as a finding of its own.

    Args:
        finding: What the part is a part of.
        start: The part's first character.
        end: The character behind it.
        text: The slot's text as it came.
    """
    out = []
    for match in _WORDS.finditer(text, start, max(start, end)):
        if match.end() - match.start() > 1:
            family = finding.family if finding.family in ("secret", "stem") else "stem" if match[0].isalpha() else "code"
            why = f"rest of a span that has the form of {finding.kind}"
            out.append(Finding(match.start(), match.end(), finding.kind, family, match[0], why, part=REST, rank=finding.rank))
    return out
