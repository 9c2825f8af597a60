"""Hangul in Latin letters: Revised Romanisation, the spellings that people use, and how alike two words sound.

Source: National Institute of Korean Language, notice 2000-8 (Revised Romanisation of Korean).
"""

from __future__ import annotations

import garim.late as re
from garim.text.hangul import CODAS, ONSETS, VOWELS

LINKED = " g kk ks n nj n d r lg lm lb ls lt lp r m b ps s ss ng j ch k t p ".split(" ")
"""What a final consonant becomes before a vowel."""
MET = {("k", "n"): "ngn", ("k", "m"): "ngm", ("k", "r"): "ngn", ("n", "r"): "ll", ("l", "r"): "ll", ("l", "n"): "ll",
       ("m", "r"): "mn", ("ng", "r"): "ngn", ("p", "n"): "mn", ("p", "m"): "mm", ("t", "n"): "nn", ("t", "m"): "nm"}  # fmt: skip
PEOPLE = (("eo", "u"), ("eo", "o"), ("eu", "u"), ("oo", "u"), ("ae", "e"), ("wo", "weo"), ("u", "oo"), ("yeo", "you"))
HANGUL = re.compile(r"[가-힣]+")
CLASSES = str.maketrans(
    {"b": "p", "d": "t", "g": "k", "c": "k", "q": "k", "v": "p", "f": "p", "z": "s", "j": "s", "l": "r", "x": "k"}
)


def romanise(text: str, linked: bool = True) -> str:
    """Hangul syllables in Revised Romanisation, lower case; everything else as it stands.

    Args:
        text: Any text.
        linked: Whether consonants meet as in speech (물결 → mulgyeol, 신라 → silla); False gives letter by letter.
    """
    return HANGUL.sub(lambda found: _word(found[0], linked), text)


def _word(word: str, linked: bool) -> str:
    out: list[str] = []
    final = 0
    for syllable in word:
        code = ord(syllable) - 0xAC00
        first, vowel, last = code // 588, code % 588 // 28, code % 28
        onset = ONSETS[first]
        if final and linked and not onset:
            out.append(LINKED[final])
        elif final:
            met = MET.get((CODAS[final], onset)) if linked else None
            out.append(met if met else CODAS[final] + onset)
        else:
            out.append(onset)
        out.append(VOWELS[vowel])
        final = last
    return "".join(out) + CODAS[final]


def spellings(word: str) -> set[str]:
    """Every Latin spelling under which a Hangul word is looked for: at most a dozen.

    byeolmaru, byulmaru, byolmaru for 별마루; wrong splits and doubled letters included.
    """
    if not HANGUL.fullmatch(word):
        return set()
    bases = {romanise(word), romanise(word, linked=False)}
    found = set(bases)
    for base in bases:
        for old, new in PEOPLE:
            if old in base:
                found.add(base.replace(old, new))
        found.add(re.sub(r"(.)\1", r"\1", base))
        found.add(base.replace("eu", "u").replace("eo", "u"))
    return {s for s in found if len(s) > 2}


def sound(word: str) -> str:
    """The consonants of a word in either script, in classes: equal where two spellings may be one word."""
    latin = romanise(word).lower()
    latin = re.sub(r"ch|sh", "s", latin.replace("ng", "n").replace("ph", "p").replace("th", "t"))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^a-z]|[aeiouywh]", "", latin).translate(CLASSES))


def alike(hangul: str, latin: str) -> bool:
    """Whether a Hangul and a Latin word are one word in two spellings: 누리솔 and Nurisol, 카이트 and Kite."""
    if not HANGUL.search(hangul) or not latin.isascii():
        return False
    a, b = sound(hangul), sound(latin)
    return a == b or (len(b) > 1 and a.rstrip("ts") == b.rstrip("ts") and len(a.rstrip("ts")) > 0)
