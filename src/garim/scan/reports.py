"""Rows as text, JSON, SARIF 2.1.0 (GitHub) and GitLab's Code Quality report. None of them holds what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from garim.scan.look import Row, Skipped
from garim.text.visible import visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HELP = "Take it out, or accept it with `garim scan --accept`. A key or password that was pushed is to be changed."
FORMS = ("text", "json", "sarif", "gitlab")


def line(row: Row) -> str:
    """One finding, as compilers tell theirs."""
    at = f"{row.commit[:12]}:" if row.commit else ""
    return f"{at}{visible(row.path)}:{row.line}:{row.column}: {row.kind}: {row.why}\n"


def plain(rows: Sequence[Row], skipped: Sequence[Skipped], accepted: int) -> dict[str, Any]:
    """All of it, for programs."""
    names = ("path", "line", "column", "length", "kind", "why", "print", "commit")
    found = [{name: value for name in names if (value := getattr(row, name)) or name != "commit"} for row in rows]
    return {"findings": found, "accepted": accepted, "skipped": len(skipped)}


def is_secret(row: Row) -> bool:
    """Whether it is a key or a password: what must be taken back, not only hidden."""
    return row.kind.startswith("secret")


def sarif(rows: Sequence[Row], skipped: Sequence[Skipped]) -> dict[str, Any]:
    """As code hosts read it. Source: OASIS SARIF 2.1.0, errata 01."""
    kinds = {row.kind: row for row in rows}
    rules = [
        {
            "id": kind,
            "shortDescription": {"text": f"{kind} in plain text"},
            "help": {"text": HELP},
            "defaultConfiguration": {"level": _level(row)},
            "properties": {"tags": ["security"], "security-severity": "8.0" if is_secret(row) else "5.0", "precision": "high"},
        }
        for kind, row in sorted(kinds.items())
    ]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    results = [
        {
            "ruleId": row.kind,
            "ruleIndex": index[row.kind],
            "level": _level(row),
            "message": {"text": f"{row.kind}: {row.why}" + (f" (commit {row.commit[:12]})" if row.commit else "")},
            "locations": [{"physicalLocation": {"artifactLocation": _place(row.path), "region": _region(row)}}],
            "partialFingerprints": {"garim/v1": row.print},
        }
        for row in rows
    ]
    told = [
        {
            "level": "warning",
            "message": {"text": one.why},
            "locations": [{"physicalLocation": {"artifactLocation": _place(one.path)}}],
        }
        for one in skipped
    ]
    run = {
        "tool": {"driver": {"name": "garim", "semanticVersion": version("garim"), "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": told}],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def gitlab(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """As GitLab's merge requests show it. Source: GitLab docs, Code Quality, report format."""
    seen: Counter[str] = Counter()
    out = []
    for row in rows:
        seen[row.print] += 1
        out.append(
            {
                "description": f"{row.kind}: {row.why}",
                "check_name": row.kind,
                # The same value twice in a file has one print; the report wants one for each place.
                "fingerprint": row.print + (f"-{seen[row.print]}" if seen[row.print] > 1 else ""),
                "severity": "critical" if is_secret(row) else "major",
                "location": {"path": row.path, "lines": {"begin": row.line}},
            }
        )
    return out


def _level(row: Row) -> str:
    return "error" if is_secret(row) else "warning"


def _place(path: str) -> dict[str, str]:
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(Path(path).as_posix(), safe="/", errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}


def _region(row: Row) -> dict[str, int]:
    return {"startLine": row.line, "startColumn": row.column, "endLine": row.end_line, "endColumn": row.end_column}
