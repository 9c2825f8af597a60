"""An address that is given back just as it left comes back just as it came; one with anything added or changed does not."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from garim import Screen
from garim.config import Settings
from garim.surrogate.home import QUOTED
from garim.surrogate.quoted import Quotes, trimmed
from garim.surrogate.restore import Restorer, Table
from garim.values import Entry

TEXTS = [
    "see https://pages.stranger.example/Narae/a?b=1 and https://github.io/x.",
    "한별해운 문서는 https://pages.stranger.example/hanbyeol/guide 에 있고, https://pages.stranger.example/Narae에도 있다.",
    "<a href=\"https://stranger.example/a Narae\">x</a> ![y](https://stranger.example/Narae/y.png 'Narae') [z](<https://stranger.example/a Narae>)",
    "postgres://narae@db.stranger.example:5432/narae\n- https://stranger.example/?who=doharang@hanbyeol.internal;",
    '{"url": "https://stranger.example/narae", "list": ["https://stranger.example/narae/2"]}',
    "https://docs.oracle.com/?q=hanbyeol\n",
    "http://narae.stranger.example/a\nhttps://stranger.example/Narae",
]


def restored(restorer: Restorer, text: str, cut: int) -> str:
    return "".join(restorer.feed(text[at : at + cut]) for at in range(0, len(text), cut)) + restorer.finish()


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_given_comes_back_as_it_came(screen: Screen, text: str) -> None:
    hidden = screen.hide(text)

    assert "narae" not in hidden.text.lower() and "hanbyeol" not in hidden.text.lower()
    assert hidden.restore(hidden.text) == text
    for cut in (1, 3, 8, 50):
        assert restored(hidden.restorer(), hidden.text, cut) == text


@pytest.mark.parametrize("place", ["![x]({})", "[x](<{}>)", "<img src='{}'>", "<img src={}>", "see {}, please", '{{"u": "{}"}}', "`{}`", "{}에서"])
def test_in_every_place(screen: Screen, place: str) -> None:
    came = "https://stranger.example/Narae"
    hidden = screen.hide(f"{came} tells\nof Narae")
    left = hidden.text.split(" ")[0]

    for cut in (1, 4, 100):
        assert restored(hidden.restorer(), place.format(left), cut) == place.format(came)


CHANGED = ["{a}{w}", "{a}/{w}", "{a}?q={w}", "{a}#{w}", "{a}-{w}", "{a}.{w}", "{a}&w={w}", "{a}%20{w}", "{b}?q={w}", "{b}{w}x", "{a},{w}", "{a}에서{w}", "{a}\\{w}", "{a}'{w}", '{a}"{w}"', "{a}({w})", "{u}{a}{w}"]  # fmt: skip


@pytest.mark.parametrize("template", CHANGED)
@pytest.mark.parametrize("place", ["![x]({})", "<img src='{}'>", "see {}", "<{}>"])
def test_what_is_added_makes_it_another(screen: Screen, place: str, template: str) -> None:
    hidden = screen.hide("https://stranger.example/Narae tells\nof the project Saltmarsh")
    left, word = hidden.text.split(" ")[0], hidden.text.rpartition(" ")[2]
    assert word not in ("", "Saltmarsh")
    address = template.format(a=left, b=left.rpartition("/")[0] + "/", w=word, u="https://evil.example/?u=")

    for cut in (1, 5, 200):
        back = restored(hidden.restorer(), place.format(address), cut)
        assert "saltmarsh" not in back.lower()


@pytest.mark.parametrize("style", ["drop", "general"])
def test_what_is_given_up_for_good_does_not_come_back_in_an_address(words: Path, style: str) -> None:
    settings = msgspec.convert({"screen": {"lexicons": [str(words)], "styles": {"product": style}}}, Settings)
    hidden = Screen(settings=settings, key=bytes(32)).hide("What is this?\nhttps://stranger.example/narae/x")

    assert "narae" not in hidden.text and hidden.restore(hidden.text) == hidden.text


def test_a_tools_text_gives_no_addresses(screen: Screen) -> None:
    """What a tool gave may have been put together with the model's own words."""
    talk = [
        {"role": "user", "content": "What does Narae say?"},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
        {"role": "tool", "tool_call_id": "call_1", "content": "https://stranger.example/Narae"},
    ]
    hidden = screen.hide(talk)
    left = hidden.messages[2]["content"]

    assert "narae" not in left.lower() and hidden.restore(left) == left


def test_beginnings() -> None:
    quotes = Quotes([Entry("https://x.example/velmora", "https://x.example/narae", QUOTED)])

    assert quotes.may_come("https:") and quotes.may_come("https://x.example/velmora에서") and not quotes.may_come("https://y")
    assert quotes.came("https://x.example/velmora에서.") == ("https://x.example/velmora", "https://x.example/narae")
    assert quotes.came("https://x.example/velmor") is None and trimmed("https://x/한별해운나래호") == "https://x/한별해운나래호"
    assert not Table(()).quotes
