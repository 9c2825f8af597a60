"""Words inside a written form, and the letter case of each: how a coined word takes the place of another in any style.

A word is a run of letters of one case pattern (`Drive` and `Well` in `DriveWell`, `HTTP` and `Server` in `HTTPServer`)
or a run of one script; digits and separators are what stands between words.
"""

from __future__ import annotations

from functools import lru_cache

import garim.late as re

_MARKED = [chr(code) for code in range(0xC0, 0x250) if chr(code).isalpha()]
UP, LOW = "A-Z" + "".join(c for c in _MARKED if c.isupper()), "a-z" + "".join(c for c in _MARKED if not c.isupper())
"""Capital and small Latin letters, marked ones (Ä, ł) too, as a character class holds them."""
LETTERS = rf"[{UP}]+(?![{LOW}])|[{UP}]?[{LOW}]+|[가-힣]+|[^\W\d_a-zA-Z\u00c0-\u024f가-힣]+"
"""A pattern for one word."""
_WORD = re.compile(LETTERS)


@lru_cache(maxsize=16384)
def split(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a text and what stands around them: always one more gap than words; joined they are the text."""
    words: list[str] = []
    gaps: list[str] = []
    at = 0
    for match in _WORD.finditer(text):
        gaps.append(text[at : match.start()])
        words.append(match[0])
        at = match.end()
    gaps.append(text[at:])
    return tuple(words), tuple(gaps)


def join(words: tuple[str, ...] | list[str], gaps: tuple[str, ...]) -> str:
    """The inverse of split()."""
    return gaps[0] + "".join(word + gap for word, gap in zip(words, gaps[1:], strict=True))


def recase(word: str, like: str) -> str:
    """Write a lower-case word in the letter case of another: lower, UPPER, Title, else capital for capital by place."""
    if like.islower() or not word.isascii():
        return word
    if like.isupper():
        return word.upper()
    if like[:1].isupper() and like[1:].islower():
        return word.capitalize()
    return "".join(c.upper() if i < len(like) and like[i].isupper() else c for i, c in enumerate(word))


def restyle(original: str, met: str) -> str:
    """Write an original in the letter case in which its surrogate was met; unknown mixtures give it as it stood."""
    if met.islower():
        return original.lower()
    if met.isupper():
        return original.upper()
    if met[:1].isupper() and original[:1].islower():
        return original[:1].upper() + original[1:]
    if met[:1].isupper() and len(original) > 1 and original.isupper():
        return original.capitalize()
    return original
