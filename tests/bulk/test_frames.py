"""Frames of every library: by column, the same kind of frame back, the same surrogates."""

from __future__ import annotations

from typing import Any

import daft
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from garim import BadInput, Screen
from garim.bulk import clean

from .conftest import PEOPLE

N = 120
TABLE = pa.table({
    "cust_no": [1_000_003 + i * 7919 for i in range(N)],
    "cust_name": [PEOPLE[i % 8] for i in range(N)],
    "memo": [None if i % 5 == 0 else "나래 예약은 도하랑에게" for i in range(N)],
    "amount": pa.array([i * 1700 for i in range(N)], pa.int32()),
})
FRAMES = {
    "arrow": (TABLE, lambda frame: frame),
    "batch": (TABLE.to_batches()[0], lambda frame: pa.Table.from_batches([frame])),
    "pandas": (TABLE.to_pandas(), lambda frame: pa.Table.from_pandas(frame, preserve_index=False)),
    "polars": (pl.DataFrame(pl.from_arrow(TABLE)), lambda frame: frame.to_arrow()),
    "daft": (daft.from_arrow(TABLE), lambda frame: frame.to_arrow()),
}


@pytest.mark.parametrize("name", FRAMES)
def test_every_library(screen: Screen, name: str) -> None:
    """The same rows, types and nulls; the same surrogates whatever holds them; nothing of the hidden is left."""
    frame, back = FRAMES[name]
    hidden = clean(frame, screen)
    table: Any = back(hidden)

    assert type(hidden) is type(frame) and table.num_rows == N
    assert table["amount"].to_pylist() == TABLE["amount"].to_pylist() and table["memo"].null_count == N // 5
    assert table["cust_no"].to_pylist() == clean(TABLE, screen)["cust_no"].to_pylist() != TABLE["cust_no"].to_pylist()
    assert len(set(table["cust_no"].to_pylist())) == N and len(set(table["cust_name"].to_pylist())) == 8
    assert not [word for word in ("도하랑", "나래") if word in str(table.to_pylist())]


def test_types_and_index_of_pandas_stay(screen: Screen) -> None:
    """Dtypes and the index are those that came in."""
    frame = TABLE.to_pandas().set_index(pd.Index(range(500, 500 + N)))
    hidden = clean(frame, screen)

    assert list(hidden.dtypes) == list(frame.dtypes) and list(hidden.index) == list(frame.index)


def test_chosen_columns_and_the_way_back(screen: Screen) -> None:
    """Only the named columns change; a scope restores them."""
    hidden = clean(TABLE, screen, columns=["cust_name"], scope="frame-1")

    assert hidden["memo"] == TABLE["memo"] and hidden["cust_name"] != TABLE["cust_name"]
    assert screen.restore(" / ".join(hidden["cust_name"].to_pylist()[:3]), "frame-1") == " / ".join(PEOPLE[:3])


def test_what_is_no_frame(screen: Screen) -> None:
    """Another type, or a column that is not there: told."""
    with pytest.raises(BadInput, match=r"builtins\.list is no frame"):
        clean([1], screen)
    with pytest.raises(BadInput, match="1 of the columns"):
        clean(TABLE, screen, columns=["nope"])
    with pytest.raises(BadInput, match="no text"):
        clean(pa.table({"blob": [b"\xff\xfe\x00"]}), screen)
