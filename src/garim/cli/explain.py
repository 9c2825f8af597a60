"""garim explain: every finding with its reason."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from garim.cli._common import Config, Input, Lexicons, read_text, screen
from garim.text.visible import visible


def command(
    file: Input = "-",
    lexicon: Lexicons = None,
    left: Annotated[bool, typer.Option("--left/--no-left", help="Tell also what was looked at and left.")] = True,
    config: Config = None,
) -> None:
    """Show what is hidden, as what, and why; and what was looked at and left."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from garim.detect.explain import left as look_left

    text = read_text(file)
    opened = screen(config, lexicon)
    hidden = opened.hide(text)
    console = Console(soft_wrap=True, highlight=False, width=None if sys.stdout.isatty() else 160)
    marked = Text("".join(c if c in "\n\t" or visible(c) == c else "\ufffd" for c in text))  # offsets stay
    table = Table(box=None, pad_edge=False)
    for column in ("line", "kind", "original", "surrogate", "why"):
        table.add_column(column)
    for found in hidden.findings:
        marked.stylize("bold red", found.start, found.end)
        line = text.count("\n", 0, found.start) + 1
        table.add_row(str(line), found.kind, Text(visible(text[found.start : found.end])), Text(found.surrogate), Text(found.why))
    if console.is_terminal:
        console.print(marked)
        console.print()
    console.print(table)
    console.print(f"{len(hidden.findings)} hidden in {len(text)} characters")
    if hidden.legend:
        console.print("leaves with it:", Text(hidden.legend))
    if left:
        screening = opened.screening
        for start, end, why in look_left(text, screening.detector.scan(text), screening.taken):
            console.print(f"left: line {text.count(chr(10), 0, start) + 1}", Text(visible(text[start:end])), f"({why})")
