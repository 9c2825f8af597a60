"""GET /garim/me: who asks, what she may do here, which models there are and how far each takes her text."""

from __future__ import annotations

import shutil
from dataclasses import asdict

from garim.gateway.catalogue import Catalogue
from garim.gateway.desk import Call, dump
from garim.gateway.upstreams import Upstreams
from garim.models import espeak

RIGHTS = ("admin", "audit", "review")
_catalogues: dict[int, Catalogue] = {}


def catalogue(upstreams: Upstreams) -> Catalogue:
    """The catalogue of a process's upstreams."""
    return _catalogues.setdefault(id(upstreams), Catalogue(upstreams))


def forget_catalogue(upstreams: Upstreams) -> None:
    """Ask all upstreams for their models anew."""
    _catalogues.pop(id(upstreams), None)


async def me(call: Call) -> bytes:
    """Who asks and what there is."""
    settings = call.parts.settings
    caller = call.parts.clients.know(call.headers)
    models = await catalogue(call.parts.upstreams).models()
    return dump(
        {
            "name": call.owner,
            "rights": {right: right in call.rights for right in RIGHTS},
            "models": [asdict(model) for model in models if caller.may_use(model.id)],
            "images": "images" in call.parts.screening().allow,
            "speech": settings.speech.engine != "off" and shutil.which(espeak.PROGRAM) is not None,
        }
    )


ROUTES = {("GET", "/garim/me"): me}
