"""What texts say together: what is split over those that a reader puts together, and the fields of one record.

Of what is split the first text carries the surrogate, the others nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from garim.detect.scan import Detector
from garim.exchange.names import CERTAIN
from garim.text.overlap import resolve
from garim.values import Finding, Slot
from garim.wire.reader import TALKS

SAID = frozenset(("content", "text", "input", "output"))
"""Keys of what is said, which a reader may put together with what is said next."""
BESIDE = 96
"""Characters of two texts on either side of where they meet that are read as one."""

FIELD, FIELDS = 160, 2
"""Characters of a value up to which it is a field, which says little alone; fields from which they are a record."""


def scan_joined(group: Sequence[int], texts: list[str], found: list[tuple[Finding, ...]], detector: Detector) -> None:
    """Find what is split over neighbouring text parts: the first part carries the surrogate, the rest nothing."""
    starts, at = [], 0
    for index in group:
        starts.append(at)
        at += len(texts[index])
    joined = "".join(texts[index] for index in group)
    for finding in detector.scan(joined):
        pieces = [
            (index, max(finding.start, start) - start, min(finding.end, end) - start)
            for index, start, end in zip(group, starts, [*starts[1:], at], strict=True)
            if finding.start < end and finding.end > start
        ]
        _put_apart(finding, joined[finding.start : finding.end], pieces, found)


def _put_apart(finding: Finding, whole: str, pieces: Sequence[tuple[int, int, int]], found: list[tuple[Finding, ...]]) -> None:
    """A finding that stands in several texts: (text, start, end) of each part."""
    if len(pieces) < 2:
        return
    for number, (index, start, end) in enumerate(pieces):
        part = finding._replace(start=start, end=end, form="split", plain="" if number else whole, inner=())
        rest = tuple(f for f in found[index] if f.end <= start or f.start >= end)
        found[index] = tuple(sorted((*rest, part)))


def scan_beside(slots: Sequence[Slot], texts: Sequence[str], found: list[tuple[Finding, ...]], detector: Detector) -> None:
    """Find what is surely split over two texts that are said one after the other, with a blank between them or without one."""
    said = [at for at, slot in enumerate(slots) if slot.form == "text" and slot.hint in SAID and texts[at]]
    windows: list[tuple[int, int, str, str, str]] = []
    for first, second in zip(said, said[1:], strict=False):
        if slots[first].role == slots[second].role and not texts[first][-1].isspace() and not texts[second][0].isspace():
            windows += [(first, second, texts[first][-BESIDE:], joint, texts[second][:BESIDE]) for joint in ("", " ")]
    at = 0
    joined = "\n\n".join("".join(window[2:]) for window in windows)
    findings = [f for f in detector.ruled().scan(joined) if f.rank >= CERTAIN and not f.form] if windows else []
    for first, second, before, joint, behind in windows:
        meet = at + len(before)
        for f in findings:
            if f.start < meet and f.end > meet + len(joint):
                ends = len(texts[first]) - (meet - f.start), f.end - meet - len(joint)
                if not any(one.form == "split" and one.end > ends[0] for one in found[first]):
                    _put_apart(f, joined[f.start : f.end], [(first, ends[0], len(texts[first])), (second, 0, ends[1])], found)
        at = meet + len(joint) + len(behind) + 2


def scan_records(slots: Sequence[Slot], texts: Sequence[str], found: list[tuple[Finding, ...]], detector: Detector) -> None:
    """Find what the fields of a record say together: JSON inside a message, arguments of a tool, each value a text of its own."""
    fields = [at for at, slot in enumerate(slots) if slot.form in ("text", "number") and _is_field(slot, texts[at])]
    for _, group in groupby(fields, lambda at: (slots[at].role, slots[at].path[:2])):
        record = list(group)
        if len(record) < FIELDS:
            continue
        starts, pieces, at = [], [], 0
        for index in record:
            head = f'"{slots[index].hint}": "'
            starts.append(at + len(head))
            pieces.append(f'{head}{texts[index]}",\n')
            at += len(pieces[-1])
        more: dict[int, list[Finding]] = {}
        nth = 0
        for finding in detector.scan("".join(pieces)):
            while nth + 1 < len(starts) and starts[nth + 1] <= finding.start:
                nth += 1
            start, index = starts[nth], record[nth]
            inside = finding._replace(start=finding.start - start, end=finding.end - start, inside=())
            whole = (0, len(texts[index]))
            if (inside.start, inside.end) == whole or (
                slots[index].form == "text" and inside.start >= 0 and inside.end <= whole[1]
            ):
                more.setdefault(index, []).append(inside)
        for index, extra in more.items():
            found[index] = resolve((*found[index], *extra), texts[index])


def _is_field(slot: Slot, text: str) -> bool:
    return len(slot.path) > 2 and slot.path[0] in TALKS and slot.hint not in SAID and 0 < len(text) <= FIELD and "\n" not in text
