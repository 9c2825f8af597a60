"""OpenAI completions, the older form. Source: https://platform.openai.com/docs/api-reference/completions"""

from __future__ import annotations

from typing import Any

from garim.wire.grammar import Grammar
from garim.wire.openai import COMMON_KEYS, IDS, WORDS, Choices
from garim.wire.protocols import Protocol
from garim.wire.reply import Node


def _made(channel: Any, rest: str) -> Node:
    return {"index": channel[0], channel[1]: rest, "logprobs": None, "finish_reason": None}


PROTOCOLS = (
    Protocol(
        name="completions",
        grammar=Grammar(keys=COMMON_KEYS, words=WORDS, ids=IDS, tokens="prompt"),
        script=lambda: Choices(_made, chat=False),
    ),
)
