"""Which models each upstream has: those that its settings name, and where they only give patterns, those that it lists."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

import orjson

from garim.errors import GarimError, UpstreamFailed
from garim.gateway.reply import with_status
from garim.gateway.upstreams import EMBEDDED, Target, Upstreams
from garim.models import local

SECONDS = 4.0
"""In which an upstream must list its models."""
FRESH = 300.0
"""Seconds for which a list is good; a tenth of it where there was none."""
MOST_BYTES = 4 * 1024 * 1024
MOST = 500
"""Models of one upstream that are offered."""
WILD = set("*?[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model that can be asked."""

    id: str
    upstream: str
    trust: str
    """outside | inside | local."""
    embedded: bool = False
    """The demonstration model of this process."""


@dataclass(slots=True)
class Catalogue:
    """The models of all upstreams, asked for now and then."""

    upstreams: Upstreams
    _known: dict[str, tuple[float, list[str]]] = field(default_factory=dict)

    async def models(self) -> list[Model]:
        """All that can be asked, in the settings' order; the embedded one last. One that does not answer lists nothing."""
        out: list[Model] = []
        for target in self.upstreams.targets:
            names = [name for name in target.models if not set(name) & WILD]
            if not target.models or any(set(name) & WILD for name in target.models):
                listed = await self._listed(target)
                names += [name for name in listed if not target.models or any(fnmatchcase(name, p) for p in target.models)]
            out += [Model(id=name, upstream=target.name, trust=target.trust) for name in dict.fromkeys(names)]
        seen: dict[str, Model] = {}
        for model in out:
            seen.setdefault(model.id, model)
        seen.setdefault(local.NAME, Model(id=local.NAME, upstream=EMBEDDED, trust="local", embedded=True))
        return list(seen.values())

    async def _listed(self, target: Target) -> list[str]:
        now = time.monotonic()
        until, names = self._known.get(target.name, (0.0, []))
        if now < until or target.passes_key:
            return names
        try:
            names = await list_models(self.upstreams, target)
            self._known[target.name] = (now + FRESH, names)
        except GarimError:
            self._known[target.name] = (now + FRESH / 10, [])
            names = []
        return names


async def list_models(upstreams: Upstreams, target: Target) -> list[str]:
    """The models that a place lists, which also shows that its key is good.

    Raises:
        UpstreamFailed: It cannot be reached, refuses the key (its status says so), or lists nothing that can be read.
    """
    how = target.vendor.models
    if how is None:
        raise UpstreamFailed(f"{target.vendor.name} has no list of models to ask for", hint="name them: [[upstream]] models")
    quick = replace(target, passes_key=False, timeout=SECONDS)
    response = await upstreams.call(quick, "GET", how.path, b"", quick.headers)
    try:
        if response.status != 200:
            raise with_status(502, UpstreamFailed(f"it answered {response.status}", hint=HINTS.get(response.status, "")))
        data = b""
        while piece := await response.piece():
            data += piece
            if len(data) > MOST_BYTES:
                raise UpstreamFailed("its list of models is too long")
    finally:
        response.close()
    try:
        names = how.read(orjson.loads(data))
    except orjson.JSONDecodeError:
        names = []
    if not names:
        raise UpstreamFailed("it lists no models in its vendor's form", hint="is the address right?")
    return names[:MOST]


HINTS = {401: "is the key right?", 403: "may this key use the API?", 404: "is the address right? it ends before /v1"}
