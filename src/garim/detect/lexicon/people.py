"""A person's names → the forms in which they are searched for: full, given, family, nickname, handles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import garim.lang as lang
import garim.late as re
from garim.detect.lexicon.forms import Form
from garim.detect.lexicon.modes import FULL, GIVEN, HANDLE
from garim.detect.lexicon.source import Term
from garim.text import romanise
from garim.text.fold import fold, latin

TWO = frozenset(lang.words("long_surnames", "ko"))
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]{1,4}[ \u3000]?[\u3040-\u30ff\u3400-\u9fff々]{1,4}")
LATIN = lang.spellings("romanised_surnames", "ko")
_BESIDE = ("phd", "md", "jr", "님", "씨")
TITLES = frozenset(_BESIDE).union(*(map(fold, lang.words(role)) for role in ("titles", "weak_titles")))
"""What stands before or behind a name in a list and is no part of it."""


def people(term: Term) -> Iterator[Form]:
    """Every form of a person; the entity of all is the term, without titles: Dr and 과장 are nobody's names.

    Args:
        term: The full name, with romanised names, nicknames and handles as aliases.
    """
    term = term._replace(term=bare(term.term), aliases=tuple(map(bare, term.aliases)))
    spelled = (term.term, *term.aliases)
    yield from _cjk(term, spelled)
    hangul = next((s for s in spelled if re.fullmatch(r"[가-힣]{2,5}", s)), "")
    family = hangul[:2] if hangul[:2] in TWO and len(hangul) > 2 else hangul[:1]
    roman: list[tuple[str, str]] = []
    for spelling in spelled:
        parts = [fold(p) for p in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", spelling)]
        if spelling == hangul or CJK.fullmatch(spelling):
            continue
        if re.fullmatch(r"[가-힣]+", spelling):
            yield _form(term, spelling, "nick", GIVEN)
        elif len(parts) > 1 and "@" not in spelling:
            roman.append(_order(parts, family))
        elif len(parts) == 1 and len(parts[0]) > 1:
            yield _form(term, _squeeze(parts[0]), "nick", GIVEN)
    if hangul:
        yield _form(term, hangul, "full", FULL, 1 << len(family))
        if len(hangul) - len(family) > 1:
            yield _form(term, hangul[len(family) :], "given", GIVEN)
        for surname in LATIN.get(family, (romanise.romanise(family),)):
            roman.append((romanise.romanise(hangul[len(family) :]), surname))
    for given, surname in list(roman) if hangul else ():
        roman += [(other, surname) for other in _people_spell(_squeeze(given))]
    for given, surname in dict.fromkeys(roman):
        yield from _latin(term, given, surname, hangul[len(family) :])


def bare(name: str) -> str:
    """A name as a list has it, without the titles before and behind it; a title alone stays."""
    words = name.split()
    while len(words) > 1 and _is_title(words[0]):
        words.pop(0)
    while len(words) > 1 and _is_title(words[-1]):
        words.pop()
    return " ".join(words).rstrip(",")


def _is_title(word: str) -> bool:
    plain = fold(word).replace(".", "").strip(",()")
    return plain in TITLES or plain.removesuffix("님") in TITLES


def _cjk(term: Term, spelled: Iterable[str]) -> Iterator[Form]:
    """A name in Chinese characters or kana: whole, and its family name, of two characters where the name has no space."""
    for spelling in filter(CJK.fullmatch, spelled):
        whole = re.sub(r"\s", "", spelling)
        gap = re.search(r"\s", spelling)
        size = gap.start() if gap else 2 if len(whole) > 2 else 1
        yield _form(term, whole, "full", FULL, 1 << size)
        for part, kind in ((whole[:size], "family"), (whole[size:], "given")):
            if len(part) > 1:
                yield _form(term, part, kind, GIVEN)


def _people_spell(given: str) -> set[str]:
    """A Korean given name as others write it: Hyeon, Hyun; Jeong, Jung; Seo, Suh."""
    return {given.replace("yeo", "you"), given.replace("yeo", "yu"), given.replace("eo", "u"), given.replace("oo", "u")} - {given}


def _squeeze(name: str) -> str:
    return re.sub(r"['’\s-]", "", name)


def _order(parts: list[str], family: str) -> tuple[str, str]:
    """(given, family) of a Latin name in either order."""
    if family and parts[0] in (LATIN.get(family, (romanise.romanise(family),))) and len(parts) < 4:
        return " ".join(parts[1:]), parts[0]
    if len(parts) > 2 and len(parts[0]) > 1 and family:
        return " ".join(parts[:-1]), parts[-1]
    return " ".join(parts[:-1]), parts[-1]


def _form(term: Term, key: str, part: str, mode: int, breaks: int = 0) -> Form:
    return Form(fold(key), breaks, 0, len(key), term.term, "person", "person", part, mode)


def _latin(term: Term, given: str, surname: str, korean: str) -> Iterator[Form]:
    first = given.split()[0]
    one, family = _squeeze(given), _squeeze(surname)
    gaps = sum(1 << i for i in range(1, len(one))) if korean else 0
    at = 0
    for piece in given.split()[:-1]:
        at += len(_squeeze(piece))
        gaps |= 1 << at
    inner = 1 if "'" in surname or "’" in surname else 0
    split = sum(1 << (len(one) + i) for i in range(1, len(family))) if inner else 0
    yield _form(term, one + family, "full", FULL, gaps | split | 1 << len(one))
    yield _form(term, family + one, "full", FULL, (gaps | 1) << len(family) & (1 << 64) - 1)
    if first != given and not korean:
        yield _form(term, _squeeze(first) + family, "full", FULL, 1 << len(_squeeze(first)))
    if len(one) > (2 if latin(one) else 1):
        yield _form(term, _squeeze(first) if not korean else one, "given", GIVEN, gaps if korean else 0)
    if len(family) > (2 if latin(family) else 1):
        yield _form(term, family, "family", GIVEN, ((1 << len(family)) - 2) * inner)
    head = one[0] + "".join(romanise.romanise(syllable)[:1] for syllable in korean[1:])
    yield _form(term, head + family, "initials", HANDLE, 1 << len(head))
    yield _form(term, family + head, "initials", HANDLE, 1 << len(family))
    if len(family) > 2:
        short = family[:7]  # accounts of eight letters: tanakak, hoffmanp
        yield _form(term, short + one[0], "initials", HANDLE, 1 << len(short))
    if not korean and len(one) > 2:
        yield _form(term, one + family[0], "initials", HANDLE, 1 << len(one))
