"""What an ordinary word is: dictionaries, generic words of identifiers, technology, Korean particles and titles.

The lists are data with their sources on the first line; `training/wordlists.py` rebuilds the long ones.
"""

from __future__ import annotations

import pkgutil
from functools import cache, lru_cache

import garim.lang as lang
from garim.detect.public.table import Known, Table

SECTIONS = ("words", "korean", "legal", "affixes", "nearby", "systems", "hosts", "ours")
_ADDRESS = lang.words("honorifics", "ko") + lang.words("forms_of_address", "ko")
PART = 20
"""Families of public sources from which a part of identifiers is common."""
TITLES = frozenset(lang.words("titles", "ko", "ja") + lang.words("weak_titles", "ko") + _ADDRESS)
"""What stands behind a name."""
ROLES = frozenset(lang.words("roles") + lang.words("greetings") + lang.words("titles", "en", "de"))
"""What stands before one."""
_GLUED = frozenset(lang.words("suffixes", "ko") + _ADDRESS)
DERIVED = frozenset(lang.words("derivations", "ko"))
"""Syllables that make another noun of a noun."""
PREFIXES = frozenset(lang.words("prefixes", "ko"))
"""The same before it."""
PARTICLES = frozenset(lang.words("particles", "ko") + lang.words("noun_endings", "ko")) | _GLUED
"""What ends a noun in Korean."""


@cache
def section(name: str) -> frozenset[str]:
    """A section of generic.txt: one of SECTIONS.

    Raises:
        KeyError: There is no such section.
    """
    return _sections()[name]


@cache
def _sections() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {name: set() for name in SECTIONS}
    current: set[str] = set()
    for line in _read("generic.txt").splitlines():
        if line.startswith("["):
            current = found[line.strip("[]")]
        elif not line.startswith("#"):
            current.update(line.split())
    return {name: frozenset(words) for name, words in found.items()}


def _read(name: str) -> str:
    data = pkgutil.get_data("garim.detect", f"data/{name}")
    if data is None:
        raise FileNotFoundError(f"garim.detect/data/{name}")
    return data.decode("utf-8")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(line for line in _read(name).split("\n") if line and line[0] != "#")


def _frequency(word: str) -> float:
    """log10 per 10⁹ words of English, of Korean for Hangul (wordfreq's, in the public table); 0 where it is in no list."""
    return Table.open().look(word).zipf if word.isalnum() else 0.0


def generic(word: str) -> bool:
    """Whether a folded word names no company: loan, mst, prd, 은행, 시스템, a legal form, a lone letter."""
    return len(word) == 1 or word in section("words") or word in section("korean") or word in section("legal")


def technology(word: str) -> bool:
    """Whether a folded word is known from public software: library names, SQL and Python words, Kubernetes kinds."""
    return word in _listed("technology.txt")


FEW = 2048
"""Words kept where few are asked about: a memory that takes hours to fill makes the process grow for as long."""


@lru_cache(maxsize=16384)
def zipf(word: str) -> float:
    """How often a folded word is used: log10 per 10⁹ words; 0 where it is in no list.

    Latin words count only when a dictionary has them in lower case, so that names are no ordinary words.
    """
    if word.isascii() and word not in _listed("common_en.txt"):
        return 0.0
    return _frequency(word)


def known(word: str) -> bool:
    """Whether a folded Latin word is in any large word list, names and brands included."""
    return _frequency(word) > 0


def public(word: str) -> bool:
    """Whether a folded Latin word is so well known (Omaha, Pratt) that it says nothing of one company."""
    return _frequency(word) >= 3.0


def rare(word: str) -> bool:
    """Whether a folded Latin word is hardly ever written in English: less than once in 10⁷ words."""
    return _frequency(word) < 2.0


@lru_cache(maxsize=FEW)
def strange(word: str) -> bool:
    """Whether nothing public has a folded Latin word: what begins or ends with a listed word then is the company's."""
    known = Table.open().look(word)
    told = known.api or known.word or known.foreign or known.place or known.brand or known.given or known.surname
    return known.families < 2 and known.part < 2 and not known.zipf and not told


@lru_cache(maxsize=FEW)
def part(word: str) -> bool:
    """Whether a folded word of two letters or more is one of which very many identifiers are made: setl, mstr, prd."""
    return len(word) > 1 and Table.open().look(word).part >= PART


@lru_cache(maxsize=16384)
def ordinary(word: str) -> bool:
    """Whether a folded word is also an ordinary word: it then needs evidence to be the company's."""
    return zipf(word) > 0.0


@lru_cache(maxsize=FEW)
def compound(word: str) -> bool:
    """Whether a Hangul word is put together from two ordinary words (새벽 + 별): weaker than an ordinary word."""
    if word.isascii() or not 3 <= len(word) <= 6:
        return False
    cuts = ((word[:i], word[i:]) for i in range(1, len(word)))
    return any(len(a) + len(b) > 2 and zipf(a) > 3.5 and zipf(b) > 3.5 and max(len(a), len(b)) > 1 for a, b in cuts)


COPULAS = frozenset("이 이었 였 일 인 입 이시 이셨 이겠 임".split())
"""What 이다 begins with behind a noun."""
_NOUN, _PARTICLE, _COPULA, _ENDING = range(4)
"""What the words behind a name have come to."""


@lru_cache(maxsize=FEW)
def ending(tail: str) -> bool:
    """Whether Hangul behind a name can be read as what ends a noun: particles, titles, generic words, 이다 and its endings, each
    behind what it may stand behind (에서, 팀의, 은행에서는, 처럼요, 이라고는, 입니다만).

    Args:
        tail: The Hangul directly behind the name up to the next other character; "" is fine.
    """
    if len(tail) > 14:
        return False
    reached: list[set[int]] = [{_NOUN}, *(set() for _ in tail)]
    for start in range(len(tail)):
        for end in range(start + 1, min(len(tail), start + 6) + 1) if reached[start] else ():
            reached[end] |= _steps(tail[start:end], end == len(tail), frozenset(reached[start]))
    return bool(reached[-1])


def _steps(piece: str, last: bool, before: frozenset[int]) -> set[int]:
    """What a piece of a name's tail comes to behind what there may be before it."""
    out = set()
    if _NOUN in before:
        if _link(piece):
            out.add(_NOUN)
        if piece in COPULAS:
            out.add(_COPULA)
    known = Table.open().look(piece)
    long = len(piece) > 1 and known.particle
    if _NOUN in before and (piece in PARTICLES if last else long or piece in _CASES):
        out.add(_PARTICLE)
    if before & {_PARTICLE, _ENDING} and (long or piece in _AFTER):
        out.add(_PARTICLE)
    if _COPULA in before and known.ending or _NOUN in before and _without_copula(piece, known):
        out.add(_ENDING)
    return out


def _without_copula(piece: str, known: Known) -> bool:
    """Whether it is an ending before which 이 has fallen out, as it does behind a vowel: 라면, 라고, 니까."""
    if piece in _SAID:
        return True
    whole = Table.open().look("이" + piece)
    return len(piece) > 1 and known.ending and (whole.particle or whole.ending)


_SAID = frozenset("네요 군요 잖아요 던데 랍니다 거든요 라는데 라길래 라더니 같은 같이 같아요".split())
_CASES = frozenset("은 는 이 가 을 를 의 에 도 만 와 과 랑 로 께".split())
_AFTER = frozenset("요 만 도 는 은 를 을 의 에 서 가 이 야 부터 까지 들".split())
"""What stands behind a particle or an ending once more."""


def derived(tail: str) -> bool:
    """Whether Hangul behind a name makes another word of it, particles and all: 화를, 식으로, 스럽다."""
    return any(tail[:size] in DERIVED and (ending(tail[size:]) or tail[:size] == tail) for size in (1, 2, 3) if len(tail) >= size)


def _link(piece: str) -> bool:
    return (len(piece) > 1 and piece in section("korean")) or piece in TITLES or piece in _GLUED


@lru_cache(maxsize=FEW)
def glue(part: str) -> bool:
    """Whether letters glued to a company's word are generic words in a row (bank, prdora, intrcalc's `calc`)."""
    if len(part) > 24:
        return False
    reached = [True] + [False] * len(part)
    for end in range(1, len(part) + 1):
        for start in range(max(0, end - 14), end):
            piece = part[start:end]
            fits = len(piece) > 1 or (end == len(part) and piece in "spdtm")
            if reached[start] and fits and (piece in section("words") or piece == part[0] == "s"):
                reached[end] = True
                break
    return reached[-1]
