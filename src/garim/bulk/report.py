"""What a run did, as JSON and as one page that can be shown: no original stands in it, and files are called as they are now.

What only the person who runs it may see stands beside: bad.jsonl (which records were left out) and samples.html (before and
after). Nothing is loaded from anywhere; English and Korean stand in the same page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import orjson

from garim.bulk.anonymity import SMALL
from garim.bulk.formats import formats
from garim.bulk.residue import DIGITS

if TYPE_CHECKING:
    from garim.bulk.order import Outcome
    from garim.bulk.run import Run

Name = TypeVar("Name")
BARS = 24
"""Bars of a chart; what is less is one bar."""
ROWS = 100
SAID = {
    "title": ("What was hidden", "무엇을 가렸나"),
    "files": ("files", "파일"),
    "records": ("records", "레코드"),
    "hidden": ("places hidden", "가린 곳"),
    "originals": ("different values", "서로 다른 값"),
    "residue": ("still standing after the second pass", "두 번째 검사에서 남은 곳"),
    "kinds": ("By kind", "종류별"),
    "formats": ("By kind of file", "파일 형식별"),
    "rules": ("By rule", "규칙별"),
    "kind": ("kind", "종류"),
    "why": ("why", "이유"),
    "places": ("places", "곳"),
    "told": ("Left out or told", "빠졌거나 알려 드릴 것"),
    "count": ("count", "건수"),
    "k": ("Rows that stand out by what stays (k-anonymity)", "남은 열로 드러나는 행 (k-익명성)"),
    "file": ("file", "파일"),
    "columns": ("columns taken together", "함께 본 열"),
    "rows": ("rows", "행"),
    "smallest": ("smallest group (k)", "가장 작은 묶음 (k)"),
    "small": (f"rows in groups under {SMALL}", f"{SMALL}보다 작은 묶음의 행"),
    "for": ("hidden", "가린 범위"),
    "back": ("way back", "되돌리기"),
    "all": ("all that the policy hides", "정책이 가리는 모든 것"),
    "training": ("people, customers and secrets only: for a model in the house", "사람·고객·비밀만: 사내 모델용"),
    "drop": ("none: the key was destroyed", "불가: 키를 없앰"),
    "scope": ("with the vault", "금고로 복원 가능"),
    "met": ("originals that had to take another surrogate, since two met on one", "둘이 겹쳐 다른 대체어를 쓴 원본"),
    "note": (
        f"Bare numbers under {DIGITS} digits are not looked for in the second pass: amounts equal ids by chance.",
        f"{DIGITS}자리 미만의 숫자만 있는 값은 두 번째 검사에서 찾지 않습니다. 금액이 우연히 같은 값일 수 있습니다.",
    ),
    "f_text": ("text", "텍스트"),
    "f_table": ("table", "표(CSV·TSV)"),
    "f_jsons": ("jsons", "JSON"),
    "f_lines": ("lines", "파일 이름"),
    "f_mail": ("mail", "메일"),
    "f_parquet": ("parquet", "Parquet"),
    "f_sql": ("sql", "SQL 덤프"),
    "f_document": ("document", "문서"),
    "nothing": ("nothing", "없음"),
}
STYLE = """
:root{color-scheme:light dark;--bar:#3b6ea5;--line:#8884}body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;
padding:0 1rem}h2{margin-top:2rem;font-size:1.1rem}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem
.5rem;border-bottom:1px solid var(--line);vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}
.facts{display:flex;flex-wrap:wrap;gap:1rem}.facts div{border:1px solid var(--line);border-radius:.4rem;padding:.6rem
1rem}.facts b{display:block;font-size:1.4rem}svg text{font:12px system-ui,sans-serif;fill:currentColor}svg rect{fill:var(--bar)}
body.ko [lang=en],body.en [lang=ko]{display:none}button{float:right}pre{white-space:pre-wrap;margin:0}
"""
SCRIPT = """
const set=l=>{document.body.className=l;document.documentElement.lang=l};set((navigator.language||"").startsWith("ko")?"ko":"en");
document.querySelector("button").onclick=()=>set(document.body.className==="ko"?"en":"ko");
"""


class Words(NamedTuple):
    """Korean of what a run says in English: the page shows either."""

    kind: Callable[[str], str] = str
    """Of a kind."""
    why: Callable[[str, str], str] = lambda kind, why: why
    """Of a reason for which something of a kind was hidden."""
    said: Callable[[str], str] = str
    """Of a message."""


ENGLISH = Words()


class Both(NamedTuple):
    """A cell or bar in both languages."""

    english: str
    korean: str


def report_of(run: Run, outcome: Outcome) -> dict[str, Any]:
    """The facts, safe to show."""
    told = outcome.told
    reasons: dict[str, int] = {}
    for _, _, _, reason in outcome.bad:
        reasons[reason] = reasons.get(reason, 0) + 1
    return {
        "for": "training" if run.order.training else "all",
        "found_by": "rules" if run.order.rules else "everything",
        "back": "drop" if run.order.drop else "scope",
        "files": outcome.files,
        "records": told.rows,
        "bytes": {"read": told.read, "written": told.written},
        "hidden": sum(told.kinds.values()),
        "originals": outcome.originals,
        "kinds": dict(_most(told.kinds)),
        "rules": [
            {"kind": name.partition("\0")[0], "why": name.partition("\0")[2], "places": count} for name, count in _most(told.whys)
        ],
        "formats": dict(_most(told.places)),
        "told": dict(_most(reasons)),
        "met": outcome.met,
        "residue": [{"file": file, "kind": kind, "how": how} for file, kind, how in outcome.residue],
        "anonymity": [{**one._asdict(), "columns": list(one.columns)} for one in outcome.anonymity],
        "workers": len(told.workers),
        "seconds": round(outcome.seconds, 1),
    }


def write_report(run: Run, outcome: Outcome, words: Words = ENGLISH) -> dict[str, Any]:
    """Put report.json, report.html, bad.jsonl and samples.html beside the destination; the report."""
    report = report_of(run, outcome)
    _private(run.work / "report.json", orjson.dumps(report, option=orjson.OPT_INDENT_2))
    _private(run.work / "report.html", page(report, words).encode())
    lines = [{"file": file, "offset": start, "bytes": size, "reason": reason} for file, start, size, reason in outcome.bad]
    _private(run.work / "bad.jsonl", b"".join(orjson.dumps(line) + b"\n" for line in lines))
    _private(run.work / "samples.html", _samples(outcome.samples).encode())
    return report


def _private(path: Path, data: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(data)


def _most(counts: Mapping[Name, int]) -> list[tuple[Name, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))


def page(report: Mapping[str, Any], words: Words = ENGLISH) -> str:
    """The report as one page.

    Args:
        report: Of `report_of`.
        words: What its Korean half says.
    """

    def kind(name: str) -> Both:
        korean = words.kind(name)
        return Both(name, korean if korean == name else f"{korean} ({name})")

    def said(text: str) -> Both:
        return Both(text, words.said(text))

    made_of = {Both(*SAID.get(f"f_{name}", (name, name))): count for name, count in report["formats"].items()}
    facts = [
        ("files", sum(count for name, count in report["files"].items() if name in formats())),
        ("records", report["records"]),
        ("hidden", report["hidden"]),
        ("originals", report["originals"]),
        ("residue", len(report["residue"])),
    ]
    parts = [
        f"<h1>{_say('title')}</h1>",
        '<div class="facts">' + "".join(f"<div><b>{count:,}</b>{_say(name)}</div>" for name, count in facts) + "</div>",
        f"<p>{_say('for')}: {_say(report['for'])} · {_say('back')}: {_say(report['back'])}</p>",
        f"<h2>{_say('kinds')}</h2>{bars({kind(name): count for name, count in report['kinds'].items()})}",
        f"<h2>{_say('formats')}</h2>{bars(made_of)}",
        f"<h2>{_say('rules')}</h2>",
        _table(
            ("kind", "why", "places"),
            [
                (kind(one["kind"]), Both(one["why"], words.why(one["kind"], one["why"])), one["places"])
                for one in report["rules"][:ROWS]
            ],
        ),
        f"<h2>{_say('residue')}</h2><p>{_say('note')}</p>",
        _table(("file", "kind", "why"), [(one["file"], kind(one["kind"]), said(one["how"])) for one in report["residue"][:ROWS]]),
        f"<h2>{_say('k')}</h2>",
        _table(
            ("file", "columns", "rows", "smallest", "small"),
            [
                (one["file"], ", ".join(one["columns"]), one["rows"], one["smallest"], one["small"])
                for one in report["anonymity"][:ROWS]
            ],
        ),
        f"<h2>{_say('told')}</h2>",
        _table(("why", "count"), [(said(reason), count) for reason, count in report["told"].items()]),
        f"<p>{_say('met')}: {report['met']:,}</p>",
    ]
    return _whole("\n".join(parts))


def _whole(body: str) -> str:
    head = f'<meta charset="utf-8"><title>Garim</title><style>{STYLE}</style>'
    return (
        f'<!doctype html><html lang="en"><head>{head}</head><body class="en"><button>한국어 / English</button>{body}'
        f"<script>{SCRIPT}</script></body></html>"
    )


def _say(name: str) -> str:
    """A word of the page in both languages."""
    return _both(Both(*SAID[name]))


def _both(one: Both) -> str:
    english, korean = one
    return f'<span lang="en">{escape(english)}</span><span lang="ko">{escape(korean)}</span>'


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    body = "".join("<tr>" + "".join(_cell(value) for value in row) + "</tr>" for row in rows)
    if not body:
        return f"<p>{_say('nothing')}</p>"
    return "<table><tr>" + "".join(f"<th>{_say(head)}</th>" for head in heads) + f"</tr>{body}</table>"


def _cell(value: object) -> str:
    if isinstance(value, Both):
        return f"<td>{_both(value)}</td>"
    return f'<td class="n">{value:,}</td>' if isinstance(value, int) else f"<td>{escape(str(value))}</td>"


def bars(counts: Mapping[Both, int]) -> str:
    """A chart of counts, most first."""
    rows = _most(counts)
    if len(rows) > BARS:
        rows = [*rows[: BARS - 1], (Both("…", "…"), sum(count for _, count in rows[BARS - 1 :]))]
    if not rows:
        return f"<p>{_say('nothing')}</p>"
    top = max(count for _, count in rows)
    lines = [
        f'<text lang="en" x="0" y="{22 * at + 15}">{escape(name.english)}</text>'
        f'<text lang="ko" x="0" y="{22 * at + 15}">{escape(name.korean)}</text>'
        f'<rect x="220" y="{22 * at + 3}" width="{max(2, 480 * count // top)}" height="15" rx="2"/>'
        f'<text x="{230 + max(2, 480 * count // top)}" y="{22 * at + 15}">{count:,}</text>'
        for at, (name, count) in enumerate(rows)
    ]
    return f'<svg viewBox="0 0 820 {22 * len(rows)}" width="100%" role="img">{"".join(lines)}</svg>'


def _samples(samples: Iterable[tuple[str, str, str]]) -> str:
    """Before and after, for the person who runs it alone."""
    warning = "Holds originals: for your eyes only, delete it when you have looked. · 원본이 들어 있습니다. 확인한 뒤 지우세요."
    rows = "".join(
        f"<tr><td>{escape(kind)}</td><td><pre>{escape(before)}</pre></td><td><pre>{escape(after)}</pre></td></tr>"
        for kind, before, after in samples
    )
    return _whole(f"<p><b>{warning}</b></p><table>{rows}</table>")
