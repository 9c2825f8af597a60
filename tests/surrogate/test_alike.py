"""One name is one name: tables in prose and SQL, modules in their files' names and in imports."""

from __future__ import annotations

import pytest

from garim.surrogate.alike import alike, apart, everywhere, parts, refers
from garim.values import Finding


def word(text: str, part: str, family: str = "stem") -> Finding:
    start = text.index(part)
    return Finding(start, start + len(part), "unknown", family, part.lower(), "found")


@pytest.mark.parametrize(
    "line",
    ["import narae", "from narae import x", "  from .narae.repo import x", "package com.gs.narae;", "using Narae;", "import x from './narae'", "m = load('narae.repo')", "src/narae/a.py", "C:\\src\\narae", "public class Narae {", "#include <narae>", "@import narae;"],
)
def test_code_names_a_module_in(line: str) -> None:
    """Whatever the language; a word in prose is none."""
    start = line.lower().index("narae")
    assert refers(line, start, start + 5)
    assert not refers(f"{line}\nthe narae team", len(line) + 5, len(line) + 10)


def test_what_is_hidden_in_one_is_hidden_in_all() -> None:
    """In a list of names and in code, in any case, however much of it was found there; what is found elsewhere stays."""
    names, code = "narae.py\nsettle_batch.py\n", "from narae import SettleBatch\nsettle_batch = narae.run()\nnarae is slow\n"
    known: dict[str, dict[tuple[int, int], Finding]] = {}
    for name, place, finding in parts(names, [word(names, "narae")], everywhere):
        known.setdefault(name, {})[place] = finding
    for name, place, finding in parts(code, [word(code, "settle_batch"), word(code, "Settle")], refers):
        known.setdefault(name, {})[place] = finding

    found = alike(code, [word(code, "settle")], lambda name: apart(known.get(name, {})).items(), refers)
    assert [code[f.start : f.end] for f in found] == ["narae", "Settle", "settle_batch", "narae"]
    assert {f.entity for f in found if f.end - f.start == 5} == {"narae"}


def test_of_two_that_overlap_the_longer_is_hidden_everywhere() -> None:
    """And a finding of another family that stands there is not touched."""
    assert list(apart({(0, 6): 1, (6, 11): 2, (0, 11): 3})) == [(0, 11)]
    text = "settle_bank settle_bank"
    person = word(text, "settle", "person")
    found = alike(text, [person], lambda name: [((0, 11), word(text, "settle_bank"))])
    assert [(f.start, f.family) for f in found] == [(0, "person"), (12, "stem")]
