"""A file or a patch that a tool writes, taken apart into what may hold together what is sent and to whom.

A statement is a line, with those that go on behind a backslash or inside brackets; a command with the document that it is given;
a block or list of YAML; the strings of an object or list of JSON.

Source: POSIX.1-2024, XCU 2; YAML 1.2, sections 8.1 and 8.2 (blocks and lists); RFC 8259; patches of coding agents and of diff.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import garim.late as re

MOST_LINES = 40
"""Lines that brackets may join."""
STRING = re.compile(r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`", re.DOTALL)
"""What is said in quotes, in one language or another."""
_DOCUMENT = re.compile(r"<<-?\s*([\"']?)(\w+)\1")
_BLOCK = re.compile(r"(?:=>|\)|\bdo|\belse|\btry|\bthen|:|\bbegin)\s*\{?\s*(?:\|[^|]*\|)?\s*$")
_FOLDED = re.compile(r"^(\s*)(?:- )?[\w.-]+:\s*[>|][+-]?\d?\s*$")
_ITEM = re.compile(r"^(\s*)- +(.*)$")
_JSONC = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])", re.DOTALL)
_CONTINUED = re.compile(r"(?:\\|(\||&&))[ \t]*\r?\n(?!\S+:)")
_YAML = re.compile(r".*\.ya?ml$", re.IGNORECASE)
_ARRAY, _TAG = re.compile(r"<array>[^\0]{0,4000}?</array>"), re.compile(r"</?[\w:-]+>")
"""A list of words in XML, as of launchd."""
_PROSE = re.compile(r".*\.(?:md|mdx|markdown|rst|txt|adoc|org)$", re.IGNORECASE)


def statements(path: str, text: str) -> Iterator[str]:
    """The statements of a file, as far as one may hold what is sent and to whom."""
    if path.endswith((".json", ".jsonc", ".code-workspace")) or text.lstrip()[:1] in "{[":
        try:
            node = json.loads(_JSONC.sub(lambda met: met[0] if met[0][0] == '"' else " ", text))
        except (ValueError, RecursionError):
            pass
        else:
            yield from _of_json(node)
            return
    lines = _CONTINUED.sub(r"\1 ", text).split("\n")
    yield from of_lines(lines, prose=_PROSE.fullmatch(path) is not None)
    for met in _ARRAY.finditer(text):
        yield " ".join(_TAG.sub(" ", met[0]).split())
    if _YAML.fullmatch(path):
        yield from _of_yaml(lines)


def _of_json(node: Any) -> Iterator[str]:
    """Strings, and what stands together in an object with a command, or in a list."""
    todo = [node]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, dict):
            todo += node.values()
            words = [
                one for value in node.values() for one in (value if isinstance(value, list) else (value,)) if isinstance(one, str)
            ]
            if any("command" in name.lower() or "exec" in name.lower() or name in ("program", "cmd", "run") for name in node):
                yield " ".join(words)
        elif isinstance(node, list):
            todo += node
            if node and all(isinstance(one, str) for one in node):
                yield " ".join(node)


def of_lines(lines: list[str], prose: bool) -> Iterator[str]:
    """Lines, those joined that brackets hold together, and a command with the document that it is given."""
    held: list[str] = []
    depth, braces, ends = 0, False, ""
    for line in lines:
        if prose:
            yield from line.split("`")
            continue
        if not ends:
            bare = STRING.sub('""', line)
            braces = braces or (not held and _OBJECT.search(bare) is not None)
            opens, closes = ("([{", ")]}") if braces else ("([", ")]")
            depth += sum(map(bare.count, opens)) - sum(map(bare.count, closes))
            document = _DOCUMENT.search(line) if "<<" in line else None
            ends = document[2] if document else ""
        elif line.strip() == ends:
            ends = ""
        held.append(line)
        block = len(held) == 1 and not braces and _BLOCK.search(bare)
        if (depth <= 0 and not ends) or block or len(held) >= MOST_LINES:
            yield "\n".join(held)
            held, depth, braces, ends = [], 0, False, ""
    if held:
        yield "\n".join(held)


_OBJECT = re.compile(r"(?:=|\(|\[|,|\breturn)\s*\{\s*$")


def _of_yaml(lines: list[str]) -> Iterator[str]:
    """Folded blocks and lists of words."""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if folded := _FOLDED.match(line):
            block = []
            while at < len(lines) and (not lines[at].strip() or len(lines[at]) - len(lines[at].lstrip()) > len(folded[1])):
                block.append(lines[at].strip())
                at += 1
            yield from block
            if ">" in line:
                yield " ".join(block)
        elif item := _ITEM.match(line):
            words = [item[2]]
            while at < len(lines) and (more := _ITEM.match(lines[at])) and more[1] == item[1]:
                words.append(more[2])
                at += 1
            if len(words) > 1 and not any(re.match(r"[\w.-]+:(?:\s|$)", word) for word in words):
                yield " ".join(words)


_FILE = re.compile(r"^\*\*\* (?:Add|Update|Delete) File: (.+)$|^\+\+\+ (?:b/)?(\S+).*$", re.MULTILINE)


def patched(patch: str) -> Iterator[tuple[str, str, str]]:
    """The files of a patch: path, what is added, what stood there."""
    heads = list(_FILE.finditer(patch))
    for nth, head in enumerate(heads):
        body = patch[head.end() : heads[nth + 1].start() if nth + 1 < len(heads) else len(patch)].split("\n")
        yield (
            (head[1] or head[2]).strip(),
            "\n".join(line[1:] for line in body if line[:1] == "+" and line[:4] != "+++ "),
            "\n".join(line[1:] for line in body if line[:1] in "- " and line[:4] != "--- "),
        )
