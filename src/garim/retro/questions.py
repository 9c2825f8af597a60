"""What exchanges are known again by: the beginning of each question, as long as the page's history keeps it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from garim.errors import VaultFailed
from garim.retro.gather import MESSAGES, Exchange, Message
from garim.store.history import History

SHOWN = 160
"""Characters of a question that are shown to know it again."""


def questions(history: History, owner: str, exchanges: Sequence[Exchange]) -> list[str]:
    """The beginning of each question, on one line; "" where the conversation is not kept, or was another client's. Waits for
    the store.

    Args:
        history: Where conversations are.
        owner: Whose.
        exchanges: Hers.
    """
    answers = [one.asked.answer if one.asked else "" for one in exchanges]
    parents = [message.parent if message else "" for message in _messages(history, owner, answers)]
    pairs = zip(answers, parents, strict=True)
    asked = _messages(history, owner, [f"{name.rpartition('/')[0]}/{parent}" if parent else "" for name, parent in pairs])
    return [" ".join(message.text.split())[:SHOWN] if message else "" for message in asked]


def _messages(history: History, owner: str, names: Sequence[str]) -> list[Message | None]:
    """Messages by their names; None where there is none, and for one that does not open: the others are still told."""
    asked = [history.get(owner, MESSAGES, name) if name else None for name in names]
    out: list[Message | None] = []
    for future in asked:
        try:
            found = future.result() if future else None
            out.append(msgspec.json.decode(found.data, type=Message) if found else None)
        except (VaultFailed, msgspec.DecodeError):
            out.append(None)
    return out
