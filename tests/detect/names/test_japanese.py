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
        ("plain text", []),
    ],
)
def test_japanese_names(text: str, names: list[str]) -> None:
    assert [text[m.start : m.end] for m in japanese(text, COMMON)] == names
