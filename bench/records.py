"""Records: how long a search of 5,000 takes by four ways, and what publishing leaves of a company's words.

    python -m bench.records                      the search alone, on made records
    python -m bench.records EVAL [--show]        also publishing, on the work prompts under a folder of evaluation sets

A set is a folder with `*prompts*.jsonl.gz` (rows of org, kind, text and `sensitive` spans) and `orgs/<org>.json`; a module
`org_lexicon.py` in the folder or a neighbour turns an org's export into lexicon terms. Kinds: email, ticket, markdown, architecture.
Times are of a shared machine: compare rows of one run.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from garim import Screen
from garim.records.publish import look
from garim.records.search import MOST_HITS, search, stem
from garim.records.shelf import Note, Shelf, searched, title_of
from garim.store import open_store
from garim.surrogate.agree import RUN, is_particle

RECORDS = 5_000
KINDS = {"email", "ticket", "markdown", "architecture"}
KOREAN = (
    "결정 배포 회의 장애 고객사 일정 데이터베이스 성능 리뷰 코드 문서 이관 백업 계획 팀 동료 서비스 요청 확인 테스트 운영 개발 설계 승인 보고 "
    "기록 회고 이유 방법 문제 원인 개선 비용 계약 교육 면담 평가 목표 결과 자동화 모니터링 쿼리 인덱스 캐시 네트워크 보안 권한 로그 화면"
).split()
PARTICLES = "을 를 은 는 이 가 에 에서 으로 로 와 과 의 도 만 까지 부터".split()
VERBS = "미뤘다 옮겼다 나눴다 줄였다 고쳤다 물었다 배웠다 정했다 끝냈다 시작했다 지켜봤다 다시 보았다".split()
ENGLISH = (
    "decision deployment meeting incident customer schedule database performance review code document migration backup plan team colleague "
    "service request check test operation design approval report record reason method problem cause improvement cost contract training"
).split()
LINKS = "the a we moved and then it was slow because of our with for after before changed asked learned".split()
ASKED = [("결정을", "ko"), ("이관 4321", "ko"), ("데이터베이스는", "ko"), ("회의에서 배포를", "ko"), ("decisions", "en"), ("migrations backup", "en"), ("없는말이다", "ko")]


def made(seed: int) -> Iterator[str]:
    """Records of about 2 KB, half Korean, half English."""
    dice = random.Random(seed)
    for number in range(RECORDS):
        if number % 2:
            words = [w for _ in range(90) for w in (dice.choice(KOREAN) + dice.choice(PARTICLES), dice.choice(KOREAN) + dice.choice(PARTICLES), dice.choice(VERBS) + ".")]
        else:
            words = [w for _ in range(110) for w in (dice.choice(LINKS), dice.choice(ENGLISH), dice.choice(LINKS))]
        yield f"# {dice.choice(KOREAN if number % 2 else ENGLISH)} {number}\n\n" + " ".join(words) + "\n"


def best(act: Callable[[], Any], times: int = 7) -> tuple[float, float]:
    """The shortest of some runs, in milliseconds: by the clock, and of CPU in all threads."""
    out, spent = [], []
    for _ in range(times):
        begun, used = time.perf_counter(), time.process_time()
        act()
        out.append((time.perf_counter() - begun) * 1000)
        spent.append((time.process_time() - used) * 1000)
    return min(out), min(spent)


def searching() -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(open_store(f"sqlite:///{folder}/garim.db", bytes(range(32))))
        texts = list(made(1))
        put = [shelf.store.history.put("", "record", f"{n:012x}", _note(text), until=1e18) for n, text in enumerate(texts)]
        for future in put:
            future.result()
        size = sum(len(text.encode()) for text in texts)
        print(f"{RECORDS} records, {size / RECORDS / 1000:.1f} KB each")
        ways: list[tuple[str, Callable[[], float], Callable[[str], set[int]]]] = [
            ("open and scan (what Garim does)", lambda: 0.0, lambda asked: {int(hit.record.id, 16) for hit in search(shelf.raw(), asked)}),
            *_fts(shelf, "trigram"),
            *_fts(shelf, "unicode61"),
            *_kiwi(shelf),
        ]
        truth = {asked: _truth(texts, asked) for asked, _ in ASKED}
        for name, build, ask in ways:
            begun = time.perf_counter()
            build()
            built = (time.perf_counter() - begun) * 1000
            for asked, lang in ASKED:
                found = ask(asked)
                took, spent = best(lambda a=asked, f=ask: f(a))
                wanted = min(len(truth[asked]), MOST_HITS if "scan" in name else RECORDS)
                recall = len(found & truth[asked]) / wanted if wanted else 1.0
                print(json.dumps({"way": name, "build_ms": round(built), "asked": asked, "lang": lang, "ms": round(took, 1), "cpu_ms": round(spent, 1), "found": len(found), "recall": round(recall, 2)}, ensure_ascii=False))


def _note(text: str) -> bytes:
    from garim.records.shelf import _sealed

    return _sealed(Note("decision", "ko", title_of(text), text, 0.0, 0.0))


def _truth(texts: list[str], asked: str) -> set[int]:
    """Records that hold each word, with any particle or ending behind it; by the words that they were made of."""
    out = set(range(len(texts)))
    for word in asked.split():
        base = stem(searched(word))
        ends = "(?:" + "|".join(PARTICLES) + ")?" if base and "가" <= base[0] <= "힣" else "s?"
        pattern = re.compile(rf"(?<!\w){re.escape(base)}{ends}(?!\w)")
        out &= {n for n, text in enumerate(texts) if pattern.search(searched(text))}
    return out


def _fts(shelf: Shelf, tokenizer: str) -> list[tuple[str, Callable[[], float], Callable[[str], set[int]]]]:
    db = sqlite3.connect(":memory:")

    def build() -> float:
        db.execute(f"CREATE VIRTUAL TABLE f USING fts5(text, tokenize='{tokenizer}')")
        rows = [(int(one.id, 16) + 1, searched(one.note.text)) for one in shelf.all()]
        db.executemany("INSERT INTO f(rowid, text) VALUES (?, ?)", rows)
        return 0.0

    def ask(asked: str) -> set[int]:
        words = [stem(searched(word)) for word in asked.split()]
        query = " AND ".join(f'"{word}"' + ("" if tokenizer == "trigram" else "*") for word in words)
        return {row[0] - 1 for row in db.execute("SELECT rowid FROM f WHERE f MATCH ?", (query,))}

    return [(f"FTS5 {tokenizer} in memory", build, ask)]


def _kiwi(shelf: Shelf) -> list[tuple[str, Callable[[], float], Callable[[str], set[int]]]]:
    try:
        from kiwipiepy import Kiwi
    except ImportError:
        return []
    tokens: dict[str, set[int]] = {}
    kiwi: list[Any] = []

    def build() -> float:
        kiwi.append(Kiwi(num_workers=1))
        records = shelf.all()
        for record, found in zip(records, kiwi[0].tokenize([one.note.text for one in records]), strict=True):
            for token in found:
                tokens.setdefault(token.form.lower(), set()).add(int(record.id, 16))
        return 0.0

    def ask(asked: str) -> set[int]:
        words = [t.form.lower() for t in kiwi[0].tokenize(asked) if t.tag[0] in "NSVX"]
        return set.intersection(*(tokens.get(word, set()) for word in words)) if words else set()

    return [("kiwipiepy tokens in memory", build, ask)]


def publishing(root: Path, show: bool) -> None:
    """What is left: terms of the company's own list, and marked words, in the text with every proposal taken."""
    total = {"prompts": 0, "terms": 0, "marked": 0, "marked_all": 0, "changes": 0}
    for prompts in sorted(root.rglob("*prompts*.jsonl.gz")):
        rows = [json.loads(line) for line in gzip.decompress(prompts.read_bytes()).decode().splitlines()]
        counted = dict.fromkeys(total, 0)
        screens: dict[str, tuple[Screen, list[str]]] = {}
        for row in rows:
            if row["kind"] not in KINDS:
                continue
            if row["org"] not in screens:
                screens[row["org"]] = _screen(prompts.parent, row["org"])
            screen, terms = screens[row["org"]]
            draft = look(row["text"], screen.screening, row["lang"] if row["lang"] in ("ko", "en") else "ko")
            text = draft.write({})
            counted["prompts"] += 1
            counted["changes"] += len(draft.changes)
            listed = [term for term in terms if _stands(term, text) and any(_stands(term, s["text"]) for s in row["sensitive"])]
            marked = [s["text"] for s in row["sensitive"]]
            left = [one for one in dict.fromkeys(marked) if text.count(one) > _benign(row, one)]
            counted["terms"] += len(listed)
            counted["marked"] += len(left)
            counted["marked_all"] += len(set(marked))
            if show and (listed or left or draft.left):
                print(f"  {row['id']} ({row['kind']}, {row['org']}): listed {listed}, marked {left}, told {draft.left}")
        for key, value in counted.items():
            total[key] += value
        if counted["prompts"]:
            print(json.dumps({"set": str(prompts.relative_to(root)), **counted}, ensure_ascii=False))
    print(json.dumps({"set": "all", **total}, ensure_ascii=False))


def _benign(row: dict[str, Any], word: str) -> int:
    """How often a marked word stands outside of every mark: a homonym, which may stay."""
    text = row["text"]
    for span in sorted(row["sensitive"], key=lambda s: -s["start"]):
        text = text[: span["start"]] + "\0" + text[span["end"] :]
    return text.count(word)


def _stands(term: str, text: str) -> bool:
    low, at = text.casefold(), -1
    word = term.casefold()
    while (at := low.find(word, at + 1)) >= 0:
        before, after = low[at - 1 : at], low[at + len(word) : at + len(word) + 1]
        run = RUN.match(low, at + len(word))
        if run and not word.isascii() and not is_particle(run[0]):
            continue  # 태양광 is no 태양
        if not (word.isascii() and (before.isascii() and before.isalnum() or after.isascii() and after.isalnum())):
            return True
    return False


def _screen(folder: Path, org: str) -> tuple[Screen, list[str]]:
    where = next((f for f in (folder, *folder.parents) if (f / "orgs" / f"{org}.json").exists()), folder)
    reader = next(f for f in (where, where / "second") if (f / "org_lexicon.py").exists())
    spec = importlib.util.spec_from_file_location(f"org_lexicon_{abs(hash(reader))}", reader / "org_lexicon.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rows = list(module.terms(json.loads((where / "orgs" / f"{org}.json").read_text(encoding="utf-8"))))
    path = Path(tempfile.mkdtemp()) / "words.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    tables = path.with_name("tables.jsonl")
    for dialect in ("oracle", "postgres", "mysql", "tsql"):  # the first that reads its DDL
        done = subprocess.run([sys.executable, "-m", "garim", "learn", "ddl", str(where / "orgs" / f"{org}.sql"), "--dialect", dialect, "--out", str(tables)], capture_output=True, check=False)
        if not done.returncode:
            break
    words = [word for row in rows if row.get("term") for word in (row["term"], *(row.get("aliases") or ())) if len(word) > 1]
    return Screen(lexicons=[path, *([tables] if tables.exists() else [])], key=bytes(range(32))), words


def main() -> None:
    """Measure."""
    folders = [Path(one) for one in sys.argv[1:] if not one.startswith("--")]
    if not folders:
        searching()
    for folder in folders:
        publishing(folder, "--show" in sys.argv)


if __name__ == "__main__":
    main()
