"""Japanese people in running text, in Chinese characters, katakana and Hangul: a name that the public table or a list knows, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator

import garim.lang as lang
import garim.late as re
from garim.detect.names.korean import PARTICLES, RANKS, Mention
from garim.detect.public.table import Table

_HAN = re.compile(r"[一-鿿ァ-ヴ]")
_SYLLABLES = "".join(lang.words("given_in_hangul", "ja"))
_AFTERS = tuple(lang.words("titles", "ja"))
_RANKS = lang.either(word for word in _AFTERS if "\u4e00" <= word[0] <= "\u9fff" and word not in lang.words("polite", "ja"))
_POLITE = lang.either(lang.words("polite", "ja"))
_CJK = re.compile(
    rf"(?<![一-鿿々])(?P<run>[一-鿿々]{{1,6}}?|(?<![ァ-ヶー])[ァ-ヴー]{{2,8}})(?:[ \u3000]?(?:(?P<polite>{_POLITE})|(?P<rank>{_RANKS}))(?![一-鿿])"
    r"|(?P<said>です|と申し|と言い|からで|より連絡)|(?P<edge>[ \u3000]?[(（,、:：/／\"'|\n]|$)|(?P<given>[ \u3000][一-鿿々]{1,3})(?![一-鿿]))"
)
"""A run of Chinese characters or katakana and what says that it names someone."""
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
    if _HAN.search(text):
        table = Table.open()
        for match in _CJK.finditer(text):
            found = _person(text, match, table)
            if found:
                yield found
    for match in _KOREAN.finditer(text):
        given = match["given"]
        if match.start() and "가" <= text[match.start() - 1] <= "힣":
            continue
        full = given is not None and given not in common
        if match["title"] or full:
            yield _hangul(match, full)


def _person(text: str, match: re.Match[str], table: Table) -> Mention | None:
    """Who is named before a title, at a line's begin or edge; None for a word, a place or a department."""
    run, start = match["run"], match.start("run")
    known = table.look(run)
    if match["given"]:
        given = match["given"][1:]
        if not (known.cjk_person and table.look(given).cjk_person):
            return None
        return Mention(start, match.end("given"), text[start : match.end("given")], "full", 60, "a Japanese name")
    if run in lang.words("people", "ja"):
        return None
    titled = match["polite"] or match["rank"]
    full = not (known.cjk_person or known.foreign) and _parted(run, table)
    alone = start == 0 or text[start - 1] in "\n:：、。/／|,>「『(（ \u3000\t]"
    if not (full or known.cjk_person and (titled or alone) or match["polite"] and not known.foreign and len(run) < 5):
        return None
    part, rank = ("full", 60) if full else ("family", 55 if titled or not known.place else 45)
    return Mention(start, match.end("run"), run, part, rank, "a Japanese name")


def _parted(run: str, table: Table) -> bool:
    """Whether a run is a family name and a given name written together."""
    cuts = range(max(1, len(run) - 3), min(4, len(run))) if len(run) > 2 else ()
    return any(table.look(run[:cut]).cjk_person and table.look(run[cut:]).cjk_person for cut in cuts)


def _hangul(match: re.Match[str], full: bool) -> Mention:
    part = "full" if full else "family"
    return Mention(match.start("v"), match.end("v"), match["v"], part, 60 if full else 55, "a Japanese name")
