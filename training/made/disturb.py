"""What keyboards and recorders do to a text: spaces lost, punctuation lost, slips. Spans move along."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from training.made.render import Mark

Edit = tuple[int, int, str]  # from, to, what stands there now


def apply(text: str, marks: list[Mark], edits: list[Edit]) -> tuple[str, list[Mark]]:
    """`text` with the edits made (ordered, not overlapping) and the marks moved with it."""
    out: list[str] = []
    where = list(range(len(text) + 1))
    at = size = 0
    for start, end, new in edits:
        out.append(text[at:start])
        for i in range(at, start):
            where[i] = size + i - at
        size += start - at
        for i in range(start, end):
            where[i] = size + min(i - start, len(new))
        out.append(new)
        size += len(new)
        at = end
    for i in range(at, len(text) + 1):
        where[i] = size + i - at
    out.append(text[at:])
    made = "".join(out)
    return made, [Mark(where[m.start], where[m.end], m.type, tuple((where[a], where[b]) for a, b in m.core)) for m in marks]


def nospace(text: str, rng: Random) -> list[Edit]:
    """Blanks between Hangul gone, as in a phone typed in a hurry; a blank in eight stays."""
    return [(m.start(), m.end(), "") for m in re.finditer(r"(?<=[가-힣0-9.,?!]) (?=[가-힣0-9])", text) if rng.random() < 0.88]


def stt(text: str, rng: Random) -> list[Edit]:
    """A recorder's text: no sentence marks, lines run together."""
    lines = [(m.start(), m.end(), " ") for m in re.finditer(r"(?<=[^\n])\n(?=[^\n])", text)] if rng.random() < 0.5 else []
    return sorted(lines + [(m.start(), m.end(), "") for m in re.finditer(r"[.,?!…](?= |\n|$)", text)])


def typo(text: str, rng: Random) -> list[Edit]:
    """A few slips outside the spans: a blank too few, a wrong vowel, a letter twice or gone."""
    swaps = {"되": "돼", "돼": "되", "않": "안", "데": "대", "대": "데", "게": "개", "왜": "외", "네": "내", "에": "애"}
    edits: list[Edit] = []
    laid_out = [m.span() for m in re.finditer(r'^(\{"|  - author| {4}t).*$', text, re.M)]  # JSON and YAML stay well formed
    for m in re.finditer(r"[가-힣A-Za-z ]", text):
        if rng.random() < 0.025 and not any(a <= m.start() < b for a, b in laid_out):
            char = m[0]
            new = swaps.get(char, "" if char == " " else char * 2 if rng.random() < 0.4 and char.isascii() else char)
            edits.append((m.start(), m.end(), new))
    return edits


def lower(text: str, rng: Random) -> list[Edit]:
    """Nobody touches the shift key: names of people and things in small letters too."""
    return [(m.start(), m.end(), m[0].lower()) for m in re.finditer("[A-Z]+", text)]


WAYS: dict[str, Callable[[str, Random], list[Edit]]] = {"nospace": nospace, "stt": stt, "typo": typo, "lower": lower}
INSIDE = ("nospace", "lower")  # these change what stands in spans too


def disturb(text: str, marks: list[Mark], flags: frozenset[str], rng: Random) -> tuple[str, list[Mark]]:
    """What the template's flags ask for; `may-x` asks for x in three texts of ten, `chat` for slips and small letters."""
    for name, way in WAYS.items():
        chance = 1.0 if name in flags else 0.3 if f"may-{name}" in flags else 0.0
        if "chat" in flags:
            chance = max(chance, {"nospace": 0.04, "typo": 0.08, "lower": 0.12}.get(name, 0.0))
        if rng.random() < chance:
            edits = way(text, rng)
            if name not in INSIDE:
                edits = [e for e in edits if not any(m.start < e[1] and e[0] < m.end for m in marks)]
            text, marks = apply(text, marks, edits)
    return text, marks
