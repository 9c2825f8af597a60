"""Words inside a written form, and their letter case."""

from __future__ import annotations

import pytest

from garim.text.identifiers import split as spans
from garim.text.words import join, split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("DriveWell", ("Drive", "Well")),
        ("HTTPServer2_x", ("HTTP", "Server", "x")),
        ("한빛Pay", ("한빛", "Pay")),
        ("Grünwald", ("Grünwald",)),
        ("ÜBERBLICK", ("ÜBERBLICK",)),
        ("straßenÄmter", ("straßen", "Ämter")),
        ("café_Łódź", ("café", "Łódź")),
    ],
)
def test_words_of_a_name(text: str, words: tuple[str, ...]) -> None:
    """A marked letter is a letter: a German name is one coined word, not one for each side of its ü."""
    found, gaps = split(text)

    assert found == words
    assert join(found, gaps) == text
    assert tuple(text[a:b] for a, b in spans(text) if not text[a:b].isdigit()) == words
