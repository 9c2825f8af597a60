"""The master key: from GARIM_KEY, a command (a KMS or a vault), or a key file that is made on first use and that only its
owner may read.

All three hold the same text: 32 bytes as 64 hex digits or as base64, and after a rotation ` mint=…` behind them: the key
that surrogates are made with, which stays, so that what has left stays as it left.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from garim.errors import BadSettings
from garim.store.files import read_file, why

SIZE = 32
"""Bytes of a master key."""


class Keys(NamedTuple):
    """What a company's secrets come down to."""

    master: bytes
    """Wraps the keys that the store seals with."""
    mint: bytes
    """Makes surrogates; the same as `master` until that is rotated."""

    def __repr__(self) -> str:
        return "Keys()"

    @property
    def text(self) -> str:
        """As a key file holds them."""
        return self.master.hex() + (f" mint={self.mint.hex()}" if self.mint != self.master else "") + "\n"


def open_keys(path: Path, environment: Mapping[str, str] = os.environ, *, command: Sequence[str] = (), make: bool = True) -> Keys:
    """The keys.

    Args:
        path: The key file, used where neither GARIM_KEY nor a command is set; made, with its folder, where it is not there.
        environment: GARIM_KEY holds the key.
        command: A program with its arguments whose output is the key.
        make: False refuses where the key file is not there: something exists already that it opens.

    Raises:
        BadSettings: The key is no key, the file may be read by others or cannot be read or made, the command fails.
            Nothing was changed.
    """
    given = environment.get("GARIM_KEY", "")
    if given:
        return _decode(given, "GARIM_KEY")
    if command:
        return _decode(_run(command), "the output of [screen] key_command")
    try:
        found = read_file(path).decode("ascii")
    except FileNotFoundError:
        if not make:
            raise BadSettings(
                f"the key file {path} is gone, and there is a store that it opens", hint="bring the key file back from its backup"
            ) from None
        return _make(path)
    except (OSError, UnicodeDecodeError) as error:
        told = why(error) if isinstance(error, OSError) else "it is no text"
        raise BadSettings(f"the key file {path} cannot be read: {told}") from None
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise BadSettings(f"the key file {path} may be read by others", hint=f"chmod 600 {path}")
    return _decode(found, f"the key file {path}")


def replace_file(path: Path, keys: Keys) -> None:
    """Put other keys into a key file, whole or not at all.

    Raises:
        BadSettings: It cannot be written; the old ones stand.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        _write(draft, keys.text)
        draft.replace(path)
    except OSError as error:
        raise BadSettings(f"the key file {path} cannot be written: {error.strerror}") from None


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(list(command), capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BadSettings(f"[screen] key_command does not run: {type(error).__name__}") from None
    if done.returncode:
        raise BadSettings(f"[screen] key_command ended with code {done.returncode}", hint="run it by hand to see why")
    return done.stdout.decode("ascii", "replace")


def _decode(text: str, where: str) -> Keys:
    main, _, rest = text.strip().partition(" ")
    master = _bytes(main, where)
    if not rest:
        return Keys(master, master)
    name, _, mint = rest.strip().partition("=")
    return Keys(master, _bytes(mint if name == "mint" else "", where))


def _bytes(text: str, where: str) -> bytes:
    try:
        if len(text) == 2 * SIZE:
            key = bytes.fromhex(text)
        else:
            key = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != SIZE:
        raise BadSettings(
            f"{where} is not a key of {SIZE} bytes",
            hint='make one: python3 -c "import secrets; print(secrets.token_hex(32))"',
        )
    return key


def _write(draft: Path, text: str) -> None:
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _make(path: Path) -> Keys:
    """Make the file; where another process made it in the same moment, use that one's."""
    key = secrets.token_bytes(SIZE)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(draft, key.hex() + "\n")
        try:
            # A link, unlike a rename, never replaces: of two processes that start together one wins, whole.
            os.link(draft, path)
        except FileExistsError:
            return _decode(read_file(path).decode("ascii", "replace"), f"the key file {path}")
        finally:
            draft.unlink()
    except OSError as error:
        raise BadSettings(
            f"the key file {path} cannot be made: {error.strerror}",
            hint="set GARIM_KEY, or [screen] key_file to a path that can be written",
        ) from None
    return Keys(key, key)
