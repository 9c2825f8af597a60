"""Score the lexicon finder alone on annotated prompts: what leaks by type, what of `keep` is touched; and its speed.

python bench/lexicon.py quality EVAL_DIR [--show N]     EVAL_DIR holds orgs/, prompts_dev.jsonl.gz, org_lexicon.py
python bench/lexicon.py speed [TERMS]
"""

from __future__ import annotations

import collections
import gzip
import json
import random
import subprocess
import sys
import time
from pathlib import Path

from garim.detect.lexicon.lexicon import Lexicon
from garim.detect.lexicon.source import Term, read_terms
from garim.learn import Learnt, Options
from garim.learn.ddl import learn
from garim.text.views import View

OURS = set(
    "IDENTIFIER DB_OBJECT CODE_NAMESPACE HOST ORG PRODUCT_INTERNAL PROJECT DOMAIN TICKET PATH URL EMPLOYEE_ID PERSON EMAIL LOCATION".split()
)


def lexicon(root: Path, org: str) -> Lexicon:
    """A company's lexicon from its export and its DDL."""
    lines = subprocess.run(
        [sys.executable, root / "org_lexicon.py", root / "orgs" / f"{org}.json"], capture_output=True, check=True
    )
    terms, problems = read_terms(lines.stdout, org)
    print(org, len(terms), "terms", len(problems), "problems")
    for item in learn(str(root / "orgs" / f"{org}.sql"), Options()):
        if isinstance(item, Learnt):
            terms.append(Term(item.term, item.kind, tuple(item.aliases), item.means))
    return Lexicon.load(Lexicon.build(terms).dump())


def quality(root: Path, show: int) -> None:  # noqa: C901
    """Print leaks and touched keeps."""
    with gzip.open(root / "prompts_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        prompts = [json.loads(line) for line in file]
    lexicons = {org: lexicon(root, org) for org in sorted({p["org"] for p in prompts})}
    total, leaks, kept, broken = collections.Counter(), collections.Counter(), 0, []
    lines, outside = [], []
    for prompt in prompts:
        text, spans = prompt["text"], prompt["sensitive"] or []
        findings = []
        base = View(text)
        for view in (base, *base.others):
            for finding in lexicons[prompt["org"]].find(view).findings:
                back = view.lead_back(finding)
                if back:
                    findings.append(back)
        hidden = [(f.start, f.end) for f in findings]
        seen = set()
        for span in spans:
            if span["type"] not in OURS or (span["type"], span["text"]) in seen:
                continue
            seen.add((span["type"], span["text"]))
            total[span["type"]] += 1
            if not any(a < span["end"] and b > span["start"] for a, b in hidden):
                leaks[span["type"]] += 1
                lines.append(
                    f"{prompt['id']} {span['type']} {span['text'][:70]!r} {'(lexicon only)' if span['text'] in (prompt.get('lexicon_only') or ()) else ''}"
                )
        for f in findings:
            if not any(s["start"] < f.end and s["end"] > f.start for s in spans):
                outside.append(
                    f"{prompt['id']} {text[max(0, f.start - 15) : f.end + 15]!r} -> {text[f.start : f.end]!r} {f.kind} {f.why} {f.rank}"
                )
        for keep in prompt["keep"] or ():
            at = text.find(keep)
            while at >= 0:
                kept += 1
                inside = any(s["start"] < at + len(keep) and s["end"] > at for s in spans)
                if not inside and any(a < at + len(keep) and b > at for a, b in hidden):
                    broken.append(f"{prompt['id']} keep {keep!r}")
                at = text.find(keep, at + 1)
    for kind in sorted(total):
        print(f"{kind:18} {leaks[kind]:3} of {total[kind]:3} leak")
    print(
        "all",
        sum(leaks.values()),
        "of",
        sum(total.values()),
        "| keep",
        len(broken),
        "of",
        kept,
        "touched |",
        len(outside),
        "findings outside gold",
    )
    print("\n".join(lines[:show] + ["--- outside"] + outside[:show] + broken))


def speed(count: int) -> None:
    """Print build, load and find times on a made-up lexicon."""
    random.seed(7)
    onsets, vowels, ends = "b d g k l m n p r s t v z br dr kr".split(), "a e i o u".split(), ["", "n", "l", "r", "s", "x"]

    def word() -> str:
        return "".join(random.choice(onsets) + random.choice(vowels) + random.choice(ends) for _ in range(random.randint(2, 4)))

    kinds = ["host", "db_object", "product", "customer", "service", "employee_id"]
    terms = []
    for i in range(count):
        kind = kinds[i % 6]
        name = {"host": f"{word()}{i % 90:02}", "db_object": f"TB_{word()}_{word()}_M".upper(), "employee_id": f"E{i:07}"}.get(
            kind
        ) or f"{word()} {word()}".title()
        terms.append(Term(name, kind))
    start = time.process_time()
    built = Lexicon.build(terms)
    print("build", round(time.process_time() - start, 2), "s", built)
    blob = built.dump()
    start = time.process_time()
    loaded = Lexicon.load(blob)
    print("load", round(time.process_time() - start, 3), "s of", len(blob) // 1_000_000, "MB")
    prose = Path(collections.__file__).read_text(encoding="utf-8")
    texts = [prose[i : i + 2000] for i in range(0, 50_000, 2000)]
    texts = [t[:1000] + f" {random.choice(terms).term} " + t[1000:] for t in texts]
    times = []
    for _ in range(5):
        for text in texts:
            start = time.process_time()
            loaded.find(View(text))
            times.append(time.process_time() - start)
    print("2 KB", round(sorted(times)[len(times) // 2] * 1e3, 3), "ms median")
    bulk = (prose * 40)[:2_000_000]
    start = time.process_time()
    loaded.find(View(bulk))
    print("bulk", round(len(bulk) / 1e6 / (time.process_time() - start), 1), "MB/s")


if __name__ == "__main__":
    if sys.argv[1:2] == ["quality"]:
        quality(Path(sys.argv[2]), int(sys.argv[4]) if len(sys.argv) > 4 else 40)
    else:
        speed(int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
