"""garim keys: keys of callers, which the store keeps as hashes. [gateway] keys = true asks for them."""

from __future__ import annotations

import re
import secrets
import time
from hashlib import sha256
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from garim.cli._common import Config, settings, tell
from garim.cli._korean import padded, told
from garim.errors import BadInput

if TYPE_CHECKING:
    from garim.gateway.auth import Issued
    from garim.store import Store

app = typer.Typer(help="Issue, list, rotate and revoke keys of callers.", no_args_is_help=True)
DAY = 86400.0
Name = Annotated[str, typer.Argument(help="The key's id, as `garim keys list` shows it.")]
Many = Annotated[list[str] | None, typer.Option(help="Glob pattern; may be repeated.")]


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Whose key it is; stands in the audit.")],
    config: Config = None,
    team: Annotated[str, typer.Option(help="Her team, for policy and budgets.")] = "",
    share: Annotated[bool, typer.Option("--share", help="Scopes belong to the team and are shared in it.")] = False,
    model: Many = None,
    upstream: Many = None,
    purpose: Annotated[str, typer.Option(help="What it asks for, where a request does not say.")] = "",
    right: Annotated[list[str] | None, typer.Option(help="admin | audit | review | restore | metrics; may be repeated.")] = None,
    days: Annotated[float, typer.Option(help="Days until it expires; 0 for never.")] = 365.0,
    tokens: Annotated[str, typer.Option(help='Budget, "1000000/day".')] = "",
    cost: Annotated[str, typer.Option(help='Budget, "20/month".')] = "",
    rate: Annotated[str, typer.Option(help='"60/minute".')] = "",
    concurrency: Annotated[int, typer.Option(help="Requests at a time; 0 for any number.")] = 0,
) -> None:
    """Issue a key and show it, once: the store keeps its hash only."""
    from garim.config.checks import CLIENT, RIGHTS, SPAN, check_upstreams
    from garim.gateway.auth import Issued
    from garim.policy.check import LIMIT

    wrong = [one for one in right or [] if one not in RIGHTS]
    for bad, what in (
        (not CLIENT.fullmatch(name), f"{name!r} is no name"),
        (bool(wrong), f"right {wrong[0] if wrong else ''!r} does not exist: {', '.join(RIGHTS)}"),
        (share and not team, "--share needs a --team"),
        (bool(rate) and not LIMIT.fullmatch(rate), f"rate {rate!r} cannot be read"),
        (any(one and not SPAN.fullmatch(one) for one in (tokens, cost)), "a budget is number/day or number/month"),
        (days < 0 or concurrency < 0, "days and concurrency are numbers from 0"),
    ):
        if bad:
            raise BadInput(what)
    check_upstreams(settings(config), upstream or (), "--upstream")
    now = time.time()
    issued = Issued(
        name=name,
        team=team,
        share="team" if share else "",
        models=tuple(model or ()),
        upstreams=tuple(upstream or ()),
        purpose=purpose,
        rights=tuple(right or ()),
        rate=rate,
        concurrency=concurrency,
        tokens=tokens,
        cost=cost,
        made=now,
        expires=now + days * DAY if days else 0.0,
    )
    store = _store(config)
    _issue(store, issued)
    store.close()


@app.command(name="list")
def list_(config: Config = None) -> None:
    """Every key that was issued, and what it may."""
    store = _store(config)
    for key, issued in _all(store):
        now = time.time()
        state = "revoked" if 0 < issued.revoked <= now else "expired" if 0 < issued.expires <= now else "good"
        end = issued.revoked or issued.expires
        until = time.strftime("%Y-%m-%d", time.gmtime(end)) if end else "ever"
        may = ", ".join(filter(None, (issued.team and f"team {issued.team}", *issued.models, *issued.upstreams, *issued.rights)))
        tell(f"{key}  {padded(state, 8)} {told(f'until {until:10}')}  {issued.name}" + (f"  ({may})" if may else ""))
    store.close()


@app.command()
def revoke(key: Name, config: Config = None) -> None:
    """End a key now: every server refuses it within a second or two."""
    store = _store(config)
    digest, issued = _one(store, key)
    issued.revoked = time.time()
    _keep(store, key, digest, issued, "revoked")
    tell(f"{key} of {issued.name} is revoked")
    store.close()


@app.command()
def rotate(
    key: Name,
    overlap: Annotated[float, typer.Option(help="Days for which the old one is still taken.")] = 7.0,
    config: Config = None,
) -> None:
    """Issue a new key with the same rights; the old one ends after the overlap."""
    if not 0 <= overlap < inf:
        raise BadInput("overlap is a number from 0")
    store = _store(config)
    digest, issued = _one(store, key)
    now = time.time()
    if 0 < (issued.revoked or issued.expires) <= now:
        # What was taken away from somebody does not come back by way of its successor.
        raise BadInput(f"{key} has ended", hint="issue a new one: `garim keys new`")
    life = issued.expires - issued.made if issued.expires else 0.0
    _issue(store, msgspec.structs.replace(issued, made=now, expires=now + life if life else 0.0, revoked=0.0))
    end = now + overlap * DAY
    issued.expires = min(issued.expires or end, end)
    _keep(store, key, digest, issued, "rotated")
    tell(f"{key} ends on {time.strftime('%Y-%m-%d %H:%M', time.gmtime(issued.expires))} UTC")
    store.close()


def _issue(store: Store, issued: Issued) -> None:
    number, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    key = f"gk_{number}_{secret}"
    _keep(store, number, sha256(key.encode()).digest(), issued, "issued")
    tell(f"{number}  {issued.name}\n{key}\n  shown this once; the store keeps its hash")


def _keep(store: Store, number: str, digest: bytes, issued: Issued, what: str) -> None:
    from garim.values import Event

    store.set_client(number, digest, msgspec.json.encode(issued).decode()).result()
    details: dict[str, str | int] = {"key": number, "client": issued.name, "team": issued.team, "what": what}
    store.append(Event(event="client_key", by="operator", details={**details, "rights": " ".join(issued.rights)})).result()


def _all(store: Store) -> list[tuple[str, Issued]]:
    from garim.gateway.auth import Issued

    return [(key, msgspec.json.decode(document, type=Issued)) for key, _, document in store.clients().result()]


def _one(store: Store, key: str) -> tuple[bytes, Issued]:
    from garim.gateway.auth import Issued

    for number, digest, document in store.clients().result():
        if number == key and re.fullmatch("[0-9a-f]{8}", key):
            return digest, msgspec.json.decode(document, type=Issued)
    raise BadInput(f"there is no key {key}", hint="`garim keys list` shows them")


def _store(config: Path | None) -> Store:
    from garim.config import open_key, open_settings

    chosen = settings(config)
    return open_settings(chosen, open_key(chosen))
