"""A review for the terminal: columns and bars of signs."""

from __future__ import annotations

from unicodedata import east_asian_width

from garim.retro.say import say
from garim.retro.sums import Review
from garim.retro.tables import Table, figures, notes, tables, team_tables
from garim.retro.team import TeamReview

BARRED = ("purposes", "languages", "models", "places", "upstreams", "kinds", "hours", "days")
"""Tables whose second column is drawn as bars."""
LONG = 28
"""Signs of the longest bar."""


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
    if review.total.exchanges or review.total.refused:
        shown = [figures(review, lang), *(table for table in tables(review, lang) if table.name != "weeks")]
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


def _table(table: Table) -> str:
    rows = [table.head, *table.rows]
    if table.name in BARRED:
        counts = [int(row[1].replace(",", "")) for row in table.rows]
        most = max(counts) or 1
        rows = [(*table.head, ""), *((*row, "█" * round(LONG * n / most)) for row, n in zip(table.rows, counts, strict=True))]
    widths = [max(wide(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0] + " " * (widths[0] - wide(row[0]))]
        for at, cell in enumerate(row[1:], 1):
            room = " " * (widths[at] - wide(cell))
            cells.append(cell + room if cell.startswith("█") else room + cell)
        lines.append("  " + "  ".join(cells).rstrip())
    return "\n".join([table.title, *lines, ""])


def wide(text: str) -> int:
    """Columns that a text takes."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
