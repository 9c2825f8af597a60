"""Every kind of person, company and network finds its own examples and nothing in those it must ignore."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
import re2

from garim.detect import kinds
from garim.detect.kind import Kind

FILES = [m.name for m in pkgutil.iter_modules(kinds.__path__) if not m.name.startswith(("secret", "_", "db_user"))]
ALL = {f: importlib.import_module(f"garim.detect.kinds.{f}").KINDS for f in FILES}
KINDS = [kind for table in ALL.values() for kind in table]
NOT_BESIDE = {"digit": re.compile(r"[0-9]"), "word": re.compile(r"[A-Za-z0-9_]"), "none": re.compile(r"(?!)")}


def spans(kind: Kind, text: str, hint: str = "") -> list[tuple[int, int]]:
    """What the engine promises for one kind, said in the plainest way."""
    found = []
    beside = NOT_BESIDE[kind.edges]
    compiled = re2.compile(kind.pattern)
    group = "v" if "v" in compiled.groupindex else 0
    group = compiled.groupindex.get("v", 0)
    for match in compiled.finditer(text):
        start, end = match.span()
        around = (text[max(0, start - kind.reach) : end + kind.reach] + " " + hint).lower()
        if (start and beside.match(text[start - 1])) or (end < len(text) and beside.match(text[end])):
            continue
        if kind.near and not any(word in around for word in kind.near):
            continue
        span = match.span(group)
        if span[0] >= 0 and (kind.accept is None or kind.accept(text[span[0] : span[1]])):
            found.append(span)
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_kind_finds_its_examples_and_ignores_the_others(kind: Kind) -> None:
    assert len(kind.found) >= 3 and len(kind.ignored) >= 3 and kind.source
    for example in kind.found:
        text = example.replace("«", "").replace("»", "")
        marked = []
        for n, mark in enumerate(re.finditer("«[^»]*»", example)):
            marked.append((mark.start() - 2 * n, mark.end() - 2 * n - 2))
        assert spans(kind, text) == marked, example
    for text in kind.ignored:
        assert spans(kind, text) == [], text


@pytest.mark.parametrize("file", FILES)
def test_kind_is_named_after_its_file(file: str) -> None:
    for kind in ALL[file]:
        assert kind.name == file or kind.name.startswith(file + ".")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_accept_is_total_on_what_its_pattern_matches(kind: Kind) -> None:
    for text in (*kind.found, *kind.ignored):
        spans(kind, text * 3)
