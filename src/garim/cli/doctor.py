"""garim doctor: what is set up, what is active and what it costs, and what to do about what is not."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import resource
import socket
import ssl
import time
from collections.abc import Callable
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import msgspec
import typer

from garim.cli._common import Config, in_force, settings, tell
from garim.cli._korean import padded, told
from garim.errors import GarimError, UpstreamFailed, UpstreamSlow

if TYPE_CHECKING:
    from garim.config import Settings, Upstream
    from garim.models.measure import Cost


ANSWERS = 8.0
"""Seconds in which an upstream must have answered."""
SOON = 14
"""Days before its end from which on a certificate is a fault."""


def command(
    config: Config = None,
    kinds: Annotated[bool, typer.Option("--kinds", help="List every kind that is found.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no upstream and no identity provider.")] = False,
) -> None:
    """Check key, store, finders, lexicons, models and upstreams; exit 1 if something does not work."""
    chosen = settings(config)
    if kinds:
        from garim.config.policies import known_kinds
        from garim.detect.patterns.kinds import all_kinds

        for kind in all_kinds():
            tell(f"{kind.name:32} {kind.family:10} {kind.source}")
        for name in sorted(known_kinds().difference(kind.name for kind in all_kinds())):
            tell(f"{name:32} {'':10} {told('of listed words, names and columns')}")
        return
    failed = 0
    checks: list[tuple[str, Callable[[], str]]] = [
        ("settings", lambda: "; ".join(map(told, in_force(config, chosen)))),
        ("public words", _public),
        ("names", lambda: _names(chosen)),
        ("names model", lambda: _models(chosen)),
        ("finders", lambda: _finders(chosen)),
        ("policy", lambda: _policy(chosen)),
        ("store", lambda: _store(chosen)),
        ("restart", lambda: _restart(chosen)),
        ("sign-in", lambda: _sign_in(chosen, offline)),
        ("local model", _local_model),
        ("read aloud", lambda: _speech(chosen)),
        ("upstreams", lambda: _upstreams(chosen)),
        *([] if offline else [(one.name, partial(_answers, chosen, one)) for one in chosen.upstreams]),
        ("learn", _drivers),
    ]
    for name, check in checks:
        begun = time.perf_counter()
        try:
            said, mark = told(check()), "ok  "
        except GarimError as error:
            said, mark = told(error.message) + (f"; {told(error.hint)}" if error.hint else ""), "FAIL"
            failed += 1
        tell(f"{mark}  {padded(name, 12)} {said}  ({time.perf_counter() - begun:.2f} s)")
    tell(f"memory        {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB resident at most")
    if failed:
        raise typer.Exit(1)


def _public() -> str:
    """The table of what is publicly known: whole, byte for byte."""
    from garim.detect.public import Table

    return Table.open().verify()


def _names(chosen: Settings) -> str:
    """The finder of names that is our own: what is active, and what it costs."""
    from garim.config.loading import load_names
    from garim.models.measure import measured

    choice = chosen.screen.names
    if choice == "off":
        return 'off: people, places and organisations in running text stay unless a lexicon knows them ([screen] names = "rules")'
    _, cost = measured(lambda: load_names(choice), lambda names: (names,) if names else ())
    files = sorted((path for path in (resources.files("garim.detect") / "data").iterdir() if path.name.endswith(".npz")), key=str)
    sizes = [f"{path.name} {len(path.read_bytes()) / 2**20:.1f} MB" for path in files] if choice == "model" else []
    return f"{choice} is active, {'; '.join([*sizes, told(_cost(cost))])}, one thread"


def _models(chosen: Settings) -> str:
    """The plugged-in model: the same, or that there is none."""
    from garim.config.models import load_models
    from garim.models.measure import measured

    if not chosen.models.names_path:
        return "none plugged in ([models] names_path)"
    (model,), cost = measured(lambda: load_models(chosen), lambda models: models)
    # Big ones keep their weights in further files beside it: model.onnx_data.
    file = sum(path.stat().st_size for path in model.path.parent.iterdir() if path.name.startswith(model.path.name)) / 2**20
    how = f"{chosen.models.names_runtime} on {chosen.models.names_device}, {chosen.models.names_threads} threads"
    return f"{model.path} is active beside the rules ({how}), {file:.1f} MB; {told(_cost(cost))}"


def _cost(cost: Cost) -> str:
    memory = f", +{cost.memory_mb:.0f} MB in memory" if cost.memory_mb else ""
    return f"loads in {cost.load_ms:.0f} ms, reads {cost.kb_s:.0f} KB/s{memory}"


def _finders(chosen: Settings) -> str:
    from garim.config import Loader
    from garim.detect.patterns.kinds import all_kinds

    loader = Loader(chosen)
    for problem in loader.problems[:20]:
        tell(f"      {problem}")
    left = sum(not problem.kept for problem in loader.problems)
    lexicon = told(f"{len(loader.paths)} lexicon files, {left} lines left out" if loader.paths else "no lexicon")
    return f"{len(all_kinds())} kinds, {lexicon}, names: {chosen.screen.names}, key in place"


def _store(chosen: Settings) -> str:
    from garim.config import Stored, open_key

    scopes = Stored(chosen, open_key(chosen))
    scopes.store.page(0).result()
    scopes.store.close()
    return chosen.store.url.split("@")[-1] or "garim.db in the user's data folder"


def _restart(chosen: Settings) -> str:
    """What was changed in the settings since a server started with them and holds after a restart only."""
    from garim.config import Stored, open_key
    from garim.config.restart import digests

    store = Stored(chosen, open_key(chosen)).store
    said = store.do(partial(store.book.remembered, "settings")).result()
    store.close()
    then, now = json.loads(said or "{}"), digests(chosen)
    changed = ", ".join(name for name in now if then.get(name, now[name]) != now[name])
    return f"changed since a server started, and waits for its restart: {changed}" if changed else "nothing waits for one"


def _sign_in(chosen: Settings, offline: bool) -> str:
    """Who may call, and whether the identity provider gives the keys that its tokens are checked with."""
    from garim.gateway.auth import Clients

    clients = Clients(chosen)
    if chosen.oidc.issuer and not offline:
        asyncio.run(clients.ready({b"authorization": b"Bearer eyJ.."}))
        return f"identity provider {chosen.oidc.issuer}, its keys are at hand"
    if chosen.gateway.keys:
        return "keys that are issued: `garim keys list`"
    number = len(chosen.gateway.clients)
    return f"{number} clients in the settings" if number else "nobody: whoever is on this machine"


def _local_model() -> str:
    from garim.models.local import NAME, NOTE, weights

    return f"{NAME}, {weights().stat().st_size // 2**20} MB: {NOTE}"


def _speech(chosen: Settings) -> str:
    found = [p for p in os.environ.get("PATH", "").split(os.pathsep) if (Path(p) / "espeak-ng").exists()]
    if chosen.speech.engine == "off":
        return "off"
    return "espeak-ng" if found else "espeak-ng is not installed (apt install espeak-ng); the page does not read aloud"


def _policy(chosen: Settings) -> str:
    from garim.config.policies import load_policy

    policy = load_policy(chosen)
    return f"{len(policy.rules)} rules, {policy.digest[:16]}" if policy.rules else "no rules: all is hidden and may go outside"


def _upstreams(chosen: Settings) -> str:
    from garim.gateway.upstreams import key_of

    if not chosen.upstreams:
        return "none: the embedded model answers, and nothing goes outside"
    said = []
    for upstream in chosen.upstreams:
        key = key_of(upstream, chosen.base)  # says which variable or file holds none
        how = "the caller's own key" if upstream.key == "client" else "its key is at hand" if key else "without a key"
        said.append(f"{upstream.name} ({upstream.trust}, {told(how)})")
    return ", ".join(said)


def _answers(chosen: Settings, upstream: Upstream) -> str:
    """Whether an upstream lists its models for its key, and how long its certificate holds."""
    from garim.gateway.catalogue import list_models
    from garim.gateway.upstreams import Upstreams, proxy_of

    async def ask() -> str:
        upstreams = Upstreams(msgspec.structs.replace(chosen, upstreams=[upstream]))
        (target,) = upstreams.targets
        try:
            if upstream.key == "client":
                return "not asked: its key is the caller's own"
            if target.vendor.models is None:
                return "not asked: its protocol lists no models"
            async with asyncio.timeout(ANSWERS):
                return f"answers, {len(await list_models(upstreams, target))} models"
        except TimeoutError:
            raise UpstreamSlow(
                f"no answer within {ANSWERS:g} s", hint="is the address right, and may this machine go there?"
            ) from None
        finally:
            await upstreams.close()

    parts, said = urlsplit(upstream.url), told(asyncio.run(ask()))
    if parts.scheme != "https" or proxy_of(upstream.url):
        return said
    days = _days_left(parts.hostname or "", parts.port or 443)
    if days < SOON:
        raise UpstreamFailed(f"its certificate ends in {days} days", hint="tell whoever keeps it")
    return f"{said}, {told(f'its certificate ends in {days} days')}"


def _days_left(host: str, port: int) -> int:
    """Days for which a host's certificate still holds, which must be one that this machine trusts."""
    try:
        with (
            socket.create_connection((host, port), timeout=ANSWERS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as tls,
        ):
            ends = (tls.getpeercert() or {})["notAfter"]
    except OSError as error:  # of TLS too
        told_why = f"its certificate cannot be looked at: {type(error).__name__}"
        raise UpstreamFailed(told_why, hint="is the address right?") from None
    return int((ssl.cert_time_to_seconds(str(ends)) - time.time()) // 86400)


def _drivers() -> str:
    names = {"psycopg": "PostgreSQL", "oracledb": "Oracle", "pymysql": "MySQL", "pyodbc": "SQL Server"}
    found = [name for module, name in names.items() if importlib.util.find_spec(module)]
    return f"live databases: {', '.join(found)}" if found else "live databases: none (pip install 'garim[learn]')"
