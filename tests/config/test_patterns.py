"""The compiled patterns: made once beside the first start, which finds the same without them."""

from __future__ import annotations

import fcntl
import os
import select
import time
from pathlib import Path

import pytest

from garim.config import cache, patterns
from garim.detect.patterns.awaited import Awaited
from garim.detect.patterns.engine import Engine
from garim.detect.patterns.kinds import all_kinds
from garim.text.views import View

SOME = all_kinds()[:12]
TEXT = " ".join(text for kind in SOME for text in (*kind.found, *kind.ignored)).replace("«", "").replace("»", "")


@pytest.fixture
def cold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, and few kinds here and in the process that compiles."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(patterns, "all_kinds", lambda: SOME)
    few = "from garim.config import patterns; kinds = patterns.all_kinds()[:12]; patterns.all_kinds = lambda: kinds; "
    monkeypatch.setattr(patterns, "BESIDE", patterns.BESIDE.replace("compile_beside()", few + "compile_beside()"))
    return tmp_path / "cache" / "garim"


def found(engine: Engine) -> list[object]:
    return sorted(engine.find(View(TEXT)).findings)


def compiled(folder: Path) -> Path:
    """The compiled patterns, as soon as they are there."""
    until = time.monotonic() + 120
    while not (made := list(folder.glob("*.bin"))):
        assert time.monotonic() < until
        select.select([], [], [], 0.02)
    return made[0]


def test_a_first_start_finds_at_once_what_later_ones_find(cold: Path) -> None:
    """It does not wait for the patterns, takes them as soon as a process beside it has made them, and keeps them for the next."""
    first = patterns.load_engine()
    before = found(first)
    assert isinstance(first, Awaited) and len(before) > len(SOME)
    assert compiled(cold).stat().st_mode & 0o777 == 0o600
    assert found(first) == before == found(Engine(SOME)) and first._quick is not None

    second = patterns.load_engine()
    assert not isinstance(second, Awaited) and found(second) == before


def test_a_start_that_waits_compiles_itself(cold: Path) -> None:
    assert not isinstance(patterns.load_engine(wait=True), Awaited)
    assert compiled(cold).read_bytes() == Engine(SOME).dump()


def test_where_nothing_can_be_kept_it_is_compiled_at_the_start(cold: Path) -> None:
    cold.parent.write_text("no folder")

    assert "prefilter on" in repr(patterns.load_engine())


def test_one_process_compiles_for_all(cold: Path) -> None:
    cold.mkdir(parents=True)
    with patterns._place().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        patterns.compile_beside()
        assert not list(cold.glob("*.bin"))
    patterns.compile_beside()
    assert compiled(cold)


@pytest.mark.parametrize("data", [b"garim", Engine(SOME[:3]).dump(), Engine(SOME).dump()[:-100]])
def test_what_is_damaged_or_of_others_is_never_taken(cold: Path, data: bytes) -> None:
    """Not by who waits for it; the next start has it made again."""
    waiting = Awaited(SOME, lambda: data)
    assert found(waiting) == found(waiting) == found(Engine(SOME)) and waiting._quick is None

    cache.keep(patterns._place(), data)
    assert "prefilter on" in repr(patterns.load_engine(wait=True))
    assert compiled(cold).read_bytes() == Engine(SOME).dump()


def test_patterns_of_an_earlier_edition_go_when_nobody_loads_them(cold: Path) -> None:
    cold.mkdir(parents=True)
    old, used = cold / "patterns-0123.bin", patterns._place()
    for path, data in ((old, b"x"), (used, Engine(SOME).dump())):
        path.write_bytes(data)
        os.utime(path, (0, 0))
    patterns.load_engine()
    cache.forget_unused(cold, "patterns-*.*")

    assert list(cold.iterdir()) == [used]
