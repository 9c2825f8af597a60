"""What a surrogate may look like when it comes back, and what then takes its place.

Every spelling is a literal in one automaton over lower-cased text: the surface as issued; each coined word, alone;
separators swapped; percent-, HTML-, JSON- and Markdown-escaped. So a reply is scanned once, whatever it holds (line
breaks are looked through: see restore.py), and an identifier that the request never used is restored word by word.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from garim.surrogate.coin import hangul_of
from garim.text.hangul import has_hangul, romanise
from garim.text.words import restyle, split
from garim.values import Entry

FREE, WORD, DIGIT, TIGHT, SURNAME = range(5)
"""What may not touch a hit: nothing is forbidden; a letter run; a digit; a letter or digit; all but a title."""
_NUMBERS = frozenset(("phone", "card", "rrn", "iban", "code", "plate", "ip", "mac", "date", "number"))
_TOKEN = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"[^\W_]+")
_TAG = re.compile(r"\[?[A-Z0-9_]+_[a-km-z2-9]{4}\]?")
"""A surrogate of style tag, see mint.py."""
_HALF = re.compile("[\ud800-\udfff]")
_SWAPS = ("", "_", "-", " ", ".")
_NO_BREAKS = {10: None, 13: None}


class Unit(NamedTuple):
    """One literal's meaning."""

    original: str
    exact: str
    """The spelling that is restored byte for byte; "" if the literal was never issued."""
    edge: int = FREE
    styled: bool = False
    """Whether the letter case that is met carries over to the original."""
    code: str = ""
    """How both are escaped: "" | percent | html | json | ascii (JSON with \\uXXXX) | markdown."""
    strict: bool = False
    """Whether only the exact spelling counts."""
    solid: bool = False
    """Whether several words are run together in the literal: where a hump or a line parts them, each stands alone."""


def lower(text: str) -> str:
    """Lower case, length kept: one character for one."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def whole_characters(text: str) -> str:
    """The text with half surrogate pairs, as JSON escapes can make them, replaced: the automaton reads UTF-8."""
    return _HALF.sub("\ufffd", text)


def encode(code: str, text: str) -> str:
    """A text in one of the escapes that a Unit names."""
    if code == "percent":
        return quote(text, safe="", errors="surrogatepass")
    if code == "html":
        return html.escape(text)
    if code in ("json", "ascii"):
        return json.dumps(text, ensure_ascii=code == "ascii")[1:-1]
    return re.sub(r"([_*\[\]])", r"\\\1", text) if code == "markdown" else text


def _escaped(text: str, unit: Unit) -> Iterator[tuple[str, Unit]]:
    if text.isascii() and text.isalnum():
        return
    for code in ("percent", "ascii") if text.isalnum() else ("percent", "html", "json", "ascii", "markdown"):
        written = encode(code, text)
        if written != text:
            yield written, unit._replace(exact=written, code=code)


def _stem(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """Each coined word alone, in any case and either script, also inside a run of letters: veto.py keeps it out of words."""
    coined, gaps = split(entry.surrogate)
    words, _ = split(entry.original)
    if len(coined) != len(words):
        return
    alone = len(coined) == 1 and not any(gaps)
    for new, old in zip(coined, words, strict=True):
        if new == old or len(new) < 2:
            continue
        if not alone:
            yield new, Unit(old, "", FREE, True)
        if not new.isascii():
            if not alone:
                yield from _escaped(new, Unit(old, ""))
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


def _person(entry: Entry) -> Iterator[tuple[str, Unit]]:
    new, old = entry.surrogate, entry.original
    if has_hangul(new):
        if len(new) >= 3 and len(old) >= 3 and " " not in new + old:
            yield new[1:], Unit(old[1:], "", TIGHT)
            yield new[:1], Unit(old[:1], "", SURNAME)
        return
    names, originals = _TOKEN.findall(new), _TOKEN.findall(old)
    if len(names) != len(originals) or len(names) < 2:
        return
    for name, original in zip(names, originals, strict=True):
        if len(name) > 3 and name.isascii():
            yield name, Unit(original, "", WORD, True)
    for swap in (" ", "-", "_", ".", "", ", "):
        yield swap.join(names[::-1]), Unit(swap.join(originals[::-1]), "", WORD, True, solid=not swap)


def _swapped(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """The surface with its separators swapped for others, all by the same one."""
    parts, originals = _PARTS.findall(entry.surrogate), _PARTS.findall(entry.original)
    if len(parts) != len(originals) or not 1 < len(parts) <= 6 or len(entry.surrogate) < 7:
        return
    number, person = entry.family in _NUMBERS, entry.family == "person"
    for swap in _SWAPS:
        yield swap.join(parts), Unit(swap.join(originals), "", DIGIT if number else WORD, not number, solid=person and not swap)


def _labels(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """The coined words inside a host, an address or a ticket, each as a word of its own."""
    names, originals = _TOKEN.findall(entry.surrogate), _TOKEN.findall(entry.original)
    if len(names) == len(originals):
        for name, original in zip(names, originals, strict=True):
            if name != original and len(name) >= 5 and name.lower() != "example":
                yield name.lower(), Unit(original, "", TIGHT, True)
    if entry.family == "email":
        yield entry.surrogate.rpartition("@")[2], Unit(entry.original.rpartition("@")[2], "", TIGHT, False)


_LITERAL = frozenset(("secret", "carrier", "named"))
"""Families of which no other spelling is derived: secrets, disguised spans as they were written, hosts the user named."""


@lru_cache(maxsize=65536)
def spellings(entry: Entry) -> tuple[tuple[str, Unit], ...]:
    """All literals of one entry, the issued surface first."""
    new, family = entry.surrogate, entry.family
    short = len(new) < 4 and new.isascii()
    if family == "person" and len(new) == 1:
        return ((new, Unit(entry.original, new, SURNAME)),)
    edge = DIGIT if family in _NUMBERS else TIGHT if short else FREE
    words = len(split(new)[0])
    strict = short or family in _LITERAL or (family == "stem" and words > 1)
    unit = Unit(entry.original, new, edge, family in ("stem", "person", "domain", "ticket"), strict=strict)
    out = [(new, unit), *_escaped(new, unit)]
    if _TAG.fullmatch(new):
        # Its words are labels: nothing is derived from them, but the brackets may be lost.
        out.append((new.strip("[]"), unit._replace(exact="", strict=False, styled=False)))
    elif family == "stem":
        out += _stem(entry)
    elif family == "person":
        out += [*_swapped(entry), *_person(entry)]
    elif family not in _LITERAL:
        out += _swapped(entry)
        if family in ("domain", "email", "ticket"):
            out += _labels(entry)
    return tuple((whole_characters(lower(literal)).translate(_NO_BREAKS), unit) for literal, unit in out)


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
    original = restyle(unit.original, met.translate(_NO_BREAKS)) if unit.styled and met != unit.exact else unit.original
    return encode(unit.code, original)


def gather(entries: Iterable[Entry]) -> dict[str, list[Unit]]:
    """Literal → its units: issued surfaces before derived spellings, earlier entries before later ones."""
    issued: dict[str, list[Unit]] = {}
    derived: dict[str, list[Unit]] = {}
    for entry in entries:
        for literal, unit in spellings(entry):
            if unit.exact:
                issued.setdefault(literal, []).append(unit)
            else:
                derived.setdefault(literal, []).append(unit)
    for literal, units in derived.items():
        issued.setdefault(literal, []).extend(units[:1])
    return issued
