"""Templates: their little language, read into nodes.

A file of `talk/` or `machine/` holds many templates; each begins with a line `=== LANG [flag …] [name=value …]`
(LANG: ko, en, mixed, de, ja). Flags: `clean` (nothing in it may be hidden), `nospace`, `may-nospace`, `stt`, `typo`.

    {kind:key.form}   a slot; the same key is the same thing in the whole text (see slots.py for kinds and forms)
    [[a|b|c]]         one of the alternatives, slots allowed inside
    <<TYPE:text>>     one span of TYPE over all of `text`; the slots inside are its core. `<<?:text>>` is never scored
    ?? at the start   the line stands there in two of three texts
    @a: message       a message of person `a`, in the chat format of the row; `@!role: …` a speaker who is nobody
                      lines that begin with two spaces go on with the message
    을(를) 이(가) (으)로 (이)에요 아(야) …   agree with the word before them; {josa:이/가} does the same
    \\{ \\[ \\< \\|      the character itself
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

_SLOT = re.compile(r"\{([a-z]+)(?::([^{}.\s]*?))?(?:\.([a-z_]+))?\}")
_SPAN = re.compile(r"<<([A-Z_]+|\?):")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that the generator fills."""

    kind: str
    key: str
    form: str


@dataclass(frozen=True, slots=True)
class Alt:
    """One of several ways to say it."""

    ways: tuple[Nodes, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A composed span: hidden as a whole."""

    type: str
    nodes: Nodes


Node = str | Slot | Alt | Span
Nodes = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a template: what it says, who says it (a person's key, or `!role`), and whether it may be left out."""

    nodes: Nodes
    speaker: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One template, with its header's language and flags."""

    name: str
    lang: str
    flags: frozenset[str]
    values: dict[str, str]
    lines: tuple[Line, ...]
    slots: tuple[Slot, ...] = field(default=())
    fixed: str = ""  # all text that stands in it as it is
    room: str = "talk"


class BadTemplate(ValueError):
    """A template that cannot be read; the message names it."""


def parse(text: str) -> Nodes:
    """`text` as nodes; raises BadTemplate for a bracket that never closes."""
    nodes, at = _until(text, 0, "")
    if at != len(text):
        raise BadTemplate(text[:60])
    return nodes


def _until(text: str, at: int, stop: str) -> tuple[Nodes, int]:
    """Nodes from `at` to one of the marks in `stop` ("|]" inside an alternation, ">" inside a span)."""
    nodes: list[Node] = []
    plain: list[str] = []

    def add(node: Node) -> None:
        if plain:
            nodes.append("".join(plain))
            plain.clear()
        nodes.append(node)

    while at < len(text):
        two = text[at : at + 2]
        if two[0] == "\\" and two[1:] in ("{", "[", "<", "|"):
            plain.append(two[1])
            at += 2
        elif (stop == "|]" and (text[at] == "|" or two == "]]")) or (stop == ">" and two == ">>"):
            break
        elif two == "[[" and "|" in text[at:]:
            ways, at = _ways(text, at + 2)
            add(Alt(ways))
        elif span := _SPAN.match(text, at):
            inner, at = _until(text, span.end(), ">")
            if text[at : at + 2] != ">>":
                raise BadTemplate(f"<<{span[1]}: never closes in {text[:60]!r}")
            add(Span(span[1], inner))
            at += 2
        elif slot := _SLOT.match(text, at):
            add(Slot(slot[1], slot[2] or "", slot[3] or ""))
            at = slot.end()
        else:
            plain.append(text[at])
            at += 1
    if plain:
        nodes.append("".join(plain))
    return tuple(nodes), at


def _ways(text: str, at: int) -> tuple[tuple[Nodes, ...], int]:
    ways: list[Nodes] = []
    while True:
        way, at = _until(text, at, "|]")
        ways.append(way)
        if text[at : at + 2] == "]]":
            return tuple(ways), at + 2
        if at >= len(text):
            raise BadTemplate(f"[[ never closes in {text[:60]!r}")
        at += 1


def _walk(nodes: Nodes) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        found.append(node)
        if isinstance(node, Alt):
            found += [n for way in node.ways for n in _walk(way)]
        elif isinstance(node, Span):
            found += _walk(node.nodes)
    return found


def _lines(body: str) -> list[Line]:
    lines: list[tuple[str, str, bool]] = []
    for raw in body.split("\n"):
        optional = raw.startswith("??")
        raw = raw[2:].removeprefix(" ") if optional else raw
        said = re.match(r"@(![^:]{1,20}|[a-z][a-z0-9]?): ?(.*)$", raw)
        if said and "{" in said[1]:
            raise BadTemplate(f"a speaker is a key or a fixed role: {raw[:40]!r}")
        if said:
            lines.append((said[2], said[1], optional))
        elif raw.startswith("  ") and lines and lines[-1][1]:
            text, speaker, maybe = lines[-1]
            lines[-1] = (f"{text}\n{raw.strip()}", speaker, maybe)
        else:
            lines.append((raw, "", optional))
    return [Line(parse(text), speaker, optional) for text, speaker, optional in lines]


def read(path: Path) -> list[Template]:
    """The templates of one file; raises BadTemplate."""
    made = []
    for number, block in enumerate(re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)[1:], 1):
        head, _, body = block.partition("\n")
        lang, *rest = head.split()
        values = dict(word.split("=", 1) for word in rest if "=" in word)
        name = f"{path.stem}-{number}"
        try:
            lines = tuple(_lines(body.strip("\n")))
        except BadTemplate as wrong:
            raise BadTemplate(f"{name}: {wrong}") from None
        every = [node for line in lines for node in _walk(line.nodes)]
        slots = tuple(node for node in every if isinstance(node, Slot))
        speakers = tuple(Slot("person", line.speaker, "") for line in lines if line.speaker and line.speaker[0] != "!")
        fixed = "\n".join(node for node in every if isinstance(node, str))
        made.append(
            Template(
                name, lang, frozenset(w for w in rest if "=" not in w), values, lines, slots + speakers, fixed, path.parent.name
            )
        )
    return made
