"""A slow model keeps nobody else waiting: its work is done in a few threads, on one model, for short bodies too."""

from __future__ import annotations

import asyncio
import subprocess
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from garim.detect.scan import Detector
from garim.exchange import Screening
from garim.gateway import work
from garim.text.views import Seen, View
from garim.values import Finding
from tests.e2e import servers
from tests.e2e.upstream import FakeUpstream
from tests.models import tiny

WORD = "quindle"


class Slow:
    """A model that takes its time: it waits until it is let on, as a big one computes."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.threads: set[str] = set()
        self.running = self.most = 0
        self._lock = threading.Lock()

    def find(self, view: View, hint: str) -> Seen:
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
            self.threads.add(threading.current_thread().name)
        self.go.wait(30)
        with self._lock:
            self.running -= 1
        at = view.text.find(WORD)
        found = [Finding(at, at + len(WORD), "person", "person", WORD, "a person as the model reads it", part="full")] if at >= 0 else []
        return Seen(found, len(view.text))


def calls(gateway: servers.Gateway, number: int) -> list[threading.Thread]:
    """A short body at each door that hides."""
    text = f"ask {WORD} about ticket {number}"
    doors = (
        lambda: gateway.chat(text),
        lambda: gateway.ask("/garim/hide", {"text": text}),
        lambda: gateway.ask("/analyze", {"text": text, "language": "en"}),
        lambda: gateway.ask("/v1/audio/speech", {"model": "voice", "input": text}),
    )
    return [threading.Thread(target=door) for door in doors]


def test_others_are_answered_while_a_model_reads(screening: Screening, upstream: FakeUpstream, tmp_path: Path) -> None:
    """/health, while more calls are under way than there are threads; then all of them end."""
    model = Slow()
    slow = replace(screening, detector=Detector((), models=(model,)), slow=True)
    settings = servers.settings_for(tmp_path, upstream=[{"name": "chat", "url": upstream.url, "timeout": 20.0}])
    with servers.in_thread(settings, slow) as gateway:
        waiting = [thread for number in range(3) for thread in calls(gateway, number)]
        for thread in waiting:
            thread.start()
        until = time.monotonic() + 10
        while model.running < work.AT_ONCE and time.monotonic() < until:
            time.sleep(0.01)
        took = []
        for _ in range(5):
            begun = time.perf_counter()
            assert gateway.call("GET", "/health").status == 200
            took.append(time.perf_counter() - begun)
        reading = model.running
        model.go.set()
        for thread in waiting:
            thread.join(30)
        answer = gateway.ask("/garim/hide", {"text": f"ask {WORD} again"}).json

    assert reading == work.AT_ONCE and model.most == work.AT_ONCE
    assert sorted(took)[2] < 1.0
    assert all(name.startswith("garim-work") for name in model.threads)
    assert WORD not in answer["text"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_real_model_in_a_real_gateway(tmp_path: Path, workers: int) -> None:
    """`garim serve` with a plugged-in model: in one process, and in workers that were forked after it was loaded."""
    tiny.tagger(tmp_path / "model")
    toml = f"""
[screen]
names = "rules"
[store]
url = "sqlite:///garim.db"
[models]
names_path = "model"
[gateway]
workers = {workers}
"""
    with servers.as_process(tmp_path, toml, {"GARIM_KEY": "11" * 32}) as gateway:
        for text in ("please ask jane roequist about it", "please ask jane roequist about it. " * 4_000):
            for _ in range(3):
                answer = gateway.ask("/garim/hide", {"text": text})
                assert answer.status == 200 and "roequist" not in answer.json["text"]


def test_a_damaged_model_stops_the_gateway(tmp_path: Path) -> None:
    """With which file, and what to do."""
    file = tiny.tagger(tmp_path / "model") / "model.onnx"
    file.write_bytes(file.read_bytes()[:100])
    (tmp_path / "garim.toml").write_text('[models]\nnames_path = "model"\n[gateway]\nbind = "127.0.0.1:0"\n')
    process = servers.serve(tmp_path / "garim.toml", {"GARIM_KEY": "11" * 32}, stderr=subprocess.PIPE)
    out, error = process.communicate(timeout=60)

    assert process.returncode == 2 and out == b""
    assert b"model.onnx" in error and b"names_path" in error and b"Traceback" not in error


def test_what_takes_long_is_told_from_its_bytes(screening: Screening) -> None:
    """By its size, and by how many of its words may be names, escaped ones too."""
    assert not work.is_long(b"the nightly job takes three hours " * 60, screening)
    assert not work.is_long("통계는 어제 수집했고 파라미터는 기본값입니다. ".encode() * 30, screening)
    assert work.is_long(b"Kim " * 1000, screening) and work.is_long("김서준 ".encode() * 500, screening)
    assert work.is_long(b"\\uae40\\uc11c\\uc900 " * 500, screening)
    assert work.is_long(b"a" * (work.LONG + 1), screening)


async def test_short_texts_that_come_at_once_let_the_loop_look_up_between_them(screening: Screening) -> None:
    pace, body, order = work.Pace(), b"short", []

    async def look_up() -> None:
        for _ in range(8):
            order.append("loop")
            await asyncio.sleep(0)

    await asyncio.gather(look_up(), *(pace.soon(body, screening, order.append, number) for number in range(5)))

    at = [place for place, what in enumerate(order) if what != "loop"]
    assert [order[place] for place in at] == [0, 1, 2, 3, 4]
    assert all(after - before > 1 for before, after in zip(at, at[1:], strict=False))


async def test_a_short_text_that_fails_holds_nobody_up(screening: Screening) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    pace = work.Pace()
    got = await asyncio.gather(*(pace.soon(b"", screening, fail) for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in got] == [ZeroDivisionError] * 3
    assert await pace.soon(b"", screening, len, "four") == 4


async def test_a_medium_text_is_worked_on_beside_the_loop(screening: Screening) -> None:
    name = await work.Pace().soon(b"x" * (work.SHORT + 1), screening, lambda: threading.current_thread().name)

    assert name.startswith("garim-medium")
