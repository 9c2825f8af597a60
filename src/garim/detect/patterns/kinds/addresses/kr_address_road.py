"""Korean road-name addresses (도로명주소), whole or partial, with floor and flat, building, brackets and postcode."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds.addresses import _post_asia as asia

KINDS = (
    Kind(
        name="kr_address_road",
        pattern=(
            r"(?:" + asia.SIDO + r" )?(?:[가-힣]{1,5}[시군] )?(?:[가-힣]{1,5}[구군] )?(?:[가-힣]{1,5}[읍면] )?"
            r"[가-힣]{1,12}(?:\d{1,3}(?:번|가|나|다)?)?(?:대로|로|길)(?: ?\d{1,3}(?:번|가|나|다|가나|"
            r"라)?길)? ?\d{1,4}(?:-\d{1,4})?"
            r"(?:번길 ?\d{1,4}(?:-\d{1,4})?)?"
        ),
        family="address",
        edges="digit",
        grow=asia.grow_road,
        found=(
            "본사는 «서울특별시 강남구 테헤란로 152, 8층»입니다",
            "«테헤란로 152, 8층»에서",
            "«경기도 성남시 분당구 판교역로 235 101동 1203호»",
            "«부산 해운대구 센텀중앙로 97»",
            "배송지: «(06236) 서울특별시 강남구 테헤란로 152, 8층 (역삼동, 하람빌딩)»",
            "«강남대로 382 메리츠타워 12층»에서 봬요",
            "«해솔로 12번길 7-3»으로 보내주세요",
            "«경북 포항시 남구 지곡로 80번길 21»\n«(효자동)»",
            "«강원 춘천시 동면 구름대로 1127» 일대",
            "«서울 송파구 올림픽로35가길 9 102-1503»",
        ),
        ignored=(
            "기준으로 3 건",
            "정상적으로 20 개",
            "바로 10분",
            "새로 2 개를",
            "그대로 20 번, 순서대로 1-2 진행",
            "이 길 3 번, 지름길 2 개",
            "버전 3으로 5 회",
        ),
        rank=60,
        source="도로명주소법 시행령 제3장, juso.go.kr",
    ),
    Kind(
        name="kr_address_road.roman",
        pattern=r"(?i)[a-z]{2,20}(?:-?\d{0,3}(?:beon)?)?-(?:daero|ro|gil|gu|dong|eup|myeon|ku|shi|cho|machi)\b|\b\d-chome\b",
        family="address",
        edges="word",
        grow=asia.grow_romanised,
        found=(
            "DAP to «318 Saebyeok-ro, Nabul-gu, Changwon». Spindle",
            "office: «12, Haetsal-daero45-gil, Mapo-gu, Seoul»",
            "ship to «7-2 Noeul-gil, Bitgam-eup, Iksan-si»",
            "at «152 teheran-ro, gangnam-gu, seoul, korea»",
            "«Room 302, 14-3, Neulbom-ro 27-gil, Eunpyeong-gu, Seoul, Republic of Korea 03311»",
            "«2-14-5 Kaedezaka, Minato-ku, Tokyo 107-0062»",
        ),
        ignored=("12 Monkeys, Rome", "see 3 Euro, Saebyeok-ro", "5 Hello-ro and more", "mount-ro, rw-gu 5"),
        rank=60,
        source="도로명주소 영문표기, juso.go.kr; Japan Post's romanised form",
    ),
)
