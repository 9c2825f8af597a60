"""What stands in for a value may not break what holds it: a quote, a mark or a letter where none may stand.

Surrogates keep the shape of their originals, and secrets their signs; an original with an escaped quote in it would otherwise
give a surrogate with half an escape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import orjson

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_QUOTE = re.compile("''|'")
_LONE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|[\\"\x00-\x1f]')


def _json(new: str, quoted: bool, mark: str) -> str:
    """A string's inside, or a number."""
    if not quoted:
        return new if _NUMBER.fullmatch(new) else "null"
    try:
        orjson.loads(f'"{new}"')
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return _LONE.sub(lambda m: m[0] if len(m[0]) > 1 else orjson.dumps(m[0]).decode()[1:-1], new)
    return new


def _sql(new: str, quoted: bool, mark: str) -> str:
    """A literal's inside, or a number."""
    if quoted:
        return _QUOTE.sub(_doubled, new) if "'" in new else new
    return new if re.fullmatch(r"-?[\w.+-]+", new) else "NULL"


def _doubled(quote: re.Match[str]) -> str:
    escaped = quote.start() and quote.string[quote.start() - 1] == "\\" and quote.end() < len(quote.string)
    return "''" if quote[0] == "'" and not escaped else quote[0]


def _copy(new: str, quoted: bool, mark: str) -> str:
    """A value of a COPY's row."""
    return new.replace("\t", "\\t").replace("\n", "\\n")


def _csv(new: str, quoted: bool, mark: str) -> str:
    """A cell."""
    if quoted:
        return new.replace('""', '"').replace('"', '""') if '"' in new else new
    if mark in new or '"' in new or "\n" in new or "\r" in new:
        return '"' + new.replace('"', '""') + '"'
    return new


FENCES: Mapping[str, Callable[[str, bool, str], str]] = {"json": _json, "sql": _sql, "copy": _copy, "csv": _csv}
QUOTES = {"json": '"', "sql": "'", "csv": '"'}


def fenced(escape: str, new: str, before: str) -> str:
    """A value as it may stand where it stands.

    Args:
        escape: json | sql | copy | csv, with the mark that parts cells behind a colon.
        new: The value with surrogates.
        before: The character before it.
    """
    kind, _, mark = escape.partition(":")
    fence = FENCES.get(kind)
    return fence(new, before == QUOTES.get(kind, "\0"), mark or ",") if fence else new
