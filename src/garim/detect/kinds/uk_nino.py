"""British National Insurance number, QQ 12 34 56 C."""

from __future__ import annotations

from garim.detect.kind import Kind

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
)
