"""The corpus's one book: what was found anywhere is hidden everywhere, as one thing, with one surrogate that is its alone.

A surrogate is a function of the key and the original, so workers need no table of them. What the book holds is where that is
not enough: one identity for a text that was taken for two things, one owner for a surrogate that two originals meet on (the
first in the order of a hash that nobody chose keeps it, the other probes on, as in live traffic), and the values that carry.
What was found is notes.py; how the book comes of it settling.py; how a finding gets its surrogate by the book mints.py; who hides
with it writer.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from garim.bulk.notes import Known
from garim.errors import Refused
from garim.policy.rules import Facts, Policy


@dataclass(slots=True)
class Book:
    """What was settled over a whole corpus. Confidential: kept sealed."""

    values: dict[str, Known] = field(default_factory=dict)
    """In lower case: what is hidden wherever it stands."""
    one: dict[str, Known] = field(default_factory=dict)
    """In lower case: what a text is that was taken for several things, or takes numbers up to a limit."""
    owners: dict[str, str] = field(default_factory=dict)
    """Surrogate that several originals met on → the one that has it."""
    words: dict[str, str] = field(default_factory=dict)
    """Coined word that several words met on → the one that has it."""
    names: dict[str, dict[tuple[int, int], Known]] = field(default_factory=dict)
    """Name in lower case → what is hidden in it wherever it is a name, of which nothing overlaps."""
    modules: frozenset[str] = frozenset()
    """Words that files and folders are called by: each is a name where code names it."""
    people: dict[str, str] = field(default_factory=dict)
    """What somebody of the corpus may be called in accounts and mail addresses → what stands for it."""
    left: frozenset[str] = frozenset()
    """In lower case: what may stay, and was only guessed to be somebody's name."""
    met: int = 0
    """Originals that had to probe on."""
    styles: dict[str, str] = field(default_factory=dict)
    """Kind → style, as policy decided over the whole corpus."""


def decided(policy: Policy, known: Mapping[str, Known], training: bool) -> dict[str, str]:
    """Kind → style, as policy says over all that was found: its rules see the purpose `corpus`.

    Args:
        policy: The company's.
        known: Text → what it was found as.
        training: Whether it stays in the house: what may not leave may stay.

    Raises:
        Refused: It may not leave. Nothing was written.
    """
    counts = Counter(one.kind for one in known.values())
    decision = policy.decide(counts, Facts(purpose="corpus"), frozenset(counts))
    if decision.refuse and not training:
        raise Refused(f"policy: {decision.decided}: {decision.refuse}", hint="nothing was written")
    return dict(decision.styles)
