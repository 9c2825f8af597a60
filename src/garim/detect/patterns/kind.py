"""What a kind declares: one file in detect/patterns/kinds/ holds one kind (or one table of vendors), with its evidence.

A kind is found by ONE multi-pattern pass over all kinds, then confirmed with RE2 where it hit. So a pattern is RE2
syntax: no lookaround, no backreference; `edges` says what may not touch the span instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing that identifies someone or something, declared with its own evidence.

    The span that is hidden is the group named `v` where the pattern has one, else the whole match.
    """

    name: str
    """snake_case, unique; the file's name, or `<file>.<vendor>` in a table of many."""
    pattern: str
    """RE2 syntax. Case-sensitive unless it starts with (?i)."""
    family: str
    """Surrogate family: a file in families/."""
    found: tuple[str, ...]
    """At least 3 texts that must be found, the span marked «so»; several marks are several findings."""
    ignored: tuple[str, ...]
    """At least 3 texts in which this kind finds nothing."""
    edges: str = "digit"
    """What may not stand directly before or after the MATCH: digit | word (ASCII letter, digit, _) | behind (as word, but only
    after it) | none."""
    accept: Callable[[str], bool] | None = None
    """Looks at the span's text (not its surroundings); False drops the match. Must be total and linear."""
    grow: Callable[[str, int, int], tuple[int, int] | None] | None = None
    """Looks around the span: gives the whole of what it is part of, or None to drop it. Reads a bounded piece of the text."""
    near: tuple[str, ...] = ()
    """Words, lower case, of which one must stand within `reach` characters around the match, or in the slot's hint."""
    reach: int = 40
    rank: int = 50
    """Strength of evidence, 0 to 100; a checksum or a vendor prefix is over 70, a shape alone under 50."""
    carry: bool = True
    """Once found in a conversation, found everywhere in it."""
    source: str = ""
    """Where the format comes from."""
