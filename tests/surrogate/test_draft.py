"""A conversation's surrogates, turn by turn."""

from __future__ import annotations

import pytest

from garim.surrogate.draft import Draft, is_ours
from garim.surrogate.restore import Restorer, Table
from garim.text.views import encode
from garim.values import Finding

KEY = b"thirty-two bytes of a test's key"
WORDS = ("Saltmarsh", "Quarryfell", "Tidewick", "Ambercroft")
TALK = ["Saltmarsh is slow", "Is Quarryfell behind Saltmarsh?", "Yes, and Tidewick", "Then stop Ambercroft and Tidewick"]


def row(text: str) -> tuple[Finding, ...]:
    places = sorted((text.find(word), word) for word in WORDS if word in text)
    return tuple(Finding(at, at + len(word), "project", "stem", word.lower(), "test") for at, word in places)


def write(draft: Draft, texts: list[str]) -> list[str]:
    out = []
    for text in texts:
        draft.hear([text])
        out.append(draft.write(text, row(text), lambda kind: "natural", encode)[0])
    return out


def test_a_longer_conversation_begins_as_the_shorter() -> None:
    whole = write(Draft(KEY), TALK)
    for size in range(len(TALK)):
        assert write(Draft(KEY), TALK[:size]) == whole[:size]


def test_a_fork_goes_its_own_way() -> None:
    draft = Draft(KEY)
    write(draft, TALK[:1])
    one, two = draft.fork(), draft.fork()

    assert write(one, TALK[1:]) == write(Draft(KEY), TALK)[1:]
    assert write(two, TALK[2:3]) == write(Draft(KEY), [TALK[0], TALK[2]])[1:]
    assert [entry.entity for entry in draft.entries] == ["saltmarsh"]
    assert len(two.entries) == 2 and len(one.entries) == 4


def test_nothing_that_was_said_is_minted() -> None:
    first = Draft(KEY)
    (coined,) = [text.split()[0] for text in write(first, TALK[:1])]
    draft = Draft(KEY)
    draft.hear([f"We met {coined} there"])

    assert coined not in write(draft, TALK[:1])[0]


def test_what_is_hidden_stays_out_of_other_surrogates() -> None:
    """An account number in a registry's host, digits in a person's span."""
    draft = Draft(KEY)
    host = "778812345678.dkr.ecr.ap-northeast-2.amazonaws.com"
    draft.hear([host])
    draft.avoid({"778812345678": Finding(0, 12, "account", "code", "778812345678", "test")})
    out, (name,) = draft.write(host, (Finding(0, len(host), "host", "domain", host, "test"),), lambda kind: "natural", encode)

    assert "7788" not in out and name == out and out.count(".") >= 2


@pytest.mark.parametrize(
    ("literal", "family", "role", "said", "expected"),
    [
        ("saeron", "coined", "assistant", False, True),
        ("saeron", "coined", "tool", False, True),
        ("saeron", "coined", "user", False, False),
        ("saeron", "coined", "user", True, True),
        ("10.9.8.7", "ip", "tool", False, False),
        ("10.9.8.7", "ip", "tool", True, True),
        ("db.saeron.example", "domain", "user", False, True),
        ("k5093", "code", "tool", False, False),
        ("kx-50931", "code", "tool", False, True),
    ],
)
def test_what_comes_back_is_ours_or_a_real_value(literal: str, family: str, role: str, said: bool, expected: bool) -> None:
    assert is_ours(literal, family, role, said) is expected


def test_nobodys_stand_in_has_a_surname_that_somebody_is_called_by() -> None:
    """탁 과장, who stays, would come back as whoever became 탁 something; all parts of a name still go together."""
    name = "도하랑"
    first = Draft(KEY)
    first.hear([name])
    person = Finding(0, 3, "person", "person", name, "test", part="full")
    taken, _ = first.write(name, (person,), lambda kind: "natural", encode)
    text = f"{name} 과장과 {taken[0]} 과장, 하랑 님"
    draft = Draft(KEY)
    draft.hear([text])
    at = text.index("하랑 님")
    given = Finding(at, at + 2, "person", "person", name, "test", part="given")
    hidden, (new, alone) = draft.write(text, (person, given), lambda kind: "natural", encode)

    assert new[0] != taken[0] and new[1:] == alone and f"{taken[0]} 과장" in hidden
    restorer = Restorer(Table(draft.fork().entries))
    assert restorer.feed(hidden) + restorer.finish() == text
