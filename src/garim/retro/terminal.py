"""A review for the terminal: columns and bars of signs."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from garim.retro.say import say
from garim.retro.sums import Review
from garim.retro.tables import Table, figures, notes, number, tables, team_tables
from garim.retro.team import TeamReview

BARRED = ("purposes", "languages", "models", "places", "upstreams", "kinds", "hours", "days")
"""Tables whose second column is drawn as bars."""
LONG, LEAST = 28, 6
"""Signs of the longest bar, and where names leave less room for it."""
IN_A_ROW = 10
"""Weeks."""
WIDTH = 80
"""Columns of a terminal; a table takes no more, unless a name alone does."""


def terminal(review: Review, lang: str) -> str:
    """A review as text.

    Args:
        review: Of a person's year.
        lang: ko | en.

    Raises:
        BadInput: There is no such language here.
    """
    parts = [f"{say(lang, 'title', year=review.year)}  ({say(lang, 'zone', zone=review.zone)})"]
    parts += [f"! {note}" for note in notes(review, lang)]
    parts += [f"  garim retro --year {review.year} --list unsure, garim retro --correct NUMBER=PURPOSE"] if review.unsure else []
    if review.total.exchanges or review.total.refused:
        shown = [figures(review, lang), *(_weeks(table, review) for table in tables(review, lang))]
        parts += [""] + [_table(table) for table in shown]
    return "\n".join(parts) + "\n"


def team_terminal(review: TeamReview, lang: str) -> str:
    """A team's sums as text.

    Args:
        review: Of a team's year.
        lang: ko | en.

    Raises:
        BadInput: There is no such language here.
    """
    parts = [say(lang, "team_title", year=review.year, team=review.team), f"! {say(lang, 'people')}"]
    if review.exchanges is None:
        return "\n".join([*parts, f"! {say(lang, 'too_few')}"]) + "\n"
    if not review.ended:
        parts.append(f"! {say(lang, 'team_running')}")
    return "\n".join([*parts, "", *(_table(table) for table in team_tables(review, lang))]) + "\n"


def _weeks(table: Table, review: Review) -> Table:
    """The table of weeks with ten of them in a row: fifty-three rows say no more. Other tables are as they are."""
    if table.name != "weeks":
        return table
    parts = [review.weeks[begin : begin + IN_A_ROW] for begin in range(0, len(review.weeks), IN_A_ROW)]
    rows = [(f"{part[0][0][5:]}–{part[-1][0][5:]}", *(number(count) for _, count in part)) for part in parts]
    cells = [(*row, *[""] * (IN_A_ROW + 1 - len(row))) for row in rows]
    return table._replace(head=(table.head[0], *[""] * IN_A_ROW), rows=cells)


def _table(table: Table) -> str:
    rows = [list(row) for row in (table.head, *table.rows)]
    if table.name in BARRED:
        counts = [int(row[1].replace(",", "")) for row in table.rows]
        longest = min(LONG, max(LEAST, WIDTH - _total(rows, 2) - 2))
        rows = [
            [*table.head, ""],
            *([*row, "█" * round(longest * n / (max(counts) or 1))] for row, n in zip(table.rows, counts, strict=True)),
        ]
    heads, gap = [rows[0]], 2
    if _total(rows, gap) > WIDTH:
        heads = _broken(rows[0])
        gap = 2 if _total([*heads, *rows[1:]], 2) <= WIDTH else 1
    rows = [*heads, *rows[1:]]
    widths = _widths(rows)
    lines = []
    for row in rows:
        cells = [row[0] + " " * (widths[0] - wide(row[0]))]
        for at, cell in enumerate(row[1:], 1):
            room = " " * (widths[at] - wide(cell))
            cells.append(cell + room if cell.startswith("█") else room + cell)
        lines.append("  " + (" " * gap).join(cells).rstrip())
    return "\n".join([table.title, *lines, ""])


def _broken(head: Sequence[str]) -> list[list[str]]:
    """The names of columns over several lines, a word a line; they end on the same line."""
    words = [name.replace("·", "· ").split() for name in head]
    deep = max(map(len, words))
    return [list(line) for line in zip(*([""] * (deep - len(one)) + one for one in words), strict=True)]


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(wide(row[at]) for row in rows) for at in range(len(rows[0]))]


def _total(rows: Sequence[Sequence[str]], gap: int) -> int:
    """Columns that a table takes, its indent with it."""
    widths = _widths(rows)
    return 2 + sum(widths) + gap * (len(widths) - 1)


def cut(text: str, columns: int) -> str:
    """A text that takes no more columns than there are; … where some of it is left out."""
    if wide(text) <= columns:
        return text
    while wide(text) >= columns:
        text = text[:-1]
    return text.rstrip() + "…"


def wide(text: str) -> int:
    """Columns that a text takes."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
