"""The gateway against the floor of ../shared/eval/gateway/floor.py (parse and re-write only), in the same run.

Added time is the difference of quantiles against the upstream reached directly. Needs ../shared; without it, says so.

    python -m bench.gateway [all|new] [--peers FOLDER]

`new` measures prompts never seen alone. `--peers` names the folder of programs of an environment of their own in which other
gateways are installed (`privyx`, `llm-redact-proxy`): they are asked the same prompts in turn, in the same run.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench._load import WARM

TOOLS = Path(__file__).parent.parent.parent / "shared" / "eval" / "gateway"
BIN = Path(sys.executable).parent


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(program: list[str], url: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server until the block ends."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GARIM_")}
    process = subprocess.Popen(program, env={**clean, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(url, timeout=1).close()
                break
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def drive(mode: str, *arguments: str) -> dict[str, Any]:
    """What drive.py measured."""
    program = [sys.executable, str(TOOLS / "drive.py"), mode, *arguments, "--json"]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    row: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return row


@contextlib.contextmanager
def servers(workers: int, names: str = "off") -> Iterator[tuple[str, str, str, subprocess.Popen[bytes]]]:
    """Addresses of the upstream, the floor and the gateway, and the gateway's process."""
    up, floor, ours = (f"http://127.0.0.1:{free_port()}" for _ in range(3))
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        settings = Path(folder) / "garim.toml"
        settings.write_text(
            f'[screen]\nnames = "{names}"\nkey_file = "key"\n[store]\nurl = "sqlite:///g.db"\n[gateway]\nbind = "{ours[7:]}"\nworkers = {workers}\n'
            f'[[upstream]]\nname = "u"\nurl = "{up}"\n'
        )
        stack.enter_context(
            running([sys.executable, str(TOOLS / "fake_upstream.py"), "--port", up.rpartition(":")[2]], up + "/v1/models")
        )
        uvicorn = [str(BIN / "uvicorn"), "--no-access-log", "--loop", "uvloop", "--http", "httptools", "floor:aio_json_app"]
        floor_app = [*uvicorn, "--port", floor.rpartition(":")[2]]
        stack.enter_context(running(floor_app, floor + "/v1/models", PYTHONPATH=str(TOOLS), UPSTREAM=up))
        gateway = stack.enter_context(running([str(BIN / "garim"), "serve", "--config", str(settings)], ours + "/ready"))
        yield up, floor, ours, gateway


def load(mode: str, url: str, number: int) -> subprocess.Popen[str]:
    """A load of bench._load, started."""
    program = [sys.executable, "-m", "bench._load", mode, url, str(number)]
    return subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(TOOLS)})


def told(process: subprocess.Popen[str]) -> dict[str, Any]:
    """What a load told at its end."""
    row: dict[str, Any] = json.loads(process.communicate(timeout=120)[0])
    return row


def children(process: subprocess.Popen[bytes]) -> dict[int, float]:
    """CPU seconds of a server's worker processes; of itself where it has none."""
    pids = [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    return {pid: cpu(pid) for pid in (process.pid, *pids)}


def cpu(pid: int) -> float:
    """CPU seconds that a process has used."""
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


def say(what: str, **row: object) -> None:
    """Print one figure."""
    print(json.dumps({"what": what, **row}), flush=True)


def added(up: str, floor: str, ours: str) -> None:
    """What one request at a time waits longer than without anything between: garim's against the floor's."""
    for what, kind in (("json", []), ("sse of 200 deltas", ["--stream", "--header", "x-fake: chunks=200"])):
        for url in (floor, ours):
            drive("ab", "--gw", url, "--direct", up, "-n", "50", *kind)
        rows = {
            who: drive("ab", "--gw", url, "--direct", up, "-n", "300", *kind) for who, url in (("floor", floor), ("garim", ours))
        }
        first, second = (rows[who]["total"]["added"]["p50"] for who in rows)
        whole = round(rows["garim"]["total"]["gw"]["p50"] / rows["floor"]["total"]["gw"]["p50"], 2)
        say(
            what,
            ratio_to_floor=round(second / first, 2),
            ratio_of_totals=whole,
            **{f"{who}_ms": row["total"] for who, row in rows.items()},
        )


def throughput(floor: str, ours: str) -> None:
    """Requests a second, 16 at once, the same load on the floor and on garim."""
    for what, mode, number in (("prompts never seen", "new", 1000), ("resent history", "resent", 500)):
        rows = {who: told(load(mode, url, number)) for who, url in (("floor", floor), ("garim", ours))}
        say(what, ratio_to_floor=round(rows["garim"]["rps"] / rows["floor"]["rps"], 2), **rows)


def beside_long(ours: str) -> None:
    """The p99 of short prompts, 40 a second, alone and while prompts of 1 MB run beside them, two at a time."""
    short = ("open", "--gw", ours, "--rate", "40", "--seconds", "5", "-n", "200")
    quiet = drive(*short)
    beside = load("long", ours, 400)
    try:
        busy = drive(*short)
    finally:
        beside.kill()
    say(
        "short beside 1 MB",
        ratio_p99=round(busy["lat"]["p99"] / quiet["lat"]["p99"], 2),
        quiet=quiet["lat"],
        busy=busy["lat"],
        bad=busy["bad"],
    )


def peers_of(up: str, folder: Path | None, stack: contextlib.ExitStack) -> dict[str, tuple[str, subprocess.Popen[bytes]]]:
    """The other gateways that are installed, each started before the upstream with what it does by itself."""
    if folder is None:
        return {}
    home = stack.enter_context(tempfile.TemporaryDirectory())
    found = {}
    for name in ("privyx", "llm-redact"):
        program, port = shutil.which(name, path=str(folder)), free_port()
        if program is None:
            say(f"{name} is not installed", why=f"pip install it into an environment of its own: {folder} has none")
            continue
        if name == "privyx":
            arguments = [program, "proxy", "--transparent", "--port", str(port), "-u", up]
        else:
            settings = Path(home) / "llm-redact.toml"
            settings.write_text(f'port = {port}\n[providers.openai]\nupstream_base_url = "{up}"\n')
            arguments = [program, "serve", "--config", str(settings)]
        url = f"http://127.0.0.1:{port}"
        found[name] = url, stack.enter_context(running(arguments, url + "/v1/models", HOME=home))
    return found


def unseen(folder: Path | None, number: int = 200) -> None:
    """What a prompt of 2 KB that nobody has seen waits longer, with Garim's default settings, beside other gateways in turn."""
    with servers(1, "model") as (up, floor, ours, process), contextlib.ExitStack() as stack:
        asked = {"garim": (ours, process), **peers_of(up, folder, stack)}
        where = ",".join((up, floor, *(url for url, _ in asked.values())))
        told(load("turn", where, 5 * WARM))  # what is loaded when it is first needed
        before = {name: sum(children(one).values()) for name, (_, one) in asked.items()}
        row = told(load("turn", where, number))
        used = {name: sum(children(one).values()) - before[name] for name, (_, one) in asked.items()}
        direct, *others = row["p50_ms"]
        say(
            "2 KB never seen, default settings: added p50",
            added_ms={name: round(one - direct, 3) for name, one in zip(("floor", *asked), others, strict=True)},
            cpu_ms={name: round(1000 * one / (number + WARM), 2) for name, one in used.items()},
            direct_ms=direct,
            bad=row["bad"],
        )


def workers() -> None:
    """Two workers against one. Load and upstream take CPU too: where there are but two cores, CPU time a request tells."""
    rows: dict[int, dict[str, Any]] = {}
    for number in (1, 2):
        with servers(number) as (_, _, ours, process):
            told(load("new", ours, 200))
            before = children(process)
            row = told(load("new", ours, 1000))
            used = [round(now - before.get(pid, 0.0), 2) for pid, now in children(process).items()]
            rows[number] = {**row, "cpu_ms": round(1000 * sum(used) / 1000, 3), "cpu_s_by_process": sorted(used)}
    one, two = rows[1], rows[2]
    say(
        "two workers",
        ratio_rps=round(two["rps"] / one["rps"], 2),
        ratio_by_cpu=round(2 * one["cpu_ms"] / two["cpu_ms"], 2),
        cores=os.cpu_count(),
        one=one,
        two=two,
    )


def main() -> None:
    """Print one JSON line a figure."""
    if not TOOLS.exists():
        say("skipped", why=f"{TOOLS} is not there")
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("what", nargs="?", choices=("all", "new"), default="all")
    parser.add_argument("--peers", type=Path, help="folder of programs in which other gateways are installed")
    chosen = parser.parse_args()
    unseen(chosen.peers)
    if chosen.what == "new":
        return
    with servers(1) as (up, floor, ours, _):
        added(up, floor, ours)
        throughput(floor, ours)
        row = drive("turns", "--gw", ours, "--direct", up, "--turns", "20", "-n", "10")
        say("20 turns", ratio_to_first=round(row["added_ms"][-1] / row["added_ms"][0], 2), added_ms=row["added_ms"])
        beside_long(ours)
    workers()


if __name__ == "__main__":
    main()
