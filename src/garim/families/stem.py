"""Company words: coined words that sound like nothing known, word by word, in the style of each place.

Every word is coined from its own canonical word, so `Prairie` is one coined word wherever it stands. A Latin surface
that is the romanisation of a Hangul word gets the Latin spelling of the same coined word.
"""

from __future__ import annotations

from functools import lru_cache

from garim.families._port import Draw
from garim.text.hangul import has_hangul, romanise
from garim.text.words import join, recase, split
from garim.values import Finding

EXAMPLES = (
    ("해오름", "해오름"),
    ("해오름", "Haeoreum"),
    ("해오름", "HAEOREUM"),
    ("해오름", "haeorum"),
    ("DriveWell", "DriveWell"),
    ("DriveWell", "Drivewell"),
    ("DriveWell", "drive_well"),
    ("prairie farm", "Prairie Farm"),
    ("prairie", "PRAIRIE"),
    ("한결 소프트", "한결 소프트"),
    ("naru2", "naru2"),
    ("amber", "Amber"),
    ("qv", "QV"),
)


@lru_cache(maxsize=65536)
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
        # An alias that is no spelling of the entity has its own word, tied to the entity.
        keys.append(known or (f"{entity.casefold()}\0{low}" if len(written) == 1 else low))
    return tuple(keys)


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """Coined words in place of the surface's words; digits, separators and lone letters stay."""
    written, gaps = split(surface)
    keys = keys_of(finding.entity, surface)
    if len(keys) == 1 and written == (surface,):
        return recase(draw.word(keys[0])[has_hangul(surface)], surface)
    if not written:
        return "".join(draw.dice(surface).pick("0123456789") if c.isdigit() else c for c in surface)
    hangul = has_hangul(surface)
    if len(keys) != len(written):
        coined = "".join(draw.word(key)[hangul] for key in keys)
        if len(written) == 1:
            return gaps[0] + recase(coined, surface.strip("0123456789_- ")) + gaps[1]
        return recase(coined, surface)
    out = []
    for key, word in zip(keys, written, strict=True):
        if len(word) == 1 and word.isascii() and len(written) > 1:
            out.append(word)
        else:
            out.append(recase(draw.word(key)[has_hangul(word)], word))
    return join(out, gaps)
