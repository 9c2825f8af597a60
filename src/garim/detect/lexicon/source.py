"""A lexicon file's bytes → terms, and what could not be read, with file and line; the rest loads.

JSONL: {"term","kind","aliases":[…],"means","always"}, {"pattern","kind"} (RE2), {"network","kind"} (CIDR). CSV: the same names
as columns, aliases separated by "|". UTF-8 (also with its mark), UTF-16 and CP949, as Excel exports them.
"""

from __future__ import annotations

import csv
import difflib
import io
import ipaddress
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from garim.detect.words import PARTICLES, zipf
from garim.text.marks import marked

KINDS = frozenset(
    "org product project host domain network database db_object column package service repository ticket document "
    "account person employee_id email customer location word".split()
)
SYNONYMS = {
    "table": "db_object", "view": "db_object", "schema": "database", "db": "database", "company": "org", "organization": "org",
    "organisation": "org", "server": "host", "hostname": "host", "system": "product", "name": "person", "user": "account",
    "repo": "repository", "place": "location", "site": "location",
}  # fmt: skip
"""What people call a kind."""
LONGEST_LINE = 1_000_000
LONGEST_TERM = 200
LONGEST_PATTERN = 1_000
COMMONEST = 6.3
"""Zipf frequency over which a word stands in half of all texts (the, is, 이)."""


FIELDS = frozenset("term kind aliases means always pattern network".split())
YES, NO = frozenset(("true", "yes", "1", "y")), frozenset(("", "false", "no", "0", "n", "none"))
"""What the field `always` may say, in JSON or CSV."""


class Term(NamedTuple):
    """One line of a lexicon: a term, or a pattern, or a network."""

    term: str
    """The canonical spelling; the RE2 pattern or the CIDR for those two."""
    kind: str
    aliases: tuple[str, ...] = ()
    means: str = ""
    shape: str = "term"
    """term | pattern | network."""
    always: bool = False
    """Whether it and its aliases are meant wherever they stand, as ordinary as they may be."""


class Problem(NamedTuple):
    """What is wrong with a line. `what` never holds the term."""

    file: str
    line: int
    what: str
    kept: bool = False
    """Whether its word is hidden all the same."""

    def __str__(self) -> str:
        """As whoever starts a command or a server is told it."""
        return f"{self.file}:{self.line}: {self.what}" + ("" if self.kept else "; the line was left out")


class _Reject(Exception):
    """Why a line is not taken."""


def read_terms(data: bytes, name: str) -> tuple[list[Term], list[Problem]]:
    """Read a lexicon, JSONL or CSV by its first character.

    Args:
        data: The file's bytes.
        name: What to call the file in problems.

    Returns:
        Terms in file order, without duplicates (the first stands; aliases of a repeated term are added to it), and problems.
    """
    problems: list[Problem] = []

    def problem(line: int, what: str, kept: bool = False) -> None:
        problems.append(Problem(name, line, what, kept))

    text = _decode(data, problem)
    rows = _json_lines(text, problem) if text.lstrip()[:1] in ("{", "") else _csv_rows(text, problem)
    terms: dict[tuple[str, str], Term] = {}
    for line, row in rows:
        try:
            term = _term(row, partial(problem, line, kept=True))
        except _Reject as reject:
            problem(line, str(reject))
            continue
        key = (term.term.casefold() if term.shape == "term" else term.term, term.kind)
        old = terms.get(key)
        if old is None:
            terms[key] = term
        elif set(term.aliases) <= set(old.aliases) and term.always <= old.always:
            if term.kind != "person":
                problem(line, "a term that stands above already")
        else:
            terms[key] = old._replace(
                aliases=tuple(dict.fromkeys(old.aliases + term.aliases)),
                means=old.means or term.means,
                always=old.always or term.always,
            )
    return list(terms.values()), problems


def _decode(data: bytes, problem: Callable[[int, str], None]) -> str:
    if wide := marked(data):
        return data.decode(wide, "replace")
    head = data[:4096]
    if len(head) > 3 and head[1::2].count(0) > len(head) // 3:
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    lines = []
    for number, raw in enumerate(data.split(b"\n"), 1):
        for encoding in ("utf-8-sig", "cp949"):
            try:
                lines.append(raw.decode(encoding))
                break
            except UnicodeDecodeError:
                continue
        else:
            problem(number, "neither UTF-8 nor CP949; left out")
            lines.append("")
    return "\n".join(lines)


def _json_lines(text: str, problem: Callable[..., None]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(io.StringIO(text), 1):
        if len(line) > LONGEST_LINE:
            problem(number, f"a line of {len(line.rstrip())} characters, at most {LONGEST_LINE}")
            continue
        if not line.strip():
            continue
        try:
            row = json.loads(line, object_pairs_hook=_Row)
        except (ValueError, RecursionError):
            problem(number, "not JSON")
            continue
        if isinstance(row, _Row):
            for field in row.twice:
                # What no field is called may be a word of theirs.
                problem(number, f"{field if field in FIELDS else 'a field'} stands twice in one object", kept=True)
            yield from ((number, one) for one in row.each())
        else:
            problem(number, "not a JSON object")


class _Row(dict[str, Any]):
    """An object of JSON that knows which of its fields stand twice: nobody knows which of them is meant, so all are."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self._values = {name: [value for other, value in pairs if other == name] for name in self}
        self.twice = [name for name, values in self._values.items() if len(values) > 1]

    def each(self) -> Iterator[dict[str, Any]]:
        """Itself, once for each value of a field that stands twice; first as JSON readers take it."""
        yield self
        for name in self.twice:
            for value in self._values[name][:-1]:
                yield {**self, name: value}


def _csv_rows(text: str, problem: Callable[[int, str], None]) -> Iterator[tuple[int, dict[str, Any]]]:
    header: list[str] = []
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(_short_lines(text, problem), delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem(reader.line_num, f"not CSV: {error}")
            continue
        if not header:
            header = [cell.strip().lower() for cell in row]
            if not {"term", "pattern", "network"} & set(header):
                problem(1, "neither JSON lines nor CSV with a column term, pattern or network")
                return
        elif any(cell.strip() for cell in row):
            record: dict[str, Any] = {k: v for k, v in zip(header, row, strict=False) if v.strip()}
            if "aliases" in record:
                record["aliases"] = [a for a in record["aliases"].split("|") if a.strip()]
            yield reader.line_num, record


def _short_lines(text: str, problem: Callable[[int, str], None]) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text), 1):
        if len(line) > LONGEST_LINE:
            problem(number, f"a line of {len(line.rstrip())} characters, at most {LONGEST_LINE}")
            line = "\n"
        yield line


def _term(row: dict[str, Any], tell: Callable[[str], None]) -> Term:
    kind = _kind(row, tell)
    means = row.get("means", "")
    if "pattern" in row:
        return Term(_pattern(row["pattern"]), kind, (), str(means), "pattern")
    if "network" in row or (kind == "network" and re.fullmatch(r"[0-9A-Fa-f.:]+/\d{1,3}", str(row.get("term", "")).strip())):
        try:
            network = ipaddress.ip_network(str(row.get("network") or row["term"]).strip(), strict=False)
        except ValueError:
            raise _Reject("not a network in CIDR notation") from None
        if network.prefixlen == 0:
            raise _Reject("a network that holds every address")
        return Term(str(network), kind, (), str(means), "network")
    term = _spelling(row.get("term", ""))
    aliases = row.get("aliases") or []
    if isinstance(aliases, str):
        aliases = [aliases]
    if not isinstance(aliases, list):
        raise _Reject("aliases is not a list")
    good = []
    for alias in aliases:
        try:
            good.append(_spelling(alias))
        except _Reject as reject:
            tell(f"alias left out: {reject}")
    always = str(row.get("always", "")).strip().lower()
    if always not in YES | NO:
        tell("always is neither true nor false; taken for true")
    return Term(term, kind, tuple(a for a in good if a != term), str(means or ""), always=always not in NO)


def _kind(row: dict[str, Any], tell: Callable[[str], None]) -> str:
    """What a row says that it is; what is misspelled is told."""
    for field in row.keys() - FIELDS:
        if meant := difflib.get_close_matches(field, FIELDS, 1, 0.8):
            tell(f"an unknown field that looks like {meant[0]}; not read")
    kind = str(row.get("kind", "word")).strip().lower()
    kind = SYNONYMS.get(kind, kind)
    if kind in KINDS:
        return kind
    # The word is the company's whatever it is called: it is hidden all the same.
    tell(f"an unknown kind; taken for word (known: {', '.join(sorted(KINDS))})")
    return "word"


def _spelling(value: object) -> str:
    if not isinstance(value, str):
        raise _Reject("not a text")
    spelling = " ".join(value.split())
    folded = spelling.casefold()
    if not spelling:
        raise _Reject("an empty term")
    if len(spelling) > LONGEST_TERM:
        raise _Reject(f"a term of {len(spelling)} characters, at most {LONGEST_TERM}")
    if sum(c.isalnum() for c in spelling) < 2:
        raise _Reject("a term of one letter or none would hide half of every text")
    if zipf(folded) >= COMMONEST or folded in PARTICLES or (folded.isdecimal() and len(folded) < 4):
        raise _Reject("so common that it would hide half of every text")
    return spelling


def _pattern(value: object) -> str:
    from garim.detect.lexicon.patterns import pattern_error

    if not isinstance(value, str) or not value.strip():
        raise _Reject("an empty pattern")
    if len(value) > LONGEST_PATTERN:
        raise _Reject(f"a pattern of {len(value)} characters, at most {LONGEST_PATTERN}")
    error = pattern_error(value)
    if error:
        raise _Reject(error)
    return value
