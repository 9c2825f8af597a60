"""What would leave, while she types.

    POST /garim/preview   {"talk", "draft": {text, files, told, parent, model}, "quick"?}

Gives the question as it would leave, every hidden place with its reason, what else would leave (the legend), and where it
may go. `quick` looks at a piece of a long text by itself.
Offsets count UTF-16 units, as the page does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import msgspec
from msgspec.structs import replace

from garim.detect import told as tellings
from garim.exchange import Screening, hide, legend_line
from garim.gateway.beside import find
from garim.gateway.desk import Call, dump
from garim.gateway.desk.talks import load_talk
from garim.gateway.thread import PATHS, Draft, Message, body, content, decisions, path_to
from garim.gateway.work import in_thread
from garim.policy.rules import Facts
from garim.surrogate.agree import turned_in
from garim.values import Told

AT_ONCE = 4096
"""Characters of a question that are looked at without leaving the event loop."""


class Look(msgspec.Struct):
    """What is looked at."""

    talk: str
    draft: Draft
    quick: bool = False
    """Whether this is a piece of a long text, looked at by itself."""


async def look(call: Call) -> bytes:
    """What would leave of a draft."""
    asked = call.read(Look)
    draft, before = asked.draft, []
    if draft.parent and not asked.quick:
        _, messages = await load_talk(call, asked.talk)
        before = path_to(messages, draft.parent)
    question = Message(id="", parent=draft.parent, role="user", text=draft.text, files=draft.files, told=draft.told)
    # Pictures have no words that are looked at: what leaves of them is told beside the preview.
    path = [replace(one, files=[file for file in one.files if not file.image]) for one in (*before, question)]
    screening = call.parts.screening()
    who = call.who()
    if sum(len(message.text) for message in path) > AT_ONCE or draft.files or screening.slow:
        out = await in_thread(_look, path, screening, who)
    else:
        out = _look(path, screening, who)
    return dump(out)


def _look(path: Sequence[Message], screening: Screening, who: Facts) -> dict[str, Any]:
    """As `outbound` would do it, up to the bytes: from the same body, read by the same protocol."""
    question = path[-1]
    if not content(question.text, question.files).strip():
        return {"text": "", "findings": [], "kept": [], "legend": "", "route": "outside", "rules": []}
    protocol = find("POST", PATHS["openai"])
    assert protocol is not None
    request = protocol.read(body(path, "m", "openai"))
    told = decisions(path)
    hidden = hide(request.slots, screening, turns=request.turns, groups=request.groups, told=told, asked=who)
    last = max(index for index, slot in enumerate(request.slots) if slot.path[-1:] == ("content",))
    text, row = request.slots[last].text, hidden.findings[last]
    units = Units(text)
    names = hidden.surrogates[last]
    # Behind each place the particle that leaves in its other form: how far behind it stands, its length, how it leaves.
    findings = [
        (
            units.at(f.start), units.at(f.end), f.kind, name, f.why, screening.locked(f.kind),
            (begin - f.end, stop - begin, other) if other else None,
        )
        for f, name, (begin, stop, other) in zip(row, names, turned_in(text, hidden.texts[last], row, names), strict=True)
    ]  # fmt: skip
    return {
        "text": hidden.texts[last],
        "source": text if question.files else None,
        "findings": findings,
        "kept": [(units.at(start), units.at(end)) for start, end in _let_through(text, row, told)],
        "legend": legend_line(hidden, screening) if screening.legend else "",
        "route": hidden.decision.route,
        "rules": hidden.decision.rules,
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
