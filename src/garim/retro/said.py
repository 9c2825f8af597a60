"""The last thing that a person said in a request of any protocol: what its purpose is told from."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

ASKS = frozenset({"chat", "completions", "anthropic", "gemini", "responses"})
"""Protocols in which a model is asked; the others count texts, embed, speak or only hide."""


RESULTS = frozenset(
    {"tool_result", "function_call_output", "custom_tool_call_output", "computer_call_output", "local_shell_call_output"}
)
"""Types of items that give a tool's result."""
REMINDER = "<system-reminder>"
"""Begins what an agent's program adds to a person's message."""


class Said(NamedTuple):
    """What was said last. Confidential."""

    text: str
    """By the user; "" where nobody did, or the body cannot be read."""
    by_tool: bool
    """Whether a tool's result came after it: the agent goes on by itself, and nobody asks."""


def said(body: bytes) -> Said:
    """What was said last. Results of tools, and what an agent's program adds, are not what she said."""
    try:
        document: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        return Said("", False)
    if not isinstance(document, dict):
        return Said("", False)
    for name in ("messages", "input", "contents"):
        found = document.get(name)
        if isinstance(found, str):
            return Said(found, False)
        if isinstance(found, list):
            by_tool = False
            for one in reversed(found):
                if text := _by_user(one):
                    return Said(text, by_tool)
                by_tool = by_tool or _is_result(one)
            return Said("", by_tool)
    return Said(_text(document.get("prompt")), False)


def _is_result(item: object) -> bool:
    """Whether a message gives a tool's result."""
    if not isinstance(item, dict):
        return False
    if item.get("role") in ("tool", "function") or item.get("type") in RESULTS:
        return True
    parts = item.get("content", item.get("parts"))
    return isinstance(parts, list) and any(
        isinstance(one, dict) and (one.get("type") in RESULTS or "functionResponse" in one) for one in parts
    )


def _by_user(message: object) -> str:
    if not isinstance(message, dict) or message.get("role") != "user":
        return ""
    return _text(message.get("content", message.get("parts")))


def _text(node: object) -> str:
    if isinstance(node, str):
        return "" if node.startswith(REMINDER) else node
    if not isinstance(node, list):
        return ""
    parts = [one if isinstance(one, str) else one.get("text") for one in node if isinstance(one, str | dict)]
    return "\n".join(part for part in parts if isinstance(part, str) and not part.startswith(REMINDER))
