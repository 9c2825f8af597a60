"""Korean verbs: from a stem to the surfaces that endings are put behind (돕 → 돕, 도와, 도왔, 도우, 도운, 도울 …)."""

from __future__ import annotations

_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_JOINED = {
    "ㅏ": "ㅏ",
    "ㅓ": "ㅓ",
    "ㅐ": "ㅐ",
    "ㅔ": "ㅔ",
    "ㅕ": "ㅕ",
    "ㅖ": "ㅖ",
    "ㅗ": "ㅘ",
    "ㅜ": "ㅝ",
    "ㅚ": "ㅙ",
    "ㅣ": "ㅕ",
    "ㅡ": "ㅓ",
    "ㅞ": "ㅞ",
}
"""The vowel of an open stem's last syllable → that of stem + 아/어."""


def _split(syllable: str) -> tuple[int, str, str]:
    at = ord(syllable) - 0xAC00
    return at // 588, _VOWELS[at % 588 // 28], _FINALS[at % 28]


def _join(first: int, vowel: str, final: str = "") -> str:
    return chr(0xAC00 + first * 588 + _VOWELS.index(vowel) * 28 + _FINALS.index(final))


def _open(before: str, first: int, vowel: str) -> set[str]:
    """A stem that ends in a vowel: with ㄴ ㄹ ㅁ ㅂ, and with 아/어 joined, whole and in the past."""
    found = {before + _join(first, vowel, final) for final in ("", "ㄴ", "ㄹ", "ㅁ", "ㅂ")}
    joined = _JOINED.get(vowel)
    bare = before + _join(first, vowel)
    if bare.endswith("하"):
        found |= {before + word for word in ("해", "했", "하여", "하였")}
    elif vowel == "ㅡ":
        last = _split(before[-1])[1] if before and "가" <= before[-1] <= "힣" else ""
        joined = "ㅏ" if last in "ㅏㅗ" and last else "ㅓ"
        if bare.endswith("르") and before:
            head, (one, two, _) = before[:-1], _split(before[-1])
            found |= {head + _join(one, two, "ㄹ") + _join(5, joined, final) for final in ("", "ㅆ")}
    if joined:
        found |= {before + _join(first, joined, final) for final in ("", "ㅆ")}
    if vowel in "ㅣㅜㅗㅚㅟㅢㅐㅔ":
        found |= {bare + word for word in ("어", "었", "아", "았")}
    return found


def surfaces(stem: str) -> set[str]:
    """The surfaces of a verb's or adjective's stem, irregular ones beside the regular: too many rather than too few.

    Args:
        stem: Without 다. What is not Hangul at its end has no surfaces.
    """
    if not stem or not "가" <= stem[-1] <= "힣":
        return set()
    before, (first, vowel, final) = stem[:-1], _split(stem[-1])
    if not final:
        return {stem} | _open(before, first, vowel)
    bright = "아았" if vowel in "ㅏㅗㅑ" else "어었"
    found = {stem, *(stem + tail for tail in ("으", "은", "을", "음", "습", *bright))}
    bare = before + _join(first, vowel)
    if final == "ㄹ":
        found |= {before + _join(first, vowel, end) for end in ("", "ㄴ", "ㅂ", "ㄻ")}
    if final == "ㅂ":
        found |= {bare + tail for tail in ("우", "운", "울", "움", "와", "왔", "워", "웠")}
    if final == "ㄷ":
        soft = before + _join(first, vowel, "ㄹ")
        found |= {soft + tail for tail in ("으", "은", "을", "음", *bright)}
    if final == "ㅅ":
        found |= {bare + tail for tail in ("으", "은", "을", "음", *bright)}
    if final == "ㅎ":
        found |= {before + _join(first, "ㅐ" if vowel in "ㅏㅓㅑ" else vowel, end) for end in ("", "ㅆ")}
        found |= {before + _join(first, vowel, end) for end in ("", "ㄴ", "ㄹ", "ㅁ")}
    return found
