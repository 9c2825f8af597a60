"""What keeps the event loop free: it never works longer than on one short text before it looks at its sockets again.

    short       in the loop, one between two looks at the sockets, however many came at once
    medium      in two threads of its own
    long        in the process beside (beside.py); in threads where there is none, or where a plugged-in model reads

Threads are few: a model that is shared gains nothing from more, and who waits for it must not hold the threads that unpack
bodies and close the store. Those that find none free wait in order.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from garim.exchange import Screening

SHORT = 768
"""Bytes of a body up to which the event loop does its work itself: 12 ms where every word of it is new and half are hidden."""
LONG = 16 * 1024
"""Bytes of a body from which its work is done in the process beside, so that small requests pass it."""
MANY = 400
"""Words that may be names from which on even a short body takes long: the tagger looks at each."""
CAPITALISED = re.compile(rb"\b[A-Z][a-z]")
AT_ONCE = 4
"""Bodies of one process that are worked on in threads at a time."""
P = ParamSpec("P")
T = TypeVar("T")
# Its threads start when they are first needed, which is after the workers were forked.
_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="garim-work")
_medium = ThreadPoolExecutor(2, thread_name_prefix="garim-medium")


class Pace:
    """The loop's own work on short texts: one between two looks at its sockets, however many came at once."""

    def __init__(self) -> None:
        self._taken = False

    async def soon(self, body: bytes, screening: Screening, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """What the work on a body gives, wherever it stalls nobody.

        Args:
            body: Its size tells how long it takes.
            screening: That does it.
            work: Does it; raises what it likes.
        """
        if is_long(body, screening):
            return await in_thread(work, *args, **named)
        loop = asyncio.get_running_loop()
        if len(body) > SHORT:
            return await loop.run_in_executor(_medium, partial(work, *args, **named))
        while self._taken:
            await asyncio.sleep(0)
        self._taken = True
        loop.call_soon(self._free)
        return work(*args, **named)

    def _free(self) -> None:
        self._taken = False


def is_long(body: bytes, screening: Screening) -> bool:
    """Whether the work on a body would keep others waiting."""
    return len(body) > LONG or screening.slow or (len(body) > 4 * MANY and _names(body) > MANY)


def _names(body: bytes) -> int:
    """How many words of a body may be names, about: capitalised ones, and three Hangul syllables, escaped ones too."""
    syllables = sum(map(body.count, (b"\xea", b"\xeb", b"\xec", b"\xed"))) + body.count(b"\\u")
    return syllables // 3 + len(CAPITALISED.findall(body))


async def in_thread(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What the work gives, without stalling anybody; at most AT_ONCE at a time."""
    return await asyncio.get_running_loop().run_in_executor(_threads, partial(work, *args, **named))
