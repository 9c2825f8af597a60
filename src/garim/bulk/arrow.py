"""Arrow batches: columns of text and of typed values as chunks, and chunks as columns again.

    columns = Columns(batch)            its leaves, however they are nested
    columns.chunks                      a chunk some values of one column; a finder and a writer work on them
    columns.batch(hidden)               the batch with what they became: same rows, same types, same nulls

Whole numbers and dates are cells too where their column says that they are somebody's; they stay whole numbers and dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from garim.bulk.find import Finder, Verdicts, measures
from garim.bulk.formats._text import CHUNK
from garim.bulk.notes import Notes
from garim.bulk.values import Cell, Chunk, Hidden
from garim.bulk.writer import Writer
from garim.errors import BadInput

SAMPLED = 400
BINARY = "bytes that are no text"

Rebuild = Callable[[Iterator[str]], Any]


class _Leaf:
    """Values of one column as texts."""

    def __init__(self, name: str, texts: list[str], most: int = 0) -> None:
        self.name, self.texts, self.most = name, texts, most


class Columns:
    """A batch as chunks."""

    def __init__(self, batch: pa.RecordBatch | pa.Table) -> None:
        """
        Raises:
            BadInput: A column is of bytes that are no text, or of a type that nothing reads.
        """
        self._batch = batch
        self._leaves: list[_Leaf] = []
        self._rebuild: list[Rebuild] = []
        for field, column in zip(batch.schema, batch.columns, strict=True):
            array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
            if isinstance(array, pa.ChunkedArray):
                array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], field.type)
            self._rebuild.append(self._read(field.name, array))
        self.names = _names(batch.schema)
        self._spans: list[tuple[int, int]] = []
        self.chunks = [Chunk("\n".join(self.names), tuple(_cells(self.names, "")), 0)] if self.names else []
        for leaf in self._leaves:
            first = len(self.chunks)
            self.chunks += _chunks(leaf)
            self._spans.append((first, len(self.chunks)))

    def sample(self) -> Mapping[str, Sequence[str]]:
        """The first values of each column."""
        return {leaf.name: leaf.texts[:SAMPLED] for leaf in self._leaves}

    def batch(self, hidden: Sequence[Hidden]) -> pa.Table:
        """The batch with what its chunks became."""
        renamed = dict(zip(self.names, hidden[0].cells, strict=True)) if self.names else {}
        values = iter([cell for one in hidden[1 if self.names else 0 :] for cell in one.cells])
        arrays = [rebuild(values) for rebuild in self._rebuild]
        schema = pa.schema([_renamed(field, renamed) for field in self._batch.schema])
        return pa.table([_cast(a, f.type) for a, f in zip(arrays, schema, strict=True)], schema=schema)

    def _read(self, name: str, array: Any) -> Rebuild:
        """Note an array's texts, and give how it is made again of their hidden forms, in the same order."""
        kind = array.type
        if pa.types.is_dictionary(kind):
            inner = self._read(name, array.dictionary)
            return lambda values: pa.DictionaryArray.from_arrays(array.indices, inner(values))
        if pa.types.is_struct(kind):
            inners = [self._read(f"{name}.{kind.field(i).name}", array.field(i)) for i in range(kind.num_fields)]
            mask = array.is_null()
            return lambda values: pa.StructArray.from_arrays([one(values) for one in inners], fields=list(kind), mask=mask)
        if pa.types.is_list(kind) or pa.types.is_large_list(kind):
            flat = self._read(name, array.flatten())
            lengths = array.value_lengths().to_pylist()
            return lambda values: _lists(flat(values), lengths, kind)
        if pa.types.is_map(kind):
            return self._map(name, array)
        return self._flat(name, array)

    def _map(self, name: str, array: Any) -> Rebuild:
        keys, items = self._read(f"{name}.key", array.keys), self._read(f"{name}.value", array.items)
        return lambda values: pa.MapArray.from_arrays(array.offsets, keys(values), items(values), type=array.type)

    def _flat(self, name: str, array: Any) -> Rebuild:
        kind = array.type
        text = _as_text(kind)
        if text is None:
            return lambda values: array
        before = array.to_pylist()
        try:
            texts = [text(value) for value in before if value is not None]
        except UnicodeDecodeError:
            raise BadInput(f"a column holds {BINARY}", hint="leave the column out") from None
        self._leaves.append(_Leaf(name, texts, _most(kind)))
        back = _from_text(kind)
        return lambda values: pa.array(
            [None if value is None else _put(back, next(values), said, value) for value, said in _paired(before, texts)], kind
        )


def _paired(before: Sequence[Any], texts: Sequence[str]) -> Iterator[tuple[Any, str]]:
    said = iter(texts)
    for value in before:
        yield value, "" if value is None else next(said)


def _put(back: Callable[[str], Any], new: str, said: str, before: Any) -> Any:
    """A value of its type; as it was where nothing of it was hidden, so that no rounding touches it."""
    if new == said:
        return before
    try:
        return back(new)
    except (ValueError, OverflowError):
        return None  # what stands in for it is no value of this type: nothing is better than the original


def _as_text(kind: Any) -> Callable[[Any], str] | None:
    """How a value of a type is read; None for what says nothing of anybody: amounts, flags, times."""
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return str
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return lambda value: bytes(value).decode()
    if pa.types.is_integer(kind):
        return str
    if pa.types.is_decimal(kind) and kind.scale == 0:
        return str
    if pa.types.is_floating(kind):
        return lambda value: str(int(value)) if value == value and abs(value) < 2**53 and value == int(value) else ""
    if pa.types.is_date(kind):
        return lambda value: str(value.isoformat())
    return None


def _from_text(kind: Any) -> Callable[[str], Any]:
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return str.encode
    if pa.types.is_integer(kind):
        return int
    if pa.types.is_decimal(kind):
        import decimal

        return decimal.Decimal
    if pa.types.is_floating(kind):
        return float
    if pa.types.is_date(kind):
        return datetime.date.fromisoformat
    return str


def _most(kind: Any) -> int:
    """The greatest whole number of a type; 0 for types without one."""
    if pa.types.is_integer(kind):
        bits = kind.bit_width
        return int(2**bits - 1 if pa.types.is_unsigned_integer(kind) else 2 ** (bits - 1) - 1)
    if pa.types.is_decimal(kind):
        return int(10**kind.precision - 1)
    return 2**53 if pa.types.is_floating(kind) else 0


def _lists(flat: Any, lengths: Sequence[int | None], kind: Any) -> Any:
    """A list array with the same lengths and nulls."""
    offsets: list[int | None] = []
    at = 0
    for length in lengths:
        offsets.append(None if length is None else at)
        at += length or 0
    offsets.append(at)
    make = pa.LargeListArray if pa.types.is_large_list(kind) else pa.ListArray
    width = pa.int64() if pa.types.is_large_list(kind) else pa.int32()
    return make.from_arrays(pa.array(offsets, width), flat)


def _cast(array: Any, kind: Any) -> Any:
    return array if array.type == kind else array.cast(kind)


def _names(schema: Any) -> list[str]:
    """Names of columns and of fields in them, each once."""
    names: dict[str, None] = {}

    def note(field: Any) -> None:
        names[field.name] = None
        for i in range(field.type.num_fields if pa.types.is_nested(field.type) else 0):
            note(field.type.field(i))

    for field in schema:
        note(field)
    return [name for name in names if name and "\n" not in name]


def _renamed(field: Any, names: Mapping[str, str]) -> Any:
    """A field with its new name; notes that others left on it are dropped."""
    kind = field.type
    if pa.types.is_struct(kind):
        kind = pa.struct([_renamed(kind.field(i), names) for i in range(kind.num_fields)])
    elif pa.types.is_list(kind):
        kind = pa.list_(_renamed(kind.value_field, names))
    elif pa.types.is_large_list(kind):
        kind = pa.large_list(_renamed(kind.value_field, names))
    return pa.field(names.get(field.name, field.name), kind, field.nullable)


def _cells(texts: Sequence[str], column: str) -> Iterator[Cell]:
    at = 0
    for text in texts:
        yield Cell(at, at + len(text), column)
        at += len(text) + 1


def _chunks(leaf: _Leaf) -> Iterator[Chunk]:
    held: list[str] = []
    size = 0
    for text in leaf.texts:
        held.append(text)
        size += len(text) + 1
        if size >= CHUNK:
            yield Chunk("\n".join(held), tuple(_cells(held, leaf.name)), 0, most=leaf.most)
            held, size = [], 0
    if held:
        yield Chunk("\n".join(held), tuple(_cells(held, leaf.name)), 0, most=leaf.most)


def find_batch(batch: pa.RecordBatch, finder: Finder, verdicts: Verdicts, notes: Notes) -> None:
    """What stands in a batch goes into the notes.

    Raises:
        Broken: A finder failed.
        BadInput: A column cannot be read.
    """
    for chunk in Columns(batch).chunks:
        notes.learn(chunk.text, finder.row(chunk, verdicts), chunk.most)


def hide_batch(batch: pa.RecordBatch, finder: Finder, verdicts: Verdicts, writer: Writer) -> pa.Table:
    """The pure function: a batch with surrogates, the same whoever calls it on whichever machine.

    Args:
        batch: Any columns.
        finder: The company's.
        verdicts: On the columns of the whole table.
        writer: By the book of the whole corpus.

    Returns: The same rows, types and nulls.

    Raises:
        Broken: A finder failed. Nothing was given out.
        BadInput: A column cannot be read.
    """
    columns, spared = Columns(batch), measures(verdicts)
    return columns.batch([writer.hide(chunk, finder.row(chunk, verdicts), spared)[0] for chunk in columns.chunks])
