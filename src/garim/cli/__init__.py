"""The command line: one file a command, found, not listed. `main` is the door.

Exit codes: 0 done, 1 found or failed check, 2 bad input or settings, 3 refused (nothing left), 4 restored, but not all of it
byte for byte.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
import sys
from typing import Annotated

import typer

from garim.cli._said import language
from garim.errors import BadInput, BadSettings, GarimError, Refused
from garim.text.visible import visible


def commands() -> list[str]:
    """The names of all commands: the files of this folder."""
    return sorted(m.name.rstrip("_") for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))


def build(only: str | None = None) -> typer.Typer:
    """The command-line application.

    Args:
        only: Import just this command: an import costs, and most runs need one; "" none of them.
    """
    app = typer.Typer(
        help="Garim (가림): ask outside AI models without showing them your company.",
        no_args_is_help=True,
        invoke_without_command=True,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    app.callback()(_asked)
    for name in commands():
        if only in (None, name):
            module = importlib.import_module(f"garim.cli.{name}")
            if hasattr(module, "app"):
                app.add_typer(module.app, name=name)
            else:
                app.command(name, context_settings=getattr(module, "CONTEXT", None))(module.command)
    return app


def _asked(version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False) -> None:
    if version:
        from importlib.metadata import version as installed

        print(f"garim {installed('garim')}")
        raise typer.Exit


def _told(text: str) -> str:
    """As the terminal's language has it; the catalogue is loaded where it is needed."""
    if language("") != "ko":
        return text
    from garim.cli._korean import told

    return told(text)


def main() -> None:
    """Run the command in `sys.argv`; every failure is one line with what to do, never a traceback."""
    gc.set_threshold(500_000, 20, 100)  # what a start loads stays: to walk it takes a tenth of the time; see _common.screen
    asked = sys.argv[1] if len(sys.argv) > 1 else None
    try:
        app = build("" if asked == "--version" else asked if asked in commands() else None)
        if language("") == "ko":
            from garim.cli._korean import command_in_korean

            command_in_korean(typer.main.get_command(app))()
        else:
            app()
    except GarimError as error:
        # A message may name a file or a title of anybody's: a terminal must not act on it.
        print(visible(_told(f"garim: {error.message}" + (f"\n  {error.hint}" if error.hint else ""))), file=sys.stderr)
        sys.exit(2 if isinstance(error, BadInput | BadSettings) else 3 if isinstance(error, Refused) else 1)
    except KeyboardInterrupt:
        print(_told("garim: interrupted; what was finished is kept"), file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
