"""Hiding: CPU time of a 2 KB prompt never seen before, bulk text, and a conversation that grows."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench import _made
from garim import Screen


def screen(size: int, folder: Path) -> tuple[Screen, list[dict[str, object]]]:
    """A screen with an invented lexicon of `size` terms, without the names model."""
    from garim.config import Settings
    from garim.config.settings import ScreenSettings

    terms = _made.lexicon(size)
    path = folder / f"words{size}.jsonl"
    path.write_bytes(_made.lines(terms))
    key = b"benchmark key of thirty-two bytes"
    return Screen(settings=Settings(screen=ScreenSettings(names="off"), base=str(folder)), lexicons=[path], key=key), terms


def main() -> None:
    """Print one JSON line a figure."""
    sizes = [int(a) for a in sys.argv[1:]] or [10_000]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            one, terms = screen(size, Path(folder))
            times = []
            for number in range(400):
                text = _made.prompt(terms, number)
                begun = time.process_time_ns()
                one.hide(text)
                times.append((time.process_time_ns() - begun) / 1e6)
            times = times[50:]
            figures = {"median_ms": round(statistics.median(times), 3), "p99_ms": round(sorted(times)[int(len(times) * 0.99)], 3)}
            print(json.dumps({"what": "2 KB prompt, never seen", "terms": size, **figures}))
            bulk = [_made.PROSE * 20 + _made.prompt(terms, n, 4096) for n in range(1000, 1200)]
            begun = time.process_time()
            for text in bulk:
                one.screening.detector.scan(text)
            seconds = time.process_time() - begun
            print(json.dumps({"what": "bulk scan, a finding every 600 bytes", "terms": size, "mb_per_s": round(sum(len(t.encode()) for t in bulk) / seconds / 1e6, 2)}))
            print(json.dumps({"what": "conversation", "terms": size, **conversation(one, terms)}))


def conversation(one: Screen, terms: list[dict[str, object]]) -> dict[str, float]:
    """CPU of turn 20 against turn 1 where each turn resends the history (1 KB a turn and side)."""
    first, last = [], []
    for run in range(30):
        messages: list[dict[str, str]] = []
        for turn in range(20):
            messages.append({"role": "user", "content": _made.prompt(terms, 10_000 + run * 50 + turn, 1024)})
            begun = time.process_time_ns()
            one.hide(messages)
            spent = (time.process_time_ns() - begun) / 1e6
            (first if turn == 0 else last if turn == 19 else []).append(spent)
            messages.append({"role": "assistant", "content": _made.prompt(terms, 20_000 + run * 50 + turn, 1024)})
    one_, twenty = statistics.median(first), statistics.median(last)
    return {"turn_1_ms": round(one_, 3), "turn_20_ms": round(twenty, 3), "ratio": round(twenty / one_, 2)}


if __name__ == "__main__":
    main()
