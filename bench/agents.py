"""Agents all day: four sessions of sixteen turns a protocol, over real sockets, and what a turn costs as a session grows.

    python -m bench.agents [SESSIONS]

Prints one JSON line a figure. CPU times are of this process; the replay is that of tests/e2e/replay.py.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
from tests.e2e import replay, servers

from bench import _made
from garim.config import Loader, Settings
from garim.exchange import Screening, outbound
from garim.wire import protocols


def screening_in(folder: Path) -> Screening:
    """A screening with the replay's lexicon and the names model."""
    (folder / "words.jsonl").write_text(replay.lexicon(), encoding="utf-8")
    return Loader(msgspec.convert({"screen": {"lexicons": ["words.jsonl"]}, "base": str(folder)}, Settings), key=servers.KEY).current()


def play(protocol: str, sessions: int, folder: Path, screening: Screening) -> dict[str, Any]:
    """All sessions of one protocol."""
    done: list[replay.Played] = []
    with replay.upstream() as model, redirect_stdout(StringIO()):
        kind = "anthropic" if protocol == "messages" else "openai"
        upstreams = [{"name": "fake", "url": model.url, "protocol": kind, "models": ["*"]}]
        with servers.in_thread(servers.settings_for(folder, upstream=upstreams), screening) as gateway:
            done += [replay.Client(gateway.url, protocol, session).play(model) for session in range(sessions)]
    turns = sum(played.turns - len(played.failed) for played in done)
    return {
        "what": f"agent replay, {protocol}",
        "turns": f"{turns} of {sessions * replay.TURNS}",
        "values_left": f"{sum(len(played.left) for played in done)} of {sum(len(replay.planted(s)) for s in range(sessions))}",
        "exact": f"{turns - sum(len(played.inexact) for played in done)} of {turns}",
        "beginning_changed": sum(len(played.changed) for played in done),
        "originals_in_strangers_addresses": sum(played.urls for played in done),
        "failed": [why[:200] for played in done for why in played.failed],
    }


def growth(screening: Screening, turns: int = 20) -> dict[str, Any]:
    """CPU of turn 20 against turn 1: the same amount of new text each time, everything before sent again."""
    protocol = protocols.find("POST", "/v1/messages", {"anthropic-version": ""})
    assert protocol is not None
    terms = _made.lexicon(300)
    costs: list[list[float]] = [[] for _ in range(turns)]
    for run in range(7):
        fresh = replace(screening)
        messages: list[dict[str, Any]] = []
        for turn in range(turns):
            text = _made.prompt(terms, run * 1000 + turn, 4096) + "\n".join(replay.lines(run, turn))
            messages.append({"role": "user", "content": text})
            body = json.dumps({"model": "m", "max_tokens": 9, "messages": messages}, ensure_ascii=False).encode()
            begun = time.process_time()
            outbound(protocol.read(body), fresh, "anthropic")
            costs[turn].append(time.process_time() - begun)
            messages.append({"role": "assistant", "content": f"I read {turn}: it is fine."})
    medians = [statistics.median(row) * 1000 for row in costs]
    return {
        "what": "a turn of 5 KB, history sent again",
        "turn_1_ms": round(medians[0], 2),
        "turn_20_ms": round(medians[-1], 2),
        "ratio": round(medians[-1] / medians[0], 2),
        "middle_ms": [round(one, 2) for one in medians[1::6]],
    }


def first(screening: Screening) -> dict[str, Any]:
    """CPU of a first turn of 60 KB."""
    protocol = protocols.find("POST", "/v1/messages", {"anthropic-version": ""})
    assert protocol is not None
    terms = _made.lexicon(300)
    costs = []
    for run in range(7):
        text = _made.prompt(terms, 90_000 + run, 60_000)
        body = json.dumps({"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": text}]}, ensure_ascii=False).encode()
        begun = time.process_time()
        outbound(protocol.read(body), screening, "anthropic")
        costs.append((time.process_time() - begun) * 1000)
        scan = time.process_time()
        replace(screening).detector._memos.clear()
        screening.detector.scan(text + " ")
        costs[-1] = costs[-1], (time.process_time() - scan) * 1000  # type: ignore[call-overload]
    whole, scanned = (statistics.median(column) for column in zip(*costs, strict=True))  # type: ignore[arg-type]
    return {"what": "first turn of 60 KB", "cpu_ms": round(whole, 1), "of_which_finders_ms": round(scanned, 1)}


def main(sessions: int = 4) -> None:
    """Print one JSON line a figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        screening = screening_in(folder)
        print(json.dumps(growth(screening)), flush=True)
        print(json.dumps(first(screening)), flush=True)
        for protocol in replay.PROTOCOLS:
            print(json.dumps(play(protocol, sessions, folder, screening), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 4)
