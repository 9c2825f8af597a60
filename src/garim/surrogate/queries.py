"""What a query lets a database send to a stranger: by where in it an address stands, not by what each database calls it.

An address is data where it is compared, listed, inserted or worked on by functions that are known to do no more. Elsewhere
(behind TO, FROM, URL =, in a function that nobody knows, in a statement that copies, attaches or sets up) it is where
something goes.

Source: ISO/IEC 9075-2 (tokens of SQL); the manuals of PostgreSQL, MySQL, SQL Server, Oracle, Snowflake, ClickHouse, DuckDB.
"""

from __future__ import annotations

from collections.abc import Callable

import garim.late as re

_TOKEN = re.compile(
    r"--[^\n]*|/\*.{0,5000}?\*/|[NnEeBbRr]?'(?P<said>(?:[^'\\]|''|\\.)*+)(?:'|\Z)|\"(?P<name>(?:[^\"]|\"\")*+)(?:\"|\Z)|`(?P<back>[^`]*+)(?:`|\Z)|\$(?P<tag>\w*)\$(?P<dollar>[^$]*+)\$(?P=tag)\$"
    r"|(?P<word>[^\W\d][\w$.]*)|(?P<mark>[(),;=]|[<>!~|:*/%+@-]+|\[|\])|\S",
    re.DOTALL,
)
_VERBS = frozenset("select with insert update delete merge replace explain show describe values table begin commit use".split())
"""With what a statement begins in which an address may be data."""
_ASKS = _VERBS | frozenset(
    "create alter drop copy unload load backup restore export import attach detach install set exec execute call grant declare "
    "truncate comment do put get refresh analyze vacuum".split()
)
_SENDS = frozenset(
    "copy unload backup restore attach exec execute call outfile dumpfile export openrowset opendatasource openquery".split()
)
"""Words that make all of a statement one that sends, wherever they stand."""
_MADE = frozenset(
    "table view index schema type materialized temp temporary or replace unique if not exists trigger sequence".split()
)
"""What is created and asks nobody."""
_LEADS = frozenset(
    "to from into join location url uri endpoint host server program connection disk file files path directory stage using "
    "origin address web http".split()
)
_WORKS_ON = frozenset(
    "in values and or not on where when then else case any all some exists select distinct having by over as with between like "
    "ilike set from join filter array row "
    "lower upper trim ltrim rtrim btrim coalesce replace concat concat_ws substring substr left right position strpos instr "
    "locate charindex split_part length char_length len count sum min max avg md5 sha1 sha2 sha256 hash nullif ifnull isnull nvl "
    "cast convert try_cast date to_date to_char to_timestamp timestamp date_trunc json_object json_build_object "
    "jsonb_build_object json_extract jsonb_set array_agg string_agg group_concat listagg regexp_replace "
    "regexp_like regexp_match regexp_matches "
    "regexp_extract regexp_substr regexp_contains rlike startswith endswith starts_with ends_with contains like_regex "
    "parse_url net.host net.reg_domain split reverse format if iif greatest least quote_literal initcap translate unnest "
    "to_tsvector to_tsquery plainto_tsquery similarity levenshtein primary key unique check default references".split()
)
"""What stands before a parenthesis in which an address is data."""


def leads_out(query: str, strange: Callable[[str], bool]) -> bool:
    """Whether a query lets a database send something to a stranger.

    Args:
        query: All of it.
        strange: Whether a text of it names a stranger.
    """
    statement: list[str] = []
    around: list[str] = []
    last = ""
    met: list[bool] = []
    """Of the statement that is read, whether each stranger that it names stands where something goes."""
    for token in _TOKEN.finditer(query):
        said = next((one for one in token.group("said", "dollar", "name", "back") if one is not None), None)
        if said is not None:
            if strange(said):
                inside = re.sub(r"\bBEGIN\b", ";", said, flags=re.IGNORECASE) if token["dollar"] is not None else ""
                met.append(leads_out(inside, strange) or _is_place(statement, around, last))
            last = said.lower() if token["name"] is not None or token["back"] is not None else "'"
        elif word := token["word"]:
            last = word.lower()
            statement.append(last)
        elif token["mark"] == "(":
            around.append(last)
            last = "("
        elif token["mark"] == ")":
            last = around.pop() if around else ""
        elif token["mark"] == ";":
            if any(met) or (met and _sends(statement)):
                return True
            statement, around, last, met = [], [], "", []
        elif token["mark"]:
            # Behind `url =` in a statement that sets up stands where something goes.
            last = f"{last}=" if token["mark"] == "=" else token["mark"]
    return any(met) or (bool(met) and _sends(statement))


def is_query(text: str) -> bool:
    """Whether a text begins as a query does."""
    first = re.match(r"(?:\s|--[^\n]*\n|/\*(?:[^*]|\*(?!/))*+\*/|\()*+([A-Za-z]+)", text)
    return first is not None and first[1].lower() in _ASKS


def _is_place(statement: list[str], around: list[str], last: str) -> bool:
    """Whether what stands next in a statement is where something goes."""
    if any(
        name and name not in _WORKS_ON and name not in ("(", ",", "=", "'") and not name.endswith("=")
        for name in _functions(statement, around)
    ):
        return True
    if last in _LEADS:
        return True
    return (
        last.endswith("=")
        and last[:-1] in _LEADS
        and "select" not in statement
        and statement[:1] not in (["update"], ["delete"], ["insert"])
    )


def _functions(statement: list[str], around: list[str]) -> list[str]:
    """The names before the parentheses that are open; a table that is made, or into which values are put, is none."""
    return (
        around if statement[:1] not in (["insert"], ["create"]) else [n for n in around if n not in statement[2:6] or n in _ASKED]
    )


_ASKED = frozenset("function url s3 remote hdfs file mysql postgresql odbc jdbc".split())


def _sends(statement: list[str]) -> bool:
    """Whether a statement that names a stranger is one that copies, attaches or sets up."""
    if not statement:
        return False
    first = statement[0]
    if not _SENDS.isdisjoint(statement):
        return True
    if first in ("create", "alter"):
        made = next(
            (
                word
                for word in statement[1:]
                if word not in ("or", "replace", "if", "not", "exists", "unique", "temp", "temporary", "materialized")
            ),
            "",
        )
        return made not in _MADE or "external" in statement or "engine" in statement or "location" in statement
    return (
        first in _ASKS
        and first not in _VERBS
        and first not in ("drop", "truncate", "comment", "analyze", "vacuum", "do", "grant")
    )
