"""What bytes say: text in the usual charsets, compressed or not, and the strings that stand in what is no text.

    read(data, room)      what they say, and how sure it is that somebody wrote it
    write(text, data)     bytes that say a text in the manner of others: same compressions, charset and bytes around it

Any bytes are a text in some charset. So what speaks for one is weighed: by how much less likely than in bytes of chance its
characters are, in nats. What is sure is read as a text, what is only likely is looked through for what is listed and known.
"""

from __future__ import annotations

import codecs
import math
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import garim.late as re
from garim.text.packing import BINARY, UNPACKED_MAX, Room, packing_of, unpacked, unpacked_once

SURE = 25.0
"""Nats from which bytes are a text."""
LIKELY = 6.0
"""Nats beyond those of their own number from which bytes are looked through."""
ODD = 10
"""A text may hold one byte in so many that is none of it."""
SEPARATOR = "\n\ufffd\n"
"""Stands between two strings of what is no text: nothing reads over it."""


class Said(NamedTuple):
    """What bytes say."""

    how: str
    """The outermost compression; "" where there is none."""
    plain: str
    worth: int
    """WHOLE, TEXT or WORDS."""


WORDS, TEXT, WHOLE = range(3)
"""What bytes are: something in which words may stand; a text with some bytes in it that are none, or in a charset that is told
by its characters alone; a text in UTF-8, UTF-16 or UTF-32."""


def read(data: bytes, room: Room, least: int = WORDS) -> Said | None:
    """What bytes say; None where they say nothing.

    Promises: work in proportion to the bytes and what they grow to.

    Args:
        data: Any.
        room: What they may grow to.
        least: WHOLE asks for no more than texts in UTF-8, UTF-16 and UTF-32.

    Raises:
        TooLarge: They grow beyond the room. Nothing of them was looked at.
    """
    name, data = unpacked(data, room)
    found = _read(data, least)
    if name:
        room.take(len(data) if found else -(-len(data) // BINARY))
    return Said(name, *found) if found else None


def said(data: bytes) -> str:
    """What bytes say that are not compressed; "" for nothing."""
    found = _read(data, WORDS)
    return found[0] if found else ""


def may_say(data: bytes) -> bool:
    """Whether bytes may be the beginning of a text, compressed or not."""
    return packing_of(data) is not None or _charset(data) is not None


def write(text: str, data: bytes) -> bytes:
    """Bytes that say a text in the manner of others.

    Args:
        text: What `read` gave of them, with other words in it.
        data: Those others.
    """
    packing = packing_of(data)
    inner = unpacked_once(packing, data, UNPACKED_MAX * BINARY) if packing else None
    if packing and inner is not None:
        return packing.pack(write(text, inner))
    found = _charset(data)
    if found is not None:
        return found.mark + _encoded(text, found.name) + found.tail
    runs = _runs(data)
    pieces = text.split(SEPARATOR)
    if len(runs) != len(pieces):
        return _encoded(text, "utf-8")
    out: list[bytes] = []
    at = 0
    for run, piece in zip(runs, pieces, strict=True):
        out += (data[at : run.start], data[run.start : run.end] if piece == run.plain else _encoded(piece, run.charset))
        at = run.end
    return b"".join((*out, data[at:]))


class _Charset(NamedTuple):
    """How bytes are written that are one text."""

    name: str
    mark: bytes
    """What stands before the text and is none of it."""
    plain: str
    worth: int
    tail: bytes = b""
    """What stands behind it and is none of it."""


class _Writing(NamedTuple):
    """A charset of one writing."""

    name: str
    own: re.Pattern[bytes]
    """Its characters; where only some of them speak for it, those are a group."""
    weight: float
    """Nats of each: how much rarer it is in bytes of chance."""
    all: re.Pattern[str]
    """A text of nothing but what stands in its texts."""
    share: float
    """How much of what is not ASCII must be its own."""


_SIGNS = "\u00a0·…–—‘’“”„«»°§©®™±×÷€£¥※→←↑↓○●◎◇◆□■△▲▽▼★☆①-⑳、-〃〈-】！-～￠-￦ㆍ㈜℃"
_ACCENTED = "À-ÖØ-Ýß-ïñ-öø-ýŠšŽžŒœ"
_ACCENT = rb"\xc0-\xd6\xd8-\xdd\xdf-\xef\xf1-\xf6\xf8-\xfd\x8a\x8c\x8e\x9a\x9c\x9e"
_QUOTES = rb"\x80\x84\x85\x91-\x94\x96\x97\x99\xa0\xa7\xa9\xab\xae\xb0\xb7\xbb"
_JAPANESE = re.compile(f"[ -~\\sぁ-ヿ一-鿿々〆{_SIGNS}]*")
_WRITINGS = (
    _Writing(
        "cp949",
        re.compile(rb"([\xb0-\xc8][\xa1-\xfe])|[\x81-\xfe][\x41-\xfe]"),
        3.3,
        re.compile(f"[ -~\\s가-힣ㄱ-ㆎ一-鿿{_SIGNS}]*"),
        0.7,
    ),
    _Writing("cp932", re.compile(rb"(\x82[\x9f-\xf1]|\x83[\x40-\x96])|[\x81-\x9f\xe0-\xfc][\x40-\xfc]"), 6.0, _JAPANESE, 0.2),
    _Writing("euc-jp", re.compile(rb"([\xa4\xa5][\xa1-\xf6])|[\xa1-\xfe][\xa1-\xfe]"), 6.0, _JAPANESE, 0.2),
    _Writing(
        "cp1252",
        re.compile(rb"(?<=[A-Za-z])[%b\x92]|[%b](?=[a-z\xdf-\xfd])|[%b]" % (_ACCENT, _ACCENT, _QUOTES)),
        0.0,
        re.compile(f"[ -~\\s{_ACCENTED}–—…“”‘’„«»€£°§©®™·¡¿²³½ªº\u00a0]*"),
        0.7,
    ),
    _Writing(
        "gbk", re.compile(rb"([\xb0-\xf7][\xa1-\xfe])|[\x81-\xfe][\x40-\xfe]"), 2.3, re.compile(f"[ -~\\s一-鿿{_SIGNS}]*"), 0.8
    ),
)
_ASCII = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
_NO_CONTROL = bytes(range(256)).translate(None, bytes([*range(9), 11, 12, *range(14, 32), 127]))
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LAYOUT = {ord(c): " " for c in "\t\n\r"}
USUAL = re.compile("[\\s!-~\u3131-\u318e\uac00-\ud7a3]")
"""What two bytes must be to count as a character of a text: any two are some character."""
_STRAY = {0xDC80 + i: 0xF780 + i for i in range(128)}
"""Bytes that are no text → characters that nobody uses: words are read over them."""
_AS_STRAY = {stray: byte for byte, stray in _STRAY.items()}


def _encoded(text: str, charset: str) -> bytes:
    if charset != NEARLY:
        return text.encode(charset, "surrogatepass" if charset[:6] in ("utf-16", "utf-32") else "replace")
    try:
        return text.translate(_AS_STRAY).encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


NEARLY = "utf-8, nearly"


def _is_plain(text: str) -> bool:
    return text.isprintable() or text.translate(_LAYOUT).isprintable()


def _charset(data: bytes, least: int = WORDS) -> _Charset | None:
    """The charset in which all of the bytes are one text; None where they are none."""
    if not data:
        return None
    plain = _decoded(data, "utf-8")
    if plain and _is_plain(plain):
        return _Charset("utf-8", b"", plain, WHOLE)
    control = len(data.translate(None, _NO_CONTROL))
    # Two bytes of Hangul in the one charset are Hangul in the other, seldom the other way.
    found = None if control else _written(data)
    found = found or _wide(data)
    return found if found is not None or control * ODD > len(data) or least == WHOLE else _nearly(data)


def _wide(data: bytes) -> _Charset | None:
    """UTF-16 and UTF-32, with a mark before them or without."""
    for mark, name in _MARKS:
        if data.startswith(mark) and (found := _of_width(data[len(mark) :], name, mark)):
            return found
    if b"\0\0\0" in data[:4]:
        return _of_width(data, "utf-32-le" if data[1:4] == b"\0\0\0" else "utf-32-be")
    if b"\0" not in data and len(data) % 2:
        return None
    for name, odd in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = data[odd:PROBE:2]  # a picture is told at once
        if len(high.translate(None, _HIGH_USUAL)) * 3 > len(high):
            continue
        plain = data[: len(data) // 2 * 2].decode(name, "surrogatepass")
        usual = len(USUAL.findall(plain))
        if usual * 5 >= 4 * len(plain):
            narrow = sum(map(str.isascii, plain))
            told = 6.5 * narrow + 1.7 * (usual - narrow)
            worth = WHOLE if usual == len(plain) and _is_plain(plain) else TEXT if told >= SURE else WORDS
            return (
                _Charset(name, b"", plain, worth, data[len(plain.encode(name, "surrogatepass")) :])
                if worth or told > LIKELY
                else None
            )
    return None


def _of_width(data: bytes, name: str, mark: bytes = b"") -> _Charset | None:
    """A text in a charset that is told by its mark or its width, some bytes of it may be none."""
    width = int(name[4:6]) // 8
    size = len(data) // width * width
    try:
        plain = data[:size].decode(name, "surrogatepass")
    except UnicodeDecodeError as error:
        if error.start * 2 < len(data):
            return None
        size = error.start
        plain = data[:size].decode(name, "surrogatepass")
    odd = sum(not char.isprintable() for char in plain.translate(_LAYOUT))
    if not plain or odd * ODD > len(plain):
        return None
    return _Charset(name, mark, plain, TEXT if odd or data[size:] else WHOLE, data[size:])


_HIGH_USUAL = bytes([0, 0x31, *range(0xAC, 0xD8)])
PROBE = 96
"""Bytes by which two-byte charsets are told from pictures."""


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return ""


def _written(data: bytes) -> _Charset | None:
    """Charsets of one or two bytes a character that each stand for one writing."""
    narrow = len(data) - len(data.translate(None, _ASCII))
    for writing in _WRITINGS:
        own = sum(map(bool, writing.own.findall(data))) if narrow < len(data) else 0
        told = narrow + writing.weight * own
        if not own or told < 1.5 * LIKELY or not writing.weight and narrow * 4 < 3 * len(data):
            continue
        plain = _decoded(data, writing.name)
        if plain and own >= writing.share * sum(not char.isascii() for char in plain) and writing.all.fullmatch(plain):
            return _Charset(writing.name, b"", plain, TEXT if told >= SURE else WORDS)
    return None


def _nearly(data: bytes) -> _Charset | None:
    """A text in UTF-8 with a few bytes in it that are none."""
    if len(data.decode("utf-8", "ignore").encode()) * ODD < (ODD - 1) * len(data):
        return None
    plain = data.decode("utf-8", "surrogateescape").translate(_STRAY)
    odd = sum(not char.isprintable() for char in plain.translate(_LAYOUT))
    told = len(plain) - 3 * odd
    if odd * ODD > len(plain) or told < LIKELY + math.log(len(data)):
        return None
    return _Charset(NEARLY, b"", plain, TEXT if told >= SURE else WORDS)


class _Run(NamedTuple):
    """A string in what is no text."""

    start: int
    end: int
    charset: str
    plain: str


def _masked(own: bytes, mark: bytes) -> bytes:
    """A table that maps some bytes to a mark, and all others to a blank."""
    return bytes(mark[0] if byte in own else 32 for byte in range(256))


_LOWER = _masked(bytes(range(97, 123)), b"a")
_UPPER = _masked(bytes(range(65, 91)), b"a")
_PRINTED = _masked(_ASCII, b"a")
_PAIRS = _masked(bytes(range(0xA1, 0xFF)), b"a")
_TRIPLES = bytes(108 if 0xE3 <= byte <= 0xED else 99 if 0x80 <= byte < 0xC0 else 32 for byte in range(256))
_WIDE = bytes(97 if byte in _ASCII else 48 if byte == 0 else 32 for byte in range(256))
_STRING = _masked(_ASCII + bytes(range(0x80, 0xFE)), b"a")
_STRETCH = re.compile(r"[\t\n\r -~]+|[^\t\n\r -~]+")
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_IN = {
    "utf-8": re.compile(rb"(?:[\t\n\r -~]|[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2})+"),
    "cp949": re.compile(rb"(?:[\t\n\r -~]|[\xb0-\xc8][\xa1-\xfe])+"),
}
LETTER, PAIR, TRIPLE, ACCENT = 2.3, 3.3, 5.9, 3.5
"""Nats of a letter in a word, of a syllable in two bytes and in three, of another letter in two; any other ASCII is worth one."""
TURNS = 0.64
_IN_UTF16 = re.compile(rb"(?:[\t\n\r -~]\x00)+")
_IN_UTF16_BE = re.compile(rb"(?:\x00[\t\n\r -~])+")
LONGEST = 1 << 16
"""Bytes around what speaks for a string that may be part of it."""


def _runs(data: bytes) -> list[_Run]:
    """The strings in what is no text that stand there by no chance, in order."""
    need = LIKELY + math.log(len(data) + 1)
    letters, pairs, triples = (math.ceil(need / weight) for weight in (LETTER, PAIR, TRIPLE))
    looked_for = (
        (_LOWER, b"a" * max(2, letters - 1)),
        (_UPPER, b"a" * letters),
        (_PRINTED, b"a" * math.ceil(need)),
        (_PAIRS, b"aa" * max(3, pairs - 2)),  # a word of those that need not stand alone
        (_TRIPLES, b"lcc" * max(2, triples - 1)),
    )
    mask = data.translate(_STRING)
    out: list[_Run] = []
    places = sorted(place for table, run in looked_for for place in _everywhere(data.translate(table), run))
    done = 0
    for place in places:
        if place < done:
            continue
        low = max(done, mask.rfind(b" ", max(0, place - LONGEST), place) + 1, place - LONGEST)
        end = mask.find(b" ", place, place + LONGEST)
        end = end if end >= 0 else min(len(data), place + LONGEST)
        found = [_strings(data[low:end], low, charset, need) for charset in _IN]
        out += max(found, key=lambda runs: sum(run.end - run.start for run in runs))
        done = end
    wide = data.translate(_WIDE)
    ends = [run.end for run in out]
    for place in _everywhere(wide, b"a0a0a0a0"):
        last = bisect_right(ends, place + 1)
        place += 2 if last < len(out) and out[last].start <= place else 0  # its first letter is the last of another string
        met = _IN_UTF16.match(data, place)
        big = _IN_UTF16_BE.match(data, place - 1) if place else None
        if big and (met is None or big.end() > met.end()):
            out.append(_Run(big.start(), big.end(), "utf-16-be", big[0].decode("utf-16-be")))
        elif met:
            out.append(_Run(met.start(), met.end(), "utf-16-le", met[0].decode("utf-16-le")))
    return sorted(out)


def _everywhere(mask: bytes, run: bytes) -> Iterator[int]:
    """Where each run of a mask begins that is as long."""
    at = mask.find(run)
    while at >= 0:
        yield at
        end = mask.find(b" ", at)
        at = mask.find(run, end) if end >= 0 else -1


def _strings(data: bytes, start: int, charset: str, need: float) -> list[_Run]:
    """The strings in a piece that begins at `start`, in a charset."""
    out, weight = [], TRIPLE if charset == "utf-8" else PAIR
    for met in _IN[charset].finditer(data):
        plain = _decoded(met[0], charset)
        if not plain or not _is_plain(plain):
            continue
        worths = [
            len(part) * (1.0 if part.isascii() else weight if part[0] >= "\u3000" else ACCENT) for part in _STRETCH.findall(plain)
        ]
        word = max((len(word) for word in _WORD.findall(plain)), default=0)
        # Two sorts of characters that take turns are more likely than either alone.
        if max(*worths, TURNS * sum(worths), LETTER * word) >= need:
            out.append(_Run(start + met.start(), start + met.end(), charset, plain))
    return out


def _read(data: bytes, least: int) -> tuple[str, int] | None:
    """What bytes say that are not compressed, and what they are worth."""
    found = _charset(data, least)
    if found is not None:
        return (found.plain, found.worth) if found.worth >= least else None
    runs = _runs(data) if least < WHOLE else []
    if not runs:
        return None
    plain = SEPARATOR.join(run.plain for run in runs)
    covered = sum(run.end - run.start for run in runs)
    return plain, TEXT if covered * ODD >= (ODD - 1) * len(data) and covered >= SURE else WORDS
