"""What is done with each kind of finding, and the least trusted place where a request may go.

Rules are data, read top to bottom. A rule applies where enough findings of its kinds stand in the request. Styles: the
first rule that names a kind wins. Routes: the strictest of all rules that apply wins. No rule: everything is hidden
naturally and may go outside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from garim.errors import BadSettings
from garim.values import Decision

ROUTES = ("outside", "inside", "local", "nowhere")
"""From the least to the most trusted place; `nowhere` refuses the request."""
STYLES = ("natural", "tag", "general", "drop", "keep")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of policy.

    `keep` lets a kind through as it is: a person decides that, never a default.
    """

    name: str
    kinds: tuple[str, ...] = ("*",)
    """Glob patterns over kind names: `kr_*`, `secret.*`, `person`."""
    at_least: int = 1
    """Findings of these kinds, together, from which the rule applies; 1 or more."""
    style: str = ""
    """natural | tag | general | drop | keep; "" says nothing about style."""
    route: str = ""
    """outside | inside | local | nowhere; "" says nothing about the route."""

    def covers(self, kind: str) -> bool:
        """Whether the rule speaks of this kind."""
        return any(fnmatchcase(kind, pattern) for pattern in self.kinds)


class Policy:
    """The rules of one configuration. Immutable; deciding is pure."""

    def __init__(self, rules: Sequence[Rule] = (), *, known_kinds: frozenset[str] = frozenset()) -> None:
        """
        Args:
            rules: In the order in which they are read.
            known_kinds: Names that rules may speak of; empty skips the check.

        Raises:
            BadSettings: A rule that can never apply, or a style or route that does not exist. Nothing was started.
        """
        for rule in rules:
            _check(rule, known_kinds)
        self.rules = tuple(rules)

    def decide(self, counts: Mapping[str, int]) -> Decision:
        """Decide for one request.

        Args:
            counts: Kind → number of findings in the request.
        """
        styles: dict[str, str] = {}
        route, said = "outside", []
        for rule in self.rules:
            kinds = [kind for kind in counts if rule.covers(kind)]
            if sum(counts[kind] for kind in kinds) < rule.at_least:
                continue
            said.append(rule.name)
            if rule.style:
                for kind in kinds:
                    styles.setdefault(kind, rule.style)
            if rule.route and ROUTES.index(rule.route) > ROUTES.index(route):
                route = rule.route
        return Decision(styles=styles, route=route, rules=tuple(said))


def _check(rule: Rule, known: frozenset[str]) -> None:
    if rule.style and rule.style not in STYLES:
        raise BadSettings(f"policy rule {rule.name!r}: style {rule.style!r} does not exist", hint=f"one of {', '.join(STYLES)}")
    if rule.route and rule.route not in ROUTES:
        raise BadSettings(f"policy rule {rule.name!r}: route {rule.route!r} does not exist", hint=f"one of {', '.join(ROUTES)}")
    if rule.at_least < 1:
        raise BadSettings(f"policy rule {rule.name!r}: at_least is {rule.at_least}", hint="1 or more")
    if not rule.style and not rule.route:
        raise BadSettings(f"policy rule {rule.name!r} says neither style nor route", hint="a rule that does nothing is a mistake")
    if known and not any(rule.covers(kind) for kind in known):
        hint = "`garim doctor --kinds` lists them"
        raise BadSettings(f"policy rule {rule.name!r}: no kind matches {list(rule.kinds)}", hint=hint)
