"""Every kind has plain words of its own sort in both languages, and a word that is safe in code."""

from __future__ import annotations

import importlib
import pkgutil
import re

from garim.detect.lexicon.source import KINDS
from garim.detect.patterns import kinds as folder
from garim.families import families
from garim.retro.say import kind_name
from garim.surrogate import agree
from garim.surrogate.general import code_word, plain_word

PATTERNS = sorted(
    {(kind.name, kind.family) for found in pkgutil.walk_packages(folder.__path__, folder.__name__ + ".") for kind in getattr(importlib.import_module(found.name), "KINDS", ())}
)
FOUND = [*PATTERNS, *((kind, "person" if kind == "person" else "email" if kind == "email" else "stem") for kind in sorted(KINDS)), ("unknown", "stem"), ("unknown_code", "code"), ("place", "stem"), ("told", "stem")]


def test_every_kind_has_plain_words() -> None:
    for kind, family in FOUND:
        english, korean = plain_word(kind, family, korean=False), plain_word(kind, family, korean=True)

        assert agree.OWN.match(english) and english != "something" and re.fullmatch("[가-힣A-Z ]+", korean) and korean != "해당 항목", kind
        assert english.split(" ")[0] == "our" or (english.split(" ")[0] == "an") == agree.vowel(english.split(" ", 1)[1]), kind
        if family == "stem" and kind != "org":
            assert (english, korean) != ("our company", "자사"), f"{kind}: only the company is the company"


def test_every_kind_has_a_name_that_people_know() -> None:
    """In what the year and the record tell: no country's code and no word of ours, in either language."""
    for kind, _ in FOUND:
        korean, english = kind_name("ko", kind), kind_name("en", kind)

        assert re.search("[가-힣]", korean) or korean in ("IBAN", "IMEI"), (kind, korean)
        assert not re.match(r"(?:kr|us|uk|jp|eu|au|br|ca|in|sg|db)\b", english) and "_" not in english, (kind, english)


def test_every_kind_has_a_word_for_code() -> None:
    for kind, family in FOUND:
        word = code_word(kind, family)

        assert word.isascii() and word and " " not in word, kind
        assert family not in ("stem", "person") or word.isidentifier() and word.islower(), kind


def test_every_family_has_both() -> None:
    for name in families():
        assert plain_word("", name, korean=True) and code_word("", name)
