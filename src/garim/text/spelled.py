"""Words written character by character: spaced, dotted or dashed letters, bytes in hex, as dumps show them, codes of characters,
and lists.

    spelled(text)         the runs that say something, as blobs: each is one piece that is carried again as a whole
    ENCODERS[form]        writes a text in the manner of a run

Anything may look so, so only what is listed or known counts inside: no finder guesses there. Each run is looked for by a
mark that costs nothing to miss; every pattern is linear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import garim.late as re
from garim.text import octets

SHORTEST = 3
"""Characters that a run must say."""


class Run(NamedTuple):
    """A piece of a text that spells something, and what."""

    start: int
    end: int
    form: str
    plain: str


_PARTS = " .-_*|,:\t\r\n"
_MASK = bytes(
    97
    if chr(i).isalnum() or chr(i) == "?"
    else 32
    if chr(i) in _PARTS
    else 113
    if chr(i) in "\"'"
    else 61
    if chr(i) == "="
    else 120
    for i in range(256)
)
"""Letters, what may part them, quotes, = and all else; a character beyond ASCII is a letter here."""
_LETTERS = re.compile(r"(?<!\w)[^\W_]([ .\-_*|·]) ?[^\W_](?:\1 ?[^\W_])*(?![^\W_])")
_PAIRS = re.compile(r"(?<![0-9A-Za-z])(?:0x)?[0-9A-Fa-f]{2}(?:(?:, ?|[ :-])(?:0x)?[0-9A-Fa-f]{2}){4,}(?![0-9A-Za-z])")
_DIGITS = bytes(104 if chr(i) in "0123456789abcdefABCDEF" else 32 for i in range(256))
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){3,5}(?![0-9A-Za-z])")
"""The hex of a short word; longer ones are blobs."""
_ESCAPED = re.compile(r"(?:\\+x[0-9A-Fa-f]{2}){3,}")
_CALL = r"(?:n?chr|char)\(\s{0,4}\d{2,5}\s{0,4}\)"
_CHR = re.compile(rf"\b{_CALL}(?:\s{{0,4}}(?:\|\||[+,.&])\s{{0,4}}{_CALL}){{2,}}", re.IGNORECASE)
_CODES = re.compile(
    r"(?:\[\s{0,16})?(?<![\w.,-])-?(?!0)\d{1,7}(?:(?:\s{0,16},\s{0,16}|[ ;]{1,2}|\r?\n)-?\d{1,7}){4,}(?![\w.])(?:\s{0,16}\])?"
    r"|(?<![\w.,-])\d{5,6}(?:[ ,;]{1,4}\d{5,6}){2,}(?![\w.])"
    r"|(?<=fromCharCode\()\s{0,4}\d{2,5}(?:\s{0,4},\s{0,4}\d{2,5}){2,}"
)
"""Numbers in a row: any five may be characters, or bytes as JSON and Java print them."""
_BITS = re.compile(r"(?<![\w.])[01]{8}(?:[ ,]{1,2}[01]{8}){2,}(?![\w.])")
_LIST = re.compile(r"([\"'])[^\"'\\]\1(?:\s{0,4}[,+]\s{0,4}\1[^\"'\\]\1){2,}")
_FIVE = re.compile(rb"a{1,17}(?:[^a]{1,34}a{1,16}){3}")
_NUMBER = re.compile(r"-?\d{1,7}")
_PAIR = re.compile(r"[0-9A-Fa-f]{2}(?![0-9A-Fa-fx])")
_QUOTED = re.compile(r"([\"'])([^\"'\\])\1")


def spelled(text: str) -> Iterator[Run]:
    """The runs of a text that spell something."""
    mask = b" " + text.encode("ascii", "replace").translate(_MASK) + b" "
    for met in _near(text, mask, b" a a a ", _LETTERS):
        said = "".join(filter(str.isalnum, met[0]))
        if len(said) >= SHORTEST and not said.isdigit():
            yield Run(met.start(), met.end(), "spaced", said)
    if b" aa aa aa aa " in mask or text.count("0x") >= SHORTEST:
        yield from _bytes(text, _PAIRS, "pairs", lambda raw: "".join(_PAIR.findall(raw)))
    yield from _digits(text)
    if "\\x" in text:
        yield from _bytes(text, _ESCAPED, "x", lambda raw: raw.replace("\\", "").replace("x", ""))
    for met in _near(text, mask, b"qaq", _LIST):
        yield Run(met.start(), met.end(), "list", "".join(char for _, char in _QUOTED.findall(met[0])))
    if any(mark in text for mark in ("hr(", "HR(", "har(", "HAR(")):
        yield from (Run(met.start(), met.end(), "codes", said) for met in _CHR.finditer(text) if (said := _coded(met[0])))
    if _FIVE.search(mask):
        yield from (Run(met.start(), met.end(), "codes", said) for met in _CODES.finditer(text) if (said := _coded(met[0])))
        yield from _bytes(text, _BITS, "bits", lambda raw: "".join(f"{int(bits, 2):02x}" for bits in re.findall("[01]{8}", raw)))
        yield from _dumps(text)


def _near(text: str, mask: bytes, mark: bytes, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where a pattern begins at a mark of the mask, which has one character more before the text."""
    at = mask.find(mark)
    while at >= 0:
        met = next(filter(None, (pattern.match(text, place) for place in range(max(0, at - 2), at + 2))), None)
        if met is not None:
            yield met
        at = mask.find(mark, max(at + 1, met.end() if met else 0))


def _digits(text: str) -> Iterator[Run]:
    """Short hex words by themselves or behind 0x."""
    mask = text.encode("ascii", "replace").translate(_DIGITS)
    at = mask.find(b"hhhhhh")
    while at >= 0:
        start = at - 2 if text.startswith(("0x", "0X"), max(0, at - 2)) and at > 1 else at
        met = _HEX.match(text, at) if not text[max(0, start - 1) : start].isalnum() else None
        if met is not None:
            try:
                said = bytes.fromhex(met[0]).decode()
            except ValueError:
                said = ""
            if said.isprintable() and len(said) > 1:
                yield Run(start, met.end(), "digits", said)
        end = mask.find(b" ", at)
        at = mask.find(b"hhhhhh", end) if end >= 0 else -1


def _bytes(text: str, pattern: re.Pattern[str], form: str, digits: Callable[[str], str]) -> Iterator[Run]:
    for met in pattern.finditer(text):
        said = octets.said(bytes.fromhex(digits(met[0])))
        if said:
            yield Run(met.start(), met.end(), form, said)


def _numbers(raw: str) -> list[int]:
    """Those of a run; bytes that Java prints are negative from 128 on."""
    return [number + 256 if number < 0 else number for number in map(int, _NUMBER.findall(raw))]


def _are_bytes(numbers: Sequence[int]) -> bool:
    return 127 < max(numbers) < 256 or -1 < min(numbers) < 32 and max(numbers) < 256


def _coded(raw: str) -> str:
    """What codes of characters or bytes say; "" for numbers that are none."""
    numbers = _numbers(raw)
    if min(numbers) < 0 or max(numbers) > 0x10FFFF or len(raw.lstrip()) > 1 and "-" in raw and max(numbers) > 255:
        return ""
    if _are_bytes(numbers):
        return octets.said(bytes(numbers))
    said = "".join(map(chr, numbers))
    return said if said.isprintable() else ""


def _between(raw: str, piece: re.Pattern[str]) -> str:
    """What parts the first two pieces of a run."""
    places = list(piece.finditer(raw))[:2]
    return raw[places[0].end() : places[1].start()] if len(places) > 1 else ""


def _as_spaced(text: str, raw: str) -> str:
    return _between(raw, re.compile(r"[^\W_]")).join(char for char in text if not char.isspace())


def _as_pairs(text: str, raw: str) -> str:
    data = bytes.fromhex("".join(_PAIR.findall(raw)))
    pairs = [f"{byte:02x}" for byte in octets.write(text, data)]
    between = _between(raw, re.compile(r"(?:0x)?[0-9A-Fa-f]{2}"))
    out = between.join(f"0x{pair}" if raw[:2] == "0x" else pair for pair in pairs)
    return out if raw != raw.upper() else out.upper()


def _as_digits(text: str, raw: str) -> str:
    digits = text.encode("utf-8", "replace").hex()
    return raw[: 2 * (raw[1] in "xX")] + (digits.upper() if re.search("[A-F]", raw) else digits)


def _as_codes(text: str, raw: str) -> str:
    places, numbers = list(_NUMBER.finditer(raw)), _numbers(raw)
    codes: Sequence[int] = [ord(char) for char in text]
    if _are_bytes(numbers):
        codes = octets.write(text, bytes(numbers))
        codes = [code - 256 if "-" in raw and code > 127 else code for code in codes]
    between = raw[places[0].end() : places[1].start()]
    return raw[: places[0].start()] + between.join(map(str, codes)) + raw[places[-1].end() :]


def _as_bits(text: str, raw: str) -> str:
    data = bytes(int(bits, 2) for bits in re.findall("[01]{8}", raw))
    return _between(raw, re.compile("[01]{8}")).join(f"{byte:08b}" for byte in octets.write(text, data))


def _as_list(text: str, raw: str) -> str:
    return _between(raw, _QUOTED).join(f"{raw[0]}{char}{raw[0]}" for char in text)


class _Dump(NamedTuple):
    """How xxd, hexdump and od show bytes: an offset, groups of digits or characters, perhaps a column of characters behind."""

    end: int
    first: int
    """The first offset."""
    base: int
    width: int
    """Digits of an offset."""
    gap: str
    """What stands between offset and digits."""
    cell: str
    """hex | octal | character: what a group is."""
    size: int
    """Bytes of a group."""
    swapped: bool
    """Whether the last byte of a group comes first."""
    middle: str
    """What stands between the two halves of a line."""
    line: int
    """Bytes of a line."""
    column: int
    """Where the column of characters begins; 0 where there is none."""
    marks: str
    """What it stands in."""
    data: bytes


_DUMPED = re.compile(r"(?<![\w.:-])([0-9A-Fa-f]{6,16})(:? {1,3}|:?\t)((?:[0-9A-Fa-f]{2,16} {1,2}){0,31}[0-9A-Fa-f]{2,16})(?!\w)")
_CHARACTERS = re.compile(r"(?<![\w.:-])([0-7]{7})()((?:   [!-~]| {4}|  \\[0abtnvfr]| [0-7]{3}){1,32})")
_CELL = re.compile(r"   ([ -~])|  \\([0abtnvfr])| ([0-7]{3})")
_NAMED = {0: "0", 7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r"}
_OF_NAME = {name: byte for byte, name in _NAMED.items()}
HALF = 8
"""Bytes of a line before the two blanks in its middle."""
_COLUMN = re.compile(r" {1,96}([|>]?)")
_NEXT = re.compile(r" {0,8}\r?\n")


def _dumps(text: str) -> Iterator[Run]:
    """Dumps: lines whose offsets count the bytes of those before."""
    for pattern in (_DUMPED, _CHARACTERS):
        met = pattern.search(text)
        while met is not None:
            dump = _dump(text, met.start(), pattern)
            said = octets.said(dump.data) if dump is not None else ""
            if dump is not None and said:
                yield Run(met.start(), dump.end, "dump", said)
            met = pattern.search(text, dump.end if dump is not None else met.end())


def _dump(text: str, start: int, pattern: re.Pattern[str]) -> _Dump | None:
    """The dump that begins at a place."""
    data, first, bases, size, at = b"", "", [16, 8], 0, start
    shape: tuple[str, int, bool, str] | None = None
    end, column, marks = start, 0, ""
    while one := pattern.match(text, at):
        body = one[3].partition("  ")[0] if ":" in one[2] else one[3]
        if shape is None:
            first, shape = one[1], ("character", 1, False, "") if pattern is _CHARACTERS else _shape(body, ":" in one[2])
            bases = [base for base in bases if _counts(first, base)]
        row = _row(body, shape)
        still = [base for base in bases if _counts(one[1], base) and int(one[1], base) == int(first, base) + len(data)]
        if row is None or not still or size and len(data) % size:
            break
        bases, size, data, end = still, size or len(row), data + row, one.start(3) + len(body)
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        beside = _COLUMN.match(text, end)
        if beside and shape[0] != "character":
            # Blanks at its beginning look like those before it.
            place = (
                at + column + len(marks) if column else beside.end() - (0 if beside[1] else len(shown) - len(shown.lstrip(" ")))
            )
            beside = beside if end < place <= beside.end() and text.startswith(shown, place) else None
        if beside and shape[0] != "character":
            column, marks, end = place - at - len(beside[1]), beside[1], place + len(shown)
            end += text[end : end + 1] == {"|": "|", ">": "<"}.get(marks, "")
        after = _NEXT.match(text, end)
        if after is None:
            break
        at = after.end()
    if shape is None or not data:
        return None
    met = pattern.match(text, start)
    gap = met[2] if met else ""
    data = data[:-1] if shape[2] and data[-1:] == b"\0" else data  # fills the last group
    return _Dump(end, int(first, bases[0]), bases[0], len(first), gap, *shape, size, column, marks, data)


def _counts(offset: str, base: int) -> bool:
    return base == 16 or not re.search("[89a-fA-F]", offset)


def _shape(digits: str, ordered: bool) -> tuple[str, int, bool, str]:
    """What a group is, its bytes, whether they are swapped, and what stands in the middle of a line."""
    group = len(digits.split()[0])
    octal = group in (3, 6) and not re.search("[89a-fA-F]", digits)
    size = group // 3 if octal else group // 2
    return "octal" if octal else "hex", size, not ordered and size > 1, "  " if "  " in digits else ""


def _row(body: str, shape: tuple[str, int, bool, str]) -> bytes | None:
    """The bytes of a line; None where it shows none."""
    cell, _, swapped, _ = shape
    if cell == "character":
        return bytes(ord(a) if a else _OF_NAME[b] if b else int(c, 8) & 255 for a, b, c in _CELL.findall(body))
    out = b""
    for group in body.split():
        try:
            one = int(group, 8).to_bytes(len(group) // 3, "big") if cell == "octal" else bytes.fromhex(group)
        except (ValueError, OverflowError):
            return None
        out += one[::-1] if swapped else one
    return out


def _as_dump(text: str, raw: str) -> str:
    dump = _dump(raw, 0, _CHARACTERS if _CHARACTERS.match(raw) and not _DUMPED.match(raw) else _DUMPED)
    if dump is None:
        return text
    data, end = octets.write(text, dump.data), "\r\n" if "\r\n" in raw else "\n"
    upper = bool(re.search("[A-F]", raw.partition("|")[0])) and not re.search("[a-f]", raw.partition("|")[0])
    lines = []
    for at in range(0, len(data), dump.line):
        row = data[at : at + dump.line]
        offset = f"{dump.first + at:0{dump.width}{'x' if dump.base == 16 else 'o'}}"
        if dump.cell == "character":
            lines.append(offset + "".join(_as_cell(byte) for byte in row))
            continue
        groups = [_as_group(row[i : i + dump.size], dump) for i in range(0, len(row), dump.size)]
        half = HALF // dump.size if dump.middle else len(groups)
        digits = " ".join(groups[:half]) + (dump.middle + " ".join(groups[half:]) if groups[half:] else "")
        line = offset + dump.gap + digits
        line = line.upper() if upper else line
        if dump.column:
            shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
            line = line.ljust(dump.column) + dump.marks + shown + {"|": "|", ">": "<"}.get(dump.marks, "")
        lines.append(line)
    return end.join(lines)


def _as_cell(byte: int) -> str:
    return f"  \\{_NAMED[byte]}" if byte in _NAMED else f"   {chr(byte)}" if 32 <= byte < 127 else f" {byte:03o}"


def _as_group(data: bytes, dump: _Dump) -> str:
    data = data.ljust(dump.size, b"\0") if dump.swapped else data
    data = data[::-1] if dump.swapped else data
    return f"{int.from_bytes(data, 'big'):0{3 * dump.size}o}" if dump.cell == "octal" else data.hex()


ENCODERS: dict[str, Callable[[str, str], str]] = {
    "spaced": _as_spaced,
    "pairs": _as_pairs,
    "digits": _as_digits,
    "x": lambda text, raw: "".join(f"{raw[: raw.index('x')]}x{byte:02x}" for byte in text.encode("utf-8", "replace")),
    "codes": _as_codes,
    "bits": _as_bits,
    "dump": _as_dump,
    "list": _as_list,
}
"""Form → writes a text in the manner of a run."""
