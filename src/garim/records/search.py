"""Words in all of a person's records, in Korean and English, particles and endings aside.

There is no index: what is searched is opened, looked through and let go of, so nothing readable lies on the disk, and
nothing has to be kept in step. Measured (bench/records.py, docs/records.md): 5,000 records take less than building an
index in memory for one process, and a trigram index cannot find the two syllables of 결정 at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import msgspec

import garim.lang as lang
from garim.records.shelf import Note, Record, searched
from garim.store.history import Document
from garim.text.hangul import is_hangul

WORD = re.compile(r"\w+")
WIDTH = 48
"""Characters on either side of a hit that are shown."""
ENDINGS = (("ies", 3), ("ing", 4), ("ed", 4), ("es", 4), ("s", 3))
"""Of English words, each with the letters that have to stay before it."""
TITLE, TEXT = b'"title":', b'"text":'
"""Where a sealed note begins to hold her words; what stands before is its kind and language."""
MOST_HITS = 200
MOST = 32
"""Words of one question."""


class Hit(NamedTuple):
    """A record that holds all words. Confidential."""

    record: Record
    piece: str
    """Where the first of them stands, with what is round it."""
    score: float


def stem(word: str) -> str:
    """A word as it is looked for: 결정을 → 결정, decisions → decision; at least two letters of it stay.

    Args:
        word: As `searched` gives it.
    """
    if is_hangul(word[-1]):
        for size in range(min(len(word) - 2, _longest()), 0, -1):
            if word[-size:] in _particles():
                return word[:-size]
        return word
    return _english(word) if word.isascii() and word.isalpha() else word


def _english(word: str) -> str:
    """Up to where the forms of a word are the same: companies, company → compan; planned, plans → plan."""
    for ending, least in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            left = word[: -len(ending)]
            doubled = ending in ("ing", "ed") and left[-1] == left[-2] and left[-1] not in "lsz"
            return left[:-1] if doubled else left
    return word


@cache
def _particles() -> frozenset[str]:
    return frozenset(lang.words("particles", "ko") + lang.words("noun_endings", "ko"))


@cache
def _longest() -> int:
    return max(map(len, _particles()))


def search(documents: Sequence[Document], asked: str) -> list[Hit]:
    """The records that hold all the words, the best first: in the title, as whole words, often, lately.

    Args:
        documents: Of `Shelf.raw`.
        asked: Words in Korean or English, in any form; none finds nothing.

    Returns: At most MOST_HITS.
    """
    words = list(dict.fromkeys(WORD.findall(searched(asked))))[:MOST]
    if not words:
        return []
    stems = [stem(word) for word in words]
    # All of it in bytes: ASCII is lowered by the byte, the rest by `seek`; only what is shown is decoded.
    needles = [part.encode() for part in stems]
    found = []
    for number, document in enumerate(documents):
        low = document.data.lower()
        title = low.find(TITLE)
        if all(low.find(needle, title) >= 0 for needle in needles):
            found.append((_score(low, title, needles), document.used, number))
    found.sort(reverse=True)
    hits: list[Hit] = []
    for score, _, number in found:
        if len(hits) == MOST_HITS:
            break
        document = documents[number]
        note = msgspec.json.decode(document.data, type=Note)
        text, named = note.seek or searched(note.text), searched(note.title)
        if all(part in text or part in named for part in stems):  # and not in a day or an id
            at = min((place for part in stems if (place := text.find(part)) >= 0), default=-1)
            hits.append(Hit(Record(document.name, document.version, note), _piece(note.text, text, at), score))
    return hits


def _score(low: bytes, title: int, needles: Sequence[bytes]) -> float:
    body = low.find(TEXT, title)
    score = 0.0
    for needle in needles:
        at = low.find(needle, body)
        begins = at > 0 and not (low[at - 1] >= 0x80 or low[at - 1 : at].isalnum())
        score += 4 * (low.find(needle, title, body) >= 0) + 2 * begins + min(low.count(needle, body), 8) / 8
    return score


def _piece(raw: str, text: str, at: int) -> str:
    """The place in her own writing where that has as many characters as what was searched, else in that."""
    shown = raw if len(raw) == len(text) else text
    if at < 0:
        return " ".join(shown[: 2 * WIDTH].split())
    begin, end = max(0, at - WIDTH), min(len(shown), at + WIDTH)
    piece = " ".join(shown[begin:end].split())
    return ("…" if begin else "") + piece + ("…" if end < len(shown) else "")
