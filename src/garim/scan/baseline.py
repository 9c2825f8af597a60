"""What was accepted: keyed prints in a file that may be committed. It holds no original and none can be guessed from it.

    {"garim": "baseline 1", "salt": …, "check": …, "accepted": {print: kind, …}}

Prints are HMACs over path, family and value. The key is the company's own, or what `garim scan --print-key` derives from it
for a CI that must not have the master key; a file that another key made is told, never read as if nothing were accepted.
"""

from __future__ import annotations

import hmac
import os
import secrets
import tempfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import orjson

from garim.errors import BadInput, BadSettings
from garim.scan.look import Row

NAME = ".garim-baseline.json"
"""At a repository's root it is read without being named."""
VARIABLE = "GARIM_SCAN_KEY"
"""Environment variable that holds the prints' key, as `--print-key` prints it."""
FORM = "baseline 1"


def print_key(master: bytes, environment: Mapping[str, str] = os.environ) -> bytes:
    """The prints' key: GARIM_SCAN_KEY, or derived from the key that surrogates are made with.

    Raises:
        BadSettings: The variable holds no key.
    """
    given = environment.get(VARIABLE, "")
    if not given:
        return hmac.new(master, b"garim scan prints", sha256).digest()
    try:
        key = bytes.fromhex(given)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise BadSettings(f"{VARIABLE} is not 64 hex digits", hint="garim scan --print-key prints it, where the key is")
    return key


class Baseline:
    """What was accepted in one tree."""

    def __init__(self, key: bytes, salt: bytes, accepted: Mapping[str, str]) -> None:
        self._key, self._salt, self._accepted = key, salt, dict(accepted)

    @classmethod
    def opened(cls, path: Path | None, key: bytes) -> Baseline:
        """Of a file; an empty one where there is none.

        Args:
            path: The file; None reads none.
            key: Of `print_key`.

        Raises:
            BadInput: It is no baseline.
            BadSettings: Another key made it.
        """
        try:
            read = orjson.loads(path.read_bytes()) if path else None
        except FileNotFoundError:
            read = None
        except (OSError, orjson.JSONDecodeError):
            raise BadInput(f"{path} cannot be read as a baseline", hint="a merge may have broken it: take either side") from None
        if read is None:
            return cls(key, secrets.token_bytes(16), {})
        try:
            salt, check, accepted = bytes.fromhex(read["salt"]), str(read["check"]), dict(read["accepted"])
            known = read["garim"] == FORM
        except (KeyError, TypeError, ValueError):
            known = False
        if not known:
            raise BadInput(f"{path} is no baseline", hint="garim scan --accept makes one")
        opened = cls(key, salt, accepted)
        if not hmac.compare_digest(check, opened._check):
            hint = f"set {VARIABLE} to what `garim scan --print-key` prints where it was made, or make it anew"
            raise BadSettings(f"{path} was made with another key", hint=hint)
        return opened

    @property
    def key(self) -> bytes:
        """What the prints of this tree are made with."""
        return hmac.new(self._key, self._salt, sha256).digest()

    @property
    def _check(self) -> str:
        return hmac.new(self.key, b"check", sha256).hexdigest()[:16]

    def knows(self, row: Row) -> bool:
        """Whether a finding was accepted."""
        return row.print in self._accepted

    def accept(self, rows: Iterable[Row]) -> int:
        """Accept findings too; how many are new."""
        before = len(self._accepted)
        self._accepted |= {row.print: row.kind for row in rows}
        return len(self._accepted) - before

    def write(self, path: Path) -> None:
        """Put it down, whole or not at all.

        Raises:
            BadInput: It cannot be written; what was there stands.
        """
        said = {"garim": FORM, "salt": self._salt.hex(), "check": self._check, "accepted": dict(sorted(self._accepted.items()))}
        try:
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(orjson.dumps(said, option=orjson.OPT_INDENT_2) + b"\n")
                Path(name).chmod(0o644)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise BadInput(f"{path}: {error.strerror}") from None
