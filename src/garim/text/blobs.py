"""What is encoded as a whole: base64 (also URL-safe, over lines, of UTF-16, of gzip and zlib) and hex, and how each is written.

Forms: base64 base64le base64be gzip zlib (both in base64) hex.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import garim.late as re
from garim.errors import TooLarge


class Blob(NamedTuple):
    """A piece of a text that is encoded as a whole, and what it says."""

    start: int
    end: int
    form: str
    plain: str


BLOB_MIN = 12
"""Characters: the base64 of a Hangul name of three syllables, or the hex of two."""
_BLOB_MASK = bytes(97 if chr(i).isascii() and (chr(i).isalnum() or chr(i) in "+/_-") else 32 for i in range(256))
_RUN = b"a" * BLOB_MIN
HEX = re.compile(r"(?:[0-9a-f]{2}){6,}|(?:[0-9A-F]{2}){6,}")
PACKED = {b"\x1f\x8b": "gzip", b"\x78\x01": "zlib", b"\x78\x5e": "zlib", b"\x78\x9c": "zlib", b"\x78\xda": "zlib"}
"""First two bytes → how a blob is compressed (RFC 1952, RFC 1950)."""
UNPACKED_MAX = 1_000_000
"""Bytes to which the compressed blobs of a text may grow, all together."""
_PACKED_HEADS = ("H4", "eA", "eF", "eJ", "eN")
"""How base64 begins of what is compressed."""
STEP = 65_536
"""Bytes of it that are unpacked at a time."""
TRIES = 8
"""Places of a run of lines from which it is read as one."""
PROBE = 96
"""Characters of a blob that are decoded first, to tell text from an image at once."""


class Room:
    """How much what is compressed may still grow to."""

    __slots__ = ("left",)

    def __init__(self, left: int = UNPACKED_MAX) -> None:
        """So many bytes."""
        self.left = left

    def take(self, size: int) -> None:
        """Use some of it.

        Raises:
            TooLarge: There is not so much left. Nothing of the text was looked at.
        """
        self.left -= size
        if self.left < 0:
            raise TooLarge(
                "what is compressed in base64 grows to more than is read; nothing left",
                hint="send the text itself, or in smaller parts",
            )


def blobs(text: str, room: Room | None = None) -> Iterator[Blob]:
    """Base64 (also URL-safe, also over several lines) and hex in a text that decode to printable text.

    Promises: work in proportion to the text and to what it grows to. Of lines that could go on with each other a run is read
    from TRIES places at most, and line by line otherwise.

    Args:
        text: Any.
        room: What compressed blobs may grow to, all together; what they grew to is taken from it.
    """
    room = room or Room()
    mask = text.encode("ascii", "replace").translate(_BLOB_MASK)
    at = mask.find(_RUN)
    while at >= 0:
        lines = _lines(text, mask, at)
        last, tries, first = len(lines) - 1, TRIES, 0
        # A line that is not as long as the others may begin a run of its own.
        while first < last or first == last and (first == 0 or _width(lines[first]) == _width(lines[0])):
            start = lines[first][0]
            stops = [stop for stop in (last, last - 1) if stop > first and _may_say(text, start, lines[stop][1], tries > 0)]
            tries -= any(lines[stop][1] - start > PROBE for stop in stops)
            # The line below may be no part of it: fewer lines are tried too, the whole first.
            for stop in (*stops, first):
                if blob := _blob(text, start, lines[stop][1], room):
                    yield blob
                    first = stop
                    break
            first += 1
        at = mask.find(_RUN, lines[first][0] if first <= last else lines[last][1])


def _lines(text: str, mask: bytes, at: int) -> list[tuple[int, int]]:
    """The lines that may go on with each other from a place: all as long as the first, but for the last."""
    lines = [(at, _run_end(mask, at))]
    while _width(lines[-1]) == _width(lines[0]) and (at := _next_line(text, lines[-1][1])) and at < len(mask) and mask[at] == 97:
        lines.append((at, _run_end(mask, at)))
    return lines


def _width(line: tuple[int, int]) -> int:
    return line[1] - line[0]


def _may_say(text: str, start: int, end: int, long: bool) -> bool:
    """Whether several lines may be one text by their first characters; few characters always, many where `long` ones may."""
    if end - start <= PROBE:
        return True
    bare = text[start : min(end, start + 2 * PROBE)].replace("\r", "").replace("\n", "")[:PROBE]
    data = binascii.a2b_base64(bare[: len(bare) // 4 * 4].translate(URLSAFE)) if long else b""
    return data[:2] in PACKED or _any_form(data, cut=True)[1] != ""


def _blob(text: str, start: int, end: int, room: Room) -> Blob | None:
    """The blob from a place to where its padding ends; None where it says nothing."""
    while text[end : end + 1] == "=":
        end += 1
    begin = start + _marked(text, start, end)
    raw = text[begin:end]
    lately = len(raw) <= PROBE and not raw.startswith(_PACKED_HEADS)
    form, plain = _said_lately(raw) if lately else _said(raw, room)
    return Blob(begin, end, form, plain) if plain else None


def _marked(text: str, start: int, end: int) -> int:
    """Characters of a run that say it is hexadecimal: 0x as databases dump, x behind a backslash as PostgreSQL does."""
    size = 2 if text.startswith(("0x", "0X"), start) else int(text.startswith("\\x", start - 1) if start else 0)
    return size if size and HEX.fullmatch(text, start + size, end) else 0


@lru_cache(maxsize=4096)
def _said_lately(raw: str) -> tuple[str, str]:
    return _said(raw, Room())  # code and logs repeat their long words


def _said(raw: str, room: Room) -> tuple[str, str]:
    """The form of a run and what it says; "" for nothing."""
    if raw.isalpha() and (raw.islower() or raw.isupper() or len(raw) % 4) or raw.isdigit():
        return "", ""
    if HEX.fullmatch(raw):
        return "hex", _readable(bytes.fromhex(raw))
    return _unbase64(raw, room)


def _run_end(mask: bytes, at: int) -> int:
    end = mask.find(b" ", at)
    return len(mask) if end < 0 else end


def _next_line(text: str, at: int) -> int:
    """Where the next line starts, if this one ends at `at`; else 0."""
    if text.startswith("\n", at):
        return at + 1
    return at + 2 if text.startswith("\r\n", at) else 0


def _unbase64(raw: str, room: Room) -> tuple[str, str]:
    """The form of a run of base64 and what it says, in UTF-8 or UTF-16, compressed or not."""
    bare = raw.replace("\r", "").replace("\n", "").rstrip("=")
    if len(bare) % 4 == 1:
        return "", ""
    standard = bare.translate(URLSAFE)
    packed = PACKED.get(binascii.a2b_base64(standard[:4])[:2])
    if packed and (said := _unpacked(binascii.a2b_base64(standard + "=" * (-len(standard) % 4)), room)):
        return packed, said
    if len(standard) > PROBE and not _any_form(binascii.a2b_base64(standard[:PROBE]), cut=True)[1]:
        return "", ""
    return _any_form(binascii.a2b_base64(standard + "=" * (-len(standard) % 4)))


def _unpacked(data: bytes, room: Room) -> str:
    """What a compressed text says, as far as it goes; "" for what is no text.

    Raises:
        TooLarge: It grows beyond the room. Nothing of it was looked at.
    """
    plain = b""
    while data[:2] in PACKED:
        reader, size = zlib.decompressobj(47), PROBE
        while not reader.eof:
            try:
                piece = reader.decompress(data, size)
            except zlib.error:
                break
            data, size = reader.unconsumed_tail, STEP
            plain += piece
            room.take(len(piece))
            if len(plain) <= PROBE and not _readable(plain, cut=True):
                return ""  # told from an image at once
            if not piece and not data:
                break
        data = reader.unused_data if reader.eof else b""
    return _readable(plain, cut=True)


def _any_form(data: bytes, cut: bool = False) -> tuple[str, str]:
    if plain := _readable(data, cut):
        return "base64", plain
    if b"\0" in data or len(data) % 2 == 0:
        for form, charset in (("base64le", "utf-16-le"), ("base64be", "utf-16-be")):
            try:
                plain = data[: len(data) // 2 * 2].decode(charset).removeprefix("\ufeff")
            except UnicodeDecodeError:
                continue
            if plain.isprintable() and USUAL.fullmatch(plain):
                return form, plain
    return "", ""


USUAL = re.compile("[\\s!-~\u3131-\u318e\uac00-\ud7a3]+")
"""What two bytes must be to count as a character of a text: any two are some character."""
URLSAFE = str.maketrans("-_", "+/")


def _readable(data: bytes, cut: bool = False) -> str:
    """The bytes as text where they are UTF-8 that a person could read, else ""."""
    try:
        plain = data.decode()
    except UnicodeDecodeError as error:
        # A probe may end inside a character.
        if not (cut and error.end >= len(data) - 3 and error.start >= len(data) - 4):
            return ""
        plain = data[: error.start].decode()
    return plain if plain.isprintable() or plain.translate(LAYOUT).isprintable() else ""


LAYOUT = {ord(c): " " for c in "\t\n\r"}


def _as_base64(text: str, raw: str, charset: str = "utf-8") -> str:
    return _in_base64(text.encode(charset, "replace"), raw)


def _as_packed(text: str, raw: str, wbits: int) -> str:
    packer = zlib.compressobj(wbits=wbits)
    return _in_base64(packer.compress(text.encode("utf-8", "replace")) + packer.flush(), raw)


def _in_base64(data: bytes, raw: str) -> str:
    """Bytes in the alphabet, with the padding and in lines as long as another run of base64."""
    urlsafe = any(c in "-_" for c in raw) and not any(c in "+/" for c in raw)
    out = (base64.urlsafe_b64encode(data) if urlsafe else base64.b64encode(data)).decode()
    if len(raw.replace("\r", "").replace("\n", "")) % 4:
        out = out.rstrip("=")
    line = re.match(r"([^\r\n]+)(\r?\n)", raw)
    if line is None:
        return out
    width = len(line[1])
    return line[2].join(out[i : i + width] for i in range(0, len(out), width))


def _as_hex(text: str, raw: str) -> str:
    out = text.encode("utf-8", "replace").hex()
    return out.upper() if raw == raw.upper() else out


ENCODERS: dict[str, Callable[[str, str], str]] = {
    "base64": _as_base64,
    "hex": _as_hex,
    "base64le": lambda text, raw: _as_base64(text, raw, "utf-16-le"),
    "base64be": lambda text, raw: _as_base64(text, raw, "utf-16-be"),
    "gzip": lambda text, raw: _as_packed(text, raw, 31),
    "zlib": lambda text, raw: _as_packed(text, raw, 15),
}
