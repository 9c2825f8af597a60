"""What a command says in the language of whoever reads it, and reasons in the words of the page."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from garim.errors import BadInput

if TYPE_CHECKING:
    from garim.bulk.report import Words

LANGUAGES = ("ko", "en")


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


def words() -> Words:
    """What a report says in Korean beside its English: kinds and reasons as the page has them, all else as the terminal."""
    from garim.bulk.report import Words
    from garim.cli._korean import korean
    from garim.retro.say import kind_name

    return Words(
        kind=lambda kind: kind_name("ko", kind), why=lambda kind, why: reason(kind, why, "ko"), said=lambda text: korean(text)
    )


def reason(kind: str, why: str, lang: str) -> str:
    """Why something was hidden or left, as the finders say it in English, in a language.

    Args:
        kind: Of what was found.
        why: The finders' reason.
        lang: ko | en.
    """
    if lang == "en":
        return why
    from garim.retro.say import findings, kind_name

    whys, name = findings()["ko"].whys, kind_name("ko", kind)
    said = [next((words for form, words in whys if re.search(form, part, re.IGNORECASE)), "") for part in why.split(", ")]
    return ", ".join(dict.fromkeys(words.replace("{kind}", name) for words in said if words)) or f"{name} 형식입니다"
