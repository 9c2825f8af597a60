"""A term → the forms in which it is searched for: its own words, its phrases, its names in identifiers.

A form is letters and digits only, folded; `breaks` says where its words may stand apart. What is hidden is the part of it
that is the company's own: `lncntrm` hides cntr, `prairiegateinsurance` hides prairie gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import garim.late as re
from garim.detect import words
from garim.detect.lexicon.modes import ACRONYM, EXACT, HOSTED, NUMBERED, OWN, PHRASE, SCOPED, WORD
from garim.detect.lexicon.source import Term
from garim.text import romanise
from garim.text.fold import fold, latin
from garim.text.identifiers import split


class Form(NamedTuple):
    """One spelling of one thing."""

    key: str
    breaks: int
    """Bit i is set where a word begins at key[i], i > 0."""
    start: int
    end: int
    """What of the key is hidden."""
    entity: str
    kind: str
    family: str = "stem"
    part: str = ""
    mode: int = OWN


class Token(NamedTuple):
    """A word of a term."""

    text: str
    gap: str
    """What stands before it in the term."""
    own: bool


NAMES = ("org", "product", "project")
CJK_LEGAL = re.compile(r"株式会社|有限会社|合同会社|有限公司|股份|\(株\)|（株）|㈱")
SEPARATED = re.compile(r"[^\W_]+")


def tokens(spelling: str) -> list[Token]:
    """The words of a term, folded; Hangul compounds with their generic ends cut off (누리솔데이터시스템 → 3 words)."""
    found: list[Token] = []
    spelling, at = _without_legal(CJK_LEGAL.sub(" ", spelling).strip() or spelling), 0
    for start, end in split(spelling):
        word, gap = fold(spelling[start:end]), spelling[at:start]
        at = end
        for i, piece in enumerate(peel_hangul(word) if not latin(word) else [word]):
            own = not words.generic(piece) and not piece.isdecimal()
            found.append(Token(piece, gap if i == 0 else "", own))
    while len(found) > 1 and found[0].text in words.section("legal"):
        found.pop(0)
    while len(found) > 1 and (found[-1].text in words.section("legal") or f"({found[-1].text})" in words.section("legal")):
        found.pop()
    if len(found) > 1 and f"({found[0].text})" in words.section("legal"):
        found.pop(0)
    return found


def _without_legal(spelling: str) -> str:
    """The name without GmbH, Co., Ltd. at its end: they look like camel case otherwise."""
    while " " in spelling:
        rest, _, last = spelling.rpartition(" ")
        if fold(last).replace(".", "").strip(",()&") not in words.section("legal") and last != "&":
            break
        spelling = rest.rstrip(" ,")
    return spelling


def peel_hangul(word: str) -> list[str]:
    """A Hangul word in its own part and the generic words behind it; whole where nothing own of two syllables is left."""
    parts: list[str] = []
    rest = word
    while len(rest) > 3:
        for size in range(min(6, len(rest) - 2), 1, -1):
            if rest[-size:] in words.section("korean"):
                parts.insert(0, rest[-size:])
                rest = rest[:-size]
                break
        else:
            break
    return [word] if words.ordinary(rest) else [rest, *parts]


def peel_latin(word: str) -> int:
    """How many letters of a glued Latin word are its own before generic ones (nurisolbank → 7); all where none is."""
    for cut in range(3, len(word) - 1):
        if words.glue(word[cut:]) and not words.ordinary(word[:cut]) and not words.generic(word[:cut]):
            return cut
    return len(word)


def canon(word: str, hangul: Iterable[str]) -> str:
    """The canonical word: the Hangul original of a romanised alias, else the word itself."""
    for other in hangul:
        if latin(word) and romanise.alike(other, word):
            return other
    return word


def single(word: str, kind: str, hangul: Iterable[str], caps: bool = False) -> Iterator[Form]:
    """The forms of one own word that stands for the company by itself."""
    entity = canon(word, hangul)
    if words.ordinary(word) or len(word) < 2:
        mode = WORD
    elif latin(word) and (len(word) <= 3 or (caps and len(word) <= 5 and entity == word)):
        mode = ACRONYM
    elif latin(word) and len(word) <= 4:
        mode = EXACT
    else:
        mode = OWN
    yield Form(word, 0, 0, len(word), entity, kind, mode=mode)
    if mode == OWN and latin(word):
        yield from _apart(word, kind, entity)
    if romanise.HANGUL.search(word) and len(word) > 1:
        for spelled in romanise.spellings(word):
            rare = len(spelled) > 4 and not words.ordinary(spelled) and not words.known(spelled)
            yield Form(
                spelled, 0, 0, len(spelled), entity, kind, mode=OWN if rare and len(spelled) > 5 else EXACT if rare else WORD
            )


HALF = 4
"""Letters of either half of a word that is two."""
RARE, COMMON = 3.6, 4.3
"""Zipf frequencies: two words under the one stand beside each other by no chance, two over the other in many texts."""


def _apart(word: str, kind: str, entity: str) -> Iterator[Form]:
    """A word that two words make, with a joint between them: zephyr-quill and zephyr quill, where zephyrquill is listed."""
    cuts = [(min(words.zipf(word[:at]), words.zipf(word[at:])), at) for at in range(HALF, len(word) - HALF + 1)]
    rarer, at = max(cuts, default=(0.0, 0))
    if not 0 < rarer < COMMON or words.generic(word[:at]) and words.generic(word[at:]):
        return
    alone = max(words.zipf(word[:at]), words.zipf(word[at:])) < RARE
    for mode in (EXACT,) if alone else (SCOPED, PHRASE):
        yield Form(word, 1 << at, 0, len(word), entity, kind, mode=mode)


def phrase(parts: list[Token], kind: str, entity: str, span: tuple[int, int], mode: int) -> Form:
    """A form of several words of which parts[span] are hidden."""
    key, breaks, at = "", 0, []
    for token in parts:
        at.append(len(key))
        if key and (token.gap or not token.text.isdecimal()):
            breaks |= 1 << len(key)
        key += token.text
    at.append(len(key))
    return Form(key, breaks, at[span[0]], at[span[1]], entity, kind, mode=mode)


def groups(parts: list[Token]) -> list[tuple[int, int]]:
    """Runs of own words of one script."""
    runs, at = [], 0
    for (own, _), run in groupby(parts, key=lambda t: (t.own, latin(t.text))):
        size = len(list(run))
        if own:
            runs.append((at, at + size))
        at += size
    return runs


def named(term: Term, alone: bool = True) -> Iterator[Form]:  # noqa: C901
    """Forms of a name: organisation, product, project, customer, host, service, repository, database, package.

    Args:
        alone: Whether its distinctive words count by themselves; for customers and places only very rare ones.
    """
    spelled = [(s, tokens(s)) for s in (term.term, *term.aliases)]
    hangul = list(dict.fromkeys(t.text for _, parts in spelled for t in parts if t.own and not latin(t.text)))
    for spelling, parts in spelled:
        if term.kind == "location":
            yield from _place(parts)
        runs = groups(parts)
        if not runs:
            if len(parts) == 1 and term.kind in NAMES and len(parts[0].text) > 2:
                key = parts[0].text
                yield Form(key, 0, 0, len(key), key, term.kind, mode=WORD)
            elif len(parts) > 1:
                yield phrase(parts, term.kind, " ".join(t.text for t in parts), (0, len(parts)), PHRASE)
            continue
        for run in runs:
            inner = parts[run[0] : run[1]]
            entity = " ".join(canon(t.text, hangul) for t in inner)
            plain = all(words.ordinary(t.text) for t in inner)
            one = len(inner) == 1
            if len(parts) > 1:
                hard = SEPARATED.search(spelling) and any(c in spelling for c in "-_./") and " " not in spelling
                yield phrase(parts, term.kind, entity, run, SCOPED if hard and plain else PHRASE if plain else EXACT)
            if not one:
                yield phrase(inner, term.kind, entity, (0, len(inner)), PHRASE if plain else OWN)
            if len(inner) > 2 and term.kind in ("org", "customer"):
                pair = inner[:2]
                yield phrase(pair, term.kind, " ".join(t.text for t in pair), (0, 2), PHRASE)
            for token in inner:
                if one and len(parts) > 1 and plain and (not alone or parts[0].text != "project"):
                    continue
                if one and len(parts) > 1 and term.kind not in NAMES and (_public(token.text) or words.technology(token.text)):
                    continue
                least = 4 if term.kind in ("host", "database") else 3
                if len(token.text) < least and latin(token.text) and token is not parts[0] and len(parts) > 1:
                    continue
                if one or (not words.ordinary(token.text) and not _public(token.text) and len(token.text) > 2):
                    caps = spelling.isupper() or token.text.upper() in spelling
                    yield from single(token.text, term.kind, hangul, caps)


def _place(parts: list[Token]) -> Iterator[Form]:
    """A site without the company's name before it: 분당전산센터, Omaha Campus."""
    rest = parts[1:]
    for shorter in [rest] if len(rest) < 3 else [rest, rest[:2]]:
        if parts[0].own and len(shorter) > 1 and not shorter[-1].own:
            for run in groups(shorter):
                yield phrase(shorter, "location", " ".join(t.text for t in shorter[slice(*run)]), run, EXACT)


def _public(word: str) -> bool:
    """Whether a word is a public name (Omaha, 분당) that alone says nothing of the company."""
    return words.public(word) if latin(word) else words.ordinary(word) or len(word) < 3


def glued(term: Term) -> Iterator[Form]:
    """Forms of hosts and databases whose words are glued: nvbprd → nvb, qdlmpdb → qdlmp."""
    for spelling in (term.term, *term.aliases):
        for number, piece in enumerate(SEPARATED.findall(fold(spelling).replace("_", " "))):
            letters = re.match(r"[a-z]+", piece)
            if not letters or (number and len(letters[0]) < 4):
                continue
            word = letters[0]
            cut = peel_latin(word)
            digits = len(piece) > len(word)
            if words.generic(word) or (words.ordinary(word) and not digits):
                continue
            if len(word) == len(piece) or piece[len(word) :].isdecimal():
                mode = NUMBERED if digits and (words.ordinary(word) or len(word) < 4) else ACRONYM if len(word) < 4 else EXACT
                if len(word) > 1:
                    yield Form(word, 0, 0, cut, word[:cut], term.kind, mode=mode)
                if cut < len(word):
                    if cut > 3:
                        yield Form(word[:cut], 0, 0, cut, word[:cut], term.kind, mode=EXACT)
                    yield Form(word[:cut], 0, 0, cut, word[:cut], term.kind, mode=HOSTED)
            elif len(word) > 2:
                yield Form(piece.rstrip("0123456789"), 0, 0, len(word), word, term.kind, mode=EXACT)
