"""The tree and its notes, against the published vectors and each other."""

from __future__ import annotations

import base64
import random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from garim.store.merkle import (
    Checkpoint,
    Frontier,
    Signer,
    consistency,
    includes,
    inclusion,
    leaf,
    node,
    open_note,
    read_checkpoint,
    root,
)

# Source: certificate-transparency-go, merkle tree test vectors (the RFC 6962 reference inputs).
INPUTS = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
# The example of c2sp.org/signed-note: a note by the Go module mirror's format, made here with a key of our own.
SIGNER = Signer("garim/test", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@pytest.mark.parametrize("size", ROOTS)
def test_roots_are_those_of_the_reference(size: int) -> None:
    assert root([leaf(data) for data in INPUTS[:size]]).hex() == ROOTS[size]


def test_every_proof_leads_to_the_root_and_no_bent_one_does() -> None:
    rng = random.Random(7)
    for size in range(1, 34):
        leaves = [leaf(bytes([number])) for number in range(size)]
        top = root(leaves)
        for index in range(size):
            path = inclusion(index, leaves)
            assert includes(index, size, leaves[index], path, top)
            assert not includes(index, size, leaf(b"other"), path, top)
            if path:
                path[rng.randrange(len(path))] = bytes(32)
                assert not includes(index, size, leaves[index], path, top)


def test_a_frontier_goes_on_where_it_was_kept() -> None:
    tree = Frontier()
    for number in range(100):
        tree = Frontier.load(tree.size, tree.dump())
        tree.add(leaf(bytes([number])))
        assert tree.root() == root([leaf(bytes([other])) for other in range(number + 1)])
    with pytest.raises(ValueError):
        Frontier.load(3, tree.dump())


def test_consistency_is_that_of_the_reference() -> None:
    """Source: RFC 6962 2.1.3's example: PROOF(3, D[7]) = [c, d, g, l]."""
    d = [leaf(bytes([number])) for number in range(7)]
    c, g = d[2], node(d[0], d[1])
    last = root(d[4:])

    assert consistency(3, d) == [c, d[3], g, last]
    assert consistency(4, d) == [last]


def test_a_checkpoint_is_a_signed_note() -> None:
    note = SIGNER.checkpoint(Checkpoint("garim/test", 8, bytes.fromhex(ROOTS[8]), "ab" * 32))
    lines = note.split("\n")

    assert lines[:3] == ["garim/test", "8", base64.b64encode(bytes.fromhex(ROOTS[8])).decode()]
    assert lines[4] == "" and lines[5].startswith("— garim/test ") and len(base64.b64decode(lines[5].split(" ")[2])) == 68
    assert read_checkpoint(note, SIGNER.verifier).head == "ab" * 32


@pytest.mark.parametrize("change", [("8", "9"), ("head a", "head b"), ("— ", "- "), ("\n\n", "\n"), ("garim/test\n8", "garim/tezt\n8"), ("— garim/test", "— garim/tesx")])
def test_a_changed_note_does_not_open(change: tuple[str, str]) -> None:
    note = SIGNER.checkpoint(Checkpoint("garim/test", 8, bytes(32), "a" * 64))
    with pytest.raises(ValueError):
        open_note(note.replace(*change, 1), SIGNER.verifier)
    other = Signer("garim/test", Ed25519PrivateKey.from_private_bytes(bytes(32)))
    with pytest.raises(ValueError):
        open_note(note, other.verifier)
