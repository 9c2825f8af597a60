"""What settings may not say, beyond the types of their fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from math import inf
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from garim.config.settings import CARE, Client, LimitsSettings, ModelsSettings, OidcSettings, Settings
from garim.errors import BadSettings
from garim.policy.check import LIMIT, unmatched
from garim.wire.vendors import all_vendors

RIGHTS = ("admin", "audit", "review", "restore", "metrics")
CLIENT = re.compile(r"[\w.@ -]{1,64}")
"""A client's name. No colon: `team:` and `person:` begin other owners' names."""
SPAN = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)/(day|month)")


def check(settings: Settings) -> None:
    """Refuse settings that mean nothing or contradict each other.

    Raises:
        BadSettings: The first of them. Nothing was started.
    """

    def one_of(value: str, choices: tuple[str, ...], where: str) -> None:
        if value not in choices:
            raise BadSettings(f"{where} is {value!r}", hint="one of " + ", ".join(repr(c) for c in choices))

    _check_sizes(settings)
    one_of(settings.screen.names, ("model", "rules", "off"), "[screen] names")
    one_of(settings.screen.unknown, ("hide", "keep"), "[screen] unknown")
    one_of(settings.screen.salt, ("", "team"), "[screen] salt")
    one_of(settings.screen.legend, ("", "ko", "en"), "[screen] legend")
    one_of(settings.screen.private_hosts, ("never", "calls", "always"), "[screen] private_hosts")
    one_of(settings.replies.tool_arguments, CARE, "[replies] tool_arguments")
    one_of(settings.speech.engine, ("espeak", "off"), "[speech] engine")
    one_of(settings.store.sync, ("normal", "full"), "[store] sync")
    _check_models(settings)
    for kind, style in [("style", settings.screen.style), *settings.screen.styles.items()]:
        one_of(style, ("natural", "tag", "general", "drop", "keep"), f"[screen] {kind}")
    for part in settings.policy.allow:
        one_of(part, ("images", "audio", "files"), "[policy] allow")
    try:
        ZoneInfo(settings.policy.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadSettings(f"[policy] timezone {settings.policy.timezone!r} does not exist", hint='as in "Asia/Seoul"') from None
    names = [upstream.name for upstream in settings.upstreams]
    for upstream in settings.upstreams:
        one_of(upstream.trust, ("outside", "inside", "local"), f"[[upstream]] {upstream.name}: trust")
        one_of(upstream.protocol, tuple(one.name for one in all_vendors()), f"[[upstream]] {upstream.name}: protocol")
        one_of(upstream.key, ("settings", "client"), f"[[upstream]] {upstream.name}: key")
        if names.count(upstream.name) > 1:
            raise BadSettings(f"two upstreams are named {upstream.name!r}")
        if not upstream.url.startswith(("http://", "https://")):
            raise BadSettings(f"[[upstream]] {upstream.name}: url must start with http:// or https://")
    if settings.gateway.traces and not settings.gateway.traces.startswith(("http://", "https://")):
        raise BadSettings("[gateway] traces must start with http:// or https://")
    if settings.gateway.workers < 1:
        raise BadSettings("[gateway] workers must be 1 or more")
    _check_numbers(settings)
    _check_callers(settings)
    _ = settings.rules


def _check_sizes(settings: Settings) -> None:
    """Refuse whole numbers, in whatever setting, that nothing which counts, keeps or hashes them takes."""
    said: dict[str, Any] = msgspec.structs.asdict(settings)
    sections: list[tuple[str, Any]] = [(f"[{name}]", part) for name, part in said.items() if isinstance(part, msgspec.Struct)]
    sections += [(f"[[upstream]] {one.name}:", one) for one in settings.upstreams]
    sections += [(f"[[gateway.clients]] {one.name}:", one) for one in settings.gateway.clients]
    for where, section in sections:
        for name, value in msgspec.structs.asdict(section).items():
            if isinstance(value, int | float) and abs(value) >= 2**63 and abs(value) != inf:
                raise BadSettings(f"{where} {name} is a number over 64 bits", hint="a smaller number")


def _check_numbers(settings: Settings) -> None:
    """Refuse what would delete all at once, count a budget backwards or wait for nothing; nan is neither."""
    store, gateway = settings.store, settings.gateway
    above = [("[store] keep_days", store.keep_days)]
    above += [(f"[gateway] {name}", getattr(gateway, name)) for name in ("max_body", "max_reply", "body_timeout")]
    above += [(f"[[upstream]] {one.name}: timeout", one.timeout) for one in settings.upstreams]
    least = [
        ("[gateway] drain", gateway.drain),
        ("[store] audit_days", store.audit_days),
        ("[store] records_days", store.records_days),
    ]
    least += [
        (f"[[upstream]] {one.name}: {name}", getattr(one, name))
        for one in settings.upstreams
        for name in ("price_in", "price_out")
    ]
    for where, number in above:
        if not 0 < number < inf:
            raise BadSettings(f"{where} must be over 0")
    for where, number in least:
        if not 0 <= number < inf:
            raise BadSettings(f"{where} must be 0 or more")


def check_upstreams(settings: Settings, patterns: Iterable[str], where: str) -> None:
    """Refuse a caller's patterns of which one names no upstream.

    Raises:
        BadSettings: The first of them.
    """
    served = {"local", *(upstream.name for upstream in settings.upstreams)}  # the embedded model is always there
    for what, hint in unmatched(patterns, served, "upstream"):
        raise BadSettings(f"{where}: {what}", hint=hint)


def _check_callers(settings: Settings) -> None:
    names = [client.name for client in settings.gateway.clients]
    for client in settings.gateway.clients:
        where = f"[[gateway.clients]] {client.name}"
        if not CLIENT.fullmatch(client.name):
            raise BadSettings(f"a client's name is {client.name!r}", hint="1 to 64 letters, digits, spaces, . _ - and @")
        if names.count(client.name) > 1:
            raise BadSettings(f"two clients are named {client.name!r}")
        if wrong := set(client.rights) - set(RIGHTS):
            raise BadSettings(f"{where}: right {sorted(wrong)[0]!r} does not exist", hint="one of " + ", ".join(RIGHTS))
        if client.share not in ("", "team") or client.share and not client.team:
            raise BadSettings(f"{where}: share is team, with a team, or nothing")
        check_upstreams(settings, client.upstreams, where)
        if client.expires:
            _date(client.expires, where)
        digest_of(client)
        _check_limits(client, where)
    hashes = [client.key_sha256.lower() for client in settings.gateway.clients]
    if len(set(hashes)) < len(hashes):
        raise BadSettings("two clients have the same key", hint="give each its own: the audit could not tell them apart")
    _check_limits(settings.limits, "[limits]")
    _check_oidc(settings.oidc)


def digest_of(client: Client) -> bytes:
    """The hash of a client's key.

    Raises:
        BadSettings: It is none.
    """
    try:
        digest = bytes.fromhex(client.key_sha256)
    except ValueError:
        digest = b""
    if len(digest) != 32:
        what = f"[[gateway.clients]] {client.name}: key_sha256 is no SHA-256 in hex"
        raise BadSettings(what, hint='64 digits of hex: printf %s "$KEY" | sha256sum')
    return digest


def _check_oidc(oidc: OidcSettings) -> None:
    if oidc.issuer and not oidc.audience:
        raise BadSettings("[oidc] needs an audience", hint="the client id that the provider writes into its tokens")
    if not oidc.issuer and oidc != OidcSettings():
        raise BadSettings("[oidc] says how, but not whose tokens are taken", hint="set issuer, or take the others out")
    if shared := [name for name in oidc.algorithms if name.startswith("HS") or name.lower() == "none"]:
        raise BadSettings(f"[oidc] algorithms: {shared[0]} is not taken", hint="signatures with a public key: RS256")
    for url in filter(None, (oidc.issuer, oidc.jwks_url, oidc.page)):
        if not url.startswith("https://") and not re.match(r"http://(127\.0\.0\.1|localhost|\[::1\])(:|/|$)", url):
            raise BadSettings("[oidc] addresses must start with https://")
    if "openid" not in oidc.scope.split():
        raise BadSettings("[oidc] scope asks for no openid", hint='as in "openid profile"')
    for rights in oidc.rights.values():
        if wrong_rights := set(rights) - set(RIGHTS):
            raise BadSettings(f"[oidc] right {sorted(wrong_rights)[0]!r} does not exist", hint="one of " + ", ".join(RIGHTS))


def _check_limits(said: Client | LimitsSettings, where: str) -> None:
    if said.rate and not LIMIT.fullmatch(said.rate):
        raise BadSettings(f"{where}: rate {said.rate!r} cannot be read", hint='as in "60/minute"')
    for name in ("tokens", "cost"):
        if getattr(said, name) and not SPAN.fullmatch(getattr(said, name)):
            raise BadSettings(
                f"{where}: {name} = {getattr(said, name)!r} cannot be read", hint='as in "1000000/day" or "20/month"'
            )
    if said.concurrency < 0:
        raise BadSettings(f"{where}: concurrency is a number from 0")


def _date(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadSettings(f"{where}: expires {text!r} is no date", hint="as in 2027-01-31") from None


def _check_models(settings: Settings) -> None:
    chosen = settings.models
    if not chosen.names_path:
        if chosen != ModelsSettings():
            raise BadSettings("[models] says how to run a model, but not which", hint="set names_path, or take the others out")
        return
    if settings.screen.names == "off":
        raise BadSettings("[models] names_path needs the rules beside it", hint='[screen] names = "rules" or "model", not "off"')
    if not 0 < chosen.names_threshold < 1:
        raise BadSettings("[models] names_threshold must be over 0 and under 1")
    if not 1 <= chosen.names_threads <= 64:
        raise BadSettings("[models] names_threads must be 1 to 64")
