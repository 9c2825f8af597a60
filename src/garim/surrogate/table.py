"""What a surrogate may look like when it comes back, and what then takes its place.

Every spelling is a literal in one automaton over lower-cased text: the surface as issued; each coined word, alone;
separators swapped; percent-, HTML-, JSON- and Markdown-escaped. So a reply is scanned once, whatever it holds (line
breaks are looked through: see restore.py), and an identifier that the request never used is restored word by word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

import garim.late as re
from garim.families import SURNAME, Unit, encode, escaped, family
from garim.families._port import by_length
from garim.surrogate.agree import TURNED
from garim.text.fold import fold
from garim.text.words import recase, restyle, split
from garim.values import Entry

_TAG = re.compile(r"\[?[A-Z0-9_]+_[a-km-z2-9]{4}\]?")
"""A surrogate of style tag, see mint.py."""
_HALF = re.compile("[\ud800-\udfff]")
_NO_BREAKS = {10: None, 13: None}


def is_label(surrogate: str) -> bool:
    """Whether a surrogate is of style tag."""
    return _TAG.fullmatch(surrogate) is not None


def whole_characters(text: str) -> str:
    """The text with half surrogate pairs, as JSON escapes can make them, replaced: the automaton reads UTF-8."""
    return _HALF.sub("\ufffd", text)


def _undone(text: str) -> str:
    """A piece of a JSON string with its escapes undone; "" for what is none."""
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return ""


@lru_cache(maxsize=2048)  # each takes 1.5 kB, a Korean name 9
def spellings(entry: Entry) -> tuple[tuple[str, Unit], ...]:
    """All literals of one entry, the issued surface first."""
    new = entry.surrogate
    if entry.family == "carrier":  # no family minted it: a disguised span as it was written
        unit = Unit(entry.original, new, by_length(new), strict=True)
        out = [(new, unit), *escaped(new, unit)]
        if "\\" in new and (undone := _undone(new)):
            # In JSON it is met with its escapes undone.
            out.append((undone, unit._replace(original=_undone(entry.original) or entry.original, exact=undone)))
    else:
        known = family(entry.family)
        edge = known.edges(new)
        turns = entry.found.endswith(TURNED)
        if edge == SURNAME:
            return ((new, Unit(entry.original, new, edge, turns=turns)),)
        short = len(new) < 4 and new.isascii()
        unit = Unit(entry.original, new, edge, known.styled, strict=short or known.strict(entry))
        out = [(new, unit), *escaped(new, unit)]
        if _TAG.fullmatch(new):
            # Its words are labels: nothing is derived from them, but the brackets may be lost.
            out.append((new.strip("[]"), unit._replace(exact="", strict=False, styled=False)))
        else:
            out += known.spellings(entry)
        if turns:
            out = [(literal, unit._replace(turns=True)) for literal, unit in out]
    return tuple((whole_characters(fold(literal)).translate(_NO_BREAKS), unit) for literal, unit in out)


def allows(unit: Unit, met: str) -> bool:
    """Whether a met spelling may be this unit's, as far as it can be told from itself."""
    if met == unit.exact:
        return True
    # A line is broken once; behind an empty line something else starts.
    if unit.strict or met.count("\n") > 1 or met.count("\r") > 1:
        return False
    return not unit.solid or ("\n" not in met and len(split(met)[0]) <= 1)


def restored(unit: Unit, met: str) -> str:
    """What takes the place of a met spelling, in the unit's escape."""
    if not unit.styled or met == unit.exact:
        return encode(unit.code, unit.original)
    met = met.translate(_NO_BREAKS)
    if len(unit.words) > 1 and len(likes := split(met)[0]) == len(unit.words):
        return encode(unit.code, "".join(recase(word.lower(), like) for word, like in zip(unit.words, likes, strict=True)))
    return encode(unit.code, restyle(unit.original, met))


def gather(entries: Iterable[Entry]) -> dict[str, list[Unit]]:
    """Literal → its units: issued surfaces before derived spellings, earlier entries before later ones."""
    issued: dict[str, list[Unit]] = {}
    derived: dict[str, list[Unit]] = {}
    for entry in entries:
        for literal, unit in spellings(entry):
            if not literal:
                continue  # as of a surrogate that is nothing but a line break: that restores nothing
            if unit.exact:
                issued.setdefault(literal, []).append(unit)
            else:
                derived.setdefault(literal, []).append(unit)
    for literal, units in derived.items():
        issued.setdefault(literal, []).extend(first(units))
    return issued


def first(units: list[Unit]) -> list[Unit]:
    """Of the derived units of one literal the first, which counts; with it a part of another name, that shows that both are in
    doubt: see `doubtful`."""
    return units[:1] + [unit for unit in units[1:] if doubtful(units[0], unit)][:1]


def doubtful(unit: Unit, other: Unit) -> bool:
    """Whether a part of a name may be another's too: then it stays as it is, for an invented name misleads nobody."""
    return unit.lone and other.lone and unit.original.casefold() != other.original.casefold()
