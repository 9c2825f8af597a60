"""One table: rules and what is known in, decision out."""

from __future__ import annotations

import pytest

from garim.errors import BadSettings
from garim.policy.hours import Moment
from garim.policy.rules import Facts, Policy, Rule

PLACES = (("openai", "outside"), ("house", "inside"), ("embedded", "local"))
SECRETS_DROP = Rule(name="secrets", kinds=("secret.*",), style="drop")
MANY_PEOPLE_INSIDE = Rule(name="lists of people", kinds=("person", "kr_*"), at_least=3, route="inside")
BLUEBIRD_NOWHERE = Rule(name="restricted", kinds=("project",), route="nowhere")

STYLES = [
    ((), {"person": 2}, {}, "outside", ()),
    ((SECRETS_DROP,), {"secret.aws": 1, "person": 1}, {"secret.aws": "drop"}, "outside", ("secrets",)),
    ((SECRETS_DROP,), {"person": 1}, {}, "outside", ()),
    ((MANY_PEOPLE_INSIDE,), {"person": 2}, {}, "outside", ()),
    ((MANY_PEOPLE_INSIDE,), {"person": 2, "kr_rrn": 1}, {}, "inside", ("lists of people",)),
    ((MANY_PEOPLE_INSIDE, BLUEBIRD_NOWHERE), {"person": 3, "project": 1}, {}, "inside", ("lists of people",)),
    ((BLUEBIRD_NOWHERE, MANY_PEOPLE_INSIDE), {"person": 3, "project": 1}, {}, "nowhere", ("restricted",)),
    ((SECRETS_DROP, Rule(name="tags", style="tag")), {"secret.x": 1, "org": 1}, {"secret.x": "drop", "org": "tag"}, "outside", ("secrets", "tags")),
    ((Rule(name="several", styles={"kr_*": "tag", "person": "keep"}),), {"kr_rrn": 1, "person": 1, "org": 1}, {"kr_rrn": "tag", "person": "keep"}, "outside", ("several",)),
]


@pytest.mark.parametrize(("rules", "counts", "styles", "route", "said"), STYLES)
def test_decides(rules: tuple[Rule, ...], counts: dict[str, int], styles: dict[str, str], route: str, said: tuple[str, ...]) -> None:
    """The first rule that applies wins, for the place and for each kind, and the rules that had a say are named."""
    decision = Policy(rules).decide(counts)

    assert (dict(decision.styles), decision.route, decision.rules) == (styles, route, said)


RICH = Facts(characters=500, content=frozenset({"code"}), languages=frozenset({"ko"}), client="mina", team="loans", purpose="support", model="gpt-5", protocol="chat", now=Moment(4, 600), places=PLACES)
CONDITIONS: list[tuple[dict[str, object], bool]] = [
    ({"clients": ("mi*",)}, True), ({"clients": ("juno",)}, False),
    ({"teams": ("cards", "loans")}, True), ({"teams": ("cards",)}, False),
    ({"purposes": ("support",)}, True), ({"purposes": ("",)}, False),
    ({"upstreams": ("openai",)}, True), ({"upstreams": ("house",)}, False),
    ({"trust": ("outside",)}, True), ({"trust": ("inside", "local")}, False),
    ({"models": ("gpt-*",)}, True), ({"models": ("claude-*",)}, False),
    ({"protocols": ("chat",)}, True), ({"protocols": ("anthropic",)}, False),
    ({"content": ("sql", "code")}, True), ({"content": ("sql",)}, False),
    ({"languages": ("ko", "ja")}, True), ({"languages": ("en",)}, False),
    ({"over": 499}, True), ({"over": 500}, False), ({"under": 501}, True), ({"under": 500}, False),
    ({"hours": "09:00-18:00", "days": "mon-fri"}, True), ({"hours": "10:01-18:00"}, False), ({"days": "sat,sun"}, False),
    ({"hours": "09:00-18:00", "outside_hours": True}, False), ({"hours": "22:00-06:00", "outside_hours": True}, True),
    ({"kinds": ("person",)}, True), ({"kinds": ("person",), "at_least": 3}, False), ({"at_least": 2}, True), ({"kinds": ("card",)}, False),
    ({"clients": ("mina",), "teams": ("cards",)}, False),
]


@pytest.mark.parametrize(("conditions", "applies"), CONDITIONS, ids=str)
def test_each_condition(conditions: dict[str, object], applies: bool) -> None:
    rule = Rule(name="r", route="local", **conditions)  # type: ignore[arg-type]

    assert (Policy([rule]).decide({"person": 2}, RICH).route == "local") == applies


def test_originals_may_go_where_a_rule_trusts_the_place() -> None:
    """Conditions of style rules look at the place that was decided, not at the one that was asked for."""
    rules = [Rule(name="people inside", kinds=("person",), route="inside"), Rule(name="as they are", trust=("inside", "local"), style="keep")]

    assert Policy(rules).decide({"person": 1}, RICH).styles == {"person": "keep"}
    assert Policy(rules).decide({"email": 1}, RICH).styles == {}


def test_what_counts_is_the_users_own() -> None:
    """Persons of an agent's system message are hidden as the rules say, but trip none."""
    rules = [MANY_PEOPLE_INSIDE, Rule(name="tags", kinds=("person",), style="tag")]
    decision = Policy(rules).decide({"person": 1}, RICH, frozenset({"person", "org"}))

    assert (decision.route, decision.styles) == ("outside", {"person": "tag"})


def test_a_refusal_a_review_a_limit_and_an_upstream_are_handed_on() -> None:
    policy = Policy([
        Rule(name="no cards", kinds=("card",), refuse="take the card number out"),
        Rule(name="look", kinds=("project",), review="other"),
        Rule(name="to the house", models=("gpt-*",), upstream="house"),
        Rule(name="slowly", teams=("loans",), limit="20/hour"),
        Rule(name="never", limit="1/hour"),
    ])

    assert policy.decide({"card": 1}, RICH).refuse == "take the card number out"
    assert policy.decide({"card": 1}, RICH).route == "nowhere"
    assert policy.decide({"project": 1}, RICH).review == "other"
    decision = policy.decide({}, RICH)
    assert (decision.upstream, decision.limit, decision.decided, decision.rules) == ("house", "slowly: 20/hour", "to the house", ("to the house", "slowly"))


@pytest.mark.parametrize(
    "rule",
    [
        Rule(name="a", style="pretty"),
        Rule(name="b", route="moon"),
        Rule(name="c", style="tag", at_least=-1),
        Rule(name="d"),
        Rule(name="e", styles={"person": "nice"}),
        Rule(name="f", route="local", hours="9-18"),
        Rule(name="g", route="local", days="montag"),
        Rule(name="h", review="anybody"),
        Rule(name="i", route="local", hours="09:00-09:00"),
    ],
    ids=lambda r: r.name,
)
def test_a_rule_that_cannot_be_read_stops_the_start(rule: Rule) -> None:
    with pytest.raises(BadSettings, match=repr(rule.name)):
        Policy([rule])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"kr_rrn*": "tag", "kr_*": "keep"}, {"kr_*": "keep", "kr_rrn*": "tag"}),
        ({"*": "natural", "secret*": "drop"}, {"secret*": "drop", "*": "natural"}),
    ],
)
def test_the_digest_tells_the_order_in_which_styles_are_read(one: dict[str, str], other: dict[str, str]) -> None:
    assert Policy([Rule(name="x", styles=one)]).digest == Policy([Rule(name="x", styles=dict(one))]).digest
    assert Policy([Rule(name="x", styles=one)]).digest != Policy([Rule(name="x", styles=other)]).digest


def test_the_digest_tells_what_else_decides() -> None:
    assert Policy([SECRETS_DROP], {"allow": []}).digest != Policy([SECRETS_DROP], {"allow": ["images"]}).digest


def test_the_digest_names_the_rules() -> None:
    assert Policy([SECRETS_DROP]).digest == Policy([SECRETS_DROP]).digest != Policy([MANY_PEOPLE_INSIDE]).digest
