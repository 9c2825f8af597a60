"""What a model is asked about a record. It leaves as any other prompt does: through the gateway, seen before it is sent."""

from __future__ import annotations

from importlib.resources import files

from garim.errors import BadInput
from garim.records.plans import FENCE, HEADING

ASKS = files("garim.records").joinpath("asks")
"""What is said before the text: ONE FILE = ONE WAY in a language, `<way>.<language>.txt`."""
WAYS = tuple(sorted({entry.name.split(".")[0] for entry in ASKS.iterdir()}))


def prompt(way: str, text: str, lang: str) -> str:
    """What is asked.

    Args:
        way: One of WAYS.
        text: The record or a part of it.
        lang: ko | en, the record's.

    Raises:
        BadInput: There is no such way, or nothing to ask about.
    """
    if way not in WAYS:
        raise BadInput(f"there is no help {way!r}", hint="one of " + ", ".join(WAYS))
    if not text.strip():
        raise BadInput("there is no text to ask about", hint="write something first")
    return f"{ASKS.joinpath(f'{way}.{lang}.txt').read_text(encoding='utf-8')}\n---\n\n{text.strip()}\n"


def part(text: str, heading: str) -> tuple[int, int]:
    """Where the part under a heading stands, its heading not included.

    Args:
        text: A record's.
        heading: Words of the heading, in any letter case; "" for the whole text.

    Raises:
        BadInput: No heading, or more than one, has them.
    """
    if not heading:
        return 0, len(text)
    found: list[tuple[int, int, int]] = []  # level, where it ends, whether it is asked for
    at, fenced = 0, False
    starts: list[int] = []
    for line in text.splitlines(keepends=True):
        fenced ^= bool(FENCE.match(line))
        match = None if fenced else HEADING.match(line.rstrip("\r\n"))
        if match:
            found.append((len(match[1]), at + len(line), int(heading.casefold() in match[2].casefold())))
            starts.append(at)
        at += len(line)
    asked = [number for number, (_, _, hit) in enumerate(found) if hit]
    if len(asked) != 1:
        raise BadInput(f"{len(asked)} headings have these words", hint="garim records show ID tells the headings")
    level, begin, _ = found[asked[0]]
    ends = (starts[number] for number in range(asked[0] + 1, len(found)) if found[number][0] <= level)
    return begin, next(ends, len(text))
