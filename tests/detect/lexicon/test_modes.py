"""The table of modes: numbers, names and rows agree, and no row leaves open what may touch a form."""

from __future__ import annotations

import pytest

from garim.detect.lexicon import modes
from garim.detect.lexicon.compile import ENDS, STARTS, _looseness
from garim.detect.lexicon.read import LOOKS


def test_numbers_names_and_rows_agree() -> None:
    assert [getattr(modes, row.name) for row in modes.MODES] == list(range(len(modes.MODES)))
    assert {row.joints for row in modes.MODES} <= {"loose", "tight", "name", "any"}


def test_what_needs_no_evidence_has_a_look_of_its_own_and_nothing_else_has() -> None:
    assert set(LOOKS) == {number for number, row in enumerate(modes.MODES) if not row.doubtful}


@pytest.mark.parametrize(
    ("key", "mode", "flags"),
    [
        ("qv", modes.OWN, STARTS | ENDS),
        ("lum", modes.EXACT, 0),
        ("lume", modes.EXACT, STARTS | ENDS),
        ("qv", modes.ACRONYM, 0),
        ("qvs", modes.ACRONYM, ENDS),
        ("qvsm", modes.ACRONYM, STARTS | ENDS),
        ("다락", modes.EXACT, ENDS),
        ("다락방", modes.EXACT, STARTS | ENDS),
        ("하늘", modes.GIVEN, ENDS),
        ("健", modes.GIVEN, STARTS | ENDS),
        ("mark", modes.WORD, 0),
    ],
)
def test_which_forms_may_be_glued(key: str, mode: int, flags: int) -> None:
    assert _looseness(key, mode) == flags
