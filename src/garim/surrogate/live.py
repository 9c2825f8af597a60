"""What acts when it is shown: forms, scripts, handlers, frames, links, commands in TeX. They send what stands in them with no
address around it.

A form sends its fields to where its `action` or a button's `formaction` says, a script joins strings, a frame is told its name,
and what a link opens its `target`. So each is read whole before anything of it is put back; one that speaks to a stranger keeps
its surrogates. A script is read with its strings joined and its escapes undone; one that decodes what it says, or joins a host to
an address, is a stranger's.

What is not seen: a field before its form (`<input form=f>` before `<form id=f>`), a button behind it that leads elsewhere, a
script that is another's file.

Source: HTML, sections 4.10.18 (forms), 4.12.1 (scripts: one that is not closed does not run), 8.1.8 (event handlers).
"""

from __future__ import annotations

import garim.late as re
from garim.surrogate.outside import HOST, is_strangers, is_well_known, plain
from garim.surrogate.urls import Place, Undone, Whose, strangers, unspelled

_LESS = r"(?:<|&lt;?|&#0{0,4}60;?|&#x0{0,4}3c;?)"
_LIVE = re.compile(
    rf"{_LESS}(?:(?P<tag>form|script)(?=[\s/>&])|(?P<frame>iframe|embed|object|a|area|base)(?=[\s/]))"
    r"|(?P<command>\\(?:(?:input|include|open(?:in|out)\d{0,2}\s?=?)\s{0,4}\{?\s{0,4}[\"']?\s{0,4}\||write18\s{0,4}\{"
    r"|ShellEscape\s{0,4}\{|(?:directlua|latelua|luadirect)\s{0,4}\{))"
    r"|(?<=[\s\"'/])on[a-z]{3,24}[ \t\n]{0,8}=[ \t\n]{0,8}(?P<quote>[\"'])|(?<!\w)(?P<url>javascript)[ \t\n]{0,8}:",
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"(?:<|&[a-z#0-9]{0,10};?)[a-z]{0,6}\Z"
    r"|\\[a-z0-9]{0,12}(?:\s{0,4}=?\s{0,4}\{?\s{0,4}[\"']?\s{0,4})\Z"
    r"|(?<=[\s\"'/])o(?:n[a-z]{0,24}[ \t\n]{0,8}=?[ \t\n]{0,8})?\Z"
    r"|(?<!\w)j(?:a(?:v(?:a(?:s(?:c(?:r(?:i(?:p(?:t[ \t\n]{0,8})?)?)?)?)?)?)?)?)?\Z",
    re.IGNORECASE,
)
_CLOSES = {name: re.compile(rf"{_LESS}/{name}[\s/>&]", re.IGNORECASE) for name in ("form", "script")}
_FRAME_ENDS = re.compile(r">|&gt;?|&#0{0,4}62;?|&#x0{0,4}3e;?", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\n")
_CARRIED = 32
"""Characters of a piece that may belong to a closing that ends in the next."""
_ACTION = re.compile(r"action\s*=\s*(?:[\"'`]|&quot;|&#0*3[49];|&#x0*2[27];)?\s*\Z", re.IGNORECASE)
_NAMED = re.compile(r"[\s\"'/]id\s*=", re.IGNORECASE)
_JOINED = re.compile(r"[\"'`]\s*\+\s*[\"'`]|[\"'`]\s*\.\s*concat\(\s*[\"'`]")
_DECODES = re.compile(
    r"\batob\b|fromCharCode|fromCodePoint|\bunescape\s*\(|\beval\s*\(|\bFunction\s*\(|\.reverse\s*\(|decodeURI"
    r"|/[/\\][\"'`]\s*(?:\+|\.\s*concat)|/[/\\]\$\{"
)

CURATED = frozenset(
    "cdnjs.cloudflare.com ajax.googleapis.com code.jquery.com cdn.tailwindcss.com ajax.aspnetcdn.com maxcdn.bootstrapcdn.com "
    "stackpath.bootstrapcdn.com cdn.plot.ly d3js.org".split()
)
"""Hosts that serve scripts of their own choice only: no caller's."""

_UNPACKS = re.compile(
    r"DecompressionStream|\b(?:pako|base32|b32|rot13)\b|charCodeAt|codePointAt"
    r"|\b(?:un|de|in)(?:code|flate|pack|gzip|compress|crypt|obfuscate)\w{0,8}\s?\("
)
_ASKS_WHOEVER = re.compile(
    r"\b(?:fetch|open|sendBeacon|import|importScripts|axios(?:\.\w+)?|\$\.(?:get|post|ajax|getScript)|WebSocket|EventSource|assign)"
    r"\s{0,8}\(\s{0,8}[^\"'`\s)]|(?:\.src|\.href|\blocation|\.action)\s{0,8}=\s{0,8}[^\"'`\s=]"
)
"""What a script unpacks, and where it asks whoever a value says."""


def opening(text: str, at: int) -> re.Match[str] | None:
    """Where something begins that acts, at a place or behind it."""
    return _LIVE.search(text, at)


def begun(text: str, at: int) -> int:
    """From where the end of a text may still become such a beginning, at a place or behind it."""
    met = _BEGUN.search(text, max(at, len(text) - 48))
    return met.start() if met else len(text)


_TARGET = re.compile(r"(?<!\w)target(?!\w)", re.IGNORECASE)


class Live:
    """One thing that acts, in pieces."""

    __slots__ = ("_at", "_closes", "_kind", "_marks", "_parts", "given", "held")

    def __init__(self, begins: re.Match[str]) -> None:
        """
        Args:
            begins: As of `opening`.
        """
        tag, frame, quote = begins["tag"], begins["frame"], begins["quote"]
        if begins["command"]:
            self._kind, self._closes = "command", _LINE_ENDS
        elif tag:
            self._kind = tag.lower()
            self._closes = _CLOSES[self._kind]
        elif frame:
            self._kind, self._closes = "link" if frame.lower() in ("a", "area") else "frame", _FRAME_ENDS
        else:
            self._kind, self._closes = "script", re.compile(re.escape(quote)) if quote else _LINE_ENDS
        self._parts: list[str] = []
        self._at, self._marks = begins.end() - begins.start(), bool(tag or frame)
        self.held: list[str] = []
        """What of it waits for its end."""
        self.given = 0
        """Characters of it before those, which held nothing of ours."""

    def take(self, text: str) -> tuple[str, str, bool]:
        """The next characters → those that belong to it, those behind it, whether it is closed."""
        before = self._end() if self._parts and self._marks else ""
        met = self._closes.search(before + text, self._at)
        self._at = 0
        end = met.end() - len(before) if met else len(text)
        self._parts.append(text[:end])
        return text[:end], text[end:], met is not None

    def _end(self) -> str:
        """The last characters of what was taken."""
        said = ""
        for part in reversed(self._parts):
            said = part + said
            if len(said) >= _CARRIED:
                break
        return said[-_CARRIED:]

    @property
    def goes_on(self) -> bool:
        """Whether what stands behind it may belong to it: a form that has a name."""
        return self._kind == "form" and _NAMED.search("".join(self._parts)) is not None

    def speaks_to_strangers(self, closed: bool, whose: Whose) -> bool:
        """Whether it sends to a stranger what stands in it.

        Args:
            closed: Whether its end was seen.
            whose: Tells strangers from ours.
        """
        said = "".join(self._parts)
        if self._kind == "command":
            return names_strangers(said, whose) or any(
                is_strangers(met, said, whose.ours) for met in HOST.finditer(plain(said)) if is_well_known(met["host"], True)
            )
        if self._kind == "script":
            return (closed or not said.startswith(("<", "&"))) and names_strangers(said, whose)
        if self._kind == "link" and not _TARGET.search(said):
            return False  # its address is judged like any other
        return any(self._kind in ("frame", "link") or is_action(said, place) for place in strangers(said, whose))


def is_action(said: str, place: Place) -> bool:
    """Whether an address is where a form, or a button of one, sends to."""
    return _ACTION.search(said[max(0, place.start - 64) : place.start]) is not None


def names_strangers(said: str, whose: Whose) -> bool:
    """Whether a script names a stranger, or puts together whom it names.

    Args:
        said: Its text, or a handler's.
        whose: Tells strangers from ours.
    """
    said = _JOINED.sub("", unspelled(Undone(said).text))
    if _DECODES.search(said) or (_UNPACKS.search(said) and _ASKS_WHOEVER.search(said)):
        return True
    return any(strangers(said, whose))
