"""What finding names costs: CPU time of one thread, never of a clock on the wall.

`python -m bench.personal.speed NAMES` opens a screen and tells what that took: for a process of its own.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.personal import codes, score

HERE = Path(__file__).parent
PIECE = 4_000
"""Characters of a piece of prose."""
SHARED = Path(__file__).parents[3] / "shared" / "data"
KEY = b"benchmark key of thirty-two bytes"


def open_screen(names: str) -> Any:
    """A screen without a lexicon."""
    from garim import Screen
    from garim.config import Settings
    from garim.config.settings import ScreenSettings

    return Screen(settings=Settings(screen=ScreenSettings(names=names), base=tempfile.gettempdir()), key=KEY)


def prose(languages: str) -> list[str]:
    """Pieces of sentences of our sets, and of those of ../shared/data that training leaves out; no sentence comes twice."""
    texts: list[score.Text] = []
    if "ko" in languages:
        texts += score.marked(HERE / "data" / "ko.txt") + score.marked(HERE / "data" / "ko_negatives.txt")
        texts += score.klue(SHARED / "klue-ner-4000.jsonl.gz") if SHARED.exists() else []
    if "en" in languages:
        texts += [t for name in ("news", "posts", "en_negatives") for t in score.marked(HERE / "data" / f"{name}.txt")]
        texts += score.packed(HERE / "sets" / "english.jsonl.gz")
        texts += score.conll(SHARED / "wnut17-train.conll.gz") if SHARED.exists() else []
    random.Random(languages).shuffle(texts)
    out = [""]
    for one in texts:
        if len(out[-1]) > PIECE:
            out.append("")
        out[-1] += one.text + "\n"
    return out[:-1]


def prompt(number: int, code: list[str]) -> str:
    """2 KB of code and log, never the same: a question, a piece of real code, a piece of a log with moving numbers."""
    dice = random.Random(number)
    piece = dice.choice(code)
    start = dice.randrange(max(1, len(piece) - 1_000))
    logs = []
    while sum(map(len, logs)) < 800:
        logs.append(
            f"2024-11-{dice.randrange(1, 29):02} {dice.randrange(24):02}:{dice.randrange(60):02}:{dice.randrange(60):02}.{dice.randrange(1000):03} "
            + dice.choice(("INFO ", "WARN ", "ERROR"))
            + dice.choice(
                (
                    f" [worker-{dice.randrange(64)}] c.s.o.RetryTemplate : attempt {dice.randrange(9)} of 5 failed after {dice.randrange(9000)} ms",
                    f" [http-{dice.randrange(64)}] GET /api/v1/orders/{dice.randrange(10**7)} 200 {dice.randrange(900)}ms",
                    f" [main] Cache evicted {dice.randrange(9000)} entries, heap {dice.randrange(4096)} MB",
                    f" [batch] 처리 {dice.randrange(10**5)}건, 실패 {dice.randrange(50)}건",
                )
            )
            + "\n"
        )
    asked = f"Why does step {number} fail here? 원인과 고치는 방법을 알려 주세요.\n\n"
    return (asked + piece[start : start + 1_000] + "\n\n" + "".join(logs)).encode()[:2_048].decode("utf-8", "ignore")


def rate(texts: list[str], run: Callable[[str], object]) -> float:
    """KB of UTF-8 a second of CPU."""
    begun = time.process_time()
    for text in texts:
        run(text)
    return sum(len(t.encode()) for t in texts) / 1000 / (time.process_time() - begun)


def figures(screen: Any, names: str) -> dict[str, float]:
    """All figures of speed and weight."""
    from garim.text.views import View

    detector = screen.screening.detector
    finder = screen._loader._names
    out: dict[str, float] = {}
    for what, languages in (("Korean prose", "ko"), ("English prose", "en"), ("mixed prose", "ko en")):
        texts = prose(languages)
        detector.scan(texts[0])
        out[f"{what}, names alone, KB/s"] = rate(texts[1::2], lambda text: finder.find(View(text), ""))
        out[f"{what}, whole scan, KB/s"] = rate(texts[2::2], detector.scan)
    code = [piece for pieces in codes.samples().values() for piece in pieces]
    out["code, KB/s of a whole scan"] = rate([f"{piece}\n# {at}" for at, piece in enumerate(code)], detector.scan)
    times = []
    for number in range(300):
        text = prompt(number, code)
        begun = time.process_time_ns()
        screen.hide(text)
        times.append((time.process_time_ns() - begun) / 1e6)
    out["2 KB code and log prompt, CPU ms, median"] = statistics.median(times[50:])
    times = []
    for number in range(1_000, 1_200):
        view = View(prompt(number, code))
        begun = time.process_time_ns()
        finder.find(view, "")
        times.append((time.process_time_ns() - begun) / 1e6)
    out["2 KB code and log prompt, names alone, CPU ms"] = statistics.median(times[50:])
    return out | started(names)


def started(names: str) -> dict[str, float]:
    """What a process of its own says of its start."""
    runs = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-m", "bench.personal.speed", names], capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout))
    return {key: min(float(run[key]) for run in runs) for key in runs[0]}


def main() -> None:
    """Open a screen in this process and tell what it took."""
    screen = open_screen(sys.argv[1])
    screen.hide("내일 회의에 김하늘 과장이 옵니다. Please call Mary Winthrop back.")
    told: dict[str, float] = {"start, CPU s": round(time.process_time(), 3)}
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            told["resident, MB"] = round(int(line.split()[1]) / 1024, 1)
    told["resident at most, MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
