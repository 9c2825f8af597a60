"""garim trust: say of a garim.toml that was only found that it is your own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

import typer

from garim.cli._common import tell
from garim.errors import BadSettings
from garim.store.files import read_file


def command(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="garim.toml of this folder if absent.")] = Path("garim.toml"),
    undo: Annotated[bool, typer.Option("--undo", help="Take it for a stranger's again.")] = False,
) -> None:
    """Take a garim.toml for your own, as it stands now; changed, it must be trusted again.

    Until then one that is only found can only add protection: it may have come with a repository or an archive, and whoever made
    that is not who keeps your settings. One that you name with --config is yours.
    """
    from garim.config.given import distrust, trust
    from garim.config.reading import read

    if undo:
        was = distrust(file)
        tell(f"{file} can only add protection" + ("" if was else "; it was not trusted"))
        return
    read(file)
    trust(file)
    tell(f"{file} is yours as it stands now; it sets {_said(file)}")


def _said(file: Path) -> str:
    """The names of what it sets: whoever trusts it shall see what."""
    try:
        data = tomllib.loads(read_file(file).decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadSettings(f"{file} cannot be read: {type(error).__name__}") from None
    said = []
    for name, value in data.items():
        if isinstance(value, dict):
            said.append(f"[{name}] {', '.join(value)}")
        else:
            said.append(f"[[{name}]]" + (f" × {len(value)}" if isinstance(value, list) else ""))
    return "; ".join(said) or "nothing"
