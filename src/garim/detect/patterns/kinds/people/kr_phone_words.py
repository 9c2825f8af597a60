"""A Korean mobile number written in words: 공일공 이삼사오 육칠팔구, 영일영."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind

KINDS = (
    Kind(
        name="kr_phone_words",
        pattern=r"[공영]일[공영일육칠팔구][ \-,.]{0,2}(?:[공영일이삼사오육륙칠팔구][ \-]?){6,7}[공영일이삼사오육륙칠팔구]",
        family="phone",
        edges="none",
        found=("번호는 «공일공 이삼사오 육칠팔구»예요", "«영일영-일이삼사-오육칠팔»", "«공일공일이삼사오육칠팔» 로 전화"),
        ignored=("공일공 팀", "영일영 이삼", "일이삼사오육칠팔구"),
        rank=60,
        source="digit names of spoken Korean numbers",
    ),
)
