"""Train and validation, by whole groups: a repository is never in both, so that what is measured was never seen.

Nobody chooses: groups are drawn in the order of a hash of their names until the share is full, the same ones every time.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

SHARE = 0.05


def validation(sizes: Mapping[str, int], share: float = SHARE) -> frozenset[str]:
    """The groups that are held back.

    Args:
        sizes: Group → characters in it.
        share: Of all characters, 0 to 0.5: at least one group is held back where there are two, never more than half of all.

    Returns: Their names; none where there is one group only.
    """
    whole = sum(sizes.values())
    if len(sizes) < 2 or not share or not whole:
        return frozenset()
    drawn = sorted(sizes, key=lambda name: sha256(b"garim split " + name.encode("utf-8", "surrogatepass")).digest())
    held: list[str] = []
    size = 0
    for name in drawn:
        if size >= share * whole:
            break
        # One that would take half of everything teaches more than it measures.
        if size + sizes[name] <= whole / 2:
            held.append(name)
            size += sizes[name]
    return frozenset(held or [min(sizes, key=lambda name: (sizes[name], name))])
