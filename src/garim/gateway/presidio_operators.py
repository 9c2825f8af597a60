"""Presidio's operators: what stands in for a span that its analyzer, or ours, has found.

replace | redact | mask | hash | encrypt | keep, and decrypt as the way back of encrypt. `custom` is a Python function in
Presidio and has no form in JSON: it is refused.
Source: https://microsoft.github.io/presidio/anonymizer/, and the AES-CBC form (IV, then PKCS#7 blocks, as URL-safe base64)
of presidio_anonymizer/operators/aes_cipher.py, so that each side decrypts what the other encrypted.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256, sha512
from typing import Any

import msgspec
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from garim.errors import BadInput
from garim.gateway.reply import with_status

SHORTEST_SALT = 16
BLOCK = 16
"""Bytes of an AES block, and of the initial vector before the first."""
HASHES = {"sha256": sha256, "sha512": sha512}


class Span(msgspec.Struct):
    """A span of a text and what it is; as an analyzer's result, and as an anonymizer's."""

    start: int
    """First code point."""
    end: int
    entity_type: str
    score: float | None = None


class Operator(msgspec.Struct, kw_only=True):
    """What to do with one type of entity. Fields that its type does not know are not read, as in Presidio."""

    type: str
    new_value: str | None = None
    masking_char: str | None = None
    chars_to_mask: int | None = None
    from_end: bool | None = None
    hash_type: str | None = None
    salt: str | None = None
    key: str | None = None


def operate(text: str, spans: Sequence[Span], operators: Mapping[str, Operator], *, back: bool = False) -> dict[str, Any]:
    """A text with its spans replaced, in the shape that Presidio answers with.

    Args:
        text: As it was analyzed.
        spans: In any order. One inside another is left out, two of one type that overlap are one, and of two types that
            overlap the first ends where the second begins.
        operators: Entity type or DEFAULT → operator; absent types become `<TYPE>`.
        back: Whether spans are decrypted.

    Raises:
        BadInput: A span lies outside the text; an operator is unknown, lacks what it needs, or cannot decrypt.
    """
    known = BACK if back else FORTH
    if any(operator.type not in known for operator in operators.values()):
        raise _invalid("an operator's type is not known here", "one of " + ", ".join(known))
    out: list[str] = []
    items: list[dict[str, Any]] = []
    at = size = 0
    for span in _settled(text, spans):
        operator = operators.get(span.entity_type) or operators.get("DEFAULT")
        if operator is None and back:
            raise _invalid("an entity has no deanonymizer", 'name its type, or DEFAULT: {"type": "decrypt", "key": "…"}')
        operator = operator or Operator(type="replace")
        new = known[operator.type](text[span.start : span.end], operator, span.entity_type)
        out += (text[at : span.start], new)
        start = size + span.start - at
        at, size = span.end, start + len(new)
        item = {"start": start, "end": size, "entity_type": span.entity_type, "text": new, "operator": operator.type}
        items.append(item)
    out.append(text[at:])
    return {"text": "".join(out), "items": items[::-1]}


def _settled(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans in order, not overlapping."""
    out: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end, -(s.score or 0.0))):
        if not 0 <= span.start <= span.end <= len(text):
            raise _invalid("a result lies outside the text", f"start and end are code points, 0 to {len(text)}")
        last = out[-1] if out else None
        if last is None or span.start >= last.end:
            if span.start < span.end:
                out.append(Span(span.start, span.end, span.entity_type))
        elif span.end > last.end:
            if span.entity_type == last.entity_type:
                last.end = span.end
            else:
                last.end = span.start
                out.append(Span(span.start, span.end, span.entity_type))
    return [span for span in out if span.start < span.end]


def _replace(text: str, operator: Operator, entity: str) -> str:
    return operator.new_value or f"<{entity}>"


def _redact(text: str, operator: Operator, entity: str) -> str:
    return ""


def _keep(text: str, operator: Operator, entity: str) -> str:
    return text


def _mask(text: str, operator: Operator, entity: str) -> str:
    char, count, from_end = operator.masking_char, operator.chars_to_mask, operator.from_end
    if char is None or count is None or from_end is None or len(char) != 1:
        raise _invalid("mask lacks what it needs", "masking_char (one character), chars_to_mask (number) and from_end (bool)")
    count = max(0, min(count, len(text)))
    kept = len(text) - count
    return text[:kept] + char * count if from_end else char * count + text[count:]


def _hash(text: str, operator: Operator, entity: str) -> str:
    algorithm = HASHES.get(operator.hash_type or "sha256")
    if algorithm is None:
        raise _invalid("the hash_type is not known here", "sha256 or sha512")
    if operator.salt is None:
        salt = secrets.token_bytes(32)  # without one, a phone number is found from its hash by trying them all
    else:
        salt = operator.salt.encode()
        if len(salt) < SHORTEST_SALT:
            raise _invalid(f"the salt has under {SHORTEST_SALT} bytes", "a longer one, or none: then each hash has its own")
    return algorithm(text.encode() + salt).hexdigest()


def _encrypt(text: str, operator: Operator, entity: str) -> str:
    padder = padding.PKCS7(8 * BLOCK).padder()
    start = secrets.token_bytes(BLOCK)
    cipher = Cipher(algorithms.AES(_key(operator)), modes.CBC(start)).encryptor()
    padded = padder.update(text.encode()) + padder.finalize()
    return base64.urlsafe_b64encode(start + cipher.update(padded) + cipher.finalize()).decode()


def _decrypt(text: str, operator: Operator, entity: str) -> str:
    key = _key(operator)
    try:
        data = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
        cipher = Cipher(algorithms.AES(key), modes.CBC(data[:BLOCK])).decryptor()
        unpadder = padding.PKCS7(8 * BLOCK).unpadder()
        plain = unpadder.update(cipher.update(data[BLOCK:]) + cipher.finalize())
        return (plain + unpadder.finalize()).decode()
    except (binascii.Error, ValueError):
        raise _invalid("a span does not decrypt", "are the key and the place of the span right?") from None


def _key(operator: Operator) -> bytes:
    key = (operator.key or "").encode()
    if len(key) not in (16, 24, 32):
        raise _invalid("the key is no AES key", "16, 24 or 32 bytes")
    return key


def _invalid(message: str, hint: str) -> BadInput:
    error = BadInput(message, hint=hint)
    with_status(422, error)
    return error


Work = Callable[[str, Operator, str], str]
FORTH: dict[str, Work] = {
    "replace": _replace,
    "redact": _redact,
    "mask": _mask,
    "hash": _hash,
    "encrypt": _encrypt,
    "keep": _keep,
}
BACK: dict[str, Work] = {"decrypt": _decrypt}
