"""The master key: from GARIM_KEY, else from a key file that is made on first use and that only its owner may read."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from garim.errors import BadSettings

SIZE = 32
"""Bytes of a master key."""


def master_key(path: Path, environment: Mapping[str, str] = os.environ) -> bytes:
    """The master key.

    Args:
        path: The key file, used where GARIM_KEY is not set; made, with its folder, where it is not there.
        environment: GARIM_KEY holds 32 bytes as 64 hex digits or as base64.

    Raises:
        BadSettings: The key is no key, the file may be read by others or cannot be read or made. Nothing was changed.
    """
    given = environment.get("GARIM_KEY", "")
    if given:
        return _decode(given.strip(), "GARIM_KEY")
    try:
        found = path.read_text(encoding="ascii")
    except FileNotFoundError:
        return _make(path)
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"the key file {path} cannot be read: {type(error).__name__}") from None
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise BadSettings(f"the key file {path} may be read by others", hint=f"chmod 600 {path}")
    return _decode(found.strip(), f"the key file {path}")


def _decode(text: str, where: str) -> bytes:
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


def _make(path: Path) -> bytes:
    """Make the file; where another process made it in the same moment, use that one's."""
    key = secrets.token_bytes(SIZE)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            # A link, unlike a rename, never replaces: of two processes that start together one wins, whole.
            os.link(draft, path)
        except FileExistsError:
            return _decode(path.read_text(encoding="ascii").strip(), f"the key file {path}")
        finally:
            draft.unlink()
    except OSError as error:
        raise BadSettings(
            f"the key file {path} cannot be made: {error.strerror}",
            hint="set GARIM_KEY, or [screen] key_file to a path that can be written",
        ) from None
    return key
