"""How much a surrogate still tells of its original: no more than its form.

Families keep what is form (a country's code, a vendor's prefix, generic words of a host). Beyond that no run of MOST
letters or digits stays: numbers are minted anew until none does, digits inside names and addresses are written anew.
"""

from __future__ import annotations

from collections.abc import Callable

import garim.late as re
from garim.families import Dice

MOST = 4
"""Letters and digits in a row that may not stay."""
DENSE = frozenset(("phone", "code", "card", "rrn", "iban", "plate", "ticket", "secret", "mac"))
"""Families of which every letter and digit is the value."""
COMPOSED = frozenset(("domain", "email", "address", "person", "stem"))
"""Families whose words are replaced and whose digits stay, unless they are many."""
_DIGITS = re.compile(r"\d{4,}")
_PUNCTUATION = re.compile(r"[\W_]+")


def shared(family: str, surrogate: str, original: str) -> int:
    """The longest run of letters and digits at the same place in both, behind what both begin with: a code, a vendor's prefix."""
    if family not in DENSE:
        return 0
    new, old = (_PUNCTUATION.sub("", text).casefold() for text in (surrogate, original))
    best = run = 0
    differs = family == "code"
    for a, b in zip(new, old, strict=False):
        differs = differs or a != b
        if not differs:
            continue
        run = run + 1 if a == b else 0
        best = max(best, run)
    return best


def other_digits(family: str, surrogate: str, original: str, dice: Callable[[str], Dice]) -> str:
    """The surrogate with other digits in place of the original's own."""
    if family not in COMPOSED:
        return surrogate
    for run in dict.fromkeys(_DIGITS.findall(original)):
        if run in surrogate:
            surrogate = surrogate.replace(run, dice(f"digits\0{run}").digits(len(run)))
    return surrogate
