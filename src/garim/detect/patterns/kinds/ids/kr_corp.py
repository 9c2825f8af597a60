"""Korean corporation registration number (법인등록번호), 000000-0000000."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="kr_corp",
        pattern=r"\d{6}-?\d{7}",
        family="code",
        near=("법인등록", "법인번호", "법인 번호", "corp_no", "corpno", "corp_reg", "등록번호"),
        found=("법인등록번호 «110111-1234567»", "corp_reg_no: «1301110006246»", "법인번호: «200111-0345678»"),
        ignored=("110111-12345678 법인등록", "송장 110111-9234567", "법인등록번호는 다음과 같습니다"),
        rank=60,
        source="법인 및 재외국민의 부동산등기용등록번호 체계, 상업등기규칙",
    ),
)
