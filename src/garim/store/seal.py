"""What the vault writes: nothing readable. Keys by HKDF from the master key, entries by AES-256-GCM, names by HMAC."""

from __future__ import annotations

import hmac
import os
from collections.abc import Sequence

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from garim.errors import BadSettings, VaultFailed
from garim.values import Entry

NONCE = 12
"""Bytes of a random nonce. Source: NIST SP 800-38D 5.2.1.1."""

DOES_NOT_OPEN = "a record of the vault does not open"
KEY_CHANGED = "was the key (GARIM_KEY or the key file) changed?"


class Seal:
    """Seals entries under a scope and opens them again."""

    def __init__(self, master: bytes) -> None:
        """
        Args:
            master: 32 bytes or more.

        Raises:
            BadSettings: It is shorter.
        """
        if len(master) < 32:
            raise BadSettings(f"the master key has {len(master)} bytes", hint="give 32 random bytes")
        self._aead = AESGCM(_derive(master, b"garim vault seal"))
        self._index = _derive(master, b"garim vault index")

    def __repr__(self) -> str:
        return "Seal()"

    def scope(self, name: str) -> bytes:
        """What stands for a scope's name in the database."""
        return hmac.digest(self._index, b"scope\0" + name.encode("utf-8", "surrogatepass"), "sha256")

    def place(self, parts: Sequence[str]) -> bytes:
        """What stands for a place of several words in the database; no two places share it."""
        return hmac.digest(self._index, b"place\0" + orjson.dumps(list(parts)), "sha256")

    def close_bytes(self, place: bytes, plain: bytes) -> bytes:
        """Seal bytes that can be opened at their place only."""
        nonce = os.urandom(NONCE)
        return nonce + self._aead.encrypt(nonce, plain, place)

    def open_bytes(self, place: bytes, sealed: bytes) -> bytes:
        """What `close_bytes` sealed.

        Raises:
            VaultFailed: It was sealed with another key or for another place, or changed.
        """
        try:
            return self._aead.decrypt(sealed[:NONCE], sealed[NONCE:], place)
        except (InvalidTag, ValueError):
            raise VaultFailed(DOES_NOT_OPEN, hint=KEY_CHANGED) from None

    def close(self, scope: bytes, entries: Sequence[Entry]) -> tuple[bytes, bytes]:
        """Seal entries: (what names this batch, what it holds)."""
        plain = _dump(entries)
        batch = hmac.digest(self._index, b"batch\0" + scope + plain, "sha256")
        nonce = os.urandom(NONCE)
        return batch, nonce + self._aead.encrypt(nonce, plain, scope + batch)

    def open(self, scope: bytes, batch: bytes, sealed: bytes) -> list[Entry]:
        """Open one batch.

        Raises:
            VaultFailed: It was sealed with another key, or changed.
        """
        try:
            plain = self._aead.decrypt(sealed[:NONCE], sealed[NONCE:], scope + batch)
        except (InvalidTag, ValueError):
            raise VaultFailed(DOES_NOT_OPEN, hint=KEY_CHANGED) from None
        rows = orjson.loads(plain)
        if isinstance(rows, dict):
            rows = [[bytes.fromhex(field).decode("utf-8", "surrogatepass") for field in row] for row in rows["hex"]]
        return [Entry(*row) for row in rows]


def _dump(entries: Sequence[Entry]) -> bytes:
    try:
        return orjson.dumps([list(entry) for entry in entries])
    except TypeError:  # a lone surrogate: it has no UTF-8, yet some text that came in held it
        rows = [[field.encode("utf-8", "surrogatepass").hex() for field in entry] for entry in entries]
        return orjson.dumps({"hex": rows})


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(master)
