"""Loads that drive.py does not know: prompts never seen, histories sent again, long prompts beside short ones.

Run as a process: `python -m bench._load new|resent|long URL COUNT`; prints one JSON line. Uses the client of
../shared/eval/gateway/drive.py.
"""

from __future__ import annotations

import asyncio
import json
import os
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


if __name__ == "__main__":
    import uvloop

    print(json.dumps(uvloop.run(run(sys.argv[1], sys.argv[2], int(sys.argv[3])))))
