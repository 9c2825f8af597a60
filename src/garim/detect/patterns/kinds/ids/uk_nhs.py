"""British National Health Service number with its check digit, next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import digits, varied, weighted


def is_nhs(text: str) -> bool:
    """Whether the tenth digit is the modulo 11 check digit of the nine before it."""
    plain = digits(text)
    return len(set(plain)) > 1 and (11 - weighted(plain[:9], range(10, 1, -1)) % 11) % 11 == int(plain[9])


KINDS = (
    Kind(
        name="uk_nhs",
        pattern=r"\d{3}[ -]?\d{3}[ -]?\d{4}",
        family="code",
        accept=is_nhs,
        near=("nhs", "patient", "health service"),
        found=("NHS number «943 476 5919»", "nhs_no=«9434765919»", "patient «401-023-2137»"),
        ignored=("ward 943 476 5918", "call 943 476 5919", "NHS 000 000 0000"),
        rank=70,
        source="NHS Data Dictionary, NHS NUMBER",
    ),
    Kind(
        name="uk_nhs.cue",
        pattern=r"(?i)\bnhs(?: ?(?:no\.?|number|num|id|is|#))*[ :=#]{1,3}(?P<v>\d{3}[ -]?\d{3}[ -]?\d{4})",
        family="code",
        accept=varied,
        found=("NHS «4471223109»", "nhs no: «447 122 3109»", "NHS number is «447-122-3109»"),
        ignored=("NHS trust", "nhs 2024", "call 447 122 3109"),
        rank=62,
        source="NHS Data Dictionary, NHS NUMBER; people mistype check digits",
    ),
)
