"""DDL dumps of Oracle, PostgreSQL, MySQL, SQL Server and DB2: schemas, tables, views, sequences, procedures, comments.

Streams: statements are cut at `;`, `/` or GO outside quotes and comments; a dump cut in the middle gives what it has
and says so. Generic columns are left out; columns with a coined word are learnt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from garim.learn import Item, Learnt, Left, Options, Problem, open_text, own_word

NAME = r'(?:"[^"\n]+"|`[^`\n]+`|\[[^\]\n]+\]|[\w$#]+)'
QUALIFIED = rf"({NAME}(?:\s*\.\s*{NAME}){{0,2}})"
OBJECT = re.compile(
    r"\b(?:CREATE|ALTER|DROP|TRUNCATE)\s+(?:OR\s+REPLACE\s+)?(?:DEFINER\s*=\s*\S+\s+)?"
    r"(?:(?:GLOBAL|LOCAL|PRIVATE|PUBLIC|TEMPORARY|TEMP|UNLOGGED|EXTERNAL|FOREIGN|MATERIALIZED|FORCE|EDITIONABLE|UNIQUE|BITMAP|"
    r"CLUSTERED|NONCLUSTERED|SHARED|NO)\s+)*"
    r"(TABLE|VIEW|SEQUENCE|INDEX|PROCEDURE|FUNCTION|PACKAGE(?:\s+BODY)?|TRIGGER|SYNONYM|TYPE(?:\s+BODY)?|DOMAIN|"
    r"DATABASE\s+LINK|TABLESPACE|SCHEMA|DATABASE|USER|ROLE|LOGIN|QUEUE|DIRECTORY)\s+"
    r"(?:CONCURRENTLY\s+)?(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?:ONLY\s+)?" + QUALIFIED,
    re.IGNORECASE,
)
INDEX_ON = re.compile(rf"\bON\s+(?:ONLY\s+)?{QUALIFIED}", re.IGNORECASE)
CONSTRAINT = re.compile(rf"\bCONSTRAINT\s+({NAME})", re.IGNORECASE)
REFERENCES = re.compile(rf"\bREFERENCES\s+{QUALIFIED}", re.IGNORECASE)
COMMENT = re.compile(
    rf"\bCOMMENT\s+ON\s+(TABLE|COLUMN|VIEW|MATERIALIZED\s+VIEW|SCHEMA|DATABASE)\s+({NAME}(?:\s*\.\s*{NAME}){{0,3}})\s+IS\s+N?'((?:[^']|'')*)'",
    re.IGNORECASE,
)
TABLE_COMMENT = re.compile(r"\)[^()]*\bCOMMENT\s*=?\s*'((?:[^']|'')*)'[^()]*$", re.IGNORECASE)
COLUMN = re.compile(rf"^\s*({NAME})\s+[A-Za-z]")
NOT_COLUMNS = frozenset("constraint primary foreign unique check key index partition like exclude period fulltext".split())
KINDS = {"SCHEMA": "database", "DATABASE": "database", "USER": "database", "LOGIN": "account", "ROLE": "account"}
PUBLIC_SCHEMAS = frozenset(
    "public dbo sys system information_schema pg_catalog mysql main guest sysadm performance_schema".split()
)
LONGEST = 8 * 1024 * 1024
"""Characters of one statement that are kept; a longer one (rows of INSERT) is read past."""


def learn(source: str, options: Options) -> Iterator[Item]:
    """Read a DDL dump.

    Args:
        source: Path of the dump.
        options: Its dialect is a hint only: names are read the same way in all of them.

    Raises:
        BadInput: The file is not there. Nothing was learnt.
    """
    path, seen = Path(source), set[tuple[str, str]]()
    meanings: dict[str, str] = {}
    objects: list[Learnt] = []
    for line, statement, whole in statements(path):
        for item in _read(statement):
            key = (item[0].lower(), item.kind if isinstance(item, Learnt) else "left")
            if isinstance(item, Learnt) and item.means:
                meanings[item.term.lower()] = item.means
            if key in seen:
                continue
            seen.add(key)
            if isinstance(item, Learnt) and item.kind == "db_object":
                objects.append(item)
            else:
                yield item
        if not whole:
            yield Problem(f"{path}:{line}", "the dump ends inside a statement; what it has was read")
    # Comments come after their tables, so tables are told last, with what they mean.
    for item in objects:
        yield item._replace(means=meanings.get(item.term.lower(), ""))


def statements(path: Path) -> Iterator[tuple[int, str, bool]]:
    """(line where it starts, text without comments, whether it was whole) of each statement."""
    held: list[str] = []
    size, start, state = 0, 1, ""
    for number, line in open_text(path):
        if not state and line.strip().upper() in ("/", "GO"):
            if held:
                yield start, "".join(held), True
            held, size = [], 0
            continue
        for piece, after, ends in _pieces(line, state):
            state = after
            if not held and not piece.strip():
                continue
            start = start if held else number
            if size < LONGEST:
                held.append(piece)
                size += len(piece)
            if ends:
                yield start, "".join(held), True
                held, size = [], 0
    if "".join(held).strip():
        yield start, "".join(held), False


TOKEN = re.compile(r"--[^\n]*|/\*|\*/|'|\"|;|[^-/*'\";]+|.", re.DOTALL)


def _pieces(line: str, state: str) -> Iterator[tuple[str, str, bool]]:
    """Parts of a line to keep, the state after each ("" | ' | " | /*), and whether a statement ends there."""
    for match in TOKEN.finditer(line):
        token = match[0]
        if state == "/*":
            state = "" if token == "*/" else state
            yield "", state, False
        elif state:
            state = "" if token == state else state
            yield token, state, False
        elif token.startswith("--"):
            yield "\n", state, False
        elif token in ("/*", "'", '"'):
            state = token
            yield ("" if token == "/*" else token), state, False
        else:
            yield token, state, token == ";"


def _read(statement: str) -> Iterator[Learnt | Left]:
    if statement.lstrip()[:6].upper() == "INSERT":
        return
    for kind, name, text in COMMENT.findall(statement):
        parts = _parts(name)
        if kind.upper() != "COLUMN":
            yield from _named(parts, "db_object", text.replace("''", "'"))
    for match in OBJECT.finditer(statement):
        what = " ".join(match[1].upper().split())
        parts = _parts(match[2])
        means = ""
        if what == "TABLE" and (note := TABLE_COMMENT.search(statement)):
            means = note[1].replace("''", "'")
        yield from _named(parts, KINDS.get(what, "db_object"), means)
        if what == "INDEX" and (on := INDEX_ON.search(statement, match.end())):
            yield from _named(_parts(on[1]), "db_object", "")
        if what == "TABLE":
            yield from _columns(statement[match.end() :])
    for name in CONSTRAINT.findall(statement):
        yield from _named(_parts(name), "db_object", "")
    for name in REFERENCES.findall(statement):
        yield from _named(_parts(name), "db_object", "")


def _parts(name: str) -> list[str]:
    return [part.strip().strip('"`[]') for part in re.findall(NAME, name)]


def _named(parts: list[str], kind: str, means: str) -> Iterator[Learnt | Left]:
    *schemas, last = parts
    for schema in schemas:
        if schema.lower() in PUBLIC_SCHEMAS:
            yield Left(schema, "a schema that every database has")
        else:
            yield Learnt(schema, "database")
    if last.lower() in PUBLIC_SCHEMAS:
        yield Left(last, "a schema that every database has")
    elif len(last) >= 2:
        yield Learnt(last, kind, means=means)


def _columns(body: str) -> Iterator[Learnt | Left]:
    """Columns of a CREATE TABLE body: those with a coined word are learnt, generic ones left."""
    opened = body.find("(")
    if opened < 0 or body[:opened].strip():
        return
    depth, start, items = 0, opened + 1, []
    for match in re.finditer(r"[(),]", body[opened:]):
        at = opened + match.start()
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth -= 1
            if depth == 0:
                items.append(body[start:at])
                break
        elif depth == 1:
            items.append(body[start:at])
            start = at + 1
    for item in items:
        found = COLUMN.match(item)
        name = found[1].strip('"`[]') if found else ""
        if not name or name.lower() in NOT_COLUMNS:
            continue
        coined = [word for word in re.split(r"[_\W\d]+|(?<=[a-z])(?=[A-Z])", name) if own_word(word)]
        if coined and "_" in name:
            yield Learnt(name, "column")
        else:
            yield Left(name, "a generic column name")
