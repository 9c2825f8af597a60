"""What is done with each kind of finding, and where a request may go.

Rules are data, read top to bottom. A rule applies where all of its conditions hold. The first rule that applies and says
where the request may go (`route`, `upstream`, `refuse`, `review`) decides that; the first that applies and names a kind
decides what stands in for it; the first that applies and sets a limit sets it. No rule: everything is hidden naturally
and may go outside.

Where the request goes is decided first; conditions on `upstreams` and `trust` of rules about styles then look at the place
that was decided, so that an in-house model may be given originals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from garim.errors import BadSettings
from garim.policy.hours import DAYS, Hours, Moment
from garim.values import Decision

ROUTES = ("outside", "inside", "local", "nowhere")
"""From the least to the most trusted place; `nowhere` refuses the request."""
STYLES = ("natural", "tag", "general", "drop", "keep")
REVIEWS = ("", "self", "other")
MOST = 10**12
"""The largest number of a condition: more characters has no request, and what hashes a rule takes 64 bits."""


class Facts(NamedTuple):
    """What is known of one request when it is decided."""

    counts: Mapping[str, int] = {}
    """Kind → how many different ones the user's own texts and the tools' results name."""
    kinds: frozenset[str] = frozenset()
    """All kinds that were found, wherever."""
    characters: int = 0
    content: frozenset[str] = frozenset()
    """code | sql | log | prose: which of them the request holds."""
    languages: frozenset[str] = frozenset()
    """ISO 639-1 codes of the languages of its prose."""
    client: str = ""
    team: str = ""
    purpose: str = ""
    model: str = ""
    protocol: str = ""
    now: Moment = Moment()
    family: str = ""
    """The vendor as which it is asked: a file in wire/vendors."""
    only: tuple[str, ...] = ()
    """Glob patterns of the upstreams that the caller may use; empty: any."""
    places: tuple[tuple[str, str], ...] = ()
    """(name, trust) of the upstreams that serve the model, the one that is asked first at the front."""


NOBODY = Facts()
"""Where nothing is known beside what was found: the library, a file."""


class Lack(NamedTuple):
    """A condition of a rule that does not hold."""

    condition: str
    """The rule's field."""
    wants: str
    """As the rule says it."""
    has: str
    """What the request has instead; "" for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of policy: its conditions, then what it says.

    `keep` lets a kind through as it is: a person decides that, never a default.
    """

    name: str
    kinds: tuple[str, ...] = ()
    """Glob patterns over kind names: `kr_*`, `secret.*`, `person`; what is found must match one; () for all."""
    at_least: int = 0
    """Different things of these kinds, together, from which the rule applies; 0 is 1 where it names kinds, else none."""
    clients: tuple[str, ...] = ()
    """Glob patterns over callers' names, as all that follow; () for any."""
    teams: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    """What the caller says in `x-garim-purpose`, or its settings."""
    upstreams: tuple[str, ...] = ()
    trust: tuple[str, ...] = ()
    """outside | inside | local: of the upstream that would answer."""
    models: tuple[str, ...] = ()
    protocols: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    """code | sql | log | prose: the request holds one of them."""
    languages: tuple[str, ...] = ()
    over: int = 0
    """Characters that the request must have more than."""
    under: int = 0
    """Characters that it must have fewer than; 0 for any number."""
    hours: str = ""
    """From and to by [policy] timezone: "09:00-18:00"; may go over midnight."""
    days: str = ""
    """mon tue wed thu fri sat sun, one by one or as in "mon-fri"."""
    outside_hours: bool = False
    """Whether it applies at all other times instead."""

    style: str = ""
    """natural | tag | general | drop | keep for the rule's kinds; "" says nothing about style."""
    styles: Mapping[str, str] = field(default_factory=dict)
    """Glob pattern of kinds → style, where one rule says several."""
    route: str = ""
    """outside | inside | local | nowhere: the least trusted place; "" says nothing about the route."""
    upstream: str = ""
    """The upstream that answers."""
    refuse: str = ""
    """Words for the user: nothing leaves, and she reads what to change."""
    review: str = ""
    """self | other: nothing leaves until the user, or somebody else with the right, has seen it and agreed."""
    limit: str = ""
    """A rate for each client: "20/hour"."""

    @property
    def places(self) -> bool:
        """Whether it says where a request may go."""
        return bool(self.route or self.upstream or self.refuse or self.review)

    @property
    def least(self) -> int:
        """Findings from which it applies."""
        return self.at_least or (1 if self.kinds else 0)

    def covers(self, kind: str) -> bool:
        """Whether the rule speaks of this kind."""
        return not self.kinds or _any(self.kinds, kind)

    def style_of(self, kind: str) -> str:
        """What it says about this kind; "" for nothing."""
        for pattern, style in self.styles.items():
            if fnmatchcase(kind, pattern):
                return style
        return self.style if self.style and self.covers(kind) else ""

    def applies(self, facts: Facts, place: tuple[str, str]) -> bool:
        """Whether all of its conditions hold.

        Args:
            facts: What is known.
            place: (name, trust) of who answers.
        """
        return not self.missing(facts, place)

    def missing(self, facts: Facts, place: tuple[str, str]) -> str:
        """The first condition that does not hold; "" where all do."""
        named = (
            ("clients", facts.client),
            ("teams", facts.team),
            ("purposes", facts.purpose),
            ("models", facts.model),
            ("protocols", facts.protocol),
            ("upstreams", place[0]),
            ("trust", place[1]),
        )
        for condition, value in named:
            patterns: tuple[str, ...] = getattr(self, condition)
            if patterns and not _any(patterns, value):
                return condition
        if self.content and not facts.content.intersection(self.content):
            return "content"
        if self.languages and not facts.languages.intersection(self.languages):
            return "languages"
        if facts.characters <= self.over and self.over:
            return "over"
        if self.under and facts.characters >= self.under:
            return "under"
        if (self.hours or self.days) and self.missing_hours(facts):
            return "hours"
        if self.least and sum(count for kind, count in facts.counts.items() if self.covers(kind)) < self.least:
            return "kinds"
        return ""

    def lacking(self, facts: Facts, place: tuple[str, str]) -> list[Lack]:
        """All conditions that do not hold, each by itself: `missing` tells the first, and fast."""
        out = []
        for name, is_empty in EMPTY.items():
            wants = getattr(self, name)
            # Each is asked as a rule that has this one condition.
            alone = Rule(name="", **{name: wants, **({"kinds": self.kinds} if name == "at_least" else {})})
            if name == "kinds" and self.at_least or wants == is_empty or not alone.missing(facts, place):
                continue
            out.append(Lack(name, _said(wants), _said(_has(self, name, facts, place))))
        if (self.hours or self.days) and self.missing_hours(facts):
            clock = f"{facts.now.minute // 60:02}:{facts.now.minute % 60:02}"
            wants = " ".join(filter(None, ("outside" if self.outside_hours else "", self.days, self.hours)))
            out.append(Lack("hours", wants, f"{DAYS[facts.now.day]} {clock}"))
        return out

    def missing_hours(self, facts: Facts) -> bool:
        """Whether it is not the time of which it speaks."""
        return Hours.read(self.hours, self.days).holds(facts.now) == self.outside_hours


EMPTY: dict[str, Any] = {
    **dict.fromkeys("clients teams purposes models protocols upstreams trust content languages".split(), ()),
    **dict.fromkeys(("over", "under"), 0),
    "kinds": (),
    "at_least": 0,
}
"""Conditions beside the time, and what they are where a rule has none."""


def _has(rule: Rule, condition: str, facts: Facts, place: tuple[str, str]) -> object:
    """What a request has where a condition looks."""
    if condition in ("kinds", "at_least"):
        found = {kind: count for kind, count in facts.counts.items() if rule.covers(kind)}
        return sum(found.values()) if condition == "at_least" else sorted(found)
    if condition in ("over", "under"):
        return facts.characters
    if condition in ("upstreams", "trust"):
        return place[condition == "trust"]
    if condition in ("content", "languages"):
        return sorted(getattr(facts, condition))
    return getattr(facts, condition.removesuffix("s"))


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


class Verdict(NamedTuple):
    """What became of a rule when a request was decided."""

    rule: Rule
    lacks: tuple[Lack, ...]
    """Its conditions that do not hold; none where it applies."""
    says: tuple[str, ...]
    """where | style | limit: what it decided."""
    behind: str
    """The earlier rule that had decided already what this one says; "" for none."""


@lru_cache(maxsize=8192)
def _any(patterns: tuple[str, ...], value: str) -> bool:
    return any(fnmatchcase(value, pattern) for pattern in patterns)


class Policy:
    """The rules of one configuration. Immutable; deciding is pure."""

    def __init__(self, rules: Sequence[Rule] = (), beside: object = None) -> None:
        """
        Args:
            rules: In the order in which they are read; `check.problems` tells what is wrong with them.
            beside: What else decides, as JSON has it: it counts in the digest alone.

        Raises:
            BadSettings: A rule names a style, route or time that does not exist. Nothing was started.
        """
        for rule in rules:
            check(rule)
        self.rules = tuple(rules)
        # Nothing is sorted: of a rule's styles, too, the first that matches wins.
        self.digest = sha256(orjson.dumps([[_plain(rule) for rule in rules], beside])).hexdigest()
        """Names exactly these rules and what stands beside them, in receipts and evidence."""
        self.looks_at = frozenset(
            name for rule in rules for name in ("content", "languages", "hours", "days") if getattr(rule, name)
        )
        """Conditions that cost something to work out, of those that rules have."""

    def decide(self, counts: Mapping[str, int], facts: Facts = NOBODY, kinds: frozenset[str] = frozenset()) -> Decision:
        """Decide for one request: first where it may go, then what stands in for what.

        Args:
            counts: Kind → how many different ones count: those of the user's own texts and of the tools' results.
            facts: What else is known; its own `counts` and `kinds` are not looked at.
            kinds: All kinds that were found, wherever; those of `counts` are among them.
        """
        facts = facts._replace(counts=counts, kinds=kinds.union(counts))
        first = facts.places[0] if facts.places else ("", "outside")
        where = next((rule for rule in self.rules if rule.places and rule.applies(facts, first)), None)
        said = [where] if where else []
        route = (where.route or ("nowhere" if where.refuse else "outside")) if where else "outside"
        place = _settled(facts.places, route, where.upstream if where else "") or first
        styles: dict[str, str] = {}
        limit = ""
        for rule in self.rules:
            if not (rule.style or rule.styles or rule.limit) or not rule.applies(facts, place):
                continue
            fresh = {kind: style for kind in facts.kinds if kind not in styles and (style := rule.style_of(kind))}
            styles.update(fresh)
            if rule.limit and not limit:
                limit = f"{rule.name}: {rule.limit}"
            if (fresh or rule.limit and limit.startswith(f"{rule.name}: ")) and rule not in said:
                said.append(rule)
        said.sort(key=self.rules.index)
        return Decision(
            styles=styles,
            route=route,
            rules=tuple(rule.name for rule in said),
            upstream=where.upstream if where else "",
            refuse=where.refuse if where else "",
            review=where.review if where else "",
            limit=limit,
            decided=where.name if where else "",
        )

    def explain(self, counts: Mapping[str, int], facts: Facts = NOBODY) -> list[Verdict]:
        """What `decide` did with each rule, in their order: what it decided, what it lacked, which earlier one it came behind.

        Args:
            counts: As of `decide`.
            facts: As of `decide`.
        """
        facts = facts._replace(counts=counts, kinds=frozenset(counts))
        first = facts.places[0] if facts.places else ("", "outside")
        decision = self.decide(counts, facts)
        place = _settled(facts.places, decision.route, decision.upstream) or first
        styled: dict[str, str] = {}
        limited, out = "", list[Verdict]()
        for rule in self.rules:
            lacks = rule.lacking(facts, first) if rule.places else []
            says, behind = [], ""
            if rule.places and not lacks:
                says += ["where"] * (rule.name == decision.decided)
                behind = decision.decided if not says else ""
            if rule.style or rule.styles or rule.limit:
                there = rule.lacking(facts, place)
                lacks = lacks or there
                mine = {kind for kind in facts.kinds if rule.style_of(kind)} if not there else set[str]()
                fresh = mine - styled.keys()
                says += ["style"] * bool(fresh)
                behind = behind or (styled[min(mine)] if mine and not fresh else "")
                styled |= dict.fromkeys(fresh, rule.name)
                if rule.limit and not there:
                    says += ["limit"] * (not limited)
                    behind = behind or limited
                    limited = limited or rule.name
            out.append(Verdict(rule, tuple(lacks) if not says else (), tuple(says), behind if not says else ""))
        return out


class StylesOnly(Policy):
    """What stands in for what, as policy says. For what stays where it is, or leaves by another way: where a request may go,
    who must agree and how much is asked are no questions there."""

    def decide(self, counts: Mapping[str, int], facts: Facts = NOBODY, kinds: frozenset[str] = frozenset()) -> Decision:
        """The styles of a decision, and the rules that said them."""
        said = super().decide(counts, facts, kinds)
        return Decision(styles=said.styles, rules=said.rules)


def _settled(places: Sequence[tuple[str, str]], route: str, upstream: str) -> tuple[str, str] | None:
    """Who answers once the route is decided: the first that is trusted enough."""
    for name, trust in places:
        if ROUTES.index(trust) >= ROUTES.index(route) and upstream in ("", name):
            return name, trust
    return None


def _plain(rule: Rule) -> dict[str, object]:
    return {one.name: value for one in fields(rule) if (value := getattr(rule, one.name)) not in ("", (), 0, {}, False)}


def check(rule: Rule) -> None:
    """Refuse a rule that cannot be read.

    Raises:
        BadSettings: It says something that does not exist, a number that is none of its sort, or nothing.
    """
    where = f"policy rule {rule.name!r}"
    for style in (rule.style, *rule.styles.values()):
        if style and style not in STYLES:
            raise BadSettings(f"{where}: style {style!r} does not exist", hint=f"one of {', '.join(STYLES)}")
    if rule.route and rule.route not in ROUTES:
        raise BadSettings(f"{where}: route {rule.route!r} does not exist", hint=f"one of {', '.join(ROUTES)}")
    if rule.review not in REVIEWS:
        raise BadSettings(f"{where}: review {rule.review!r} does not exist", hint="self or other")
    if any(not 0 <= number <= MOST for number in (rule.at_least, rule.over, rule.under)):
        raise BadSettings(
            f"{where}: at_least, over and under are numbers from 0 to {MOST}", hint="a number of findings or characters"
        )
    try:
        Hours.read(rule.hours, rule.days)
    except ValueError:
        raise BadSettings(f"{where}: hours or days cannot be read", hint='hours = "09:00-18:00", days = "mon-fri"') from None
    if not rule.places and not rule.style and not rule.styles and not rule.limit:
        raise BadSettings(
            f"{where} says nothing: no style, route, upstream, refuse, review or limit",
            hint="a rule that does nothing is a mistake",
        )
