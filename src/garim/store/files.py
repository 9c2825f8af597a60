"""Files that somebody names: read only where they are files. A pipe that nobody writes into, a terminal, a device without an
end would be waited for without end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


class NoFile(OSError):
    """What is named is there and is no file."""


def read_file(path: Path) -> bytes:
    """All of a file's bytes; of the null device none.

    Args:
        path: Of a file, or a link to one.

    Raises:
        OSError: It cannot be read, or is a folder, a pipe, a socket, a device; `strerror` says which.
    """
    # Without O_NONBLOCK opening a pipe waits for somebody who writes into it; of files it says nothing.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    there = os.fstat(handle)
    if stat.S_ISREG(there.st_mode):
        with os.fdopen(handle, "rb") as file:
            return file.read()
    os.close(handle)
    if stat.S_ISCHR(there.st_mode) and there.st_rdev == os.stat(os.devnull).st_rdev:
        return b""
    raise NoFile(errno.EINVAL, f"it is {_what(there.st_mode)}, no file", str(path))


def must_be_file(path: Path) -> None:
    """See that what is there, if anything, is a file. Raises: as `read_file`, where it is none."""
    mode = path.stat().st_mode if path.exists() else stat.S_IFREG
    if not stat.S_ISREG(mode):
        raise NoFile(errno.EINVAL, f"it is {_what(mode)}, no file", str(path))


def why(error: OSError | UnicodeDecodeError) -> str:
    """Why a file cannot be read, in words that name no content."""
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else f"byte {error.start} is not UTF-8"


def _what(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    return next((name for holds, name in kinds if holds(mode)), "a device")
