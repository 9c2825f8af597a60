"""What an auditor asks for, gathered from the audit: signed JSON, an OSCAL document, a page that prints. Never content.

Source: OSCAL 1.1.2 assessment results, https://pages.nist.gov/OSCAL/reference/1.1.2/assessment-results/
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

import orjson

from garim.store import verified
from garim.store.chain import walk
from garim.store.merkle import Signer

if TYPE_CHECKING:
    from garim.store import Store

SECTIONS = {
    "start": "What was running, from when on",
    "policy": "Changes of the policy",
    "client_key": "Keys of callers: issued, rotated, revoked",
    "restore_other": "Restores of others' scopes",
    "rotation": "Rotations of keys",
    "retention": "Deletions by retention",
    "forget": "Deletions on request",
    "review": "Reviews",
    "corpus": "Corpora that were hidden and given out",
    "training": "Conversations given for training, and handed out",
    "record": "Acts on people's own records",
    "began_anew": "Stores that were begun anew",
}


def gather(store: Store, begin: float, until: float, now: Mapping[str, Any]) -> dict[str, Any]:
    """All of it.

    Args:
        store: The audit, with its checkpoints and its anchor.
        begin: Seconds since 1970, the first that counts.
        until: The first that does not any more.
        now: What is set up at the moment of asking.
    """
    points = store.points().result()
    chain = verified(store, points)
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("kinds", "routes", "upstreams", "clients", "teams", "rules", "errors")
    }
    statuses: Counter[str] = Counter()
    events: list[dict[str, Any]] = []
    for record in walk(store.page):
        said = orjson.loads(record.text)
        if not begin <= said["at"] < until:
            continue
        if said.get("event"):
            events.append(said)
            continue
        statuses[said["status"]] += 1
        if said["status"] in ("sent", "hidden", "refused"):
            counts["kinds"].update(said["counts"])
            counts["routes"][said["route"]] += 1
            counts["clients"][said.get("client") or "this machine"] += 1
            counts["rules"].update(said["rules"])
            for name in ("upstream", "team"):
                if said.get(name):
                    counts[f"{name}s"][said[name]] += 1
        if said.get("error"):
            counts["errors"][said["error"]] += 1
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "store": store.signer.name,
        "verifier": store.signer.verifier,
        "chain": {**chain._asdict(), "holds": not chain.broken},
        "checkpoint": points[-1].note if points else "",
        "exchanges": dict(statuses),
        "counts": {name: dict(counter.most_common()) for name, counter in counts.items()},
        "events": {name: [one for one in events if one["event"] == name] for name in SECTIONS},
        "now": dict(now),
    }


def files(found: Mapping[str, Any], signer: Signer) -> dict[str, str]:
    """File name → text: the evidence, the signed note over it, OSCAL, and a page."""
    text = orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"
    return {
        "evidence.json": text,
        "evidence.json.note": f"{text}\n{signer.sign(text)}",
        "evidence.oscal.json": orjson.dumps(oscal(found), option=orjson.OPT_INDENT_2).decode() + "\n",
        "evidence.html": page(found),
    }


def oscal(found: Mapping[str, Any]) -> dict[str, Any]:
    """The evidence as OSCAL assessment results: one observation for each section, one finding on the chain."""
    made, about = found["made"], f"{found['store']} {found['period']['from']} {found['period']['to']}"

    def name(what: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"{about} {what}"))

    def observation(what: str, text: str, remarks: str) -> dict[str, Any]:
        return {
            "uuid": name(what),
            "title": what,
            "description": text,
            "methods": ["EXAMINE"],
            "types": ["control-objective"],
            "collected": made,
            "remarks": remarks,
        }

    holds = found["chain"]["holds"]
    observations = [
        observation("Audit chain", found["chain"]["why"] or "every record holds", orjson.dumps(found["chain"]).decode())
    ]
    observations.append(observation("Exchanges", "by how they ended", orjson.dumps(found["exchanges"]).decode()))
    observations += [
        observation(f"Counts: {key}", "of the period", orjson.dumps(value).decode()) for key, value in found["counts"].items()
    ]
    observations += [
        observation(SECTIONS[key], f"{len(value)} in the period", orjson.dumps(value).decode())
        for key, value in found["events"].items()
    ]
    target = {
        "type": "objective-id",
        "target-id": "au-10_obj",
        "status": {"state": "satisfied" if holds else "not-satisfied"},
        "title": "Non-repudiation of the record of exchanges",
    }
    finding = {
        "uuid": name("finding"),
        "title": "The audit is whole",
        "description": found["chain"]["why"] or "chain, Merkle tree, signed checkpoints and anchor agree",
        "target": target,
        "related-observations": [{"observation-uuid": observations[0]["uuid"]}],
    }
    result = {
        "uuid": name("result"),
        "title": f"Garim, {found['period']['from']} to {found['period']['to']}",
        "description": "What left to AI models, under which rules, and who had which right. No content.",
        "start": f"{found['period']['from']}T00:00:00Z",
        "end": f"{found['period']['to']}T23:59:59Z",
        "reviewed-controls": {"control-selections": [{"include-controls": [{"control-id": one} for one in CONTROLS]}]},
        "observations": observations,
        "findings": [finding],
    }
    plan = {"uuid": name("plan"), "title": "docs/audit.md", "description": "What Garim records, and how it is verified."}
    metadata = {"title": "Garim evidence", "last-modified": made, "version": str(found["now"]["garim"]), "oscal-version": "1.1.2"}
    return {
        "assessment-results": {
            "uuid": name("document"),
            "metadata": metadata,
            "import-ap": {"href": f"#{plan['uuid']}"},
            "results": [result],
            "back-matter": {"resources": [plan]},
        }
    }


CONTROLS = ("au-2", "au-3", "au-9", "au-10", "au-11", "ac-3", "ac-6", "sc-12", "sc-28")
"""Controls of NIST SP 800-53 that the record speaks to: events, content, protection, non-repudiation, retention, access, keys."""

STYLE = """
body{font:15px/1.5 system-ui,'Nanum Gothic',sans-serif;max-width:60em;margin:2em auto;color:#111}
table{border-collapse:collapse;width:100%;margin:.5em 0 1.5em}
td,th{border:1px solid #999;padding:.25em .5em;text-align:left;vertical-align:top}
h1{font-size:1.6em}h2{font-size:1.15em;break-after:avoid}code{font-size:.85em;word-break:break-all}
pre{white-space:pre-wrap}td:last-child{overflow-wrap:anywhere}
.bad{border:3px solid #b00;padding:.5em}tr{break-inside:avoid}@media print{body{margin:0}}
"""


def page(found: Mapping[str, Any]) -> str:
    """The evidence as a page that prints well, in Korean and English."""
    chain, period = found["chain"], found["period"]

    def table(head: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> str:
        cells = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
        heads = "".join(f"<th>{html.escape(one)}</th>" for one in head)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>" if rows else "<p>— 없음 · none</p>"

    days = f"{period['from']} – {period['to']}"
    out = [f"<!doctype html><html lang=ko><meta charset=utf-8><title>Garim {days}</title><style>{STYLE}</style>"]
    out.append(f"<h1>가림 감사 증적 · Garim evidence</h1><p>{days}, {html.escape(found['made'])}</p>")
    mark = "" if chain["holds"] else " class=bad"
    told = "연쇄·서명 모두 유효함 · chain and signatures hold" if chain["holds"] else html.escape(chain["why"])
    numbers = f"{chain['records']} records, {chain['checkpoints']} checkpoints"
    if chain["first"] > 1:
        # What is counted below is of those that are left.
        numbers += f"; 1 – {chain['first'] - 1}: 보존 기간이 지나 삭제됨 · deleted by retention"
    out.append(f"<h2>감사 기록의 무결성 · Integrity</h2><p{mark}>{told}; {numbers}</p>")
    out.append(f"<p><code>{html.escape(found['verifier'])}</code></p><pre><code>{html.escape(found['checkpoint'])}</code></pre>")
    out.append("<h2>주고받은 요청 · Exchanges</h2>" + table(("status", "number"), list(found["exchanges"].items())))
    for name, counter in found["counts"].items():
        out.append(f"<h2>{html.escape(name)}</h2>" + table((name, "number"), list(counter.items())))
    for name, title in SECTIONS.items():
        rows = [(_day(one["at"]), one.get("by") or "—", orjson.dumps(one["details"]).decode()) for one in found["events"][name]]
        out.append(f"<h2>{html.escape(title)}</h2>" + table(("when (UTC)", "by", "details"), rows))
    now = [(key, value if isinstance(value, str) else orjson.dumps(value).decode()) for key, value in found["now"].items()]
    out.append("<h2>현재 설정 · Set up now</h2>" + table(("what", "is"), now))
    return "\n".join(out) + "</html>\n"


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")
