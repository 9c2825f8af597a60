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
from garim.text.dumps import as_dump, dumps

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
_DIGITS, _SIX = bytes(104 if chr(i) in "0123456789abcdefABCDEF" else 32 for i in range(256)), b"hhhhhh"
"""Digits of hex, and six of them: a word of three letters, or the offset of a dump."""
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
_ROW = re.compile(r"\d[\s,;][\s,;-]{0,33}\d{1,8}[\s,;][\s,;-]{0,33}\d")
"""Three numbers in a row: fewer are neither codes nor bits."""
_NUMBER = re.compile(r"-?\d{1,7}")
_PAIR = re.compile(r"[0-9A-Fa-f]{2}(?![0-9A-Fa-fx])")
_QUOTED = re.compile(r"([\"'])([^\"'\\])\1")


def spelled(text: str) -> Iterator[Run]:
    """The runs of a text that spell something."""
    plain = text.encode("ascii", "replace")
    mask, digits = b" " + plain.translate(_MASK) + b" ", plain.translate(_DIGITS)
    for met in _near(text, mask, b" a a a ", _LETTERS):
        said = "".join(filter(str.isalnum, met[0]))
        if len(said) >= SHORTEST and not said.isdigit():
            yield Run(met.start(), met.end(), "spaced", said)
    if b" aa aa aa aa " in mask or text.count("0x") >= SHORTEST:
        yield from _bytes(text, _PAIRS, "pairs", lambda raw: "".join(_PAIR.findall(raw)))
    yield from _digits(text, digits)
    if "\\x" in text:
        yield from _bytes(text, _ESCAPED, "x", lambda raw: raw.replace("\\", "").replace("x", ""))
    for met in _near(text, mask, b"qaq", _LIST):
        yield Run(met.start(), met.end(), "list", "".join(char for _, char in _QUOTED.findall(met[0])))
    if any(mark in text for mark in ("hr(", "HR(", "har(", "HAR(")):
        yield from (Run(met.start(), met.end(), "codes", said) for met in _CHR.finditer(text) if (said := _coded(met[0])))
    if _ROW.search(text):
        yield from (Run(met.start(), met.end(), "codes", said) for met in _CODES.finditer(text) if (said := _coded(met[0])))
        yield from _bytes(text, _BITS, "bits", lambda raw: "".join(f"{int(bits, 2):02x}" for bits in re.findall("[01]{8}", raw)))
    if _SIX in digits:
        yield from (Run(start, end, "dump", said) for start, end, said in dumps(text))


def _near(text: str, mask: bytes, mark: bytes, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where a pattern begins at a mark of the mask, which has one character more before the text."""
    at = mask.find(mark)
    while at >= 0:
        met = next(filter(None, (pattern.match(text, place) for place in range(max(0, at - 2), at + 2))), None)
        if met is not None:
            yield met
        at = mask.find(mark, max(at + 1, met.end() if met else 0))


def _digits(text: str, mask: bytes) -> Iterator[Run]:
    """Short hex words by themselves or behind 0x."""
    at = mask.find(_SIX)
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
        at = mask.find(_SIX, end) if end >= 0 else -1


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


ENCODERS: dict[str, Callable[[str, str], str]] = {
    "spaced": _as_spaced,
    "pairs": _as_pairs,
    "digits": _as_digits,
    "x": lambda text, raw: "".join(f"{raw[: raw.index('x')]}x{byte:02x}" for byte in text.encode("utf-8", "replace")),
    "codes": _as_codes,
    "bits": _as_bits,
    "dump": as_dump,
    "list": _as_list,
}
"""Form → writes a text in the manner of a run."""
