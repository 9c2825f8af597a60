"""Anthropic's count of a request's tokens: of what would leave.

Source: https://docs.anthropic.com/en/api/messages-count-tokens
"""

from __future__ import annotations

from garim.wire.anthropic import GRAMMAR
from garim.wire.protocols import Protocol

PROTOCOLS = (
    Protocol(
        name="anthropic_count_tokens",
        grammar=GRAMMAR,
    ),
)
