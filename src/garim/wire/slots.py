"""A request's body as slots, and the body again from new texts.

Deny by default: every string, key and long number of a body is a slot. What a protocol's `Grammar` names as structure
is none, and only where it holds exactly what it may hold: a known word, an id that a machine made. Anything else in
the same place is text, is screened, and goes on as it is if nothing in it needs hiding.
"""

from __future__ import annotations

from collections.abc import Sequence

import orjson

import garim.late as re
from garim.errors import BadInput
from garim.values import Slot, Turn
from garim.wire.document import Document, is_object, items, load, number, quote
from garim.wire.grammar import Grammar, Place
from garim.wire.reader import TALKS, Reader

BASE = frozenset(
    "system instructions tools functions response_format output_format output_config text tool_config systemInstruction "
    "system_instruction toolConfig".split()
)
"""Root keys that a model reads before every message."""


class Request:
    """One request's body, taken apart."""

    __slots__ = ("_grammar", "_line", "_made", "_places", "_root", "groups", "model", "passed", "slots", "stream")

    def __init__(self, body: bytes, grammar: Grammar, allow: frozenset[str] = frozenset(), model: str = "") -> None:
        """
        Args:
            body: The whole body; empty for methods without one.
            grammar: The protocol's structure.
            allow: images | audio | files: what may pass unread.
            model: The model that the address names, if it does.

        Raises:
            BadInput: It is not one JSON object in UTF-8, too deep, has a key twice, or `model` is no model's name.
            Unsupported: It holds what no reader is installed for.
        """
        self._grammar = grammar
        self.slots: list[Slot] = []
        self._places: list[Place] = []
        self._line = ""
        self._made: dict[int, bool] = {}
        self.model = model
        self.stream = False
        self.groups: list[list[int]] = []
        self.passed: dict[str, int] = {}
        """images | audio | files → how many of them pass unread."""
        self._root: Document | None = None
        if not body:
            return
        root = load(body)
        if not is_object(root):
            raise BadInput("the body is not a JSON object")
        reader = Reader(grammar, allow)
        self._root = reader.read(body.decode(), root)
        self.slots, self._places, self._made = reader.slots, reader.places, reader.made
        self.passed = reader.passed
        self.groups = [group for group in reader.groups if len(group) > 1]
        names = [key for key, _ in items(self._root.root) if key in grammar.keys]
        if len(set(names)) < len(names):
            raise BadInput("the body has a key twice", hint="readers differ in which of them they take")
        for key, value in items(root):
            if key == "model" and isinstance(value, str):
                self.model = model or value
            elif key == "stream":
                self.stream = value is True

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The slots in the order in which what they say came to be.

        First what stands before every message (system, tools); then the turns: what the model said, and what it was told
        up to its next answer; last the rest of the body, which belongs to this request alone.
        """
        base: list[int] = []
        rest: list[int] = []
        turns: list[tuple[list[int], bool, int]] = []
        begun = False
        for index, slot in enumerate(self.slots):
            path = slot.path
            if len(path) < 2 or path[0] not in TALKS or path[1].__class__ is not int:
                talk = bool(path) and path[0] in TALKS and len(path) == 1 and slot.form != "key"
                if talk:
                    turns.append(([index], False, 0))
                else:
                    (base if path and path[0] in BASE else rest).append(index)
                continue
            message: int = path[1]
            made = self._made.get(message, False)
            begun = begun or made or slot.role != "system"
            if not begun:
                base.append(index)
            elif turns and turns[-1][1] == made:
                turns[-1][0].append(index)
            else:
                turns.append(([index], made, message))
        parts = [(base, False, -1), *turns, (rest, False, -1)]
        return tuple(Turn(tuple(slots), made, first) for slots, made, first in parts if slots)

    def is_structure(self, text: str) -> bool:
        """Whether a string is a word of the protocol: a key or a value that it defines."""
        return text in self._grammar.keys or any(text in words for words in self._grammar.words.values())

    def add_system(self, line: str) -> int:
        """Say one more thing to the model, before everything else; nothing happens in protocols that have no place for it.

        Returns: How many messages that puts before the first one.
        """
        self._line = line
        return 1 if self._grammar.system == "messages" else 0

    def write(self, texts: Sequence[str]) -> bytes:
        """The body with these texts in the slots' places.

        Promises: every byte outside of changed texts stays as it came; may be called again.

        Args:
            texts: One for each slot, in their order. A sealed one that is not as it came takes its block with it.
        """
        if self._root is None:
            return b""
        changed: dict[Document, list[str]] = {}
        inner: list[Document] = []
        gone: list[int] = []
        for slot, place, text in zip(self.slots, self._places, texts, strict=True):
            if text == slot.text:
                continue
            document, piece, form, wrap, block = place
            if form == "sealed":
                gone.append(block)
                continue
            while document not in changed:
                changed[document] = document.pieces.copy()
                if document.parent is None:
                    break
                inner.append(document)
                document = document.parent
            pieces = changed[place.document]
            if form == "codes":
                pieces[piece:block] = [text if _CODES.fullmatch(text) else "0", *[""] * (block - piece - 1)]
                continue
            pieces[piece] = number(text) if form == "number" else quote(wrap(text) if wrap else text, pieces[piece])
        # Deeper documents first: each ends in a string of its parent.
        for document in sorted(inner, key=lambda one: -one.depth):
            parent = document.parent
            assert parent is not None
            text = "".join(changed[document])
            pieces = changed[parent]
            pieces[document.place] = quote(text, pieces[document.place])
        pieces = changed.get(self._root, self._root.pieces)
        if gone:
            pieces = pieces.copy()
            for block in sorted(set(gone)):
                _leave_out(pieces, block)
        if self._line and self._grammar.system:
            pieces = self._with_line(pieces.copy())
        return "".join(pieces).encode()

    def _with_line(self, pieces: list[str]) -> list[str]:
        """Write one more system line."""
        where = _root_keys(self._root.root) if self._root else {}
        line = orjson.dumps(self._line).decode()
        key = {"messages": "messages", "blocks": "system", "instructions": "instructions"}[self._grammar.system]
        if key not in where:
            if key != "messages":
                pieces[0] = pieces[0].replace("{", f'{{"{key}":{line},', 1)
            return pieces
        at = where[key] + 1
        if "[" in pieces[at]:
            one = f'{{"role":"system","content":{line}}}' if key == "messages" else f'{{"type":"text","text":{line}}}'
            empty = pieces[at].partition("[")[2].lstrip().startswith("]")
            pieces[at] = pieces[at].replace("[", f"[{one}" if empty else f"[{one},", 1)
        elif pieces[at].strip() == ":" and pieces[at + 1].startswith('"'):
            pieces[at + 1] = orjson.dumps(self._line + "\n\n" + orjson.loads(pieces[at + 1])).decode()
        elif "null" in pieces[at]:
            pieces[at] = pieces[at].replace("null", line, 1)
        return pieces


_CODES = re.compile(r"-?\d+(?:\s*,\s*-?\d+)*\s*")
_BRACES = re.compile(r"[{}]")
_NOTHING = '{"type":"text","text":"-"}'
"""What stands in a message that would else say nothing: upstreams refuse that."""


def _leave_out(pieces: list[str], first: int) -> None:
    """Take an object out of the list that it stands in.

    Args:
        pieces: Of its document; those of the object become empty, so that all others keep their places.
        first: The piece of its first key.
    """
    before, _, _ = pieces[first - 1].rpartition("{")
    depth, at = 1, first
    while depth:
        at += 1 if at == first else 2
        for brace in _BRACES.finditer(pieces[at]):
            depth += 1 if brace[0] == "{" else -1
            if not depth:
                behind = pieces[at][brace.end() :]
                break
    pieces[first - 1 : at] = [""] * (at - first + 1)
    last = first - 1
    while not before.strip():  # what stood there before is left out too
        last -= 1
        before = pieces[last]
    if behind.lstrip().startswith(","):
        behind = behind.partition(",")[2].lstrip()
    elif before.rstrip().endswith(","):
        before = before.rpartition(",")[0]
    elif behind.lstrip().startswith("]"):
        before += _NOTHING
    pieces[last], pieces[at] = before, behind


def _root_keys(root: object) -> dict[str, int]:
    """Root keys → their index in the pieces."""
    where: dict[str, int] = {}
    at = 1
    for key, value in items(root):
        where.setdefault(key, at)
        at += 2 + 2 * _count(value)
    return where


def _count(node: object) -> int:
    """Strings and numbers in a tree, keys included."""
    if isinstance(node, str):
        return 1
    if is_object(node):
        return sum(1 + _count(value) for _, value in items(node))
    if type(node) is list:
        return sum(map(_count, node))
    return 1 if type(node) is int or type(node) is float else 0
