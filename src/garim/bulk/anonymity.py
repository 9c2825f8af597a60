"""k-anonymity of what stays: how many rows of a finished table share the values of the columns that were not hidden.

A warning, not a proof: columns with few different values are taken together, five at most, and the smallest group is told.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import Any, NamedTuple

FEWEST_ROWS = 50
FEWEST, MOST = 2, 200
"""Different values of a column that is taken."""
TAKEN = 5
SMALL = 5
"""Rows under which a group is small. Source: k = 5, EMA policy 0070 and Korean guidelines on pseudonymised data use 3 to 5."""
ROWS = 200_000
ENDINGS = (".csv", ".tsv", ".parquet")


class Anonymity(NamedTuple):
    """What was seen of one table."""

    file: str
    columns: tuple[str, ...]
    """As they are called in the destination."""
    rows: int
    smallest: int
    """Rows of the smallest group: k."""
    small: int
    """Rows in groups under SMALL."""


def look(path: Path, shown: str, issued: Container[str]) -> Anonymity | None:
    """Look at a finished table; None for what is none, or has nothing to take together.

    Args:
        path: Of the file.
        shown: What it is called in the destination.
        issued: What was written in place of originals, in lower case: such columns are not taken.
    """
    if not path.name.lower().endswith(ENDINGS):
        return None
    table = _read(path)
    if table is None or table.num_rows < FEWEST_ROWS:
        return None
    names = [name for name in table.column_names if _is_taken(table[name], issued)][:TAKEN]
    if not names:
        return None
    sizes = table.select(names).group_by(names).aggregate([([], "count_all")])["count_all"].to_pylist()
    return Anonymity(shown, tuple(names), table.num_rows, min(sizes), sum(size for size in sizes if size < SMALL))


def _read(path: Path) -> Any:
    try:
        import pyarrow as pa
        import pyarrow.csv as arrow_csv
        import pyarrow.parquet as pq
    except ImportError:
        return None
    try:
        if path.name.lower().endswith(".parquet"):
            batch = next(pq.ParquetFile(path).iter_batches(ROWS), None)
            return pa.Table.from_batches([batch]) if batch is not None else None
        mark = "\t" if path.name.lower().endswith(".tsv") else ","
        with arrow_csv.open_csv(path, parse_options=arrow_csv.ParseOptions(delimiter=mark, newlines_in_values=True)) as reader:
            batches, rows = [], 0
            for batch in reader:
                batches.append(batch)
                rows += batch.num_rows
                if rows >= ROWS:
                    break
        return pa.Table.from_batches(batches) if batches else None
    except (pa.ArrowException, UnicodeDecodeError):
        return None  # what is no clean table has no columns to take together


def _is_taken(column: Any, issued: Container[str]) -> bool:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_nested(column.type) or pa.types.is_floating(column.type):
        return False
    values = pc.unique(column)
    if not FEWEST <= len(values) <= min(MOST, len(column) // 2):
        return False
    said = [str(value).lower() for value in values.to_pylist() if value is not None]
    return 2 * sum(value in issued for value in said) < len(said)
