"""The house's rules, read from the code itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "garim"
FILES = sorted(SOURCE.rglob("*.py"))
EFFECTS = {"socket", "ssl", "asyncio", "sqlite3", "os", "subprocess", "logging", "http", "time", "threading", "random", "secrets"}
ENGINES = {"hyperscan", "re2", "daachorse", "wordfreq", "phonenumbers", "publicsuffixlist", "orjson", "numpy", "sqlglot"}


def floors() -> dict[str, int]:
    """Room → floor, from the table in ARCHITECTURE.md."""
    table: dict[str, int] = {}
    for line in (ROOT / "ARCHITECTURE.md").read_text().splitlines():
        row = re.match(r"\| (`[^|]+) \| (\d+) \|", line)
        if row:
            for room in re.findall(r"`([^`]+)`", row[1]):
                table[room.rstrip("/")] = int(row[2])
    return table


FLOORS = floors()


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def imports(tree: ast.AST) -> list[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module] + [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def room_named(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] != "garim":
        return None
    if len(parts) == 1:
        return "__init__.py"
    return parts[1] if parts[1] in FLOORS else f"{parts[1]}.py" if f"{parts[1]}.py" in FLOORS else "__init__.py"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_file_keeps_the_house_rules(path: Path) -> None:
    """Imports go down only, lower floors do no I/O, public names are documented."""
    tree = ast.parse(path.read_text())
    room, wrong = room_of(path), []
    floor = FLOORS.get(room)
    assert floor is not None, f"{room} is not in ARCHITECTURE.md's table"
    for module in imports(tree):
        top = module.split(".")[0]
        other = room_named(module)
        if other and other != room and FLOORS[other] >= floor:
            wrong.append(f"imports {module}: floor {FLOORS[other]} from floor {floor}")
        if floor <= 4 and top in EFFECTS:
            wrong.append(f"imports {top}: floors 0 to 4 do no I/O")
        if top == "litellm":
            wrong.append("imports litellm")
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name.startswith("Async"):
            wrong.append(f"{node.name}: nothing is written twice for async")
    for node in tree.body:
        public = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if public and not ast.get_docstring(node):
            wrong.append(f"{node.name}: no docstring")
    if path.stat().st_size and not ast.get_docstring(tree):
        wrong.append("no module docstring")
    assert not wrong, "\n".join(wrong)


def test_every_engine_is_imported_by_one_file() -> None:
    """A third-party engine on floors 0 to 4 stands behind exactly one file of its room."""
    users: dict[tuple[str, str], set[str]] = {}
    for path in FILES:
        if FLOORS.get(room_of(path), 9) <= 4:
            for module in imports(ast.parse(path.read_text())):
                top = module.split(".")[0]
                if top in ENGINES:
                    users.setdefault((room_of(path), top), set()).add(path.name)
    assert {k: v for k, v in users.items() if len(v) > 1 and k[1] not in ("orjson", "numpy")} == {}
