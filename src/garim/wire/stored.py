"""Conversations that the upstream keeps: which scopes an exchange reads and writes, so that its surrogates come back.

    a name that the caller gives   read and written
    conversation                   Responses API: its id is a scope: read and written
    previous_response_id           Responses API: what that response was asked with is read
    /v1/responses/{id}             likewise, when a stored response is fetched
    id of a new response           all entries of the exchange are written under it before the caller learns the id

A stored response is asked for only by whoever made it: the upstream knows one key for all callers. So is every other stored
thing that a request names by its id: items of responses, conversations, containers, files that a tool made. Whom a reply told an
id first, or who named a conversation first, has it; what was made outside of Garim, with the upstream's own key, nobody has.

Source: https://platform.openai.com/docs/api-reference/responses
"""

from __future__ import annotations

from typing import NamedTuple

import orjson

import garim.late as re
from garim.errors import BadInput

RESPONSES = re.compile(r"(?:/v1|/openai(?:/v1)?)/responses(?:/([^/]+).*)?")
ID = re.compile(r"[A-Za-z0-9_\-]{1,256}")
NEW_ID = re.compile(rb'"id"\s*:\s*"(resp_[A-Za-z0-9_\-]{1,250})"')
LOOK = 64 * 1024
"""Bytes at the beginning of a reply in which its id must stand."""


class Scopes(NamedTuple):
    """What one exchange reads and writes of what was issued before."""

    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    new: bool = False
    """Whether the upstream keeps the reply under an id of its own."""
    own: tuple[str, ...] = ()
    """Of those that are read, those that must be the caller's: of stored responses."""
    named: tuple[str, ...] = ()
    """Ids of stored things that the request names: none may be another's."""
    told: tuple[str, ...] = ()
    """Of these, those that a reply must have told the caller: references to items."""
    taken: tuple[str, ...] = ()
    """Of these, those that are the caller's from now on: conversations."""


def scopes(path: str, body: bytes, named: str = "") -> Scopes:
    """The scopes of a request.

    Args:
        path: In full, from /v1.
        body: All of it; what is no JSON object names none, and the protocol's reader says what is wrong with it.
        named: The scope that the caller names; "" for none.

    Raises:
        BadInput: An id is none. Nothing was read.
    """
    own = (named,) if named else ()
    asked_at = RESPONSES.fullmatch(path)
    if asked_at is None:
        return Scopes(own, own, named=_things(_document(body)) if _MAY_NAME.search(body) else ())
    if asked_at[1]:
        stored = of_response(asked_at[1])
        return Scopes((*own, stored), own, own=(stored,))
    asked = _document(body)
    previous, talk = asked.get("previous_response_id"), asked.get("conversation")
    before = (of_response(previous),) if previous else ()
    talks = (_scope("conversation", talk.get("id") if isinstance(talk, dict) else talk),) if talk else ()
    taken = tuple([name.partition("\x1f")[2] for name in talks])
    told, others = _items(asked.get("input"))
    named_there = tuple(dict.fromkeys((*_things(asked), *taken, *told, *others)))
    return Scopes((*own, *before, *talks), (*own, *talks), asked.get("store") is not False, before, named_there, told, taken)


_MAY_NAME = re.compile(rb'"(?:file_?[iI]ds?|container(?:_id)?|audio)"\s*:')
_REFER = frozenset(("file_id", "container_id", "item_id", "approval_request_id"))
_HOLD = frozenset(("container", "audio"))
"""Keys that name a stored thing: by its id, or by an object with one."""


def _things(node: object) -> tuple[str, ...]:
    """The ids of stored things that a request names, but for its items."""
    out: list[object] = []
    todo = [node]
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            for key, value in node.items():
                if key in _HOLD and isinstance(value, dict):
                    out.append(value.get("id"))
                elif key in _REFER or key in _HOLD:
                    out.append(value)
                elif key == "file_ids" and isinstance(value, list):
                    out += value
                todo.append(value)
    return tuple(dict.fromkeys(one for one in out if isinstance(one, str) and ID.fullmatch(one)))


def _items(given: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of items that are only referred to, and of those that say more.

    Raises:
        BadInput: One that is only referred to is none.
    """
    told, others = [], []
    for item in given if isinstance(given, list) else ():
        if not isinstance(item, dict) or "id" not in item:
            continue
        if item.get("type") == "item_reference" or item.keys() <= {"type", "id"}:
            told.append(_scope("item", item["id"]).partition("\x1f")[2])
        elif isinstance(item["id"], str) and ID.fullmatch(item["id"]):
            others.append(item["id"])
    return tuple(told), tuple(others)


def of_thing(name: str) -> str:
    """The scope that says whose a stored thing is: one for all owners."""
    return f"stored\x1f{name}"


def of_response(name: object) -> str:
    """The scope of what a stored response was asked with.

    Raises:
        BadInput: This is no id.
    """
    return _scope("response", name)


def _scope(what: str, name: object) -> str:
    if not isinstance(name, str) or not ID.fullmatch(name):
        raise BadInput(f"the {what}'s id is none", hint="letters, digits, _ and -")
    # No name that a caller can give contains a control character, so nobody reads another's by naming it so.
    return f"{what}\x1f{name}"


def _document(body: bytes) -> dict[str, object]:
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return document if isinstance(document, dict) else {}


_TOLD = re.compile(
    rb'"(?:id|container_id|file_id)"\s*:\s*"((?:cntr|container|cfile|file|audio)_[\w-]{1,250}|(?:(?:msg|rs|fc|ctc|ws|fs|ig|ci|cu|cmp|lsh|sh|apc'
    rb'|mcpl?|mcpr|fco|ctco)_[\w-]{1,250}))"'
)
_OF_ITEMS = re.compile(rb"cntr|container|cfile|file|audio")


class ToldIds:
    """Looks for ids of stored things that a reply tells, in whatever pieces it comes; what stands in its texts is none."""

    def __init__(self, wanted: bool, items: bool) -> None:
        """
        Args:
            wanted: False looks for nothing.
            items: Whether those of a response's items count, which are kept.
        """
        self._wanted, self._items = wanted, items
        self._end = b""
        self._known: set[str] = set()

    def see(self, piece: bytes) -> tuple[str, ...]:
        """Look at the next bytes → the ids that are new."""
        if not self._wanted:
            return ()
        data = self._end + piece
        self._end = data[-300:]
        found = [met[1].decode("ascii") for met in _TOLD.finditer(data) if self._items or _OF_ITEMS.match(met[1])]
        new = tuple(dict.fromkeys(name for name in found if name not in self._known))
        self._known.update(new)
        return new


class NewId:
    """Looks for the id of a new response in the first bytes of its reply, in whatever pieces they come."""

    def __init__(self, wanted: bool) -> None:
        """`wanted`: False looks for nothing."""
        self._seen = b""
        self._done = not wanted

    def see(self, piece: bytes) -> str:
        """Look at the next bytes → the id, once; "" while it is not there."""
        if self._done:
            return ""
        self._seen += piece
        found = NEW_ID.search(self._seen)
        self._done = bool(found) or len(self._seen) > LOOK
        if self._done:
            self._seen = b""
        return found[1].decode("ascii") if found else ""
