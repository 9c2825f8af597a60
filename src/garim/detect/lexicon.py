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

import daachorse
import numpy as np
import numpy.typing as npt

from garim.detect import forms as F
from garim.detect import words
from garim.detect.derived import Derived
from garim.detect.evidence import Occurrence, Reader
from garim.detect.forms import Form
from garim.detect.identifiers import Squeezed, fold
from garim.detect.lexicon_source import Term
from garim.detect.spelling import forms
from garim.detect.views import Seen, View
from garim.errors import BadSettings

MAGIC = b"garim-lexicon-3\n"
KINDS = (
    "org product project host domain network database db_object column package service repository ticket document "
    "account person employee_id email customer location word"
).split()
FAMILIES = "stem person email domain ip code ticket".split()
PARTS = ["", "full", "given", "family", "nick", "initials"]
ROW = np.dtype(
    [("breaks", "<u8"), ("entity", "<u4"), ("size", "<u2")]
    + [(name, "u1") for name in ("start", "end", "kind", "family", "part", "mode")]
)
MEANS = "\x1f"
"""Parts the entity of an ordinary word from the words of its meaning."""
LONGEST = 250
STARTS, ENDS = 1, 2


class Lexicon:
    """A compiled lexicon: a finder of the company's words."""

    def __init__(self, automaton: bytes, arrays: tuple[bytes, bytes, bytes, bytes], derived: bytes, meanings: bytes) -> None:
        """Parts as `dump` wrote them; use `build` or `load`."""
        self._parts = (automaton, *arrays, derived, meanings)
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(automaton)
        first, rows, self._entities, self._loose = arrays
        self._first: npt.NDArray[np.uint32] = np.frombuffer(first, dtype="<u4")
        self._rows = np.frombuffer(rows, dtype=ROW)
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
        by_key: dict[str, list[Form]] = {}
        meanings: dict[str, str] = {}
        for term in terms:
            for form in forms(term) if term.shape == "term" else ():
                if term.means:
                    meanings.setdefault(form.entity, term.means)
                if term.means and form.mode == F.WORD:
                    form = form._replace(entity=form.entity + MEANS + _telling(term.means))
                _add(by_key, form)
        for form in derived.forms:
            _add(by_key, form)
        keys = sorted(by_key)
        first = np.zeros(len(keys) + 1, dtype="<u4")
        rows: list[tuple[int, ...]] = []
        blob, offsets = bytearray(), dict[str, tuple[int, int]]()
        loose = bytearray()
        for i, key in enumerate(keys):
            flags = 0
            for form in by_key[key]:
                place = offsets.get(form.entity)
                if place is None:
                    raw = form.entity.encode("utf-8", "replace")[:65535]
                    place = offsets[form.entity] = (len(blob), len(raw))
                    blob += raw
                codes = (KINDS.index(form.kind), FAMILIES.index(form.family), PARTS.index(form.part), form.mode)
                rows.append((form.breaks & (1 << 64) - 1, *place, form.start, form.end, *codes))
                flags |= _looseness(form)
            first[i + 1] = len(rows)
            loose.append(flags)
        automaton = daachorse.CharwiseDoubleArrayAhoCorasick(keys or ["\0"]).serialize()
        table = np.array(rows, dtype=ROW)
        return cls(
            automaton,
            (first.tobytes(), table.tobytes(), bytes(blob), bytes(loose)),
            derived.dump(),
            json.dumps(meanings).encode(),
        )

    def dump(self) -> bytes:
        """The compiled lexicon for `load`. It holds the company's words in the open."""
        return MAGIC + b"".join(struct.pack("<Q", len(part)) + part for part in self._parts)

    @classmethod
    def load(cls, blob: bytes) -> Self:
        """What `dump` wrote, under a second for 10⁶ terms.

        Raises:
            BadSettings: It is no compiled lexicon of this version. Nothing was loaded; build it again.
        """
        if not blob.startswith(MAGIC):
            raise BadSettings("not a compiled lexicon of this version", hint="build it again from its source")
        parts, at = [], len(MAGIC)
        while at < len(blob):
            (size,) = struct.unpack_from("<Q", blob, at)
            parts.append(blob[at + 8 : at + 8 + size])
            at += 8 + size
        try:
            return cls(parts[0], (parts[1], parts[2], parts[3], parts[4]), parts[5], parts[6])
        except (IndexError, ValueError) as error:
            raise BadSettings("a compiled lexicon that is cut or damaged", hint="build it again from its source") from error

    @cached_property
    def meanings(self) -> Mapping[str, str]:
        """Entity → what it is in general terms, for the legend; only terms that say it."""
        return dict(json.loads(self._parts[-1]))

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
            if not reader.bounded(start, end):
                continue
            for number in range(self._first[pattern], self._first[pattern + 1]):
                reader.consider(start, end, self._occurrence(number))
        self._derived.consider(reader, view)
        return Seen(reader.findings(), len(view.text))

    def _occurrence(self, number: int) -> Occurrence:
        breaks, at, size, start, end, kind, family, part, mode = self._rows[number].tolist()
        entity, _, means = self._entities[at : at + size].decode("utf-8").partition(MEANS)
        return Occurrence(breaks, start, end, entity, KINDS[kind], FAMILIES[family], PARTS[part], mode, means)


def _add(by_key: dict[str, list[Form]], form: Form) -> None:
    if not 0 < len(form.key) <= LONGEST:
        return
    kept = by_key.setdefault(form.key, [])
    if len(kept) < 8 and form not in kept:
        kept.append(form)


def _telling(means: str) -> str:
    found = (fold(w) for w in re.findall(r"[A-Za-z]{4,}|[가-힣]{2,}", means))
    return " ".join([w for w in found if words.zipf(w) < 5.5][:8])


def _looseness(form: Form) -> int:
    """Whether the form may begin or end inside a run of letters."""
    hangul = form.key[-1] >= "\u3040"
    flags = ENDS if hangul else 0
    if form.mode == F.OWN:
        flags |= ENDS | STARTS
    if form.mode in (F.EXACT, F.HOSTED) or (form.mode == F.ACRONYM and len(form.key) > 2):
        flags |= ENDS
    if hangul and form.mode in (F.EXACT, F.PHRASE):
        flags |= STARTS if len(form.key) > 2 else 0
    return flags
