"""Minting: styles, what is kept, what is refused."""

from __future__ import annotations

import pytest

import garim.lang as lang
from garim.errors import Broken
from garim.families import families
from garim.surrogate.mint import Minter
from garim.values import Entry, Finding
from tests.surrogate.hiding import EXAMPLES, KEY, finding, restore

FAMILIES = {"stem", "person", "email", "domain", "ip", "mac", "phone", "card", "rrn", "iban", "code", "ticket", "secret", "date",
            "address", "plate", "number"}  # fmt: skip


def test_every_family_is_found_with_examples() -> None:
    assert families().keys() >= FAMILIES
    assert {family for family, _, _ in EXAMPLES} == families().keys()


@pytest.mark.parametrize(
    ("family", "entity", "one", "other"),
    [
        ("stem", "해오름", "해오름", "HAEOREUM"),
        ("stem", "DriveWell", "DriveWell", "drivewell"),
        ("person", "고은결", "고은결", "KO EUNGYEOL"),
        ("person", "Olivia Marsh", "Olivia Marsh", "olivia marsh"),
    ],
)
def test_spellings_of_one_entity_stay_one_entity(family: str, entity: str, one: str, other: str) -> None:
    from garim.text.hangul import romanise

    minter = Minter(KEY)
    first, second = (minter.surrogate(finding(family, entity), s) for s in (one, other))
    given = romanise(first[1:]) if family == "person" and one != "Olivia Marsh" else romanise(first).replace(" ", "").lower()

    assert given in second.lower().replace(" ", "")


def test_case_and_joints_are_those_of_the_place() -> None:
    minter = Minter(KEY)
    name = minter.surrogate(finding("stem", "amber lake"), "amber_lake")
    first, second = name.split("_")

    for surface, expected in (
        ("AMBER_LAKE", name.upper()),
        ("AmberLake", first.capitalize() + second.capitalize()),
        ("amberLake", first + second.capitalize()),
        ("Amber Lake", f"{first.capitalize()} {second.capitalize()}"),
        ("amberlake", first + second),
        ("amber-lake2", f"{first}-{second}2"),
    ):
        assert minter.surrogate(finding("stem", "amber lake"), surface) == expected


def test_tags_come_back_and_are_safe_in_identifiers() -> None:
    minter = Minter(KEY)
    person = minter.surrogate(finding("person", "Olivia B Marsh"), "Olivia B Marsh", "tag")
    word = minter.surrogate(finding("stem", "brim"), "brim", "tag")
    name = minter.surrogate(finding("person", "고은결"), "고은결", "tag_name")

    assert person.startswith("[PERSON_") and person.endswith("]")
    assert word.isidentifier() and name.isidentifier()
    text = f"{person} {person[1:-1]} {word}_x {name} person"
    assert restore(text, minter.entries) == "Olivia B Marsh Olivia B Marsh brim_x 고은결 person"


def test_general_and_drop_are_one_way() -> None:
    minter = Minter(KEY, means={"brim": "a mobile banking app"})
    org, customer = Finding(0, 0, "org", "stem", "해오름", ""), Finding(0, 0, "customer", "stem", "cust", "")

    assert minter.surrogate(org, "해오름", "general") == "자사"
    assert minter.surrogate(org, "Haeoreum", "general") == "our company"
    assert minter.surrogate(customer, "고객", "general") == "고객사"
    assert minter.surrogate(finding("stem", "brim"), "Brim", "general") == "a mobile banking app"
    assert minter.surrogate(finding("secret", "x"), "비밀", "drop") == "[삭제됨]"
    assert minter.surrogate(finding("secret", "x"), "secret", "drop") == "[removed]"
    assert minter.surrogate(finding("stem", "brim"), "Brim", "drop") == "removed"
    assert minter.entries == ()


def test_a_small_space_that_ran_dry_gives_labels() -> None:
    networks = [f"10.{second}.0.0/10" for second in (0, 64, 128, 192)] + ["10.0.0.0/8", "172.16.0.0/12", "fd00::1", "fe80::1"]
    minter = Minter(KEY, taken=lambda candidate: candidate in networks)

    issued = [minter.surrogate(finding("ip", network), network) for network in networks]

    assert len(set(issued)) == len(networks) and not set(issued) & set(networks)
    assert issued == [minter.surrogate(finding("ip", network), network) for network in networks]


def test_nothing_is_issued_when_everything_is_taken() -> None:
    minter = Minter(KEY, taken=lambda candidate: True)

    for family in ("phone", "stem"):
        with pytest.raises(Broken):
            minter.surrogate(finding(family, "5551234567"), "brim")
    with pytest.raises(Broken, match="no file"):
        minter.surrogate(finding("nosuch", "x"), "x")
    assert minter.entries == ()


def test_an_issued_word_is_known_in_other_spellings() -> None:
    first = Minter(KEY, taken=lambda candidate: len(candidate) > 5 and candidate < "m")
    entry = Entry(first.surrogate(finding("stem", "haneul"), "haneul"), "haneul", "stem", "haneul")

    later = Minter(KEY, issued=[entry])

    assert later.surrogate(finding("stem", "haneul"), "HANEUL") == entry.surrogate.upper()


def test_parts_of_a_person_that_come_back_alone_are_free_too() -> None:
    given = Minter(KEY).surrogate(finding("person", "고은결"), "고은결")[1:]

    name = Minter(KEY, taken=lambda candidate: candidate == given).surrogate(finding("person", "고은결"), "고은결")

    assert not name.endswith(given)


def test_no_product_is_called_as_people_are() -> None:
    """A coined word is no given name: 문희가 느립니다 would be said of somebody."""
    given = set(lang.words("given_names", "ko"))
    minter = Minter(KEY)
    words = [a + b for a in "가나다라마바사자" for b in "고노도로모보소조구누두루무부수주기니디리미비시지"]
    hidden = {minter.surrogate(finding("stem", word), word) for word in words}
    assert not hidden & given and all(2 <= len(word) <= 3 for word in hidden)


@pytest.mark.parametrize("names", ["abcdefghklmnoprstuvwz", "가나다라마바사아자차카타파하거너더러머버서"])
def test_a_scope_with_more_people_than_names_still_gives_each_a_name_of_its_own(names: str) -> None:
    minter = Minter(KEY)
    people = [a + b + c for a in names for b in names for c in names[:3]]
    given = [minter.surrogate(finding("person", one)._replace(part="given"), one) for one in people]

    assert len(set(given)) == len(people)
    assert all(name.isalpha() for name in given), "a label reads like nobody"
    assert [minter.surrogate(finding("person", one)._replace(part="given"), one) for one in people] == given
