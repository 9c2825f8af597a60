"""garim explain: every finding with its reason, in the language of whoever reads it."""

from __future__ import annotations

import re

import pytest

from garim.cli._said import language, reason
from garim.errors import BadInput
from garim.retro.gather import UNKNOWN
from garim.retro.purpose import PURPOSES
from garim.retro.say import findings, kind_name
from tests.cli.test_cli import TEXT, garim

__all__ = ["garim"]
HANGUL = re.compile("[가-힣]")


def test_reasons_are_told_in_both_languages(garim, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """By --lang, else by the terminal, as the other commands do."""
    ko = garim("explain", "-", "--lang", "ko", stdin=TEXT.encode())
    en = garim("explain", "-", "--lang", "en", stdin=TEXT.encode())

    assert ko[0] == en[0] == 0
    assert "대체어" in ko[1] and "가렸습니다" in ko[1] and "hidden in" not in ko[1]
    assert "surrogate" in en[1] and "hidden in" in en[1] and "대체어" not in en[1]
    for line in ko[1].split("\n")[1:-2]:
        assert not re.search(r"has the form|lexicon|found elsewhere", line)
    assert garim("explain", "-", "--lang", "xx", stdin=b"x")[0] == 2


@pytest.mark.parametrize(("speaks", "said"), [("ko_KR.UTF-8", "ko"), ("en_US.UTF-8", "en"), ("C", "en"), ("", "en")])
def test_the_terminals_language(monkeypatch: pytest.MonkeyPatch, speaks: str, said: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", speaks)

    assert language("") == said and language("ko") == "ko"
    with pytest.raises(BadInput):
        language("fr")


def test_page_and_commands_read_the_same_words() -> None:
    """Every expression is one in both Python and the page's browser (tests/web), and the same kinds are named."""
    words = findings()

    assert len(words["ko"].whys) > 40 and all(re.compile(form) and said for one in words.values() for form, said in one.whys)
    assert kind_name("ko", "kr_phone_short") == "전화번호" and kind_name("ko", "host_fqdn") == "호스트" and kind_name("en", "kr_rrn") == "resident no."
    assert set(words["en"].kinds) < set(words["ko"].kinds) and list(words["en"].purposes) == list(words["ko"].purposes) == [*PURPOSES, UNKNOWN]


@pytest.mark.parametrize(
    "why",
    [
        "has the form of ipv4", "lexicon term in an identifier", "found elsewhere in the conversation", "hidden in the same name elsewhere", "a handle after a role",
        "a word that stands for something of the company here", "an id that nothing public has", "stands under a name that says what it is", "found earlier in the scope",
        "the text calls it a code name", "same shape as the lexicon's ids", "an ordinary word that the company lists", "a name, by all that the text shows",
    ],
)  # fmt: skip
def test_what_finders_say_is_said_in_korean(why: str) -> None:
    told = reason("ipv4", why, "ko")

    assert HANGUL.search(told) and not re.search("[a-z]{3}", told) and reason("ipv4", why, "en") == why
