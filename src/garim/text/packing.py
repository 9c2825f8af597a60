"""Compressions of bytes that stand in a text: what they hold, bounded, and how others are packed like them."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import garim.late as re
from garim.errors import TooLarge

UNPACKED_MAX = 1_000_000
"""Bytes to which what is compressed in a text may grow, all together."""
BINARY = 4
"""What is compressed and says nothing may grow to so many times as much: it is passed by once."""
STEP = 65_536
"""Bytes that are unpacked at a time."""
LAYERS = 3
"""How many compressions inside compressions are undone."""
WINDOW = 1 << 23
"""Bytes that a compression may ask to be kept."""


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
            raise _too_large()


def _too_large() -> TooLarge:
    hint = "send the text itself, or in smaller parts"
    return TooLarge("what is compressed in base64 grows to more than is read; nothing left", hint=hint)


class Packing(NamedTuple):
    """One compression."""

    name: str
    heads: tuple[bytes, ...]
    """How it begins."""
    pieces: Callable[[bytes], Iterator[bytes]]
    """What it holds, member after member, in pieces of STEP bytes at most."""
    pack: Callable[[bytes], bytes]


def _zlib(bits: int) -> Callable[[bytes], Iterator[bytes]]:
    def pieces(data: bytes) -> Iterator[bytes]:
        head = data[:2]
        while data[:2] == head:
            reader, rest = zlib.decompressobj(bits), data
            while not reader.eof:
                piece, rest = reader.decompress(rest, STEP), reader.unconsumed_tail
                yield piece
                if not (piece or rest or reader.eof):
                    return  # cut off
            data = reader.unused_data

    return pieces


def _blocks(new: Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor]) -> Callable[[bytes], Iterator[bytes]]:
    def pieces(data: bytes) -> Iterator[bytes]:
        while data:
            reader, rest = new(), data
            while not reader.eof:
                piece, rest = reader.decompress(rest, STEP), b""
                yield piece
                if not piece and not reader.eof and reader.needs_input:
                    return
            data = reader.unused_data

    return pieces


def _frames(data: bytes) -> Iterator[bytes]:
    import zstandard  # few texts need it, and every start would pay for it

    reader = zstandard.ZstdDecompressor(max_window_size=WINDOW).stream_reader(data, read_across_frames=True)
    try:
        while piece := reader.read(STEP):
            yield piece
    except zstandard.ZstdError as error:
        raise ValueError("no frame") from error


def _framed(data: bytes) -> bytes:
    import zstandard

    return zstandard.compress(data)


def _zlib_packed(bits: int) -> Callable[[bytes], bytes]:
    def pack(data: bytes) -> bytes:
        packer = zlib.compressobj(wbits=bits)
        return packer.compress(data) + packer.flush()

    return pack


PACKINGS = (
    Packing("gzip", (b"\x1f\x8b\x08",), _zlib(31), _zlib_packed(31)),
    Packing("zlib", (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"), _zlib(15), _zlib_packed(15)),
    Packing("bz2", (b"BZh",), _blocks(bz2.BZ2Decompressor), bz2.compress),
    Packing("xz", (b"\xfd7zXZ\0",), _blocks(lambda: lzma.LZMADecompressor(memlimit=8 * WINDOW)), lzma.compress),
    Packing("zstd", (b"\x28\xb5\x2f\xfd",), _frames, _framed),
    Packing("deflate", (), _zlib(-zlib.MAX_WBITS), _zlib_packed(-zlib.MAX_WBITS)),
)
"""The last begins like nothing: drawings and requests of SAML are packed so. Source: RFC 1952, RFC 1950, the manual of bzip2,
the .xz file format, RFC 8878, RFC 1951."""
LEAST = 12
"""Bytes that may be a text which is packed without a head."""
_PRINTED = re.compile(rb"[\t\n\r -~\x80-\xff]*")
_FAULTS = (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError)


def packing_of(data: bytes) -> Packing | None:
    """The compression that bytes begin like; None for none."""
    known = next((packing for packing in PACKINGS if data.startswith(packing.heads)), None)
    return known or (PACKINGS[-1] if _is_deflated(data) else None)


def _is_deflated(data: bytes) -> bool:
    """Whether bytes are a text that is packed without a head: nothing but one stream, to its end."""
    if len(data) < LEAST or data[0] & 6 == 6:  # a block of a kind that there is not
        return False
    reader = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        begun = reader.decompress(data, STEP)
    except zlib.error:
        return False
    over = reader.unconsumed_tail if len(begun) == STEP else reader.eof and not reader.unused_data
    return bool(over) and len(begun) >= LEAST // 2 and _PRINTED.fullmatch(begun) is not None


def unpacked(data: bytes, room: Room) -> tuple[str, bytes]:
    """The outermost compression, and what is inside of all; "" and the bytes themselves where there is none.

    Raises:
        TooLarge: It grows beyond the room.
    """
    name = ""
    for _ in range(LAYERS):
        packing = packing_of(data)
        inner = unpacked_once(packing, data, room.left * BINARY) if packing else None
        if packing is None or inner is None:
            break
        if name:
            room.take(len(data))
        name, data = name or packing.name, inner
    return name, data


def unpacked_once(packing: Packing, data: bytes, most: int) -> bytes | None:
    """What a compression holds, as far as it goes; None where it is none.

    Raises:
        TooLarge: It is more than `most`.
    """
    out: list[bytes] = []
    grown = 0
    try:
        for piece in packing.pieces(data):
            out.append(piece)
            grown += len(piece)
            if grown > most:
                raise _too_large()
    except _FAULTS:
        return b"".join(out) if grown else None
    return b"".join(out)
