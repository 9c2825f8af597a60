"""How a form counts where it is met: the one table that the compiler and the reader ask.

A compiled lexicon holds a mode's number, its place in MODES; the names below are those numbers.
"""

from __future__ import annotations

from typing import NamedTuple

ORDINARY = 39
"""Rank of what was judged by its surroundings: it does not carry to where the same word is ordinary."""
SURE = 95
"""Rank of what needs no judgement: ids and addresses, whole names with digits or joints, and terms that are always meant."""
NEVER = 255
"""Longer than any form."""


class Mode(NamedTuple):
    """One row: what may touch a form, what may stand between its words, and what it is worth."""

    name: str
    counts: str
    """Where a form of this mode counts, in words."""
    begins: int = NEVER
    """Letters from which it may begin inside a run of Latin letters."""
    ends: int = NEVER
    """Letters from which it may end inside one: bank, db and digits glued behind it."""
    unspaced: int = NEVER
    """Letters from which it may begin inside a run of a script without spaces or with particles."""
    joints: str = "loose"
    """What may part its words: loose, blanks and signs; tight, one of _ - .; name, as in names of people; any."""
    doubtful: bool = False
    """Whether it is an ordinary word, which needs evidence around it."""
    rank: int = 85
    why: str = "lexicon term"


MODES = (
    Mode("OWN", "everywhere, also glued", begins=1, ends=1),
    Mode("EXACT", "as a whole word", begins=4, ends=4, unspaced=3),
    Mode("WORD", "an ordinary word: with evidence", doubtful=True, rank=ORDINARY),
    Mode("ACRONYM", "as a whole word, in capitals or in code", begins=4, ends=3, rank=75, why="lexicon abbreviation in capitals"),
    Mode("PHRASE", "ordinary words in a row", unspaced=3, rank=70, why="lexicon phrase"),
    Mode("SCOPED", "inside an identifier only", joints="tight", rank=75, why="part of a database object's name"),
    Mode("TABLE", "an ordinary word, as the name of a table", doubtful=True, rank=ORDINARY, why="table after an SQL word"),
    Mode("SCHEMA", "an ordinary word before `.table`", doubtful=True, rank=60, why="table in a lexicon schema"),
    Mode("NUMBERED", "letters followed by digits", rank=75, why="lexicon name before a number"),
    Mode("TICKET", "before -123", rank=SURE, why="ticket of a lexicon project"),
    Mode("ID", "whole, character by character", begins=10, ends=10, joints="any", rank=SURE, why="lexicon id"),
    Mode("DOMAIN", "with every host under it", joints="tight", rank=SURE, why="name in a lexicon domain"),
    Mode("HOSTED", "glued before generic words and digits", ends=1, why="host name on a lexicon pattern"),
    Mode("FULL", "a person's full name", unspaced=3, joints="name", rank=88, why="lexicon person"),
    Mode("GIVEN", "a person's given name, family name or nickname: with evidence", doubtful=True, rank=60),
    Mode("HANDLE", "a person's login name", joints="tight", rank=65, why="handle of a lexicon person"),
    Mode("WHOLE", "a name with digits or joints, whole", joints="tight", rank=SURE, why="lexicon name, whole"),
)
(OWN, EXACT, WORD, ACRONYM, PHRASE, SCOPED, TABLE, SCHEMA,
 NUMBERED, TICKET, ID, DOMAIN, HOSTED, FULL, GIVEN, HANDLE, WHOLE) = range(len(MODES))  # fmt: skip
