"""Bytes as xxd, hexdump and od show them: read by their offsets, and written again in the same columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import garim.late as re
from garim.text import octets


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


def dumps(text: str) -> Iterator[tuple[int, int, str]]:
    """The dumps in a text, lines whose offsets count the bytes of those before: where each stands, and what its bytes say."""
    for pattern in (_DUMPED, _CHARACTERS):
        met = pattern.search(text)
        while met is not None:
            dump = _dump(text, met.start(), pattern)
            said = octets.said(dump.data) if dump is not None else ""
            if dump is not None and said:
                yield met.start(), dump.end, said
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


def as_dump(text: str, raw: str) -> str:
    """A dump of what a text says, in the manner of another."""
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
