"""The gateway against the floor of ../shared/eval/gateway/floor.py (parse and re-write only), in the same run.

Added time is the difference of quantiles against the upstream reached directly. Needs ../shared; without it, says so.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

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


def drive(mode: str, *arguments: str) -> dict[str, object]:
    """What drive.py measured."""
    program = [sys.executable, str(TOOLS / "drive.py"), mode, *arguments, "--json"]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    row: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return row


@contextlib.contextmanager
def servers(workers: int) -> Iterator[tuple[str, str, str]]:
    """Addresses of the upstream, the floor and the gateway."""
    up, floor, ours = (f"http://127.0.0.1:{free_port()}" for _ in range(3))
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        settings = Path(folder) / "garim.toml"
        settings.write_text(
            f'[screen]\nnames = "off"\nkey_file = "key"\n[store]\nurl = "sqlite:///g.db"\n[gateway]\nbind = "{ours[7:]}"\nworkers = {workers}\n'
            f'[[upstream]]\nname = "u"\nurl = "{up}"\n'
        )
        stack.enter_context(running([sys.executable, str(TOOLS / "fake_upstream.py"), "--port", up.rpartition(":")[2]], up + "/v1/models"))
        uvicorn = [str(BIN / "uvicorn"), "--no-access-log", "--loop", "uvloop", "--http", "httptools", "floor:aio_json_app"]
        floor_app = [*uvicorn, "--port", floor.rpartition(":")[2]]
        stack.enter_context(running(floor_app, floor + "/v1/models", PYTHONPATH=str(TOOLS), UPSTREAM=up))
        stack.enter_context(running([str(BIN / "garim"), "serve", "--config", str(settings)], ours + "/ready"))
        yield up, floor, ours


def main() -> None:
    """Print one JSON line a figure."""
    if not TOOLS.exists():
        print(json.dumps({"skipped": f"{TOOLS} is not there"}))
        return
    with servers(1) as (up, floor, ours):
        for kind in ([], ["--stream", "--header", "x-fake: chunks=200"]):
            rows = {name: drive("ab", "--gw", url, "--direct", up, "-n", "200", *kind) for name, url in (("floor", floor), ("garim", ours))}
            print(json.dumps({"what": "sse of 200 deltas" if kind else "json", **rows}))
        for name, url in (("floor", floor), ("garim", ours)):
            print(json.dumps({"what": "closed loop, c=16", "who": name, **drive("closed", "--gw", url, "-c", "16", "-n", "2000")}))
        print(json.dumps({"what": "20 turns", **drive("turns", "--gw", ours, "--direct", up, "--turns", "20")}))


if __name__ == "__main__":
    main()
