"""A JSON text cut into pieces, so that one string can be written anew and every other byte stays as it came.

    "".join(pieces) is the text; pieces[1::2] are its strings and numbers in order, pieces[0::2] is what stands between

The tree comes from orjson. Where it cannot say what stands in the text (two equal keys in one object, half of a
surrogate pair) the tree comes from the standard library, which keeps both.
"""

from __future__ import annotations

import json
from collections.abc import ItemsView, Iterator
from decimal import Decimal, InvalidOperation
from json.encoder import encode_basestring_ascii
from typing import NoReturn

import orjson

import garim.late as re
from garim.errors import BadInput

PIECE = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+"|-?[0-9][0-9.eE+-]*+)', re.DOTALL)
LONE = re.compile("[\ud800-\udfff]")
ESCAPED_HALF = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
MOST_DEPTH = 200


class Pairs(list[tuple[str, object]]):
    """An object that may hold a key twice."""

    def items(self) -> Iterator[tuple[str, object]]:
        """Keys and values in the text's order."""
        return iter(self)

    def get(self, key: str, default: object = None) -> object:
        """The first value under a key."""
        return next((value for name, value in self if name == key), default)


Object = dict[str, object] | Pairs


class Document:
    """One JSON text, or a text inside a string of another."""

    __slots__ = ("depth", "parent", "pieces", "place", "root")

    def __init__(self, text: str, root: object, parent: Document | None = None, place: int = 0) -> None:
        """
        Args:
            text: Valid JSON.
            root: What `load` made of it.
            parent: The document in one of whose strings this text stands.
            place: The index of that string in the parent's pieces.
        """
        self.pieces = PIECE.split(text)
        self.root = root
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent else 0
        self.place = place


def load(data: bytes | str) -> object:
    """Parse JSON.

    Promises: equal keys of one object both stay, lone halves of surrogate pairs read as U+FFFD.

    Raises:
        BadInput: It is no JSON, no UTF-8, or too deep. The message names the offset and never the text.
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
        if not ESCAPED_HALF.search(raw):
            _refuse(error.pos)
        try:
            # Same length, no halves: orjson stays the judge of everything else.
            orjson.loads(ESCAPED_HALF.sub(rb"\\u0020", raw))
        except orjson.JSONDecodeError as second:
            _refuse(second.pos)
        return load_twice(raw.decode())


def load_twice(text: str) -> object:
    """Parse what is known to be JSON, keeping equal keys.

    Raises:
        BadInput: It is too deep.
    """
    try:
        return _clean(json.loads(text, object_pairs_hook=Pairs, parse_int=float), 0)
    except RecursionError:
        raise BadInput(f"the JSON is nested deeper than {MOST_DEPTH}") from None


def _refuse(offset: int) -> NoReturn:
    raise BadInput(f"this is not JSON: character {offset}", hint="send one JSON document in UTF-8") from None


def _clean(node: object, depth: int) -> object:
    if depth > MOST_DEPTH:
        raise RecursionError
    if isinstance(node, str):
        return LONE.sub("\ufffd", node)
    if isinstance(node, Pairs):
        return Pairs((LONE.sub("\ufffd", key), _clean(value, depth + 1)) for key, value in node)
    if isinstance(node, list):
        return [_clean(value, depth + 1) for value in node]
    return node


def is_object(node: object) -> bool:
    """Whether a node of a tree is a JSON object."""
    return type(node) is dict or type(node) is Pairs


def items(node: object) -> ItemsView[str, object] | Iterator[tuple[str, object]]:
    """Keys and values of an object in the text's order."""
    assert isinstance(node, dict | Pairs)
    return node.items()


def quote(text: str, raw: str) -> str:
    """A text as a JSON string, in the style of the string that it replaces.

    Args:
        text: Any text.
        raw: The replaced string with its quotes: where it escapes what is not ASCII, so does the result.
    """
    if "\\u" in raw and raw.isascii():
        return encode_basestring_ascii(text)
    return orjson.dumps(text).decode()


def in_digits(raw: str) -> str:
    """A JSON number without an exponent, as whoever reads it reads it: 9.08e3 → 9080; what is no whole number stays."""
    if "e" not in raw and "E" not in raw:
        return raw
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return raw
    whole = value == value.to_integral_value() if -40 < value.adjusted() < 40 else False
    return f"{value.to_integral_value():f}" if whole else raw


def number(text: str) -> str:
    """A number's new digits as JSON: a number where they are one, else a string."""
    return text if NUMBER.fullmatch(text) else orjson.dumps(text).decode()
