"""One table: rules and counts in, decision out."""

from __future__ import annotations

import pytest

from garim.errors import BadSettings
from garim.policy.rules import Policy, Rule

SECRETS_DROP = Rule(name="secrets", kinds=("secret.*",), style="drop")
MANY_PEOPLE_INSIDE = Rule(name="lists of people", kinds=("person", "kr_*"), at_least=3, route="inside")
BLUEBIRD_NOWHERE = Rule(name="restricted", kinds=("project",), route="nowhere")

TABLE = [
    ((), {"person": 2}, {}, "outside", ()),
    ((SECRETS_DROP,), {"secret.aws": 1, "person": 1}, {"secret.aws": "drop"}, "outside", ("secrets",)),
    ((SECRETS_DROP,), {"person": 1}, {}, "outside", ()),
    ((MANY_PEOPLE_INSIDE,), {"person": 2}, {}, "outside", ()),
    ((MANY_PEOPLE_INSIDE,), {"person": 2, "kr_rrn": 1}, {}, "inside", ("lists of people",)),
    ((MANY_PEOPLE_INSIDE, BLUEBIRD_NOWHERE), {"person": 3, "project": 1}, {}, "nowhere", ("lists of people", "restricted")),
    ((SECRETS_DROP, Rule(name="tags", style="tag")), {"secret.x": 1, "org": 1}, {"secret.x": "drop", "org": "tag"}, "outside", ("secrets", "tags")),
]


@pytest.mark.parametrize(("rules", "counts", "styles", "route", "said"), TABLE)
def test_decides(rules: tuple[Rule, ...], counts: dict[str, int], styles: dict[str, str], route: str, said: tuple[str, ...]) -> None:
    """First style, strictest route, and the names of the rules that had a say."""
    decision = Policy(rules).decide(counts)

    assert (dict(decision.styles), decision.route, decision.rules) == (styles, route, said)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(name="a", style="pretty"),
        Rule(name="b", route="moon"),
        Rule(name="c", style="tag", at_least=0),
        Rule(name="d"),
        Rule(name="e", kinds=("nosuch*",), style="tag"),
    ],
    ids=lambda r: r.name,
)
def test_a_dead_rule_stops_the_start(rule: Rule) -> None:
    """A rule that can never do anything is refused by name."""
    with pytest.raises(BadSettings, match=repr(rule.name)):
        Policy([rule], known_kinds=frozenset({"person"}))
