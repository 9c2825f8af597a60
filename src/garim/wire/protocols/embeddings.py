"""OpenAI embeddings: hidden the same way on every call, so vectors agree.

Source: https://platform.openai.com/docs/api-reference/embeddings
"""

from __future__ import annotations

from garim.wire.grammar import Grammar
from garim.wire.openai import COMMON_KEYS, WORDS
from garim.wire.protocols import Protocol

PROTOCOLS = (
    Protocol(
        name="embeddings",
        grammar=Grammar(keys=COMMON_KEYS, words=WORDS, ids=frozenset(), tokens="input"),
    ),
)
