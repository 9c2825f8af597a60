"""Canadian social insurance and health numbers, next to a word that says so."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import varied

KINDS = (
    Kind(
        name="ca_sin",
        pattern=(
            r"(?:\bSIN(?: (?i:no\.?|number|is|#))*|(?i:social insurance(?: (?:no\.?|number|is|#))*|\bsin (?:no\.?|number|"
            r"#)(?: is)?|\bNAS))"
            r"[ :=#]{0,3}(?P<v>\d{3}[- ]?\d{3}[- ]?\d{3})"
        ),
        family="code",
        accept=varied,
        found=("SIN «046 454 286»", "sin number «447-122-310»", "social insurance no: «046454286»"),
        ignored=("sin(0.5)", "SIN 12", "046 454 286"),
        rank=62,
        source="Employment and Social Development Canada",
    ),
    Kind(
        name="ca_sin.health",
        pattern=r"(?i)(?:\bohip|health (?:card|number)|carte santé|\bramq)(?: (?:no\.?|number|is|"
        r"#))*[ :=#]{0,3}(?P<v>\d{4}[- ]?\d{3}[- ]?\d{3}(?:[- ]?[a-z]{2})?|[a-z]{4} ?\d{4} ?\d{4})",
        family="code",
        edges="word",
        found=("OHIP «4471-223-109-XK»", "health card number «4471 223 109»", "RAMQ «LINM 7403 0211»"),
        ignored=("health card", "health number 12", "4471-223-109"),
        rank=62,
        source="provincial health card formats",
    ),
)
