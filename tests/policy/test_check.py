"""What is wrong with a policy is told before it decides anything."""

from __future__ import annotations

import pytest

from garim.policy.check import World, problems
from garim.policy.rules import Rule

WORLD = World(
    kinds=("person", "email", "kr_rrn", "secret.aws", "project"),
    clients=("mina", "juno"),
    teams=("loans",),
    upstreams={"openai": "outside", "house": "inside"},
    protocols=("chat", "anthropic"),
)
WIDE = Rule(name="wide", kinds=("person", "kr_*"), route="inside")

WRONG: list[tuple[str, tuple[Rule, ...], str]] = [
    ("kind", (Rule(name="x", kinds=("nosuch_kind",), route="nowhere"),), "matches nothing"),
    ("kind of a style", (Rule(name="x", styles={"persn": "tag"}),), "matches nothing"),
    ("client", (Rule(name="x", clients=("minna",), route="local"),), "client 'minna'"),
    ("team", (Rule(name="x", teams=("loan",), route="local"),), "team 'loan'"),
    ("upstream condition", (Rule(name="x", upstreams=("opnai",), route="local"),), "upstream 'opnai'"),
    ("upstream", (Rule(name="x", upstream="moon"),), "does not exist"),
    ("trust", (Rule(name="x", trust=("outsid",), route="local"),), "trust 'outsid'"),
    ("protocol", (Rule(name="x", protocols=("gopher",), route="local"),), "protocol 'gopher'"),
    ("content", (Rule(name="x", content=("sqll",), route="local"),), "content 'sqll'"),
    ("language", (Rule(name="x", languages=("korean",), route="local"),), "language 'korean'"),
    ("language that nothing tells", (Rule(name="x", languages=("ko", "xx"), refuse="no"),), "language 'xx'"),
    ("pattern of languages", (Rule(name="x", languages=("e?",), refuse="no"),), "language 'e?'"),
    ("limit", (Rule(name="x", limit="often"),), "limit 'often'"),
    ("size", (Rule(name="x", over=100, under=101, route="local"),), "can never apply"),
    ("trust of its upstream", (Rule(name="x", upstreams=("house",), trust=("outside",), route="local"),), "can never apply"),
    ("hours", (Rule(name="x", outside_hours=True, route="local"),), "can never apply"),
    ("refuse and route", (Rule(name="x", refuse="no", route="inside"),), "contradicts itself"),
    ("refuse and upstream", (Rule(name="x", refuse="no", upstream="house"),), "contradicts itself"),
    ("refuse and style", (Rule(name="x", refuse="no", style="tag"),), "contradicts itself"),
    ("nowhere and review", (Rule(name="x", route="nowhere", review="self"),), "contradicts itself"),
    ("upstream below the route", (Rule(name="x", upstream="openai", route="inside"),), "contradicts itself"),
    ("style by the clock", (Rule(name="x", hours="09:00-18:00", style="tag"),), "by the clock"),
    ("same name", (WIDE, Rule(name="wide", models=("a",), route="local")), "name of an earlier rule"),
    ("shadowed", (WIDE, Rule(name="x", kinds=("person",), route="nowhere")), "never decides"),
    ("shadowed by no condition", (Rule(name="all", route="inside"), Rule(name="x", teams=("loans",), refuse="no")), "never decides"),
    ("shadowed by a lower count", (WIDE, Rule(name="x", kinds=("person",), at_least=5, route="nowhere")), "never decides"),
    ("shadowed by time", (Rule(name="day", days="mon-fri", route="inside"), Rule(name="x", days="tue", hours="09:00-10:00", route="nowhere")), "never decides"),
    ("style", (Rule(name="all", style="tag"), Rule(name="x", kinds=("person",), style="drop")), "never styles"),
    ("entry before a rule", (Rule(name="a", styles={"person": "natural"}), Rule(name="x", kinds=("person",), style="drop")), "rule 'a' before it says 'natural'"),
    ("rule before an entry", (Rule(name="a", kinds=("person",), style="tag"), Rule(name="x", styles={"person": "drop"})), "entry 'person' = 'drop' comes too late"),
    ("entry before an entry", (Rule(name="a", styles={"kr_*": "tag"}), Rule(name="x", styles={"kr_rrn": "keep"})), "entry 'kr_rrn' = 'keep' comes too late"),
    ("all before an entry", (Rule(name="a", style="natural"), Rule(name="x", styles={"secret*": "drop"})), "entry 'secret*' = 'drop' comes too late"),
    ("exception after all", (Rule(name="x", styles={"*": "natural", "secret*": "drop"}),), "entry 'secret*' = 'drop' never decides: entry '*' = 'natural'"),
    ("exception after its family", (Rule(name="x", styles={"kr_*": "tag", "kr_rrn*": "keep"}),), "entry 'kr_rrn*' = 'keep' never decides"),
    ("style beside its own entry", (Rule(name="x", kinds=("person",), style="tag", styles={"person": "keep"}),), "style = 'tag' never decides"),
    ("limit after limit", (Rule(name="all", limit="5/hour"), Rule(name="x", teams=("loans",), limit="1/hour")), "never limits"),
]


@pytest.mark.parametrize(("rules", "told"), [pytest.param(rules, told, id=name) for name, rules, told in WRONG])
def test_it_is_told_with_the_rules_name(rules: tuple[Rule, ...], told: str) -> None:
    found = problems(rules, WORLD)

    assert [problem.rule for problem in found] == [rules[-1].name]
    assert told in found[0].what


GOOD: list[tuple[Rule, ...]] = [
    (Rule(name="lists of people stay inside", kinds=("person", "kr_*"), at_least=10, route="inside"),),
    (Rule(name="few", kinds=("person",), at_least=5, route="nowhere"), Rule(name="one", kinds=("person",), route="inside")),
    (Rule(name="loans out", teams=("loans",), route="outside"), Rule(name="rest", route="inside")),
    (Rule(name="night", hours="22:00-06:00", route="local"), Rule(name="day", hours="06:00-22:00", route="inside")),
    (Rule(name="office", hours="09:00-18:00", route="inside"), Rule(name="else", hours="09:00-18:00", outside_hours=True, route="local")),
    (Rule(name="style", kinds=("person",), style="tag"), Rule(name="where", kinds=("person",), route="inside")),
    (Rule(name="people", kinds=("person",), style="tag"), Rule(name="rest", style="general")),
    (Rule(name="exception first", styles={"secret*": "drop", "*": "natural"}),),
    (Rule(name="family last", styles={"kr_rrn*": "keep", "kr_*": "tag"}),),
    (Rule(name="own exception", kinds=("person", "email"), style="tag", styles={"person": "keep"}),),
    (Rule(name="said twice alike", styles={"secret*": "drop"}), Rule(name="again", styles={"secret*": "drop"})),
    (Rule(name="only a team's", teams=("loans",), styles={"person": "keep"}), Rule(name="others", kinds=("person",), style="drop")),
    (Rule(name="only many", kinds=("person",), at_least=10, style="drop"), Rule(name="few", styles={"person": "tag"})),
    (Rule(name="one of two", styles={"person": "tag"}), Rule(name="both", kinds=("person", "email"), style="drop")),
]


@pytest.mark.parametrize("rules", GOOD, ids=lambda rules: rules[0].name)
def test_a_policy_that_can_decide_is_let_be(rules: tuple[Rule, ...]) -> None:
    assert problems(rules, WORLD) == []


def test_hours_that_cannot_be_read_do_not_stop_the_look() -> None:
    """Policy itself tells them in words."""
    rules = (Rule(name="a", route="inside"), Rule(name="b", hours="0", route="inside"))

    assert {problem.rule for problem in problems(rules, World())} <= {"b"}


def test_names_that_are_not_known_are_not_checked() -> None:
    assert problems([Rule(name="x", clients=("anyone",), teams=("any",), kinds=("some",), route="local")], World()) == []
