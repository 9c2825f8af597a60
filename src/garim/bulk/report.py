"""What a run did, as JSON and as one page that can be shown: no original stands in it, and files are called as they are now.

What only the person who runs it may see stands beside: bad.jsonl (which records were left out) and samples.html.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from garim.bulk.run import Outcome, Run


def report_of(outcome: Outcome) -> dict[str, Any]:
    """The facts, safe to show."""
    told = outcome.told
    reasons: dict[str, int] = {}
    for _, _, _, reason in outcome.bad:
        reasons[reason] = reasons.get(reason, 0) + 1
    return {
        "files": outcome.files,
        "records": told.rows,
        "bytes": {"read": told.read, "written": told.written},
        "hidden": sum(told.kinds.values()),
        "originals": outcome.originals,
        "kinds": dict(sorted(told.kinds.items(), key=lambda item: -item[1])),
        "rules": [
            {"kind": name.partition("\0")[0], "why": name.partition("\0")[2], "places": count}
            for name, count in sorted(told.whys.items(), key=lambda item: -item[1])
        ],
        "formats": told.places,
        "left_out": reasons,
        "met": outcome.met,
        "residue": [{"file": file, "kind": kind, "how": how} for file, kind, how in outcome.residue],
        "seconds": round(outcome.seconds, 1),
    }


def write_report(run: Run, outcome: Outcome) -> dict[str, Any]:
    """Put the report beside the destination."""
    report = report_of(outcome)
    _private(run.work / "report.json", orjson.dumps(report, option=orjson.OPT_INDENT_2))
    lines = [{"file": file, "offset": start, "bytes": size, "reason": reason} for file, start, size, reason in outcome.bad]
    _private(run.work / "bad.jsonl", b"".join(orjson.dumps(line) + b"\n" for line in lines))
    return report


def _private(path: Path, data: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(data)
