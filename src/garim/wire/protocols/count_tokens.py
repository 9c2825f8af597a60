"""Anthropic's count of a request's tokens: of what would leave.

Source: https://docs.anthropic.com/en/api/messages-count-tokens
"""

from __future__ import annotations

import re

from garim.wire.anthropic import GRAMMAR, error
from garim.wire.protocols import Protocol

PROTOCOLS = (
    Protocol(
        name="anthropic_count_tokens",
        paths={"POST": re.compile(r"/v1/messages/count_tokens")},
        grammar=GRAMMAR,
        envelope=error,
        event=b"error",
    ),
)
