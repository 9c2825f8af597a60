"""Make prompts with what they are for: `asks/<purpose>.<language>.txt` hold patterns, pools.txt what fills them, pastes.txt what
people paste beside.

    [one|other|]   one of these          {slot}   a line of that pool
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")
PURPOSES = ("code", "fault", "architecture", "sql", "writing", "learning", "other")
PASTED = {
    "code": (("code", 0.3), ("", 0.7)),
    "fault": (("log", 0.32), ("code", 0.13), ("sql", 0.04), ("", 0.51)),
    "architecture": (("arch", 0.22), ("code", 0.08), ("", 0.7)),
    "sql": (("sql", 0.45), ("", 0.55)),
    "writing": (("text", 0.4), ("log", 0.03), ("code", 0.04), ("", 0.53)),
    "learning": (("code", 0.05), ("sql", 0.02), ("", 0.93)),
    "other": (("text", 0.04), ("", 0.96)),
}
"""What stands beside the ask, and how often."""


class Made(NamedTuple):
    """A prompt."""

    text: str
    purpose: str
    language: str
    group: str
    """The pattern that it was made from: all of a group are learnt from or none."""


def plain() -> list[Made]:
    """Prompts as people type them, written by hand: plain/<purpose>.<language>.txt, one a line; and those that were held out
    once, until their first figures were taken."""
    out = []
    for path in sorted((HERE / "plain").glob("*.txt")):
        purpose, language = path.stem.split(".")
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
        out += [Made(line, purpose, language, f"plain.{path.stem}.{at}") for at, line in enumerate(lines)]
    for path in sorted((HERE / "once_held").glob("*.txt")):
        out += [
            Made(text, purpose, language, f"plain.{path.stem}.{at}") for at, (text, purpose, language) in enumerate(blocks(path))
        ]
    return out


def blocks(path: Path) -> list[tuple[str, str, str]]:
    """(text, purpose, language) of a file of blocks: `%% purpose language`, then the prompt."""
    out = []
    for block in path.read_text(encoding="utf-8").split("%% ")[1:]:
        head, _, text = block.partition("\n")
        purpose, language = head.split()
        out.append((text.strip("\n"), purpose, language))
    return out


def words() -> list[Made]:
    """Words that speak for a purpose, by themselves and two together: words/<purpose>.txt, a line a language."""
    rng, out = random.Random(9), []
    for path in sorted((HERE / "words").glob("*.txt")):
        for language, line in zip(("ko", "en"), path.read_text(encoding="utf-8").splitlines(), strict=True):
            found = [word.strip() for word in line.split(",")]
            texts = [*found, *(" ".join(rng.sample(found, 2)) for _ in found)]
            out += [Made(text, path.stem, language, f"words.{path.stem}.{language}") for text in texts]
    return out


def pools() -> dict[str, list[str]]:
    """What fills slots."""
    out: dict[str, list[str]] = {}
    name = ""
    for line in (HERE / "pools.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            name = line[2:]
        elif line:
            out.setdefault(name, []).extend(line.split("|"))
    return out


def pastes() -> dict[str, list[str]]:
    """What is pasted, by sort."""
    out: dict[str, list[str]] = {}
    for block in (HERE / "pastes.txt").read_text(encoding="utf-8").split("%% ")[1:]:
        name, _, text = block.partition("\n")
        out.setdefault(name, []).append(text.rstrip("\n"))
    return out


def make(seed: int, each: int) -> Iterator[Made]:
    """Prompts of every pattern.

    Args:
        seed: The same seed makes the same prompts.
        each: Prompts of one purpose in one language.
    """
    rng = random.Random(seed)
    fills, beside = pools(), pastes()
    for purpose in PURPOSES:
        for language in ("ko", "en"):
            patterns = (HERE / "asks" / f"{purpose}.{language}.txt").read_text(encoding="utf-8").splitlines()
            for number in range(each):
                at = number % len(patterns)
                ask = filled(patterns[at], fills, rng)
                text = _dressed(ask, language, fills, rng)
                sort = rng.choices(*zip(*PASTED[purpose], strict=True))[0]
                if sort:
                    text = _with(text, rng.choice(beside[f"text_{language}" if sort == "text" else sort]), rng)
                yield Made(text, purpose, language, f"{purpose}.{language}.{at}")


def filled(pattern: str, fills: dict[str, list[str]], rng: random.Random) -> str:
    """A pattern with its choices made and its slots filled."""
    while found := CHOICE.search(pattern):
        pattern = pattern[: found.start()] + rng.choice(found[1].split("|")) + pattern[found.end() :]
    while found := SLOT.search(pattern):
        pattern = pattern[: found.start()] + rng.choice(fills[found[1]]) + pattern[found.end() :]
    return re.sub(r" {2,}", " ", pattern).strip()


def _dressed(ask: str, language: str, fills: dict[str, list[str]], rng: random.Random) -> str:
    before, after = (filled(rng.choice(fills[f"{language}_{place}"]), fills, rng) for place in ("before", "after"))
    text = f"{before} {ask} {after}".strip()
    roll = rng.random()
    if roll < 0.12:
        text = text.rstrip(".?!")
    elif roll < 0.2 and language == "en":
        text = text.lower()
    elif roll < 0.2:
        text = text.replace(" ", "", 1)
    elif roll < 0.24:
        text = text.replace("을 ", " ").replace("를 ", " ")
    return re.sub(r" {2,}", " ", text)


def _with(text: str, paste: str, rng: random.Random) -> str:
    if rng.random() < 0.7:
        return f"{text}\n\n{paste}"
    return f"{paste}\n\n{text}" if rng.random() < 0.7 else f"{text} {paste}"
