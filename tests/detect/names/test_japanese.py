from __future__ import annotations

import pytest

from garim.detect.names.japanese import japanese

COMMON = frozenset("아이 가게 모두 시스".split())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("橋本さん、お疲れさまです。経理の西村奈々です。", ["橋本", "西村奈々"]),
        ("担当 長谷川部長", ["長谷川"]),
        ("橋本駅で待つ、石川県の山田、上野公園、", []),
        ("다케우치 레이, 하마다 쇼\n", ["다케우치 레이", "하마다 쇼"]),
        ("하시모토상이 니시무라님한테", ["하시모토", "니시무라"]),
        ("요코야마 아이 용품, 나카노 시스템", []),
        ("우에노에서 만나요", []),
        ("小川くんが対応、担当：大野 / 承認：今井課長", ["小川", "大野", "今井"]),
        ("岡田です。\n[09:41] 工藤: 再起動しました\n", ["岡田", "工藤"]),
        ("池田 大輔\n後藤　一郎", ["池田 大輔", "後藤　一郎"]),
        ("お客様と皆様、患者さん、業者さん、神様", []),
        ("本番環境の障害報告：接続エラー、営業部長に報告", []),
        ("plain text", []),
    ],
)
def test_japanese_names(text: str, names: list[str]) -> None:
    assert [text[m.start : m.end] for m in japanese(text, COMMON)] == names
