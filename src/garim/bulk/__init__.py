"""Whole corpora: hidden as live traffic is, with the same words, policy and surrogates; nothing here is in a request's way.

plan.py      a source → files, archives opened, big files parted
formats/     ONE FILE = ONE FORMAT; packed/ ONE FILE = ONE KIND OF ARCHIVE
find.py      chunks → findings; columns judged as columns
notes.py     what was found somewhere; settling.py: settled over all of it, one thing under one surrogate (mints.py): book.py
writer.py    chunk and findings → chunk with surrogates, by the book
work.py      what a worker does; workers.py: who does it (this process, daft, Ray)
order.py     what is asked for; journal.py: what is planned and how far it is; run.py: the story
assembly.py  parts and archives put together; along.py: what went along and what did not
residue.py   the second pass; report.py: what is told

    from garim.bulk import clean
    safe = clean(frame, screen)          # daft, Polars, pandas, PyArrow: see frames.py
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from garim.screen import Screen

Frame = TypeVar("Frame")


def clean(
    dataset: Frame,
    screen: Screen,
    *,
    scope: str = "",
    columns: Collection[str] | None = None,
    training: bool = False,
) -> Frame:
    """Hide a frame by column; see `frames.clean`."""
    from garim.bulk import frames

    return frames.clean(dataset, screen, scope=scope, columns=columns, training=training)
