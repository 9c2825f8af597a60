"""One line for the model: what the surrogates stand for, in general terms only."""

from __future__ import annotations

from collections.abc import Sequence

from garim.surrogate.general import plain_word


def legend(items: Sequence[tuple[str, str, str]], lang: str) -> str:
    """The system line, or "" where there is nothing to say.

    Args:
        items: (surrogate, what it means in general terms or "", kind); repeated surrogates count once.
        lang: ko, or English for any other.
    """
    korean = lang == "ko"
    said: dict[str, str] = {}
    for surrogate, means, kind in items:
        said.setdefault(surrogate, means or plain_word(kind, korean=korean))
    if not said:
        return ""
    if korean:
        return "이 대화에 나오는 이름: " + ", ".join(f"{name}: {what}" for name, what in said.items()) + "."
    return "Names in this conversation: " + "; ".join(f"{name}: {what}" for name, what in said.items()) + "."
