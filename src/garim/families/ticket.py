"""Tickets: the project's prefix is a coined word, the number has new digits (`QTOPS-734` → `TOGAN-394`)."""

from __future__ import annotations

import garim.late as re
from garim.families._port import Draw, Family, by_length, never
from garim.families._spelled import groups, labels
from garim.text.hangul import has_hangul
from garim.text.words import recase
from garim.values import Finding

_TOKEN = re.compile(r"[^\W\d_]+|\d+")


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """Letters coined word by word, digits by the whole ticket; separators stay."""
    dice = draw.dice(finding.entity)

    def token(match: re.Match[str]) -> str:
        word = match[0]
        if word.isdigit():
            return str(dice.below(9) + 1) + dice.digits(len(word) - 1)
        return recase(draw.word(word.casefold())[has_hangul(word)], word)

    return _TOKEN.sub(token, surface)


FAMILY = Family(
    name="ticket",
    canonical=str.upper,
    mint=mint,
    spellings=labels,
    edges=by_length,
    styled=True,
    strict=never,
    label=None,
    plain=("a ticket", "티켓"),
    examples=(("QTOPS-734", "QTOPS-734"), ("GSREL-20411", "gsrel-20411"), ("HM-7", "HM-7")),
    pieces=groups,
)
