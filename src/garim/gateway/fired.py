"""How often each of the company's words was hidden: counted in memory, kept sealed now and then, summed over processes.

What is counted are entities, in how many exchanges each stood. It is read on the page by whoever keeps the words.
"""

from __future__ import annotations

import time
from asyncio import wrap_future
from collections import Counter
from collections.abc import Sequence
from secrets import token_hex

import orjson

from garim.store import Store
from garim.values import Entry

ROOM, COMPANY = "fired", "*company"
MOST = 20_000
"""Entities that a process counts; beyond them those that stood seldom are let go of."""
FAMILIES = frozenset(("stem", "person", "domain", "ticket"))
"""Families of company words; keys, numbers and addresses are not counted."""
EVERY = 60.0
"""Seconds between writings."""


class Fired:
    """The counts of one process."""

    def __init__(self) -> None:
        self._name = token_hex(8)
        self._counts: Counter[str] = Counter()
        self._written = time.monotonic()
        self._changed = False

    def note(self, entries: Sequence[Entry]) -> None:
        """Count the entities of an exchange, once each."""
        if entries:
            if len(self._counts) > MOST:
                self._counts = _most(self._counts, MOST // 2)
            self._counts.update({entry.entity for entry in entries if entry.entity and entry.family in FAMILIES})
            self._changed = True

    async def keep(self, store: Store, *, now: bool = False) -> None:
        """Write the counts, where any changed and the last writing was a while ago."""
        if self._changed and (now or time.monotonic() - self._written > EVERY):
            self._changed, self._written = False, time.monotonic()
            data = orjson.dumps(dict(self._counts))
            await wrap_future(store.history.put(COMPANY, ROOM, self._name, data))

    async def all(self, store: Store) -> Counter[str]:
        """Entity → exchanges that it stood in, of all processes."""
        await self.keep(store, now=True)
        total: Counter[str] = Counter()
        for document in await wrap_future(store.history.all(COMPANY, ROOM)):
            total.update(orjson.loads(document.data))
        return total


def _most(counts: Counter[str], number: int) -> Counter[str]:
    """Those that stood most often, so many at most. The event loop waits: to order them all takes ten times as long."""
    left, least = len(counts), 0
    for count, having in sorted(Counter(counts.values()).items()):
        if left <= number:
            break
        left, least = left - having, count
    return Counter({entity: count for entity, count in counts.items() if count > least})
