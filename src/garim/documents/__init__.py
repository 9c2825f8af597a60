"""Text of files. ONE FILE = ONE FORMAT: a module with `ENDINGS` and `read(data) -> str` is found here.

Text only: macros never run, pictures and embedded objects are left out, nothing is written to disk. A file is what its
bytes are, whatever its name says. Packed formats are not unpacked beyond MOST.

    from garim.documents import text_of
    text_of(data, "minutes.docx")
"""

from __future__ import annotations

import pkgutil
import zipfile
from functools import cache
from importlib import import_module
from io import BytesIO
from typing import Protocol

from garim.errors import BadInput, GarimError, TooLarge, Unsupported

MOST = 200 * 1024 * 1024
"""Bytes that a packed file may unpack to."""
MOST_TEXT = 8_000_000
"""Characters of a file's text."""
PICTURES = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"\0\0\0\x0cjP": "jpeg 2000",
}


class Reader(Protocol):
    """A module that reads one format."""

    ENDINGS: tuple[str, ...]
    """Of names, for messages."""

    def fits(self, data: bytes) -> bool:
        """Whether the bytes are of this format."""

    def read(self, data: bytes) -> str:
        """The text."""


@cache
def readers() -> dict[str, Reader]:
    """Name → reader; plain text is asked last."""
    names = sorted((m.name for m in pkgutil.iter_modules(__path__)), key=lambda name: name == "plain")
    return {name: import_module(f"{__name__}.{name}") for name in names}


def text_of(data: bytes, name: str) -> str:
    """The text of a file.

    Args:
        data: All of it.
        name: For messages only.

    Raises:
        Unsupported: A picture, sound, program or another format that nothing reads; or its reader is not installed.
        TooLarge: It holds more than may be read.
        BadInput: It is damaged, or is locked with a password.
    """
    if is_picture(data):
        raise Unsupported("this is a picture: words in it cannot be hidden", hint="type or paste its text")
    for kind, reader in readers().items():
        if reader.fits(data):
            return _checked(kind, reader, data)
    raise Unsupported("this kind of file cannot be read", hint="text, code, CSV, logs, " + ", ".join(endings()))


def endings() -> list[str]:
    """What can be read beside plain text."""
    return [ending for name, reader in readers().items() if name != "plain" for ending in reader.ENDINGS]


def picture_type(data: bytes) -> str:
    """The media type of a picture that models read (PNG, JPEG, GIF, WebP); "" for all else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    kind = next((kind for sign, kind in PICTURES.items() if data.startswith(sign)), "")
    return f"image/{kind}" if kind in ("png", "jpeg", "gif") else ""


def is_picture(data: bytes) -> bool:
    """Whether the bytes are a picture's."""
    riff = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return riff or data.startswith(tuple(PICTURES)) or data[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1")


def _checked(kind: str, reader: Reader, data: bytes) -> str:
    try:
        text = reader.read(data)
    except GarimError:
        raise
    except ImportError:
        raise Unsupported(f"{kind} files need a reader", hint="pip install 'garim[documents]'") from None
    except Exception as error:
        # Readers fail in many ways on damaged files, and their messages may quote them.
        raise BadInput(f"this {kind} file cannot be read ({type(error).__name__})", hint="is it damaged or locked?") from None
    if len(text) > MOST_TEXT:
        raise TooLarge(f"its text is over {MOST_TEXT} characters", hint="split it")
    if not text.strip():
        raise BadInput(f"this {kind} file holds no text", hint="a scan is a picture: type or paste its text")
    return text


def is_zip_with(data: bytes, member: str) -> bool:
    """Whether the bytes are a zip file with such a member."""
    if data[:4] != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return any(name == member or name.startswith(member) for name in packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def unpacked_size_is_sane(data: bytes) -> None:
    """Refuse a zip file that unpacks to more than MOST.

    Raises:
        TooLarge: It does.
    """
    with zipfile.ZipFile(BytesIO(data)) as packed:
        if sum(info.file_size for info in packed.infolist()) > MOST:
            raise TooLarge(f"it unpacks to over {MOST} bytes")
