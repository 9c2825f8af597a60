"""Sets that nothing was made of: what leaks, what stays, what is changed. `python -m bench.left_out [SET …]`

Prints figures only, never a text: what was read once measures nothing any more. See bench/sets_left_out/README.md.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from bench.quality.score import blank, count
from garim import Screen

SETS = Path(__file__).parent / "sets_left_out"
KEY = b"an evaluation key of 32 bytes..."


def screens(rows: list[dict[str, Any]], room: Path) -> dict[str, Screen]:
    """Company → a screen with its list."""
    out = {}
    for row in rows:
        if row.get("lexicon") and row["org"] not in out:
            path = room / f"{row['org']}.jsonl"
            path.write_text("".join(json.dumps(term, ensure_ascii=False) + "\n" for term in row["lexicon"]), "utf-8")
            out[row["org"]] = Screen(lexicons=[path], key=KEY)
    return out


def measure(rows: list[dict[str, Any]], lists: dict[str, Screen]) -> dict[str, Any]:
    """Figures of a set's rows, each with its company's screen or one without a list."""
    plain = Screen(key=KEY)
    told: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for row in rows:
        text = row["text"]
        hidden = lists.get(row.get("org", ""), plain).hide(text)
        low, values = hidden.text.lower(), {(label["text"], label["type"]) for label in row.get("sensitive", ())}
        free = blank(text, row.get("sensitive", [])).lower()
        leaks = [kind for value, kind in values if count(value.lower(), low) > count(value.lower(), free)]
        left.update(leaks)
        told["values"] += len(values)
        told["prompts" if values else "clean"] += 1
        told["prompts_without_leak"] += bool(values) and not leaks
        told["clean_changed"] += not values and bool(hidden.findings)
        told["words"] += len(row.get("keep", ()))
        told["kept"] += sum(word in hidden.text for word in row.get("keep", ()))
        told["not_restored"] += hidden.restore(hidden.text) != text
    share = lambda part, whole: round(part / whole, 4) if whole else None  # noqa: E731
    return {
        "leak": share(left.total(), told["values"]),
        "prompts_without_leak": share(told["prompts_without_leak"], told["prompts"]),
        "kept": share(told["kept"], told["words"]),
        "clean_changed": f"{told['clean_changed']} of {told['clean']}",
        "not_restored": told["not_restored"],
        "left": dict(left.most_common()),
    }


def main() -> None:
    """Measure the sets that are named, or all."""
    for path in sorted(SETS.glob("*.jsonl.gz")):
        name = path.name.partition(".")[0]
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]
        with tempfile.TemporaryDirectory() as room:
            lists = screens(rows, Path(room))
            for given, with_lists in (("list", lists), ("none", {})) if lists else (("none", {}),):
                print(json.dumps({"set": name, "list": given == "list", **measure(rows, with_lists)}), flush=True)


if __name__ == "__main__":
    main()
