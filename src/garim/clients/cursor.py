"""Cursor. Source: https://docs.cursor.com/settings/api-keys (override of OpenAI's base address)"""

from __future__ import annotations

from garim.clients import Client

CLIENT = Client(
    name="cursor",
    title="Cursor",
    protocols=("openai",),
    homes={"openai": "https://api.openai.com"},
    by_hand="its own servers call the address that its settings name, so a gateway on this machine is out of their reach, and "
    "they read everything first; docs/clients/cursor.md says what can be done",
)
