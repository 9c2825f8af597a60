"""garim setup: a client's own configuration with Garim in it, and the way back, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from garim.cli._common import Config, settings, tell
from garim.cli._korean import told
from garim.clients import Edit, Place, all_clients, client
from garim.errors import BadInput

BACKUP = ".before-garim"
"""Behind the name of a file that was there before."""
NOTE = ".garim-setup"
"""Behind the name of a file that we wrote: a note of what was written."""


def command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="claude, codex, opencode, aider …; nothing lists them.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take it back: the file is as it was, byte for byte.")] = False,
    url: Annotated[str, typer.Option(help="Garim's address; \\[gateway] bind if absent.")] = "",
    config: Config = None,
) -> None:
    """Write Garim's address into a client's own configuration, a copy of the old file beside it; --undo takes it back.

    `garim run NAME` does the same for one session and writes nothing.
    """
    if not name:
        for one in all_clients().values():
            tell(f"{one.name:10} {one.title:14} " + (", ".join(f"~/{edit.path}" for edit in one.edits) or told(one.by_hand)))
        return
    chosen = client(name)
    if not chosen.edits:
        raise BadInput(f"{chosen.title} is not set up from here", hint=chosen.by_hand)
    files = [_target(edit) for edit in chosen.edits]
    if undo:
        for path in files:
            _undo(path)
            tell(f"{path} is as it was before")
        return
    if url and urlsplit(url).scheme not in ("http", "https") or url and not urlsplit(url).hostname:
        raise BadInput(f"--url {url} is no address of a gateway", hint="as in http://127.0.0.1:8787")
    settled = settings(config)
    asked = [one for one in settled.upstreams if one.protocol in chosen.protocols]
    place = Place(
        url.rstrip("/") or f"http://{settled.gateway.bind}", own_key=not asked or any(one.key == "client" for one in asked)
    )
    # All are worked out before the first is written.
    ready = [(path, _fresh(path, edit, place)) for path, edit in zip(files, chosen.edits, strict=True)]
    for path, text in ready:
        _write(path, text)
        tell(f"{path} names {place.url}; take it back with: garim setup {name} --undo")
    if not asked:
        tell("garim.toml names no upstream for it yet:")
        for vendor, home in chosen.homes.items():
            tell(f'[[upstream]]\nname = "{vendor}"\nurl = "{home}"\nprotocol = "{vendor}"\nkey = "client"')
    tell("start the gateway with: garim serve")


def _target(edit: Edit) -> Path:
    variable, below = edit.folder_env
    folder = os.environ.get(variable) if variable else None
    path = Path(folder) / below if folder else Path.home() / edit.path
    return path.resolve()  # a link is followed, so that it stays one


def _beside(path: Path, behind: str) -> Path:
    return path.with_name(path.name + behind)


def _note(path: Path) -> dict[str, Any] | None:
    try:
        read: dict[str, Any] = json.loads(_beside(path, NOTE).read_text(encoding="utf-8"))
        return read
    except FileNotFoundError:
        return None


def _before(path: Path) -> bytes | None:
    """The file as it was before Garim; None where it was not there.

    Raises:
        BadInput: It was edited since Garim wrote it.
    """
    note = _note(path)
    if note is None:
        return path.read_bytes() if path.exists() else None
    now = sha256(path.read_bytes()).hexdigest() if path.exists() else ""
    if now != note["wrote"]:
        copy = _beside(path, BACKUP)
        back = f"cp {copy} {path}" if note["was"] else f"rm {path}"
        hint = f"keep your edits and take Garim's lines out by hand, or go back with: {back}; then rm {_beside(path, NOTE)}"
        raise BadInput(f"{path} was edited since Garim wrote it; nothing was changed", hint=hint)
    return _beside(path, BACKUP).read_bytes() if note["was"] else None


def _fresh(path: Path, edit: Edit, place: Place) -> str:
    try:
        before = _before(path)
        return edit.write((before or b"").decode("utf-8"), place)
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8; nothing was changed") from None
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}; nothing was changed") from None
    except BadInput as error:
        raise BadInput(f"{path}: {error.message}".replace(f"{path}: {path}", str(path)), hint=error.hint) from None


def _write(path: Path, text: str) -> None:
    """The copy first, the note second, the file last: whatever breaks off, the old bytes are there."""
    data = text.encode()
    try:
        before, noted = _before(path), _note(path)
        made = [str(folder) for folder in (path.parent, *path.parent.parents) if not folder.exists()]
        made = [*made, *(noted or {}).get("made", ())]
        path.parent.mkdir(parents=True, exist_ok=True)
        if before is not None and noted is None:
            shutil.copy2(path, _beside(path, BACKUP))
        note = json.dumps({"wrote": sha256(data).hexdigest(), "was": before is not None, "made": made})
        fresh = _beside(path, ".garim-new")
        fresh.touch(mode=0o600)
        fresh.write_bytes(data)
        if path.exists():
            shutil.copymode(path, fresh)
        _beside(path, NOTE).write_text(note, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None


def _undo(path: Path) -> None:
    note = _note(path)
    if note is None:
        raise BadInput(f"{path} was not written by Garim", hint="there is nothing to take back")
    was = _before(path)
    try:
        if was is None:
            path.unlink()
        else:
            _beside(path, BACKUP).replace(path)
        _beside(path, NOTE).unlink()
        for folder in note.get("made", ()):  # the innermost first
            if any(Path(folder).iterdir()):
                break  # somebody else's by now
            Path(folder).rmdir()
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None
