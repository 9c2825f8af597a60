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


@pytest.mark.parametrize("room", sorted({room_of(path) for path in FILES}))
def test_files_keep_the_house_rules(room: str) -> None:
    """Imports go down only, lower floors do no I/O, public names are documented."""
    assert room in FLOORS, f"{room} is not in ARCHITECTURE.md's table"
    wrong = [f"{path.relative_to(SOURCE)} {what}" for path in FILES if room_of(path) == room for what in wrongs(path, room, FLOORS[room])]

    assert not wrong, "\n".join(wrong)


def wrongs(path: Path, room: str, floor: int) -> list[str]:
    """What a file does that none of its floor may."""
    tree = ast.parse(path.read_text())
    wrong = []
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
    return wrong


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
