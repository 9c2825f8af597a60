"""What a model is asked, and about which part."""

from __future__ import annotations

import pytest

from garim.errors import BadInput
from garim.records.help import WAYS, part, prompt

TEXT = "# 결정\n\n앞\n\n## 배경\n\n하나\n\n### 더\n\n둘\n\n```\n## 코드\n```\n\n## 기대\n\n셋"


def test_the_ways() -> None:
    assert WAYS == ("draft", "question", "shorten", "translate")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_way_is_said_in_both_languages(way: str, lang: str) -> None:
    said = prompt(way, "내 글\n", lang)

    assert said.endswith("\n\n---\n\n내 글\n") and len(said) > 60


@pytest.mark.parametrize(("heading", "held"), [("", TEXT), ("배경", "\n하나\n\n### 더\n\n둘\n\n```\n## 코드\n```\n\n"), ("더", "\n둘\n\n```\n## 코드\n```\n\n"), ("기대", "\n셋")])
def test_a_part(heading: str, held: str) -> None:
    begin, end = part(TEXT, heading)

    assert TEXT[begin:end] == held


@pytest.mark.parametrize("act", [lambda: part(TEXT, "없음"), lambda: part("# a\n# a b\n", "a"), lambda: part(TEXT, "코드"), lambda: prompt("sing", "x", "ko"), lambda: prompt("draft", " \n", "ko")])
def test_what_cannot_be_asked_is_said(act) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadInput):
        act()
