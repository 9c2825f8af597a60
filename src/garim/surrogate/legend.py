"""One line for the model: what the surrogates stand for, in general terms only."""

from __future__ import annotations

from collections.abc import Sequence

import garim.late as re
from garim.surrogate.general import plain_word
from garim.text.hangul import final_class, starts_with_vowel

_DETERMINED = re.compile(r"(?i)(?:an?|the|our|its|his|her|their|this|that|one|some|any|each)\s")
_PLURAL = re.compile(r"[a-z]{3,}(?<![su])s\b")


def legend(items: Sequence[tuple[str, str, str]], lang: str) -> str:
    """The system line, a sentence of its language, or "" where there is nothing to say.

    Args:
        items: (surrogate, what it means in general terms or "", kind); repeated surrogates count once.
        lang: ko, or English for any other.
    """
    korean = lang == "ko"
    said: dict[str, str] = {}
    for surrogate, means, kind in items:
        said.setdefault(surrogate, (means or plain_word(kind, korean=korean)).strip().rstrip("."))
    if not said:
        return ""
    if korean:
        return "이 대화에서 " + ", ".join(f"{name}{_topic(name)} {what}" for name, what in said.items()) + "입니다."
    return "In this conversation, " + "; ".join(f"{name} is {_with_article(what)}" for name, what in said.items()) + "."


def _topic(name: str) -> str:
    return "은" if final_class(name) else "는"


def _with_article(what: str) -> str:
    """What something is, with the article that it needs: a mobile banking app, an order desk, payments, its scheduler."""
    first, last = what.split(" ", 1)[0], what.rsplit(" ", 1)[-1]
    if not what.isascii() or _DETERMINED.match(what + " ") or first[:1].isupper() or _PLURAL.fullmatch(last):
        return what
    return f"{'an' if starts_with_vowel(first) else 'a'} {what}"
