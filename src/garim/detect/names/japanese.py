"""Japanese people in running text, in Chinese characters and in Hangul: a family name from a list and what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import garim.lang as lang
from garim.detect.names.korean import PARTICLES, RANKS, Mention

_SYLLABLES = "".join(lang.words("given_in_hangul", "ja"))
_AFTER = lang.either(lang.words("titles", "ja"))
_AFTERS = tuple(lang.words("titles", "ja"))
_PLACES = "県市駅町村区寺園店線館社部課局港島橋通城湖"
_CJK = re.compile(
    rf"(?<![\u3400-\u9fff])(?P<v>(?:{lang.either(lang.words('surnames', 'ja'))})(?P<given>[ \u3000]?(?!{_AFTER})[\u3400-\u9fff々ぁ-んァ-ヶ]{{1,3}}?)?)"
    rf"(?={_AFTER}|です|と申し|[(（,、\"'|\n]|$)"
)
_KOREAN = re.compile(
    rf"(?P<v>(?:{lang.either(lang.words('surnames_in_hangul', 'ja'))})(?: ?(?P<given>[{_SYLLABLES}]{{2,4}}?|[{_SYLLABLES}](?![가-힣 ])))?)"
    rf"(?:(?P<title> ?(?:님|씨|상|{RANKS})님?)(?:{PARTICLES})?(?![가-힣])|(?:{PARTICLES})(?![가-힣])|(?P<edge>(?![가-힣 ])))"
)


def japanese(text: str, common: frozenset[str]) -> Iterator[Mention]:
    """Japanese people: in full, or by family name before a title.

    Args:
        text: Any text; plain ASCII holds none.
        common: Ordinary Korean words, which are no given names.
    """
    if re.search("[\u4e00-\u9fff]", text):
        for match in _CJK.finditer(text):
            if match["given"] and match["given"][-1] in _PLACES:
                continue
            if match["given"] or text.startswith(_AFTERS, match.end()):
                yield _mention(match, bool(match["given"]))
    for match in _KOREAN.finditer(text):
        given = match["given"]
        if match.start() and "가" <= text[match.start() - 1] <= "힣":
            continue
        full = given is not None and given not in common
        if match["title"] or full:
            yield _mention(match, full)


def _mention(match: re.Match[str], full: bool) -> Mention:
    part = "full" if full else "family"
    return Mention(match.start("v"), match.end("v"), match["v"], part, 60 if full else 55, "a Japanese name")
