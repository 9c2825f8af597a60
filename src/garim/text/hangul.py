"""Hangul and its Latin spelling: compose, take apart, romanise, and the sound classes that particles and articles look at.

Source: Revised Romanization of Korean, Ministry of Culture notice 2000-8, without the sound changes between syllables.
"""

from __future__ import annotations

from functools import lru_cache

import garim.late as re

ONSETS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
VOWELS = ("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
           "ui", "i")  # fmt: skip
CODAS = ("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
          "t", "k", "t", "p", "t")  # fmt: skip
_PLAIN = {"": 0, "k": 1, "n": 4, "t": 7, "l": 8, "m": 16, "p": 17, "ng": 21}
"""The coda of one consonant that each spelling stands for."""
_RIEUL = 8
_VOWEL = re.compile("[aeiouy]")


def is_hangul(char: str) -> bool:
    """Whether a character is a whole Hangul syllable."""
    return "가" <= char <= "힣"


def has_hangul(text: str) -> bool:
    """Whether a text holds a whole Hangul syllable."""
    return not text.isascii() and any("가" <= char <= "힣" for char in text)


def syllable(onset: str, vowel: str, coda: str) -> str:
    """The Hangul syllable that is romanised as onset + vowel + coda, each a spelling of Revised Romanization."""
    return chr(0xAC00 + (ONSETS.index(onset) * 21 + VOWELS.index(vowel)) * 28 + _PLAIN[coda])


@lru_cache(maxsize=16384)
def romanise(text: str) -> str:
    """Revised Romanization, lower case, syllable by syllable; other characters are lowered and stay."""
    if text.isascii():
        return text.lower()
    out = []
    for char in text:
        if "가" <= char <= "힣":
            code = ord(char) - 0xAC00
            out.append(ONSETS[code // 588] + VOWELS[code // 28 % 21] + CODAS[code % 28])
        else:
            out.append(char.lower())
    return "".join(out).replace("lr", "ll")


def final_class(word: str) -> str:
    """How a word ends for a Korean particle: "" no final consonant, "l" ㄹ, "c" any other.

    A Latin word is judged as Korean reads it: Lime is 라임, Drive is 드라이브, QSDV is spelled out.
    """
    last = word[-1:].lower()
    if "가" <= last <= "힣":
        coda = (ord(last) - 0xAC00) % 28
        return "" if coda == 0 else "l" if coda == _RIEUL else "c"
    if last.isdigit():
        return "l" if last in "178" else "c" if last in "036" else ""
    low = word.lower()
    if not _VOWEL.search(low):
        # Read letter by letter: 엘, 알, 엠, 엔.
        return "l" if last in ("l", "r") else "c" if last in ("m", "n") else ""
    if last == "e" and len(low) > 2 and low[-2] not in "aeiouy" and _VOWEL.search(low[:-2]):
        low = low[:-1]
        return "l" if low[-1] == "l" else "c" if low[-1] in "mn" else ""
    if last == "l":
        return "l"
    if last in "mn" or low.endswith("ng"):
        return "c"
    short_vowel = low[-3:-1] == "oo" or (len(low) > 1 and low[-2] in "aeiou" and low[-3:-2] not in tuple("aeiou"))
    return "c" if last in "bpktcgq" and short_vowel else ""


def starts_with_vowel(word: str) -> bool:
    """Whether English says "an" before the word; a word without vowels is read letter by letter."""
    low = romanise(word)
    if low and not _VOWEL.search(low):
        return low[0] in "fhlmnrsx"
    return low[:1] in tuple("aeio") or (low[:1] == "u" and not low.startswith("uni"))
