"""The pattern engine and the views alone: 2 KB prompts, bulk text, and carrying through a conversation; all kinds present.

CPU time of one thread. `engine` is prefilter and confirmation; `scan` adds the undisguised views and overlaps.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import garim
from bench._made import PROSE
from garim.detect.patterns.engine import Engine
from garim.detect.patterns.kinds import all_kinds
from garim.detect.scan import Detector
from garim.text.views import View

SOURCE = Path(garim.__file__).parent
KOREAN = (
    "어제 배포한 뒤로 조회 화면이 느려졌습니다. 로그를 보면 같은 질의가 되풀이되고 있습니다.\n" * 8
    + "담당자는 jin.oh@nuri-soft.co.kr 이고 급하면 010-2345-6789로 전화 주세요.\n"
)
LOG = "2026-03-02 10:2{0}:4{1},{2} INFO [worker-7] c.n.batch.Runner - step 12 of 40 done in 381 ms, 10.20.3.7:8443 answered 200\n"


def micro(work: Callable[[], object], rounds: int) -> list[float]:
    """CPU microseconds of each round."""
    out = []
    for _ in range(rounds):
        start = time.process_time_ns()
        work()
        out.append((time.process_time_ns() - start) / 1000)
    return out


def tell(what: str, text: str, times: list[float]) -> None:
    """One JSON line about times for a text."""
    times.sort()
    median = statistics.median(times)
    row = {"what": what, "characters": len(text), "us_median": round(median, 1), "us_p99": round(times[int(len(times) * 0.99)], 1)}
    print(json.dumps({**row, "mb_per_s": round(len(text.encode()) / median, 1)}))


def main() -> None:
    """Time everything."""
    start = time.process_time()
    engine = Engine(all_kinds())
    compiled = time.process_time() - start
    blob = engine.dump()
    start = time.process_time()
    engine = Engine.load(all_kinds(), blob)
    loaded = time.process_time() - start
    print(json.dumps({"what": "compile", "kinds": len(all_kinds()), "s": round(compiled, 2), "load_ms": round(loaded * 1000, 1), "bytes": len(blob)}))
    code = "".join(path.read_text() for path in sorted(SOURCE.rglob("*.py")) if "kinds" not in path.parts)
    prompts = {"prose": PROSE * 9, "korean": KOREAN * 6, "code": code[20_000:], "log": "".join(LOG.format(i % 10, 9 - i % 10, 100 + 37 * i) for i in range(20))}
    detector = Detector(engine=engine, cache=0)
    for name, long in prompts.items():
        text = long[:2000]
        view = View(text)
        tell(f"engine {name}", text, micro(lambda view=view: engine.find(view), 400))  # type: ignore[misc]
        tell(f"scan {name}", text, micro(lambda text=text: detector.scan(text), 400))  # type: ignore[misc]
    tell("engine bulk code", code, micro(lambda: engine.find(View(code)), 5))
    tell("scan bulk code", code, micro(lambda: detector.scan(code), 3))
    carry(engine)


def carry(engine: Engine) -> None:
    """A conversation of 20 turns and 40 values, sent again with one more turn each time."""
    detector = Detector(engine=engine)
    turns = [f"{PROSE * 3}\nwrite to u{i}.kim@nuri-soft.co.kr or call 010-{2000 + i}-{4000 + i}\n" for i in range(20)]
    rows = [detector.scan(turn) for turn in turns]
    first = []
    for _ in range(20):
        fresh = Detector(engine=engine)
        rows = [fresh.scan(turn) for turn in turns]
        first += micro(lambda fresh=fresh, rows=rows: fresh.carry(turns, rows), 1)  # type: ignore[misc]
    tell("carry 20 turns 40 values, first", "".join(turns), first)
    detector.carry(turns, rows)
    tell("carry 20 turns 40 values, resent", "".join(turns), micro(lambda: detector.carry(turns, rows), 200))


if __name__ == "__main__":
    main()
