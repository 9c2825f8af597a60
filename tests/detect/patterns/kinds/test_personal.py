"""Every kind of person, company and network finds its own examples and nothing in those it must ignore."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

from garim.detect.patterns import kinds
from garim.detect.patterns.engine import Engine
from garim.detect.patterns.kind import Kind
from garim.text.views import View

FOLDERS = [m.name for m in pkgutil.iter_modules(kinds.__path__) if m.ispkg and m.name != "secrets"]
MODULES = [m.name for folder in FOLDERS for m in pkgutil.iter_modules([f"{kinds.__path__[0]}/{folder}"], f"{kinds.__name__}.{folder}.")]
ALL = {name.rpartition(".")[2]: importlib.import_module(name).KINDS for name in MODULES if "._" not in name and not name.endswith(".db_user")}
FILES = list(ALL)
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
