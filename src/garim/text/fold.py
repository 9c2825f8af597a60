"""Letters that mean the same: lower case with every character in its place, and Latin ones without their marks."""

from __future__ import annotations

import unicodedata

import garim.late as re

LATIN_MARKS = re.compile(r"[À-ɏ]")
GERMAN = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ß": "ss",
        "ø": "oe",
        "Ø": "Oe",
        "å": "aa",
        "Å": "Aa",
        "ł": "l",
    }
)


def fold(text: str) -> str:
    """Lower case, one character for one character: the few that grow when lowered (İ) stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def latin(text: str) -> bool:
    """Whether a text has no letter beyond the Latin ones, marked ones (ü, é, ł) included."""
    return text.isascii() or max(text) < "\u0250"


def without_marks(spelling: str) -> str:
    """A Latin name as a keyboard without its marks writes it: Müller → Mueller, José → Jose; other scripts as they are."""
    if spelling.isascii() or not LATIN_MARKS.search(spelling):
        return spelling
    spelled = spelling.translate(GERMAN)
    return "".join(c for c in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(c))
