"""OpenAI chat completions. Source: https://platform.openai.com/docs/api-reference/chat"""

from __future__ import annotations

from typing import Any

from garim.wire.grammar import Grammar
from garim.wire.openai import COMMON_KEYS, IDS, WORDS, Choices, nested
from garim.wire.protocols import Protocol
from garim.wire.reply import Node


def _made(channel: Any, rest: str) -> Node:
    return {"index": channel[0], "delta": nested(channel[1:], rest), "finish_reason": None}


PROTOCOLS = (
    Protocol(
        name="chat",
        grammar=Grammar(keys=COMMON_KEYS, words=WORDS, ids=IDS, system="messages"),
        script=lambda: Choices(_made, chat=True),
    ),
)
