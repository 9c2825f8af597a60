"""The audit in the forms that other tools read, a record at a time; and the proof that a record is in it."""

from __future__ import annotations

import csv
import io
import socket
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson

from garim.errors import BadInput
from garim.store.chain import Page, Record, export, walk
from garim.store.merkle import inclusion, leaf

if TYPE_CHECKING:
    from garim.store import Store

COLUMNS = (
    "number at event by protocol upstream trust model client team purpose source route rules counts slots characters "
    "outbound_sha256 outbound_bytes status error own_ms details"
).split()
DONE = ("sent", "hidden")
"""How an exchange ended that was neither refused nor failed."""
ENTERPRISE = "garim@32473"
"""The structured data's name. Source: RFC 5424 7.2.2; 32473 is the number reserved for examples (RFC 5612)."""


def as_csv(page: Page) -> Iterator[str]:
    """One row a record, with a head; tables are JSON in a cell."""
    yield ",".join([*COLUMNS, "hash"]) + "\n"
    for record in walk(page):
        said = orjson.loads(record.text)
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow([*(_cell(said.get(name, "")) for name in COLUMNS), record.hash])
        yield out.getvalue()


def as_syslog(page: Page) -> Iterator[str]:
    """One RFC 5424 message a record: facility 13 (log audit), severity 6, or 4 where something was refused or failed."""
    host = socket.gethostname() or "-"
    for record in walk(page):
        said = orjson.loads(record.text)
        severity = 6 if said.get("event") or said.get("status") in DONE else 4
        fields = " ".join(
            f'{name}="{_escaped(_cell(said[name]))}"' for name in COLUMNS[2:] if said.get(name) not in (None, "", [], {})
        )
        kind = said.get("event") or "exchange"
        head = f"<{13 * 8 + severity}>1 {_time(said)} {host} garim - {kind}"
        yield f'{head} [{ENTERPRISE} number="{record.number}" {fields}] {record.hash}\n'


def as_otel(page: Page) -> Iterator[str]:
    """One OTLP/JSON log record a line, as the OpenTelemetry collector's filelog and otlpjson receivers read.

    Source: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
    """
    resource = {"attributes": [{"key": "service.name", "value": {"stringValue": "garim"}}]}
    for record in walk(page):
        said = orjson.loads(record.text)
        attributes = [{"key": f"garim.{name}", "value": _otel(said[name])} for name in COLUMNS if name in said and name != "at"]
        line = {
            "timeUnixNano": str(int(said["at"] * 1e9)),
            "severityNumber": 9 if said.get("event") or said.get("status") in DONE else 13,
            "body": {"stringValue": said.get("event") or "exchange"},
            "attributes": [*attributes, {"key": "garim.hash", "value": {"stringValue": record.hash}}],
        }
        scope = [{"scope": {"name": "garim.audit"}, "logRecords": [line]}]
        yield orjson.dumps({"resourceLogs": [{"resource": resource, "scopeLogs": scope}]}).decode() + "\n"


FORMS: dict[str, Callable[[Page], Iterator[str]]] = {"jsonl": export, "csv": as_csv, "syslog": as_syslog, "otel": as_otel}


def proof(store: Store, number: int) -> str:
    """A record, the path from it to the root of the last checkpoint's tree, and that checkpoint, as JSON.

    Raises:
        BadInput: The record is not there, or no checkpoint covers it.
    """
    points = store.points().result()
    size = points[-1].size if points else 0
    records = [record for record in walk(store.page) if record.number <= size]
    if not records or not records[0].number <= number <= size:
        raise BadInput(f"no checkpoint covers record {number}", hint="`garim audit checkpoint` signs one")
    if records[0].number > 1:
        raise BadInput(
            "records before it were deleted by retention", hint="keep the proofs of what must be proved before deleting"
        )
    leaves = [leaf(record.text.encode()) for record in records]
    path = [b64encode(part).decode() for part in inclusion(number - 1, leaves)]
    found: Record = records[number - 1]
    told: dict[str, Any] = {"record": found.text, "index": number - 1, "size": size, "path": path, "checkpoint": points[-1].note}
    return orjson.dumps({**told, "verifier": store.signer.verifier}, option=orjson.OPT_INDENT_2).decode() + "\n"


def _cell(value: object) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("]", "\\]").replace("\n", " ")


def _time(said: dict[str, Any]) -> str:
    return datetime.fromtimestamp(said["at"], UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _otel(value: object) -> dict[str, str]:
    if isinstance(value, int) and not isinstance(value, bool):
        return {"intValue": str(value)}
    return {"stringValue": _cell(value)}
