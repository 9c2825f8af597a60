"""The disguises a word can wear in a text, how each is taken off, and how a surrogate puts it on.

Forms: json (\\uXXXX, \\/ …) braced (\\u{61}, \\x{61}, \\U00000061) octal (\\141) css (\\61 ) rtf (\\'61) percent html
quoted (=EA=B0=80, of mails) wide (full-width and other NFKC) nfd jamo (ㅎㅏㄴ) hidden (invisible characters) dash lookalike
wrapped (broken by a line end); and what is encoded as a whole: those of blobs.py and spelled.py. Two at once are named
outside first: percent+wide.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import quote_from_bytes

import garim.late as re
from garim.text import blobs, spelled


class Atom(NamedTuple):
    """A piece of a text that reads as something else."""

    start: int
    end: int
    plain: str
    form: str


ESCAPE = re.compile(
    r"(?P<braced>(?:\\{1,9}[ux]\{ ?[0-9a-fA-F]{1,6}(?: [0-9a-fA-F]{1,6}){0,64} ?\}|\\{1,9}U[0-9a-fA-F]{8})+)"
    r"|(?P<rtf>(?:\\'[0-9a-fA-F]{2})+|(?:\\u(?:-\d{1,5}|\d{5})\?)+)"
    r"|(?P<css>(?:\\{1,9}(?:0{2,4}[2-7][0-9a-fA-F]|(?:00)?[aAbBcCdD][0-9a-fA-F]{3})(?:[ \t\n]|(?![0-9a-fA-F])))+)"
    r"|(?P<octal>(?:\\{1,9}[0-3][0-7]{2})+)"
    r"|(?P<short>(?:\\{1,9}[2-7][0-9a-fA-F](?:[ \t\n]|(?![0-9a-fA-F])))+)"
    r"|(?:\\{1,9}u[0-9a-fA-F]{4})+|\\[/nrt]|(?:%[0-9a-fA-F]{2})+|&(?:#0{0,64}[0-9]{1,7};?|#[xX]0{0,64}[0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};)"
)
UNIT = re.compile(r"\\+u([0-9a-fA-F]{4})")
ESCAPE_MARK = re.compile(r"[\\%&]")
# An escaped quote is not undone: the kinds read it as a quote, and a text full of them would be read twice.
SHORT = {"\\/": "/", "\\n": "\n", "\\r": "\r", "\\t": "\t"}

# Cyrillic and Greek letters that are drawn like Latin ones: a subset of Unicode TR39 confusables.txt.
LOOKALIKE = dict(
    zip(
        "АВСЕНІЈКМОРЅТХУаԁеһіјкорсѕухѵԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυ",
        "ABCEHIJKMOPSTXYadehijkopcsyxvqwABEZHIKMNOPTYXaikvopu",
        strict=True,
    )
)
_ALIKE = "".join(LOOKALIKE)
_HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_WIDE = (
    "\u00a0\u00aa\u00b2\u00b3\u00b9\u00ba\u2000-\u200a\u202f\u205f\u2070-\u209c\u2100-\u214f\u2160-\u217f\u2460-\u24ff"
    "\u3000\u3200-\u33ff\ufb00-\ufb06\ufe50-\ufe6b\uff01-\uff9f\uffa1-\uffee\U0001d400-\U0001d7ff\U0001f100-\U0001f189"
)
# Small capitals and white letters on black, which NFKC leaves as they are; raised letters, which it does not.
_DRAWN = str.maketrans(
    "ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ" + "".join(chr(first + n) for first in (0x1F150, 0x1F170) for n in range(26)),
    "abcdeghijklmnopqrstuvwyz" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 2,
)
_RAISED = "\u02b0-\u02b8\u02e1-\u02e3\u1d2c-\u1d6a\u1d9c-\u1dbf\u2071\u207f"
_SMALL = _RAISED + "".join(chr(code) for code in _DRAWN if code < 0x1F150)
"""Phonetic spellings have some of them, never three together."""
_MARK = "\u0300-\u034e\u0350-\u036f"
_DASH = "\u2010-\u2015\u2212"
# UTF-8 bytes of ASCII, Hangul syllables and CJK: a text of nothing else is told at a tenth of the search's cost.
_USUAL = bytes([*range(9, 14), *range(0x20, 0x7F), *range(0x80, 0xC0), *range(0xE4, 0xEE)])
_CONTROL = "\x00-\x08\x0e-\x1f\x7f"
"""Characters that a terminal acts on and nobody reads."""
_SEQUENCE = (
    r"\x1b\[[0-?]{0,64}[ -/]{0,4}[@-~]|\x9b[0-?]{1,64}[ -/]{0,4}[@-~]"
    r"|\x1b[\]PX^_][^\x07\x1b\n]{0,1024}(?:\x07|\x1b\\)|\x1b[ -/]{1,2}[0-~]|\x1b[=>78cDEHMNO]"
)
"""What a terminal takes for one command (ECMA-48): colours, links, titles, sets of characters."""
ACTED = re.compile(f"[{_CONTROL}]")
ODD = re.compile(f"[{_CONTROL}\x9b{_HIDDEN}{_WIDE}{_SMALL}{_MARK}{_DASH}\u1100-\u1112ㄱ-ㅎ{_ALIKE}]")
FOLD = re.compile(
    f"(?P<hidden>(?:{_SEQUENCE}|[{_CONTROL}{_HIDDEN}])+)|(?P<wide>[{_SMALL}]{{3,64}}|[{_WIDE}])|(?P<jamo>(?:[ㄱ-ㅎ][ㅏ-ㅣ](?:[ㄱ-ㅎ](?![ㅏ-ㅣ]))?){{2,64}})|(?P<nfd>[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[{_MARK}]+)"
    f"|(?P<dash>(?<=[0-9A-Za-z])[{_DASH}](?=[0-9A-Za-z]))"
    f"|(?P<lookalike>(?<=[A-Za-z])[{_ALIKE}]{{1,32}}|[{_ALIKE}]{{1,32}}(?=[A-Za-z])|(?<!\\w)[{_ALIKE}]{{3,32}}(?!\\w)"
    # A whole part of an identifier: TB_НВ_M.
    f"|(?<=[A-Za-z0-9]_)[{_ALIKE}]{{1,32}}(?![^\\W_])|(?<![^\\W_])[{_ALIKE}]{{1,32}}(?=_[A-Za-z0-9])"
    f"|(?<=[A-Za-z0-9][-.])[{_ALIKE}]{{2,32}}(?![^\\W_])|(?<![^\\W_])[{_ALIKE}]{{2,32}}(?=[-.]?[A-Za-z0-9]))"
)


def escapes(text: str) -> list[Atom]:
    """The escaped characters of a text, one atom each."""
    quoted = _quoted(text)
    if "\\" not in text and "%" not in text and "&" not in text:
        return quoted
    out: list[Atom] = []
    done = 0
    for mark in ESCAPE_MARK.finditer(text):
        match = ESCAPE.match(text, mark.start()) if mark.start() >= done else None
        if match is None:
            continue
        start, raw, done = match.start(), match[0], match.end()
        if match.lastgroup:
            out += FURTHER[match.lastgroup](start, raw)
        elif raw[0] == "%":
            _percent(start, raw, out)
        elif raw[0] == "&":
            plain = html.unescape(raw)
            if plain != raw:
                out.append(Atom(start, match.end(), plain, "html"))
        elif raw in SHORT:
            out.append(Atom(start, match.end(), SHORT[raw], "json"))
        else:
            _json(start, raw, out)
    return _merged(out, quoted) if quoted else out


QUOTED_RUN = re.compile(r"(?:=[0-9A-F]{2}){2}")
"""Quoted-printable of what ASCII does not have: a text without one is none, `limit=20` or `x=AB` is code."""
QUOTED = re.compile(r"(?:=[0-9A-F]{2}(?:=\r?\n)?)+|=\r?\n")


def _quoted(text: str) -> list[Atom]:
    """Bytes of a mail's quoted-printable, and the line ends that it put into words. Source: RFC 2045, section 6.7; RFC 2047."""
    if "=" not in text or QUOTED_RUN.search(text) is None:
        return []
    out: list[Atom] = []
    for run in QUOTED.finditer(text):
        units = list(re.finditer(r"=([0-9A-F]{2})|=\r?\n", run[0]))
        at = 0
        for char, left in _characters(bytes(int(unit[1], 16) for unit in units if unit[1])):
            first = at
            while left or at < len(units) and not units[at][1]:  # a soft line end belongs to the character before it
                left -= units[at][1] is not None
                at += 1
            out.append(Atom(run.start() + units[first].start(), run.start() + units[at - 1].end(), char, "quoted"))
        if not any(unit[1] for unit in units):
            out.append(Atom(run.start(), run.end(), "", "quoted"))
    return out


def _merged(out: list[Atom], quoted: list[Atom]) -> list[Atom]:
    """Both in their order; where two meet, the first."""
    every = sorted((*out, *quoted))
    return [atom for before, atom in zip([Atom(0, 0, "", ""), *every], every, strict=False) if atom.start >= before.end]


_POINT = re.compile(r"[0-9a-fA-F]{1,8}")
_BRACED = re.compile(r"(\\+)([uxU])(?:\{([^}]*)\}|([0-9a-fA-F]{8}))")
_CSS = re.compile(r"\\+([0-9a-fA-F]{2,6})[ \t\n]?")
_RTF_UNIT = re.compile(r"\\u(-?\d+)\?")


def _points(start: int, raw: str, one: re.Pattern[str], form: str, value: Callable[[re.Match[str]], str]) -> list[Atom]:
    """Atoms of a run whose pieces each stand for characters; none for what nobody reads."""
    atoms = [Atom(start + met.start(), start + met.end(), value(met), form) for met in one.finditer(raw)]
    return [atom for atom in atoms if _is_read(atom.plain)]


def _is_read(plain: str) -> bool:
    return plain != "" and (plain.isprintable() or plain in "\n\t")


def _braced(met: re.Match[str]) -> str:
    numbers = [int(one, 16) for one in (met[3] or met[4]).split()]
    return "".join(map(chr, numbers)) if all(one < 0x110000 and not 0xD800 <= one < 0xE000 for one in numbers) else ""


def _css(met: re.Match[str]) -> str:
    number = int(met[1], 16)
    return chr(number) if number < 0x80 or 0xAC00 <= number < 0xD7A4 else ""


CHARSETS = ("utf-8", "cp949")
"""Of bytes that are written one by one: the usual one, and Korean Windows'."""


def _characters(data: bytes) -> list[tuple[str, int]]:
    """The characters that bytes are, each with how many of them it takes; none where they are no text."""
    for codec in CHARSETS:
        try:
            return [(char, len(char.encode(codec))) for char in data.decode(codec)]
        except UnicodeDecodeError:
            continue
    return []


def _byte_run(start: int, raw: str, size: int, base: int, form: str) -> list[Atom]:
    """Atoms of bytes that are each written in `size` characters, the last ones digits of `base`."""
    width = len(raw) // (len(raw) // size)
    digits = 3 if base == 8 else 2
    data = bytes(int(raw[at + width - digits : at + width], base) for at in range(0, len(raw), width))
    out, at = [], start
    for char, taken in _characters(data):
        out.append(Atom(at, at := at + width * taken, char, form))
    return [atom for atom in out if _is_read(atom.plain)]


def _octal(start: int, raw: str) -> list[Atom]:
    """Backslashes and three digits; all with as many backslashes as the first."""
    size = raw.find("\\", len(raw) - len(raw.lstrip("\\")))
    size = size if size > 0 else len(raw)
    return _byte_run(start, raw, size, 8, "octal") if len(raw) % size == 0 else []


def _rtf(start: int, raw: str) -> list[Atom]:
    """Bytes of the document's code page, or decimal UTF-16 units. Source: RTF 1.9.1, \\'hh and \\uN."""
    if raw[1] == "'":
        return _byte_run(start, raw, 4, 16, "rtf")
    return _points(start, raw, _RTF_UNIT, "rtf", lambda met: _unit(int(met[1]) % 0x10000))


def _unit(number: int) -> str:
    return "" if 0xD800 <= number < 0xE000 else chr(number)


FURTHER: dict[str, Callable[[int, str], list[Atom]]] = {
    "braced": lambda start, raw: _points(start, raw, _BRACED, "braced", _braced),
    "rtf": _rtf,
    "css": lambda start, raw: _points(start, raw, _CSS, "css", _css),
    "octal": _octal,
    "short": lambda start, raw: _points(start, raw, _CSS, "css", _css),
}


def _json(start: int, raw: str, out: list[Atom]) -> None:
    """\\uXXXX, in JSON inside JSON with more than one backslash."""
    units = [(met.start(), met.end(), int(met[1], 16)) for met in UNIT.finditer(raw)]
    i = 0
    while i < len(units):
        low, high, unit = units[i]
        i += 1
        if 0xD800 <= unit < 0xDC00 and i < len(units) and 0xDC00 <= units[i][2] < 0xE000:
            unit, high = 0x10000 + ((unit - 0xD800) << 10) + units[i][2] - 0xDC00, units[i][1]
            i += 1
        if not 0xD800 <= unit < 0xE000:
            out.append(Atom(start + low, start + high, chr(unit), "json"))


def _percent(start: int, raw: str, out: list[Atom]) -> None:
    for char, taken in _characters(bytes.fromhex(raw.replace("%", ""))):
        out.append(Atom(start, start := start + 3 * taken, char, "percent"))


def folds(text: str) -> list[Atom]:
    """The characters of a text that are drawn or composed in an unusual way, one atom each."""
    if not text.encode("utf-8", "replace").translate(None, _USUAL):
        return []
    out: list[Atom] = []
    done = 0
    for odd in ODD.finditer(text):
        if odd.start() < done:
            continue
        match = FOLD.match(text, odd.start())
        if match is None:
            continue
        start, end, form = match.start(), match.end(), str(match.lastgroup)
        if form == "jamo":
            out += [Atom(start + met.start(), start + met.end(), _syllable(met), form) for met in _SYLLABLE.finditer(match[0])]
        elif form == "lookalike":
            out += [Atom(start + i, start + i + 1, LOOKALIKE[c], form) for i, c in enumerate(match[0])]
        elif form == "nfd" and start > done and match[0][0] < "\u1100":
            composed = unicodedata.normalize("NFC", text[start - 1 : end])
            # Marks that compose with nothing are drawn over the letter to hide it.
            out.append(Atom(start - 1, end, composed if len(composed) == 1 else text[start - 1], form))
        else:
            plain = PLAIN[form](match[0])
            if plain != match[0]:
                out.append(Atom(start, end, plain, form))
        done = end
    return out


PLAIN: dict[str, Callable[[str], str]] = {
    # Tag characters spell ASCII that nobody sees and models read.
    "hidden": lambda raw: "".join(chr(ord(c) - 0xE0000) for c in raw if "\U000e0020" <= c <= "\U000e007e"),
    "wide": lambda raw: unicodedata.normalize("NFKC", raw.translate(_DRAWN)),
    "nfd": lambda raw: unicodedata.normalize("NFC", raw),
    "dash": lambda raw: "-",
}


_TAGS = "a abbr b bdi bdo big code del em font i ins kbd mark nobr q s samp small span strike strong sub sup tt u var wbr"
_UNREAD = "\x80-\x9f\u2800\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010ffff"
"""C1 controls, the blank of Braille, what is no character, and private use, which icons in terminals are: no part of a word."""
_CHAINED = r"[\"'](?:[ \t]{0,4}(?:\|\||[+.&])|[ \t]{1,4}|[ \t]{0,4}\\?\r?\n)\s{0,32}[\"']"
"""Between two pieces of text that code makes one of."""
_LISTED = r"[\"']\s{0,16},\s{0,16}[\"']"
"""The same where something joins what is listed."""
_JOINS = re.compile(r"concat(?:_ws)?\s{0,4}\(|\bjoin\s{0,4}\(|\bpaste0?\(", re.IGNORECASE)
_CUT = re.compile(
    # Possessive: what could be read in two ways would be tried in all of them.
    rf"</?(?:{_TAGS.replace(' ', '|')})(?:\s[^<>]{{0,200}})?/?>|<!--[^<>]{{0,200}}-->"
    r"|\*{1,3}+|~~|`{1,2}+|\}?\\(?:textbf|textit|texttt|emph|underline)\{|\}"
    r"|[-\u00ad\u2010\\=][ \t]{0,8}\r?\n[ \t>]{0,64}|[\x0b\x0c\u2028\u2029]"
    rf"|{_SEQUENCE}|[{_UNREAD}{_CONTROL}{_HIDDEN}\u20d0-\u20f0]|{_CHAINED}|{_LISTED}",
    re.IGNORECASE,
)
_ESCAPED_CUT = re.compile(r"(?<=\w)\\(?=[_.@#&-]\w)")
_IN_WORD = re.compile(r"\w")
_CUT_MARKS = ("<", "*", "~~", "`", "\\", "}", "-\n", "-\r", "=\n", "=\r", "- \n", "\x1b", "\x0b", "\x0c")
_CUT_MARK = rf"[<*~`}}\\\x0b\x0c\x1b\u2028\u2029\u20d0-\u20f0{_UNREAD}]|[-=\u00ad\u2010](?=[ \t]{{0,8}}\r?\n)"
_CUT_AT = re.compile(rf"(?={_CHAINED})|{_CUT_MARK}")
_CUT_AT_JOINS = re.compile(rf"(?={_CHAINED}|{_LISTED})|{_CUT_MARK}")


def cuts(text: str) -> list[Atom]:
    """What stands inside words and is no part of them: mark-up, marked line ends, characters and commands that nobody reads."""
    plain = text.isascii() or not text.encode("utf-8", "replace").translate(None, _USUAL)
    joins = "," in text and _JOINS.search(text) is not None
    if plain and not joins and not any(mark in text for mark in _CUT_MARKS) and not re.search(_CHAINED, text):
        return []
    out: list[Atom] = []
    ends: dict[int, int] = {}
    done = 0
    for mark in (_CUT_AT_JOINS if joins else _CUT_AT).finditer(text):
        start = mark.start()
        if start < done or not start or not _IN_WORD.match(text, start - 1):
            continue
        end = _cut_end(text, start, ends)
        if end == start or not _IN_WORD.match(text, end):
            escaped = _ESCAPED_CUT.match(text, start)
            if escaped is None:
                continue
            end = escaped.end()
        out.append(Atom(start, end, "", "cut"))
        done = end
    return out


def _cut_end(text: str, start: int, ends: dict[int, int]) -> int:
    """Where a run of cuts ends that begins at a place; the place itself where none does.

    Args:
        text: Any.
        start: The place.
        ends: What was told of other places: a run is read once, wherever in it one begins.
    """
    run = []
    at = start
    while at not in ends:
        met = _CUT.match(text, at)
        if met is None:
            ends[at] = at
            break
        run.append(at)
        at = met.end()
    end = ends[at]
    for place in run:
        ends[place] = end
    return end


JOIN_MAX = 96
"""Characters of a broken word that are looked at on either side of the line end."""
_KEY = re.compile(r"[A-Za-z_][\w.-]{0,60}[ \t]{0,4}(?:=|:[ \t\n])")  # two settings in a row are no broken word


def wraps(text: str) -> Iterator[list[Atom]]:
    """Atoms of the view in which each word that a line end may have broken stands whole, and nothing else."""
    out: list[Atom] = []
    kept, at = 0, text.find("\n")
    while at >= 0:
        stop, start = at + 1, at
        at = text.find("\n", stop)
        start -= start > 0 and text[start - 1] == "\r"
        last = text[start - 1]
        # A sentence that ends in Hangul breaks no word.
        if start <= kept or not (last.isalpha() or last in "-@./_") or last == "." and text[start - 2] >= "\uac00":
            continue
        while text[stop : stop + 1] in (" ", "\t"):
            stop += 1
        floor = max(kept, start - JOIN_MAX)
        if not text[stop : stop + 1].isalnum() or last.isalpha() and _KEY.match(text, stop) and _KEY.search(text, floor, start):
            continue
        left = max(text.rfind(" ", floor, start), text.rfind("\n", floor, start), floor - 1) + 1
        if last == "." and "@" not in text[left:start] and "." not in text[left : start - 1]:
            continue
        right = text[stop : stop + JOIN_MAX].split(None, 1)[0]
        out.append(Atom(kept, left, "\n", "gap"))
        out.append(Atom(start, stop, "", "wrapped"))
        kept = stop + len(right)
    if out:
        out.append(Atom(kept, len(text), "\n", "gap"))
        yield out


def encode(form: str, text: str, raw: str) -> str:
    """Write a surrogate in the disguise of its original, so that undisguising gives it back.

    Args:
        form: A finding's form: one disguise, or several joined by "+", the outermost first.
        text: The surrogate, plain.
        raw: The original as it stood in the text that came in: its hex case, escape style, line break … are kept.
    """
    if not form:
        return text
    outer, _, inner = form.partition("+")
    text = encode(inner, text, _decode(outer, raw)) if inner else text
    written = ENCODERS[outer](text, raw) if outer in ENCODERS else text
    # With nothing to escape it must still differ from the plain surrogate: each comes back as its original stood.
    forced = FORCED.get(outer, "")
    return forced % ord(text[0]) + written[1:] if forced and written == text != "" else written


FORCED = {
    "json": "\\u%04x",
    "percent": "%%%02X",
    "html": "&#%d;",
    "braced": "\\u{%x}",
    "octal": "\\%03o",
    "css": "\\%06x ",
    "rtf": "\\'%02x",
    "quoted": "=%02X",
}
"""Escape → how it writes a character that it need not."""


def _decode(form: str, raw: str) -> str:
    """The original with its outermost disguise taken off."""
    atoms = escapes(raw) if form in FORCED else folds(raw)
    out: list[str] = []
    at = 0
    for atom in atoms:
        if atom.form == form:
            out += (raw[at : atom.start], atom.plain)
            at = atom.end
    return "".join((*out, raw[at:]))


def _upper(raw: str, mark: str) -> bool:
    digits = "".join(re.findall(f"{mark}([0-9a-fA-F]{{2,6}})", raw))
    return not any(c in "abcdef" for c in digits)


def _covers_ascii(raw: str, form: str) -> bool:
    """Whether the original escapes plain letters and digits too."""
    return any(a.form == form and a.plain.isascii() and a.plain.isalnum() for a in escapes(raw))


def _as_json(text: str, raw: str) -> str:
    unit = UNIT.search(raw)
    slashes = unit[0][:-5] if unit else "\\"
    every, pattern = _covers_ascii(raw, "json"), slashes + ("u%04X" if unit and _upper(raw, r"\\u") else "u%04x")
    escaped = "\\u" in raw
    out = []
    for char in text:
        if char in '"\\' or char == "/" and "\\/" in raw:
            out.append("\\" + char)
        elif char.isascii() and not every or not escaped and char.isprintable():
            out.append(char)
        else:
            units = char.encode("utf-16-be", "surrogatepass")
            out += [pattern % int.from_bytes(units[i : i + 2], "big") for i in range(0, len(units), 2)]
    return "".join(out)


def _as_percent(text: str, raw: str) -> str:
    try:
        data = text.encode(_charset(raw, "percent", 3))
    except UnicodeEncodeError:
        data = text.encode("utf-8", "replace")
    if _covers_ascii(raw, "percent"):
        out = "".join(f"%{byte:02X}" for byte in data)
    else:
        plain = "".join(c for c in "!$&'()*+,;=:@/" if c in raw)
        out = quote_from_bytes(data, safe=plain)
    return out if _upper(raw, "%") else re.sub(r"%[0-9A-F]{2}", lambda m: m[0].lower(), out)


def _as_quoted(text: str, raw: str) -> str:
    charset = _charset(raw, "quoted", 3)
    whole = "".join(f"={byte:02X}" for byte in text.encode(charset, "replace"))
    if _covers_ascii(raw, "quoted"):
        return whole
    out = "".join(
        c if c.isascii() and c.isprintable() and c != "=" else "".join(f"={byte:02X}" for byte in c.encode(charset, "replace"))
        for c in text
    )
    return out if QUOTED_RUN.search(out) else whole  # with less nobody takes it for what it is


def _as_html(text: str, raw: str) -> str:
    every = _covers_ascii(raw, "html")
    style = re.search(r"&#(x?)", raw, re.I)
    if style is None:
        return html.escape(text, quote='"' in html.unescape(raw))
    write = "&#x{:x};" if style[1] else "&#{};"
    if style[1] and _upper(raw, "&#[xX]"):
        write = "&#x{:X};"
    return "".join(c if c.isascii() and not every and c not in "<>&\"'" else write.format(ord(c)) for c in text)


def _as_braced(text: str, raw: str) -> str:
    every, met = _covers_ascii(raw, "braced"), _BRACED.search(raw)
    marks, letter = (met[1], met[2]) if met else ("\\", "u")
    digits = "%08x" if letter == "U" else "%x"
    if met and re.search("[A-F]", met[3] or met[4]):
        digits = digits.replace("x", "X")
    write = f"{marks}U{digits}" if letter == "U" else f"{marks}{letter}{{{digits}}}"
    return "".join(c if c.isascii() and not every and c not in "\\\"'" else write % ord(c) for c in text)


def _as_octal(text: str, raw: str) -> str:
    every = _covers_ascii(raw, "octal")
    marks = (re.search(r"\\+(?=[0-3][0-7]{2})", raw) or ["\\"])[0]
    data = text.encode(_charset(raw, "octal", 4), "replace")
    return "".join(chr(b) if 32 <= b < 127 and not every and b not in b"\\\"'" else f"{marks}{b:03o}" for b in data)


def _as_css(text: str, raw: str) -> str:
    every, met = _covers_ascii(raw, "css"), _CSS.search(raw)
    # With a blank behind it an escape ends, whatever follows.
    write = ("\\%06X " if re.search("[A-F]", raw) else "\\%06x ") if met and len(met[1]) == 6 else "\\%x "
    return "".join(c if c.isascii() and not every and c not in "\\\"'" else write % ord(c) for c in text)


def _as_rtf(text: str, raw: str) -> str:
    every = _covers_ascii(raw, "rtf")
    codec = "cp949" if all(atom.plain.isascii() for atom in escapes(raw)) else _charset(raw, "rtf", 4)
    out = []
    for char in text:
        if char.isascii():
            out.append(f"\\'{ord(char):02x}" if every or char in "\\{}" else char)
        elif "\\'" not in raw:
            words = char.encode("utf-16-be", "surrogatepass")
            out += [f"\\u{int.from_bytes(words[i : i + 2], 'big', signed=True)}?" for i in range(0, len(words), 2)]
        else:
            out += [f"\\'{byte:02x}" for byte in char.encode(codec, "replace")]
    return "".join(out)


def _charset(raw: str, form: str, width: int) -> str:
    """In which of CHARSETS the bytes of an escaped original are, each written in `width` characters or more."""
    atoms = [atom for atom in escapes(raw) if atom.form == form and not atom.plain.isascii()]
    return CHARSETS[any(atom.end - atom.start < width * len(atom.plain.encode()) for atom in atoms)]


def _as_wide(text: str, raw: str) -> str:
    if not any("\uff01" <= c <= "\uff5e" for c in raw):
        return text
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


_LEADS, _VOWELS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = "\0ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_SYLLABLE = re.compile(r"([ㄱ-ㅎ])([ㅏ-ㅣ])([ㄱ-ㅎ](?![ㅏ-ㅣ]))?")


def _syllable(met: re.Match[str]) -> str:
    """Letters of Hangul as the syllable that they make; as they are where they make none."""
    lead, vowel, tail = _LEADS.find(met[1]), _VOWELS.find(met[2]), _TAILS.find(met[3] or "\0")
    if lead < 0:
        return met[0]
    return chr(0xAC00 + (lead * 21 + vowel) * 28 + max(tail, 0)) + (met[3] if met[3] and tail < 0 else "")


def _as_jamo(text: str, raw: str) -> str:
    out = []
    for char in text:
        code = ord(char) - 0xAC00
        if 0 <= code < 11172:
            out.append(_LEADS[code // 588] + _VOWELS[code % 588 // 28] + _TAILS[code % 28].rstrip("\0"))
        else:
            out.append(char)
    return "".join(out)


def _as_dash(text: str, raw: str) -> str:
    dash = next((c for c in raw if c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
    return text if "-" in raw else text.replace("-", dash)


def _as_wrapped(text: str, raw: str) -> str:
    match = re.search(r"\r?\n[ \t]*", raw)
    if match is None or len(text) < 2:
        return text
    before = raw[match.start() - 1]
    at = text.find(before) + 1 if before in "@-./_" else 0
    if not 0 < at < len(text):
        share = match.start() / (len(raw) - len(match[0]))
        at = min(max(round(len(text) * share), 1), len(text) - 1)
    return text[:at] + match[0] + text[at:]


ENCODERS: dict[str, Callable[[str, str], str]] = {
    "json": _as_json,
    "percent": _as_percent,
    "html": _as_html,
    "quoted": _as_quoted,
    "braced": _as_braced,
    "octal": _as_octal,
    "css": _as_css,
    "rtf": _as_rtf,
    "wide": _as_wide,
    "nfd": lambda text, raw: unicodedata.normalize("NFD", text),
    "dash": _as_dash,
    "jamo": _as_jamo,
    "wrapped": _as_wrapped,
    **blobs.ENCODERS,
    **spelled.ENCODERS,
}
