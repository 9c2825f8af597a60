"""Korean telephone numbers: mobile, landline, 070, 080, 050x and +82 in every usual spelling."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import digits

_SEP = r"(?: ?[-.·/–‐‑_) ] ?){0,1}"
_AREA = r"(?:10|11|16|17|18|19|2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|80|50\d)"


NOBODY = ("12345678", "00000000", "11112222", "11111111", "12341234")
"""What stands in forms and manuals for a subscriber's eight digits."""


def is_number(text: str) -> bool:
    """Whether the subscriber's digits are not those of a placeholder."""
    plain = digits(text.partition("내선")[0])
    return plain[-7:].strip("0") != "" and plain[-8:] not in NOBODY and "  " not in text


KINDS = (
    Kind(
        name="kr_phone",
        pattern=(
            r"(?:010(?: ?[-.·/–‐‑_) ] ?){0,1}\d{4}(?: ?[-.·/–‐‑_ ] ?){0,1}\d{4}"
            r"|01[16789](?: ?[-.·/–‐‑_) ] ?){0,1}\d{3,4}(?: ?[-.·/–‐‑_ ] ?){0,1}\d{4}"
            r"|\(?0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|80|50\d) ?[-.·/–‐‑)] ?\d{3,4} ?[-.·/–‐‑ ] ?\d{4}"
            r"|\(?0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|80|50\d)\)? \d{3,4} \d{4}"
            r"|\+ ?82(?: ?[-.·/)( ] ?){0,1}(?:\(?0\)?)? ?" + _AREA + r"(?: ?[-.·/) ] ?){0,1}\d{3,4}(?: ?[-.·/ ] ?){0,1}\d{4}"
            r"|0082[- ]?" + _AREA + r"[- ]?\d{3,4}[- ]?\d{4}"
            r"|82-" + _AREA + r"-\d{3,4}-\d{4}|82 10 \d{4} \d{4})(?: ?[(,]? ?내선 ?:? ?\d{2,5}\)?)?"
        ),
        family="phone",
        accept=is_number,
        found=(
            "담당 이새봄(«010-3390-7718»)",
            "연락처 «02)6190-4402»",
            "call «+82-10-4471-9082» or",
            '"phone":"«+82 10 3377 8102»"',
            "«010.2288.6671», «(031) 779-2204», «01022886671»",
            "«031-990-2231(내선 12)», «02 2231 4471 내선 233»로",
            "«82 10 2345 6789» «010-23456789»",
            "«070 8812 3345» «0505-123-4567» «+82 (0)10 2244 5566»",
        ),
        ignored=(
            "010-0000-0000",
            "010-1234-5678",
            "2010-1234-5678",
            "16:02.899  1702  1820 D Wifi",
            "02-1234",
            "v0.10.1234.5678",
        ),
        rank=72,
        source="전기통신번호관리세칙 (과학기술정보통신부고시)",
    ),
)
