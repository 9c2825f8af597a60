"""What is wrong with a policy before it decides anything: words that mean nothing, rules that never decide, contradictions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import NamedTuple

import garim.late as re
from garim.policy.content import LANGUAGES
from garim.policy.hours import Hours, Moment
from garim.policy.rules import ROUTES, Rule

CONTENT = frozenset({"code", "sql", "log", "prose"})
TRUSTS = ROUTES[:3]
LIMIT = re.compile(r"(\d{1,15}) ?(?:/|per) ?([1-9]\d{0,5})? ?(second|minute|hour|day|month|year)s?")
"""A rate: how many, in how many, of what."""
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "month": 30 * 86400, "year": 365 * 86400}
NEAREST = 3
"""Names that somebody may have meant, as they are told."""
LISTS = ("clients", "teams", "purposes", "upstreams", "trust", "models", "protocols", "content", "languages", "kinds")


class Problem(NamedTuple):
    """Something that stops a start."""

    rule: str
    what: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The names that rules may speak of; an empty collection leaves its names unchecked."""

    kinds: Collection[str] = ()
    clients: Collection[str] = ()
    teams: Collection[str] = ()
    upstreams: Mapping[str, str] = field(default_factory=dict)
    """Name → trust."""
    protocols: Collection[str] = ()
    ready: Collection[str] = ()
    """Names of rules that come with Garim: whoever uses them may well say something else before."""


def problems(rules: Sequence[Rule], world: World) -> list[Problem]:
    """All that is wrong, in the order of the rules."""
    out: list[Problem] = []
    for index, rule in enumerate(rules):
        if rule.name in {other.name for other in rules[:index]}:
            out.append(Problem(rule.name, "has the name of an earlier rule", "names stand in the audit: give each its own"))
        out += [Problem(rule.name, what, hint) for what, hint in [*_unknown(rule, world), *_impossible(rule, world)]]
        out += _shadowed(rule, rules[:index]) or ([] if rule.name in world.ready else _late(rule, rules[:index]))
    return out


def unmatched(patterns: Iterable[str], known: Collection[str], what: str) -> list[tuple[str, str]]:
    """Patterns that match nothing that there is, each with what to do.

    Args:
        patterns: Names with `*`, as rules and settings have them.
        known: All that there are; where there is none, nobody knows yet, and each may match.
        what: They name: kind, client, upstream …
    """
    hint = "`garim doctor --kinds` lists them" if what == "kind" else "one of " + ", ".join(sorted(known)[:12])
    wrong = [one for one in patterns if known and not any(fnmatchcase(name, one) for name in known)]
    meant = {one: ", ".join(map(repr, near(one, known))) for one in wrong}
    return [(f"{what} {one!r} matches nothing", f"nearest: {meant[one]}; {hint}" if meant[one] else hint) for one in wrong]


def near(pattern: str, known: Iterable[str]) -> list[str]:
    """The names that somebody may have meant who wrote another: those that have it as a part, else those spelled alike.

    Args:
        pattern: What was written, maybe with `*`.
        known: All names that there are; of `kr_account` and `kr_account.bank` the first stands for both.
    """
    word = pattern.strip("*.").casefold()
    names = sorted({name.partition(".")[0] for name in known} if "." not in word else known)
    parts = [name for name in names if name != word and word in re.split(r"[._-]", name.casefold())]
    return parts[:NEAREST] or get_close_matches(word, names, NEAREST)


def _unknown(rule: Rule, world: World) -> list[tuple[str, str]]:
    out = [
        *unmatched((*rule.kinds, *rule.styles), world.kinds, "kind"),
        *unmatched(rule.clients, world.clients, "client"),
        *unmatched(rule.teams, world.teams, "team"),
        *unmatched(rule.upstreams, world.upstreams, "upstream"),
        *unmatched(rule.protocols, world.protocols, "protocol"),
        *unmatched(rule.content, CONTENT, "content"),
        *unmatched(rule.trust, TRUSTS, "trust"),
    ]
    if rule.upstream and rule.upstream not in world.upstreams:
        out.append((f"upstream {rule.upstream!r} does not exist", "one of " + ", ".join(sorted(world.upstreams))))
    told_apart = "one of " + ", ".join(sorted(LANGUAGES))
    out += [(f"language {one!r} matches nothing", told_apart) for one in rule.languages if one not in LANGUAGES]
    if rule.limit and not LIMIT.fullmatch(rule.limit):
        out.append((f"limit {rule.limit!r} cannot be read", '"20/hour", "5 per minute"'))
    return out


def _impossible(rule: Rule, world: World) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    if rule.under and rule.under <= rule.over + 1:
        out.append(("can never apply: nothing is over and under these numbers", "over < under"))
    if rule.upstreams and rule.trust and world.upstreams:
        named = {trust for name, trust in world.upstreams.items() if any(fnmatchcase(name, one) for one in rule.upstreams)}
        if named and not named & set(rule.trust):
            out.append(("can never apply: none of its upstreams has its trust", "take one of the two conditions out"))
    if rule.outside_hours and not (rule.hours or rule.days):
        out.append(("can never apply: outside_hours without hours", "say hours or days"))
    said = [name for name in ("refuse", "review", "upstream") if getattr(rule, name)]
    if rule.route == "nowhere" and said != ["refuse"] and said or rule.refuse and (rule.review or rule.upstream):
        out.append(("contradicts itself: it refuses and sends", "refuse, or route, upstream or review"))
    if rule.refuse and rule.route not in ("", "nowhere"):
        out.append(("contradicts itself: it refuses and routes", "refuse or route"))
    if (rule.style or rule.styles) and (rule.hours or rule.days):
        out.append(("styles by the clock: what has left must stay as it left", "let hours decide where it goes"))
    if rule.refuse and (rule.style or rule.styles):
        out.append(("contradicts itself: nothing leaves, so no style is used", "refuse or style"))
    there = world.upstreams.get(rule.upstream, "local")
    if rule.route in TRUSTS and ROUTES.index(there) < ROUTES.index(rule.route):
        what = f"contradicts itself: upstream {rule.upstream!r} is not trusted with {rule.route!r}"
        out.append((what, "another upstream or route"))
    return out


def _shadowed(rule: Rule, before: Sequence[Rule]) -> list[Problem]:
    """What of a rule an earlier one always decides first."""
    wider = [other for other in before if _includes(other, rule)]
    out = []
    if rule.places and (first := next((other for other in wider if other.places), None)):
        out.append(
            Problem(
                rule.name, f"never decides where: rule {first.name!r} before it always does", "put it first, or narrow the other"
            )
        )
    if rule.limit and (first := next((other for other in wider if other.limit), None)):
        out.append(
            Problem(rule.name, f"never limits: rule {first.name!r} before it always does", "put it first, or narrow the other")
        )
    styled = [other for other in wider if other.style]
    if rule.style and (first := next((other for other in styled if _wider(other.kinds, rule.kinds)), None)):
        out.append(
            Problem(rule.name, f"never styles: rule {first.name!r} before it always does", "put it first, or narrow the other")
        )
    return out


def _late(rule: Rule, before: Sequence[Rule]) -> list[Problem]:
    """Entries of a rule's styles that say something else than what always decides before them, in it or in an earlier rule."""
    out = []
    entries: list[tuple[str, tuple[str, ...], str]] = [
        (f"entry {pattern!r}", (pattern,), style) for pattern, style in rule.styles.items()
    ]
    entries += [("style", rule.kinds or ("*",), rule.style)] * bool(rule.style)
    for index, (name, patterns, style) in enumerate(entries):
        inside = next((one for one in entries[:index] if all(_wider(one[1], (kind,)) for kind in patterns)), None)
        if inside and inside[2] != style:
            what = f"{name} = {style!r} never decides: {inside[0]} = {inside[2]!r} before it always does"
            out.append(
                Problem(rule.name, what, "the first that matches wins: put the exception first, or take one of the two out")
            )
        if inside:
            continue
        said = {kind: next(filter(None, (_said_first(other, rule, kind) for other in before)), None) for kind in patterns}
        if first := next((one for one in said.values() if one and one[1] != style), None) if all(said.values()) else None:
            what = f"{name} = {style!r} comes too late: rule {first[0]!r} before it says {first[1]!r}"
            out.append(Problem(rule.name, what, "put it first, narrow the other, or take one of the two out"))
    return out


def _said_first(other: Rule, rule: Rule, kind: str) -> tuple[str, str] | None:
    """What an earlier rule says of all kinds of a pattern wherever this one speaks of them: its name and the style."""
    alone = replace(rule, kinds=(kind,)) if other.at_least <= 1 else rule
    if not _includes(other, alone):
        return None
    style = next((style for pattern, style in other.styles.items() if fnmatchcase(kind, pattern)), "")
    return (other.name, said) if (said := style or (other.style if _wider(other.kinds, (kind,)) else "")) else None


def _includes(wide: Rule, narrow: Rule) -> bool:
    """Whether one applies wherever the other does."""
    if not all(_wider(getattr(wide, name), getattr(narrow, name)) for name in LISTS if name != "kinds"):
        return False
    if wide.least and not (_wider(wide.kinds, narrow.kinds) and narrow.least >= wide.least):
        return False
    if wide.over > narrow.over or wide.under and (not narrow.under or narrow.under > wide.under):
        return False
    return _hours(wide) >= _hours(narrow)


def _hours(rule: Rule) -> frozenset[tuple[int, int]]:
    """The quarters of an hour of the week in which it may apply."""
    if not rule.hours and not rule.days:
        return frozenset((day, minute) for day in range(7) for minute in range(0, 1440, 15))
    try:
        hours = Hours.read(rule.hours, rule.days)
    except ValueError:
        return frozenset()  # `Policy` tells it
    return frozenset(
        (day, minute)
        for day in range(7)
        for minute in range(0, 1440, 15)
        if hours.holds(Moment(day, minute)) != rule.outside_hours
    )


def _wider(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    """Whether patterns cover all that others cover; () covers all."""
    if not wide:
        return True
    return bool(narrow) and all(any(fnmatchcase(one, pattern) for pattern in wide) for one in narrow)
