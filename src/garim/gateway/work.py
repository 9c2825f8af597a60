"""What keeps the event loop free: long bodies, and all bodies where a plugged-in model reads them, are done in threads.

They are few: a model that is shared gains nothing from more, and who waits for it must not hold the threads that unpack
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

LONG = 16 * 1024
"""Bytes of a body from which its work is done beside the event loop, so that small requests pass it."""
MANY = 400
"""Words that may be names from which on even a short body takes long: the tagger looks at each."""
CAPITALISED = re.compile(rb"\b[A-Z][a-z]")
AT_ONCE = 4
"""Bodies of one process that are worked on in threads at a time."""
P = ParamSpec("P")
T = TypeVar("T")
# Its threads start when they are first needed, which is after the workers were forked.
_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="garim-work")


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
