"""Gemini's generateContent and streamGenerateContent. Source: https://ai.google.dev/api/generate-content"""

from __future__ import annotations

from typing import Any

from garim.wire.grammar import Grammar
from garim.wire.openai import SCHEMA_KEYS, SCHEMA_TYPES
from garim.wire.protocols import Protocol
from garim.wire.reply import Channels, Node, restored

_CAMEL = (
    "contents parts text role inlineData mimeType data fileData fileUri displayName functionCall functionResponse name "
    "args response "
    "id willContinue scheduling tools functionDeclarations description parameters parametersJsonSchema "
    "responseJsonSchema behavior "
    "toolConfig functionCallingConfig mode allowedFunctionNames systemInstruction generationConfig temperature topP topK "
    "candidateCount maxOutputTokens stopSequences responseMimeType responseSchema responseModalities seed presencePenalty "
    "frequencyPenalty responseLogprobs logprobs safetySettings category threshold cachedContent thinkingConfig thinkingBudget "
    "thinkingLevel includeThoughts thought thoughtSignature googleSearch googleSearchRetrieval urlContext codeExecution "
    "executableCode "
    "codeExecutionResult language code outcome output videoMetadata mediaResolution model content taskType title "
    "outputDimensionality generateContentRequest nullable anyOf propertyOrdering minItems maxItems speechConfig"
).split()


def _snake(name: str) -> str:
    return "".join("_" + char.lower() if char.isupper() else char for char in name)


KEYS = SCHEMA_KEYS | frozenset(_CAMEL) | frozenset(map(_snake, _CAMEL))
_TYPES = "OBJECT STRING NUMBER INTEGER BOOLEAN ARRAY NULL TYPE_UNSPECIFIED".split()
_MIMES = frozenset(
    "text/plain application/json text/x.enum application/pdf image/png image/jpeg image/webp image/gif text/html text/csv".split()
)
_LEVELS = "minimal low medium high MINIMAL LOW MEDIUM HIGH THINKING_LEVEL_UNSPECIFIED".split()
_HARMS = "HARASSMENT HATE_SPEECH SEXUALLY_EXPLICIT DANGEROUS_CONTENT CIVIC_INTEGRITY".split()
_WORDS = {
    "role": frozenset("user model function system".split()),
    "type": SCHEMA_TYPES | frozenset(_TYPES),
    "mode": frozenset("AUTO ANY NONE VALIDATED MODE_UNSPECIFIED".split()),
    "category": frozenset(f"HARM_CATEGORY_{harm}" for harm in _HARMS),
    "threshold": frozenset("BLOCK_NONE BLOCK_ONLY_HIGH BLOCK_MEDIUM_AND_ABOVE BLOCK_LOW_AND_ABOVE OFF".split()),
    "mimeType": _MIMES,
    "responseMimeType": _MIMES,
    "thinkingLevel": frozenset(_LEVELS),
    "language": frozenset(("PYTHON", "LANGUAGE_UNSPECIFIED")),
    "outcome": frozenset("OUTCOME_OK OUTCOME_FAILED OUTCOME_DEADLINE_EXCEEDED OUTCOME_UNSPECIFIED".split()),
    "format": frozenset("date date-time time email uri uuid int32 int64 float double enum".split()),
    "behavior": frozenset("BLOCKING NON_BLOCKING UNSPECIFIED".split()),
    "responseModalities": frozenset("TEXT IMAGE AUDIO".split()),
}
_TOLD = "functionResponse codeExecutionResult fileData inlineData".split()


class Candidates:
    """The run of a stream whose events hold candidates: each one's text is one text, its thoughts another."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._ended: set[int] = set()
        self._over = False

    def event(self, node: Node, channels: Channels) -> tuple[list[Node], Node]:
        """Restore every part; what a candidate's end, or a part that is no text, releases goes before it."""
        candidates = node.get("candidates")
        if not isinstance(candidates, list):
            self._over = self._over or "error" in node or "promptFeedback" in node
            return [], restored(node, channels.restore)
        new = [self._candidate(one, channels) if isinstance(one, dict) else one for one in candidates]
        rest = {key: value for key, value in node.items() if key != "candidates"}
        return [], {**restored(rest, channels.restore), "candidates": new}

    def _candidate(self, node: Node, channels: Channels) -> Node:
        index = node.get("index")
        number: int = index if isinstance(index, int) else 0
        self._seen.add(number)
        content = node.get("content")
        parts = content.get("parts") if isinstance(content, dict) else None
        out: list[Any] = []
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, dict) and isinstance(part.get("text"), str):
                thought = bool(part.get("thought"))
                out += self._rests(channels, number, not thought)
                text = channels.feed((number, thought), part["text"])
                others = {key: value for key, value in part.items() if key != "text"}
                if text or others or not part["text"]:
                    out.append({**restored(others, channels.restore), "text": text})
            else:
                out += [*self._rests(channels, number), restored(part, channels.restore, "parts")]
        if node.get("finishReason") is not None:
            self._ended.add(number)
            out += self._rests(channels, number)
        new = restored({key: value for key, value in node.items() if key != "content"}, channels.restore)
        if isinstance(content, dict):
            others = restored({key: value for key, value in content.items() if key != "parts"}, channels.restore)
            return {**new, "content": {**others, "parts": out}}
        return {**new, "content": {"role": "model", "parts": out}} if out else dict(new)

    def _rests(self, channels: Channels, number: int, thought: bool | None = None) -> list[Node]:
        """What was held of a candidate, as parts."""
        held = channels.close(lambda channel: channel[0] == number and thought in (None, channel[1]))
        return [{"text": rest, **({"thought": True} if channel[1] else {})} for channel, rest in held]

    def close(self, channels: Channels) -> list[Node]:
        """What is still held where the stream simply ends."""
        held = [(number, self._rests(channels, number)) for number in sorted(self._seen)]
        return [
            {"candidates": [{"index": number, "content": {"role": "model", "parts": parts}}]} for number, parts in held if parts
        ]

    def complete(self) -> bool:
        """Every candidate gave its reason to end, the prompt was refused, or the upstream told of an error."""
        return self._over or bool(self._seen) and self._seen <= self._ended


PROTOCOLS = (
    Protocol(
        name="gemini",
        grammar=Grammar(
            keys=KEYS,
            words={**_WORDS, **{_snake(key): words for key, words in _WORDS.items()}},
            ids=frozenset(("id",)),
            sealed={"thoughtSignature": (), "thought_signature": ()},
            roles={"model": "assistant", "function": "tool", **dict.fromkeys((*_TOLD, *map(_snake, _TOLD)), "tool")},
        ),
        script=Candidates,
    ),
)
