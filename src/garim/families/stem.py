"""Company words: coined words that sound like nothing known, word by word, in the style of each place.

Every word is coined from its own canonical word, so `Prairie` is one coined word wherever it stands. A Latin surface
that is the romanisation of a Hangul word gets the Latin spelling of the same coined word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import garim.lang as lang
from garim.families._japanese import is_japanese, katakana
from garim.families._port import FREE, Draw, Family, Unit, as_it_stands, by_length
from garim.families._spelled import escaped
from garim.text.coin import hangul_of
from garim.text.hangul import final_class, has_hangul, romanise
from garim.text.romanise import alike
from garim.text.words import join, recase, split
from garim.values import Entry, Finding

LEAST = 4
"""Letters from which a word of a surrogate is restored by itself."""
PLACES = frozenset(("place", "location"))
"""Kinds of what is somewhere."""
_PLACES = {final: tuple(p for p in lang.words("invented_places", "ko") if final_class(p) == final) for final in ("", "l", "c")}


@lru_cache(maxsize=16384)
def keys_of(entity: str, surface: str) -> tuple[str, ...]:
    """The canonical words behind a surface: one for each of its words, or the entity's where only the joints differ."""
    written, _ = split(surface)
    if surface.casefold() == entity.casefold() and len(written) == len(split(entity)[0]):
        return tuple([word.casefold() for word in written])
    named = [word.casefold() for word in split(entity)[0]] or [entity.casefold()]
    spelled = {**{romanise(word): word for word in named}, **{word: word for word in named}}
    whole = romanise("".join(named))
    if len(written) == 1 != len(named) and romanise(written[0]) == whole:
        return tuple(named)
    if len(named) == 1 != len(written) and romanise("".join(written)) == whole and "".join(written) == surface:
        return tuple(named)
    keys = []
    for word in written:
        low = word.casefold()
        known = spelled.get(low) or spelled.get(romanise(word))
        if known is None:  # one spelled out; a short form (YUL for 여울) comes back as itself
            known = next((other for other in named if _same(other, low)), None)
        # An alias that is no spelling of the entity has its own word, wherever it stands.
        keys.append(known or low)
    return tuple(keys)


def _same(one: str, other: str) -> bool:
    """Whether a Hangul and a Latin word, whichever is which, are one word spelled out in both."""
    hangul, latin = (other, one) if one.isascii() else (one, other)
    # Loan words carry ㅡ where Latin letters have no vowel: 제플로르 is Zephlor.
    return alike(hangul, latin) and len(latin) >= 0.75 * len(romanise(hangul).replace("eu", ""))


def _shaped(draw: Draw, surface: str) -> str:
    """A code of letters and digits with no word in it: other ones of the same kind, as `code` does."""
    dice = draw.dice(surface.casefold())
    out = []
    for c in surface:
        if c.isdigit() and c.isascii():
            out.append(dice.digits(1))
        elif c.isascii() and c.isalpha():
            new = dice.pick("abcdefghijklmnopqrstuvwxyz")
            out.append(new.upper() if c.isupper() else new)
        else:
            out.append(c)
    return "".join(out)


def place(draw: Draw, word: str) -> str:
    """A name that a place could have: the same for a word wherever it stands, in the script of its original."""
    pool = _PLACES.get(final_class(word)) or _PLACES["c"]
    new = draw.dice(f"place\0{romanise(word)}").pick(pool)
    return new if has_hangul(word) else recase(romanise(new), word)


def _written(draw: Draw, key: str, like: str) -> str:
    """The coined word of a canonical word in the script of what it stands for."""
    word = draw.word(key)
    return katakana(word.latin) if is_japanese(like) else word[has_hangul(like)]


@lru_cache(maxsize=4096)
def said(word: str) -> str:
    """What a Hangul name says of its bearer, which stays: 병원 of 햇살병원; "" where not two syllables stand before it."""
    if not has_hangul(word[:1]):
        return ""
    trades = _trades()
    return next((word[cut:] for cut in range(2, len(word) - 1) if word[cut:] in trades), "")


@cache
def _trades() -> frozenset[str]:
    return frozenset(lang.words("trades", "ko"))


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """Coined words in place of the surface's words; digits, separators and lone letters stay."""
    written, gaps = split(surface)
    if finding.kind in PLACES and written and all(has_hangul(word) for word in written):
        return join([place(draw, word) for word in written], gaps)
    if any(c.isdigit() for c in surface) and all(len(word) == 1 and word.isascii() for word in written):
        return _shaped(draw, surface)
    keys = keys_of(finding.entity, surface)
    if len(keys) == 1 and written == (surface,):
        return recase(_written(draw, keys[0], surface), surface) + said(surface)
    if not written:
        return surface
    if len(keys) != len(written):
        coined = "".join(_written(draw, key, surface) for key in keys)
        if len(written) == 1:
            return gaps[0] + recase(coined, surface.strip("0123456789_- ")) + gaps[1]
        return recase(coined, surface)
    out = []
    for key, word in zip(keys, written, strict=True):
        if len(word) == 1 and word.isascii() and len(written) > 1:
            out.append(word)
        else:
            out.append(recase(_written(draw, key, word), word))
    return join(out, gaps)


def spellings(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """Each coined word alone, in any case and either script, also inside a run of letters: veto.py keeps it out of words."""
    coined, gaps = split(entry.surrogate)
    words, _ = split(entry.original)
    if len(coined) != len(words):
        return
    alone = len(coined) == 1 and not any(gaps)
    if alone and (tail := said(entry.original)):
        yield entry.surrogate.removesuffix(tail), Unit(entry.original.removesuffix(tail), "", FREE, True)
    for new, old in zip(coined, words, strict=True):
        if new == old or len(new) < (LEAST if new.isascii() else 2):
            continue  # a piece of a coined word: DuNgo for PtNo
        if not alone:
            yield new, Unit(old, "", FREE, True)
        if is_japanese(new):
            continue
        if not new.isascii():
            if not alone:
                yield from escaped(new, Unit(old, ""))
            # The model spelled the Hangul word in Latin letters: so do we.
            yield romanise(new), Unit(romanise(old).capitalize(), "", FREE, True)
        elif hangul := hangul_of(new.lower()):
            yield hangul, Unit(_hangul_for(entry.entity, old), "")
    if len(coined) > 1:
        yield "".join(coined).lower(), Unit("".join(words), "", FREE, True, solid=True)


def _hangul_for(entity: str, word: str) -> str:
    """The Hangul word of an entity that a Latin one romanises, else the Latin one."""
    if entity.isascii():
        return word
    return {romanise(part): part for part in split(entity)[0]}.get(word.lower(), word)


def _several(entry: Entry) -> bool:
    """Whether each word of it comes back by itself, so that the whole need not in other cases."""
    return len(split(entry.surrogate)[0]) > 1


FAMILY = Family(
    name="stem",
    canonical=as_it_stands,
    mint=mint,
    spellings=spellings,
    edges=by_length,
    styled=True,
    strict=_several,
    label=None,
    plain=("our company", "자사"),
    examples=(
        ("별마루", "별마루"),
        ("별마루", "Byeolmaru"),
        ("별마루", "BYEOLMARU"),
        ("별마루", "byulmaru"),
        ("DriveWell", "DriveWell"),
        ("DriveWell", "Drivewell"),
        ("DriveWell", "drive_well"),
        ("prairie farm", "Prairie Farm"),
        ("prairie", "PRAIRIE"),
        ("한결 소프트", "한결 소프트"),
        ("햇살병원", "햇살병원"),
        ("naru2", "naru2"),
        ("amber", "Amber"),
        ("qv", "QV"),
        ("ひびき", "ひびき"),
        ("三川水産", "三川水産"),
    ),
)
