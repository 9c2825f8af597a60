"""What a finder of names costs on this machine: time to load, memory, speed on a page of mail, chat and minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from garim.detect.scan import Finder
from garim.text.views import View

T = TypeVar("T")
AT_LEAST = 0.3
"""Seconds for which it is measured, if the first pass was no longer."""
KOREAN = (
    "안녕하세요, 대출심사팀 이서연입니다. 어제 회의에서 말씀드린 계약 건은 박도윤 과장님이 확인하셨습니다.\n"
    "고객 최하람 님께는 제가 전화드렸고, 서류는 금요일까지 수원지점으로 보내 주신다고 합니다.\n"
)
ENGLISH = (
    "Hi Morgan, thanks for the notes from Tuesday. I spoke with Priya Raman at Northfield Freight about the late invoices,\n"
    "and she will send the missing pages by Friday. Could you ask alex whether the office in Lakewood has a copy?\n"
)


class Cost(NamedTuple):
    """What it costs."""

    load_ms: float
    memory_mb: float
    """Resident memory that loading and one pass added."""
    kb_s: float
    """KB of UTF-8 text a second, in one thread."""


def resident() -> float:
    """MB of this process in memory; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * 4096 / 2**20


def measured(load: Callable[[], T], finders: Callable[[T], tuple[Finder, ...]]) -> tuple[T, Cost]:
    """Load something and measure it on built-in text.

    Args:
        load: Loads it.
        finders: The finders in it.

    Raises:
        BadSettings: It does not load.
    """
    before, begun = resident(), time.perf_counter()
    loaded = load()
    took = time.perf_counter() - begun
    text = (KOREAN + ENGLISH) * 4
    speed = _speed(finders(loaded), text)
    return loaded, Cost(took * 1000, max(0.0, resident() - before), speed)


def _speed(finders: tuple[Finder, ...], text: str) -> float:
    """KB a second, after a first pass that fills caches."""
    for finder in finders:
        finder.find(View(text), "")
    done, begun = 0, time.perf_counter()
    while not done or time.perf_counter() - begun < AT_LEAST:
        for finder in finders:
            finder.find(View(text), "")
        done += 1
    return done * len(text.encode()) / 1000 / (time.perf_counter() - begun)
