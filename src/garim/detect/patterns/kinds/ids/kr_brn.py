"""Korean business registration number (사업자등록번호), 000-00-00000."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="kr_brn",
        pattern=r"[1-9]\d{2} ?[-–‐‑] ?\d{2} ?[-–‐‑] ?\d{5}",
        family="code",
        found=("사업자번호 «686-46-53861»", "동해상사,«968-11-50478»,홍", "BRN: «220-81-62517»"),
        ignored=("012-34-56789", "1686-46-53861", "686-46-538612", "010-46-53861"),
        rank=65,
        source="국세청 사업자등록번호 체계 (3-2-5 digits)",
    ),
    Kind(
        name="kr_brn.undashed",
        pattern=r"[1-9]\d{9}",
        family="code",
        found=("사업자번호 «2208162517»", "사업자등록번호: «1248100998»", "biz_no=«1208147521»"),
        ignored=("주문 2208162517", "사업자번호 0208162517", "사업자번호 22081625171"),
        near=("사업자", "biz_no", "bizno", "biz_reg", "brn", "business registration"),
        rank=55,
        source="국세청 사업자등록번호 체계",
    ),
)
