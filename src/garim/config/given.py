"""Whose a settings file is: the user's own, who named it or trusts it, or of whoever put it where it was only found.

    settled(named, folder)    the settings as a command takes them: what was named, else garim.toml of the folder, else the
                              defaults; and what the repository's garim.project.toml adds

A garim.toml that was only found where a command was started may have come with a clone, an archive that was unpacked, or from
another user of the machine, and nothing in it tells: it may add protection and take none, as garim.project.toml may, until the
user says that it is hers. What it says beside that does not hold, and is named to her; it stops nothing. She says so of the
file as it stands: changed by a pull, it is a stranger's again. Only what lies in her own folder for settings (~/.config/garim)
is hers unasked.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec
from platformdirs import user_config_path, user_data_path

from garim.config.project import added, find, offered
from garim.config.reading import read
from garim.config.settings import Settings
from garim.errors import BadSettings
from garim.store.files import read_file, why

NAME = "garim.toml"
HINT = f"read it; if it is yours: `garim trust {NAME}`, or name it with --config"


def settled(named: Path | None, folder: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that hold in a folder.

    Args:
        named: The file that the user named; None looks for one in the folder.
        folder: Where the command was started.
        environment: GARIM_… variables win over the file.

    Returns: The settings; `left` names what a file that was only found says in vain.

    Raises:
        BadSettings: A file that is the user's or the repository's cannot be read or is wrong. Nothing was started. One that
            was only found stops nothing: what it may not say does not hold, and nothing that it names for that is run or opened.
    """
    path, replace = folder / NAME, msgspec.structs.replace
    stranger = named is None and path.exists() and _strangers(path) and not trusted(path)
    if named is None and path.exists() and not stranger:
        out = replace(read(path, environment), found=True)
    else:
        out = read(named, environment)
    project = find(folder)
    out = added(out, project) if project else out
    if stranger:
        out, left = offered(out, path)
        out = replace(out, left=tuple(left))
    return out


def standing(settings: Settings, named: Path | None, folder: Path) -> list[str]:
    """Which settings file is in force, and why another that is there is not; each a sentence.

    Args:
        settings: Of `settled`, with the same:
        named: The file that the user named.
        folder: Where the command was started.
    """
    here, own = folder / NAME, user_config_path("garim", appauthor=False) / NAME
    if named is not None:
        out = [f"{settings.file} is in force: it was named"]
        if here.exists() and here.resolve() != named.resolve():
            out.append(f"{here} is not read: another was named")
    elif settings.file:
        why_it = "you trusted it as it stands" if _strangers(here) else "it lies in your own folder for settings"
        out = [f"{settings.file} is in force: {why_it}"]
    else:
        out = ["no settings file is in force, only the defaults and what GARIM_… variables say"]
        if here.exists():
            why_not = "it was changed since you trusted it" if changed(here) else "it was only found here and not named"
            out += [f"{here} can only add protection: {why_not}", HINT]
        if own.exists() and own.resolve() != here.resolve():
            out.append(f"{own} is not read: name it with --config")
    return out + [f"{one} adds protection" for one in settings.projects if Path(one) != here.resolve()]


def again(settings: Settings, folder: Path) -> Settings:
    """The same settings, read anew; a file that was found is judged anew too.

    Raises:
        BadSettings: As `settled`, or there is nothing to read.
    """
    if not settings.file and not settings.projects:
        raise BadSettings("there is no settings file to read again", hint="start with --config garim.toml")
    return settled(Path(settings.file) if settings.file and not settings.found else None, folder)


def trust(path: Path) -> None:
    """Take a settings file as it stands now for the user's own.

    Raises:
        BadSettings: It cannot be read, or the list of such files cannot be written.
    """
    _write({**_list(), str(path.resolve()): _digest(path)})


def distrust(path: Path) -> bool:
    """Take a file for a stranger's again; whether it was trusted.

    Raises:
        BadSettings: The list cannot be written.
    """
    known = _list()
    was = known.pop(str(path.resolve()), "")
    if was:
        _write(known)
    return bool(was)


def trusted(path: Path) -> bool:
    """Whether the user said of these very bytes in this place that they are hers."""
    try:
        return _list().get(str(path.resolve())) == _digest(path)
    except BadSettings:
        return False


def changed(path: Path) -> bool:
    """Whether the user trusted the file as it was, and it is another since."""
    return str(path.resolve()) in _list() and not trusted(path)


def strange(path: Path) -> bool:
    """Whether a file that is found there may only add protection."""
    return _strangers(path) and not (path.exists() and trusted(path))


def _strangers(path: Path) -> bool:
    """Whether others than the user may have put it there: anywhere but in her own folder for settings."""
    if path.resolve().parent != user_config_path("garim", appauthor=False).resolve():
        return True
    return path.exists() and path.stat().st_uid not in (0, os.getuid())


def _digest(path: Path) -> str:
    try:
        return sha256(read_file(path)).hexdigest()
    except OSError as error:
        raise BadSettings(f"{path} cannot be read: {why(error)}") from None


def _place() -> Path:
    return user_data_path("garim", appauthor=False) / "trusted"


def _list() -> dict[str, str]:
    """Path → SHA-256, as the user left it."""
    try:
        lines = _place().read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return {}
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def _write(known: Mapping[str, str]) -> None:
    path = _place()
    beside = path.with_name(f".trusted.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lines = [f"{digest}  {name}\n" for name, digest in sorted(known.items()) if "\n" not in name]
        beside.touch(mode=0o600)
        beside.write_text("".join(lines), encoding="utf-8", errors="surrogateescape")
        beside.replace(path)
    except OSError as error:
        raise BadSettings(f"the list of trusted settings {path} cannot be written: {error.strerror}") from None
