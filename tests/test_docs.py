"""The generated pages are what the code says, and the READMEs name only what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs.build import HERE, PAGES

from garim import cli

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", PAGES)
def test_generated_page_is_current(name: str) -> None:
    """`make docs` was run after the last change."""
    assert (HERE / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_readme_names_what_is_there(name: str) -> None:
    """Every command, make word and link in a README exists; the other language is one link away."""
    text = (ROOT / name).read_text(encoding="utf-8")
    words = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"^garim (\w+)", text, re.MULTILINE)) <= set(cli.commands())
    assert set(re.findall(r"\bmake ([a-z]+)\b", text)) - {"and"} <= words
    assert [link for link in re.findall(r"\]\(([^)h][^)]*)\)", text) if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("path", sorted(HERE.rglob("*.md")), ids=lambda path: path.name)
def test_what_a_page_points_to_is_there(path: Path) -> None:
    """A promise points to its test: files of tests/ and deploy/, links, and test functions exist."""
    text = path.read_text(encoding="utf-8")
    for name, function in re.findall(r"`((?:tests|deploy)/[\w/.-]*\w)(?:::(\w+))?", text):
        assert (ROOT / name).exists(), name
        assert not function or f"def {function}(" in (ROOT / name).read_text(encoding="utf-8")
    assert [link for link in re.findall(r"\]\(([^)h#][^)#]*)\)", text) if not (path.parent / link).exists()] == []


def test_the_readmes_say_the_same_commands() -> None:
    """Korean and English are equal: the same code blocks stand in both."""
    english, korean = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ko.md"))

    def code(text: str) -> list[str]:
        return re.findall(r"^garim \w+|^make \w+|^from \w+ import \w+", text, re.MULTILINE)

    assert code(english) == code(korean)
