"""Korean lot addresses (지번주소): 시 구 동 number, 번지, block of flats and flat."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds.addresses import _post_asia as asia

KINDS = (
    Kind(
        name="kr_address_lot",
        pattern=(
            r"(?:(?:"
            + asia.SIDO
            + r" (?:[가-힣]{1,5}[시군] )?(?:[가-힣]{1,5}구 )?|[가-힣]{1,5}시 (?:[가-힣]{1,5}구 )?|[가-힣]{1,5}[구군] )"
            r"(?:[가-힣]{1,5}[읍면] )?|[가-힣]{1,5}[읍면] )[가-힣]{1,6}"
            r"(?:\d{0,2}(?:동|리)|\d가) (?:산 ?)?\d{1,4}(?:-\d{1,4})?(?:번지)?"
        ),
        family="address",
        grow=asia.grow_lot,
        found=(
            "집은 «서울시 마포구 상암동 1605»예요",
            "«경기도 성남시 분당구 정자동 178-1번지 한빛타워 3층»",
            "«경기 용인시 수지구 풍덕천동 700-1 해든마을 101동 203호»",
            "«부산 해운대구 우동 1408-2번지 마린하임 103동 2304호»",
            "«서울특별시 강남구 역삼동 736-24»\n«하늘빌라 201호»",
            "«서울 중구 을지로3가 295-4»",
        ),
        edges="behind",
        ignored=("서울시 인구 1605 명", "정자동 회의", "아파트 3채", "역을 지나면 거리가 52", "내리면 거리 52km"),
        rank=62,
        source="공간정보의 구축 및 관리 등에 관한 법률 시행령 (지번)",
    ),
    Kind(
        name="kr_address_lot.short",
        pattern=r"[가-힣]{2,6}\d{0,2}(?:동|리) (?:산 ?)?\d{1,4}(?:-\d{1,4}(?:번지)?|번지)",
        family="address",
        grow=asia.grow_lot,
        found=("«상암동 1605번지» 앞에서", "집은 «역삼동 736-24 하늘빌라 201호»예요", "«봉명동 512-3»에 살아요"),
        ignored=("활동 12-3 참고", "처리 3-4 단계", "관리 12-3 항목"),
        rank=58,
        source="공간정보의 구축 및 관리 등에 관한 법률 시행령 (지번)",
    ),
    Kind(
        name="kr_address_lot.flat",
        pattern=r"\d{1,4}동 ?(?:\d{1,2}층 ?)?\d{2,5}호",
        family="address",
        grow=asia.grow_flat,
        found=(
            "«푸른숲아파트 102동 1304호»",
            "«래미안푸르지오 105동 1204호»로 와주세요",
            "«한빛마을 5단지 502동 1103호»",
            "택배는 «101동 203호»로",
        ),
        ignored=("3동 201호 말고", "101동 회의", "12호 3동"),
        rank=60,
        source="주택법 시행규칙 (동·호)",
    ),
)
