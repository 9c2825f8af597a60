"""Whether a token is public: known as a whole, or put together from what is known; and if not, which part is unknown.

Public does not mean harmless: an ordinary word may be a company's code name. That is for the lexicon and `decide/`.

1. Latin: the whole in two families of public sources, or in a source that defines an interface; else each of its parts
   (cut at case, marks and digits) a word, a name of the public or a part that many use. Three digits at most.
2. Hangul: an eojeol is taken apart by the cheapest path over nouns, particles, verb stems and endings of the table. A name of
   one syllable or two glued to a known noun is no noun: single syllables join only as the affixes below.
3. Other scripts: Japanese and Chinese runs by the longest dictionary words; any other script by the whole word.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

import garim.late as re
from garim.detect.public.table import FIELDS, NOTHING, ZIPF, Known, Table
from garim.text.lately import Lately

LEAST = 2
"""Independent families that make a token public: with more, public words are lost faster than own names are caught."""
LONGEST = 48
"""Letters and syllables that are taken apart at once: longer Hangul is cut, a longer Latin word is none."""
MANY = 20
"""Distinct public codes of a prefix from which a further one is public too: ORA-00060, RFC7662."""
WIDE = 100
"""Families that use a part of identifiers, from which it may stand glued to another: int + digest."""
COMMON = 3.0
"""Zipf from which a word is public by its frequency alone: once in a million words."""
_RUN = re.compile(r"[가-힣]+|[぀-ヿ一-鿿々ー]+|[A-Za-z0-9_$À-ɏ.-]+|[^\W\d_가-힣぀-ヿ一-鿿]+")
_PART = re.compile(r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿĀ-ɏ]+|\d+")
_LETTER = re.compile(r"[^\W\d_]")
_SHORT = re.compile(
    r"\d+[A-Za-z]{1,2}|[A-Za-z]\d{0,2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|0[xX][0-9a-fA-F]+|0b[01]+|[A-Z]\d\d[A-Z]{2}\d\d"
)
"""What is too short to name anything, numbers of programs, and drugs' ATC codes."""
_CODE = re.compile(r"([A-Z]{3,12})[-_]?\d{1,6}[A-Z]?")


@cache
def _korean() -> dict[str, frozenset[str]]:
    """The sections of korean.txt: suffix prefix light alone surname."""
    found: dict[str, set[str]] = {}
    for line in (files("garim.detect.public") / "data" / "korean.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = current = set()
        elif not line.startswith("#"):
            current.update(line.split())
    return {name: frozenset(words) for name, words in found.items()}


def affixes() -> tuple[frozenset[str], frozenset[str]]:
    """Korean prefixes and suffixes of one syllable."""
    return _korean()["prefix"], _korean()["suffix"]


KEPT = 16_384
"""Tokens of which is kept what is known."""
_looked = Lately[str, Known](KEPT)


def _look(token: str) -> Known:
    """`Table.look`, kept: syllables and particles come again and again."""
    known = _looked.get(token)
    if known is None:
        known = _looked[token] = Table.open().look(token)
    return known


def public(token: str) -> bool:
    """Whether every part of a token as written is publicly known."""
    return not unknown(token)


def prepare(words: Iterable[str]) -> None:
    """Look up at once what `public` will ask of each of many words of one script: one by one takes ten times as long."""
    asked: set[str] = set()
    for word in words:
        size = len(word)
        if size > LONGEST:
            continue
        if "가" <= word[0] <= "힣":
            asked.update(word[at:end] for at in range(size) for end in range(at + 1, min(size, at + 9) + 1))
        elif word.isascii() and _LETTER.search(word):
            low = word.lower()
            asked.update((word, low, *(low[:cut] for cut in range(4, size - 3))))
    new = [token for token in asked if token not in _looked]
    _looked.update(zip(new, Table.open().known(new), strict=True))
    _looked.trim()


def settled(known: np.ndarray, hangul: np.ndarray) -> np.ndarray:
    """Whether what is known of words as a whole makes them public, without looking at their parts.

    Args:
        known: What the table says of each, a row of `Table.rows`.
        hangul: Whether each is of Hangul.
    """
    whole = (known[:, _FAMILIES] >= LEAST) | known[:, _NAMED_WHOLE].any(axis=1)
    word = (known[:, ZIPF] >= COMMON) | known[:, _WORDS].any(axis=1)
    out: np.ndarray = whole | (word & ~hangul)
    return out


_FAMILIES = FIELDS.index("families")
_NAMED_WHOLE = [FIELDS.index(name) for name in ("api", "brand", "famous")]
_WORDS = [FIELDS.index(name) for name in ("word", "foreign", "place")]
"""Columns of what `_whole` and `_word` ask."""


def unknown(token: str) -> tuple[tuple[int, int], ...]:
    """The spans within a token that are not public, particles and known neighbours left out; empty if it is public."""
    if token.isascii() and not _LETTER.search(token):
        return ()  # a number, of which there is no end
    return _unknown(token) if len(token) <= 4 * LONGEST else _unknown.__wrapped__(token)


@lru_cache(maxsize=16384)
def _unknown(token: str) -> tuple[tuple[int, int], ...]:
    if _whole(_look(token)):
        return ()
    spans: list[tuple[int, int]] = []
    for run in _RUN.finditer(token):
        piece, at = run[0], run.start()
        if "가" <= piece[0] <= "힣":
            cuts = range(0, len(piece), LONGEST)
            found = [(cut + a, cut + b) for cut in cuts for a, b in _hangul(piece[cut : cut + LONGEST])]
        elif "぀" <= piece[0] <= "鿿":
            found = _han(piece)
        elif piece[0].isascii() or "À" <= piece[0] <= "ɏ":
            found = _latin(piece)
        else:
            known = _look(piece)
            found = [] if known.families or known.foreign or known.place or known.word or known.zipf else [(0, len(piece))]
        spans += [(at + start, at + end) for start, end in found]
    return tuple(spans)


def _whole(known: Known) -> bool:
    return known.families >= LEAST or known.api or known.brand or known.famous


def _latin(piece: str) -> list[tuple[int, int]]:
    """The unknown parts of an identifier or word; the whole where it is a code or none of it is known."""
    if not _LETTER.search(piece) or _SHORT.fullmatch(piece) or _whole(_look(piece.strip("_$.-"))) or _word(_look(piece)):
        return []
    code = _CODE.fullmatch(piece)
    if code and Table.open().code_prefix(code[1]) >= MANY:
        return []
    found: list[tuple[int, int]] = []
    digits = known = 0
    for part in _PART.finditer(piece):
        word = part[0]
        if word.isdigit():
            digits += len(word)
        elif _part(word.lower()):
            known += len(word)
        else:
            found.append(part.span())
    if digits > 3 or (found and not known):
        return [(0, len(piece))]
    return found


def _part(word: str) -> bool:
    """Whether a part of an identifier says nothing of one company: short ones are cheap to come by, so more must have them."""
    if len(word) == 1:
        return True
    known = _look(word)
    if len(word) <= 3:
        return known.part >= 3 * LEAST or (known.word and known.zipf >= COMMON) or known.zipf >= 4
    least = 2 * LEAST if len(word) == 4 else LEAST
    if known.part >= least or _word(known) or len(word) > LONGEST:
        return known.part >= least or _word(known)
    return _derived(word) or _glued(word) or (len(word) >= 9 and _joined(word))


def _derived(word: str) -> bool:
    """Whether an English word is made of a known one: reversioning, unquoter, subfunctions."""
    roots = {word}
    for _ in range(2):
        roots |= {root[len(head) :] for root in roots for head in _HEADS if root.startswith(head)}
        roots |= {root[: -len(tail)] + end for root in roots for tail, end in _TAILS if root.endswith(tail)}
    return any(len(root) > 3 and (known := _look(root)).word and known.zipf >= 2.5 for root in roots - {word})


def _word(known: Known) -> bool:
    return known.word or known.zipf >= COMMON or known.foreign or known.place


_HEADS = tuple("un re de non pre post anti auto multi sub super inter over under mis co pseudo micro".split())
_TAILS = tuple(
    tuple(pair.split(":"))
    for pair in (
        "s: es: ies:y ed: ed:e ing: ing:e er: er:e or: able: able:e ability: ability:able ibility:ible ness: ly: ment: ize: "
        "izer: ization: ise: less: ful: ish: ist: ism: ation:ate ively:ive"
    ).split()
)
"""English endings: what is cut off, what is put in its place."""


def _glued(word: str) -> bool:
    """Whether a word is two English ones that stand in very many identifiers: hostname, intdigest; not jun + min."""

    def wide(piece: str) -> bool:
        known = _look(piece)
        return known.word and known.part >= WIDE

    cuts = (cut for cut in range(3, len(word) - 2) if min(cut, len(word) - cut) > 3 or len(word) > 8)
    return any(wide(word[:cut]) and wide(word[cut:]) for cut in cuts)


@lru_cache(maxsize=4096)
def _joined(word: str, depth: int = 3) -> bool:
    """Whether a long word is put together from foreign ones, as German does: Lager + verwaltung + s + system.

    One of them must be no English word, or any two English words (quill + mark) would do; beside a short one it is the other.
    """
    shortest = 3 if set(word) & set("äöüß") else 4
    for cut in range(len(word) - 4, shortest - 1, -1):
        head = _look(word[:cut])
        if not head.foreign:
            continue
        for link in ("", "s", "n", "en", "es", "er"):
            rest = word[cut + len(link) :]
            if word.startswith(link, cut) and len(rest) >= 4:
                tail = _look(rest)
                if tail.foreign and ((not head.word and cut > 4) or (len(rest) > 4 and not tail.word)):
                    return True
                if depth > 1 and len(rest) >= 9 and _joined(rest, depth - 1):
                    return True
    return False


def _han(piece: str) -> list[tuple[int, int]]:
    """Japanese and Chinese: cut by the longest words from the left; kana of one or two letters are endings."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(piece):
        for end in range(min(len(piece), at + 8), at, -1):
            known = _look(piece[at:end])
            if known.foreign or known.place or known.brand or known.families >= LEAST or (end - at == 1 and piece[at] < "゠"):
                break
        else:
            if found and found[-1][1] == at:
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((at, at + 1))
            end = at + 1
        at = end
    return found


_START, _NOUN, _SINGLE, _STEM, _END, _TAIL = range(6)
"""What an eojeol's reading may have reached: nothing, a noun, a noun of one syllable, a verb's stem, its ending, a particle."""
_EVERYDAY, _COMMON, _RARE, _AFFIX, _STRANGE = 1.7, 2.4, 4.6, 1.6, 6.5
"""Costs of a noun: of every day, common, only in a dictionary; of a syllable glued to a noun; of an unknown syllable."""
_NAMED, _LIKELY, _MAYBE = 3.3, 3.7, 5.5
"""Costs of a surname and two syllables: all in a dictionary as a name, these two in one, neither.

So a name in a dictionary is no noun with a syllable glued to it, and any is rather one than a rare noun with a syllable
glued to it: 추교진 is somebody, not 추교 + 진.
"""
_SHORT_ENDINGS = frozenset("고지며면니나서도려게다요네자라죠냐군걸데던듯음기대까래곤긴어아여야든랴련마세소오는은을")
_AFTER_FINAL = frozenset("은 이 을 과 아 이랑 이나 으로 으로는 으로도 이라 이라고 이라는 이며 이고 이든 이란 이야".split())
_AFTER_VOWEL = frozenset("는 가 를 와 야 랑 나 라고 라는 며 든 란".split())
Piece = tuple[int, int, bool]
"""Start, end, whether it is unknown."""


@lru_cache(maxsize=16384)
def _hangul(word: str) -> list[tuple[int, int]]:
    """The unknown spans of an eojeol, by the cheapest way to read it."""
    size = len(word)
    if size == 1:
        return []
    best: list[dict[int, tuple[float, tuple[Piece, ...]]]] = [{} for _ in range(size + 1)]
    best[0][_START] = (0.0, ())
    for at in range(size):
        reached = list(best[at].items())
        final = at > 0 and (ord(word[at - 1]) - 0xAC00) % 28 > 0
        steps = [
            (end, found) for end in range(at + 1, min(size, at + 9) + 1) if (found := _steps(word[at:end], final, end == size))
        ]
        for state, (cost, path) in reached:
            for end, found in steps:
                for to, more, strange in found[state]:
                    old = best[end].get(to)
                    if old is None or cost + more < old[0]:
                        best[end][to] = (cost + more, (*path, (at, end, strange)))
            if state <= _NOUN:
                old, total = best[at + 1].get(_NOUN), cost + (4.0 if state == _NOUN else _STRANGE)
                if old is None or total < old[0]:
                    best[at + 1][_NOUN] = (total, (*path, (at, at + 1, True)))
    ends = [best[size][state] for state in best[size] if state != _START]
    return _spans(min(ends)[1]) if ends else [(0, size)]


def _spans(path: tuple[Piece, ...]) -> list[tuple[int, int]]:
    """The unknown pieces of a reading, joined; a lone syllable takes the noun beside it, for the two are one name (은 + 여울)."""
    spans: list[tuple[int, int]] = []
    for n, (start, end, strange) in enumerate(path):
        if strange and end - start == 1 and not any(p[2] for p in path[max(0, n - 1) : n] + path[n + 1 : n + 2]):
            beside = [p for p in (path[max(0, n - 1) : n] + path[n + 1 : n + 2]) if p[1] - p[0] == 2]
            if beside:
                start, end = min(start, beside[0][0]), max(end, beside[0][1])
        if strange and spans and spans[-1][1] >= start:
            spans[-1] = (spans[-1][0], end)
        elif strange:
            spans.append((start, end))
    return spans


Step = tuple[int, float, bool]
"""What is reached, what it costs, whether it is unknown."""


@cache
def _glue() -> frozenset[str]:
    """Whatever may be read without standing in the table."""
    return _SHORT_ENDINGS.union(*(_korean()[name] for name in ("light", "auxiliary", "bound", "suffix", "prefix", "alone")))


@lru_cache(maxsize=16384)
def _steps(piece: str, final: bool, last: bool) -> tuple[tuple[Step, ...], ...]:
    """How a piece of an eojeol may be read, for each thing that may be reached before it; empty where it cannot.

    Args:
        piece: Up to nine syllables.
        final: Whether the syllable before it has a final consonant.
        last: Whether the eojeol ends with it.
    """
    known, glue, long = _look(piece), _korean(), len(piece) > 1
    if known is NOTHING and piece not in _glue() and not (len(piece) == 3 and piece[0] in glue["surname"]):
        return ()
    steps: tuple[list[Step], ...] = ([], [], [], [], [], [])
    start, noun, single, stem, ending, tail = steps
    _add_nouns(piece, known, last, start, noun)
    if known.verb:
        start.append((_STEM, 2.2 if long else 3.0, False))
    if piece in glue["light"]:
        noun.append((_STEM, 2.2, False))
        single.append((_STEM, 2.2, False))
    for found, step in (("auxiliary", (_STEM, 1.2, False)), ("bound", (_SINGLE, 1.4, False))):
        if piece in glue[found]:
            stem.append(step)
            ending.append(step)
    if known.ending if long else piece in _SHORT_ENDINGS:
        stem.append((_END, 1.0, False))
    if known.particle or piece == "요":
        ending.append((_TAIL, 1.2, False))
    if known.particle:
        if long:
            start.append((_TAIL, 2.5, False))
        # 은 stands behind a final consonant, 는 behind a vowel.
        if piece not in (_AFTER_VOWEL if final else _AFTER_FINAL):
            for found_before in (noun, single, tail):
                found_before.append((_TAIL, 1.0, False))
    return tuple(map(tuple, steps)) if any(steps) else ()


def _add_nouns(piece: str, known: Known, last: bool, start: list[Step], noun: list[Step]) -> None:
    """How a piece may be read as a noun or a part of one, at an eojeol's start and behind a noun."""
    glue = _korean()
    if len(piece) > 1:
        if _noun(known):
            daily = known.families >= 10 or known.zipf >= 4.2
            cost = (_EVERYDAY if daily else _COMMON if _wide(known) else _RARE) - 0.5 * (len(piece) - 2)
            start.append((_NOUN, cost, False))
            noun.append((_NOUN, cost, False))
        if len(piece) == 3 and piece[0] in glue["surname"]:
            given = _look(piece[1:])
            if known.ko_person or given.ko_person or given.given:
                start.append((_NOUN, _NAMED if known.ko_person else _LIKELY, True))
            elif not _wide(given):
                start.append((_NOUN, _MAYBE, True))
    else:
        if piece in glue["suffix"]:
            noun.append((_NOUN, _AFFIX, False))
        if piece in glue["prefix"] and not last:
            start.append((_START, 2.6, False))
    if piece in glue["alone"]:
        start.append((_SINGLE, 3.4, False))


def _wide(known: Known) -> bool:
    """Whether a Hangul noun is more than an entry of a dictionary."""
    return known.families >= LEAST or known.zipf >= 2.8 or known.place or known.brand


def _noun(known: Known) -> bool:
    """Whether the table has a Hangul word as something else than a person's name."""
    return bool(
        known.families >= LEAST or known.noun or known.other_pos or known.zipf >= COMMON or known.place or known.brand
        or known.famous or known.title or known.ko_place or (known.proper and not known.ko_person)
    )  # fmt: skip
