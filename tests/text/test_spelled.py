"""Words spelled character by character: what they say, and how a surrogate is spelled in their manner."""

from __future__ import annotations

import base64
import json
import quopri
import time
from collections.abc import Callable

import pytest

from garim import Screen
from garim.text.spelled import ENCODERS, spelled
from garim.text.views import View, encode

WORD, HANGUL = "hanbyeol", "한별해운"


def dumped(data: bytes, offset: str, groups: int, *, swapped: bool = False, column: str = "", middle: str = " ") -> str:
    """What xxd, hexdump or od show."""
    lines = []
    for at in range(0, len(data), 16):
        row = data[at : at + 16] + b"\0" * (swapped and len(data[at : at + 16]) % 2)
        cells = [row[i : i + groups][:: -1 if swapped else 1].hex() for i in range(0, len(row), groups)]
        digits = " ".join(cells[:8]) + middle + " ".join(cells[8:]) if cells[8:] else " ".join(cells)
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        lines.append(f"{at:{offset}} {digits:<{32 + 16 // groups + len(middle) - 2}}  {column.format(shown)}".rstrip(" ") if column else f"{at:{offset}} {digits}")
    return "\n".join(lines)


DUMPS: dict[str, Callable[[bytes], str]] = {
    "xxd": lambda data: "\n".join(line.replace(" ", ": ", 1) for line in dumped(data, "08x", 2, column="{}").split("\n")),
    "xxd -g1": lambda data: "\n".join(line.replace(" ", ": ", 1) for line in dumped(data, "08x", 1, column="{}").split("\n")),
    "hexdump -C": lambda data: "\n".join(line.replace(" ", "  ", 1) for line in dumped(data, "08x", 1, column="|{}|", middle="  ").split("\n")) + f"\n{len(data):08x}",
    "hexdump": lambda data: dumped(data, "07x", 2, swapped=True) + f"\n{len(data):07x}", "od -x": lambda data: dumped(data, "07o", 2, swapped=True), "od -t x1": lambda data: dumped(data, "07o", 1) + f"\n{len(data):07o}",
    "od -b": lambda data: "\n".join(f"{at:07o} " + " ".join(f"{b:03o}" for b in data[at : at + 16]) for at in range(0, len(data), 16)),
    "od -c": lambda data: "\n".join(f"{at:07o}" + "".join(f"   {chr(b)}" if 32 <= b < 127 else f" {b:03o}" for b in data[at : at + 16]) for at in range(0, len(data), 16)),
}  # fmt: skip


def spellings(word: str) -> dict[str, str]:
    raw = word.encode()
    return {
        "blanks": " ".join(word), "dots": ".".join(word), "dashes": "-".join(word), "underscores": "_".join(word), "pairs": raw.hex(" "), "digits": f"0x{raw.hex()}", "colons": raw.hex(":").upper(), "0x": ", ".join(f"0x{b:02x}" for b in raw),
        "x": "".join(f"\\x{b:02x}" for b in raw), "quoted": "".join(f"={b:02X}" for b in raw), "chr": "||".join(f"CHR({ord(c)})" for c in word), "chr, spaced": " + ".join(f"chr({ord(c)})" for c in word), "codes": f"String.fromCharCode({','.join(str(ord(c)) for c in word)})",
        "list": json.dumps(list(word), ensure_ascii=False), "list, narrow": str(list(word)), "utf-16": base64.b64encode(f"see {word} now".encode("utf-16-le")).decode(), "utf-16, big": base64.b64encode(f"see {word} now".encode("utf-16-be")).decode(),
        **{name: made(f"the plan of {word} is late".encode()) for name, made in DUMPS.items()}, **{f"{name}, short": made(raw) for name, made in DUMPS.items()},
        "bytes": str(list(raw)), "Buffer": json.dumps({"type": "Buffer", "data": list(raw)}), "CHAR": f"SELECT CHAR({', '.join(str(ord(c)) for c in word)})", "codes, lines": "[\n  " + ",\n  ".join(str(b) for b in raw) + "\n]",
        "Java": str([b - 256 if b > 127 else b for b in raw]), "code points": f"String.fromCodePoint({', '.join(str(ord(c)) for c in word)})", "bits": " ".join(f"{b:08b}" for b in raw), "decimal, blanks": " ".join(map(str, raw)),
        "CONCAT": f"CONCAT('{word[:2]}', '{word[2:]}')", "CONCAT of three": f"concat_ws('', '{word[:1]}','{word[1:3]}', '{word[3:]}')", "join": f"''.join(['{word[:2]}', '{word[2:]}'])", "over lines": f"'{word[:2]}' +\n    '{word[2:]}'", "beside": f'"{word[:2]}" "{word[2:]}"', "R": f'paste0("{word[:2]}", "{word[2:]}")',
        "base64, wrapped": "\n".join(base64.b64encode(f"the table of {word} is slow today".encode()).decode()[at : at + 20] for at in range(0, 60, 20)),
    }  # fmt: skip


CHAINED = ("CONCAT", "CONCAT of three", "join", "over lines", "beside", "R")
CASES = [(word, name) for word in (WORD, HANGUL) for name in spellings(word)]


@pytest.mark.parametrize(("word", "name"), CASES, ids=[f"{w} {n}" for w, n in CASES])
def test_a_listed_word_does_not_leave_spelled(screen: Screen, word: str, name: str) -> None:
    """It is read, it is replaced in the same manner, and it comes back as it stood."""
    written = spellings(word)[name]
    # Lines that JSON escapes are none until it is read, which the wire does.
    quoted = written if name in (*DUMPS, *CHAINED) else f'{{"v": {json.dumps(written)}}}'
    for text in (f"look: {written} !", f"first line\n{written}\nlast line", quoted):
        hidden = screen.hide(text)
        assert written not in hidden.text and word not in View(hidden.text).everything
        assert hidden.restore(hidden.text) == text


@pytest.mark.parametrize("between", [" ", ", ", "; ", "  ", ",", " , "])
@pytest.mark.parametrize("word", ["달미르", "한별해운", "가온누리솔"])
def test_codes_are_read_where_nothing_stands_beside_them(word: str, between: str) -> None:
    codes = between.join(str(ord(char)) for char in word)

    for text in (codes, f" {codes}\n", f"값: {codes}", f"the codes are {codes} as they came"):
        assert [run.plain for run in spelled(text)] == [word]


@pytest.mark.parametrize("text", ["١٢٣٤٥ ١٢٣٤٦ ١٢٣٤٧", "４４０３２，４４０３３", "12 apples, 13 pears; 14 plums", "2026-03-02 10:20:41,311 INFO 7 of 9", "10.20.30.40 1521", "SELECT 1, 2 FROM a"])
def test_numbers_apart_say_nothing(text: str) -> None:
    assert not [run for run in spelled(text) if run.plain.isascii()]


def test_quoted_printable_of_a_mail(screen: Screen) -> None:
    text = quopri.encodestring(f"안녕하세요 {HANGUL} 담당자님".encode()).decode()

    assert "한별" not in View(screen.hide(text).text).everything


def test_json_in_json_of_hangul(screen: Screen) -> None:
    for depth in range(1, 5):
        text = HANGUL
        for _ in range(depth):
            text = json.dumps({"a": text})
        hidden = screen.hide(text)
        said = hidden.text
        for _ in range(depth):
            said = json.loads(said)["a"]
        assert "한별" not in said and hidden.restore(hidden.text) == text


@pytest.mark.parametrize("text", ["a b c d e f g", "1.2.3.4.5", "그 수 는 더 큰 수 다", "x = [\"a\", \"b\", \"c\", \"d\"]", "chr(65)||chr(66)||chr(67)", "\\x00\\x01\\x02\\x03", "=3D=3D=20=20", "aGVsbG8gd29ybGQ=", "00 01 02 03 04 05 06", "[10, 20, 30, 40, 50]", "CHAR(65, 66, 67)", "2024-11-30 101 102 103 104 105", "['a', 'b'] 'c' 'd'", "00000000: 0001 0203 0405 0607"])
def test_what_only_looks_so_stays(screen: Screen, text: str) -> None:
    assert screen.hide(text).text == text


@pytest.mark.parametrize("form", ENCODERS)
def test_each_form_is_written_as_it_is_read(form: str) -> None:
    # The hex of a longer word is a blob, see test_disguises.py.
    said, other = ("salt", "velmo") if form == "digits" else ("saltmarsh", "velmora")
    written_as = [text for name, text in spellings(said).items() if (name.removesuffix(", short") in DUMPS) == (form == "dump")]
    read = [(written, run) for written in written_as for run in spelled(written) if run.form == form]
    for written, run in read:
        again = written[: run.start] + encode(form, run.plain.replace(said, other), written[run.start : run.end]) + written[run.end :]
        assert encode(form, run.plain, written[run.start : run.end]) == written[run.start : run.end]
        assert run.plain.replace(said, other) in [one.plain for one in spelled(again) if one.form == form]
    assert read


def test_long_texts_take_linear_time() -> None:
    began = time.process_time()
    for text in ("a " * 200_000, "a.b-" * 100_000, "=41" * 100_000, "\\x41" * 100_000, "chr(65)||" * 50_000, "'a'," * 100_000, "41 " * 100_000, "12, " * 80_000, "0000000 " * 50_000, "00000000: 6161" * 20_000, "0000000   a" * 20_000, "\\" * 300_000, "(" * 300_000):
        list(spelled(text))
    assert time.process_time() - began < 6
