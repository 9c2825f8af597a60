"""British National Insurance number, QQ 12 34 56 C."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="uk_nino",
        pattern=r"[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]",
        family="code",
        edges="word",
        accept=lambda text: text[:2] not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ"),
        found=("NI number «JG 10 37 59 A»", "nino=«AB123456C»", "«YZ 48 22 10 B»"),
        ignored=("QQ 12 34 56 C", "GB123456A", "AB123456E"),
        rank=64,
        source="HMRC National Insurance Manual NIM39110",
    ),
    Kind(
        name="uk_nino.near",
        pattern=r"(?i)(?:\bnino|national insurance(?: (?:no\.?|number))?|\bni (?:no\.?|"
        r"number))(?: is)?[ :=#]{0,3}(?P<v>[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d])",
        family="code",
        edges="word",
        found=("nino «jg103759a»", "national insurance number «jg 10 37 59 a»", "NI no: «QQ 12 34 56 C»"),
        ignored=("nino", "domino jg103759a", "ni number 12"),
        rank=64,
        source="HMRC National Insurance Manual NIM39110",
    ),
)
