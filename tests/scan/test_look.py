"""Rows of a text: where they are, what is old, how blocks join."""

from __future__ import annotations

import pytest

from garim import Screen
from garim.errors import BadSettings
from garim.scan import look
from garim.scan.look import Looker, Text, chosen
from garim.values import Finding
from tests.scan.conftest import PASSWORD, VALUE

LOCKED = ("secret*", "kr_rrn*")


class Words:
    """Finds one word."""

    def __init__(self, word: str) -> None:
        self.word, self.seen = word, 0

    def scan(self, text: str, hint: str = "") -> tuple[Finding, ...]:
        """Every occurrence."""
        self.seen += len(text)
        out, at = [], text.find(self.word)
        while at >= 0:
            out.append(Finding(at, at + len(self.word), "word", "stem", self.word, "a word"))
            at = text.find(self.word, at + 1)
        return tuple(out)


def test_rows_say_where_and_never_what(screen: Screen) -> None:
    """Lines and columns count from 1 in code points."""
    looker = Looker(screen.screening.detector, chosen(["secrets"], LOCKED), b"k" * 32)
    (row,) = looker.rows(Text("a.py", f"x = 1\n가나 {PASSWORD}"))
    text = f"가나 {PASSWORD}"

    assert (row.line, row.end_line, text[row.column - 1 : row.end_column - 1]) == (2, 2, VALUE)
    assert VALUE not in repr(row)


def test_a_print_is_of_path_and_value_not_of_the_line(screen: Screen) -> None:
    """It moves, and is known again; in another file, or under another key, it is another."""
    detector, told = screen.screening.detector, chosen(["secrets"], LOCKED)
    prints = [next(Looker(detector, told, key).rows(Text(path, text))).print for path, text, key in [("a", PASSWORD, b"k" * 32), ("a", "\n\n" + PASSWORD, b"k" * 32), ("b", PASSWORD, b"k" * 32), ("a", PASSWORD, b"l" * 32)]]

    assert prints[0] == prints[1] and len(set(prints)) == 3


def test_what_stood_there_before_is_not_told() -> None:
    """Only lines that are new, and all of a finding over several lines where one of them is."""
    looker = Looker(Words("a\nb"), lambda kind: True, b"k" * 32)

    assert not list(looker.rows(Text("x", "a\nb\n", frozenset(("a", "b", "")))))
    assert [row.end_line for row in looker.rows(Text("x", "a\nb\n", frozenset(("a",))))] == [2]
    assert [row.line for row in Looker(Words("w"), lambda kind: True, b"").rows(Text("x", "w 1\nw 2\n", frozenset(("w 1",))))] == [2]


@pytest.mark.parametrize("end", ["\n", " "])
def test_blocks_cut_nothing_and_tell_nothing_twice(monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    """However the text falls into blocks, with line ends or without."""
    monkeypatch.setattr(look, "BLOCK", 400)
    monkeypatch.setattr(look, "SHARED", 40)
    text = "".join(f"{number} needle{end}" for number in range(300))
    steps: list[int] = []
    finder = Words("needle")
    rows = list(Looker(finder, lambda kind: True, b"k").rows(Text("x", text), steps.append))

    assert len(rows) == 300 and steps[-1] == len(text) and len(steps) > 5 and finder.seen < 1.6 * len(text)


@pytest.mark.parametrize(("words", "kind", "is_told"), [(["secrets"], "secret.password_double_quoted", True), (["secrets"], "person", False), (["all"], "unknown", True), (["locked"], "kr_rrn", True), (["locked"], "email", False), (["company"], "db_object", True), (["kr_*"], "kr_rrn", True), (["people", "ids"], "email", True)])
def test_chosen(words: list[str], kind: str, is_told: bool) -> None:
    """Groups, [policy] locked, patterns."""
    assert chosen(words, LOCKED)(kind) is is_told


def test_a_kind_that_is_none_stops_it() -> None:
    """A typing error must not mean that nothing is looked for."""
    with pytest.raises(BadSettings, match="secretz"):
        chosen(["secretz"], LOCKED)
