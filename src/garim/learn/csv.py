"""CSV exports (CMDB, HR, asset lists): header names map to kinds, in Korean and English.

Comma, semicolon, tab or pipe; UTF-8, UTF-16 or CP949. `--column NAME=kind` says what a header does not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from garim.errors import BadInput
from garim.learn import Item, Learnt, Left, Options, Problem, open_text

csv.field_size_limit(64 * 1024 * 1024)

HEADERS = (
    ("person", r"(?:full|employee|emp|staff|user|owner|manager|contact|display)?_?name|emp_?nm|cn"),
    ("person", r"성명|이름|사원명|직원명|담당자|관리자"),
    ("employee_id", r"emp(?:loyee)?_?(?:id|no|number)|staff_?(?:id|no)|사번|사원번호|직원번호|emp_?no"),
    ("email", r"e?_?mail(?:_?addr(?:ess)?)?|이메일|메일|메일주소|전자우편"),
    ("host", r"host(?:_?name)?|server(?:_?name)?|node|서버명?|호스트명?|장비명|ci_?name"),
    ("domain", r"domain(?:_?name)?|fqdn|url|도메인"),
    ("network", r"cidr|subnet|network|대역|네트워크"),
    ("database", r"db(?:_?name)?|database|sid|service_?name|instance|인스턴스|디비명?"),
    ("db_object", r"table(?:_?name)?|테이블명?"),
    ("system", r"system(?:_?name)?|application|app(?:_?name)?|시스템명?|업무명|서비스명"),
    ("project", r"project(?:_?name)?|code_?name|프로젝트명?|과제명"),
    ("customer", r"customer(?:_?name)?|client|account_?name|고객사?명?|거래처명?|법인명|업체명|cust_?nm"),
    ("org", r"company|vendor|partner|supplier|organi[sz]ation|회사명?|협력사명?|부서명?|department|team"),
    ("location", r"site|office|branch(?:_?name)?|location|지점명?|사업장|센터명?"),
    ("repository", r"repo(?:sitory)?|저장소"),
    ("ticket", r"(?:jira|project)_?key"),
    ("account", r"aws_?account(?:_?id)?|account_?id|subscription_?id"),
    ("location", r"address|주소"),
)
RULES = tuple((kind, re.compile(rf"\A(?:{pattern})\Z", re.IGNORECASE)) for kind, pattern in HEADERS)
KINDS = {"system": "product"}
NOTHING = frozenset({"", "-", "n/a", "na", "null", "none", "없음", "미정", "tbd", "unknown"})


def learn(source: str, options: Options) -> Iterator[Item]:
    """Read a CSV export with a header row.

    Raises:
        BadInput: It is not there, is empty, or no column says what it holds. Nothing was learnt.
    """
    path = Path(source)
    lines = open_text(path)
    first = next(((n, line) for n, line in lines if line.strip()), None)
    if first is None:
        raise BadInput(f"{path} is empty")
    delimiter = max(",;\t|", key=first[1].count)
    header = [name.strip().lstrip("\ufeff") for name in next(csv.reader([first[1]], delimiter=delimiter))]
    kinds = {n: kind for n, name in enumerate(header) if (kind := options.columns.get(name) or kind_of(name))}
    unknown = set(options.columns) - set(header)
    if unknown:
        raise BadInput(f"{path} has no column {sorted(unknown)[0]!r}", hint="columns: " + ", ".join(header))
    if not kinds:
        hint = "say it: --column NAME=kind; columns: " + ", ".join(header)
        raise BadInput(f"{path}: no column says what it holds", hint=hint)
    for n, name in enumerate(header):
        if n not in kinds:
            yield Left(name, "a column whose name says no kind")
    seen: set[tuple[str, str]] = set()
    reader = csv.reader((line for _, line in lines), delimiter=delimiter)
    for number, row in enumerate(reader, first[0] + 1):
        if row and len(row) != len(header):
            yield Problem(f"{path}:{number}", f"{len(row)} fields where the header has {len(header)}; the row was left out")
            continue
        yield from _row(row, kinds, seen)


def kind_of(header: str) -> str:
    """The lexicon kind that a header names, "" where it names none."""
    name = re.sub(r"[\s\-.]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", header.strip()))
    return next((KINDS.get(kind, kind) for kind, rule in RULES if rule.match(name)), "")


def _row(row: list[str], kinds: dict[int, str], seen: set[tuple[str, str]]) -> Iterator[Learnt]:
    for n, kind in kinds.items():
        value = row[n].strip() if n < len(row) else ""
        if value.lower() in NOTHING or (kind, value) in seen:
            continue
        seen.add((kind, value))
        yield Learnt(value, kind)
