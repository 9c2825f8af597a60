"""A small grammar of texts in which every name is marked: templates in plain text files, filled by chance from a seed.

A file in `data/` has sections. `[greeting]` is a list of alternatives, one a line; `[tools :]` one of words, `[jobs ,]` one of
phrases between commas. A section `[+mail 3]` is a sort of text that names somebody, three times as likely as one of weight 1;
`[-log 2]` a sort that names nobody. Inside a line `{greeting}` is one of that section's lines, `{a|b {tools}|}` one of the three,
`{P|F}` one of those slots (`BARE` tells which need no braces in a choice), `{^greeting}` starts with a capital, and `\\n`, `\\t`, `\\{`, `\\}`, `\\|` stand for themselves, as `\\#` and `\\s` do at an end of
the line. What a slot that is no section gives is told in Python, along with the label it bears.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files

Spans = tuple[tuple[int, int, str], ...]
Node = str | tuple[str, bool] | list["list[Node]"]
"""Text, a slot and whether it is raised, or a choice between lines of nodes."""
BARE = frozenset("P F L I R K O A C S N SF SL SP SI W1 A0 X T J W D H x3 X2 w m n e p tbl cls meth phrase CUPS trade2 role Role".split())
"""Slots that are known as such in a choice without braces of their own."""
_HEAD = re.compile(r"\[([+-]?)([\w.]+)(?: ([\d.]+|[:,]))?\]")
_NAME = re.compile(r"(\^?)([\w.]+)\}")
_ESCAPES = {"n": "\n", "t": "\t"}


def parse(line: str) -> list[Node]:
    """The nodes of a template."""
    nodes, at = _line(line, 0, False)
    if at < len(line):
        raise ValueError(f"unbalanced braces: {line}")
    return nodes


def _line(line: str, at: int, inside: bool) -> tuple[list[Node], int]:
    """Nodes from `at` to the end, or to the `|` or `}` that ends this alternative."""
    nodes: list[Node] = []
    text = ""
    while at < len(line) and not (inside and line[at] in "|}"):
        char = line[at]
        if char == "\\" and line[at + 1 : at + 2] in tuple("nt{}|"):
            text += _ESCAPES.get(line[at + 1], line[at + 1])
            at += 2
        elif char == "{":
            node, at = _slot(line, at + 1)
            nodes += [text, node] if text else [node]
            text = ""
        elif char == "}":
            raise ValueError(f"unbalanced braces: {line}")
        else:
            text, at = text + char, at + 1
    return [*nodes, text] if text else nodes, at


def _slot(line: str, at: int) -> tuple[Node, int]:
    """What stands between braces: a slot's name, or a choice."""
    name = _NAME.match(line, at)
    if name:
        return (name[2], bool(name[1])), name.end()
    options: list[list[Node]] = []
    while True:
        nodes, at = _line(line, at, True)
        options.append([(nodes[0], False)] if len(nodes) == 1 and isinstance(nodes[0], str) and nodes[0] in BARE else nodes)
        if at >= len(line):
            raise ValueError(f"unbalanced braces: {line}")
        if line[at] == "}":
            return options, at + 1
        at += 1


def _plain(line: str) -> str:
    """The line with its marked blanks at the ends, and its `#` that begins no comment."""
    return re.sub(r"^\\s|\\s$", " ", line[1:] if line.startswith("\\#") else line)


class Grammar:
    """Sections of templates and what has been written with them so far."""

    def __init__(self, names: list[str], seed: int) -> None:
        """
        Args:
            names: Files of `data/`, without `.txt`.
            seed: Where chance starts.
        """
        self.dice = random.Random(seed)
        self.sections: dict[str, list[list[Node]]] = {}
        self.sorts: dict[str, tuple[list[str], list[float]]] = {"+": ([], []), "-": ([], [])}
        self.fill: dict[str, Callable[[], str]] = {}
        self.labels: Mapping[str, str] = {}
        self.out: list[str] = []
        self.spans: list[tuple[int, int, str]] = []
        self.length, self.raised = 0, False
        for name in names:
            self._read((files("garim.models") / "data" / f"{name}.txt").read_text(encoding="utf-8"))

    def _read(self, text: str) -> None:
        """Add the sections of a file."""
        name = kind = ""
        for line in text.splitlines():
            head = _HEAD.fullmatch(line)
            if head:
                name, kind = head[1] + head[2], head[3] if head[3] in (":", ",") else ""
                self.sections.setdefault(name, [])
                if head[1] and name not in self.sorts[head[1]][0]:
                    self.sorts[head[1]][0].append(name)
                    self.sorts[head[1]][1].append(float(head[3] or 1))
            elif name and line and not line.startswith("# "):
                words = line.split() if kind == ":" else [w.strip() for w in line.split(",") if w.strip()]
                self.sections[name] += [[word] for word in words] if kind else [parse(_plain(line))]

    def unknown(self) -> set[str]:
        """Slots that nothing fills: mistakes in the files."""
        wrong: set[str] = set()
        lines = [line for lines in self.sections.values() for line in lines]
        while lines:
            for node in lines.pop():
                if isinstance(node, list):
                    lines += node
                elif isinstance(node, tuple) and node[0] not in self.sections and node[0] not in self.fill:
                    wrong.add(node[0])
        return wrong

    def words(self, name: str) -> list[str]:
        """The words of a section that has no slots."""
        return [str(nodes[0]) for nodes in self.sections[name]]

    def put(self, text: str, label: str = "") -> None:
        """Append a piece, marked as a name of some sort or plain."""
        if self.raised and text:
            text, self.raised = text[0].upper() + text[1:] if len(text[0].upper()) == 1 else text, False
        if label:
            self.spans.append((self.length, self.length + len(text), label))
        self.out.append(text)
        self.length += len(text)

    def last(self) -> str:
        """The character that was written last."""
        return next((piece[-1] for piece in reversed(self.out) if piece), "")

    def expand(self, nodes: list[Node]) -> None:
        """Write a line's nodes."""
        for node in nodes:
            if isinstance(node, str):
                self.put(node)
            elif isinstance(node, list):
                self.expand(self.dice.choice(node))
            else:
                self._name(*node)

    def _name(self, name: str, raised: bool) -> None:
        """Write what a slot stands for; a labelled section's line is one mention, whatever it is made of."""
        self.raised = self.raised or raised
        if name in self.fill:
            self.put(self.fill[name](), self.labels.get(name, ""))
            return
        start, count = self.length, len(self.spans)
        self.expand(self.dice.choice(self.sections[name]))
        if name in self.labels:
            self.spans[count:] = [(start, self.length, self.labels[name])]

    def text(self, without: float) -> tuple[str, Spans]:
        """One text and its spans; it names nobody with the probability `without`."""
        self.out, self.spans, self.length, self.raised = [], [], 0, False
        names, weights = self.sorts["-" if self.dice.random() < without else "+"]
        self.expand(self.dice.choice(self.sections[self.dice.choices(names, weights)[0]]))
        return "".join(self.out), tuple(self.spans)

    def texts(self, count: int, without: float) -> Iterator[tuple[str, Spans]]:
        """`count` texts."""
        for _ in range(count):
            yield self.text(without)
