"""DDL dumps of Oracle, PostgreSQL, MySQL, SQL Server and DB2: schemas, tables, views, sequences, procedures, comments.

Streams: statements are cut at `;`, `/` or GO outside quotes and comments; a dump cut in the middle gives what it has
and says so. Generic columns are left out; columns with a coined word are learnt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from garim.learn import Item, Learnt, Left, Options, Problem, common, once, open_text, own_part, said

NAME = r'(?:"[^"\n]+"|`[^`\n]+`|\[[^\]\n]+\]|[\w$#]+)'
QUALIFIED = rf"({NAME}(?:\s*\.\s*{NAME}){{0,2}})"
OBJECT = re.compile(
    r"\b(?:CREATE|ALTER|DROP|TRUNCATE)\s+(?:OR\s+REPLACE\s+)?(?:DEFINER\s*=\s*\S+\s+)?"
    r"(?:(?:GLOBAL|LOCAL|PRIVATE|PUBLIC|TEMPORARY|TEMP|UNLOGGED|EXTERNAL|FOREIGN|MATERIALIZED|FORCE|EDITIONABLE|UNIQUE|BITMAP|"
    r"CLUSTERED|NONCLUSTERED|SHARED|NO)\s+)*"
    r"(TABLE|VIEW|SEQUENCE|INDEX|PROCEDURE|FUNCTION|PACKAGE(?:\s+BODY)?|TRIGGER|SYNONYM|TYPE(?:\s+BODY)?|DOMAIN|"
    r"DATABASE\s+LINK|TABLESPACE|SCHEMA|DATABASE|USER(?!\s+MAPPING\b)|ROLE|LOGIN|QUEUE|DIRECTORY)\s+"
    r"(?:CONCURRENTLY\s+)?(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?:ONLY\s+)?" + QUALIFIED,
    re.IGNORECASE,
)
ACCOUNT = re.compile(
    rf"\b(?:CONNECT\s+TO\s+({NAME})\s+IDENTIFIED\s+BY|CREATE\s+USER\s+(?:IF\s+NOT\s+EXISTS\s+)?'([^'\n]+)'"
    rf"|USER\s+MAPPING\s+(?:IF\s+NOT\s+EXISTS\s+)?FOR\s+(?!PUBLIC\b|USER\b|CURRENT_)({NAME}))",
    re.IGNORECASE,
)
"""Who a link to another database logs in as, and MySQL's users."""
MEMBER = re.compile(
    rf"\b(?:PROCEDURE|FUNCTION)\s+({NAME})(?=\s*(?:\(|;|RETURN\b|IS\b|AS\b|DETERMINISTIC\b|PIPELINED\b))", re.IGNORECASE
)
"""A procedure or function in the body of a package or type."""
PREFIXED = re.compile(r"(?:SP|USP|FN|FNC|UFN|PR|PRC|PROC|PKG)_\w{3,}", re.IGNORECASE)
INDEX_ON = re.compile(rf"\bON\s+(?:ONLY\s+)?{QUALIFIED}", re.IGNORECASE)
CONSTRAINT = re.compile(rf"\bCONSTRAINT\s+({NAME})", re.IGNORECASE)
REFERENCES = re.compile(rf"\bREFERENCES\s+{QUALIFIED}", re.IGNORECASE)
COMMENT = re.compile(
    rf"\bCOMMENT\s+ON\s+(TABLE|COLUMN|VIEW|MATERIALIZED\s+VIEW|SCHEMA|DATABASE)\s+({NAME}(?:\s*\.\s*{NAME}){{0,3}})\s+IS\s+N?'((?:[^']|'')*)'",
    re.IGNORECASE,
)
TABLE_COMMENT = re.compile(r"\)[^()]*\bCOMMENT\s*=?\s*'((?:[^']|'')*)'[^()]*$", re.IGNORECASE)
TABLESPACE = re.compile(rf"\bTABLESPACE\s+(?!IF\b|GROUP\b)({NAME})", re.IGNORECASE)
SERVICE = re.compile(
    r"\b(?:SERVICE_NAME\s*=\s*'?|(?<!\.)SID\s*=\s*'?|LINK\s+[\w$#.\"]+\s+(?:CONNECT\s+TO\s+\S+\s+IDENTIFIED\s+BY\s+\S+\s+)?USING\s+'(?!\())"
    r"([A-Za-z][\w$#]*)",
    re.IGNORECASE,
)
EVERYWHERE = frozenset(
    "system sysaux users temp undo undotbs1 undotbs2 example tools indx pg_default pg_global primary innodb_system "
    "innodb_temporary innodb_file_per_table systemts usr_tbs tempspace1 userspace1 syscatspace orcl xe xepdb1 free "
    "freepdb1".split()
)
"""Tablespaces and services that come with a database. Source: Oracle, Tibero, PostgreSQL, MySQL and DB2 reference manuals."""
COLUMN = re.compile(rf"^\s*({NAME})\s+[A-Za-z]")
NOT_COLUMNS = frozenset("constraint primary foreign unique check key index partition like exclude period fulltext".split())
KINDS = {"SCHEMA": "database", "DATABASE": "database", "USER": "account", "LOGIN": "account", "ROLE": "account"}
OWNERS = ("account", "database")
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
    yield from once(_items(Path(source)))


def _items(path: Path) -> Iterator[Item]:
    meanings: dict[str, str] = {}
    objects: dict[str, Learnt] = {}
    owners: dict[str, list[Learnt]] = {}
    notes: list[str] = []
    for line, statement, whole in statements(path, notes):
        for item in _read(statement):
            if isinstance(item, Learnt) and item.means:
                meanings[item.term.lower()] = item.means
            if isinstance(item, Learnt) and item.kind == "db_object":
                objects.setdefault(item.term.lower(), item)
            elif isinstance(item, Learnt) and item.kind in OWNERS:
                owners.setdefault(item.term.lower(), []).append(item)
            else:
                yield item
        if not whole:
            yield Problem(f"{path}:{line}", "the dump ends inside a statement; what it has was read")
        yield from _said(notes, objects)
    yield from _said(notes, objects)
    # Who owns a schema is called as the schema: it is learnt once, as whoever created it said.
    for several in owners.values():
        yield min(several, key=lambda item: OWNERS.index(item.kind))
    # Comments come after their tables, so tables are told last, with what they mean.
    for item in objects.values():
        yield item._replace(means=meanings.get(item.term.lower(), ""))
    for means in meanings.values():
        yield from (item for item in said(means) if item.term.lower() not in objects)


def _said(notes: list[str], objects: Mapping[str, Learnt]) -> Iterator[Item]:
    for note in notes:
        yield from (item for item in said(note) if item.term.lower() not in objects)
    notes.clear()


def statements(path: Path, notes: list[str] | None = None) -> Iterator[tuple[int, str, bool]]:
    """(line where it starts, text without comments, whether it was whole) of each statement.

    Args:
        path: Of the dump.
        notes: Takes the comments' lines as they are met.
    """
    held: list[str] = []
    size, start, state = 0, 1, ""
    for number, line in open_text(path):
        if not state and line.strip().upper() in ("/", "GO"):
            if held:
                yield start, "".join(held), True
            held, size = [], 0
            continue
        for piece, after, ends in _pieces(line, state, notes if notes is not None else []):
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


def _pieces(line: str, state: str, notes: list[str]) -> Iterator[tuple[str, str, bool]]:
    """Parts of a line to keep, the state after each ("" | ' | " | /*), and whether a statement ends there."""
    for match in TOKEN.finditer(line):
        token = match[0]
        if state == "/*":
            state = "" if token == "*/" else state
            notes += [token] if state else []
            yield "", state, False
        elif state:
            state = "" if token == state else state
            yield token, state, False
        elif token.startswith("--"):
            notes.append(token)
            yield "\n", state, False
        elif token in ("/*", "'", '"'):
            state = token
            yield ("" if token == "/*" else token), state, False
        else:
            yield token, state, token == ";"


def _read(statement: str) -> Iterator[Learnt | Left]:
    if statement.lstrip()[:6].upper() == "INSERT":
        return
    for name in (*TABLESPACE.findall(statement), *SERVICE.findall(statement)):
        name = name.strip('"`[]')
        yield Left(name, "a name that every database has") if name.lower() in EVERYWHERE else Learnt(name, "database")
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
    yield from _accounts_and_members(statement)
    for name in CONSTRAINT.findall(statement):
        yield from _named(_parts(name), "db_object", "")
    for name in REFERENCES.findall(statement):
        yield from _named(_parts(name), "db_object", "")


def _accounts_and_members(statement: str) -> Iterator[Learnt | Left]:
    for names in ACCOUNT.findall(statement):
        yield from _named([next(filter(None, names)).strip('"`[]')], "account", "")
    objects = {match.start(2) for match in OBJECT.finditer(statement)}
    for match in MEMBER.finditer(statement):
        if match.start(1) not in objects:
            yield _member(match[1].strip('"`[]'))


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
    elif len(last) >= 2 and kind in ("db_object", "account") and last.isascii() and last.isalpha() and _word(last):
        yield Left(last, "an ordinary word")
    elif len(last) >= 2:
        yield Learnt(last, kind, means=means)


def _member(name: str) -> Learnt | Left:
    """A part of a package: its name is learnt where it is the company's own or begins as a database's objects do."""
    if PREFIXED.fullmatch(name):
        return Learnt(name, "db_object")
    why = common(name)
    return Left(name, why) if why else Learnt(name, "db_object")


def _word(name: str) -> bool:
    """Whether an object's name is one word that everybody has (ACCT, orders); LoadPlan is two."""
    return common(name) == "an ordinary word" and len(re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)) == 1


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
        yield column(name)


def column(name: str) -> Learnt | Left:
    """A column: learnt where a part of several is the company's own word.

    Args:
        name: As the table has it.
    """
    parts = re.split(r"[_\W\d]+|(?<=[a-z])(?=[A-Z])", name)
    if len([part for part in parts if part]) > 1 and any(own_part(part) for part in parts):
        return Learnt(name, "column")
    return Left(name, "a column of ordinary words and abbreviations")
