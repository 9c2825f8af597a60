"""Every kind of person, company and network finds its own examples and nothing in those it must ignore."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

from garim.detect import kinds
from garim.detect.engine import Engine
from garim.detect.kind import Kind
from garim.detect.views import View

FILES = [m.name for m in pkgutil.iter_modules(kinds.__path__) if not m.name.startswith(("secret", "_", "db_user"))]
ALL = {f: importlib.import_module(f"garim.detect.kinds.{f}").KINDS for f in FILES}
KINDS = [kind for table in ALL.values() for kind in table]


def spans(kind: Kind, text: str, hint: str = "") -> list[tuple[int, int]]:
    """Where the engine finds one kind."""
    return sorted((f.start, f.end) for f in Engine([kind], prefilter=False).find(View(text), hint).findings)


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
