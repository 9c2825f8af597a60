"""The audit's Merkle tree and its signed checkpoints, in forms that outside tools read.

Sources: RFC 6962 2.1 (tree, proofs); https://c2sp.org/tlog-checkpoint and https://c2sp.org/signed-note.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

EMPTY = sha256(b"").digest()
ED25519 = b"\x01"
"""The algorithm's number in a note's key. Source: c2sp.org/signed-note."""


def leaf(record: bytes) -> bytes:
    """A record's leaf hash."""
    return sha256(b"\x00" + record).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """The complete subtrees of a tree that grows, largest first: all that its root and its growth need."""

    size: int = 0
    hashes: list[bytes] = field(default_factory=list)

    def add(self, leaf_hash: bytes) -> None:
        """Add the next leaf."""
        size, top = self.size, leaf_hash
        while size & 1:
            top = node(self.hashes.pop(), top)
            size >>= 1
        self.hashes.append(top)
        self.size += 1

    def root(self) -> bytes:
        """The tree's root hash."""
        if not self.hashes:
            return EMPTY
        top = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            top = node(left, top)
        return top

    def dump(self) -> str:
        """As text, for `load`."""
        return " ".join(part.hex() for part in self.hashes)

    @classmethod
    def load(cls, size: int, text: str) -> Frontier:
        """From `dump`.

        Raises:
            ValueError: The text is no frontier of that size.
        """
        hashes = [bytes.fromhex(part) for part in text.split()]
        if len(hashes) != size.bit_count() or any(len(part) != 32 for part in hashes):
            raise ValueError
        return cls(size, hashes)


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    frontier = Frontier()
    for one in leaves:
        frontier.add(one)
    return frontier.root()


def inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The audit path of leaf `index`, from 0. Source: RFC 6962 2.1.1."""
    if len(leaves) <= 1:
        return []
    cut = _split(len(leaves))
    if index < cut:
        return [*inclusion(index, leaves[:cut]), root(leaves[cut:])]
    return [*inclusion(index - cut, leaves[cut:]), root(leaves[:cut])]


def includes(index: int, size: int, leaf_hash: bytes, path: Sequence[bytes], top: bytes) -> bool:
    """Whether a path leads from a leaf to a root. Source: RFC 9162 2.1.3.2."""
    if not 0 <= index < size:
        return False
    low, last, got = index, size - 1, leaf_hash
    for part in path:
        if last == 0:
            return False
        if low & 1 or low == last:
            got = node(part, got)
            while not low & 1 and low:
                low, last = low >> 1, last >> 1
        else:
            got = node(got, part)
        low, last = low >> 1, last >> 1
    return last == 0 and got == top


def consistency(old: int, leaves: Sequence[bytes], whole: bool = True) -> list[bytes]:
    """The proof that the tree over the first `old` leaves is the beginning of this one. Source: RFC 6962 2.1.2."""
    size = len(leaves)
    if old == size:
        return [] if whole else [root(leaves)]
    cut = _split(size)
    if old <= cut:
        return [*consistency(old, leaves[:cut], whole), root(leaves[cut:])]
    return [*consistency(old - cut, leaves[cut:], False), root(leaves[:cut])]


class Checkpoint(NamedTuple):
    """What a checkpoint says."""

    origin: str
    """Which log: `garim/` and the store's identity."""
    size: int
    root: bytes
    head: str
    """The chain's hash of record number `size`, as an extension line."""
    keyed: bool = False
    """Whether a record of it carries a MAC, as an extension line: then all behind it must."""


class Signer(NamedTuple):
    """A note's signing key with its name."""

    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> str:
        """The public key in the note form: name+id+key, for `open_note` and for outside tools."""
        public = ED25519 + self.key.public_key().public_bytes_raw()
        return f"{self.name}+{_key_id(self.name, public).hex()}+{base64.b64encode(public).decode()}"

    def checkpoint(self, point: Checkpoint) -> str:
        """A checkpoint as a signed note."""
        text = f"{point.origin}\n{point.size}\n{base64.b64encode(point.root).decode()}\nhead {point.head}\n"
        if point.keyed:
            text += "keyed\n"
        return text + "\n" + self.sign(text)

    def sign(self, text: str) -> str:
        """The signature line for a text that ends with a newline."""
        public = ED25519 + self.key.public_key().public_bytes_raw()
        signature = _key_id(self.name, public) + self.key.sign(text.encode())
        return f"— {self.name} {base64.b64encode(signature).decode()}\n"


def open_note(note: str, verifier: str) -> str:
    """The text of a note that a key signed.

    Raises:
        ValueError: It is no note, or that key did not sign it.
    """
    text, mark, signatures = note.rpartition("\n\n")
    name, key_id, encoded = verifier.split("+", 2)
    public = base64.b64decode(encoded, validate=True)
    if not mark or public[:1] != ED25519 or _key_id(name, public).hex() != key_id:
        raise ValueError("no signed note")
    for line in signatures.splitlines():
        try:
            dash, by, blob = line.split(" ")
            signature = base64.b64decode(blob, validate=True)
        except (ValueError, binascii.Error):
            raise ValueError("a signature line is none") from None
        if dash == "—" and by == name and signature[:4].hex() == key_id:
            try:
                Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature[4:], f"{text}\n".encode())
            except InvalidSignature:
                raise ValueError("the signature is not of this key") from None
            return text + "\n"
    raise ValueError("this key did not sign it")


def read_checkpoint(note: str, verifier: str) -> Checkpoint:
    """What a signed checkpoint says.

    Raises:
        ValueError: It is none, or that key did not sign it.
    """
    lines = open_note(note, verifier).splitlines()
    if len(lines) < 3 or not lines[1].isascii() or not lines[1].isdigit():
        raise ValueError("the note is no checkpoint")
    head = next((line.removeprefix("head ") for line in lines[3:] if line.startswith("head ")), "")
    return Checkpoint(lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True), head, "keyed" in lines[3:])


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + public).digest()[:4]
