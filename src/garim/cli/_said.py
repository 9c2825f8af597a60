"""What a command says in the language of whoever reads it, and reasons in the words of the page: they are kept once."""

from __future__ import annotations

import os
import re
from functools import cache
from importlib import resources

from garim.errors import BadInput

LANGUAGES = ("ko", "en")
_WHY = re.compile(r'\[/(?P<form>.+?)/(?P<flag>i?), (?:\(kind\) => `(?P<made>[^`]*)`|"(?P<said>[^"]*)")\]')
_KINDS = re.compile(r"(?s)\bkinds: \{(.*?)\}")
_KIND = re.compile(r'(\w+): "([^"]*)"')


def language(asked: str) -> str:
    """The language that was asked for, or the terminal's.

    Args:
        asked: ko | en; "" for the terminal's.

    Raises:
        BadInput: There is nothing in that language.
    """
    if asked not in ("", *LANGUAGES):
        raise BadInput(f"there is nothing in the language {asked!r}", hint="ko or en")
    if asked:
        return asked
    speaks = next((os.environ[name] for name in ("GARIM_LANG", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "ko" if speaks.startswith("ko") else "en"


@cache
def _korean() -> tuple[tuple[tuple[re.Pattern[str], str], ...], dict[str, str]]:
    page = (resources.files("garim.web") / "lang" / "ko.js").read_text(encoding="utf-8")
    whys = [
        (re.compile(found["form"], re.IGNORECASE if found["flag"] else 0), found["made"] or found["said"])
        for found in _WHY.finditer(page)
    ]
    kinds = _KINDS.search(page)
    return tuple(whys), dict(_KIND.findall(kinds[1])) if kinds else {}


def kind_name(kind: str) -> str:
    """What a kind is called in Korean: by its own name, or by its first words (kr_phone_short → kr_phone)."""
    names, name = _korean()[1], kind.partition(".")[0]
    while name and name not in names:
        name = name.rpartition("_")[0]
    return names.get(kind) or names.get(name) or kind.partition(".")[0].replace("_", " ")


def reason(kind: str, why: str, lang: str) -> str:
    """Why something was hidden or left, as the finders say it in English, in a language.

    Args:
        kind: Of what was found.
        why: The finders' reason.
        lang: ko | en.
    """
    if lang == "en":
        return why
    said = []
    for part in why.split(", "):
        words = next((words for form, words in _korean()[0] if form.search(part)), "")
        said.append(words.replace("${kind}", kind_name(kind)))
    return ", ".join(dict.fromkeys(filter(None, said))) or f"{kind_name(kind)} 형식입니다"
