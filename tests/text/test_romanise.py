from __future__ import annotations

import pytest

from garim.text.romanise import alike, romanise, spellings


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("온새미로", "onsaemiro"),
        ("물결", "mulgyeol"),
        ("신라", "silla"),
        ("별내", "byeollae"),
        ("독립문", "dongnimmun"),
        ("해돋이 Tower", "haedodi Tower"),
    ],
)
def test_romanise(hangul: str, latin: str) -> None:
    assert romanise(hangul) == latin


def test_spellings_that_people_use() -> None:
    assert {"eoreum", "ureum", "oreum"} <= spellings("어름")
    assert spellings("Latin") == set()


@pytest.mark.parametrize(
    ("hangul", "latin", "same"),
    [
        ("온새미로", "Onsaemiro", True),
        ("앵커", "Anchor", False),
        ("코발트", "Cobalt", True),
        ("몬순", "Monsoon", True),
        ("다솜", "Harbor", False),
    ],
)
def test_alike(hangul: str, latin: str, same: bool) -> None:
    assert alike(hangul, latin) is same
