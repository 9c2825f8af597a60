"""Several processes, and a Ray cluster of which one worker dies: the same bytes as one process alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import garim
from garim.bulk.run import Outcome

from .conftest import corpus
from .test_run import tree

Clean = Callable[..., tuple[Path, Outcome]]

SCRIPT = """
import os, signal, subprocess, sys
from pathlib import Path
import garim.bulk.plan as plan
from garim.bulk.run import Order, clean
plan.PART = 4096
killed = []

def tell(progress):
    if sys.argv[4] == "kill" and progress.step == "find" and progress.done and not killed:
        rows = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True).stdout.splitlines()[1:]
        ours = {str(os.getpid())}
        for _ in range(6):
            ours |= {row.split()[0] for row in rows if row.split()[1] in ours}
        hands = [int(row.split()[0]) for row in rows if row.split()[0] in ours and "ray::UDFActor" in row]
        if hands:
            killed.append(hands[0])
            os.kill(hands[0], signal.SIGKILL)

if __name__ == "__main__":
    src, dst, words = map(Path, sys.argv[1:4])
    ray = "local" if sys.argv[4] != "native" else ""
    run, outcome = clean(Order(src=src, dst=dst, lexicons=(words,), key=bytes(range(32)), workers=2, ray=ray, rules=True, check=False, tell=tell))
    run.publish()
    print(len(killed), len(outcome.told.workers))
"""


@pytest.mark.timeout(400)
@pytest.mark.parametrize("how", ["native", "kill"])
def test_the_same_bytes_as_one_process(tmp_path: Path, words: Path, cleaned: Clean, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """daft's processes on this machine; its Ray runner, where a worker is killed in the middle."""
    monkeypatch.setattr("garim.bulk.plan.PART", 4096)
    src = tmp_path / "src"
    src.mkdir()
    corpus(src)
    for name in ("narae.log.gz", "old.tar.gz", "customers.tsv"):
        (src / name).unlink()
    alone, _ = cleaned(src, rules=True, check=False)
    (tmp_path / "go.py").write_text(SCRIPT)
    environment = {**os.environ, "PYTHONPATH": str(Path(garim.__file__).parents[1])}
    command = [sys.executable, str(tmp_path / "go.py"), str(src), str(tmp_path / "spread"), str(words), how]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-3000:]
    killed, workers = done.stdout.split()[-2:]
    assert tree(tmp_path / "spread") == tree(alone)
    assert int(killed) == (how == "kill") and int(workers) >= 2
