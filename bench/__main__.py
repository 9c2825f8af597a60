"""Run benchmarks: `python -m bench` all, `python -m bench hide restore` some. Results are kept in bench/results.

Every figure is a ratio in one run or CPU time of one thread; wall-clock figures of a shared machine are told as such.
"""

from __future__ import annotations

import datetime
import json
import pkgutil
import platform
import subprocess
import sys
from pathlib import Path

import bench

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Run the named benchmarks, or all, and keep what they tell, one file each."""
    names = sys.argv[1:] or [m.name for m in pkgutil.iter_modules(bench.__path__) if not m.name.startswith("_") and not m.ispkg]
    for name in names:
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"bench {name} failed:\n{done.stderr}")
        rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        if not rows:  # it prints a table for a reader and keeps its figures itself
            print(done.stdout)
            continue
        head = {"date": datetime.date.today().isoformat(), "machine": platform.processor() or platform.machine()}
        with (RESULTS / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for row in rows:
                print(json.dumps({"bench": name, **row}, ensure_ascii=False))
                file.write(json.dumps({**head, **row}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
