"""Korean car plates: 12가3456, 123가4567, 서울12가3456."""

from __future__ import annotations

from garim.detect.kind import Kind

_USE = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자허하호배"

KINDS = (
    Kind(
        name="kr_plate",
        pattern=(
            r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주) ?\d{1,2} ?["
            + _USE
            + r"] ?\d{4}"
            r"|\d{2,3}[" + _USE + r"] ?\d{4}"
        ),
        family="plate",
        edges="word",
        found=("차량 «12가3456»", "«123가 4567» 주차", "«서울12가3456»"),
        ignored=("12가지 3456", "2024년 3456", "12가34567", "1가3456", "webdb02고 1521 포트"),
        rank=60,
        source="자동차등록번호판 등의 기준에 관한 고시 (국토교통부)",
    ),
)
