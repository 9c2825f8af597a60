"""What `garim learn ddl` takes and leaves, against labelled prompts of the same companies.

`python -m bench.learn SETS [--show N]`: SETS is a folder of labelled sets, searched for `orgs/*.sql` beside prompts
(`*.jsonl.gz` with text, org and sensitive). A name of the DDL is the company's where a prompt marks it or a name that holds it, and
generic where prompts have it only outside of all marks; names that no prompt has are counted and not judged.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from garim.learn import Learnt, Left, Options, ddl

WORD = re.compile(r"[A-Za-z0-9_$#가-힣]+")


def labelled(folder: Path) -> dict[str, tuple[set[str], set[str]]]:
    """Company → words inside marks, words outside, in lower case."""
    out: dict[str, tuple[set[str], set[str]]] = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            row = json.loads(line)
            if "sensitive" not in row or "text" not in row:
                continue
            inside, outside = out.setdefault(row["org"], (set(), set()))
            letters = list(row["text"])
            for span in row["sensitive"]:
                letters[span["start"] : span["end"]] = " " * (span["end"] - span["start"])
                inside |= {word.lower() for word in WORD.findall(span["text"])}
            outside |= {word.lower() for word in WORD.findall("".join(letters))}
    return out


def judged(sets: Path) -> Iterator[tuple[str, str, bool, str]]:
    """(kind, name, whether it was taken, mine | generic | unseen) of every name in every company's DDL."""
    for orgs in sorted(sets.rglob("orgs")):
        words = labelled(orgs.parent)
        for dump in sorted(orgs.glob("*.sql")):
            inside, outside = words.get(dump.stem, (set(), set()))
            for item in ddl.learn(str(dump), Options()):
                name = item[0].lower()
                truth = "mine" if name in inside else "generic" if name in outside else "unseen"
                if isinstance(item, Learnt):
                    yield item.kind, item.term, True, truth
                elif isinstance(item, Left):
                    yield "left", item.word, False, truth


def main() -> None:
    """Count, print."""
    parser = argparse.ArgumentParser(prog="bench.learn", description=__doc__)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--show", type=int, default=0, help="how many of each fault to print")
    asked = parser.parse_args()
    rows = list(judged(asked.sets))
    counted = Counter((kind, taken, truth) for kind, _, taken, truth in rows)
    for kind in sorted({kind for kind, *_ in rows}):
        told = {truth: counted[kind, kind != "left", truth] for truth in ("mine", "generic", "unseen")}
        print(f"{kind:10} " + "  ".join(f"{truth} {count}" for truth, count in told.items()))
    right = sum(n for (_, taken, truth), n in counted.items() if taken and truth == "mine")
    wrong = sum(n for (_, taken, truth), n in counted.items() if taken and truth == "generic")
    missed = sum(n for (_, taken, truth), n in counted.items() if not taken and truth == "mine")
    print(f"taken and the company's {right}, taken and generic {wrong}, left and the company's {missed}")
    print(f"precision {right / max(1, right + wrong):.3f}  recall {right / max(1, right + missed):.3f}")
    for title, taken, truth in (("taken, generic", True, "generic"), ("left, the company's", False, "mine")):
        names = sorted({f"{name} ({kind})" for kind, name, got, what in rows if got == taken and what == truth})
        print(f"{title}: " + ", ".join(names[: asked.show]))


if __name__ == "__main__":
    main()
