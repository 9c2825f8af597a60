"""A review as Markdown, by itself or as what a yearly record starts from."""

from __future__ import annotations

from garim.retro.say import say
from garim.retro.sums import Review
from garim.retro.tables import Table, figures, notes, tables

JOINED = ("months", "purposes", "languages", "models", "places", "kinds")
"""Tables that a record of the year holds beside the figures."""


def markdown(review: Review, lang: str) -> str:
    """A review as Markdown.

    Args:
        review: Of a person's year.
        lang: ko | en.

    Raises:
        BadInput: There is no such language here.
    """
    parts = [f"# {say(lang, 'title', year=review.year)}", say(lang, "zone", zone=review.zone)]
    told = notes(review, lang)
    if told:
        parts.append("\n".join(f"> {note}  " for note in told))
    if review.total.exchanges or review.total.refused:
        parts += [table(one) for one in (figures(review, lang), *tables(review, lang))]
    return "\n\n".join(parts) + "\n"


def joined(text: str, review: Review, lang: str) -> str:
    """A record's text with the figures of a year below its title: above everything where it has none.

    Args:
        text: What the record begins with.
        review: Of a person's year.
        lang: ko | en.

    Raises:
        BadInput: There is no such language here.
    """
    told = notes(review, lang)
    parts = [f"## {say(lang, 'title', year=review.year)}", say(lang, "zone", zone=review.zone)]
    parts += ["\n".join(f"> {note}  " for note in told)] if told else []
    if review.total.exchanges or review.total.refused:
        chosen = [one for one in tables(review, lang) if one.name in JOINED and one.rows]
        parts += [table(one, 3) for one in (figures(review, lang), *chosen)]
    title, _, rest = text.partition("\n") if text.startswith("# ") else ("", "", text)
    return "\n\n".join(part for part in (title, *parts, rest.strip("\n")) if part) + "\n"


def table(one: Table, level: int = 2) -> str:
    """A table with its title; numbers stand on the right."""
    line = "| " + " | ".join(["---", *["---:"] * (len(one.head) - 1)]) + " |"
    rows = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in one.rows]
    return "\n".join([f"{'#' * level} {one.title}", "", "| " + " | ".join(_cell(cell) for cell in one.head) + " |", line, *rows])


def _cell(text: str) -> str:
    """A name may hold anything: upstreams and models are called by people."""
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    for sign in "\\|`*_[#":
        text = text.replace(sign, "\\" + sign)
    return text
