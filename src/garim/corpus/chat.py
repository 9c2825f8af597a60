"""Conversations in the forms of others: OpenAI's messages, ShareGPT, prompt and completion.

read(line)            → messages, or None where it is no conversation
openai(talk) / sharegpt(talk)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from garim.corpus.documents import Said

ROLES = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "human": "user",
    "prompter": "user",
    "assistant": "assistant",
    "gpt": "assistant",
    "chatgpt": "assistant",
    "bot": "assistant",
    "model": "assistant",
}
SHAREGPT = {"system": "system", "user": "human", "assistant": "gpt"}
FORMS = ("openai", "sharegpt")
PAIRS = (("prompt", "completion"), ("instruction", "output"), ("question", "answer"), ("prompt", "response"))
"""Keys of a question and its answer."""


def read(row: object) -> tuple[Said, ...] | None:
    """The messages of a JSON object; None where it is no conversation that can be learnt from.

    One that can be has a question and ends with an answer; messages of tools are left out, and neighbours of one role are one.
    """
    if not isinstance(row, Mapping):
        return None
    for key in ("messages", "conversations", "conversation"):
        said = row.get(key)
        if isinstance(said, list):
            return good([one for one in map(_message, said) if one is not None])
    for asked, answered in PAIRS:
        question, answer = row.get(asked), row.get(answered)
        if isinstance(question, str) and isinstance(answer, str):
            more = row.get("input")
            text = f"{question}\n\n{more}" if isinstance(more, str) and more.strip() else question
            return good([Said("user", text), Said("assistant", answer)])
    return None


def good(said: Sequence[Said]) -> tuple[Said, ...] | None:
    """A conversation from its first question to its last answer; None where it has not both."""
    out: list[Said] = []
    for one in said:
        if not one.text.strip():
            continue
        if one.role == "system" and any(other.role != "system" for other in out):
            continue
        if not [other for other in out if other.role == "user"] and one.role == "assistant":
            continue
        if out and out[-1].role == one.role:
            out[-1] = Said(one.role, f"{out[-1].text}\n\n{one.text}")
        else:
            out.append(one)
    while out and out[-1].role != "assistant":
        out.pop()
    return tuple(out) if any(one.role == "user" for one in out) else None


def openai(talk: Sequence[Said]) -> dict[str, Any]:
    """As OpenAI's fine-tuning, TRL and mlx-lm read it."""
    return {"messages": [{"role": one.role, "content": one.text} for one in talk]}


def sharegpt(talk: Sequence[Said]) -> dict[str, Any]:
    """As ShareGPT's readers do."""
    return {"conversations": [{"from": SHAREGPT[one.role], "value": one.text} for one in talk]}


def _message(one: object) -> Said | None:
    if not isinstance(one, Mapping):
        return None
    role = ROLES.get(str(one.get("role") or one.get("from") or "").lower())
    text = one.get("content", one.get("value", one.get("text")))
    if isinstance(text, list):
        parts = [part.get("text") for part in text if isinstance(part, Mapping)]
        text = "\n".join(part for part in parts if isinstance(part, str))
    return Said(role, text) if role and isinstance(text, str) else None
