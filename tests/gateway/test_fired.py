"""Counts of the company's words: what is counted stays small, and what stands often stays in it."""

from __future__ import annotations

import asyncio

import pytest

from garim.gateway.fired import MOST, Fired
from garim.store import open_store
from garim.values import Entry

KEY = bytes(range(32))


@pytest.mark.parametrize("times", [1, 2])
def test_strange_words_do_not_push_out_what_stands_often(times: int) -> None:
    """More words than are counted pass by; the company's own is counted to the end, and memory has an end."""
    fired, store = Fired(), open_store("sqlite:///:memory:", KEY)
    try:
        for at in range(0, 3 * MOST, 500):
            strange = [Entry(f"w{number}", f"s{number}", "stem", entity=f"w{number}") for number in range(at, at + 500)]
            for _ in range(times):
                fired.note([*strange, Entry("Vellichor", "Saeron", "stem", entity="vellichor")])
        counted = asyncio.run(fired.all(store))
    finally:
        store.close()

    assert counted["vellichor"] == 3 * MOST // 500 * times
    assert len(counted) <= MOST + 501
