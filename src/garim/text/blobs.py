"""What is encoded as a whole: base64 (also URL-safe, also over lines) and hex, and how each is written; see octets.py for what
the bytes say.

Forms: base64 hex, gzip zlib bz2 xz zstd of what is compressed in either, strings of what is no text and words stand in.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import re2

import garim.late as re
from garim.text import octets
from garim.text.packing import PACKINGS, Room


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
_SHORT = re2.compile(
    # ASCII letters, Hangul in UTF-8, Hangul in two bytes each: hardly another word has these letters at these places.
    rb"(?:^|[^A-Za-z0-9+/_-])((?:(?:[Q-WYZa-e][E-HU-Xk-n0-3][BFJNRVZdhlptx159][B-ah-z0-6]){2}"
    rb"|(?:(?:6[o-r4-7]|7[IJKLYZab])[A-Za-z0-9+/_-]{2}){2}"
    rb"|[s-y][K-Pa-fq-v6-9+/_-][CDGHKLOPSTWXabefijmnqruvyz2367+/_-][w-z0-9+/_A-I-][o-z0-9+/_-][LMbcrs78][CDGHKLOPSTWXabefijmnqruvyz2367+/_-][A-Za-z0-9+/_-])"
    rb"[A-Za-z0-9+/_-]{0,3})(?:[^A-Za-z0-9+/_-]|$)"
)
"""A run of 8 characters or a few more that is the base64 of a short word."""
_PACKED_HEADS = ("H4", "eA", "eF", "eJ", "eN", "Ql", "/T", "_T", "KL")
"""How base64 begins of what is compressed."""
TRIES = 8
"""Places of a run of lines from which it is read as one."""
WRAPPED = 60
"""Characters of a line from which two lines are one thing that was wrapped; three are one of any width."""
PROBE = 96
"""Characters of a blob that are decoded first, to tell text from an image at once."""


def blobs(text: str, room: Room | None = None) -> Iterator[Blob]:
    """Base64 (also URL-safe, also over several lines) and hex in a text that decode to printable text.

    Promises: work in proportion to the text and to what it grows to. Of lines that could go on with each other a run is read
    from TRIES places at most, and line by line otherwise.

    Args:
        text: Any.
        room: What compressed blobs may grow to, all together; what they grew to is taken from it.
    """
    room = room or Room()
    plain = text.encode("ascii", "replace")
    yield from _short(text, plain)
    mask = plain.translate(_BLOB_MASK)
    at = mask.find(_RUN)
    while at >= 0:
        lines = _lines(text, mask, at)
        last, tries, first = len(lines) - 1, TRIES, 0
        joined = last > 0 and _width(lines[0]) % 4 == 0 and (last > 1 or _width(lines[0]) >= WRAPPED)
        # A line that is not as long as the others may begin a run of its own.
        while first < last or first == last and (first == 0 or _width(lines[first]) == _width(lines[0])):
            start = lines[first][0]
            stops = [stop for stop in (last, last - 1) if stop > first and _may_say(text, start, lines[stop][1], tries > 0)]
            tries -= any(lines[stop][1] - start > PROBE for stop in stops)
            if joined and first == 0 and not stops:
                stops = [last]
            rest: tuple[Blob, int] | None = None
            # The line below may be no part of it: fewer lines are tried too, the whole first.
            for stop in (*stops, first):
                # What is no text is read once: all lines together where they are lines of one thing, else each by itself.
                once = first == 0 and stop > first if joined else stop == first
                least = octets.WORDS if once else octets.TEXT if joined and stop > first else octets.WHOLE
                blob, worth = _blob(text, start, lines[stop][1], room, least)
                if blob is not None and (worth == octets.WHOLE or rest is None):
                    rest = blob, stop
                    if worth == octets.WHOLE or joined and worth == octets.TEXT:
                        break
            if rest is not None:
                yield rest[0]
                first = rest[1]
            first += 1
        at = mask.find(_RUN, lines[first][0] if first <= last else lines[last][1])


def _short(text: str, plain: bytes) -> Iterator[Blob]:
    """Words of six letters or a few more, or two syllables of Hangul: their base64 is shorter than BLOB_MIN."""
    for met in _SHORT.finditer(plain):
        start, end = met.span(1)
        if end - start < BLOB_MIN:
            _, said, worth = _said_lately(text[start:end], octets.WORDS)
            if said and (worth == octets.WHOLE or not said.isascii()):
                end += len(text[end : end + 2]) - len(text[end : end + 2].lstrip("="))
                yield Blob(start, end, STRINGS, said)


def is_text(raw: str) -> bool:
    """Whether all of a run of base64 or hex is a text that anybody can read.

    Raises:
        TooLarge: It is compressed and grows to more than is read.
    """
    return _said(raw, Room(), octets.WHOLE)[2] == octets.WHOLE


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
    return octets.may_say(data)


def _blob(text: str, start: int, end: int, room: Room, least: int) -> tuple[Blob | None, int]:
    """The blob from a place to where its padding ends, and what it is worth; None where it says nothing."""
    while text[end : end + 1] == "=":
        end += 1
    begin = start + _marked(text, start, end)
    raw = text[begin:end]
    lately = len(raw) <= PROBE and not raw.startswith(_PACKED_HEADS)
    form, plain, worth = _said_lately(raw, least) if lately else _said(raw, room, least)
    if lately and form in _PACKED:  # without a head: it was unpacked in a room of its own
        room.take(len(plain))
    return (Blob(begin, end, form, plain), worth) if plain else (None, octets.WORDS)


def _marked(text: str, start: int, end: int) -> int:
    """Characters of a run that say it is hexadecimal: 0x as databases dump, x behind a backslash as PostgreSQL does."""
    size = 2 if text.startswith(("0x", "0X"), start) else int(text.startswith("\\x", start - 1) if start else 0)
    return size if size and HEX.fullmatch(text, start + size, end) else 0


@lru_cache(maxsize=4096)
def _said_lately(raw: str, least: int) -> tuple[str, str, int]:
    return _said(raw, Room(), least)  # code and logs repeat their long words


def _said(raw: str, room: Room, least: int) -> tuple[str, str, int]:
    """The form of a run, what it says, and what that is worth; "" for nothing."""
    data = _bytes(raw)
    said = octets.read(data, room, least) if data else None
    if said is None:
        return "", "", octets.WORDS
    # What may be a word of letters or a number says something by chance.
    chance = raw.isalpha() and len(raw) % 4 or raw.isdigit()
    form = said.how or ("hex" if _is_hex(raw) else "base64")
    return STRINGS if chance or said.worth < octets.TEXT else form, said.plain, said.worth


def _is_hex(raw: str) -> bool:
    return HEX.fullmatch(raw) is not None


def _bytes(raw: str) -> bytes:
    """What a run of hex or base64 decodes to; nothing for words and for what is neither."""
    if raw.isalpha() and (raw.islower() or raw.isupper()):
        return b""
    if _is_hex(raw):
        return bytes.fromhex(raw)
    bare = raw.replace("\r", "").replace("\n", "").rstrip("=").translate(URLSAFE)
    try:
        return b"" if len(bare) % 4 == 1 else binascii.a2b_base64(bare + "=" * (-len(bare) % 4), strict_mode=True)
    except binascii.Error:
        return b""


def _run_end(mask: bytes, at: int) -> int:
    end = mask.find(b" ", at)
    return len(mask) if end < 0 else end


def _next_line(text: str, at: int) -> int:
    """Where the next line starts, if this one ends at `at`; else 0."""
    if text.startswith("\n", at):
        return at + 1
    return at + 2 if text.startswith("\r\n", at) else 0


URLSAFE = str.maketrans("-_", "+/")


def _written(text: str, raw: str) -> str:
    """A text in the manner of a blob: hex or base64, its charset and compressions, its padding and lines."""
    data = octets.write(text, _bytes(raw))
    if not _is_hex(raw):
        return _in_base64(data, raw)
    return data.hex().upper() if raw == raw.upper() else data.hex()


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


_PACKED = frozenset(packing.name for packing in PACKINGS)
STRINGS = "strings"
"""The form of what is no text, or may be none: only what is listed or known counts in it."""
FORMS = ("base64", "hex", STRINGS, *(packing.name for packing in PACKINGS))
ENCODERS: dict[str, Callable[[str, str], str]] = dict.fromkeys(FORMS, _written)
