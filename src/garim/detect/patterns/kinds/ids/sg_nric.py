"""Singapore identity card and foreigner numbers (NRIC, FIN), next to a word that says so, or with their check letter."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import weighted

_LETTERS = {"S": "JZIHGFEDCBA", "T": "GFEDCBAJZIH", "F": "XWUTRQPNMLK", "G": "RQPNMLKXWUT"}
_SHIFT = {"S": 0, "T": 0, "F": 0, "G": 0}


def is_nric(text: str) -> bool:
    """Whether the last letter is the check letter of the seven digits."""
    total = weighted(text[1:8], (2, 7, 6, 5, 4, 3, 2)) + (4 if text[0] in "TG" else 0)
    table = "JZIHGFEDCBA" if text[0] in "ST" else "XWUTRQPNMLK"
    return table[total % 11] == text[8]


KINDS = (
    Kind(
        name="sg_nric",
        pattern=r"[STFG]\d{7}[A-Z]",
        family="code",
        edges="word",
        accept=is_nric,
        found=("id «S1234567D»", "«T0123456G»", "FIN «G1234567X»"),
        ignored=("S1234567A", "XS1234567D", "S123456D"),
        rank=66,
        source="Immigration and Checkpoints Authority of Singapore",
    ),
    Kind(
        name="sg_nric.near",
        pattern=r"(?i)\b(?:nric|fin)(?: (?:no\.?|number|is|#))*[ :=#]{0,3}(?P<v>[stfgm]\d{7}[a-z])",
        family="code",
        edges="word",
        found=("NRIC «S4471223D»", "nric no: «s4471223d»", "FIN «M4471223K»"),
        ignored=("nric", "final S4471223D", "NRIC S447"),
        rank=62,
        source="Immigration and Checkpoints Authority of Singapore",
    ),
)
