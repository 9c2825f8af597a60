"""Korean resident or foreigner registration number (주민등록번호, 외국인등록번호), YYMMDD-NNNNNNN, also with a masked tail."""

from __future__ import annotations

import garim.late as re
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import is_day

CENTURY = {"1": 1900, "2": 1900, "3": 2000, "4": 2000, "5": 1900, "6": 1900, "7": 2000, "8": 2000, "9": 1800, "0": 1800}


def is_birth_number(text: str) -> bool:
    """Whether it starts with a birth date of its century; there is no check digit since October 2020, so none is asked."""
    plain = "".join(c for c in text if c.isalnum() or c in "*●")
    year = CENTURY[plain[6]] + int(plain[:2])
    return year < LAST and is_day(year, int(plain[2:4]), int(plain[4:6]))


def is_no_barcode(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Drops thirteen digits in a row that are called a barcode or an article number."""
    fused = end - start == 13 and text[start:end].isdigit()
    return None if fused and _BARCODE.search(text, max(0, start - 16), start) else (start, end)


LAST = 2050
"""Births of a later year are none yet: 88… with the century digit 4 is an article number."""
_BARCODE = re.compile(r"(?:바코드|상품코드|EAN(?:-?13)?|JAN|GTIN|ISBN|UPC|barcode)[^0-9]{0,8}$", re.IGNORECASE)

KINDS = (
    Kind(
        name="kr_rrn",
        pattern=r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?: ?[-–—_‐‑] ?| )?[1-8](?:\d{6}|[*●xX]{6}|\d[*●xX]{5})",
        family="rrn",
        accept=is_birth_number,
        grow=is_no_barcode,
        found=("주민번호 «900101-1234567»입니다", "rrn=«0002293234567»;", "외국인 «850615-5234567»", "«900101-1******»"),
        ignored=("900230-1234567", "송장 12900101-1234567", "900101-9234567", "901301-1234567")
        + ("바코드 8809112345676", "8801234567893"),
        rank=75,
        source="주민등록법 시행규칙 제2조, 출입국관리법 시행규칙 (birth date, then century and sex, then a serial)",
    ),
    Kind(
        name="kr_rrn.tail",
        pattern=r"(?:주민(?:등록)?번호|외국인(?:등록)?번호|주민) ?(?:뒷?자리|뒤 ?7자리|뒷번호)(?:는|은|"
        r"가)?[ :]{0,3}(?P<v>[1-8]\d{6})",
        family="rrn",
        found=("주민번호 뒷자리 «1447122»", "주민등록번호 뒷자리는 «2044712»입니다", "주민 뒷번호: «1044712»"),
        ignored=("주민번호 뒷자리 마스킹", "뒷자리 1447122", "주민번호 뒷자리 7자리"),
        rank=64,
        source="주민등록법 시행규칙 제2조",
    ),
)
