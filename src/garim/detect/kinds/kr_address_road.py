"""Korean road-name addresses (도로명주소), whole or partial, with floor and flat."""

from __future__ import annotations

from garim.detect.kind import Kind

_SIDO = (
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청북|충청남|전라북|전라남|경상북|경상남)"
    r"(?:특별자치시|특별자치도|특별시|광역시|시|도)?"
)
_DETAIL = (
    r"(?:[ ,]{1,2}(?:지하 ?)?\d{1,4}(?:-\d{1,4})?(?:호|층|동)(?:[ ,]{0,2}\d{1,4}(?:호|층"
    r"|동)){0,2}|[ ,]{1,2}B\d층| ?\([가-힣0-9]{1,6}동(?:, ?[가-힣A-Za-z0-9 ]{1,20})?\)){0,3}"
)


def is_place(text: str) -> bool:
    """Whether a district or a detail stands by the road, or the road's own name has three syllables before 로 or 길."""
    words = text.split()
    if any(len(word) > 1 and word[-1] in "시군구읍면도" for word in words[:-1]):
        return True
    road = words[0]
    strong = road.endswith(("대로", "길")) and len(road) > 3 or len(road) > 3
    return strong and text.rstrip(")")[-1] in "층호동" and not road.endswith(("으로", "므로", "별로", "대로대로"))


KINDS = (
    Kind(
        name="kr_address_road",
        pattern=(
            r"(?:" + _SIDO + r" )?(?:[가-힣]{1,5}[시군] )?(?:[가-힣]{1,5}[구군] )?(?:[가-힣]{1,5}[읍면] )?"
            r"[가-힣]{1,12}(?:\d{1,3}(?:번|가|나|다)?)?(?:대로|로|길)(?: ?\d{1,3}(?:번|가|나|다)"
            r"?길)? \d{1,4}(?:-\d{1,4})?(?:번길 \d{1,4}(?:-\d{1,4})?)?" + _DETAIL
        ),
        family="address",
        edges="digit",
        accept=is_place,
        found=(
            "본사는 «서울특별시 강남구 테헤란로 152, 8층»입니다",
            "«테헤란로 152, 8층»에서",
            "«경기도 성남시 분당구 판교역로 235 101동 1203호»",
            "«부산 해운대구 센텀중앙로 97»",
        ),
        ignored=("기준으로 3 건", "정상적으로 20 개", "바로 10분", "새로 2 개를"),
        rank=60,
        source="도로명주소법 시행령 제3장, juso.go.kr",
    ),
    Kind(
        name="kr_address_road.roman",
        pattern=(
            r"(?P<v>\d{1,4}(?:-\d{1,3})?,? [A-Z][a-z]{1,20}(?:-?\d{0,3}(?:beon)?-?(?:ro|gil|daero)){1,2}"
            r"(?:, ?[A-Z][a-z]{1,20}-(?:gu|gun|si|dong|eup|myeon|ri)){1,3}"
            r"(?:, ?(?:Seoul|Busan|Daegu|Incheon|Gwangju|Daejeon|Ulsan|Sejong|[A-Z][a-z]{2,15}(?:-do|-si)?))?)"
        ),
        family="address",
        found=(
            "DAP to «318 Saebyeok-ro, Nabul-gu, Changwon». Spindle",
            "office: «12, Haetsal-daero45-gil, Mapo-gu, Seoul»",
            "ship to «7-2 Noeul-gil, Bitgam-eup, Iksan-si»",
        ),
        ignored=("12 Monkeys, Rome", "see 3 Euro, Saebyeok-ro", "5 Hello-ro and more"),
        rank=60,
        source="도로명주소 영문표기, juso.go.kr",
    ),
)
