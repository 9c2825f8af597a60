"""What the command line says, in Korean where the terminal speaks it: a catalogue beside it, found by how the English reads.

Errors are raised by rooms that know of no language; so a message is held against the catalogue's lines when it is printed, and
what a line leaves open is itself looked up where it is a sentence. A message that is not there stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

from garim.cli._said import language

HOLE = "{}"
_HOLES = re.compile(r"\{(\d?)\}")
_PREFIX = "garim: "


@cache
def catalogue() -> dict[str, str]:
    """English → Korean, as the catalogue has them; a paragraph of help is one line."""
    text = (resources.files("garim.cli") / "ko.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {english.strip(): korean.strip() for english, korean in zip(lines[::2], lines[1::2], strict=True)}


@cache
def _forms() -> list[tuple[re.Pattern[str], str, str]]:
    """Those that leave something open, the most particular first: (form, how it begins, Korean)."""
    open_ = sorted((one for one in catalogue() if HOLE in one), key=lambda one: -len(one.replace(HOLE, "")))
    return [(re.compile(_form(one), re.DOTALL), one.partition(HOLE)[0], catalogue()[one]) for one in open_]


def _form(line: str) -> str:
    form = "(.*?)".join(map(re.escape, line.split(HOLE)))
    # Where a message begins with a name, the name has no colon in it: `file:3: an empty term` is told of the term.
    return form.replace("(.*?)", "((?:(?!: ).)+?)", 1) if line.startswith(HOLE) else form


def korean(text: str) -> str:
    """A message in Korean; as it is where the catalogue has none.

    Args:
        text: One message, without a line's end.
    """
    known = catalogue().get(text)
    if known is not None:
        return known
    for form, begins, said in _forms():
        if text.startswith(begins) and (found := form.fullmatch(text)):
            # A lone word is a name more often than a message.
            return _filled(said, [korean(piece) if " " in piece else piece for piece in found.groups()])
    return text


def _filled(said: str, pieces: list[str]) -> str:
    order = iter(range(len(pieces)))
    return _HOLES.sub(lambda hole: pieces[int(hole[1] or next(order))], said)


def padded(text: str, width: int) -> str:
    """A message as the terminal's language has it, in a column: a Korean letter is two wide."""
    said = told(text)
    return said + " " * (width - len(said) - sum("가" <= c <= "힣" for c in said))


def told(text: str) -> str:
    """A message as the terminal's language has it, line by line; what stands before and behind stays."""
    return "\n".join(map(_line, text.split("\n"))) if language("") == "ko" else text


def _line(line: str) -> str:
    text = line.strip()
    before = _PREFIX if text.startswith(_PREFIX) else ""
    said = before + korean(text.removeprefix(before))
    return line.replace(text, said, 1) if text else line


def paragraphs(text: str) -> str:
    """Help of several paragraphs, each looked up as one line."""
    return "\n\n".join(_help(part) for part in text.split("\n\n"))


def _help(text: str) -> str:
    line = " ".join(text.split())
    return korean(line) if line.startswith("Known: ") else catalogue().get(line, line)


def command_in_korean(command: Any) -> Any:
    """A command and those below it with Korean help, and usage errors as all others are told.

    Args:
        command: As `typer.main.get_command` makes it; changed in place.
    """
    from rich.text import Text
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE, rich_utils.OPTIONS_PANEL_TITLE = "인자", "옵션"
    rich_utils.COMMANDS_PANEL_TITLE, rich_utils.DEFAULT_STRING = "명령", "[기본값: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[필수]"
    rich_utils.rich_format_error = _usage_error  # type: ignore[assignment]
    Text.rstrip_end = _rstrip_end  # type: ignore[method-assign,assignment]
    _translate(command)
    return command


def _rstrip_end(text: Any, size: int) -> None:
    """As rich's own, by columns and not by letters: with the blank at a Korean line's end left, the last word was cut off."""
    excess = text.cell_len - size
    if excess > 0:
        text.right_crop(min(len(text.plain) - len(text.plain.rstrip()), excess))


def _translate(command: Any) -> None:
    command.help = paragraphs(command.help) if command.help else command.help
    command.format_usage = _usage(command)
    for one in command.params:
        if getattr(one, "help", None):
            one.help = _help(one.help)
    asked = command.get_help_option

    def help_option(context: Any) -> Any:
        option = asked(context)
        if option is not None:
            option.help = "도움말을 보여 줍니다."
        return option

    command.get_help_option = help_option
    for below in getattr(command, "commands", {}).values():
        _translate(below)


def _usage(command: Any) -> Callable[[Any, Any], None]:
    def write(context: Any, formatter: Any) -> None:
        formatter.write_usage(context.command_path, " ".join(command.collect_usage_pieces(context)), prefix="사용법: ")

    return write


def _usage_error(error: Any) -> None:
    import sys

    from garim.text.visible import visible

    if type(error).__name__ == "NoArgsIsHelpError":
        return
    context = getattr(error, "ctx", None)
    where = f"\n  {context.command_path} -h로 사용법을 볼 수 있습니다" if context is not None else ""
    print(visible(_PREFIX + korean(error.format_message()) + where), file=sys.stderr)
