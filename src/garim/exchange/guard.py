"""THE GUARD: the last look at what is about to leave, outside of what we wrote ourselves. It repairs before it refuses.

    escaped    one text with surrogates: what of the hidden still stands there, as findings in the text as it came
    look       the exact bytes of a body: every string that is no text looked at already: keys, ids, numbers, sealed blocks
    look_at    what leaves beside the body: path, query, headers

What a turn may not hold is what was found up to its end; what is found later has left before and stays as it left.
What stands in a structural field cannot be written anew: that is refused, and the field is named, never its value.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NoReturn

import orjson

from garim.detect.carry import Carried, Place, again, occurrences
from garim.detect.scan import Detector
from garim.errors import GuardTripped
from garim.exchange.talk import Done, Row
from garim.surrogate.agree import turned_in
from garim.text.fold import fold
from garim.text.overlap import rest
from garim.text.views import View
from garim.values import Entry, Finding, Turn
from garim.wire.document import ESCAPED_HALF

LONG = 200
"""Characters from which on a string is looked at by itself; shorter ones are looked at as one text."""
TALKS = ("messages", "input", "contents")
"""Root keys under which messages stand."""
BEFORE = frozenset(("system", "instructions", "tools", "functions", "response_format", "output_format", "text"))
"""Root keys that a model reads before every message: what is found in one has left with them before."""
FIELDS = frozenset(
    "model messages input contents system instructions tools tool_calls tool_call_id tool_use_id call_id id item_id type role "
    "name content text thinking signature redacted_thinking data encrypted_content encrypted_index function arguments output "
    "metadata user previous_response_id conversation url image_url file_id file_data source media_type title description "
    "input_schema parameters cache_control summary reasoning container".split()
)
"""Names that a message of ours may give a field: those of the protocols, never one that a caller chose."""
Span = tuple[int, int]


def escaped(
    detector: Detector,
    texts: Sequence[str],
    written: Sequence[tuple[str, tuple[str, ...]]],
    rows: Sequence[Row],
    ours: Sequence[Sequence[Place]],
    carried: Carried,
    let: frozenset[str],
) -> list[list[Finding]]:
    """What of the hidden still stands in texts that were written, outside of what we wrote.

    Args:
        detector: Keeps views of texts.
        texts: As they came.
        written: Each as it is about to leave, and what was written for each finding.
        rows: What was hidden in each.
        ours: Where surrogates of earlier turns stand in each text as it came.
        carried: All that was found up to now.
        let: Values that may stand there, in lower case.

    Returns: For each, findings in the text as it came; some may lie on others.
    """
    found: list[list[Finding]] = [[] for _ in texts]
    changed = [at for at, row in enumerate(rows) if row]  # the others leave as they came: the same matcher went over them
    views = [detector.view(written[at][0]) for at in changed]
    for at, view, standing in zip(changed, views, carried.standing_in(views), strict=True):
        if values := [value for value in standing if value not in let]:
            out, names = written[at]
            found[at] = _escaped(view, values, texts[at], out, rows[at], names, ours[at], carried)
    return found


def _escaped(
    view: View,
    standing: Sequence[str],
    text: str,
    out: str,
    row: Row,
    names: Sequence[str],
    ours: Sequence[Place],
    carried: Carried,
) -> list[Finding]:
    written, shifts = _written(text, out, row, names, ours)
    found: list[Finding] = []
    for value in standing:
        for place in occurrences(value, view):
            over = [span for span in written if span[0] < place.end and span[1] > place.start]
            if any(start <= place.start and place.end <= end for start, end in over):
                continue
            if not over:
                at = _back(place.start, shifts)
                there = place._replace(start=at, end=at + place.end - place.start)
                found.append(again(carried.values[value].finding, there, value))
                continue
            at = place.start
            for start, end in (*over, (place.end, place.end)):
                if start > at:
                    begin = _back(at, shifts)
                    found += rest(carried.values[value].finding, begin, begin + start - at, text)
                at = max(at, end)
    return found


def _written(
    text: str, out: str, row: Row, names: Sequence[str], ours: Sequence[Place]
) -> tuple[list[Span], list[tuple[int, int]]]:
    """Spans of a written text that are ours, and (place, shift) from where on the text as it came is so far behind."""
    spans: list[Span] = []
    shifts: list[tuple[int, int]] = [(0, 0)]
    shift, rest_of_ours = 0, list(ours)
    for finding, name, (begin, stop, other) in zip(row, names, turned_in(text, out, row, names), strict=True):
        while rest_of_ours and rest_of_ours[0].start < finding.start:
            place = rest_of_ours.pop(0)
            spans.append((place.start + shift, place.end + shift))
        spans.append((finding.start + shift, finding.start + shift + len(name)))
        shift += len(name) - (finding.end - finding.start)
        shifts.append((finding.end + shift, shift))
        if other:
            shift += len(other) - (stop - begin)
            shifts.append((stop + shift, shift))
    spans += [(place.start + shift, place.end + shift) for place in rest_of_ours]
    return spans, shifts


def _back(at: int, shifts: Sequence[tuple[int, int]]) -> int:
    """The place in the text as it came of a place outside of what was written."""
    return at - shifts[bisect_right(shifts, (at, 1 << 60)) - 1][1]


def look(
    body: bytes,
    turns: Sequence[tuple[Turn, Done]],
    carried: Carried,
    entries: Sequence[Entry],
    let: frozenset[str] = frozenset(),
    shift: int = 0,
    is_structure: Callable[[str], bool] = lambda text: False,
) -> None:
    """Look at the exact bytes of a body that is about to leave.

    Args:
        body: A JSON document.
        turns: What was said, and as it leaves; what was looked at there is not looked at again.
        carried: All that was found.
        entries: All that was issued.
        let: Values that a person let through, in lower case.
        shift: Messages that we put before the first one.
        is_structure: Tells of the protocol's own words, which say nothing of anybody.

    Raises:
        GuardTripped: A field that cannot be written anew holds one of them. Nothing left.
    """
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        try:
            # Clients that cut a text cut an emoji in two: such a half is no JSON for everybody.
            document = orjson.loads(ESCAPED_HALF.sub(rb"\\ufffd", body))
        except orjson.JSONDecodeError:
            raise GuardTripped("the bytes about to leave are not JSON; nothing left", hint="please report it") from None
    firsts = [turn.first for turn, _ in turns if turn.first >= 0]
    offset = next((number for number, (turn, _) in enumerate(turns) if turn.first >= 0), len(turns) - 1)
    apart: dict[int, list[object]] = {}
    for key, value in document.items():
        if key in TALKS and isinstance(value, list) and firsts:
            for index, item in enumerate(value):
                number = bisect_right(firsts, index - shift) - 1
                apart.setdefault(offset + number if number >= 0 else 0, []).append(item)
        else:
            number = offset if key in TALKS else 0 if key in BEFORE else len(turns) - 1
            apart.setdefault(number, []).append({key: value})
    for number, parts in apart.items():
        done = turns[number][1]
        digest = blake2b(orjson.dumps(parts), digest_size=16).digest()
        if digest in done.looked:
            continue
        found: list[str] = []
        strings(parts, found)
        fresh = {text for text in found if text not in done.seen and not is_structure(text)}
        if fresh and carried.values:
            _look_through(fresh, number, document, carried, entries, let)
        done.seen |= fresh
        done.looked.add(digest)


def _look_through(
    texts: Iterable[str], number: int, document: object, carried: Carried, entries: Sequence[Entry], let: frozenset[str]
) -> None:
    short: list[str] = []
    for text in texts:
        if len(text) < LONG:
            short.append(text)
        elif kind := stands(text, carried, entries, let, number):
            trip(where(document, text), kind)
    if short and stands("\x00".join(short), carried, entries, let, number):
        for text in short:
            if kind := stands(text, carried, entries, let, number):
                trip(where(document, text), kind)


def look_at(named: Mapping[str, str], carried: Carried, entries: Sequence[Entry], let: frozenset[str] = frozenset()) -> None:
    """Look at what leaves beside the body.

    Args:
        named: What it is (`path`, `query`, `header anthropic-beta`) → its text.
        carried: All that was found.
        entries: All that was issued.
        let: Values that a person let through, in lower case.

    Raises:
        GuardTripped: One of the values stands there. Nothing left.
    """
    for name, text in named.items():
        if text and (kind := stands(text, carried, entries, let)):
            trip((name,), kind)


def stands(text: str, carried: Carried, entries: Sequence[Entry], let: frozenset[str], turn: int = 1 << 30) -> str:
    """The kind of a value that stands in a text outside of what was issued; "" where none does.

    Args:
        text: Any.
        carried: What to look for.
        entries: What was issued.
        let: Values that may stand there.
        turn: The last turn whose values count.
    """
    view = View(text)
    for value in carried.standing(view):
        known = carried.values[value]
        if known.turn <= turn and value not in let:
            for place in occurrences(value, view):
                if not _is_ours(text, place, entries):
                    return known.finding.kind
    return ""


def _is_ours(text: str, place: Place, entries: Sequence[Entry]) -> bool:
    """Whether a place lies in a surrogate, or spells one in a disguise: \\u escapes of arguments."""
    low, spelled = fold(text), fold(place.plain) if place.form else ""
    for entry in entries:
        name = fold(entry.surrogate)
        if name == spelled:
            return True
        at = low.find(name, max(0, place.end - len(name)), place.start + len(name))
        if at >= 0 and at <= place.start and at + len(name) >= place.end:
            return True
    return False


def strings(node: object, out: list[str]) -> None:
    """Every string and whole number of a tree, keys included."""
    stack = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, str):
            out.append(top)
        elif isinstance(top, dict):
            out.extend(top.keys())
            stack.extend(top.values())
        elif isinstance(top, list):
            stack.extend(top)
        elif isinstance(top, int) and not isinstance(top, bool):
            out.append(str(top))


def where(node: object, wanted: str) -> tuple[str | int, ...]:
    """The path of a string or whole number; a key is at its own path."""
    stack: list[tuple[object, tuple[str | int, ...]]] = [(node, ())]
    while stack:
        top, path = stack.pop()
        if isinstance(top, dict):
            for key, value in top.items():
                if key == wanted:
                    return (*path, key)
                stack.append((value, (*path, key)))
        elif isinstance(top, list):
            stack += [(value, (*path, index)) for index, value in enumerate(top)]
        elif isinstance(top, str | int) and str(top) == wanted:
            return path
    return ()


def trip(path: Sequence[str | int], kind: str) -> NoReturn:
    """Refuse what cannot be hidden.

    Raises:
        GuardTripped: Always; it names the field and the kind.
    """
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" if _is_field(step) else ".…" for step in path]
    field = "".join(steps).lstrip(".") or "a field"
    raise GuardTripped(
        f"{field} holds a value of kind {kind} where none can be hidden; nothing left",
        hint="take the value out of this field: ids, names of models and signed blocks leave as they are or not at all",
    )


def _is_field(step: str) -> bool:
    return step in FIELDS or step.startswith(("header ", "query", "path"))
