"""garim hide: text in, text with surrogates out."""

from __future__ import annotations

from typing import Annotated

import orjson
import typer

from garim.cli._common import Config, Input, Lexicons, read_text, screen, write


def command(
    file: Input = "-",
    lexicon: Lexicons = None,
    json: Annotated[bool, typer.Option("--json", help="Print text and findings as JSON.")] = False,
    scope: Annotated[str | None, typer.Option(help="Remember the surrogates under this name, for `garim restore`.")] = None,
    config: Config = None,
) -> None:
    """Hide what identifies the company, its people, customers and systems."""
    text = read_text(file)
    hidden = screen(config, lexicon).hide(text, scope)
    if not json:
        write(hidden.text)
        return
    findings = [{k: v for k, v in found._asdict().items() if k != "slot"} for found in hidden.findings]
    write(orjson.dumps({"text": hidden.text, "findings": findings}).decode() + "\n")
