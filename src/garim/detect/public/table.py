"""The public table: for a token, in how many independent public sources it stands and what dictionaries say of it.

Two mapped files of one format (`_File`), made by `training/public/build.py`: `seen.bin`, counted in public software and
listed by hand, and `usage.bin`, what came from share-alike dictionaries. No text is in them: a token is found by its hash.

1. A token is folded (NFC, caseless, without `_ - . $ #`); its UTF-8 as one little-endian number, modulo a prime below
   2^50, is its residue, the same whether worked out for one token or with numpy for many. A multiplication spreads it.
2. The upper `bits` bits of that choose a bucket, the next 24 are the entry in it, kept as 16 and 8 in two arrays: some 43 in
   all, so that of two million unknown tokens one is taken for a known one.
3. At open only the head is checked (magic, version, lengths, CRC); `Table.verify` reads everything.
"""

from __future__ import annotations

import json
import struct
import unicodedata
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from garim.errors import BadSettings

MAGIC = b"GarimPub"
VERSION = 2
HEAD = struct.Struct("<8sIII")
"""Magic, version, length of the JSON head in bytes, its CRC-32."""
LONGEST = 64
"""Bytes of a folded token in UTF-8; what is longer stands in no table."""
PRIME = 2**50 - 27
"""So that 64 products of a byte and a residue stay below 2^64."""
SPREAD = 0x9E3779B97F4A7C15
ZIPF_STEP = 25
"""Zipf values are kept in a byte, in steps of 1/25."""
FILES = ("seen.bin", "usage.bin")
_MASK = (1 << 64) - 1
_PLACES = np.array([pow(256, n, PRIME) for n in range(LONGEST)], np.uint64)


class Known(NamedTuple):
    """What is publicly known of a token; all 0 where nothing is.

    New fields are added at the end: the columns of `Table.rows` stand in this order.
    """

    families: int = 0
    """Independent families of public sources that have the folded identifier or Hangul word, at most 255."""
    api: bool = False
    """A source that defines an API, or a list of public names of products and interfaces, has it."""
    part: int = 0
    """Families that have it as a part of identifiers, at most 255."""
    zipf: float = 0.0
    """Log10 of its frequency per 10^9 words of English, or of Korean for Hangul; 0 unknown."""
    word: bool = False
    given: bool = False
    surname: bool = False
    foreign: bool = False
    """A common word of another language than English and Korean, most of all German, French, Spanish, Italian, Portuguese and
    Dutch; Japanese and Chinese dictionary words."""
    noun: bool = False
    proper: bool = False
    ko_person: bool = False
    ko_place: bool = False
    other_pos: bool = False
    """A Korean dictionary has it as an adverb, verb, adjective, root, numeral, pronoun, determiner, ending or particle."""
    famous: bool = False
    """Part of the name of a person in public life."""
    brand: bool = False
    """A company, product, service or organisation that is publicly known, or a word of its name."""
    place: bool = False
    """A country, province, city or airport, or a word of its name."""
    cjk_person: bool = False
    """Part of a Japanese or Chinese person's name, by dictionary."""
    particle: bool = False
    ending: bool = False
    verb: bool = False
    """A surface of a Korean verb or adjective behind which an ending stands: 도와, 했, 먹."""
    title: bool = False
    """A title of the Korean Wikipedia that is no common person's name."""
    abroad: float = 0.0
    """As `zipf`, in the language other than English and Korean in which it is commonest."""


FIELDS = Known._fields
ZIPF = FIELDS.index("zipf")
ZIPFS = ("zipf", "abroad")
"""Frequencies, which are kept in steps."""


def fold(token: str) -> str:
    """The key of a token: NFC, caseless (ß is ss), without the marks that only join words."""
    if not token.isascii():
        token = unicodedata.normalize("NFC", token)
    token = token.casefold()
    for mark in "_-.$#":
        if mark in token:
            token = token.replace(mark, "")
    return token


def digest(key: bytes) -> int:
    """The 64-bit hash of a folded token in UTF-8."""
    return int.from_bytes(key, "little") % PRIME * SPREAD & _MASK


def digests(keys: bytes) -> np.ndarray:
    """`digest` of many, each of which ends with a newline in `keys`; 0 for empty and too long ones."""
    codes = np.frombuffer(keys, np.uint8)
    ends = np.flatnonzero(codes == 10)
    starts = np.zeros_like(ends)
    starts[1:] = ends[:-1] + 1
    sizes = ends - starts
    place = np.arange(len(codes)) - np.repeat(starts, sizes + 1)
    terms = codes * _PLACES.take(place, mode="clip")
    terms[ends] = 0
    found: np.ndarray = np.add.reduceat(terms, starts) % PRIME * np.uint64(SPREAD)
    found[sizes > LONGEST] = 0
    return found


class _File:
    """One mapped file: a head, the bucket index, the entries, their records (numbers, a byte each, then bit flags)."""

    def __init__(self, path: Path) -> None:
        """
        Raises:
            ValueError: Not a whole file of this format.
            OSError: It cannot be read.
        """
        size = path.stat().st_size
        with path.open("rb") as file:
            magic, version, length, crc = HEAD.unpack(file.read(HEAD.size))
            head = file.read(length)
        if magic != MAGIC or version != VERSION or zlib.crc32(head) != crc:
            raise ValueError("head")
        self.path = path
        self.told: dict[str, Any] = json.loads(head)
        self.numbers: list[str] = self.told["numbers"]
        self.flags: list[str] = self.told["flags"]
        count, self.bits = int(self.told["count"]), int(self.told["bits"])
        self.width = len(self.numbers) + (len(self.flags) + 7) // 8
        self.body = HEAD.size + length
        buckets = (1 << self.bits) + 1
        if size != self.body + 4 * buckets + (3 + self.width) * count:
            raise ValueError("length")
        self.raw = np.memmap(path, np.uint8, "r")
        at = self.body
        self.index = np.frombuffer(self.raw, "<u4", buckets, at)
        at += 4 * buckets
        self.entries = np.frombuffer(self.raw, "<u2", count, at)
        self.rest = np.frombuffer(self.raw, np.uint8, count, at + 2 * count)
        self.records = np.frombuffer(self.raw, np.uint8, self.width * count, at + 3 * count).reshape(-1, self.width)
        self.window = np.arange(int(self.told["deepest"]))
        self._index, self._entries, self._rest = self.index.data, self.entries.data, self.rest.data
        self._records = self.records.data.cast("B")
        self.zipfs = [at for at, name in enumerate(self.numbers) if name in ZIPFS]
        told = [*self.numbers, *self.flags]
        self.fields = [FIELDS.index(name) for name in told]
        self.order = np.array([told.index(name) if name in told else len(told) for name in FIELDS])
        """For each field its column, for one that this file does not know an empty one behind them."""

    def record(self, found: int) -> bytes:
        """The record of one hash, empty where there is none."""
        bucket = found >> (64 - self.bits)
        entry, rest = (found >> (48 - self.bits)) & 0xFFFF, (found >> (40 - self.bits)) & 0xFF
        high = self._index[bucket + 1]
        at = bisect_left(self._entries, entry, self._index[bucket], high)
        while at < high and self._entries[at] == entry:
            if self._rest[at] == rest:
                return self._records[at * self.width : (at + 1) * self.width].tobytes()
            at += 1
        return b""

    def put(self, found: np.ndarray, out: np.ndarray) -> None:
        """Raise the columns of `out` that this file knows of to what it says of each hash."""
        bucket = (found >> np.uint64(64 - self.bits)).astype(np.int64)
        entry = (found >> np.uint64(48 - self.bits)).astype(np.uint16)
        rest = (found >> np.uint64(40 - self.bits)).astype(np.uint8)
        at = self.index.take(bucket)[:, None] + self.window
        same = self.entries.take(at, mode="clip") == entry[:, None]
        same &= at < self.index.take(bucket + 1)[:, None]
        same[found == 0] = False
        hit, column = np.nonzero(same)
        at = at[hit, column]
        right = self.rest.take(at) == rest.take(hit)
        hit, at = hit[right], at[right]
        if len(hit):
            out[hit] = np.maximum(out[hit], self.values(self.records[at]))

    def values(self, records: np.ndarray) -> np.ndarray:
        """Records → the values of all fields, float32; 0 where this file does not know a field."""
        wide = len(self.numbers)
        columns = np.zeros((len(records), wide + len(self.flags) + 1), np.float32)
        columns[:, :wide] = records[:, :wide]
        for at in self.zipfs:
            columns[:, at] /= ZIPF_STEP
        columns[:, wide:-1] = np.unpackbits(records[:, wide:], axis=1, bitorder="little", count=len(self.flags))
        return columns.take(self.order, axis=1)


class Table:
    """The public table of this process."""

    def __init__(self, folder: Path) -> None:
        """
        Args:
            folder: Where the two files and `code_prefixes.tsv` stand.

        Raises:
            BadSettings: One of them is missing or damaged; nothing was opened.
        """
        try:
            self._files = [_File(folder / name) for name in FILES]
            lines = (folder / "code_prefixes.tsv").read_text(encoding="utf-8").splitlines()
            self._codes = {prefix: int(count) for prefix, count in (line.split("\t") for line in lines if line[:1] != "#")}
        except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
            raise _damaged(folder, type(error).__name__) from None
        self._folder = folder
        self._told = lru_cache(maxsize=2048)(self._tell)

    @classmethod
    def open(cls) -> Table:
        """The table that is installed with Garim: opened once in a process, its pages shared between processes.

        Raises:
            BadSettings: It is missing or damaged; nothing was opened.
        """
        return _installed()

    def look(self, token: str) -> Known:
        """What is publicly known of a token as written."""
        key = fold(token).encode("utf-8", "surrogatepass")
        if not key or len(key) > LONGEST:
            return NOTHING
        found = digest(key)
        return self._told(*[file.record(found) for file in self._files])

    def rows(self, tokens: Sequence[str]) -> np.ndarray:
        """`look` for many tokens at once: float32, a row each, columns as the fields of `Known`."""
        out = np.zeros((len(tokens), len(FIELDS)), np.float32)
        if not len(tokens):
            return out
        joined = "\n".join(tokens) + "\n"
        if joined.count("\n") != len(tokens):
            joined = "\n".join(token.replace("\n", " ") for token in tokens) + "\n"
        found = digests(fold(joined).encode("utf-8", "surrogatepass"))
        for file in self._files:
            file.put(found, out)
        return out

    def known(self, tokens: Sequence[str]) -> list[Known]:
        """`look` for many tokens at once."""
        rows = self.rows(tokens).astype(np.float64)
        for name in ZIPFS:
            rows[:, FIELDS.index(name)] = rows[:, FIELDS.index(name)].round(
                2
            )  # steps of a float32 are no steps of a number as it is written
        out = [NOTHING] * len(tokens)
        hit = np.flatnonzero(rows.any(axis=1))
        for at, row in zip(hit.tolist(), rows[hit].tolist(), strict=True):
            out[at] = Known._make(row)
        return out

    def code_prefix(self, prefix: str) -> int:
        """How many distinct public codes have this prefix: of `ORA`, those like ORA-00060."""
        return self._codes.get(prefix.upper(), 0)

    def verify(self) -> str:
        """Read everything and compare checksums, some 50 ms; tells how much is in it.

        Raises:
            BadSettings: A byte is not as it was made.
        """
        for file in self._files:
            if sha256(file.raw.data[file.body :]).hexdigest() != file.told["sha256"]:
                raise _damaged(self._folder, file.path.name)
        return ", ".join(f"{file.path.name} {file.told['count']:,} words, {len(file.raw) / 2**20:.1f} MB" for file in self._files)

    def _tell(self, *records: bytes) -> Known:
        """Records → what they say together; kept for the commonest ones (no text is in a record)."""
        row: list[Any] = list(NOTHING)
        for file, record in zip(self._files, records, strict=True):
            if not record:
                continue
            wide = len(file.numbers)
            for field, value in zip(file.fields[:wide], record[:wide], strict=True):
                row[field] = max(row[field], round(value / ZIPF_STEP, 2) if FIELDS[field] in ZIPFS else value)
            flags = int.from_bytes(record[wide:], "little")
            for field in file.fields[wide:] if flags else ():
                row[field] |= flags & 1 > 0
                flags >>= 1
        return Known._make(row)


NOTHING = Known()
"""What is known of most tokens."""


@cache
def _installed() -> Table:
    return Table(Path(str(files("garim.detect.public") / "data")))


def _damaged(folder: Path, what: str) -> BadSettings:
    hint = "reinstall Garim, or make it again with `python -m training.public.build`"
    return BadSettings(f"the public table is missing or damaged in {folder} ({what})", hint=hint)
