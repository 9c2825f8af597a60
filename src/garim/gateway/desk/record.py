"""What happened: the audit at a glance, one record, and whether the chain holds. Counts and kinds, never a text.

GET /garim/record?days=30        {"days": [...], "kinds", "upstreams", "models", "clients", "teams", "statuses", "own_ms",
                                 "slow_ms", "errors": 4xx and 5xx since the server's start, also of calls that are on no
                                 record, for nothing left, "spent": this month's tokens and cost by caller, null where none
                                 are counted, "latest", "total"}
GET /garim/record/list?before=   records, newest first
GET /garim/record/verify         {"records", "broken", "why"}
"""

from __future__ import annotations

import time
from asyncio import to_thread, wrap_future
from collections import Counter
from datetime import UTC, datetime
from math import ceil, log2
from typing import Any
from weakref import WeakKeyDictionary

import orjson

from garim.errors import NotAllowed
from garim.gateway.desk import Call, dump
from garim.gateway.reply import with_status
from garim.store import Store, verified

DAY = 86400.0
MOST_DAYS = 366
LISTED = 50
OWN = "own microseconds"
STEPS = 4
"""Of times by which they double: the slowest are told to a fifth."""
SLOW = 0.95
"""The share of exchanges that are as quick or quicker."""
TAIL = 1000
"""Records of the newest that are kept at hand for the list."""


def _must_audit(call: Call) -> None:
    if "audit" not in call.rights:
        raise with_status(403, NotAllowed("this is for whoever looks after the record", hint='rights = ["audit"]'))


class Glance:
    """The audit in figures by day, read on from where it was left."""

    def __init__(self) -> None:
        self._after = -1
        self.total = 0
        self.days: dict[str, Counter[str]] = {}
        self.latest: list[dict[str, Any]] = []

    async def look(self, store: Store) -> None:
        """Read what was added since."""
        while records := await wrap_future(store.page(self._after)):
            for record in records:
                self._add(orjson.loads(record.text), record.hash)
            self._after = records[-1].number
        self.latest = self.latest[-TAIL:]

    def _add(self, row: dict[str, Any], digest: str) -> None:
        self.total += 1
        day = self.days.setdefault(datetime.fromtimestamp(row["at"], UTC).date().isoformat(), Counter())
        status = str(row.get("status", "event"))
        day[f"status {status}"] += 1
        if status == "sent":
            own = row.get("own_ms", 0.0)
            day[OWN] += round(own * 1000)
            day[f"step {ceil(STEPS * log2(max(own, 0.01)))}"] += 1
            day[f"upstream {row.get('upstream') or row.get('protocol', '')}"] += 1
            day[f"model {row.get('model', '')}"] += 1
        if status in ("sent", "hidden"):
            day[f"client {row.get('client', '')}"] += 1
            if team := row.get("team"):
                day[f"team {team}"] += 1
            for kind, count in (row.get("counts") or {}).items():
                day[f"kind {kind}"] += count
        self.latest.append({**row, "hash": digest})


_glances: WeakKeyDictionary[Store, Glance] = WeakKeyDictionary()


async def _glance(call: Call) -> Glance:
    glance = _glances.setdefault(call.parts.store, Glance())
    await glance.look(call.parts.store)
    return glance


async def seen(call: Call) -> bytes:
    """The figures of the last days."""
    _must_audit(call)
    asked = call.query("days")
    days = min(MOST_DAYS, int(asked)) if asked.isdigit() and asked != "0" else 30
    glance = await _glance(call)
    names = [datetime.fromtimestamp(time.time() - DAY * back, UTC).date().isoformat() for back in range(days - 1, -1, -1)]
    total: Counter[str] = Counter()
    for name in names:
        total.update(glance.days.get(name, Counter()))

    def part(prefix: str) -> list[tuple[str, int]]:
        found = [(key.removeprefix(prefix + " "), n) for key, n in total.most_common() if key.startswith(prefix + " ")]
        return found[:20]

    per_day = [
        {"day": name, "sent": day["status sent"], "refused": day["status refused"], "failed": day["status failed"]}
        for name in names
        for day in [glance.days.get(name, Counter())]
    ]
    own = round(total[OWN] / 1000 / total["status sent"], 1) if total["status sent"] else 0
    parts = {key: part(name) for key, name in PARTS.items()}
    times = {"own_ms": own, "slow_ms": _slow(total)}
    spent = await _spent(call) if call.parts.budgets.counts else None
    latest = glance.latest[: -LISTED - 1 : -1]
    errors = call.parts.metrics.errors()
    return dump({"days": per_day, **parts, **times, "errors": errors, "spent": spent, "total": glance.total, "latest": latest})


PARTS = {"kinds": "kind", "upstreams": "upstream", "models": "model", "clients": "client", "teams": "team", "statuses": "status"}


def _slow(total: Counter[str]) -> float:
    """Milliseconds of Garim's own within which SLOW of the exchanges were done."""
    steps = sorted((int(key.removeprefix("step ")), n) for key, n in total.items() if key.startswith("step "))
    left = SLOW * sum(n for _, n in steps)
    for step, n in steps:
        left -= n
        if left <= 0:
            return round(2 ** (step / STEPS), 1)
    return 0.0


async def _spent(call: Call) -> list[tuple[str, int, float]]:
    """(caller, tokens, cost) of this month, who spent most first."""
    of: dict[str, dict[str, float]] = {}
    for client, what, amount in await call.parts.budgets.month():
        of.setdefault(client, {})[what] = amount
    rows = [(client, round(one.get("tokens", 0)), round(one.get("cost", 0), 4)) for client, one in of.items()]
    return sorted(rows, key=lambda row: (-row[2], -row[1]))[:20]


async def older(call: Call) -> bytes:
    """Records before a number, newest first."""
    _must_audit(call)
    asked = call.query("before")
    glance = await _glance(call)
    before = int(asked) if asked.isdigit() else glance.latest[-1]["number"] + 1 if glance.latest else 0
    near = [row for row in glance.latest if row["number"] < before]
    if len(near) < LISTED:
        found = await wrap_future(call.parts.store.page(max(-1, before - LISTED - 1)))
        near = [{**orjson.loads(r.text), "hash": r.hash} for r in found if r.number < before]
    return dump({"records": near[: -LISTED - 1 : -1]})


async def verify(call: Call) -> bytes:
    """Walk the whole chain with what `garim audit verify` holds it against: key, checkpoints' signatures and anchor."""
    _must_audit(call)
    store = call.parts.store
    points = await wrap_future(store.points())
    said = await to_thread(verified, store, points)
    return dump({"records": said.records, "broken": said.broken, "why": said.why})


ROUTES = {
    ("GET", "/garim/record"): seen,
    ("GET", "/garim/record/list"): older,
    ("GET", "/garim/record/verify"): verify,
}
