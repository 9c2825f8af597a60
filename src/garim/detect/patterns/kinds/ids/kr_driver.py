"""Korean driver's licence (운전면허번호), 11-00-000000-00, the region in digits or in words."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="kr_driver.plain",
        pattern=r"(?:운전)?면허(?:번호|증)?(?:는|은|가)?[ :]{0,3}(?P<v>(?:1[1-9]|2[0-8])\d{10})",
        family="code",
        found=("면허 «170622384150»으로", "운전면허번호: «110512345678»", "면허번호는 «281204719930»"),
        ignored=("면허 17062238415", "면허 310622384150", "170622384150"),
        rank=60,
        source="도로교통법 시행규칙 별지 제55호서식",
    ),
    Kind(
        name="kr_driver",
        pattern=r"(?:1[1-9]|2[0-8]|서울|부산|경기|강원|충북|충남|전북|전남|경북|경남"
        r"|제주|대구|인천|광주|대전|울산)[ -]?\d{2}-\d{6}-\d{2}",
        family="code",
        found=("면허 «11-05-123456-78»", "운전면허번호: «서울 05-123456-78»", "«경기-19-204417-30»"),
        ignored=("31-05-123456-78", "11-05-1234567-8", "211-05-123456-78"),
        rank=72,
        source="도로교통법 시행규칙 별지 제55호서식",
    ),
)
