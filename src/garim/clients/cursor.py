"""Cursor. Source: https://docs.cursor.com/settings/api-keys (override of OpenAI's base address); its databases, as they are"""

from __future__ import annotations

from garim.clients import Client, Kept

PLACES = (".config/Cursor/User", "Library/Application Support/Cursor/User", "AppData/Roaming/Cursor/User")
"""Its own folder on Linux, macOS and Windows."""
FILES = tuple(f"{folder}/state.vscdb{end}" for folder in ("workspaceStorage/*", "globalStorage") for end in ("", ".backup"))
ROWS = (
    "aiService.*",
    "composer.*",
    "composerData:*",
    "bubbleId:*",
    "messageRequestContext:*",
    "checkpointId:*",
    "codeBlockDiff:*",
    "codeBlockPartialInlineDiffFates:*",
    "inlineDiff*",
    "ofsContent:*",
    "agentKv:*",
    "workbench.panel.aichat.*",
    "workbench.panel.composerChatViewPane.*",
    "interactive.sessions",
)
"""Keys under which its versions since 0.40 keep what was said; never what it signs in with."""

CLIENT = Client(
    name="cursor",
    title="Cursor",
    protocols=("openai",),
    homes={"openai": "https://api.openai.com"},
    by_hand="its own servers call the address that its settings name, so a gateway on this machine is out of their reach, and "
    "they read everything first; docs/clients/cursor.md says what can be done",
    kept=(
        *(Kept(path=f"{place}/{file}", form="sqlite", rows=ROWS) for place in PLACES for file in FILES),
        Kept(path=".cursor/projects/*/agent-transcripts/**/*.jsonl", form="jsonl"),
        Kept(path=".cursor/projects/*/agent-transcripts/**/*.txt", form="text"),
    ),
)
