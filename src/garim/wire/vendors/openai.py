"""OpenAI, and everyone who is asked as OpenAI is. Source: https://platform.openai.com/docs/api-reference"""

from __future__ import annotations

from collections.abc import Sequence

import orjson

import garim.late as re
from garim.wire.openai import INCLUDED, error
from garim.wire.vendors import COUNT, DATED_NAMES, FLAG, TAIL, Models, Vendor, id_form, words

RESPONSE = f"/v1/responses/resp_{TAIL}"
IDS = tuple(
    "call_ resp_ msg_ rs_ fc_ ctc_ fco_ ctco_ ws_ fs_ ig_ ci_ cu_ cmp_ lsh_ lsho_ sh_ sho_ apc_ apco_ mcp_ mcpl_ mcpr_ "
    "mcpa_ ct_ conv_ "
    "chatcmpl- chatcmpl-tool- chatcmpl_ cmpl- cntr_ file- file_ asst_ thread_ run_ step_ vs_ pmpt_ req_ batch_ item_ "
    "part_ audio_ "
    "gen- tool_ tooluse_ call_function_ functions. fp_ rsn_ cfile_".split()
)


def _names(document: object) -> list[str]:
    data = document.get("data") if isinstance(document, dict) else None
    found = [one.get("id") for one in data if isinstance(one, dict)] if isinstance(data, list) else []
    return [name for name in found if isinstance(name, str)]


def _listed(known: Sequence[tuple[str, str]]) -> bytes:
    data = [{"id": name, "object": "model", "created": 0, "owned_by": owner} for name, owner in known]
    return orjson.dumps({"object": "list", "data": data})


VERSION = "(?:assistants|realtime|responses)=(?:v[0-9]{1,2}|experimental)"
ID = id_form(IDS)
VENDOR = Vendor(
    name="openai",
    speaks={
        "chat": {"POST": re.compile(r"/v1/chat/completions")},
        "completions": {"POST": re.compile(r"/v1/completions")},
        "embeddings": {"POST": re.compile(r"/v1/embeddings")},
        "responses": {
            "POST": re.compile(rf"/v1/responses|{RESPONSE}/cancel"),
            "GET": re.compile(rf"{RESPONSE}(?:/input_items)?"),
            "DELETE": re.compile(RESPONSE),
        },
    },
    ids=IDS,
    headers={"openai-beta": re.compile(rf"(?:{DATED_NAMES.pattern}|{VERSION})(?:, ?(?:{DATED_NAMES.pattern}|{VERSION})){{0,7}}")},
    own_headers={
        "openai-organization": re.compile(f"org-{TAIL}"),
        "openai-project": re.compile(f"proj_{TAIL}"),
    },
    query={
        "after": ID,
        "before": ID,
        "limit": COUNT,
        "starting_after": COUNT,
        "order": words("asc", "desc"),
        "stream": FLAG,
        "include_obfuscation": FLAG,
        "include": words(*INCLUDED),
        "include[]": words(*INCLUDED),
        "api-version": re.compile(r"\d{4}-\d{2}-\d{2}(?:-preview)?|preview|latest|v1"),
    },
    error=error,
    models=Models(path="/v1/models", read=_names, write=_listed),
)
