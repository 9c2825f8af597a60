"""Which upstreams serve a model, in the order in which they are asked: what routing and policy both look at."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from garim.policy.rules import ROUTES


class Endpoint(NamedTuple):
    """An upstream, as far as its choice goes."""

    name: str
    trust: str
    """outside | inside | local."""
    family: str
    """openai | anthropic: the protocols that it speaks."""
    models: tuple[str, ...] = ()
    """Glob patterns of the models it serves; empty: any."""
    aliases: tuple[tuple[str, str], ...] = ()
    """(name that callers use, the model's name here)."""

    def fit(self, model: str) -> int:
        """How well it serves a model: 3 by name, 2 by pattern, 1 as any other, 0 not; all alike where none is named."""
        if any(fnmatchcase(model, name) for name, _ in self.aliases) and model:
            return 3 if any(model == name for name, _ in self.aliases) else 2
        if not self.models or not model:
            return 1
        if model in self.models:
            return 3
        return 2 if any(fnmatchcase(model, pattern) for pattern in self.models) else 0

    def called(self, model: str) -> str:
        """The model's name here."""
        for name, here in self.aliases:
            if fnmatchcase(model, name):
                return here
        return model


def serving(places: Sequence[Endpoint], model: str, family: str, only: Sequence[str] = (), upstream: str = "") -> list[Endpoint]:
    """Those that serve a model, the best fit first; of equals, the first in the settings.

    Args:
        places: All of them.
        model: As the request asks for it.
        family: openai | anthropic.
        only: Glob patterns of the upstreams that the caller may use; empty: any.
        upstream: The one that policy names, which serves whatever it is asked for; "" for any.
    """
    if upstream:
        return [place for place in places if place.name == upstream and place.family == family]
    fits = [(place.fit(model), place) for place in places if place.family == family]
    allowed = [(fit, place) for fit, place in fits if fit and (not only or any(fnmatchcase(place.name, one) for one in only))]
    return [place for _, place in sorted(allowed, key=lambda pair: -pair[0])]


def trusted(places: Sequence[Endpoint], route: str) -> list[Endpoint]:
    """Those of them that get what may go to `route` at most: outside | inside | local | nowhere."""
    return [place for place in places if ROUTES.index(place.trust) >= ROUTES.index(route)]
