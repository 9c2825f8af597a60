"""What a record of a kind begins with: ONE FILE = ONE TEMPLATE, `<kind>.<language>.md`, found and not listed.

`{year}` and `{date}` become those of the day. A template of one's own is a record of kind `template`, by its title.
"""

from __future__ import annotations

from datetime import date
from importlib.resources import files

_FOLDER = files(__name__)
BUILT_IN = tuple(sorted({entry.name.split(".")[0] for entry in _FOLDER.iterdir() if entry.name.endswith(".md")}))
"""Kinds that come with Garim."""
KIN = {"decision": ("decision", "departure"), "departure": ("departure", "decision")}
"""Kinds whose earlier records stand beside a new one, where that is more than its own: to leave is a decision too."""
AGAIN = {"retrospective": (1, 0), "departure": (1, 0), "decision": (0, 6)}
"""Kind → the years and months after which it is looked at again."""


def template(kind: str, lang: str, today: date) -> str:
    """The text that a kind begins with; "" for one that has no template.

    Args:
        kind: One of BUILT_IN.
        lang: ko | en.
        today: The day that stands in it.
    """
    return filled(_FOLDER.joinpath(f"{kind}.{lang}.md").read_text(encoding="utf-8"), today) if kind in BUILT_IN else ""


def filled(text: str, today: date) -> str:
    """A template with the day in it."""
    return text.replace("{year}", str(today.year)).replace("{date}", today.isoformat())


def again(kind: str, today: date) -> str:
    """The day on which a record that is begun today is looked at again; "" for none."""
    years, months = AGAIN.get(kind, (0, 0))
    if not years and not months:
        return ""
    month = today.month - 1 + months
    year, month = today.year + years + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    return date(year, month, min(today.day, last)).isoformat()
