"""Parquet: columns keep their types, nulls and row groups; names of columns are hidden, notes of other programs dropped."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from garim.bulk.seal import stream
from garim.bulk.values import Cut, Hidden, Opened, Source
from garim.errors import BadInput, BadSettings

ENDINGS = (".parquet",)
SAMPLED = 400


def fits(head: bytes, name: str) -> bool:
    """By its first bytes."""
    return head[:4] == b"PAR1"


def _file(source: Any) -> Any:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise BadSettings("Parquet needs pyarrow", hint="pip install 'garim[bulk]'") from None
    try:
        return pq.ParquetFile(source if isinstance(source, str) else stream(source))
    except (pa.ArrowException, OSError) as error:
        raise BadInput(f"this Parquet file is damaged or cut off ({type(error).__name__})") from None


def cuts(source: Source, size: int) -> Iterator[Cut]:
    """At row groups."""
    meta = _file(source).metadata
    begin = held = 0
    for number in range(meta.num_row_groups):
        held += meta.row_group(number).total_byte_size
        if held >= size or number == meta.num_row_groups - 1:
            yield Cut(begin, number + 1, "", max(held, 1))
            begin, held = number + 1, 0


def read(source: Source, cut: Cut) -> Opened:
    """Some row groups at once."""
    from garim.bulk.arrow import Columns

    file = _file(source)
    table = file.read_row_groups(list(range(cut.start, cut.end)))
    columns = Columns(table)
    group = file.metadata.row_group(cut.start)
    packed = group.column(0).compression if group.num_columns else "SNAPPY"
    chunks = [chunk._replace(rows=table.num_rows if number == 0 else 0) for number, chunk in enumerate(columns.chunks)]

    def write(done: Sequence[Hidden]) -> bytes:
        import pyarrow.parquet as pq

        out = io.BytesIO()
        new = columns.batch(done)
        with pq.ParquetWriter(out, new.schema, compression=packed) as writer:
            at = 0
            for number in range(cut.start, cut.end):
                rows = file.metadata.row_group(number).num_rows
                writer.write_table(new.slice(at, rows), row_group_size=max(rows, 1))
                at += rows
        return out.getvalue()

    return Opened(chunks, write)


def columns(source: Source) -> Mapping[str, str]:
    """Names and types."""
    schema = _file(source).schema_arrow
    return {field.name: str(field.type) for field in schema}


def sample(source: Source) -> Mapping[str, Sequence[str]]:
    """The first rows."""
    import pyarrow as pa

    from garim.bulk.arrow import Columns

    batch = next(_file(source).iter_batches(SAMPLED), None)
    return Columns(pa.Table.from_batches([batch])).sample() if batch is not None else {}


def join(parts: Sequence[Path], out: BinaryIO) -> None:
    """Row groups one behind the other under one schema."""
    import pyarrow.parquet as pq

    first = _file(str(parts[0]))
    packed = first.metadata.row_group(0).column(0).compression if first.metadata.num_row_groups else "SNAPPY"
    with pq.ParquetWriter(out, first.schema_arrow, compression=packed) as writer:
        for part in parts:
            file = _file(str(part))
            for number in range(file.num_row_groups):
                table = file.read_row_group(number)
                writer.write_table(table.cast(first.schema_arrow), row_group_size=max(table.num_rows, 1))
