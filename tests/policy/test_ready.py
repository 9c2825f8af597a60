"""The policies that come with Garim: each does what it is for, and lets through what it is not for."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from garim import ReviewNeeded, Screen
from garim.config import Settings
from garim.config.policies import load_policy, problems_of
from garim.config.settings import ready
from garim.policy.rules import Facts, Policy

OUT = (("openai", "outside"), ("house", "inside"))


def policy(name: str) -> Policy:
    return load_policy(msgspec.convert({"policy": {"use": [name]}}, Settings))


CASES: list[tuple[str, dict[str, int], Facts, str, str]] = [
    ("bank", {"person": 2, "email": 1}, Facts(places=OUT), "outside", ""),
    ("bank", {"kr_rrn": 1}, Facts(places=OUT), "inside", ""),
    ("bank", {"person": 15}, Facts(places=OUT), "inside", ""),
    ("bank", {"card": 20}, Facts(places=OUT), "nowhere", "twenty or more"),
    ("bank", {"card": 20}, Facts(places=(("house", "inside"),)), "outside", ""),
    ("bank", {}, Facts(places=OUT, content=frozenset({"log"}), characters=50_000), "inside", ""),
    ("hospital", {"person": 1}, Facts(places=OUT), "outside", ""),
    ("hospital", {"person": 1, "date_of_birth": 1}, Facts(places=OUT), "inside", ""),
    ("hospital", {"person": 12}, Facts(places=OUT), "nowhere", "one case at a time"),
    ("startup", {"person": 10}, Facts(places=OUT), "outside", ""),
    ("agents", {"person": 100}, Facts(places=OUT), "outside", ""),
    ("agents", {"kr_rrn": 30}, Facts(places=OUT), "nowhere", "fewer rows"),
]


@pytest.mark.parametrize(("name", "counts", "facts", "route", "words"), CASES)
def test_each_decides(name: str, counts: dict[str, int], facts: Facts, route: str, words: str) -> None:
    decision = policy(name).decide(counts, facts)

    assert (decision.route, words in decision.refuse) == (route, True)


@pytest.mark.parametrize("name", ["bank", "hospital", "startup", "agents"])
def test_secrets_are_destroyed_in_all(name: str) -> None:
    assert policy(name).decide({"secret.aws_access_key": 1}, Facts(places=OUT)).styles == {"secret.aws_access_key": "drop"}


def test_reviews_and_limits_of_the_ready_ones() -> None:
    assert policy("hospital").decide({}, Facts(places=OUT, purpose="letter")).review == "other"
    assert policy("startup").decide({"email": 60}, Facts(places=OUT)).review == "self"
    assert policy("agents").decide({}, Facts(places=OUT)).limit.endswith("600/minute")


def test_none_has_a_problem_alone_or_behind_the_readmes_rule() -> None:
    rule = {"name": "lists of people stay inside", "kinds": ["person", "kr_*"], "at_least": 10, "route": "inside"}
    for name in ready():
        assert problems_of(msgspec.convert({"policy": {"use": [name], "rules": [rule]}}, Settings)) == []


def test_the_library_gives_nothing_out_that_somebody_else_must_see(tmp_path: Path) -> None:
    """Who uses it alone cannot agree for another; her own look she has anyway."""
    for who, refused in (("other", True), ("self", False)):
        rules = [{"name": "look", "kinds": ["email"], "review": who}]
        screen = Screen(settings=msgspec.convert({"policy": {"rules": rules}, "screen": {"names": "off"}, "base": str(tmp_path)}, Settings), key=bytes(32))
        if refused:
            with pytest.raises(ReviewNeeded):
                screen.hide("to mina@hanbyeol-shipping.co.kr")
        else:
            assert "mina" not in screen.hide("to mina@hanbyeol-shipping.co.kr").text
