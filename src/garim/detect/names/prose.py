"""Where a text reads like prose, so that models need not look at code.

    prose("…")    stretches, in order and apart: sentences, chat, forms ("Name: Jane Roe"), addresses, table rows, mail
                  headers, signatures, log messages; of lines of code only comments and string literals

Hangul, Han, kana and every other script without capitals always count. What is left out: code, SQL, stack frames, keys,
paths, hashes. It is a gate for models alone: rules and patterns see everything.

Lines are weighed by counts (words, neighbours, code marks) that numpy takes of the whole text at once; only the lines
that are left in doubt meet a pattern. 2 KB cost 0.1 to 0.2 ms.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

import garim.late as re

LOWER, UPPER, BEFORE, AFTER, MARK, ALWAYS, LINE, INSIDE = 1, 2, 4, 8, 16, 32, 64, 128
"""What a character is, a bit each: a small or capital letter; may stand before or after a plain word; a mark of code; of a
script without capitals; a line end; what may begin a comment or a string literal."""
OPEN, CODE, WHOLE = 0, 1, 2
"""What a line is: undecided, code, prose."""
WORDS, PAIRS = 3, 2
"""Plain words in a line, and how many of them stand directly before another, from which it is prose."""
LONG = 6
"""Plain words from which a line that ends like code is prose nevertheless, if no mark of code is in it."""
BESIDE = 2
"""Lines from prose at which a short line (a name below "Regards", a city below a street) goes with it."""
SHORT = 80
"""Characters of such a line, at most."""
HEAD = 2000
"""Characters of a line that the patterns for code look at: one line may be a whole file."""
REACH = 24
"""Characters around Hangul and its like in a line of code that go with it."""
_BEFORE, _AFTER, _MARKS, _INSIDE = " \t\n\r\"'([,;:|>*-~", " \t\n\r.,;:!?\"')]|<*-", "{}[]=<>_$\\&^~+%", "\"'`#/-*<%;"
_RULES = (
    ("select having union exec declare truncate", r" "),
    ("insert merge", r" into\b"),
    ("delete", r" from\b"),
    ("update", r" \S+ set\b"),
    ("create alter drop", r" (?:or|table|index|view|unique|user|temporary|global|sequence|function|procedure)\b"),
    ("grant", r" \w+ (?:on|to)\b"),
    ("left right inner outer full cross", r" (?:outer )?join\b"),
    ("group order", r" by\b"),
    ("from", r" [\w.]+ import\b|(?!:).*(?:[=<>;]|\w\()"),
    ("join where and or on values set with when end begin case", r"(?!:).*(?:[=<>;]|\w\(| is (?:not )?null| like '| between \d)"),
    ("import", r" (?:static )?[\w.{*]"),
    ("package", r" [\w.]+;?\s*$"),
    ("using namespace def public private protected internal static final abstract diff", r" "),
    (
        "class interface enum struct func fn function extends implements export async await const let var val void int long"
        " char bool boolean float double string return raise throw yield assert elif else try catch finally"
        " except lambda del global switch",
        r".*(?:[;{}=\[\]]|\w\(|\w\.\w|:\s*$)",
    ),
    ("if for while unless elseif foreach", r"[^.!?]*(?:[:{]|\b(?:then|do))\s*$"),
    ("at", r" [\w$.<>]+\("),
)
_STARTS = {
    word: re.compile(rf"(?! (?:the|a|an|my|our|your|this|that|it|me|us|him|her|you|i|we|to)\b)(?:{rest})", re.IGNORECASE)
    for words, rest in _RULES
    for word in words.split()
}
"""The words that lines of code begin with, and what must follow each."""
_QUERY = re.compile(r"(?:select .*\bfrom|insert into|delete from|create table|update \S+ set)\b", re.IGNORECASE)
_QUERIES = frozenset(("select", "insert", "delete", "create", "update"))
_FIRST = re.compile(r"\s*+([A-Za-z]*+)")
"""Matches any line."""
_COMMAND = re.compile(r"[a-z][\w./-]*+ (?:[\w./:@-]++ )*?--?[a-zA-Z][\w-]*+(?:[ =]|$)")
_MARKED = re.compile(r"->|=>|::|&&|\|\||[!=<>]=|\s[-+*/|]?=\s|\w\[\w+\]|</\w|^\s*+(?:<[/a-zA-Z!?]|\$ \w|@@ )")
_CALLS = re.compile(r"[\w\])]\([^()]*+\)\s*+[;:{)]?\s*+$|\w\([^\s\"']{0,60}[\"']|\w\.\w+\(")
"""What only code holds: with its marks, and with brackets."""
_FORM = re.compile(
    r"[\s>*|\"'-]*+(?:[A-Z][A-Za-zÀ-ɏ.'/ -]{1,28}"
    r"|(?:(?:full|first|last|customer|contact|user|account|billing|delivery|home)[ _]?)?"
    r"(?:name|from|to|cc|bcc|attn|owner|author|assignee|reviewer|reporter|contact|manager|patient"
    r"|address|city|street|company|employer|customer|client|sender|recipient))"
    r"[*\"']* ?[:=] ?[\"'*<]*(?:[^\W\d_][\w'’.-]*,? [\"(<]?[^\W\d_]|[A-ZÀ-Þ][a-zß-ɏ'’-]+[\"'*,.>]*\s*$|\d+[A-Za-z]? [A-Za-z])"
)
"""A label and what reads like a value of words."""
_STREET = re.compile(r"\s*+\d{1,5}[A-Za-z]?,? [A-Za-zÀ-ɏ]+(?: [A-Za-zÀ-ɏ.]+){1,3}\s*(?:,|$)")
_ALONE = re.compile(r"\s*+[^\W\d_](?:[\w'’.-]*[,!?:]*\s+[^\W\d_]){1,5}[\w'’.-]*[,!?:]*\s*$")
"""Some words, and nothing else in the line."""
_COMMENT = re.compile(r"\s*+(?:#(?!include\b|!)|//|--(?=\s)|/?\*+(?!/)|<!--|;|%|\"\"\"|\'\'\'|>)+")
_PARTS = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*+\"?|(?<![A-Za-z0-9])'(?:[^'\\\n]|\\.)*+'?|`[^`\n]*+`?"
    r"|(?:(?:(?<![:\w])//|/\*|<!--|(?<!\S)#|(?<!\S)--) ?)[^\n]*|>[^<>\n]{5,}<"
)
"""String literals, comments at a line's end, and text between tags."""
_KEY = re.compile(r"\s*:")
_WORDS = re.compile(
    r"(?<![\w./\\$@#=-])(?:(?:[A-Za-zÀ-ɏ][a-zß-ɏ'’]*+[,.:;]? ){2}[\"'(@]?[A-Za-zÀ-ɏ][a-zß-ɏ]+(?![\w/\\=({\[])"
    r"|[A-ZÀ-Þ](?:[a-zß-ɏ'’-]++|\.) (?:[A-Z]\. )?[A-ZÀ-Þ][a-zß-ɏ'’-]+(?![\w/\\=({\[])"
    r"|\d{1,6}[A-Za-z]? (?:[NSEW]\.? )?(?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+) [A-Z][a-z]+)"
)
"""Three plain words, two with capitals, or a street with its number, as they stand in a comment or a literal."""
_ROW = re.compile(r"(?:[^,;|\t\n]*+[,;|\t]){2}")
_OPENING, _CLOSING = frozenset(")}]"), frozenset(";{}")
Counts = NDArray[np.int64]
Spans = list[tuple[int, int]]


def _bits(char: str) -> int:
    """The bits of one character."""
    if char.isalpha():
        return LOWER if char.islower() else UPPER if char.isupper() else ALWAYS
    if char == "\n":
        return LINE | BEFORE | AFTER
    if char.isascii():
        sets = ((_BEFORE, BEFORE), (_AFTER, AFTER), (_MARKS, MARK), (_INSIDE, INSIDE))
        return sum(bit for chars, bit in sets if char in chars)
    category = unicodedata.category(char)
    return ALWAYS if category == "Mc" else LOWER if category == "Mn" else 0 if char.isdigit() else BEFORE | AFTER


_ASCII = bytes(_bits(chr(code)) if code < 128 else 0 for code in range(256))


@cache
def _wide() -> NDArray[np.uint8]:
    return np.array([_bits(chr(code)) for code in range(0x10000)] + [ALWAYS], dtype=np.uint8)


def _flags(text: str) -> NDArray[np.uint8]:
    """The bits of each character, with a line end before and after them."""
    # An apostrophe inside a word is a letter: what stands beside "that's" stands beside a word.
    text = text.replace("'s ", "ss ").replace("n't ", "ntt ")
    if text.isascii():
        return np.frombuffer(f"\n{text}\n".encode().translate(_ASCII), dtype=np.uint8)
    text = text.replace("’s ", "ss ").replace("n’t ", "ntt ")
    codes = np.frombuffer(f"\n{text}\n".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if codes.max() > 0xFFFF:
        # Above the basic plane only the rarer Han characters matter; emoji stand between words as a star does.
        codes = np.where(codes > 0xFFFF, np.where((codes >= 0x20000) & (codes < 0x40000), 0x10000, 0x2605), codes)
    return _wide()[codes]


class _Lines:
    """The counts of each line of a text."""

    def __init__(self, flags: NDArray[np.uint8]) -> None:
        self.breaks = ((flags & LINE) != 0).nonzero()[0]
        """Where lines end; one offset more than in the text itself, so that it is where the next line begins there."""
        letter = (flags & (LOWER | UPPER)) != 0
        edges = (letter[1:] != letter[:-1]).nonzero()[0]
        starts, ends = edges[::2], edges[1::2] + 1
        before, after = flags[starts], flags[ends]
        plain = (before & BEFORE != 0) & (after & AFTER != 0) & (ends - starts > 2)
        humps = ((flags[:-1] & flags[1:] >> 1 & LOWER) != 0).nonzero()[0]
        if len(humps):
            # Identifiers have humps, and so have McAllister and DeWitt.
            words = starts.searchsorted(humps) - 1
            strange = (humps - starts[words] > 3) | (flags[starts[words] + 1] & UPPER == 0)
            plain[words[strange]] = False
        starts, ends = starts[plain], ends[plain]
        near = starts[1:] - ends[:-1] < 2
        near &= (after[plain][:-1] | before[plain][1:]) & LINE == 0
        self.words, self.pairs = self._count(starts), self._count(starts[:-1][near])
        self.capitals = self._count(starts[flags[1:][starts] & UPPER != 0])
        self.marks, self.inside, self.always = (self._count(((flags & bit) != 0).nonzero()[0]) for bit in (MARK, INSIDE, ALWAYS))

    def _count(self, at: Counts) -> Counts:
        """How many of the places stand in each line."""
        until: Counts = at.searchsorted(self.breaks)
        return until[1:] - until[:-1]


def prose(text: str) -> Spans:
    """Stretches that read like prose, in order, apart and not empty.

    Args:
        text: Any text.
    """
    flags = _flags(text)
    lines = _Lines(flags)
    breaks = lines.breaks.tolist()
    rows = list(zip(lines.words.tolist(), lines.pairs.tolist(), lines.capitals.tolist(), lines.marks.tolist(), strict=True))
    states = bytearray(len(rows))
    parts: dict[int, Spans] = {}
    sure = ((lines.marks == 0) & ((lines.always > 0) | (lines.words >= LONG))).tolist()
    inside, always = lines.inside.tolist(), lines.always.tolist()
    for number in ((lines.words > 1) | (lines.always > 0)).nonzero()[0].tolist():
        start, end = breaks[number], breaks[number + 1] - 1
        if sure[number] and text[start : start + 12].lstrip()[:6].lower() not in _QUERIES:
            states[number] = WHOLE
            continue
        state = states[number] = _state(text[start : min(end, start + HEAD)], rows[number], always[number] > 0)
        if state == WHOLE:
            continue
        found = list(_inside(text, start, end)) if inside[number] else []
        if always[number]:
            found += _around(text, start, end, (flags[start + 1 : end + 1] & ALWAYS).nonzero()[0])
        if found:
            parts[number] = found
    _add_beside(text, breaks, rows, states)
    return _joined(breaks, len(text), states, parts)


def _state(line: str, row: tuple[int, int, int, int], always: bool) -> int:
    """What a line is by itself."""
    words, pairs, capitals, marks = row
    word, at = _first(line)
    if not word and _COMMENT.match(line):
        return WHOLE if pairs or always else OPEN
    sure = always or (words >= WORDS and pairs >= PAIRS)
    if marks > (2 if always or not sure else words) or _is_code(line, word, at, row):
        return CODE
    if sure or ((":" in line or "=" in line) and _FORM.match(line)) or (marks < 2 and capitals and _ROW.match(line)):
        return WHOLE
    alone = not marks and pairs > 0 and (capitals == words or _ALONE.match(line) or _STREET.match(line))
    return WHOLE if alone else OPEN


def _first(line: str) -> tuple[str, int]:
    """The letters that a line begins with, and where they end."""
    first = _FIRST.match(line)
    return (first[1].lower(), first.end()) if first else ("", 0)


def _is_code(line: str, word: str, at: int, row: tuple[int, int, int, int]) -> bool:
    """Whether a line whose first word ends at `at` is code."""
    words, _, _, marks = row
    if words >= LONG and not marks:
        return word in _QUERIES and _QUERY.match(line.lstrip()) is not None
    rule = _STARTS.get(word)
    if (rule and rule.match(line, at)) or (not word and line[at : at + 1] in _OPENING) or line.rstrip()[-1:] in _CLOSING:
        return True
    if (marks and _MARKED.search(line)) or ("(" in line and _CALLS.search(line)):
        return True
    return " -" in line and _COMMAND.match(line) is not None


def _inside(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Comments and string literals of a line of code that hold words."""
    for part in _PARTS.finditer(text, start, end):
        low, high = part.span()
        if _WORDS.search(text, low, high) and not (text[low] in "\"'" and _KEY.match(text, high, end)):
            yield low, high


def _around(text: str, start: int, end: int, at: Counts) -> Iterator[tuple[int, int]]:
    """The neighbourhood of characters that always count, in a line of code."""
    cuts = (np.diff(at) > 2 * REACH).nonzero()[0]
    firsts, lasts = at[np.concatenate([[0], cuts + 1])].tolist(), at[np.concatenate([cuts, [len(at) - 1]])].tolist()
    for first, last in zip(firsts, lasts, strict=True):
        low, high = max(start, start + first - REACH), min(end, start + last + 1 + REACH)
        # A word that is cut in two could read like a name.
        low = max(low - REACH, start, text.rfind(" ", start, low + 1) + 1)
        space = text.find(" ", high, min(end, high + REACH))
        yield low, space if space >= 0 else min(end, high + REACH)


def _add_beside(text: str, breaks: list[int], rows: list[tuple[int, int, int, int]], states: bytearray) -> None:
    """Mark the short lines near prose that belong to it."""
    size, reads = len(rows), bytes(states)
    at = reads.find(WHOLE)
    while at >= 0:
        for number in range(at - BESIDE, at + BESIDE + 1):
            if 0 <= number < size and states[number] == OPEN and rows[number][0] and not rows[number][3]:
                line = text[breaks[number] : breaks[number + 1] - 1]
                code = len(line) > SHORT or _is_code(line, *_first(line), rows[number])
                states[number] = CODE if code else WHOLE
        at = reads.find(WHOLE, at + 1)


def _joined(breaks: list[int], size: int, states: bytearray, parts: dict[int, Spans]) -> Spans:
    """All stretches in order; those that touch or overlap are one."""
    out: Spans = []
    for number, state in enumerate(states):
        if state == WHOLE:
            spans = [(breaks[number], min(breaks[number + 1], size))]
        elif number in parts:
            spans = sorted(parts[number])
        else:
            continue
        for start, end in spans:
            if out and start <= out[-1][1]:
                out[-1] = (out[-1][0], max(end, out[-1][1]))
            elif end > start:
                out.append((start, end))
    return out
