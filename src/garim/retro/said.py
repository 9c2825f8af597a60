"""The last thing that a person said in a request of any protocol: what its purpose is told from."""

from __future__ import annotations

from typing import Any

import orjson

ASKS = frozenset({"chat", "completions", "anthropic", "gemini", "responses"})
"""Protocols in which a model is asked; the others count texts, embed, speak or only hide."""


def said(body: bytes) -> str:
    """What the user said last; "" where nobody did, or the body cannot be read. Results of tools are not what she said."""
    try:
        document: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ""
    if not isinstance(document, dict):
        return ""
    for name in ("messages", "input", "contents"):
        found = document.get(name)
        if isinstance(found, str):
            return found
        if isinstance(found, list):
            return next((text for one in reversed(found) if (text := _by_user(one))), "")
    return _text(document.get("prompt"))


def _by_user(message: object) -> str:
    if not isinstance(message, dict) or message.get("role") != "user":
        return ""
    return _text(message.get("content", message.get("parts")))


def _text(node: object) -> str:
    if isinstance(node, str):
        return node
    if not isinstance(node, list):
        return ""
    parts = [one if isinstance(one, str) else one.get("text") for one in node if isinstance(one, str | dict)]
    return "\n".join(part for part in parts if isinstance(part, str))
