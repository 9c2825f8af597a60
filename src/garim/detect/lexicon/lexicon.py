"""The company's own words, in every spelling, at 10⁶ terms: one overlapping search, then boundaries, then evidence.

What is kept of a million terms is one automaton, one NumPy array of rows and one bytes object of entities: no Python
object per term, so workers forked after the load share all of it.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from garim.detect import words
from garim.detect.lexicon import forms as F
from garim.detect.lexicon.derived import Derived
from garim.detect.lexicon.forms import Form
from garim.detect.lexicon.read import Reader
from garim.detect.lexicon.source import Term
from garim.detect.lexicon.spelling import forms
from garim.detect.lexicon.weigh import Occurrence
from garim.errors import BadSettings
from garim.families.domain import PRIVATE
from garim.text.fold import fold
from garim.text.identifiers import Squeezed
from garim.text.places import Automaton
from garim.text.views import Seen, View

MAGIC = b"garim-lexicon-11\n"
"""Marks a compiled lexicon; count it up whenever forms, flags or word lists change, so that stale ones are built again."""
KINDS = (
    "org product project host domain network database db_object column package service repository ticket document "
    "account person employee_id email customer location word"
).split()
FAMILIES = "stem person email domain ip code ticket".split()
PARTS = ["", "full", "given", "family", "nick", "initials"]
PACKED = struct.Struct("<QIH6BI")
MOST = 8
"""Things that one spelling may stand for."""
MEANS = "\x1f"
"""Parts the entity of an ordinary word from the words of its meaning."""
LONGEST = 250
STARTS, ENDS = 1, 2


class Lexicon:
    """A compiled lexicon: a finder of the company's words."""

    def __init__(self, automaton: bytes, arrays: tuple[bytes, bytes, bytes, bytes], derived: bytes, meanings: bytes) -> None:
        """Parts as `dump` wrote them; use `build` or `load`."""
        self._arrays, self._rest = arrays, (derived, meanings)
        self._automaton = Automaton.deserialize(automaton)
        first, self._rows, self._entities, self._loose = arrays
        self._first: npt.NDArray[np.uint32] = np.frombuffer(first, dtype="<u4")
        self._derived = Derived.load(derived)

    def __repr__(self) -> str:
        return f"Lexicon({len(self._first) - 1} spellings)"

    @classmethod
    def build(cls, terms: Iterable[Term]) -> Self:
        """Compile terms: seconds for 10⁵, under a minute for 10⁶.

        Args:
            terms: From `read_terms`, of any number of files.
        """
        terms = list(terms)
        derived = Derived.build(terms)
        table = _Table()
        for number, term in enumerate(terms):
            for form in forms(term) if term.shape == "term" else ():
                table.add(form, number, term.means)
        for form in derived.forms:
            table.add(form, len(terms))
        automaton, arrays = table.compiled()
        return cls(automaton, arrays, derived.dump(), json.dumps(table.meanings).encode())

    def dump(self) -> bytes:
        """The compiled lexicon for `load`. It holds the company's words in the open."""
        parts = (self._automaton.serialize(), *self._arrays, *self._rest)
        return MAGIC + b"".join(struct.pack("<Q", len(part)) + part for part in parts)

    @classmethod
    def load(cls, blob: bytes) -> Self:
        """What `dump` wrote, under a second for 10⁶ terms.

        Raises:
            BadSettings: It is no compiled lexicon of this version. Nothing was loaded; build it again.
        """
        if not blob.startswith(MAGIC):
            raise BadSettings("not a compiled lexicon of this version", hint="build it again from its source")
        parts, at = [], len(MAGIC)
        try:
            while at < len(blob):
                (size,) = struct.unpack_from("<Q", blob, at)
                parts.append(blob[at + 8 : at + 8 + size])
                at += 8 + size
            if at != len(blob):
                raise ValueError("cut")
            return cls(parts[0], (parts[1], parts[2], parts[3], parts[4]), parts[5], parts[6])
        except (IndexError, ValueError, struct.error) as error:
            raise BadSettings("a compiled lexicon that is cut or damaged", hint="build it again from its source") from error

    @cached_property
    def meanings(self) -> Mapping[str, str]:
        """Entity → what it is in general terms, for the legend; only terms that say it."""
        return dict(json.loads(self._rest[1]))

    def knows(self, candidate: str) -> bool:
        """Whether a case-folded word is, as it stands, a spelling of one of the company's own."""
        size = len(candidate)
        return any((hit[0], hit[1]) == (0, size) for hit in self._automaton.find_overlapping(candidate))

    def lists_host(self, host: str) -> bool:
        """Whether a host is the company's: itself or a domain around it is listed, or it is inside and has a listed word."""
        found = self.find(View(host)).findings
        if "." not in host or host.rpartition(".")[2] in PRIVATE:
            return bool(found)
        return any(
            f.kind in ("host", "domain", "network") and f.end == len(host) and (not f.start or host[f.start - 1] == ".")
            for f in found
        )

    def find(self, view: View, hint: str = "") -> Seen:
        """The company's words in a text.

        Args:
            view: The text; offsets of the findings are in `view.text`.
            hint: The key above the text, as context.

        Returns:
            Findings in order, none overlapping, and how many characters were looked at: all.
        """
        squeezed = Squeezed(view.text)
        edges, loose = squeezed.edges, self._loose
        hits = [
            hit
            for hit in (self._automaton.find_overlapping(squeezed.text) if loose else ())
            if (edges[hit[0]] or loose[hit[2]] & STARTS) and (edges[hit[1]] or loose[hit[2]] & ENDS)
        ]
        reader = Reader(view.text, squeezed, hint)
        for start, end, pattern in hits:
            if not edges[end] and not reader.bounded(start, end):
                continue
            for number in range(self._first[pattern], self._first[pattern + 1]):
                reader.consider(start, end, self._occurrence(number))
        self._derived.consider(reader, view)
        return Seen(reader.findings(), len(view.text))

    def _occurrence(self, number: int) -> Occurrence:
        breaks, at, size, start, end, kind, family, part, mode, term = PACKED.unpack_from(self._rows, number * PACKED.size)
        entity, _, means = self._entities[at : at + size].decode("utf-8").partition(MEANS)
        return Occurrence(breaks, start, end, entity, KINDS[kind], FAMILIES[family], PARTS[part], mode, means, term)


class _Table:
    """What a lexicon is compiled into, packed from the first moment: a million terms take a third of a gigabyte."""

    def __init__(self) -> None:
        self.meanings: dict[str, str] = {}
        self._rows: dict[str, bytes] = {}
        self._entities = bytearray()
        self._places: dict[str, tuple[int, int]] = {}

    def add(self, form: Form, number: int, means: str = "") -> None:
        """One form of the term with that number."""
        if not 0 < len(form.key) <= LONGEST:
            return
        entity = form.entity
        if means:
            self.meanings.setdefault(entity, means)
            if form.mode == F.WORD or (form.mode in (F.OWN, F.EXACT) and words.compound(form.key)):
                entity += MEANS + _telling(means)
        place = self._places.get(entity)
        if place is None:
            raw = entity.encode("utf-8", "replace")[:65535]
            place = self._places[entity] = (len(self._entities), len(raw))
            self._entities += raw
        codes = (KINDS.index(form.kind), FAMILIES.index(form.family), PARTS.index(form.part), form.mode)
        row = PACKED.pack(form.breaks & (1 << 64) - 1, *place, form.start, form.end, *codes, number)
        rows = self._rows.get(form.key, b"")
        same = any(rows.startswith(row[:-4], at) for at in range(0, len(rows), PACKED.size))
        if not same and len(rows) < MOST * PACKED.size:
            self._rows[form.key] = rows + row

    def compiled(self) -> tuple[bytes, tuple[bytes, bytes, bytes, bytes]]:
        """The automaton, and where each key's rows begin, the rows, the entities, and how loose each key is."""
        keys = sorted(self._rows)
        sizes = np.fromiter((len(self._rows[key]) // PACKED.size for key in keys), dtype="<u4", count=len(keys))
        first = np.concatenate([np.zeros(1, dtype="<u4"), np.cumsum(sizes, dtype="<u4")])
        loose = bytearray(len(keys))
        for i, key in enumerate(keys):
            rows = self._rows[key]
            for at in range(PACKED.size - 5, len(rows), PACKED.size):
                loose[i] |= _looseness(key, rows[at])
        table = b"".join([self._rows[key] for key in keys])
        self._rows.clear()
        self._places.clear()
        automaton = Automaton(keys or ["\0"]).serialize()
        return automaton, (first.astype("<u4").tobytes(), table, bytes(self._entities), bytes(loose))


def _telling(means: str) -> str:
    found = (fold(w) for w in re.findall(r"[A-Za-z]{4,}|[가-힣]{2,}", means))
    return " ".join([w for w in found if words.zipf(w) < 5.5][:8])


def _looseness(key: str, mode: int) -> int:
    """Whether a form may begin or end inside a run of letters."""
    unspaced = key[-1] >= "\u3040"
    flags = ENDS if unspaced else 0
    if mode == F.OWN:
        flags |= ENDS | STARTS
    if mode == F.HOSTED or (mode == F.EXACT and len(key) > 4) or (mode == F.ACRONYM and len(key) > 2):
        flags |= ENDS
    if unspaced and (mode in (F.EXACT, F.PHRASE, F.FULL) and len(key) > 2 or mode == F.GIVEN and not "가" <= key[-1] <= "힣"):
        flags |= STARTS
    return flags
