"""Gemini: where texts stand in generateContent, and in both forms of its stream."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.wire.places import b64, pieces, sse

GEMINI, STREAM = "/v1beta/models/gemini-2.5-pro:generateContent", "/v1beta/models/gemini-2.5-pro:streamGenerateContent"


def asked(*parts: object, role: str = "user", **more: object) -> dict[str, object]:
    return {"contents": [{"role": role, "parts": list(parts) or [{"text": "hi"}]}], **more}


def declared(**function: object) -> dict[str, object]:
    return asked(tools=[{"functionDeclarations": [{"name": "f", **function}]}])


def answer(*parts: object) -> dict[str, object]:
    return {"candidates": [{"index": 0, "content": {"role": "model", "parts": list(parts)}, "finishReason": "STOP"}], "modelVersion": "gemini-2.5-pro"}


PLACES: dict[str, Callable[[str], Any]] = {
    "text": lambda t: asked({"text": t}),
    "model's text": lambda t: asked({"text": t}, role="model"),
    "two parts": lambda t: asked({"text": "see "}, {"text": t}),
    "system instruction": lambda t: asked(systemInstruction={"parts": [{"text": t}]}),
    "system_instruction": lambda t: asked(system_instruction={"parts": [{"text": t}]}),
    "functionCall: args": lambda t: asked({"functionCall": {"name": "f", "args": {"q": {"deep": [t]}}}}, role="model"),
    "functionCall: args key": lambda t: asked({"functionCall": {"name": "f", "args": {t: 1}}}, role="model"),
    "functionResponse": lambda t: asked({"functionResponse": {"name": "f", "response": {"result": t}}}),
    "executable code": lambda t: asked({"executableCode": {"language": "PYTHON", "code": f"print('{t}')"}}, role="model"),
    "code's output": lambda t: asked({"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": t}}, role="model"),
    "inline text": lambda t: asked({"inlineData": {"mimeType": "text/plain", "data": b64(t)}}),
    "file's address": lambda t: asked({"fileData": {"mimeType": "text/plain", "fileUri": "https://x.example/" + t}}),
    "thought": lambda t: asked({"thought": True, "text": t}, role="model"),
    "signature outside a conversation": lambda t: asked(labels={"thoughtSignature": b64(t)}),
    "declaration: description": lambda t: declared(description=t),
    "declaration: property": lambda t: declared(parameters={"type": "OBJECT", "properties": {t: {"type": "STRING"}}}),
    "response schema": lambda t: asked(generationConfig={"responseSchema": {"type": "OBJECT", "description": t}}),
    "stop sequence": lambda t: asked(generationConfig={"stopSequences": [t]}),
    "role that holds a text": lambda t: asked({"text": "x"}, role=t),
    "unknown part": lambda t: asked({"hologram": {"of": t}}),
    "unknown field": lambda t: asked(quantum=[t]),
}  # fmt: skip
REQUESTS = {GEMINI: PLACES, STREAM: {"text": PLACES["text"]}}
REPLIES: dict[str, dict[str, Callable[[str], Any]]] = {
    GEMINI: {
        "text": lambda t: answer({"text": t}),
        "functionCall: args": lambda t: answer({"functionCall": {"name": "f", "args": {"q": {"deep": t}}}}),
        "citation": lambda t: {"candidates": [{"content": {"parts": [{"text": "x"}]}, "citationMetadata": {"citationSources": [{"title": t}]}}]},
    },
    STREAM: {"list of one": lambda t: [answer({"text": t})]},
}


def stream(thought: bool) -> Callable[[str, int], bytes]:
    def build(text: str, size: int) -> bytes:
        more = {"thought": True} if thought else {}
        events = [{"candidates": [{"index": 0, "content": {"role": "model", "parts": [{"text": piece, **more}]}}]} for piece in pieces(text, size)]
        end = {"candidates": [{"index": 0, "content": {"role": "model", "parts": [{"text": ""}]}, "finishReason": "STOP"}], "usageMetadata": {"totalTokenCount": 3}}
        return sse([*events, end], done=False)

    return build


STREAMS = {STREAM: {"text": stream(False), "thought": stream(True)}}
