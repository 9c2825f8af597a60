"""Several processes, and a Ray cluster of which one worker dies: the same bytes as one process alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
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
from garim.bulk import workers
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
    ray = "local" if sys.argv[4] == "kill" else ""
    workers.FORKS = workers.FORKS and sys.argv[4] != "daft"
    run, outcome = clean(Order(src=src, dst=dst, lexicons=(words,), key=bytes(range(32)), workers=2, ray=ray, rules=True, check=False, tell=tell))
    run.publish()
    print(len(killed), len(outcome.told.workers))
"""


@pytest.mark.timeout(400)
@pytest.mark.parametrize("how", ["native", "daft", "kill"])
def test_the_same_bytes_as_one_process(tmp_path: Path, words: Path, cleaned: Clean, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """Forked processes; daft's, as where none can be forked; its Ray runner, where a worker is killed in the middle."""
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


DYING = """
import os, signal, sys, time
from multiprocessing import active_children
from pathlib import Path
import garim.bulk.plan as plan
from garim.bulk.run import Order, clean
from garim.errors import Broken
plan.PART = 4096

hands = []

def tell(progress):
    if progress.step == "find" and progress.done and not hands:
        hands.extend(active_children())
        print(*(hand.pid for hand in hands), flush=True)
        os.kill(hands[0].pid if sys.argv[4] == "worker" else os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    src, dst, words = map(Path, sys.argv[1:4])
    try:
        clean(Order(src=src, dst=dst, lexicons=(words,), key=bytes(range(32)), workers=2, rules=True, check=False, tell=tell))
    except Broken as error:
        sys.exit(f"{error.message}: {error.hint}")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux")
@pytest.mark.parametrize("who", ["worker", "leading"])
def test_whoever_is_killed_leaves_what_the_next_run_goes_on_with(tmp_path: Path, words: Path, cleaned: Clean, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    """A worker's death is told in words; the leading process' takes its workers with it. The next run ends in the same bytes."""
    monkeypatch.setattr("garim.bulk.plan.PART", 4096)
    src = tmp_path / "src"
    src.mkdir()
    corpus(src)
    alone, _ = cleaned(src, rules=True, check=False)
    (tmp_path / "go.py").write_text(DYING)
    environment = {**os.environ, "PYTHONPATH": str(Path(garim.__file__).parents[1])}
    command = [sys.executable, str(tmp_path / "go.py"), str(src), str(tmp_path / "spread"), str(words), who]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)

    if who == "worker":
        assert done.returncode == 1 and "a worker died: is memory short? run it again" in done.stderr
    until = time.monotonic() + 10
    hands = [Path(f"/proc/{pid}") for pid in done.stdout.split()]
    while any(hand.exists() and " Z " not in (hand / "stat").read_text() for hand in hands):
        assert time.monotonic() < until
        time.sleep(0.05)
    again, outcome = cleaned(src, dst="spread", rules=True, check=False, workers=2)
    assert outcome.resumed and len(hands) == 2
    assert tree(again) == tree(alone)
