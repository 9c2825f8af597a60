"""Korean particles that agree with the word in front of them, however that word is written."""

from __future__ import annotations

import re

NONE, RIEUL, OTHER = 0, 1, 2  # how the word ends: in a vowel, in ㄹ, in another consonant
_DIGIT = dict(zip("0123456789", (OTHER, RIEUL, NONE, OTHER, NONE, NONE, OTHER, RIEUL, RIEUL, NONE), strict=True))
_LETTER = {"l": RIEUL, "r": RIEUL, "m": OTHER, "n": OTHER}  # 엘 알 엠 엔: names of letters
_PAIR = re.compile(
    r"(으로\(로\)|을\(를\)|를\(을\)|은\(는\)|는\(은\)|이\(가\)|가\(이\)|과\(와\)|와\(과\)|아\(야\)|야\(아\)|\(으\)|\(이\)가|\(이\))"
)
_SKIP = "\"'”’)]》」』*`_~ \u200b"


def ending(word: str) -> int:
    """How `word` ends when it is read aloud in Korean: NONE, RIEUL or OTHER.

    Latin words are judged by the usual transcription (Atlas → 아틀라스, Jin → 진, Apple → 애플); capitals of up to four
    letters without a vowel between are read letter by letter.
    """
    word = word.rstrip(_SKIP)
    if not word:
        return NONE
    last = word[-1]
    if "가" <= last <= "힣":
        final = (ord(last) - 0xAC00) % 28
        return NONE if not final else RIEUL if final == 8 else OTHER
    if last in _DIGIT:
        return _DIGIT[last]
    return _latin(re.search(r"[A-Za-zÀ-ÿ]*$", word)[0])  # type: ignore[index]


def _latin(word: str) -> int:
    if not word:
        return NONE
    low = word.lower()
    if word.isupper() and (len(word) <= 3 or not re.search("[AEIOU]", word[1:-1])):
        return _LETTER.get(low[-1], NONE)
    if re.search(r"(l|le)$", low):
        return RIEUL
    if re.search(r"([mn]|ng|[aeiou][mn]e)$", low):
        return OTHER
    short = re.search(r"(^|[^aeiou])[aeiou](ck|[kpbctg])$", low)  # a short vowel before a stop: Slack이, Jacob이
    return OTHER if short and not low.endswith("g") else NONE


def choose(pair: str, word: str) -> str:
    """The form of `pair` ('이/가', '(으)로' as '으로/로', '아/야' …) that follows `word`."""
    first, _, second = pair.partition("/")
    kind = ending(word)
    if first.startswith("으"):
        return first if kind == OTHER else second
    return first if kind != NONE else second


def agree(mark: str, word: str) -> str:
    """A written mark of doubt, such as 을(를), (으) or (이), as it must stand after `word`."""
    if mark == "(으)":
        return "으" if ending(word) == OTHER else ""
    if mark == "으로(로)":
        return choose("으로/로", word)
    if mark == "(이)가":
        return "가" if ending(word) == NONE else "이"
    if mark == "(이)":
        return "이" if ending(word) != NONE else ""
    closed, opened = sorted((mark[0], mark[2]), key="을은이과아를는가와야".index)
    return closed if ending(word) != NONE else opened


def marks() -> re.Pattern[str]:
    """The pattern of the marks that `agree` understands."""
    return _PAIR
