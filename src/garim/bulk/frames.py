"""Frames in, frames out: `clean(dataset)` for daft, Polars, pandas and PyArrow, by column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, TypeVar

import pyarrow as pa

from garim.bulk.arrow import Columns, find_batch, hide_batch
from garim.bulk.book import decided
from garim.bulk.find import Finder
from garim.bulk.notes import Notes
from garim.bulk.settling import settle
from garim.bulk.work import is_personal
from garim.bulk.writer import Writer
from garim.errors import BadInput
from garim.screen import Screen
from garim.values import Finding

Frame = TypeVar("Frame")
ROWS = 10_000


def clean(
    dataset: Frame, screen: Screen, *, scope: str = "", columns: Collection[str] | None = None, training: bool = False
) -> Frame:
    """Hide a frame by column: each judged as a column, the same original with the same surrogate wherever it stands.

    Args:
        dataset: A daft, Polars or pandas data frame, or a PyArrow table or record batch. It is not changed.
        screen: The company's words, key and memory.
        scope: A name under which `screen.restore` finds the surrogates later; "" remembers none.
        columns: Names of those that are hidden; None for all. The others stay as they are.
        training: Hide people, customers and secrets only.

    Returns: A frame of the same kind with the same rows and types.

    Raises:
        BadInput: It is no such frame, or a column is of bytes that are no text.
        Refused: Policy lets no such corpus leave. Nothing was given out.
        Broken: A finder or the vault failed. Nothing was given out.
    """
    batches, back = _opened(dataset)
    screening = screen.screening
    kept = frozenset(kind for kind, style in screening.styles.items() if style == "keep")

    def keeps(finding: Finding) -> bool:
        return finding.kind in kept or training and not is_personal(finding.kind, finding.family)

    finder = Finder(screening.detector.forgetful(), keeps)
    mine = [_chosen(batch, columns) for batch in batches()]
    verdicts = finder.verdicts(Columns(mine[0]).sample()) if mine else {}
    notes = Notes()
    for batch in mine:
        find_batch(batch, finder, verdicts, notes)
    issued = screen.scopes.get(scope) if scope else ()
    styles = decided(screening.policy, notes.known, training)
    book = settle(
        notes.known,
        screening.key,
        screening.taken,
        lambda done: None,
        issued=issued,
        names=notes.names,
        styles=styles,
        named=screening.named,
    )
    writer = Writer(
        book,
        screening.key,
        taken=screening.taken,
        means=screening.means,
        style=screening.styles.get("*", "natural"),
        styles=screening.styles,
        named=screening.named,
    )
    done = [_whole(batch, part, hide_batch(part, finder, verdicts, writer)) for batch, part in zip(batches(), mine, strict=True)]
    if scope:
        screen.scopes.put(scope, list(writer.entries.values()))
    return back(done)  # type: ignore[no-any-return]


def _opened(dataset: Any) -> tuple[Callable[[], Iterator[pa.Table]], Callable[[list[pa.Table]], Any]]:
    """A frame as tables of some rows, and how it is made again of such."""
    kind = f"{type(dataset).__module__.partition('.')[0]}.{type(dataset).__name__}"
    if kind == "pyarrow.Table":
        return lambda: _pieces(dataset), lambda done: pa.concat_tables(done) if done else dataset
    if kind == "pyarrow.RecordBatch":
        table = pa.Table.from_batches([dataset])
        return lambda: _pieces(table), lambda done: pa.concat_tables(done).combine_chunks().to_batches()[0] if done else dataset
    if kind == "pandas.DataFrame":
        table = pa.Table.from_pandas(dataset, preserve_index=False)
        return lambda: _pieces(table), lambda done: _as_pandas(dataset, done)
    if kind == "polars.DataFrame":
        return lambda: _pieces(dataset.to_arrow()), lambda done: _as_polars(dataset, done)
    if kind == "daft.DataFrame":
        return lambda: map(_table, dataset.to_arrow_iter()), lambda done: _as_daft(dataset, done)
    raise BadInput(f"{kind} is no frame that is known here", hint="daft, Polars, pandas or PyArrow")


def _table(batch: Any) -> pa.Table:
    return pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch


def _pieces(table: pa.Table) -> Iterator[pa.Table]:
    for at in range(0, table.num_rows, ROWS):
        yield table.slice(at, ROWS)


def _chosen(table: pa.Table, columns: Collection[str] | None) -> pa.Table:
    if columns is None:
        return table
    missing = [name for name in columns if name not in table.column_names]
    if missing:
        raise BadInput(f"{len(missing)} of the columns are not in the frame", hint="name columns as they are called in it")
    return table.select([name for name in table.column_names if name in columns])


def _whole(before: pa.Table, mine: pa.Table, hidden: pa.Table) -> pa.Table:
    """A table with some columns hidden; names stay, for the caller's code names them."""
    new = dict(zip(mine.column_names, hidden.columns, strict=True))
    arrays = [new.get(name, column) for name, column in zip(before.column_names, before.columns, strict=True)]
    fields = [
        field if field.name not in new else field.with_type(array.type)
        for field, array in zip(before.schema, arrays, strict=True)
    ]
    return pa.table(arrays, schema=pa.schema(fields, metadata=before.schema.metadata))


def _as_pandas(before: Any, done: Iterable[pa.Table]) -> Any:
    tables = list(done)
    if not tables:
        return before.copy()
    after = pa.concat_tables(tables).to_pandas()
    after.index = before.index
    for name, kind in before.dtypes.items():
        if after[name].dtype != kind:
            after[name] = after[name].astype(kind)
    return after


def _as_polars(before: Any, done: Iterable[pa.Table]) -> Any:
    import polars as pl

    tables = list(done)
    return pl.DataFrame(pl.from_arrow(pa.concat_tables(tables))).cast(before.schema) if tables else before.clone()


def _as_daft(before: Any, done: Iterable[pa.Table]) -> Any:
    import daft

    tables = list(done)
    return daft.from_arrow(pa.concat_tables(tables)) if tables else before
