"""Google's Gemini API. Source: https://ai.google.dev/api"""

from __future__ import annotations

from collections.abc import Sequence

import orjson

import garim.late as re
from garim.errors import GarimError
from garim.wire.vendors import COUNT, Models, Vendor, words

STATES = {
    400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 413: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED", 503: "UNAVAILABLE", 504: "DEADLINE_EXCEEDED",
}  # fmt: skip
MODEL = r"/v1(?:beta|alpha)?/models/(?P<model>[A-Za-z0-9._-]{1,64}):"


def error(failure: GarimError) -> bytes:
    """An error as Google's clients read it; ours stands in its details."""
    state = STATES.get(failure.status, "INVALID_ARGUMENT" if failure.status < 500 else "INTERNAL")
    info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": failure.code, "domain": "garim"}
    details = [{**info, "metadata": {"hint": failure.hint}}]
    return orjson.dumps({"error": {**failure.shape(), "code": failure.status, "status": state, "details": details}})


def _names(document: object) -> list[str]:
    models = document.get("models") if isinstance(document, dict) else None
    found = [one.get("name") for one in models if isinstance(one, dict)] if isinstance(models, list) else []
    return [name.removeprefix("models/") for name in found if isinstance(name, str)]


def _listed(known: Sequence[tuple[str, str]]) -> bytes:
    methods = ["generateContent", "streamGenerateContent", "countTokens"]
    models = [{"name": f"models/{name}", "displayName": name, "supportedGenerationMethods": methods} for name, _ in known]
    return orjson.dumps({"models": models})


VENDOR = Vendor(
    name="gemini",
    speaks={"gemini": {"POST": re.compile(f"{MODEL}(?:generateContent|streamGenerateContent|countTokens)")}},
    base="/v1beta",
    headers={"x-goog-api-client": re.compile(r"[a-z-]{2,20}/[0-9.]{1,12}(?: [a-z-]{2,20}/v?[0-9.]{1,12}){0,6}")},
    query={"alt": words("sse", "json"), "pageSize": COUNT},
    key=("x-goog-api-key", ""),
    keys=("x-goog-api-key",),
    error=error,
    models=Models(path="/v1beta/models", read=_names, write=_listed),
)
