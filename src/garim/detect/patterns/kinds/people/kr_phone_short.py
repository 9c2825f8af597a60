"""Korean nationwide service numbers without an area code, 1588-0000, next to a word that says telephone."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="kr_phone_short",
        pattern=(
            r"1(?:5(?:22|33|44|66|77|88|99)|6(?:00|44|55|60|61|66|68|70|88)|8(?:00|11|33|55|66"
            r"|77|99)) ?[-.) ]? ?\d{4}"
        ),
        family="phone",
        near=(
            "직통",
            "국번",
            "대표",
            "전화",
            "대표번호",
            "콜센터",
            "고객센터",
            "문의",
            "상담",
            "연락",
            "tel",
            "call",
            "phone",
            "☎",
            "내선",
            "팩스",
            "fax",
        ),
        found=(
            "매니저 직통 «1877-4402»",
            "고객센터 «1588-2031»",
            "Tel. «1600.7745»",
            "대표번호 «1588 4471»",
            "국번 없이 «15772231»",
        ),
        ignored=("매출 1588-1900", "연도 1600-1700", "직통 1234-5678"),
        rank=60,
        source="전기통신번호관리세칙 (대표번호)",
    ),
)
