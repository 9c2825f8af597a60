"""Hours of mixed exchanges with prompts never seen, and what grows: `python -m bench.soak [--minutes 20] [--rate 12]`.

The hour of the bar: `python -m bench.soak --minutes 60 --core 0 --load 0.7`. The gateway and the process beside it have that core
to themselves, callers and upstream the others; a first minute measures what an exchange costs there in CPU, and the rate is the
one that takes 70 % of the core. `load` in the result is what it took. On a machine that others use, `late_ms` is theirs too.

Load: chat, messages, responses and embeddings, whole and streamed, conversations that grow, long prompts, refused and
broken ones, scopes. Every prompt's words are new. Measured in the gateway's own process: resident memory, descriptors and
threads every five seconds; the event loop by a task that should wake every 5 ms. `busy_ms` is what the loop's thread
worked between two wakings (CPU, so that a machine used by others does not count), `late_ms` is by the clock. `rss` counts
pages of mapped files too (the table of public words, which the kernel can take back), `rss_own` only the process's own. The slope of
memory is fitted to means of a minute after the warm-up, with its standard error.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench._made import HANGUL, SYLLABLES, lexicon, lines
from bench.gateway import free_port

TICK = 0.005
MEASURE = 60.0
"""Seconds in which the cost of an exchange is measured, and as many before, which pay for what is done once."""
WARM = 0.35
"""Part of the run that is warm-up."""
LATE = 0.05
TOML = """
[screen]
lexicons = ["words.jsonl"]
key_file = "key"
[store]
url = "sqlite:///garim.db"
anchor = "anchors"
[gateway]
bind = "127.0.0.1:{port}"
[[upstream]]
name = "up"
url = "{url}"
[[upstream]]
name = "other"
url = "{url}"
protocol = "anthropic"
"""


# -- in the gateway's process


def serve(config: Path, out: Path) -> None:
    """The gateway with a watch on its loop."""
    from garim.config import read
    from garim.gateway import app, server

    watch = Watch(out)

    class Watched(app.App):
        def _begin(self) -> None:
            super()._begin()
            watch.begin()

    app.App = Watched  # type: ignore[misc]
    server.serve(read(config))


class Watch:
    """A task that should wake every 5 ms, and a thread that looks where the loop is when it does not."""

    def __init__(self, out: Path) -> None:
        self._out, self._woke, self._thread, self._worked = out, 0.0, 0, 0.0
        self._where: Counter[str] = Counter()
        self._working: Counter[str] = Counter()
        self._busy: list[float] = []
        self._late: list[float] = []
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """In the loop's thread."""
        self._thread = threading.get_ident()
        self._task = asyncio.get_running_loop().create_task(self._tick())
        threading.Thread(target=self._look, daemon=True).start()
        threading.Thread(target=self._write, daemon=True).start()

    async def _tick(self) -> None:
        clock, busy = time.monotonic(), time.thread_time()
        while True:
            self._woke, self._worked = clock, busy
            await asyncio.sleep(TICK)
            now, worked = time.monotonic(), time.thread_time()
            self._late.append(now - clock - TICK)
            self._busy.append(worked - busy)
            clock, busy = now, worked

    def _look(self) -> None:
        clock = time.pthread_getcpuclockid(self._thread)
        while True:
            time.sleep(TICK)
            if time.monotonic() - self._woke > LATE + TICK:
                names = self._stack()
                self._where[names] += 1
                if time.clock_gettime(clock) - self._worked > LATE:
                    self._working[names] += 1

    def _stack(self) -> str:
        frame, names = sys._current_frames().get(self._thread), []
        while frame and len(names) < 6:
            if "/garim/" in frame.f_code.co_filename or not names:
                names.append(f"{Path(frame.f_code.co_filename).name}:{frame.f_code.co_name}")
            frame = frame.f_back
        return " < ".join(names)

    def _write(self) -> None:
        began = time.monotonic()
        with self._out.open("a") as file:
            while True:
                time.sleep(5)
                busy, self._busy = self._busy, []
                late, self._late = self._late, []
                status = Path("/proc/self/status").read_text()
                rss, own = (int(status.split(name)[1].split()[0]) / 1024 for name in ("VmRSS:", "RssAnon:"))
                row = {"at": round(time.monotonic() - began, 1), "rss_mb": round(rss, 2), "own_mb": round(own, 2), "fds": len(os.listdir("/proc/self/fd"))}
                row |= {"threads": threading.active_count(), "busy_ms": round(max(busy, default=0) * 1000, 1), "late_ms": round(max(late, default=0) * 1000, 1)}
                row |= {"blocks": sys.getallocatedblocks(), "beside_mb": round(beside(), 1)}
                row |= {"busy_over": sum(one > LATE for one in busy), "ticks": len(busy), "where": self._where.most_common(5), "working": self._working.most_common(9), "cpu_s": round(time.process_time(), 1)}
                file.write(json.dumps(row) + "\n")
                file.flush()


def used(pid: int) -> float:
    """CPU seconds of a process and of those below it."""
    found, ticks = 0.0, os.sysconf("SC_CLK_TCK")
    with contextlib.suppress(OSError):
        row = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        found = (int(row[11]) + int(row[12])) / ticks
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += sum(map(used, map(int, (task / "children").read_text().split())))
    return found


def beside() -> float:
    """Resident memory of the process beside this one, in MB."""
    found = 0.0
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # a thread that just ended
            for child in (task / "children").read_text().split():
                found += int(Path(f"/proc/{child}/status").read_text().split("VmRSS:")[1].split()[0]) / 1024
    return found


# -- the load


class Texts:
    """Prompts whose words are new."""

    def __init__(self, seed: int, terms: list[dict[str, object]]) -> None:
        self._dice, self._terms = random.Random(seed), terms

    def word(self) -> str:
        """Two in three Latin."""
        dice = self._dice
        if dice.random() < 0.3:
            return "".join(dice.choices(HANGUL, k=3))
        return "".join(dice.choices(SYLLABLES, k=dice.choice((2, 3, 4))))

    def line(self) -> str:
        """One of a prompt."""
        dice, w = self._dice, self.word
        term = str(dice.choice(self._terms)["term"])
        number = f"{dice.randrange(1000, 9999)}"
        return dice.choice([
            f"SELECT {w()}_id, {w()} FROM {w()}_{w()} t WHERE t.{w()} = '{w()}-{number}' AND name LIKE '{term}%';",
            f"{w()} {w()} gives ORA-0{number} on {w()}-prd-db{number[:2]}, since the {w()} upgrade {w()} is slow.",
            f"김{dice.choice(HANGUL)}{dice.choice(HANGUL)} 과장님 연락처는 010-{dice.randrange(2000, 9999)}-{number}, 메일은 {w() if w().isascii() else 'lee'}{number}@{'abcde'[dice.randrange(5)]}corp.co.kr 입니다.",
            f"{term}에서 {w()} 배치가 {number}건 처리 후 멈췄습니다. 10.{dice.randrange(250)}.{dice.randrange(250)}.{dice.randrange(1, 250)} 로그를 봐 주세요.",
            f"    public {w().title() or 'X'} get{w().title()}(String {w()}) {{ return {w()}Repo.find{w().title()}({w()}, {number}); }}",
            f"2026-11-{dice.randrange(10, 28)}T0{number[0]}:{dice.randrange(10, 59)}:00Z INFO [{w()}-{number}] {w()}.{w()}.{w()} took {number} ms user={w()}",
            f"Dear {w().title()}, the contract {dice.randrange(10**9, 10**10)} of {w().title()} {w().title()} ends on 2027-03-{dice.randrange(10, 28)}.",
            f"Which index helps {w()}? 통계는 어제 수집했고 {w()} 파라미터는 기본값입니다.",
        ])

    def text(self, size: int) -> str:
        """So many characters and a bit."""
        out = ""
        while len(out) < size:
            out += self.line() + "\n"
        return out


def ask(dice: random.Random, texts: Texts, talks: list[list[dict[str, str]]]) -> tuple[str, dict[str, Any], dict[str, str], set[int]]:
    """Path, document, headers, and the statuses that are asked for."""
    draw = dice.random()
    size = 40_000 if dice.random() < 0.02 else dice.choice((200, 600, 1500, 4000))
    stream = dice.random() < 0.4
    model = "echo.40" if stream else "echo"
    head = {"x-garim-scope": f"case-{dice.randrange(10**9)}"} if dice.random() < 0.2 else {}
    if draw < 0.02:
        return "/v1/chat/completions", {"model": "a b\n", "messages": []}, {}, {400}
    if draw < 0.04:
        return "/v1/chat/completions", {"model": "e500", "messages": [{"role": "user", "content": texts.text(300)}]}, {}, {500, 502}
    if draw < 0.10:
        return "/v1/embeddings", {"model": "embed", "input": [texts.text(200), texts.text(200)]}, {}, {200}
    if draw < 0.35:  # a conversation that grows
        if not talks or dice.random() < 0.2:
            talks.append([])
            del talks[:-8]
        talk = dice.choice(talks)
        talk.append({"role": "user", "content": texts.text(dice.choice((200, 600)))})
        document = {"model": model, "stream": stream, "messages": list(talk)}
        talk.append({"role": "assistant", "content": texts.text(200)})
        if len(talk) > 16:
            talks.remove(talk)
        return "/v1/chat/completions", document, head, {200}
    message = [{"role": "user", "content": texts.text(size)}]
    if draw < 0.60:
        return "/v1/chat/completions", {"model": "tools" if dice.random() < 0.2 else model, "stream": stream, "messages": message}, head, {200}
    if draw < 0.82:
        return "/v1/messages", {"model": model, "stream": stream, "max_tokens": 99, "messages": message}, head, {200}
    return "/v1/responses", {"model": model, "stream": stream, "input": message[0]["content"], "store": dice.random() < 0.3}, head, {200}


async def drive(url: str, seconds: float, rate: float, seed: int, terms: list[dict[str, object]]) -> tuple[Counter[str], int]:
    """Ask at a rate; what came, and how often it was not what was asked for."""
    import aiohttp

    dice, texts, talks = random.Random(seed), Texts(seed, terms), []
    came: Counter[str] = Counter()
    wrong, running = 0, set()

    async def one(path: str, document: dict[str, Any], head: dict[str, str], wanted: set[int]) -> None:
        nonlocal wrong
        try:
            async with session.post(url + path, json=document, headers=head) as answer:
                data = await answer.read()
                broke = b'"error"' in data[-300:] and answer.status == 200
                came[f"{path} {answer.status}{' broke' if broke else ''}"] += 1
                wrong += answer.status not in wanted or broke
        except (aiohttp.ClientError, TimeoutError) as error:
            came[f"{path} {type(error).__name__}"] += 1
            wrong += 1

    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
        until = time.monotonic() + seconds
        due = time.monotonic()
        while time.monotonic() < until:
            due = max(due + dice.expovariate(rate), time.monotonic() - 1)
            await asyncio.sleep(max(0, due - time.monotonic()))
            if len(running) > 40:
                came["held back: 40 under way"] += 1
                await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            task = asyncio.create_task(one(*ask(dice, texts, talks)))
            running.add(task)
            task.add_done_callback(running.discard)
        await asyncio.gather(*running)
    return came, wrong


# -- what grew


def fitted(rows: list[dict[str, Any]], what: str = "rss_mb") -> dict[str, float]:
    """Slope a hour of means of a minute, with its standard error, after the warm-up."""
    rows = [row for row in rows if row["at"] > rows[-1]["at"] * WARM]
    minutes: dict[int, list[float]] = {}
    for row in rows:
        minutes.setdefault(int(row["at"] // 60), []).append(row[what])
    xs = [minute / 60 for minute in minutes]
    ys = [statistics.fmean(values) for values in minutes.values()]
    if len(xs) < 4:
        return {}
    mean_x, mean_y = statistics.fmean(xs), statistics.fmean(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread
    rest = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in zip(xs, ys, strict=True))
    error = (rest / (len(xs) - 2) / spread) ** 0.5
    return {"first": round(ys[0], 1), "last": round(ys[-1], 1), "range": round(max(ys) - min(ys), 1), "slope_mb_h": round(slope, 1), "standard_error": round(error, 1)}


def main() -> None:
    """Measure and print JSON lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--rate", type=float, default=12, help="requests a second")
    parser.add_argument("--load", type=float, default=0, help="of one core, in place of a rate: 0.7")
    parser.add_argument("--core", type=int, help="the gateway's own")
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument("--serve", nargs=2, type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        serve(*chosen.serve)
        return
    from tests.e2e.upstream import FakeUpstream

    class Forgetful(list[Any]):
        def append(self, one: Any) -> None:
            """Keep none but the first: the upstream looks there."""
            self[:] = [one]

    folder, port = Path(tempfile.mkdtemp(prefix="garim-soak-")), free_port()
    terms = lexicon(2000)
    (folder / "words.jsonl").write_bytes(lines(terms))
    (folder / "key").write_text("ab" * 32)
    (folder / "key").chmod(0o600)
    with FakeUpstream() as upstream:
        upstream.bodies, upstream.heads, upstream.paths = Forgetful(), Forgetful(), Forgetful()
        config = folder / "garim.toml"
        config.write_text(TOML.format(port=port, url=upstream.url))
        every = os.sched_getaffinity(0)
        if chosen.core is not None:  # a child begins where its parent is
            os.sched_setaffinity(0, {chosen.core})
        gateway = subprocess.Popen([sys.executable, "-m", "bench.soak", "--serve", str(config), str(folder / "watch.jsonl")], stdout=subprocess.PIPE, stderr=(folder / "log").open("w"))
        for thread in Path("/proc/self/task").iterdir() if chosen.core is not None else ():
            os.sched_setaffinity(int(thread.name), every - {chosen.core} or every)
        assert gateway.stdout and b"http" in gateway.stdout.readline()
        print(json.dumps({"folder": str(folder), "pid": gateway.pid, "core": chosen.core}), flush=True)
        url, rate, load = f"http://127.0.0.1:{port}", chosen.rate, 0.0
        try:
            if chosen.load:
                asyncio.run(drive(url, MEASURE, rate, chosen.seed + 1, terms))
                before = used(gateway.pid)
                measured, _ = asyncio.run(drive(url, MEASURE, rate, chosen.seed + 2, terms))
                cost = (used(gateway.pid) - before) / sum(measured.values())
                rate = chosen.load / cost
                print(json.dumps({"cpu_ms_an_exchange": round(cost * 1000, 1), "rate": round(rate, 1)}), flush=True)
            before, began = used(gateway.pid), time.monotonic()
            came, wrong = asyncio.run(drive(url, chosen.minutes * 60, rate, chosen.seed, terms))
            load = (used(gateway.pid) - before) / (time.monotonic() - began)
        finally:
            gateway.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                gateway.wait(40)
    rows = [json.loads(line) for line in (folder / "watch.jsonl").read_text().splitlines()]
    log = [json.loads(line) for line in (folder / "log").read_text().splitlines() if line.startswith("{")]
    own = sorted(row["own_ms"] for row in log if row.get("event") == "exchange")
    print(json.dumps({
        "minutes": chosen.minutes,
        "rate": round(rate, 1),
        "load": round(load, 2),
        "exchanges": sum(came.values()),
        "wrong": wrong,
        "unexpected_in_log": sum(row.get("event") == "unexpected" for row in log),
        "rss": fitted(rows),
        "rss_own": fitted(rows, "own_mb"),
        "rss_beside": fitted(rows, "beside_mb"),
        "blocks": fitted(rows, "blocks"),
        "rss_peak": max(row["rss_mb"] for row in rows),
        "fds": [rows[0]["fds"], rows[-1]["fds"]],
        "threads": [rows[0]["threads"], rows[-1]["threads"]],
        "loop": {"busy_ms_worst": max(row["busy_ms"] for row in rows), "busy_over_50ms": sum(row["busy_over"] for row in rows), "ticks": sum(row["ticks"] for row in rows), "late_ms_worst": max(row["late_ms"] for row in rows)},
        "where_late": rows[-1]["where"],
        "where_working": rows[-1]["working"],
        "own_ms": {"p50": own[len(own) // 2], "p99": own[len(own) * 99 // 100], "max": own[-1]} if own else {},
        "came": dict(came),
    }, ensure_ascii=False))


if __name__ == "__main__":
    main()
