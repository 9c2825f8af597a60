"""garim explain: every finding with its reason."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from garim.cli._common import Config, Input, Lexicons, read_text, screen
from garim.cli._said import language, reason
from garim.text.visible import visible

SAID = {
    "en": (
        ("line", "kind", "original", "surrogate", "why"),
        "{n} hidden in {size} characters",
        "leaves with it:",
        "left: line {line}",
    ),
    "ko": (
        ("줄", "종류", "원본", "대체어", "이유"),
        "{size}자에서 {n}곳을 가렸습니다",
        "함께 전송되는 용어 설명:",
        "그대로 둔 곳: {line}번째 줄",
    ),
}
"""Columns of the table, what follows it."""
LEFT = {
    "hidden elsewhere; here it is the ordinary word": "다른 곳에서는 가렸지만 여기서는 일반 단어입니다",
    "a word of the lexicon, but nothing here says that it is meant": "사내 용어지만 여기서 그 뜻으로 쓰였다는 근거가 없습니다",
    "a public code": "공개된 코드입니다",
    "a public host": "공개된 호스트입니다",
}
"""Why something was left, in Korean."""


def command(
    file: Input = "-",
    lexicon: Lexicons = None,
    left: Annotated[bool, typer.Option("--left/--no-left", help="Tell also what was looked at and left.")] = True,
    lang: Annotated[str, typer.Option(help="ko | en; that of the terminal if absent.")] = "",
    config: Config = None,
) -> None:
    """Show what is hidden, as what, and why; and what was looked at and left."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from garim.detect.explain import left as look_left

    spoken = language(lang)
    columns, counted, beside, stayed = SAID[spoken]
    text = read_text(file)
    opened = screen(config, lexicon)
    hidden = opened.hide(text)
    console = Console(soft_wrap=True, highlight=False, width=None if sys.stdout.isatty() else 160)
    marked = Text("".join(c if c in "\n\t" or visible(c) == c else "\ufffd" for c in text))  # offsets stay
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column)
    for found in hidden.findings:
        marked.stylize("bold red", found.start, found.end)
        line = text.count("\n", 0, found.start) + 1
        why = reason(found.kind, found.why, spoken)
        table.add_row(str(line), found.kind, Text(visible(text[found.start : found.end])), Text(found.surrogate), Text(why))
    if console.is_terminal:
        console.print(marked)
        console.print()
    console.print(table)
    console.print(counted.format(n=len(hidden.findings), size=len(text)))
    if hidden.legend:
        console.print(beside, Text(hidden.legend))
    if left:
        screening = opened.screening
        for start, end, why in look_left(text, screening.detector.scan(text), screening.taken):
            told = LEFT.get(why, why) if spoken == "ko" else why
            console.print(stayed.format(line=text.count("\n", 0, start) + 1), Text(visible(text[start:end])), f"({told})")
