"""Who answers, and the calls to them: each exchange is sent once, to a place that policy trusts with it.

Where that cannot be reached, nothing having been sent, another is asked that is trusted as much or more; never a lesser one.
"""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import getproxies, proxy_bypass

from garim.config import Settings, Upstream
from garim.config.settings import endpoint
from garim.errors import BadSettings, GarimError, NotAllowed, Refused, UnknownModel
from garim.gateway.auth import KEY_HEADER, Headers
from garim.gateway.client import Pool, Response, place_of
from garim.models import local
from garim.policy.places import Endpoint, serving, trusted
from garim.store.files import read_file, why
from garim.wire.vendors import Vendor, vendor

EMBEDDED = "local"
"""Name of the embedded model as an upstream."""
DOWN = 10.0
"""Seconds for which an upstream that could not be reached is asked last."""
HEALTH_EVERY = 15.0
HEALTH_WAIT = 5.0
PATH = re.compile(r"[!-~]+")
SAFE = "/?&=%:,.~_-+@!$'()*;[]"


@dataclass(slots=True, kw_only=True)
class Target:
    """A place that answers, ready to be called."""

    at: Endpoint
    vendor: Vendor
    passes_key: bool
    headers: dict[str, str] = field(repr=False)
    timeout: float
    """Seconds of silence."""
    pool: Pool = field(repr=False)
    key: str = field(default="", repr=False)
    """Garim's own key there; "" for none."""
    prefix: str = ""
    """What stands before /v1 in its paths."""
    health: str = ""
    """Path that is asked whether it answers; "" for none."""
    down: float = float("-inf")
    """Until when, by the process' clock, others are asked first: it could not be reached."""

    @property
    def name(self) -> str:
        """As the settings call it."""
        return self.at.name

    @property
    def protocol(self) -> str:
        """The vendor as which it is asked."""
        return self.at.family

    @property
    def trust(self) -> str:
        """outside | inside | local."""
        return self.at.trust

    @property
    def models(self) -> tuple[str, ...]:
        """Patterns of the models it serves."""
        return self.at.models

    def fit(self, model: str) -> int:
        """See `Endpoint.fit`."""
        return self.at.fit(model)


class Upstreams:
    """The configured upstreams, and the embedded model behind them."""

    def __init__(self, settings: Settings, environment: Mapping[str, str] = os.environ) -> None:
        """
        Raises:
            BadSettings: A key's variable is not set, or holds what no header may hold.
        """
        self.targets = [make_target(upstream, key_of(upstream, settings.base, environment)) for upstream in settings.upstreams]
        self._model = local.LocalModel()
        self._embedded: Target | None = None

    async def close(self) -> None:
        """Let go of all connections, and of the embedded model where it runs."""
        for target in (*self.targets, *filter(None, (self._embedded,))):
            await target.pool.close()
        await asyncio.to_thread(self._model.stop)

    async def choose(
        self,
        model: str,
        route: str,
        family: str,
        *,
        upstream: str = "",
        only: Sequence[str] = (),
        protocol: str = "",
        body: bytes = b"",
    ) -> list[Target]:
        """Who answers: the best fit of those that policy trusts; behind it those that may stand in for it.

        Args:
            model: As the request asks for it.
            route: The least trusted place where the request may go.
            family: The vendor as which it is asked.
            upstream: The one that policy names; "" for any.
            only: Glob patterns of the upstreams that the caller may use; empty: any.
            protocol: That is spoken, and
            body: what would leave: the embedded model does not answer everything.

        Returns: One or more; none of them is less trusted than the first.

        Raises:
            UnknownModel: Nobody serves it.
            BadInput: The embedded model would, and cannot read this or has nothing to answer.
            Refused: Those who serve it are not trusted with this request. Nothing left.
        """
        everyone = [target.at for target in self.targets]
        serve = serving(everyone, model, family, only, upstream)
        allowed = trusted(serve, route)
        best = allowed[0] if allowed else None
        # By its own name the embedded model is asked before an outside upstream that takes any name.
        named = best is not None and best.fit(model) == 3
        meant = model in (local.NAME, EMBEDDED) and not named and (best is None or best.trust != "local")
        if upstream == EMBEDDED or not self.targets or meant and not upstream:
            local.check(protocol, body)
            return [await self._local()]
        if best is not None:
            return self._awake(trusted(allowed, best.trust))
        if serve:
            raise Refused(
                f"policy: this may go {route} at most, and no upstream of that trust serves the model",
                hint=f'configure an [[upstream]] with trust = "{route}" for it',
            )
        if upstream:
            hint = "ask by the other protocol, or configure one for this"
            raise Refused(f"policy: this goes to {upstream}, which does not speak this protocol", hint=hint)
        others = sorted({one.family for one in everyone if one.fit(model) and one.family != family})
        hint = f'one does by the protocol "{others[0]}": ask by that, or set protocol = "{family}" for it' if others else ""
        raise UnknownModel("no upstream serves the model that was asked for", hint=hint or "GET /v1/models lists them")

    def _awake(self, places: Sequence[Endpoint]) -> list[Target]:
        """The targets of places; those that could not be reached of late come last, however trusted: none is below the first."""
        now = time.monotonic()
        found = [target for place in places for target in self.targets if target.at is place]
        return sorted(found, key=lambda target: target.down > now)

    def failed(self, target: Target) -> None:
        """Ask others first for a while."""
        target.down = time.monotonic() + DOWN

    async def watch(self) -> None:
        """Ask those that have a health path, again and again, whether they answer."""
        while True:
            for target in self.targets:
                if target.health:
                    await self._ask(target)
            await asyncio.sleep(HEALTH_EVERY)

    async def _ask(self, target: Target) -> None:
        try:
            answer = await target.pool.call("GET", _quoted(target.prefix + target.health), target.headers, b"", HEALTH_WAIT)
            well = answer.status < 500
            answer.close()
        except GarimError:
            well = False
        target.down = float("-inf") if well else time.monotonic() + HEALTH_EVERY * 2

    async def _local(self) -> Target:
        if self._embedded is None:
            address = await asyncio.to_thread(self._model.start)
            self._embedded = Target(
                at=Endpoint(EMBEDDED, "local", "openai", (local.NAME,)),
                vendor=vendor("openai"),
                passes_key=False,
                headers=_headers(self._model.key, vendor("openai")),
                timeout=600.0,
                pool=Pool(place_of(EMBEDDED, address, None)),
                prefix=urlsplit(address).path.rstrip("/"),
            )
        return self._embedded

    def family(self, model: str) -> str:
        """The vendor as which the best fit for a model is asked."""
        fits = [(target.fit(model), target.vendor.name) for target in self.targets]
        fit, protocol = max(fits, key=lambda pair: pair[0], default=(0, "openai"))
        return protocol if fit else "openai"

    def models(self) -> list[tuple[str, str]]:
        """(model, upstream) of all that are known by name."""
        aliases = [(name, target.name) for target in self.targets for name, _ in target.at.aliases]
        models = [(name, target.name) for target in self.targets for name in target.models]
        named = [(name, where) for name, where in (*models, *aliases) if not set(name) & set("*?[")]
        return [*dict.fromkeys(named), (local.NAME, EMBEDDED)]

    async def call(self, target: Target, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Response:
        """Send one request, once, and give the reply when its head is there. Whoever gets it closes it: that ends the
        call, whatever has arrived of it.

        Args:
            target: Where to.
            method: GET | POST | DELETE.
            path: With its query, as its vendor has it.
            body: The exact bytes.
            headers: Of `headers_for`.

        Raises:
            UpstreamFailed: It cannot be reached or speaks no HTTP.
            UpstreamSlow: It went silent.
        """
        return await target.pool.call(method, _quoted(target.prefix + path), headers, body, target.timeout)


def headers_for(target: Target, headers: Headers, *, known: bool = False) -> Mapping[str, str]:
    """What goes upstream as headers: the target's own, few of the caller's, its key only where the setting says so.

    Args:
        target: Where to.
        headers: The caller's.
        known: Whether the caller showed a key for Garim: what it put elsewhere than into `x-garim-key` is that key then.

    Raises:
        BadInput: A header that goes on holds what it may not.
        NotAllowed: The caller's own key should go, and there is none beside the one for Garim.
    """
    passed = target.vendor.passed(headers, own=target.passes_key)
    if not passed and not target.passes_key:
        return target.headers
    out = {**target.headers, **passed}
    if target.passes_key:
        keys = [name.encode() for name in target.vendor.keys]
        own = next((name for name in keys if name in headers), keys[0])
        value = headers.get(own, b"") if KEY_HEADER in headers or not known else b""
        if not value or not value.isascii() or not value.decode("ascii").isprintable():
            raise NotAllowed(
                f"upstream {target.name} takes the caller's own key, and the request has none",
                hint=f"send it as {own.decode()}, and the key for Garim, if any, as {KEY_HEADER.decode()}",
            )
        out[own.decode()] = value.decode("ascii")
    return out


def _quoted(path: str) -> str:
    # Whatever a path holds, it is one word of printable ASCII in the request line.
    return path if PATH.fullmatch(path) else quote(path, safe=SAFE)


def key_of(upstream: Upstream, base: str, environment: Mapping[str, str] = os.environ) -> str:
    """An upstream's API key: of its variable, or of its file; "" where it names neither or passes the caller's own on.

    Raises:
        BadSettings: The variable is not set, the file cannot be read, or they hold what no header may hold.
    """
    if upstream.key != "settings" or not (upstream.key_env or upstream.key_file):
        return ""
    if upstream.key_env:
        key, where = environment.get(upstream.key_env, ""), f"the variable {upstream.key_env}"
        hint = f"export {upstream.key_env}=…"
    else:
        where, hint = f"the file {upstream.key_file}", "one line: the key"
        try:
            key = read_file(Path(base or ".") / upstream.key_file).decode("ascii")
        except (OSError, UnicodeDecodeError) as error:
            key, hint = "", f"{why(error) if isinstance(error, OSError) else 'it is no text'}; one line: the key"
    key = key.strip()
    if not key or not key.isascii() or not key.isprintable():
        raise BadSettings(f"[[upstream]] {upstream.name}: {where} holds no key", hint=hint)
    return key


def make_target(upstream: Upstream, key: str) -> Target:
    """An upstream, ready to be called with a key; "" sends none."""
    asked_as = vendor(upstream.protocol)
    base = upstream.url.rstrip("/").removesuffix(asked_as.base)
    return Target(
        at=endpoint(upstream),
        pool=Pool(place_of(upstream.name, base, proxy_of(base))),
        prefix=urlsplit(base).path.rstrip("/"),
        vendor=asked_as,
        health=upstream.health,
        passes_key=upstream.key == "client",
        key=key,
        headers=_headers(key, asked_as),
        timeout=upstream.timeout,
    )


def proxy_of(base: str) -> str | None:
    """The proxy that the environment names for an address."""
    parts = urlsplit(base)
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)


def _headers(key: str, asked_as: Vendor) -> dict[str, str]:
    out = {"Content-Type": "application/json", "Accept-Encoding": "identity", "User-Agent": "garim", **asked_as.fixed}
    if key:
        name, before = asked_as.key
        out[name] = before + key
    return out
