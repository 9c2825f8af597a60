"""What would leave, while she types.

    POST /garim/preview   {"talk", "draft": {text, files, told, parent, model}, "version"?, "quick"?}

Gives the question as it would leave, every hidden place with its reason, what else would leave (the legend), and where it
may go; and keeps the draft, so that nothing she wrote is lost. `quick` looks at a piece of a long text by itself.
Offsets count UTF-16 units, as the page does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import msgspec

from garim.detect import told as tellings
from garim.exchange import Hidden, Screening, hide, legend_line
from garim.gateway.desk import Call, dump
from garim.gateway.desk.talks import keep_draft, load_talk
from garim.gateway.thread import Draft, Message, content, decisions, messages_of, path_to
from garim.gateway.work import in_thread
from garim.store.history import ANY
from garim.values import Slot, Told

AT_ONCE = 4096
"""Characters of a question that are looked at without leaving the event loop."""


class Look(msgspec.Struct):
    """What is looked at."""

    talk: str
    draft: Draft
    version: int = ANY
    keep: bool = False
    """Whether the draft is to be kept."""
    quick: bool = False


class Leaves(NamedTuple):
    """What would leave of a question."""

    hidden: Hidden
    slots: list[Slot]
    legend: str
    """The line that leaves beside it."""


async def look(call: Call) -> bytes:
    """What would leave of a draft."""
    asked = call.read(Look)
    draft, before = asked.draft, []
    if draft.parent and not asked.quick:
        _, messages = await load_talk(call, asked.talk)
        before = path_to(messages, draft.parent)
    question = Message(id="", parent=draft.parent, role="user", text=draft.text, files=draft.files, told=draft.told)
    path = [*before, question]
    version = await keep_draft(call, asked.talk, draft, asked.version) if asked.keep else 0
    screening = call.parts.screening()
    if sum(len(message.text) for message in path) > AT_ONCE or draft.files or screening.slow:
        out = await in_thread(_look, path, screening)
    else:
        out = _look(path, screening)
    return dump({**out, "version": version})


def leaves(path: Sequence[Message], screening: Screening) -> Leaves:
    """Hide a path as an exchange would.

    Raises:
        Refused: Policy says that it may not leave.
        Broken: A finder failed.
    """
    slots = [Slot(text["content"], ("messages", at, "content"), role=text["role"]) for at, text in enumerate(messages_of(path))]
    if not slots:
        slots = [Slot("", role="user")]
    hidden = hide(slots, screening, told=decisions(path))
    return Leaves(hidden, slots, legend_line(hidden, screening) if screening.legend else "")


def _look(path: Sequence[Message], screening: Screening) -> dict[str, Any]:
    question = path[-1]
    out = leaves(path, screening)
    text = out.slots[-1].text
    if not content(question.text, question.files).strip():
        return {"text": "", "findings": [], "kept": [], "legend": "", "route": "outside", "rules": []}
    units = Units(text)
    row, names = out.hidden.findings[-1], out.hidden.surrogates[-1]
    findings = [
        (units.at(f.start), units.at(f.end), f.kind, name, f.why, screening.locked(f.kind))
        for f, name in zip(row, names, strict=True)
    ]
    return {
        "text": out.hidden.texts[-1],
        "source": text if question.files else None,
        "findings": findings,
        "kept": [(units.at(start), units.at(end)) for start, end in _let_through(text, row, decisions(path))],
        "legend": out.legend,
        "route": out.hidden.decision.route,
        "rules": out.hidden.decision.rules,
    }


def _let_through(text: str, row: Sequence[Any], told: Sequence[Told]) -> list[tuple[int, int]]:
    """Where words stand that she let through, to show them."""
    now = max((one.since for one in told), default=0)
    last = {one.word.lower(): one for one in told if one.until >= now}
    words = {word for word, one in last.items() if one.action == "keep"}
    places = tellings.standing(text, words) if words else []
    ends = [finding.end for finding in row]

    def covered(start: int, end: int) -> bool:
        at = bisect_left(ends, start + 1)
        return at < len(row) and row[at].start < end

    return [place for place in places if not covered(*place)]


class Units:
    """Offsets in code points → offsets in UTF-16 units."""

    def __init__(self, text: str) -> None:
        wide = any(char > "\uffff" for char in text) if not text.isascii() else False
        self._before = [0, *accumulate(1 + (char > "\uffff") for char in text)] if wide else None

    def at(self, offset: int) -> int:
        """The same place in UTF-16 units."""
        return self._before[offset] if self._before is not None else offset


ROUTES = {("POST", "/garim/preview"): look}
