"""Coined words: pronounceable, with a Latin and a Hangul spelling that sound alike (saeron, 새론), and no meaning.

The Latin spelling is the Revised Romanization of the Hangul one, so that each spelling gives the other.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NamedTuple

from garim.text import hangul
from garim.text.veto import is_word

_ONSETS = "bdghjkmnprst"
_VOWELS = "aeiou"
_CODAS = "nml"
_FORBIDDEN = {"n": "nr", "m": "m", "l": "rnl"}
"""After a coda: onsets that would fuse with it in the Latin spelling or in speech."""
_FEWEST, _MOST = 5, 8
_LONGEST = 9
"""Letters of three syllables; more nobody remembers."""
_SYLLABLES = 3


class Coined(NamedTuple):
    """One coined word in its two spellings."""

    latin: str
    hangul: str


class Shape(NamedTuple):
    """What a coined word has in common with its original."""

    letters: int
    """Length of the Latin spelling."""
    vowel: bool
    """Whether it starts with a vowel: a or an."""
    final: str
    """Final-consonant class, see hangul.final_class()."""


def shape_of(canonical: str, more: int = 0) -> Shape:
    """The shape for an original word: its length in Latin letters within 5 to 8, its first sound, its last sound.

    Never longer than the original or 6 letters, whichever is more, so that identifier limits hold.

    Args:
        canonical: The original word.
        more: Letters more, as far as three syllables hold them, where the short words are used up.
    """
    low = hangul.romanise(canonical)
    letters = len(low) if low.isalpha() else sum(c.isalpha() for c in low)
    wanted = _FEWEST if letters <= 5 else min(letters, _MOST)
    if hangul.has_hangul(canonical):
        # Two syllables for two, three for more.
        wanted = 5 if len(canonical) < 3 else min(max(wanted, 6), 7)
    vowel, final = hangul.starts_with_vowel(canonical), hangul.final_class(canonical)
    # Three syllables without the first consonant or the last one are shorter.
    return Shape(min(wanted + more, _LONGEST - vowel - (not final)), vowel, final)


@lru_cache(maxsize=256)
def _templates(shape: Shape) -> tuple[tuple[str, ...], ...]:
    """All syllable patterns ("CV", "CVC", "V", "VC") of a shape, 2 or 3 syllables."""
    heads = ("V", "VC") if shape.vowel else ("CV", "CVC")
    found = [
        (head, *rest)
        for count in range(1, _SYLLABLES)
        for head in heads
        for rest in product(("CV", "CVC"), repeat=count)
        if len(head) + sum(map(len, rest)) == shape.letters and (len(rest[-1]) == 3) == bool(shape.final)
    ]
    return tuple(found)


@lru_cache(maxsize=64)
def _syllables(template: str, after: str, final: str | None) -> tuple[tuple[str, str, str], ...]:
    """All syllables of a template behind a coda: Latin, Hangul, own coda. `final` is the word's class at its end, else None."""
    onsets = "" if template[0] != "C" else "".join(c for c in _ONSETS if c not in _FORBIDDEN.get(after, ""))
    found = []
    # At a word's start u may sound like you: `a unit`.
    for onset, vowel in product(onsets or ("",), _VOWELS if onsets else "aeio"):
        if template[-1] == "C":
            # 감, 김, 곰 are at home in names; 굼, 겜 are not.
            codas = {None: "nml", "l": "l"}.get(final, "nm").replace("m", "m" if vowel in "aio" else "")
        elif final == "" and vowel == "e":
            # A final e is silent to a reader of English: `some` would end in m.
            continue
        else:
            codas = ""
        found += [(onset + vowel + coda, hangul.syllable(onset, vowel, coda), coda) for coda in codas or ("",)]
    return tuple(found)


def spell(number: int, shape: Shape) -> Coined:
    """The coined word that a number picks from a shape's space; any non-negative number is in range."""
    templates = _templates(shape)
    number, at = divmod(number, len(templates))
    latin = korean = coda = ""
    last = len(templates[at]) - 1
    for place, template in enumerate(templates[at]):
        syllables = _syllables(template, coda, shape.final if place == last else None)
        number, k = divmod(number, len(syllables))
        roman, written, coda = syllables[k]
        latin += roman
        korean += written
    return Coined(latin, korean)


@lru_cache(maxsize=4096)
def hangul_of(latin: str) -> str:
    """The Hangul spelling of a coined word's Latin one (lower case); "" if the text is no coined word."""
    out: list[str] = []
    at = 0
    while at < len(latin):
        onset = latin[at] if latin[at] in _ONSETS else ""
        at += len(onset)
        if (onset == "" and out) or at >= len(latin) or latin[at] not in _VOWELS:
            return ""
        vowel, at = latin[at], at + 1
        coda = ""
        if at < len(latin) and latin[at] in _CODAS and (at + 1 == len(latin) or latin[at + 1] not in _VOWELS):
            coda, at = latin[at], at + 1
        elif at < len(latin) and latin[at] not in _ONSETS:
            return ""
        out.append(hangul.syllable(onset, vowel, coda))
    return "".join(out)


def usable(word: Coined) -> bool:
    """Whether neither spelling is a word that people use, nor hidden inside a common one."""
    return not is_word(word.latin, word.hangul)
