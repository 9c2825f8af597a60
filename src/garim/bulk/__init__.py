"""Whole corpora: hidden as live traffic is, with the same words, policy and surrogates; nothing here is in a request's way.

plan.py      a source → files, archives opened, big files parted
formats/     ONE FILE = ONE FORMAT; packed/ ONE FILE = ONE KIND OF ARCHIVE
find.py      chunks → findings; columns judged as columns
book.py      what was found anywhere is hidden everywhere, as one thing, under one surrogate
work.py      what a worker does; workers.py: who does it (this process, daft, Ray)
journal.py   what is planned and how far it is; run.py: the story; residue.py: the second pass; report.py: what is told

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
