"""Anthropic. Source: https://docs.anthropic.com/en/api"""

from __future__ import annotations

from collections.abc import Sequence

import orjson

import garim.late as re
from garim.wire.anthropic import error
from garim.wire.vendors import COUNT, DATE, DATED_NAMES, FLAG, Models, Vendor, id_form
from garim.wire.vendors.openai import _names

IDS = tuple(
    "msg_ msg_bdrk_ msg_vrtx_ toolu_ toolu_bdrk_ toolu_vrtx_ srvtoolu_ srvtoolu_bdrk_ srvtoolu_vrtx_ mcptoolu_ "
    "mcptoolu_bdrk_ req_ file_ "
    "container_ skill_ batch_ msgbatch_ cmp_ compaction_".split()
)


def _listed(known: Sequence[tuple[str, str]]) -> bytes:
    data = [{"type": "model", "id": name, "display_name": name, "created_at": "1970-01-01T00:00:00Z"} for name, _ in known]
    ends = {"first_id": known[0][0], "last_id": known[-1][0]} if known else {"first_id": None, "last_id": None}
    return orjson.dumps({"data": data, "has_more": False, **ends})


VENDOR = Vendor(
    name="anthropic",
    speaks={
        "anthropic": {"POST": re.compile(r"/v1/messages")},
        "anthropic_count_tokens": {"POST": re.compile(r"/v1/messages/count_tokens")},
    },
    sign="anthropic-version",
    ids=IDS,
    headers={"anthropic-version": DATE, "anthropic-beta": DATED_NAMES},
    fixed={"anthropic-version": "2023-06-01"},
    query={"beta": FLAG, "limit": COUNT, "before_id": id_form(IDS), "after_id": id_form(IDS)},
    key=("x-api-key", ""),
    keys=("x-api-key", "authorization"),
    error=error,
    event=b"error",
    models=Models(path="/v1/models", read=_names, write=_listed),
)
