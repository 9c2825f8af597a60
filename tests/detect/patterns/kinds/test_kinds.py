"""Every kind keeps the promises of its own examples, in one engine with all others."""

from __future__ import annotations

from pathlib import Path

import pytest

import garim
from garim.detect.patterns.engine import Engine
from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds import all_kinds
from garim.text.views import View
from tests.detect.patterns.all_engine import all_engine

FAMILIES = {path.stem for path in (Path(garim.__file__).parent / "families").glob("[a-z]*.py")}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return all_engine()


def marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """The example without its marks, and what they mark."""
    text, spans, start = "", [], 0
    for char in example:
        if char == "«":
            start = len(text)
        elif char == "»":
            spans.append((start, len(text)))
        else:
            text += char
    return text, spans


def spans_of(kind: Kind, text: str, engine: Engine) -> list[tuple[int, int]]:
    return sorted((f.start, f.end) for f in engine.find(View(text)).findings if f.kind == kind.name)


@pytest.mark.parametrize("family", sorted({kind.family for kind in all_kinds()}))
def test_kinds_find_exactly_what_they_mark(family: str, engine: Engine) -> None:
    wrong = []
    for kind in all_kinds():
        if kind.family != family:
            continue
        for example in kind.found:
            text, spans = marked(example)
            if not spans or spans_of(kind, text, engine) != spans:
                wrong.append(f"{kind.name} found {example!r}: {spans_of(kind, text, engine)}")
        wrong += [f"{kind.name} ignored {text!r}" for text in kind.ignored if spans_of(kind, text, engine)]

    assert not wrong, "\n".join(wrong)


def test_kinds_are_declared_in_full() -> None:
    for kind in all_kinds():
        assert len(kind.found) >= 3 and len(kind.ignored) >= 3, kind.name
        assert kind.family in FAMILIES and kind.edges in ("digit", "word", "behind", "none") and 0 <= kind.rank <= 100, kind.name
        assert all(word == word.lower() for word in kind.near), kind.name


def test_two_kinds_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second declaration must not silently replace the first."""
    import garim.detect.patterns.kinds as kinds

    twin = Kind(name=all_kinds()[0].name, pattern="x", family="code", found=(), ignored=())
    module = __import__(f"{kinds.__name__}.{next(iter(kinds.pkgutil.iter_modules(kinds.__path__))).name}", fromlist=["x"])
    monkeypatch.setattr(module, "TWIN", twin, raising=False)

    with pytest.raises(ValueError, match="two kinds are called"):
        all_kinds.__wrapped__()
