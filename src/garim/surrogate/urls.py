"""URLs to strangers: where one starts, whose host it names, where it ends. Nothing is restored inside one.

A reply may carry a link or an image that an injected document asked for; what stands in it leaves as soon as it is shown.
So inside a URL only a host that is ours (a surrogate that we issued), localhost or a trusted one lets originals back in.
Where it is not certain that a URL ended, it goes on: the price is a surrogate left in the text, never a leak.

Source: the WHATWG URL standard: http(s) needs no slashes, and takes a backslash for one; the host stands behind the last @.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

from garim.text.hangul import is_hangul

STARTS = ("//", "/\\", "\\/\\/", "http:", "https:", "www.", "mailto:", "%3a%2f%2f")
CONTEXT = 64
"""Characters before a URL's start that may be asked for."""
_LONGEST_HOST = 1024
_SLASHES = re.compile(r"[/\\]*")
_HOST_END = re.compile(r"[/?#\\\s<>\"`]")
_ENCODED_END = re.compile(r"[/?#\\\s<>\"`&]|%2f|%3f|%23|%5c", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\Z")
_PORT = re.compile(r":\d*\Z")
_TAIL = ".,;:!?)'*]}"


class Verdict(Enum):
    """What a URL start turned out to be."""

    NO_URL = 0
    OURS = 1
    STRANGER = 2
    PENDING = 3
    """More text is needed."""


def opener(before: str) -> str:
    """The character that a URL stands behind (a quote, a parenthesis, <), with the backslash before it; else ""."""
    before = _SCHEME.sub("", before)
    last = before[-1:]
    return before[-2:] if last in "\"'" and before[-2:-1] == "\\" else last if last in ("(", "<", '"', "'", "`") else ""


def judge(before: str, start: str, rest: str, final: bool, ours: Callable[[str], bool]) -> Verdict:
    """Whose URL this is.

    Args:
        before: Up to CONTEXT characters before the start.
        start: The one of STARTS that was met, lower case.
        rest: The text behind it, as far as it came.
        final: Whether no more text follows.
        ours: Tells of a host, lower case, whether originals may stand behind it.
    """
    slashed = start in STARTS[:3]
    named_scheme = _SCHEME.search(before)
    scheme = slashed and named_scheme is not None and len(named_scheme[0]) > 2
    if slashed and not scheme and (before[-1:].isalnum() or before[-1:] in ("_", ")", "]", "/", "\\")):
        return Verdict.NO_URL
    if start == "www." and (before[-1:].isalnum() or before[-1:] in (".", "-", "@", "_")):
        return Verdict.NO_URL
    at = _SLASHES.match(rest).end() if start.startswith("http") or scheme else 0  # type: ignore[union-attr]
    closing = opener(before)
    end = (_ENCODED_END if start[0] == "%" else _HOST_END).search(rest, at)
    stop = end.start() if end else len(rest)
    for char in {"(": ")", "'": "'"}.get(closing, ""):
        stop = min(stop, rest.find(char, at) % (len(rest) + 1))
    if stop - at > _LONGEST_HOST:
        return Verdict.STRANGER
    if stop == len(rest) and not final:
        return Verdict.PENDING
    named = rest[at:stop]
    if not named or (slashed and not scheme and not _reaches_out(named.rpartition("@")[2])):
        return Verdict.NO_URL
    if rest[stop : stop + 1] == "\\" and rest[stop + 1 : stop + 2] not in ("/", "n", "r", "t", '"'):
        return Verdict.STRANGER if stop + 1 < len(rest) or final else Verdict.PENDING
    if start == "mailto:":
        hosts = [address.rpartition("@")[2] for address in re.split("[,;]", named)]
    else:
        hosts = [("www." if start == "www." else "") + named.rpartition("@")[2]]
    return Verdict.OURS if all(ours(_clean(host)) for host in hosts) else Verdict.STRANGER


def _reaches_out(host: str) -> bool:
    """Whether what stands behind a bare // can be a host of the internet: `//A. Rivers` and `//comment` cannot."""
    return host.startswith("[") or "." in _clean(host)


def _clean(host: str) -> str:
    """The host without port, brackets, and what a sentence or a particle puts behind it."""
    host = host.casefold()
    bracketed = re.match(r"\[([0-9a-f:.]+)\]", host)
    if bracketed:
        return bracketed[1]
    end = len(host)
    while end and (host[end - 1] in _TAIL or is_hangul(host[end - 1])):
        end -= 1
    return _PORT.sub("", host[:end]).rstrip(".")


_GLUED = re.compile(r"[^\W_]|[$%{\"'`]")
"""What behind a closing quote goes on with the same word of a shell command."""


class Skip:
    """Finds the end of a stranger's URL in text that arrives in pieces."""

    __slots__ = ("_closed", "_depth", "_end", "_escaped", "_json", "_nested", "_pattern")

    def __init__(self, opening: str, json: bool) -> None:
        """
        Args:
            opening: What opener() gave.
            json: Whether the text is JSON: an unescaped quote ends the string that the URL stands in.
        """
        self._escaped = self._closed = False
        self._json, self._depth = json, 0
        self._until({"(": ")", "<": ">"}.get(opening, opening or " "))

    def _until(self, end: str) -> None:
        self._end, self._nested = end[-1], len(end) > 1
        chars = {")": r"()\s<>", ">": r">\n", " ": r"\s<>"}.get(self._end, re.escape(self._end))
        # A quote that was itself opened by an escaped quote ends at any quote.
        escapes = r"\\(?:.|\Z)|" if self._json or self._end in "\"'`" and not self._nested else ""
        self._pattern = re.compile(f"{escapes}[{chars}{chr(34) if self._json else ''}]", re.DOTALL)

    def advance(self, text: str, at: int) -> int:  # noqa: C901
        """Where the URL ends in the text, looking from `at`; -1 if it goes on behind it."""
        if self._closed and at < len(text):
            self._closed = False
            if not _GLUED.match(text, at):
                return at
            self._until(" ")
        if self._escaped and at < len(text):
            self._escaped = False
            if self._json and self._end in " )>" and text[at] in "nrt":
                return at
            at += 1
            if self._nested and text[at - 1] == self._end and (end := self._close(text, at)) >= -1:
                return end
        while match := self._pattern.search(text, at):
            at, met = match.end(), match[0]
            if met[0] == "\\":
                self._escaped = len(met) == 1
                if self._json and self._end in " )>" and met[1:] in ("n", "r", "t"):
                    return match.start()
                if not (self._nested and met[1:] == self._end):
                    continue
            elif met == "(" and self._end == ")":
                self._depth += 1
                continue
            elif met == ")" and self._end == ")" and self._depth:
                self._depth -= 1
                continue
            elif self._end not in "\"'`" or (self._json and met == '"'):
                return match.start()
            if (end := self._close(text, at)) >= -1:
                return end
        return -1

    def _close(self, text: str, at: int) -> int:
        """Behind a closing quote: where the URL ends, -1 if that is not known yet, -2 if the word goes on."""
        if at == len(text):
            self._closed = True
            return -1
        if not _GLUED.match(text, at):
            return at
        self._until(" ")
        return -2
