"""What guards and training data cost: `python -m bench.guards [--megabytes N] [--documents N]`.

hook      CPU seconds of `garim scan --staged` as git calls it, for one small file and for a hundred
session   CPU seconds and MB/s of looking at and cleaning a session of Claude Code, and of one ten times as long
doubles   documents and megabytes a second into MinHash, and how many near doubles of a known number are found
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from garim import Screen
from garim.clients import all_clients
from garim.corpus.doubles import Doubles
from garim.scan.kept import Cleaner, Where
from garim.scan.look import chosen

KEY = bytes(range(1, 33))
CLAUDE = all_clients()["claude"].kept[0]
LINE = "도하랑 과장님, hanbyeol-prd-db01에서 com.hanbyeol.narae가 느려요. 010-3382-7719"


def hook(folder: Path, files: int) -> float:
    """CPU seconds of a commit's look, git's own included."""
    run = ["git", "-C", str(folder)]
    folder.mkdir()
    subprocess.run([*run, "init", "-q"], check=True)
    for number in range(files):
        (folder / f"f{number}.py").write_text(code(number, 4_000))
    subprocess.run([*run, "add", "."], check=True)
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-P", "-m", "garim", "scan", "--staged"], cwd=folder, env={**os.environ, "GARIM_KEY": KEY.hex()}, capture_output=True, check=False)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime, 2)


def code(seed: int, size: int) -> str:
    """A piece of the standard library."""
    rng = random.Random(seed)
    text = rng.choice(SOURCES)
    at = rng.randrange(max(1, len(text) - size))
    return text[at : at + size]


def session(words: Path, folder: Path, megabytes: float) -> dict[str, float]:
    """A session's tool results, with the company in every one; looked at, then cleaned."""
    path, size, number = folder / f"{megabytes}.jsonl", 0, 0
    with path.open("w", encoding="utf-8") as out:
        while size < megabytes * 1e6:
            row = {"type": "user", "message": {"role": "user", "content": [{"type": "tool_result", "content": code(number, 6_000) + LINE}]}}
            size += out.write(json.dumps(row, ensure_ascii=False) + "\n")
            number += 1
    where = Where("claude", path, CLAUDE)
    out_ = {}
    for name, what in (("look", "look"), ("clean", "clean")):
        # Finders of its own: what was looked at once is not looked at again.
        cleaner = Cleaner(Screen(lexicons=[words], key=KEY).screening, chosen(["all"], ()), folder / "notes", b"bench")
        began = time.process_time()
        getattr(cleaner, what)(where)
        seconds = time.process_time() - began
        out_[f"{name}_s"], out_[f"{name}_mb_s"] = round(seconds, 2), round(size / 1e6 / seconds, 2)
    return out_


def doubles(count: int) -> dict[str, float]:
    """Documents of 4,000 characters, each with one that differs in a few lines."""
    seen, found, size, tried = Doubles(), 0, 0, 0
    began = time.process_time()
    for number in range(count):
        text = code(1000 + number, 4_000)
        lines = text.split("\n")
        if seen.before(text):
            continue
        lines[len(lines) // 2] = f"changed = {number}"
        found += bool(seen.before("\n".join(lines)))
        size, tried = size + 2 * len(text), tried + 1
    seconds = time.process_time() - began
    return {"documents_s": round(2 * tried / seconds), "mb_s": round(size / 1e6 / seconds, 2), "found_percent": round(100 * found / tried, 1)}


SOURCES = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(Path(os.__file__).parent.glob("*.py")) if path.stat().st_size > 8_000]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--documents", type=int, default=1000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        words = folder / "words.jsonl"
        words.write_text("\n".join(json.dumps(word, ensure_ascii=False) for word in ({"term": "한별해운", "kind": "org", "aliases": ["hanbyeol"]}, {"term": "narae", "kind": "product"})))
        figures = {
            "hook_s": {"1 file": hook(folder / "one", 1), "100 files": hook(folder / "many", 100)},
            "session": {f"{size} MB": session(words, folder, size) for size in (asked.megabytes, 10 * asked.megabytes)},
            "doubles": doubles(asked.documents),
        }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
