"""The policy of the settings, checked: a rule that can never decide anything stops the start."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

import msgspec

from garim.config.settings import READY, Settings, endpoint, rule_of, rules_of
from garim.detect.lexicon.source import KINDS as LEXICON_KINDS
from garim.detect.patterns.kinds import all_kinds
from garim.errors import BadSettings
from garim.policy.check import Problem, World, near, problems, unmatched
from garim.policy.rules import EMPTY, Policy, Rule
from garim.wire import protocols

OTHER_KINDS = frozenset(
    "person org place address network told unknown unknown_code "
    "number date_of_birth national_id login_id record_id employee_id kr_account "
    "phone card vin secret.column".split()
)
"""Kinds of finders that have no file each: names, columns, what a person told."""
EMBEDDED = {"local": "local"}
"""The embedded model is an upstream that is always there."""


def known_kinds() -> frozenset[str]:
    """Every kind that a rule may name."""
    return frozenset(kind.name for kind in all_kinds()) | LEXICON_KINDS | OTHER_KINDS


def world(settings: Settings) -> World:
    """The names that rules may speak of."""
    clients = settings.gateway.clients
    more = settings.oidc.issuer or settings.gateway.keys  # there are others than the settings name: `nobody_yet`
    return World(
        kinds=known_kinds(),
        clients=() if more else [client.name for client in clients],
        teams=() if more else {client.team for client in clients if client.team},
        upstreams={**EMBEDDED, **{upstream.name: upstream.trust for upstream in settings.upstreams}},
        protocols={protocol.name for protocol in protocols.all_protocols()} | {"speech", "garim_hide", "presidio"},
        ready={rule.name for name in settings.policy.use for rule in rules_of(READY / f"{name}.toml")},
    )


def problems_of(settings: Settings) -> list[Problem]:
    """What is wrong with the settings' policy, all of it."""
    of = world(settings)
    if not settings.projects:
        return problems(settings.rules, of)
    # A repository's rules may well leave nothing for some of hers to decide: each side is judged by itself.
    hers = msgspec.structs.replace(settings, project_first=[], project_last=[])
    theirs = [rule_of(one, ", ".join(settings.projects)) for one in (*settings.project_first, *settings.project_last)]
    return [*problems(hers.rules, of), *problems(theirs, of)]


def words_unknown(settings: Settings) -> list[Problem]:
    """Kinds that settings beside the rules name and that do not exist: a lock over none of them locks nothing."""
    named = (("[policy] locked", settings.policy.locked), ("[screen] styles", settings.screen.styles))
    return [Problem(where, *found) for where, patterns in named for found in unmatched(patterns, known_kinds(), "kind")]


def half_named(settings: Settings, rules: Sequence[Rule]) -> list[Problem]:
    """Kinds of listed words that are named without those of a form that have the same word in their name: an `account` is who
    signs in, a bank's is a `kr_account`."""
    formed = {kind.name for kind in all_kinds()} | OTHER_KINDS
    named = [("[policy] locked", settings.policy.locked), ("[screen] styles", tuple(settings.screen.styles))]
    named += [(rule.name, (*rule.kinds, *rule.styles)) for rule in rules]
    out = []
    for where, patterns in named:
        for one in LEXICON_KINDS.difference(formed).intersection(patterns):
            others = [kind for kind in near(one, formed) if not any(fnmatchcase(kind, pattern) for pattern in patterns)]
            if others:
                meant = ", ".join(repr(f"{kind}*") for kind in others)
                what = f"kind {one!r} is of words that your lists name; what is known by its form is not meant"
                out.append(Problem(where, what, f"name {meant} too if you mean them: `garim doctor --kinds`"))
    return out


def nobody_yet(settings: Settings, rules: Sequence[Rule], issued: Sequence[tuple[str, str]] = ()) -> list[Problem]:
    """Clients and teams of rules that nobody has, where others than the settings name may come: a key may be issued later.

    Args:
        settings: Of the server.
        rules: Its policy's.
        issued: (name, team) of the keys that were issued.
    """
    oidc = settings.oidc
    everyone = [*((one.name, one.team) for one in settings.gateway.clients), *issued]
    clients = () if oidc.issuer else {name for name, _ in everyone}
    teams = () if oidc.issuer and not oidc.teams else {*oidc.teams, *(team for _, team in everyone if team)}
    out = []
    for rule in rules if oidc.issuer or settings.gateway.keys else ():
        wrong = [*unmatched(rule.clients, clients, "client"), *unmatched(rule.teams, teams, "team")]
        out += [Problem(rule.name, *one) for one in wrong]
    return out


def in_clear(settings: Settings, rules: Sequence[Rule]) -> list[Problem]:
    """Styles by which everything, or every secret, leaves as it is, whoever asks whomever: it may be meant, and is told."""
    said = [("[screen] style", Rule(name="", style=settings.screen.style))] * (settings.screen.style == "keep")
    said += [("[screen] styles", Rule(name="", styles=settings.screen.styles))] * bool(settings.screen.styles)
    said += [(rule.name, rule) for rule in rules]
    out = []
    for where, rule in said:
        kept = [kind for kind, style in rule.styles.items() if style == "keep"]
        kept += (rule.kinds or ("*",)) if rule.style == "keep" else ()
        bound = any(getattr(rule, name) for name in EMPTY if name not in ("kinds", "at_least")) or rule.hours or rule.days
        every = not bound and any(fnmatchcase("person", one) and fnmatchcase("secret", one) for one in kept)
        if every or any(one.startswith("secret") for one in kept):
            secrets = "keeps every secret of these kinds as it is: it leaves in clear"
            what = "keeps every finding as it is: it leaves in clear" if every else secrets
            hint = "name whom and what it is for: clients, teams, purposes, trust, kinds"
            out.append(Problem(where, what, hint))
    return out


def decides(settings: Settings) -> dict[str, object]:
    """What decides beside the rules, for the policy's hash. Words that lists and people name have a hash of their own."""
    screen = ("names", "unknown", "style", "styles", "salt", "legend", "trusted_hosts", "private_hosts")
    return {
        "policy": {name: getattr(settings.policy, name) for name in ("timezone", "allow", "locked")},
        "screen": {name: getattr(settings.screen, name) for name in screen},
        "replies": msgspec.to_builtins(settings.replies),
        "limits": msgspec.to_builtins(settings.limits),
        "upstreams": [[one.url, *endpoint(one)] for one in settings.upstreams],
    }


def load_policy(settings: Settings) -> Policy:
    """The policy.

    Raises:
        BadSettings: A rule says something unknown, can never decide, or contradicts itself. Nothing was started.
    """
    policy = Policy(settings.rules, decides(settings))  # what cannot be read is told before what can never decide
    if unknown := words_unknown(settings):
        raise BadSettings(f"{unknown[0].rule}: {unknown[0].what}", hint=unknown[0].hint)
    found = problems_of(settings)
    if found:
        more = f" (and {len(found) - 1} more: `garim policy check`)" if len(found) > 1 else ""
        raise BadSettings(f"policy rule {found[0].rule!r} {found[0].what}{more}", hint=found[0].hint)
    return policy
