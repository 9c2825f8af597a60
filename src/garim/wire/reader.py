"""Walks a request's tree beside its pieces and says what is a slot.

JSON inside a string (tool arguments, pasted documents) is taken apart too, base64 text is decoded. What cannot be read
(images, audio, files) is refused unless the caller allows it.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from garim.errors import BadInput, Unsupported
from garim.text.blobs import is_text
from garim.text.spelled import spelled
from garim.values import Slot
from garim.wire.document import MOST_DEPTH, Document, Object, Pairs, in_digits, load, load_twice
from garim.wire.grammar import (
    BINARY_TEXT,
    BLOBS,
    DATA_URL,
    LONG_NUMBER,
    MODEL,
    MOST_NESTED,
    SEAL,
    TEXT_TYPE,
    TOOL_NAME,
    Grammar,
    Place,
)
from garim.wire.vendors import machine_id

_OPENING = ("{", "[")
CODES = 5
"""Whole numbers in a list from which they may be codes of characters, or the bytes of a Buffer."""
MADE = frozenset("reasoning compaction mcp_list_tools mcp_approval_request output_text refusal".split())
"""Types of Responses items that the model makes, beside its calls."""
ASKED = ("prompt", "input", "suffix")
"""Root keys of a prompt that is one text or a list of texts."""
TYPED = ("media_type", "mime_type", "mimeType", "format")
"""Keys that say what a blob beside them is."""
_SPECIAL = BLOBS | {"name", "model"}
SYSTEM = ("system", "instructions", "systemInstruction", "system_instruction")
"""Root keys of what is said before a conversation."""
TALKS = frozenset(("messages", "input", "contents"))
"""Root keys under which a conversation's messages stand."""
_READ_AS_ONE = frozenset(("content", "system", "input", "output", "summary", "instructions", "parts"))


class Reader:
    """Walks one body's tree beside its pieces."""

    def __init__(self, grammar: Grammar, allow: frozenset[str]) -> None:
        self.grammar = grammar
        self.allow = allow
        self.slots: list[Slot] = []
        self.places: list[Place] = []
        self.groups: list[list[int]] = []
        self.document = Document("", None)
        self.at = 1
        self.nested = 0
        self.block = -1
        """The piece of the first key of the object whose strings are read."""
        self.passed: dict[str, int] = {}
        """What the caller allowed to pass unread → how many of it are there."""
        self.made: dict[int, bool] = {}
        """Index of a message → whether the model said it."""

    def read(self, text: str, root: object, parent: Document | None = None, place: int = 0) -> Document:
        """Take one document apart."""
        document = Document(text, root, parent, place)
        self._root(document, (), "", "", 0)
        return document

    def _root(self, document: Document, path: tuple[str | int, ...], hint: str, role: str, depth: int) -> None:
        before, counts = (self.document, self.at), (len(self.slots), len(self.groups))
        self.document, self.at = document, 1
        self._walk(document.root, path, hint, role, depth)
        if self.at != len(document.pieces):
            # Fewer strings in the tree than in the text: an object holds a key twice.
            del self.slots[counts[0] :], self.places[counts[0] :], self.groups[counts[1] :]
            document.root, self.at = load_twice("".join(document.pieces)), 1
            self._walk(document.root, path, hint, role, depth)
        self.document, self.at = before

    def _walk(self, node: object, path: tuple[str | int, ...], hint: str, role: str, depth: int) -> None:
        if depth > MOST_DEPTH:
            raise BadInput(f"the JSON is nested deeper than {MOST_DEPTH}")
        kind = type(node)
        if isinstance(node, dict | Pairs):
            self._object(node, path, role, depth)
        elif isinstance(node, list):
            self._array(node, path, hint, role, depth)
        elif isinstance(node, str):
            self._string(node, path, hint, role, {})
        elif kind is int or kind is float:
            self._number(path, hint, role)

    def _object(self, node: Object, path: tuple[str | int, ...], role: str, depth: int) -> None:
        grammar, slots, document = self.grammar, self.slots, self.document
        keys, words, begins = grammar.keys, grammar.words, self.at
        if document.parent is None and role != "tool":
            role = self._role(node, path, role)
        if len(path) == 2 and document.parent is None and path[0] in TALKS:
            self.made[path[1]] = is_made(node.get("role"), node.get("type"))  # type: ignore[index]
        if isinstance(node, Pairs) and document.parent is None:
            fields = [key for key, _ in node if key in keys]
            if len(set(fields)) < len(fields):
                raise BadInput("an object has a key twice", hint="readers differ in which of them they take")
        for key, value in node.items():
            here = (*path, key)
            if key not in keys:
                slots.append(Slot(key, here, "key", key, role))
                self.places.append(Place(document, self.at, "key"))
            self.at += 2
            kind = value.__class__
            if isinstance(value, str):
                known = words.get(key)
                if known is not None and value in known:
                    self.at += 2
                else:
                    self.block = begins
                    self._string(value, here, key, role, node)
            elif kind is int or kind is float:
                self._number(here, key, role)
            elif value is not None and kind is not bool:
                inside = "system" if not path and key in SYSTEM else "tool" if grammar.roles.get(key) == "tool" else role
                self._walk(value, here, key, inside, depth + 1)

    def _role(self, node: Object, path: tuple[str | int, ...], role: str) -> str:
        """Who says what an object holds: a message says it at its place, and what others wrote stays so inside of it."""
        roles = self.grammar.roles
        said = node.get("type")
        if said.__class__ is str and roles.get(said) == "tool":
            return "tool"
        if len(path) != 2 or path[0] not in TALKS:
            return role
        said = node.get("role")
        if said.__class__ is not str:
            return role
        return said if said in ("user", "system", "assistant", "tool") else roles.get(said, role)

    def _array(self, node: list[object], path: tuple[str | int, ...], hint: str, role: str, depth: int) -> None:
        if len(path) == 1 and self.grammar.tokens and hint == self.grammar.tokens and node:
            flat = [one for item in node for one in (item if isinstance(item, list) else (item,))]
            if any(isinstance(one, int | float) for one in flat):
                raise Unsupported(f"{hint} holds token numbers, which cannot be screened", hint="send the text itself")
        if len(node) >= CODES and all(one.__class__ is int for one in node):
            end = self.at + 2 * len(node) - 1
            raw = "".join(self.document.pieces[self.at : end])
            if next(spelled(raw), None) is not None:
                self.slots.append(Slot(raw, path, "codes", hint, role))
                self.places.append(Place(self.document, self.at, "codes", block=end))
                self.at = end + 1
                return
        run: list[int] = []
        letters = len(node) > 2 and all(one.__class__ is str and len(str(one)) == 1 for one in node)
        for index, value in enumerate(node):
            first = len(self.slots)
            self._walk(value, (*path, index), hint, role, depth + 1)
            # Neighbouring parts of one message are read as one text: what is split over them must be found.
            part = (*path, index, "text") if value.__class__ is not str else (*path, index)
            texts = [at for at in range(first, len(self.slots)) if self.slots[at].path == part and self.slots[at].form == "text"]
            if texts and (letters or hint in _READ_AS_ONE):
                run += texts
            else:
                self.groups.append(run)
                run = []
        self.groups.append(run)

    def _number(self, path: tuple[str | int, ...], hint: str, role: str) -> None:
        raw = self.document.pieces[self.at]
        if len(raw) >= LONG_NUMBER:
            self.slots.append(Slot(in_digits(raw), path, "number", hint, role))
            self.places.append(Place(self.document, self.at, "number"))
        self.at += 2

    def _string(self, text: str, path: tuple[str | int, ...], hint: str, role: str, node: Object) -> None:
        """One string value that is no word of the protocol."""
        grammar, at, form = self.grammar, self.at, "text"
        self.at = at + 2
        if (hint in grammar.sealed and self._sealed(text, path, hint, role, node)) or (
            text[:1] in _OPENING and self._inside(text, path, hint, role, at)
        ):
            return
        if hint in _SPECIAL or hint in grammar.ids:
            if hint == "name":
                # Who takes part in a talk has a name that is no tool's.
                said = len(path) == 3 and path[0] in TALKS and role != "tool" and "type" not in node
                form = "name" if TOOL_NAME.fullmatch(text) and not said else "text"
            elif hint == "model" and len(path) == 1:
                if not MODEL.fullmatch(text):
                    raise BadInput("model is not the name of a model", hint="letters, digits and . _ : / @ + - only")
                return
            elif hint in grammar.ids:
                if machine_id().fullmatch(text):
                    return
                form = "name" if TOOL_NAME.fullmatch(text) else "text"
            elif self._blob(text, path, hint, role, node):
                return
        if not path or path[0] in SYSTEM:
            role = "system"
        elif len(path) <= 2 and path[0] in ASKED:
            role = "user"
        self.slots.append(Slot(text, path, form, hint, role))
        self.places.append(Place(self.document, at, form))

    def _inside(self, text: str, path: tuple[str | int, ...], hint: str, role: str, at: int) -> bool:
        """Take JSON inside a string apart; False where it is none."""
        if self.nested >= MOST_NESTED:
            return False
        try:
            root = load(text)
        except BadInput:
            return False
        self.nested += 1
        self._root(Document(text, root, self.document, at), path, hint, role, 0)
        self.nested -= 1
        return True

    def _sealed(self, text: str, path: tuple[str | int, ...], hint: str, role: str, node: Object) -> bool:
        """Take a string that is signed or encrypted by the upstream, and goes back as it came or not at all; False for others."""
        if self.document.parent is not None or "input" in path[1:]:
            return False
        types = self.grammar.sealed[hint]
        if types and node.get("type") not in types or not types and path[:1] not in (("contents",), ("messages",), ("input",)):
            return False
        seal = str(node.get("signature", "")) if hint == "thinking" else text
        # What somebody can read without a key is a text in disguise: found and hidden as one.
        if SEAL.fullmatch(seal) is None or is_text(seal):
            return False
        if self.grammar.screened:
            form = "sealed" if types else "bound"
            self.slots.append(Slot(text, path, form, hint, role))
            self.places.append(Place(self.document, self.at - 2, form, block=self.block))
        return True

    def _blob(self, text: str, path: tuple[str | int, ...], hint: str, role: str, node: Object) -> bool:
        """Read a text carried in base64, refuse what no reader reads; False where it is ordinary text."""
        if hint not in BLOBS:
            return False
        url = DATA_URL.match(text)
        kind = url[1] if url else str(next(filter(None, map(node.get, TYPED)), ""))
        raw = text[url.end() :] if url else text
        if not url and (node.get("type") == "text" or len(raw) < 16 or not BINARY_TEXT.fullmatch(raw)):
            return False
        if TEXT_TYPE.match(kind):
            return self._carried(text, raw, path, hint, role)
        part = "images" if kind.startswith("image") else "audio" if kind.startswith("audio") or hint == "audio" else "files"
        if "input_audio" in path or kind in ("wav", "mp3", "flac", "opus", "pcm16"):
            part = "audio"
        if part in self.allow:
            self.passed[part] = self.passed.get(part, 0) + 1
            return True
        hint_text = f'set [policy] allow = ["{part}"] to let them pass as they are'
        raise Unsupported(f"{part} in a request are not read, so they do not leave", hint=hint_text)

    def _carried(self, text: str, raw: str, path: tuple[str | int, ...], hint: str, role: str) -> bool:
        """A text document in base64: its text is the slot, and it is carried the same way again."""
        head = text[: len(text) - len(raw)]
        try:
            inside = b64decode(raw, validate=True).decode("utf-8") if ";base64" in head or not head else raw
        except (NotBase64, UnicodeDecodeError):
            raise Unsupported("a text document that is not base64 of UTF-8", hint="send it as text") from None

        def again(new: str) -> str:
            return head + (new if inside is raw else b64encode(new.encode("utf-8", "replace")).decode())

        self.slots.append(Slot(inside, path, "text", hint, role))
        self.places.append(Place(self.document, self.at - 2, "text", again))
        return True


def is_made(role: object, kind: object) -> bool:
    """Whether the model said a message: by its role, else by the type of a Responses item."""
    if isinstance(role, str):
        return role in ("assistant", "model")
    return isinstance(kind, str) and (kind in MADE or kind.endswith("_call"))
