"""Key and column names as context: what a value is, told by the name that stands over or before it.

    meaning("CUST_NO")               → Meaning(record_id, code, …)
    Columns().find(view, hint)       values under such names in JSON, YAML, logs, command lines, SQL, CSV, markdown, prose

Rules:
- A name is read word by word, however it is written: custNo, CUST_NO, cust-no, 고객번호.
- A name alone never decides: the value must also have the shape of such a value. Flags, states, small numbers, code,
  placeholders and everyday words are never hidden.
- Every pattern has bounded or possessive repeats, so any text costs linear time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

import garim.late as re
from garim.detect.columns.meanings import Meaning, meaning
from garim.detect.public.table import Table
from garim.text.fold import fold
from garim.text.places import places
from garim.text.views import Seen, View
from garim.values import Finding

__all__ = ["Columns", "Meaning", "meaning"]

_SEPARATOR = re.compile(r":=?|=[=>]?|!=|<>")  # every branch begins with a literal: the others take four times as long
_LITERAL_IN = re.compile(r"(?i)[ \t](?:not[ \t]+)?(?:like|in)[ \t]{0,3}\(?[ \t]{0,3}(?=')")
_LISTED_TOO = re.compile(r"\s{0,3},\s{0,20}'([^'\n]{1,200})'")
_LISTED = 2_000
"""Literals of one IN list that are read."""
_NAME_BACKWARDS = re.compile(r"[ \t]{0,3}[\"'`\]]?(?P<name>(?:번호 (?=[가-힣]))?[\w.@-]{1,60}+)")
_VALUE = re.compile(
    r"\s{0,3}+(?:'(?P<single>(?:[^'\n]|''){1,200}+)'|\"(?P<double>(?:[^\"\n\\]|\"\"|\\.){1,200}+)\""
    r"|[\"'`](?P<quoted>[^\"'`\n]{1,200})[\"'`]|(?P<bare>[^\s,;&|<>()\[\]{}\"'`]{1,120}+))"
)
"""A quote inside of quotes is doubled in SQL, escaped elsewhere; what closes with another sign than it opened is read too."""
_OPENS = re.compile(r"[:=][ \t]{0,8}(?:\[|\r?\n(?=[ \t]{0,40}- ))")
_OF_MANY = re.compile(r"([\w-]{2,40}s)[\"']?[ \t]{0,8}$", re.I)
"""A list, and the key before it."""
_DASHED = re.compile(
    r"[ \t]{0,40}- (?:(?:key|value|token|secret)[ \t]?:[ \t]{1,8})?(?:\"(?P<double>[^\"\n]{1,200})\"|'(?P<single>[^'\n]{1,200})'"
    r"|(?P<bare>[^\s#:\"'\[{&*|>][^\n#:]{0,200}?))[ \t]*(?:#[^\n]*)?(?:\r?\n|$)"
)
_IN_BRACKETS = re.compile(r"\s{0,20},?\s{0,40}(?:\"(?P<double>[^\"\n]{1,200})\"|'(?P<single>[^'\n]{1,200})')")
_HEADER = re.compile(
    r"(?:[ \t>#*-]{0,6}\|)?[ \t]{0,4}[\"']?[^\W\d][^,\t|;\n:={}<>()]{0,40}"
    r"(?:[,\t|;][ \t]{0,20}[\"']?[^\W\d][^,\t|;\n={}<>]{0,40}){1,60}[,\t|;]?[ \t]{0,4}\r?"
)
_FIELD = {
    mark: re.compile(rf'[ ]{{0,20}}+(?:"(?P<q>(?:[^"]|"")*+)"|(?P<b>[^{mark}\n]*+))(?:[ ]*+(?:{mark}|$))')
    for mark in (",", "\t", ";", r"\|")
}
_INSERT = re.compile(
    r"(?i)\binsert\s+(?:/\*[^*]{0,80}\*/\s*)?into\s+(?P<table>[\w.\"$`\[\]]{1,90})\s*(?:\((?P<names>[^()]{1,4000})\)\s*)?values\s*(?=\()"
)
_UPDATE = re.compile(r"(?i)\bupdate\s+(?:only\s+)?(?P<table>[\w.\"$`\[\]]{1,90})\s+(?:(?:as\s+)?(?!set\b)\w{1,30}\s+)?set\s+")
_ASSIGNED = re.compile(
    r"\s*+(?:\w{1,30}\.)?[\"`\[]?(?P<name>[^\W\d][\w$#]{0,60})[\"`\]]?\s{0,9}=\s{0,9}"
    r"(?:[Nn]?'(?P<text>(?:[^']|'')*+)'|(?:[^,()';]|\([^()]{0,200}\))*+)\s*+,?"
)
_COPY = re.compile(r"(?im)^copy\s+(?P<table>[\w.\"]{1,90})\s*\((?P<names>[^()]{1,4000})\)\s*from\s+stdin\b[^\n]{0,200}\n")
_CREATE = re.compile(r"(?i)\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?(?P<table>[\w.\"$`\[\]]{1,90})\s*\(")
_COLUMN = re.compile(
    r"\s*[\"`\[]?(?P<name>[^\W\d][\w$#]{0,60})[\"`\]]?\s(?:[^(),']|'(?:[^']|'')*'|\([^()]{0,200}\)){0,400}(?:,|(?=\)))"
)
_TUPLE = re.compile(r"\s*,?\s*\(((?:'(?:[^']|'')*+'|[^()']|\([^()]{0,200}\))*+)\)")
_LITERAL = re.compile(r"\s*(?:'((?:[^']|'')*+)'|((?:[^,()']|\([^()]{0,200}\))*+))\s*(?:,|$)")
_KEYS = re.compile(r",([^\s,;&|<>()\[\]{}\"'`=:]{16,120}+)")
"""A further secret of a list."""
_NUMBERED = re.compile(r"\d[A-Za-z0-9_-]{2,40}+")
_BEFORE_NUMBER = re.compile(r"[A-Za-z_-]{0,12}+")
_THINGS = (
    "policy claim order sku member loc contract customer cust account acct employee emp badge loan invoice tenant user vin case "
    "patient seller coupon shipment tracking dispatch player subscriber guest merchant reservation booking wallet room msisdn "
    "imsi iccid passenger student loyalty ticket"
).split()
_MORE = "no no. number nbr id kunde kundennummer auftrag bestellung vertrag rechnung".split()
_ENDS = frozenset(word[-2:] for word in (*_THINGS, *_MORE))
"""Last letters of what `_PROSE` has in Latin: most words before numbers have others, and need no search."""
_PROSE = re.compile(
    rf"(?:^|[^A-Za-z0-9_가-힣.])(?P<name>(?i:{'|'.join(_THINGS)})(?: (?i:no\.?|number|nbr|id|#))?"
    r"|Kunde|Kundennummer|Auftrag|Bestellung|Vertrag|Rechnung"
    r"|사번|직번|학번|군번|[一-龯]{2,4}番号|[가-힣]{1,6}번호|[가-힣]{1,4} 번호|회원|주문|계약|고객|쿠폰"
    r"|환자|예약|계정|차트|가입자|회선|테넌트|수험생|학생|기사)(?:은|는|이|가)?(?: ?[:#=] ?| )$"
)
_RULE = re.compile(r"[ |:+-]*+")
_LOOSE = 3
"""Fields that a row may have too many: an address in its last column with commas and no quotes."""
_ROWS = 20_000
"""Rows under one header that are read; more are another finder's or none's."""


class _Value(NamedTuple):
    start: int
    end: int
    name: str


class Columns:
    """Finds values by the names of their keys and columns. Without state, safe to share."""

    def find(self, view: View, hint: str = "") -> Seen:
        """All values in the view that their names and shapes give away, in no order.

        Args:
            view: The text as it is or undisguised; offsets are in `view.text`.
            hint: The key over the whole text; with a meaning, the whole text is judged as its value.
        """
        text = view.text
        found: dict[tuple[int, int], Finding] = {}
        for read in _READERS:
            for value in read(text):
                _judge(text, value, found)
        if hint and len(text) <= 200:
            _judge(text, _Value(0, len(text), hint), found)
        return Seen(list(found.values()), len(text))


def _judge(text: str, value: _Value, found: dict[tuple[int, int], Finding]) -> None:
    """Note the value where its name has a meaning that its shape bears out."""
    rule = meaning(value.name)
    if rule is None:
        return
    start, end = value.start, value.end
    while start < end and text[start] in " \t\"'%":
        start += 1
    while end > start and text[end - 1] in " \t\r\"'%.,":
        end -= 1
    if not 0 < end - start <= 200:
        return
    span = rule.span(text[start:end])
    if span is not None:
        start, end = start + span[0], start + span[1]
        entity = rule.entity(text[start:end])
        why = "stands under a name that says what it is"
        found[start, end] = Finding(start, end, rule.kind, rule.family, entity, why, part=rule.part, rank=rule.rank)


def _pairs(text: str) -> Iterator[_Value]:
    """`key: value` and `key=value`, quoted or not, and SQL comparisons with a literal."""
    backwards, size = text[::-1], len(text)
    separators = [(m.start(), m.end()) for m in _SEPARATOR.finditer(text)]
    if "'" in text:
        separators += [(m.start(), m.end()) for m in _LITERAL_IN.finditer(text)]
    for start, after in separators:
        key = _NAME_BACKWARDS.match(backwards, size - start)
        if key is None:
            continue
        name = key["name"][::-1]
        rule = meaning(name)
        value = _VALUE.match(text, after) if rule is not None else None
        if rule is None or value is None:
            continue
        group = value.lastgroup or "bare"
        start, end = value.span(group)
        if group == "bare":
            if text[end : end + 1] in ("(", "[") or _names_a_column(text[start:end]):
                continue
            if rule.family == "person" and (rest := _WORDS.match(text, start)):
                end = rest.end()
        yield _Value(start, end, name)
        while rule.family == "secret" and group == "bare" and (more := _KEYS.match(text, end)):
            yield _Value(*more.span(1), name)
            end = more.end()
        if group != "bare" and text[after - 1 : start - 1].lstrip()[:1] == "(":
            for _ in range(_LISTED):
                more = _LISTED_TOO.match(text, end + 1)
                if more is None:
                    break
                end = more.end() - 1
                yield _Value(more.start(1), end, name)


def _lists(text: str) -> Iterator[_Value]:
    """The items of a list under a key, as YAML and JSON write it; a key of many says of each what a key of one says."""
    for opens in _OPENS.finditer(text):
        key = _OF_MANY.search(text, max(0, opens.start() - 50), opens.start())
        if key is None:
            continue
        name = key[1] if meaning(key[1]) else _singular(key[1])
        if meaning(name) is None:
            continue
        at = opens.end()
        item = _IN_BRACKETS if text[at - 1] == "[" else _DASHED
        for _ in range(_LISTED):
            found = item.match(text, at)
            if found is None:
                break
            at = found.end()
            group = found.lastgroup or "bare"
            yield _Value(*found.span(group), name)


def _singular(name: str) -> str:
    """`api_tokens` as `api_token`, `tokens` as `access_token`: alone, a token may be a word of a text."""
    one = name[:-1] if name[-1:] in "sS" else ""
    return "access_token" if one.lower() == "token" else one


def _names_a_column(word: str) -> bool:
    """Whether a bare value is itself a column (`a.cust_no = b.customer_no`), not what stands in one."""
    last = word.rpartition(".")[2]
    return last.isidentifier() and (not any(c.isdigit() for c in last) and "_" in last or meaning(last) is not None)


_WORDS = re.compile(r"[A-Z][a-z'-]{1,20}+(?: [A-Z]\.)?(?: [A-Z][A-Za-z'-]{1,20}+){1,2}")


def _prose(text: str) -> Iterator[_Value]:
    """An id right after the word for it: "policy KV4-6627931-05", 담보번호 CL202309126652."""
    backwards, size = text[::-1], len(text)
    for match in _NUMBERED.finditer(text):
        before = _BEFORE_NUMBER.match(backwards, size - match.start())
        start, end = match.start() - (len(before[0]) if before else 0), match.end()
        if text[start - 1 : start] not in (" ", ":", "#", "=") or text[end : end + 1] in ("/", "(", "@"):
            continue
        if sum(map(str.isdigit, match[0])) < 4:
            continue
        said = text[max(0, start - 24) : start]
        end_of_it = said.rstrip(" :#=")[-2:].lower()
        if end_of_it not in _ENDS and end_of_it[-1:] < "\u3040":
            continue
        word = _PROSE.search(said)
        if word is None:
            continue
        name = word["name"].rstrip(".# ")
        if name in _COUNTED and (match[0].isdigit() and len(match[0]) < 6 or _UNIT.match(text, end)):
            continue
        number = "_no" if name.isascii() else "번호"
        yield _Value(start, end, name if _SAYS_NUMBER.search(name) else name + number)


_COUNTED = frozenset(
    "회원 주문 계약 고객 쿠폰 환자 예약 계정 차트 가입자 회선 테넌트 수험생 학생 기사 "
    "Kunde Auftrag Bestellung Vertrag Rechnung".split()
)
_UNIT = re.compile(r" ?(?:건|명|개|원|회|번째|곳|장|일|년|만|천|Mbps|%)")
_SAYS_NUMBER = re.compile(r"(?i)no\b|number|nbr|id$|#|번호|番号|사번|직번|학번|군번|sku|vin")


def _tables(text: str) -> Iterator[_Value]:
    """Rows under a header line: CSV of any usual mark, markdown, what psql prints."""
    if "\n" not in text:
        return
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    # psql and mysql rule below their headers with other marks than between their columns.
    ruled = {n for n, line in enumerate(lines) if line[:2] in ("--", "-+", "+-") and _RULE.fullmatch(line)}
    for mark in ",\t;|":
        if mark not in text:
            continue
        counts = [(lines[n - 1] if n in ruled else line).count(mark) for n, line in enumerate(lines)]
        row = 0
        for header in [n for n, (one, next_one) in enumerate(pairwise(counts)) if 0 < one <= next_one and one <= 60]:
            if header < row or not _HEADER.fullmatch(lines[header]):
                continue
            names = _halved([text[a:b].strip(" \"'#") for a, b in _cells(text, starts[header], starts[header + 1] - 1, mark)])
            if any(meaning(name) for name in names):
                for row in (n for n in range(header + 1, min(header + 1 + _ROWS, len(lines))) if n not in ruled):
                    cells = _cells(text, starts[row], starts[row + 1] - 1, mark)
                    if len(cells) < len(names) or len(cells) > len(names) + _LOOSE:
                        break
                    if not _RULE.fullmatch(lines[row]):
                        yield from (_Value(a, b, name) for name, (a, b) in zip(names, cells, strict=False))


def _cells(text: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    """The spans of a line's fields, quotes left out; outer marks of a markdown row open and close no field."""
    if mark == "|":
        while start < end and text[start] in " >":
            start += 1
        if text[start : start + 1] == "|":
            start += 1
            while end > start and text[end - 1] in " \r":
                end -= 1
            end -= text[end - 1 : end] == "|"
    cells, field, at = [], _FIELD[r"\|" if mark == "|" else mark], start
    while at <= end:
        match = field.match(text, at, end)
        if match is None:
            return []
        cells.append(match.span("q" if match.start("q") >= 0 else "b"))
        if match.end() == at or match.end() >= end and text[end - 1 : end] != mark:
            break
        at = match.end()
        if at >= end:
            cells.append((end, end))
            break
    return cells


def _statements(text: str) -> Iterator[_Value]:
    """Literals of INSERT and UPDATE."""
    low = text.lower()
    if "insert" in low:
        yield from _inserts(text)
    if "update" in low:
        yield from _updates(text)


def _inserts(text: str) -> Iterator[_Value]:
    """Literals of INSERT INTO t (columns) VALUES (…), (…)."""
    made = _created(text)
    for insert in _INSERT.finditer(text):
        names = _names(insert["table"], insert["names"].split(",") if insert["names"] else made.get(_bare(insert["table"]), []))
        at = insert.end()
        while (row := _TUPLE.match(text, at)) is not None:
            at, place, said = row.end(), row.start(1), ""
            for name in names:
                literal = _LITERAL.match(text, place, row.end(1))
                if literal is None:
                    break
                span = literal.span(1 if literal.start(1) >= 0 else 2)
                yield _Value(*span, said if said and name.lower() in _PAIR[1] else name)
                said = text[slice(*span)] if name.lower() in _PAIR[0] else said
                place = literal.end()


def _updates(text: str) -> Iterator[_Value]:
    """Literals of UPDATE t SET column = …, column = …."""
    for update in _UPDATE.finditer(text):
        at = update.end()
        while (pair := _ASSIGNED.match(text, at)) is not None:
            if pair["text"] is not None:
                yield _Value(*pair.span("text"), _names(update["table"], [pair["name"]])[0])
            at = pair.end()
            if text[at - 1] != ",":
                break


def _bare(table: str) -> str:
    """A table's name without its schema and quotes, in lower case."""
    return table.rpartition(".")[2].strip('"`[]').lower()


def _names(table: str, columns: list[str]) -> list[str]:
    """Columns as they are judged: the bare name in a table of people is a person's."""
    owner = re.sub(r"s$|_?(?:tb|tbl|mst|master|info|list)$", "", re.sub(r"^(?:tb|tbl|t)_", "", _bare(table)))
    bare = _halved([column.strip(' \t\r\n"`[]') for column in columns])
    return [f"{owner}_name" if column.lower() in ("name", "nm") and meaning(f"{owner}_name") else column for column in bare]


def _halved(names: list[str]) -> list[str]:
    """The same where `first` and `last` stand side by side: they are the halves of a name."""
    if not {"first", "last"} <= {name.lower() for name in names}:
        return names
    return [f"{name}_name" if name.lower() in ("first", "last") else name for name in names]


_HALF = re.compile(
    r"(?i)(?<![\w-])(?P<name>first|last)[\"']?[ \t]{0,3}[:=][ \t]{0,8}[\"']?"
    r"(?P<value>[^\W\d_](?:[^\W\d_]|[ .'’-](?=[^\W\d_])){1,60}+)"
)


def _halves(text: str) -> Iterator[_Value]:
    """`FIRST: …` and `LAST: …` of forms and objects, the first of them a given name; `first: page` is none."""
    met = list(_HALF.finditer(text)) if "irst" in text or "IRST" in text else []
    given = [one for one in met if one["name"].lower() == "first" and _is_given(one["value"])]
    if given and len(met) > len(given):
        yield from (_Value(*one.span("value"), f"{one['name']}_name") for one in met)


def _is_given(value: str) -> bool:
    return value[0].isupper() and any(Table.open().look(word.lower()).given for word in value.split())


def _created(text: str) -> dict[str, list[str]]:
    """Table → its columns, of the CREATE TABLE statements in a text."""
    made: dict[str, list[str]] = {}
    for create in _CREATE.finditer(text):
        at, columns = create.end(), list[str]()
        while (column := _COLUMN.match(text, at)) is not None and len(columns) < 400:
            columns.append(column["name"])
            at = column.end()
        made[_bare(create["table"])] = columns
    return made


def _copies(text: str) -> Iterator[_Value]:
    """Fields of COPY t (columns) FROM stdin, a row a line."""
    if "copy" not in text and "COPY" not in text:
        return
    for copy in _COPY.finditer(text):
        names, at = _names(copy["table"], copy["names"].split(",")), copy.end()
        for _ in range(_ROWS):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            if end <= at or text.startswith("\\.", at):
                break
            place = at
            for name in names:
                stop = text.find("\t", place, end)
                stop = end if stop < 0 else stop
                yield _Value(place, stop, name)
                place = stop + 1
                if stop == end:
                    break
            at = end + 1


_TAGGED = re.compile(r"<(?:[\w-]{1,30}:)?(?P<name>[\w.-]{1,60})(?: [^<>\n]{0,200})?>\s{0,20}(?P<value>[^<>\n]{1,200}?)\s{0,20}</")
_NAMED = re.compile(
    r"(?i)(?:parameter|property|env)?_?(?:name|key)[\"']?\s{0,3}[:=>]\s{0,3}[\"']?(?P<name>[\w.-]{1,60})[\"']?"
    r"(?:</[\w-]{1,30}>|[,;])?\s{0,40}(?:- )?[\"'<]?(?:parameter|property|env)?_?value[\"']?\s{0,3}[:=>]\s{0,3}[\"']?"
    r"(?P<value>[^\s\"'<>,;]{1,200})"
)
_PAIR = (
    frozenset("name key code param parameter property setting option config_key".split()),
    frozenset("value val config_value".split()),
)


def _tags(text: str) -> Iterator[_Value]:
    """`<LastName>…</LastName>`."""
    if "</" in text:
        for tag in _TAGGED.finditer(text):
            yield _Value(*tag.span("value"), tag["name"])


def _named(text: str) -> Iterator[_Value]:
    """A value whose name is itself a value: `- name: API_KEY` over `value: …`, in YAML, JSON and XML."""
    if "alue" not in text and "ALUE" not in text:
        return
    # What stands before `name` and `key` may be left out, so that a pair is one from there on too.
    low, done = fold(text), 0
    for at, _, _ in sorted(places(low, ("name", "key"))):
        pair = _NAMED.match(text, at) if at >= done else None
        if pair is not None:
            done = pair.end()
            yield _Value(*pair.span("value"), pair["name"].replace(".", "_"))


_READERS: tuple[Callable[[str], Iterator[_Value]], ...] = (
    _pairs,
    _lists,
    _prose,
    _tables,
    _statements,
    _copies,
    _tags,
    _named,
    _halves,
)
