"""What the store writes: nothing readable. Data keys of the store's own, wrapped by the master key; names by HMAC.

    master key ─wraps→ data keys (1, 2, …: the last one seals, all open), index key (names), signing key (checkpoints)
    sealed     = nonce ‖ AES-256-GCM(data key, content), bound to store, owner, place and key number

So a new master key wraps a handful of rows anew, and a new data key is used at once while old rows are sealed again in the
background. Key 0 opens what the first release sealed: it is a function of the master key that the store began with.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Sequence
from typing import NamedTuple

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from garim.errors import BadSettings, VaultFailed
from garim.values import Entry

NONCE = 12
"""Bytes of a random nonce. Source: NIST SP 800-38D 5.2.1.1."""
PURPOSES = ("data", "index", "sign")


class UnknownKey(Exception):
    """A row was sealed under a data key that this process has not read yet."""


class KeyRow(NamedTuple):
    """A wrapped key as the database keeps it."""

    id: int
    purpose: str
    """data | index | sign."""
    wrapped: bytes


class Master:
    """The master key: wraps the store's keys and proves which store it belongs to."""

    def __init__(self, key: bytes) -> None:
        """
        Args:
            key: 32 bytes or more.

        Raises:
            BadSettings: It is shorter.
        """
        if len(key) < 32:
            raise BadSettings(f"the master key has {len(key)} bytes", hint="give 32 random bytes")
        self._key = key
        self._aead = AESGCM(derive(key, b"garim wrap"))

    def __repr__(self) -> str:
        return "Master()"

    def fingerprint(self, store: str) -> str:
        """What a store keeps to know its key again; tells nothing about the key."""
        return hmac.digest(derive(self._key, b"garim key check"), store.encode(), "sha256").hex()[:32]

    def wrap(self, store: str, number: int, purpose: str, key: bytes) -> KeyRow:
        """Wrap a key for a store."""
        nonce = os.urandom(NONCE)
        return KeyRow(number, purpose, nonce + self._aead.encrypt(nonce, key, _place(store, number, purpose)))

    def unwrap(self, store: str, row: KeyRow) -> bytes:
        """The key in a row.

        Raises:
            VaultFailed: Another master key wrapped it, or it was changed.
        """
        try:
            return self._aead.decrypt(row.wrapped[:NONCE], row.wrapped[NONCE:], _place(store, row.id, row.purpose))
        except (InvalidTag, ValueError):
            raise VaultFailed(
                "a key of the store does not open", hint="was the master key changed, or the store's garim_keys?"
            ) from None

    def first(self, store: str) -> list[KeyRow]:
        """The keys of a store that begins: 0 and the index are functions of the master key, so that a store of the first
        release opens; new rows are sealed under 1."""
        made = [
            (0, "data", derive(self._key, b"garim vault seal")),
            (1, "data", os.urandom(32)),
            (2, "index", derive(self._key, b"garim vault index")),
            (3, "sign", os.urandom(32)),
        ]
        return [self.wrap(store, number, purpose, key) for number, purpose, key in made]


class Seal:
    """Seals under the store's newest data key and opens what any of its data keys sealed."""

    def __init__(self, master: Master, store: str, rows: Sequence[KeyRow]) -> None:
        """
        Args:
            master: The master key.
            store: The store's identity, which everything sealed is bound to.
            rows: All of the store's keys.

        Raises:
            VaultFailed: One of them does not open.
        """
        keys = {(row.purpose, row.id): master.unwrap(store, row) for row in rows}
        self.store = store
        self._data = {number: AESGCM(key) for (purpose, number), key in keys.items() if purpose == "data"}
        if {purpose for purpose, _ in keys} != set(PURPOSES):
            raise VaultFailed("keys of the store are missing", hint="restore garim_keys from the backup")
        self._index = next(key for (purpose, _), key in sorted(keys.items()) if purpose == "index")
        self.current = max(self._data)
        """Number of the data key that seals."""
        self.signer = Ed25519PrivateKey.from_private_bytes(
            next(key for (purpose, _), key in sorted(keys.items()) if purpose == "sign")
        )
        """Signs checkpoints; stays the same through every rotation."""
        self.records = derive(self.signer.private_bytes_raw(), b"garim audit record")
        """Under which each record of the audit carries a MAC; of the signing key, so that it outlives every rotation too."""

    def __repr__(self) -> str:
        return f"Seal(current={self.current})"

    def owner(self, owner: str) -> bytes:
        """What stands for an owner in the database; b"" for nobody."""
        return self._named(b"owner", owner.encode("utf-8", "surrogatepass")) if owner else b""

    def scope(self, name: str, owner: str = "") -> bytes:
        """What stands for a scope's name in the database; the same name of two owners is two scopes."""
        text = name.encode("utf-8", "surrogatepass")
        return self._named(b"owned", self.owner(owner) + text) if owner else self._named(b"scope", text)

    def place(self, parts: Sequence[str]) -> bytes:
        """What stands for a place of several words in the database; no two places share it."""
        return self._named(b"place", orjson.dumps(list(parts)))

    def _named(self, purpose: bytes, text: bytes) -> bytes:
        return hmac.digest(self._index, purpose + b"\0" + text, "sha256")

    def seal(self, place: bytes, plain: bytes) -> tuple[int, bytes]:
        """Seal bytes for a place: (number of the key, sealed)."""
        nonce = os.urandom(NONCE)
        number = self.current
        return number, nonce + self._data[number].encrypt(nonce, plain, self._bound(place, number))

    def unseal(self, place: bytes, number: int, sealed: bytes) -> bytes:
        """Open bytes that were sealed for a place.

        Raises:
            UnknownKey: The data key is newer than this object.
            VaultFailed: They were sealed with another key or for another place, or were changed.
        """
        aead = self._data.get(number)
        if aead is None:
            raise UnknownKey
        try:
            return aead.decrypt(sealed[:NONCE], sealed[NONCE:], self._bound(place, number))
        except (InvalidTag, ValueError):
            raise VaultFailed("a record of the vault does not open", hint="restore it from the backup, or forget it") from None

    def _bound(self, place: bytes, number: int) -> bytes:
        return place if number == 0 else b"garim\0%b\0%d\0%b" % (self.store.encode(), number, place)

    def close(self, scope: bytes, entries: Sequence[Entry]) -> tuple[bytes, int, bytes]:
        """Seal entries: (what names this batch, the key's number, what it holds)."""
        plain = _dump(entries)
        batch = self._named(b"batch", scope + plain)
        return batch, *self.seal(scope + batch, plain)

    def open(self, scope: bytes, batch: bytes, number: int, sealed: bytes) -> list[Entry]:
        """Open one batch.

        Raises:
            UnknownKey: The data key is newer than this object.
            VaultFailed: It was sealed with another key, or changed.
        """
        rows = orjson.loads(self.unseal(scope + batch, number, sealed))
        if isinstance(rows, dict):
            rows = [[bytes.fromhex(field).decode("utf-8", "surrogatepass") for field in row] for row in rows["hex"]]
        return [Entry(*row) for row in rows]


def _place(store: str, number: int, purpose: str) -> bytes:
    return f"garim key\0{store}\0{number}\0{purpose}".encode()


def _dump(entries: Sequence[Entry]) -> bytes:
    try:
        return orjson.dumps([list(entry) for entry in entries])
    except TypeError:  # a lone surrogate: it has no UTF-8, yet some text that came in held it
        rows = [[field.encode("utf-8", "surrogatepass").hex() for field in entry] for entry in entries]
        return orjson.dumps({"hex": rows})


def derive(key: bytes, purpose: bytes) -> bytes:
    """A key of 32 bytes for one purpose. Source: RFC 5869."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key)
