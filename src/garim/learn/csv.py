"""CSV exports (CMDB, HR, asset lists): header names map to kinds, in Korean and English.

Comma, semicolon, tab or pipe; UTF-8, UTF-16 or CP949. `--column NAME=kind` says what a header does not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import garim.lang as lang
from garim.detect.lexicon.source import KINDS as LISTED
from garim.detect.lexicon.source import SYNONYMS
from garim.errors import BadInput
from garim.learn import Item, Learnt, Left, Options, Problem, host, once, open_text, product, unit

csv.field_size_limit(64 * 1024 * 1024)

HEADERS = (
    (
        "alias",
        r"(?:name_?en|en(?:glish)?_?name|romani[sz]ed(?:_?name)?|nick_?name|영문_?(?:명|이름|성명)?|별칭|별명|닉네임|호칭)",
    ),
    (
        "person",
        r"(?:full|employee|emp|staff|user|owner|manager|contact|display)?_?name|emp_?nm|cn|owner|manager|contact|assignee",
    ),
    (
        "person",
        r"성명|이름|사원명|직원명|(?:업무|시스템|서비스|정|부|개발|운영|실무)?_?담당자?|(?:업무|시스템)?_?관리자|책임자|작성자|대표(?:자|이사)?명?",
    ),
    ("employee_id", r"emp(?:loyee)?_?(?:id|no|number)|staff_?(?:id|no)|사번|사원번호|직원번호|emp_?no"),
    ("email", r"e?_?mail(?:_?addr(?:ess)?)?|이메일|메일|메일주소|전자우편"),
    ("host", r"host(?:_?name)?|server(?:_?name)?|node|서버명?|호스트명?|장비명|ci_?name"),
    ("address", r"ip(?:_?addr(?:ess)?)?|(?:내부|외부|서비스|관리)?_?(?:ip|아이피)(?:_?주소)?"),
    ("domain", r"domain(?:_?name)?|fqdn|url|도메인"),
    ("network", r"cidr|subnet|network|대역|네트워크"),
    ("database", r"db(?:_?name)?|database|sid|service_?name|instance|인스턴스|디비명?|tablespace|테이블스페이스"),
    ("db_object", r"table(?:_?name)?|테이블명?|object_?name|프로그램_?(?:id|명)"),
    (
        "system",
        r"system(?:_?name)?|application|app(?:_?name)?|service|(?:업무|담당|대상|연계|관련)?_?시스템명?|업무명?|서비스명?|솔루션명?",
    ),
    ("project", r"project(?:_?name)?|code_?name|프로젝트명?|과제명|사업명|코드_?(?:네임|명)|암호명"),
    ("customer", r"customer(?:_?name)?|client|account_?name|고객사?명?|거래처명?|가맹점명?|상호명?|법인명|업체명|cust_?nm"),
    ("org", r"company|vendor|partner|supplier|organi[sz]ation|회사명?|협력사명?|벤더|공급사|제조사"),
    ("department", r"department|dept(?:_?name)?|team|division|부서명?|소속(?:_?부서)?|팀명?|조직명?|본부"),
    ("location", r"site|office|branch(?:_?name)?|location|지점명?|사업장|센터명?|(?:설치)?_?위치|상면|rack"),
    ("repository", r"repo(?:sitory)?|저장소"),
    ("ticket", r"(?:jira|project)_?key"),
    ("account", r"aws_?account(?:_?id)?|account_?id|subscription_?id|(?:ad|vpn|os|db)?_?(?:계정|아이디)(?:명|_?id)?"),
    ("account", r"(?:ad_?|user_?|login_?)(?:account|id|name)|login|sam_?account_?name|upn"),
    ("location", r"address|주소"),
    ("number", r"(?:휴대|사무실|내선)?_?(?:전화|폰|번호|전화번호)|휴대폰(?:_?번호)?|연락처|mobile|phone|tel(?:ephone)?|cell"),
)
RULES = tuple((kind, re.compile(rf"\A(?:{pattern})\Z", re.IGNORECASE)) for kind, pattern in HEADERS)
KINDS = {"system": "product", "address": "host"}
ALIASED = frozenset(("person", "system", "project", "org", "customer"))
"""Kinds that a column of other names may belong to: an English name is whose column it stands behind."""
KNOWN = frozenset((*LISTED, *SYNONYMS, "alias", "address", "department", "number"))
"""What `--column` may say."""
SEVERAL = frozenset(("person", "alias", "host", "address", "system"))
"""Kinds of which one cell may hold several."""
NOTHING = frozenset({"", "-", "n/a", "na", "null", "none", "없음", "미정", "tbd", "unknown", "해당없음", "x", "o", "y", "n"})
TITLE = re.compile(rf"\s*(?:{lang.either((*lang.words('titles', 'ko'), *lang.words('weak_titles', 'ko')))})?님?\Z")


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
    kinds = {n: kind for n, name in enumerate(header) if (kind := options.columns.get(name) or _named(name))}
    unknown = set(options.columns) - set(header)
    if unknown:
        raise BadInput(f"{path} has no column {sorted(unknown)[0]!r}", hint="columns: " + ", ".join(header))
    if odd := next((kind for kind in options.columns.values() if kind not in KNOWN), None):
        raise BadInput(f"--column: there is no kind {odd!r}", hint="one of: " + ", ".join(sorted(KNOWN)))
    if set(kinds.values()) <= {"number"}:
        hint = "say it: --column NAME=kind; columns: " + ", ".join(header)
        raise BadInput(f"{path}: no column says what it holds", hint=hint)
    yield from once(_items(path, lines, delimiter, header, kinds, first[0]))


def _items(
    path: Path, lines: Iterator[tuple[int, str]], delimiter: str, header: list[str], kinds: dict[int, str], start: int
) -> Iterator[Item]:
    for n, name in enumerate(header):
        if n not in kinds:
            yield Left(name, "a column whose name says no kind")
        elif kinds[n] == "number":
            yield Left(name, "numbers that are found by their form")
    seen: set[tuple[str, str]] = set()
    reader = csv.reader((line for _, line in lines), delimiter=delimiter)
    for number, row in enumerate(reader, start + 1):
        if row and len(row) != len(header):
            yield Problem(f"{path}:{number}", f"{len(row)} fields where the header has {len(header)}; the row was left out")
            continue
        yield from _row(row, kinds, seen)


def _named(header: str) -> str:
    name = re.sub(r"[(（\[].*?[)）\]]", "", header).strip()
    name = re.sub(r"[\s\-.]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)).strip("_")
    return next((kind for kind, rule in RULES if rule.match(name)), "")


def kind_of(header: str) -> str:
    """The lexicon kind that a header names, "" where it names none."""
    kind = _named(header)
    return {"alias": "person", "department": "org", "number": "", **KINDS}.get(kind, kind)


def _row(row: list[str], kinds: dict[int, str], seen: set[tuple[str, str]]) -> Iterator[Item]:
    aliases: dict[int, list[str]] = {}
    for n, kind in kinds.items():
        if kind == "alias" and (owner := _owner(n, kinds)) is not None:
            aliases.setdefault(owner, []).extend(_values(row, n, kind))
    for n, kind in kinds.items():
        if kind == "alias" and _owner(n, kinds) is not None:
            continue
        for value in _values(row, n, kind):
            mine = dict.fromkeys(aliases.pop(n, ()))
            if (kind, value) not in seen or mine:
                seen.add((kind, value))
                yield from _learnt(value, kind, tuple(alias for alias in mine if alias != value))


def _owner(n: int, kinds: dict[int, str]) -> int | None:
    """The column whose values a column of other names belongs to: the nearest before it, else the nearest behind it."""
    named = [m for m, kind in kinds.items() if kind in ALIASED]
    return max((m for m in named if m < n), default=min(named, default=None))


def _values(row: list[str], n: int, kind: str) -> Iterator[str]:
    cell = row[n].strip() if n < len(row) else ""
    for value in re.split(r"\s*[,;/\n]\s*", cell) if kind in SEVERAL else (cell,):
        value = TITLE.sub("", value) if kind in ("person", "alias") and len(value) > 3 else value
        if value.lower() not in NOTHING and kind != "number":
            yield value


def _learnt(value: str, kind: str, aliases: tuple[str, ...]) -> Iterator[Item]:
    """One cell as a line of a lexicon, or left: what everybody knows is nobody's."""
    if kind == "department":
        yield unit(value)
    elif kind == "host":
        yield from host(value)
    elif kind in ("system", "org", "customer", "project") and product(value):
        yield Left(value, "a name that everybody knows")
    else:
        yield Learnt(value, {"alias": "person", **KINDS}.get(kind, kind), aliases)
