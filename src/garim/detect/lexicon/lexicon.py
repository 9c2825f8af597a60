"""The company's own words, in every spelling, at 10⁶ terms: one overlapping search, then boundaries, then evidence.

What is kept of a million terms is one automaton, one NumPy array of rows and one bytes object of entities: no Python
object per term, so workers forked after the load share all of it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from hashlib import sha256
from importlib import resources
from typing import Self

import numpy as np
import numpy.typing as npt

from garim.detect.lexicon.compile import ENDS, FAMILIES, KINDS, MEANS, PACKED, PARTS, STARTS, Compiler
from garim.detect.lexicon.derive import derivations
from garim.detect.lexicon.read import Reader
from garim.detect.lexicon.source import Term
from garim.detect.lexicon.spelling import forms, squeeze
from garim.detect.lexicon.weigh import Occurrence
from garim.errors import BadSettings
from garim.families.domain import PRIVATE
from garim.text.identifiers import Squeezed
from garim.text.places import Automaton
from garim.text.views import Seen, View

MADE_OF = ("garim.detect.lexicon", "garim.detect.lexicon.derive", "garim.detect", "garim.text", "garim.lang")
"""Packages whose files a compiled lexicon depends on."""

UNSPACED = "\u3040"
"""The first of the letters of scripts in which particles and compounds are written without a blank."""
INSIDE, INSIDE_UNSPACED = 6, 3
"""Letters from which a spelling inside a longer word is no chance."""


@cache
def fingerprint() -> bytes:
    """Begins a compiled lexicon: differs whenever the code that compiles it or the word lists that it asks do."""
    made = sha256()
    for package in MADE_OF:
        for file in sorted(resources.files(package).iterdir(), key=lambda file: file.name):
            if file.name.endswith((".py", ".txt")):
                made.update(file.read_bytes())
    for name in ("generic.txt", "common_en.txt", "technology.txt"):
        made.update((resources.files("garim.detect") / "data" / name).read_bytes())
    return b"garim-lexicon-" + made.hexdigest()[:32].encode() + b"\n"


class Lexicon:
    """A compiled lexicon: a finder of the company's words."""

    def __init__(self, automaton: bytes, arrays: tuple[bytes, bytes, bytes, bytes], derived: bytes, meanings: bytes) -> None:
        """Parts as `dump` wrote them; use `build` or `load`."""
        self._arrays, self._rest = arrays, (derived, meanings)
        self._automaton = Automaton.deserialize(automaton)
        first, self._rows, self._entities, self._loose = arrays
        self._first: npt.NDArray[np.uint32] = np.frombuffer(first, dtype="<u4")
        learnt = json.loads(derived)
        self._derived = [derivation(learnt[name]) for name, derivation in derivations().items()]

    def __repr__(self) -> str:
        return f"Lexicon({len(self._first) - 1} spellings)"

    @classmethod
    def build(cls, terms: Iterable[Term]) -> Self:
        """Compile terms: seconds for 10⁵, under a minute for 10⁶.

        Args:
            terms: From `read_terms`, of any number of files.
        """
        terms = list(terms)
        table = Compiler()
        for number, term in enumerate(terms):
            written = frozenset(squeeze(s) for s in (term.term, *term.aliases)) if term.always else ()
            for form in forms(term) if term.shape == "term" else ():
                table.add(form, number, term.means, form.key in written)
        for derivation in derivations().values():
            for form in derivation.forms(terms):
                table.add(form, len(terms))
        learnt = {name: derivation.learn(terms) for name, derivation in derivations().items()}
        automaton, arrays = table.compiled()
        return cls(automaton, arrays, json.dumps(learnt).encode(), json.dumps(table.meanings).encode())

    def dump(self) -> bytes:
        """The compiled lexicon for `load`. It holds the company's words in the open."""
        parts = (self._automaton.serialize(), *self._arrays, *self._rest)
        return fingerprint() + b"".join(struct.pack("<Q", len(part)) + part for part in parts)

    @classmethod
    def load(cls, blob: bytes) -> Self:
        """What `dump` wrote, under a second for 10⁶ terms.

        Raises:
            BadSettings: It is no compiled lexicon of this version. Nothing was loaded; build it again.
        """
        if not blob.startswith(fingerprint()):
            raise BadSettings("not a compiled lexicon of this version", hint="build it again from its source")
        parts, at = [], len(fingerprint())
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
        """Entity → what it is in general terms, for the legend; only terms that say it, "" where they say different things."""
        return dict(json.loads(self._rest[1]))

    def knows(self, candidate: str) -> bool:
        """Whether a case-folded word is, as it stands, a spelling of one of the company's own."""
        size = len(candidate)
        return any((hit[0], hit[1]) == (0, size) for hit in self._automaton.find_overlapping(candidate))

    def stands_in(self, text: str) -> bool:
        """Whether a spelling of a listed word stands in a text, be it meant there or not: for what may say none at all."""
        seen = View(text)
        for view in (seen, *seen.others):
            squeezed = Squeezed(view.text)
            edges = squeezed.edges
            for start, end, _ in self._automaton.find_overlapping(squeezed.text):
                size, unspaced = end - start, squeezed.text[end - 1] >= UNSPACED
                if size >= (INSIDE_UNSPACED if unspaced else INSIDE) or (edges[start] and (edges[end] or unspaced)):
                    return True
        return False

    def names(self, word: str) -> str:
        """The entity of the company's word that a case-folded word spells; "" where it is none."""
        size = len(word)
        for start, end, pattern in self._automaton.find_overlapping(word):
            for number in range(self._first[pattern], self._first[pattern + 1]) if (start, end) == (0, size) else ():
                found = self._occurrence(number)
                if found.family == "stem" and (found.start, found.end) == (0, size):
                    return found.entity
        return ""

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
        for derivation in self._derived:
            derivation.consider(reader, view)
        return Seen(reader.findings(), len(view.text))

    def _occurrence(self, number: int) -> Occurrence:
        breaks, at, size, start, end, always, kind, family, part, mode, term = PACKED.unpack_from(
            self._rows, number * PACKED.size
        )
        entity, _, means = self._entities[at : at + size].decode("utf-8").partition(MEANS)
        named = (entity, KINDS[kind], FAMILIES[family], PARTS[part])
        return Occurrence(breaks, start, end, *named, mode, means, term, bool(always))
