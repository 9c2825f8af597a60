"""What is freed goes back to the system."""

from __future__ import annotations

from pathlib import Path

from garim.gateway import memory

PIECE, PIECES = 16 * 1024, 4000
"""Below what the C library maps one by one, so that it stays in an arena: 64 MB."""


def resident() -> float:
    """In MB."""
    return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]) / 1024


def test_holes_between_what_stays_go_back_to_the_system() -> None:
    """Every other block stays, so that no arena ends: what lay between them is given back all the same."""
    memory.keep_little()
    blocks = [bytes([1]) * PIECE for _ in range(PIECES)]
    full = resident()
    del blocks[::2]
    memory.give_back()
    assert resident() < full - PIECE * PIECES / 2 / 2**20 / 2
    assert len(blocks) == PIECES / 2
