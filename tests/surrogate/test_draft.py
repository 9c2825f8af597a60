"""A conversation that grows keeps the surrogates of its beginning, and is written as if from nothing."""

from __future__ import annotations

from garim.surrogate.draft import LOOKALIKE, Draft, Drafts
from garim.text.views import encode
from garim.values import Entry, Finding

KEY = b"thirty-two bytes of a test's key"
WORDS = ("Saltmarsh", "Quarryfell", "Tidewick", "Ambercroft")


def row(text: str) -> tuple[Finding, ...]:
    places = sorted((text.find(word), word) for word in WORDS if word in text)
    return tuple(Finding(at, at + len(word), "project", "stem", word.lower(), "test") for at, word in places)


def written(texts: list[str], issued: tuple[Entry, ...] = ()) -> Draft:
    return go_on(Draft(KEY, taken=lambda candidate: False, issued=issued), texts)


def go_on(draft: Draft, texts: list[str]) -> Draft:
    draft.write(texts, [row(text) for text in texts], lambda kind: "natural", encode)
    assert not draft.lookalikes()
    return draft


TALK = ["Saltmarsh is slow", "Is Quarryfell behind Saltmarsh?", "Yes, and Tidewick", "Then stop Ambercroft and Tidewick"]


def test_going_on_gives_what_writing_anew_gives() -> None:
    drafts = Drafts()
    for size in range(1, len(TALK) + 1):
        texts = TALK[:size]
        begun = drafts.begin(texts, [row(text) for text in texts], {}, ())
        assert (begun is not None) == (size > 1)
        draft = go_on(begun, texts) if begun else written(texts)
        drafts.keep(draft, {}, ())
        anew = written(texts)
        assert (draft.out, draft.names, draft.entries) == (anew.out, anew.names, anew.entries)


def test_two_conversations_that_begin_alike_do_not_see_each_other() -> None:
    drafts = Drafts()
    drafts.keep(written(TALK[:1]), {}, ())
    one, two = [TALK[0], TALK[1]], [TALK[0], TALK[2]]
    first = drafts.begin(one, [row(text) for text in one], {}, ())
    second = drafts.begin(two, [row(text) for text in two], {}, ())
    assert first and second
    go_on(first, one)
    go_on(second, two)
    assert "quarryfell" not in {entry.entity for entry in second.entries}
    assert second.out == written(two).out


def test_other_findings_styles_or_earlier_surrogates_begin_anew() -> None:
    drafts = Drafts()
    draft = written(TALK[:2])
    drafts.keep(draft, {}, ())
    rows = [row(text) for text in TALK]
    assert drafts.begin(TALK, rows, {}, ())
    assert drafts.begin(TALK, rows, {}, draft.entries), "its own surrogates, remembered"
    assert not drafts.begin(TALK, rows, {}, (Entry("Volare", "Gloamside", "stem", "gloamside"),))
    assert not drafts.begin(TALK, rows, {"project": "tag"}, ())
    assert not drafts.begin(TALK, [(), *rows[1:]], {}, ())
    assert not drafts.begin(["another beginning", *TALK], [(), *rows], {}, ())


def test_a_word_that_equals_an_earlier_surrogate_is_told() -> None:
    drafts = Drafts()
    first = written(TALK[:1])
    drafts.keep(first, {}, ())
    texts = [TALK[0], f"what is {first.names[0][0]}?"]
    draft = drafts.begin(texts, [row(text) for text in texts], {}, ())
    assert draft
    draft.write(texts, [row(text) for text in texts], lambda kind: "natural", encode)
    more = draft.lookalikes()
    assert [finding.kind for finding in more[1]] == [LOOKALIKE]


def test_what_is_kept_is_bounded() -> None:
    drafts = Drafts(limit=8_000)
    for number in range(100):
        drafts.keep(written([f"Saltmarsh {number} " + "quiet " * 100]), {}, ())
    assert repr(drafts) != "Drafts(100)"
    long = ["Saltmarsh " + "quiet " * 1000]
    drafts.keep(written(long), {}, ())
    assert not drafts.begin(long, [row(long[0])], {}, ())
