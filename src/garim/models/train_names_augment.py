"""Bend labelled texts so that a tagger learns from more than was written: other case, other names, typing errors, no punctuation.

Every helper takes a text, its spans and dice, and gives the new text and its spans; mentions keep their labels.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from garim.models.train_names_grammar import Spans

Bent = tuple[str, Spans]
_KEYS = {"a": "sq", "e": "wr", "i": "uo", "o": "ip", "n": "bm", "t": "ry", "s": "ad", "r": "et", "l": "k", "c": "xv", "d": "sf", "u": "yi", "m": "n", "h": "gj"}


def rebuild(text: str, spans: Spans, context: Callable[[str], str], mention: Callable[[str, str], str]) -> Bent:
    """The text with what stands between mentions and the mentions themselves changed, and where the mentions are now."""
    out, moved, at = "", list[tuple[int, int, str]](), 0
    for start, end, what in spans:
        out += context(text[at:start])
        value = mention(text[start:end], what)
        moved.append((len(out), len(out) + len(value), what))
        out, at = out + value, end
    return out + context(text[at:]), tuple(span for span in moved if span[0] < span[1])


def lower(text: str, spans: Spans, dice: random.Random) -> Bent:
    """All in lower case."""
    return rebuild(text, spans, str.lower, lambda value, _: value.lower())


def upper(text: str, spans: Spans, dice: random.Random) -> Bent:
    """All in capitals."""
    return rebuild(text, spans, str.upper, lambda value, _: value.upper())


def title(text: str, spans: Spans, dice: random.Random) -> Bent:
    """Every word with a capital."""

    def raised(piece: str) -> str:
        return re.sub(r"(?<![\w'’@/.])[a-z]", lambda hit: hit[0].upper(), piece)

    return rebuild(text, spans, raised, lambda value, _: value)


def lower_names(text: str, spans: Spans, dice: random.Random) -> Bent:
    """Only the names in lower case."""
    return rebuild(text, spans, str, lambda value, _: value.lower())


def upper_names(text: str, spans: Spans, dice: random.Random) -> Bent:
    """Only the names in capitals."""
    return rebuild(text, spans, str, lambda value, _: value.upper())


def bare(text: str, spans: Spans, dice: random.Random) -> Bent:
    """Without commas and full stops between the mentions."""
    return rebuild(text, spans, lambda piece: re.sub(r"[,.;!?](?=\s)", "", piece), lambda value, _: value)


def typos(text: str, spans: Spans, dice: random.Random) -> Bent:
    """One or two typing errors in the words around the mentions."""
    left = dice.randint(1, 2)

    def slip(piece: str) -> str:
        nonlocal left
        places = [hit.start() for hit in re.finditer(r"(?<=[a-z])[a-z](?=[a-z])", piece)]
        if not places or not left or dice.random() < 0.4:
            return piece
        left -= 1
        at, roll = dice.choice(places), dice.random()
        if roll < 0.3:
            return piece[:at] + piece[at + 1 :]
        if roll < 0.6:
            return piece[:at] + piece[at + 1] + piece[at] + piece[at + 2 :]
        if roll < 0.8:
            return piece[:at] + piece[at] + piece[at:]
        return piece[:at] + dice.choice(_KEYS.get(piece[at], piece[at])) + piece[at + 1 :]

    return rebuild(text, spans, slip, lambda value, _: value)


def spaced(text: str, spans: Spans, dice: random.Random) -> Bent:
    """Lines and blanks as other programs leave them: line ends as blanks, or doubled blanks between the mentions."""
    blank = dice.choice(["  ", "\n", " "])
    return rebuild(text, spans, lambda piece: piece.replace("\n", " ") if blank == " " else piece.replace(" ", blank, 1), lambda value, _: value)


def english(text: str, spans: Spans, dice: random.Random) -> Bent:
    """One of the ways, lower case most often."""
    ways = (lower, upper, title, lower_names, upper_names, bare, typos, spaced)
    way = dice.choices(ways, (50, 7, 3, 6, 4, 10, 10, 4))[0]
    text, spans = way(text, spans, dice)
    return typos(text, spans, dice) if dice.random() < 0.1 else bare(text, spans, dice) if dice.random() < 0.15 else (text, spans)
