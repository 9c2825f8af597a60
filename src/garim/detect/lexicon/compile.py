"""Forms → what is searched: an automaton over the spellings, and for each its rows of things that it may stand for."""

from __future__ import annotations

import re
import struct

import numpy as np

from garim.detect import words
from garim.detect.lexicon.forms import Form
from garim.detect.lexicon.modes import EXACT, GIVEN, MODES, OWN, WORD
from garim.text.fold import fold
from garim.text.places import Automaton

KINDS = (
    "org product project host domain network database db_object column package service repository ticket document "
    "account person employee_id email customer location word"
).split()
FAMILIES = "stem person email domain ip code ticket".split()
PARTS = ["", "full", "given", "family", "nick", "initials"]
PACKED = struct.Struct("<QIH7BI")
MOST = 8
"""Things that one spelling may stand for."""
MEANS = "\x1f"
"""Parts the entity of an ordinary word from the words of its meaning."""
LONGEST = 250
STARTS, ENDS = 1, 2


class Compiler:
    """What a lexicon is compiled into, packed from the first moment: a million terms take a third of a gigabyte."""

    def __init__(self) -> None:
        self.meanings: dict[str, str] = {}
        self._rows: dict[str, bytes] = {}
        self._entities = bytearray()
        self._places: dict[str, tuple[int, int]] = {}

    def add(self, form: Form, number: int, means: str = "", always: bool = False) -> None:
        """One form of the term with that number; `always`: it is meant wherever it stands."""
        if not 0 < len(form.key) <= LONGEST:
            return
        entity = form.entity
        if means:
            if self.meanings.setdefault(entity, means) != means:
                self.meanings[entity] = ""  # a stem of two tables is neither's meaning
            if form.mode == WORD or (form.mode in (OWN, EXACT) and words.compound(form.key)):
                entity += MEANS + _telling(means)
        place = self._places.get(entity)
        if place is None:
            raw = entity.encode("utf-8", "replace")[:65535]
            place = self._places[entity] = (len(self._entities), len(raw))
            self._entities += raw
        codes = (always, KINDS.index(form.kind), FAMILIES.index(form.family), PARTS.index(form.part), form.mode)
        row = PACKED.pack(form.breaks & (1 << 64) - 1, *place, form.start, form.end, *codes, number)
        rows = self._rows.get(form.key, b"")
        same = any(rows.startswith(row[:-4], at) for at in range(0, len(rows), PACKED.size))
        if always:
            rows = rows[: (MOST - 1) * PACKED.size]  # what is always meant finds room
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
    row, size, last = MODES[mode], len(key), key[-1]
    unspaced = last >= "\u3040"
    flags = ENDS if unspaced or size >= row.ends else 0
    if size >= row.begins or (unspaced and size >= row.unspaced):
        flags |= STARTS
    # A given name in Chinese or Japanese characters stands behind the family name without a blank.
    return flags | STARTS if mode == GIVEN and unspaced and not "가" <= last <= "힣" else flags
