"""Other ways in which a surrogate may be written when it comes back, as far as several families share them."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from urllib.parse import quote

import garim.late as re
from garim.families._port import DIGIT, TIGHT, WORD, Unit
from garim.values import Entry

_PARTS = re.compile(r"[^\W_]+")
TOKEN = re.compile(r"[^\W\d_]+")
"""A run of letters."""
SURE = 8
"""Letters and digits from which a number in another grouping is no other number."""
_SWAPS = ("", "_", "-", " ", ".")


def encode(code: str, text: str) -> str:
    """A text in one of the escapes that a Unit names."""
    if code == "percent":
        return quote(text, safe="", errors="surrogatepass")
    if code == "html":
        return html.escape(text)
    if code in ("json", "ascii"):
        return json.dumps(text, ensure_ascii=code == "ascii")[1:-1]
    return re.sub(r"([_*\[\]])", r"\\\1", text) if code == "markdown" else text


def escaped(text: str, unit: Unit) -> Iterator[tuple[str, Unit]]:
    """A spelling in every escape that changes it."""
    if text.isascii() and text.isalnum():
        return
    for code in ("percent", "ascii") if text.isalnum() else ("percent", "html", "json", "ascii", "markdown"):
        written = encode(code, text)
        if written != text:
            yield written, unit._replace(exact=written, code=code)


def nothing(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """No other spelling."""
    return iter(())


def swapped(entry: Entry, *, number: bool = False, person: bool = False) -> Iterator[tuple[str, Unit]]:
    """The surface with its separators swapped for others, all by the same one.

    Args:
        number: Whether digits, not letters, may not touch it, and case means nothing.
        person: Whether its parts stand alone where a hump or a line parts them.
    """
    parts, originals = _PARTS.findall(entry.surrogate), _PARTS.findall(entry.original)
    if len(parts) != len(originals) or not 1 < len(parts) <= 6 or len(entry.surrogate) < 7:
        return
    if (number or "".join(parts).isdigit()) and not groups(entry.surrogate):
        return
    for swap in _SWAPS:
        words = () if swap or number else tuple(originals)
        yield (
            swap.join(parts),
            Unit(swap.join(originals), "", DIGIT if number else WORD, not number, solid=person and not swap, words=words),
        )


def groups(surrogate: str) -> tuple[str, ...]:
    """A number in every grouping in which it comes back; none of a short one: an amount or a version may be the same digits."""
    parts = _PARTS.findall(surrogate)
    if not 1 < len(parts) <= 6 or sum(map(len, parts)) < SURE:
        return ()
    return tuple(swap.join(parts) for swap in _SWAPS)


def regrouped(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """A number in other groups: separators swapped or left out."""
    return swapped(entry, number=True)


def labels(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """The name with its separators swapped, and the coined words inside it, each as a word of its own."""
    yield from swapped(entry)
    names, originals = TOKEN.findall(entry.surrogate), TOKEN.findall(entry.original)
    if len(names) == len(originals):
        for name, original in zip(names, originals, strict=True):
            if name != original and len(name) >= 5 and name.lower() != "example":
                yield name.lower(), Unit(original, "", TIGHT, True)
