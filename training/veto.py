"""Build src/garim/text/veto_latin.py and veto_hangul.py: real words that a coined word could be, from wordfreq's lists."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import wordfreq

LATIN = re.compile(r"[aeiou]?[nml]?(?:[bdghjkmnprst][aeiou][nml]?)+")
TARGET = Path(__file__).parent.parent / "src" / "garim" / "text"


def coinable(char: str) -> bool:
    """Whether a Hangul syllable is in the inventory of coined words."""
    code = ord(char) - 0xAC00
    if not 0 <= code < 11172:
        return False
    return (
        code // 588 in (0, 2, 3, 5, 6, 7, 9, 11, 12, 15, 16, 17, 18)
        and code // 28 % 21 in (0, 5, 8, 13, 20)
        and (code % 28 in (0, 4, 8, 16))
    )


def grams(words: list[str], length: int) -> set[str]:
    """All pieces of that length of the words."""
    return {w[i : i + length] for w in words for i in range(len(w) - length + 1)}


def write(name: str, doc: str, words: set[str], width: int) -> None:
    """Write one data module."""
    body = "\n".join(textwrap.wrap(" ".join(sorted(words)), width, break_long_words=False))
    count = body.count("\n") + 1
    print(name, len(words), "words", count, "lines")
    (TARGET / f"{name}.py").write_text(
        f'"""{doc}\n\nMade by training/veto.py from wordfreq (CC BY-SA 4.0 data); do not edit.\n"""\n\nWORDS = """\n{body}\n"""\n'
    )


def main() -> None:
    """Write both lists."""
    english = [w for w in wordfreq.top_n_list("en", 120_000) if w.isascii() and w.isalpha()]
    whole = {w for w in english if 5 <= len(w) <= 9 and LATIN.fullmatch(w)}
    inside = {g for g in grams(english[:50_000], 5) if LATIN.fullmatch(g)}
    write("veto_latin", "English words and names of 5 to 9 letters that have the shape of a coined word.", whole | inside, 126)
    korean = [w for w in wordfreq.top_n_list("ko", 60_000) if all("가" <= c <= "힣" for c in w)]
    pairs = {g for n in (2, 3) for g in grams(korean, n) if all(map(coinable, g))}
    write("veto_hangul", "Two and three syllables that stand in Korean words and have the shape of a coined word.", pairs, 66)


if __name__ == "__main__":
    main()
