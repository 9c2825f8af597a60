"""Loads that drive.py does not know: prompts never seen, histories sent again, long prompts beside short ones.

Run as a process: `python -m bench._load new|resent|long URL COUNT`, or `turn URL,URL… COUNT`, which asks all of them one
after the other; prints one JSON line. Uses the client of ../shared/eval/gateway/drive.py.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from itertools import count
from typing import Any

AT_ONCE = 16
LONG = 1024 * 1024
PATH = "/v1/chat/completions"


def bodies(mode: str, make_prompt: Callable[..., str]) -> Callable[[int], bytes]:
    """Number → body. Every text that is said to be new is so in this run and against what other runs sent."""
    salt = f"{os.getpid()}-{time.time_ns()}"

    def text(number: int, size: int = 2048) -> str:
        # The planted values are others each time: none of them is known from the prompt before.
        made = make_prompt(size, f"{salt}-{number}").replace("4821-7753", f"{1000 + number % 8999}-{2000 + number * 7 % 7999}")
        return made.replace("minseo", f"m{number:x}").replace("10.42.7.", f"10.{number % 250}.{number // 250 % 250}.")

    def body(number: int) -> bytes:
        if mode == "long":
            said = [text(number, LONG)]
        elif mode == "resent":  # of ten turns and more, one is new each time
            talk, turn = divmod(number, 10)
            said = [text(talk * 1000 + at, 1024) for at in range(turn + 10)]
        else:
            said = [text(number)]
        messages = [{"role": "assistant" if at % 2 else "user", "content": one} for at, one in enumerate(said)]
        return json.dumps({"model": "gpt-4o", "messages": messages}).encode()

    return body


async def run(mode: str, url: str, number: int) -> dict[str, Any]:
    """Send `number` requests, as many at once as the mode says, and tell how fast they were answered."""
    import drive  # type: ignore[import-not-found]

    body, at_once = bodies(mode, drive.make_prompt), 2 if mode == "long" else AT_ONCE
    made = [body(at) for at in range(number)]
    numbers, ok = count(), 0

    async def one() -> None:
        nonlocal ok
        client = drive.Client(url)
        while (at := next(numbers)) < number:
            reply = await client.post(PATH, made[at])
            ok += reply.status == 200
        client.close()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(at_once)))
    return {"ok": ok, "bad": number - ok, "rps": round(ok / (time.perf_counter() - began), 1)}


async def in_turn(urls: list[str], number: int) -> dict[str, Any]:
    """Ask each of several the same prompt that none of them has seen, one request at a time → milliseconds of each."""
    import drive

    body = bodies("new", drive.make_prompt)
    clients = [drive.Client(url) for url in urls]
    taken: list[list[float]] = [[] for _ in urls]
    bad = [0 for _ in urls]
    for at in range(-WARM, number):
        data = body(at + WARM)
        for nth, client in enumerate(clients):
            reply = await client.post(PATH, data)
            bad[nth] += reply.status != 200
            if at >= 0:
                taken[nth].append((reply.t_end - reply.t0) * 1000)
    for client in clients:
        client.close()
    return {"p50_ms": [round(statistics.median(row), 3) for row in taken], "bad": bad}


WARM = 20
"""Requests that are not counted."""


if __name__ == "__main__":
    import uvloop

    what, where, count_of = sys.argv[1], sys.argv[2], int(sys.argv[3])
    print(json.dumps(uvloop.run(in_turn(where.split(","), count_of) if what == "turn" else run(what, where, count_of))))
