"""What no lexicon holds but its shape gives away: new tables on the company's naming, new ids, hosts on a pattern,
addresses in its networks, accounts and schemas whose prefix shortens one of its words.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from garim.detect import words
from garim.detect.lexicon import context
from garim.detect.lexicon.forms import ACRONYM, Form, glued, peel_latin
from garim.detect.lexicon.patterns import DIGITS, heads_of, kind_of, words_of
from garim.detect.lexicon.source import Term
from garim.detect.patterns.engine import Engine
from garim.text import romanise
from garim.text.fold import fold, latin, without_marks
from garim.text.identifiers import split
from garim.values import Finding

if TYPE_CHECKING:
    from garim.detect.lexicon.read import Reader
    from garim.text.views import View

LEARNT = "schemas modules prefixes heads shorts names ids patterns kinds networks families owners sites".split()
OBJECTS = frozenset("tb tbl vw mv sq seq pkg sp usp fn prc proc trg err ix idx pk uk fk syn dl tmp bk".split())
"""First words of a database object's name that say what it is."""
PUBLIC = re.compile(r"(?:dbms|utl|dba|all|user|v\$|gv\$|pg|sys|information|apex|owa|sdo|ctx|mysql|sp_help|xp|sqlite)(?:_|$)")
"""Starts of names that a database itself brings. Source: Oracle, PostgreSQL, SQL Server and MySQL reference manuals."""
QUALIFIED = re.compile(r"[\w$#]\.[A-Za-z]")
TAILED = re.compile(r"([A-Za-z]{1,8}[-_]?)([0-9a-f]{4,16})")
HEX = re.compile(r"(?=.*\d)[0-9a-f]{6,}")
PUBLIC_IDS = frozenset("rfc iso cve cwe ora kb ieee utf sha aes http ms en din error".split())
"""Marks of numbers that everyone knows."""
NAME = re.compile(r"[A-Za-z0-9_$#]+")
BEFORE = re.compile(r"[A-Za-z][A-Za-z0-9_$#]*$")
ACCOUNT = re.compile(r"_(?:app|svc|user|usr|load|batch|ro|rw|adm|own|etl)(?![A-Za-z0-9_-])")
IPV4 = re.compile(r"(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d]|\.\d)")
DATABASE_TEXT = re.compile(
    r"(?i)\b(?:select|insert|update|delete|merge|from|create|alter|drop|truncate|exec|begin|grant|table|nextval|sqlplus)\b"
)
CONSTRAINT = re.compile(r"(?:uq|ux|uix|uk|ix|idx|pk|fk|ck|UQ|UX|UIX|UK|IX|IDX|PK|FK|CK)_([A-Za-z0-9]+)_[A-Za-z0-9_$#]+")
CONSTRAINTS = re.compile(r"(?i)duplicate|constraint|violat|index|unique|인덱스|제약|무결성|키 중복")
SITED = r"((?:{0})[A-Za-z]{{0,2}})-(?=[A-Za-z0-9-]{{0,20}}\d)[A-Za-z0-9]"
TITLE = re.compile(context.TITLES)
TITLED_WORD = re.compile(r"(?<![가-힣])([가-힣]{2,6})\s?$")
ALWAYS = frozenset("pkg sp sq err prc usp".split())
"""Heads that need no example in the lexicon where the text is SQL."""
ORDINARY = 39
"""Rank of what does not carry."""
SHARE = 0.25
"""Part of all hosts, databases and abbreviations that must share a prefix for it to be the company's mark."""


class Derived:
    """What was learnt from a whole lexicon beside its terms."""

    def __init__(self, learnt: dict[str, list[str]]) -> None:
        """
        Args:
            learnt: Lists by the names of LEARNT; families and owners, patterns and kinds go in pairs.
        """
        self._learnt = learnt
        self.forms: list[Form] = []
        self._schemas, self._modules = frozenset(learnt["schemas"]), frozenset(learnt["modules"])
        self._heads = frozenset(learnt["heads"])
        self._prefixes = frozenset(learnt["prefixes"])
        strange = sorted(p for p in self._prefixes if len(p) > 2 and not words.generic(p) and not words.ordinary(p))
        self._prefixed = re.compile(rf"(?:{'|'.join(p.upper() for p in strange)})_[A-Z0-9_$#]+") if strange else None
        sites = "|".join(sorted({re.escape(spelled) for s in learnt["sites"] for spelled in (s, s.upper(), s.title())}))
        self._sited = re.compile(SITED.format(sites)) if sites else None
        self._sounds = dict(zip(learnt["families"], learnt["owners"], strict=True))
        self._names = learnt["names"]
        self._ids = re.compile("|".join(learnt["ids"])) if learnt["ids"] else None
        heads = "|".join(h for head in sorted(self._heads | ALWAYS) for h in (head, head.upper()))
        self._objects = re.compile(rf"(?:{heads})_[A-Za-z0-9_$#]+")
        pairs = zip(learnt["patterns"], learnt["kinds"], strict=True)
        kinds = [kind_of(i, pattern, kind) for i, (pattern, kind) in enumerate(pairs)]
        self._engine = Engine(kinds, prefilter=False) if kinds else None
        self._kinds = {kind.name: name for kind, name in zip(kinds, learnt["kinds"], strict=True)}
        networks = [ipaddress.ip_network(n) for n in learnt["networks"]]
        self._networks = [(int(n.network_address), int(n.broadcast_address)) for n in networks if n.version == 4]

    @classmethod
    def build(cls, terms: Iterable[Term]) -> Self:  # noqa: C901
        """Learn naming habits from terms."""
        learnt: dict[str, list[str]] = {k: [] for k in LEARNT}
        extra: list[Form] = []
        heads, shapes, starts = Counter[str](), Counter[str](), Counter[str]()
        hosts, tailed = 0, set[str]()
        for term in terms:
            if term.shape == "network":
                learnt["networks"].append(term.term)
            elif term.shape == "pattern":
                spelled = words_of(term.term)
                for text in spelled:
                    extra += glued(Term(text.replace(DIGITS, "01"), term.kind))
                if term.kind == "host":
                    learnt["sites"] += [h for h in heads_of(term.term) if not words.generic(h) and not words.ordinary(h)]
                learnt["patterns"].append(term.term)
                learnt["kinds"].append(term.kind)
            elif term.kind == "db_object":
                _object(term.term, learnt, heads)
            elif term.kind == "database":
                learnt["schemas"].append(fold(term.term))
            elif term.kind in ("employee_id", "account"):
                shapes[re.sub(r"\d", "0", term.term)] += 1
                tailed |= _tailed(term)
            elif term.kind == "person" and len(learnt["families"]) < 5000:
                _family(term, learnt)
            elif term.kind in ("product", "project", "org") and len(learnt["names"]) < 5000:
                learnt["names"] += [fold(s) for s in (term.term, *term.aliases) if s.isascii() and s.isalpha() and len(s) > 4]
            if term.kind in ("host", "database", "org"):
                for name in {fold(s) for s in (term.term, *term.aliases)}:
                    found = re.match(r"([a-z]{2})[a-z]", name)
                    if found and (term.kind != "org" or len(name) < 6):
                        hosts += 1
                        starts[found[1]] += 1
        learnt["prefixes"] = sorted(set(learnt["prefixes"]))[:2000]
        learnt["modules"] = sorted(set(learnt["modules"]))
        learnt["schemas"] = sorted(set(learnt["schemas"]))
        learnt["heads"] = sorted(h for h, n in heads.items() if n > 1 and h in OBJECTS)
        learnt["ids"] = [_shape(shape) for shape, n in shapes.items() if n > 2 and 4 < len(shape) < 24 and shape[0].isalpha()]
        learnt["ids"] = sorted({*learnt["ids"], *tailed})
        for short, n in starts.items():
            if n > 4 and n > SHARE * hosts and not words.generic(short):
                extra.append(Form(short, 0, 0, 2, short, "org", mode=ACRONYM))
        derived = cls(learnt)
        derived.forms = extra
        return derived

    def dump(self) -> bytes:
        """For `load`."""
        return json.dumps(self._learnt).encode()

    @classmethod
    def load(cls, data: bytes) -> Self:
        """What `dump` wrote."""
        return cls(json.loads(data))

    def consider(self, reader: Reader, view: View) -> None:  # noqa: C901
        """Add what a text holds to what its reader has found."""
        text = view.text
        if self._engine:
            for finding in self._engine.find(view).findings:
                self._host(reader, text, finding)
        if self._ids:
            for found in self._ids.finditer(text):
                if not _letter(text, found.start() - 1) and not _letter(text, found.end()):
                    reader.add(
                        Finding(*found.span(), "employee_id", "code", found[0], "same shape as the lexicon's ids", rank=70)
                    )
        if self._networks and "." in text:
            for found in IPV4.finditer(text):
                self._address(reader, found)
        if self._sited and "-" in text:
            for found in self._sited.finditer(text):
                if not _letter(text, found.start() - 1) and text[found.start() - 1 : found.start()] not in (".", "-"):
                    _add(reader, found.span(1), fold(found[1]), "host", "name with a site of the company's host patterns", 60)
        if self._sounds and not text.isascii():
            self._transcribed(reader, text)
        if "_" in text and self._prefixed:
            for found in self._prefixed.finditer(text):
                if not _letter(text, found.start() - 1):
                    self._hide(reader, found.start(), found[0], 1, "name that begins as the company's database objects do", 55)
        if "_" in text and self._prefixes:
            told: bool | None = None
            for found in CONSTRAINT.finditer(text):
                known = fold(found[1]) in self._prefixes or fold(found[1]) in self._modules
                if not known or _letter(text, found.start() - 1):
                    continue
                told = CONSTRAINTS.search(text) is not None if told is None else told
                if told:
                    self._hide(reader, found.start(), found[0], 1, "constraint of a lexicon table", 55)
        if "_" in text and (self._schemas or self._heads):
            for found in self._objects.finditer(text):
                if not _letter(text, found.start() - 1) and text[found.start() - 1 : found.start()] not in ("@", "-", "/"):
                    self._snake(reader, text, found)
            for found in ACCOUNT.finditer(text):
                self._account(reader, text, found.start())
        if self._schemas and "." in text:
            for found in QUALIFIED.finditer(text):
                self._qualified(reader, text, found.start() + 1)

    def _account(self, reader: Reader, text: str, end: int) -> None:
        before = BEFORE.search(text, max(0, end - 5), end)
        if before and 1 < len(before[0]) < 5 and not _letter(text, before.start() - 1) and self._short(fold(before[0])):
            why = "account whose prefix shortens a lexicon name"
            _add(reader, before.span(), fold(before[0]), "service", why, ORDINARY if words.generic(fold(before[0])) else 60)

    def _transcribed(self, reader: Reader, text: str) -> None:
        """A foreign family name of the lexicon in Hangul, before a title: 호프만 부장."""
        for title in TITLE.finditer(text):
            found = TITLED_WORD.search(text, max(0, title.start() - 7), title.start())
            owner = self._sounds.get(romanise.sound(found[1])) if found else None
            if found and owner and not words.ordinary(found[1]):
                why = "family name of a lexicon person in Hangul"
                reader.add(Finding(*found.span(1), "person", "person", owner, why, part="family", rank=60))

    def _host(self, reader: Reader, text: str, finding: Finding) -> None:
        surface = text[finding.start : finding.end]
        kind = self._kinds[finding.kind]
        for start, end in split(surface):
            word = fold(surface[start:end])
            if word.isalpha() and len(word) > 1 and not words.generic(word):
                cut = peel_latin(word)
                span = (finding.start + start, finding.start + start + cut)
                _add(reader, span, word[:cut], kind, "name on a lexicon pattern", 75)
                return
        digits = re.search(r"\d[\d.-]*\d", surface)
        if digits:
            span = (finding.start + digits.start(), finding.start + digits.end())
            reader.add(Finding(*span, kind, "code", digits[0], "number on a lexicon pattern", rank=65))

    def _address(self, reader: Reader, found: re.Match[str]) -> None:
        parts = [int(p) for p in found[0].split(".")]
        if max(parts) < 256:
            number = int.from_bytes(bytes(parts))
            if any(low <= number <= high for low, high in self._networks):
                reader.add(Finding(*found.span(), "network", "ip", found[0], "address in a lexicon network", rank=80))

    def _snake(self, reader: Reader, text: str, found: re.Match[str]) -> None:
        name = fold(found[0])
        parts = name.split("_")
        if parts[0] not in OBJECTS or PUBLIC.match(name):
            return
        known = parts[1] in self._modules and len(parts) > 2
        headed = parts[0] in self._heads and (found[0].isupper() or context.in_sql(text, found.start()))
        if not known and not headed and (parts[0] not in ALWAYS or not DATABASE_TEXT.search(text)):
            return
        self._hide(reader, found.start(), found[0], 1 + known, "name on the company's naming of database objects", 55)

    def _qualified(self, reader: Reader, text: str, dot: int) -> None:
        before, after = BEFORE.search(text, max(0, dot - 40), dot), NAME.match(text, dot + 1)
        if not before or not after:
            return
        schema, name = fold(before[0]), fold(after[0])
        mirrored = name.startswith(schema + "_") and before[0].isupper() and not words.generic(schema)
        own = schema in self._schemas  # a name in the company's own schema is its own, whatever it begins with
        if (not own and (not mirrored or PUBLIC.match(name))) or PUBLIC.match(schema):
            return
        if before.start() and text[before.start() - 1] in ".-/@$":
            return
        in_sql = context.in_sql(text, before.start())
        if own:
            head = name.split("_")[0]
            called = text[after.end() : after.end() + 1] in ("(", ".")
            snake = "_" in name and _plain(text, before.start(), after.end())
            if (
                in_sql
                or called
                or snake
                or head in OBJECTS
                or (len(schema) > 3 and not words.ordinary(schema) and before[0].isupper())
            ):
                self._hide(reader, after.start(), after[0], 0, "name in a lexicon schema", 60)
        else:
            _add(reader, before.span(), schema, "database", "schema whose tables bear its name", 55)
            _add(
                reader,
                (after.start(), after.start() + len(schema)),
                schema,
                "db_object",
                "table that bears its schema's name",
                55,
            )

    def _hide(self, reader: Reader, at: int, name: str, skip: int, why: str, rank: int) -> None:
        """Hide the words of an object's name that say most: from `skip` on, without suffixes and dates."""
        parts = split(name)
        low = min(skip, len(parts) - 1)
        high = len(parts)
        affixes = words.section("affixes")
        while low < high - 1 and fold(name[slice(*parts[low])]) in affixes:
            low += 1
        while high > low + 1 and (name[slice(*parts[high - 1])].isdigit() or fold(name[slice(*parts[high - 1])]) in affixes):
            high -= 1
        inner = [fold(name[a:b]) for a, b in parts[low:high]]
        strange = [i for i, word in enumerate(inner) if len(word) > 2 and word.isalpha() and not words.ordinary(word)]
        if strange:
            best = max(strange, key=lambda i: (not words.generic(inner[i]), len(inner[i])))
            low, high = low + best, low + best + 1
        span = (at + parts[low][0], at + parts[high - 1][1])
        entity = " ".join(fold(name[a:b]) for a, b in parts[low:high])
        if any(c.isalpha() for c in entity):
            plain = high - low == 1 and (words.generic(entity) or words.ordinary(entity))
            _add(reader, span, entity, "db_object", why, ORDINARY if plain else rank)

    def _short(self, short: str) -> bool:
        if words.generic(short) and short not in self._schemas:
            return False
        return short in self._schemas or any(_shortens(short, name) for name in self._names)


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at] == "_" or (text[at].isascii() and text[at].isalnum()))


def _add(reader: Reader, span: tuple[int, int], entity: str, kind: str, why: str, rank: int) -> None:
    reader.add(Finding(*span, kind, "stem", entity, why, rank=rank))


def _plain(text: str, start: int, end: int) -> bool:
    """Whether a dotted name stands in prose, not as a member in code that is called, assigned or passed."""
    return (
        text[start - 1 : start] in ("", " ", "\n", "`", "(")
        and re.match(r"[`)]?(?:[,.]?(?:\s+\w|$)|[가-힣])", text[end : end + 4]) is not None
    )


def _family(term: Term, learnt: dict[str, list[str]]) -> None:
    """How the family name of a person without a Korean name sounds."""
    if any(romanise.HANGUL.search(s) for s in (term.term, *term.aliases)) or " " not in term.term or not latin(term.term):
        return
    heard = romanise.sound(without_marks(term.term.split()[-1]))
    if len(heard) > 2 and heard not in learnt["families"]:
        learnt["families"].append(heard)
        learnt["owners"].append(term.term)


def _object(name: str, learnt: dict[str, list[str]], heads: Counter[str]) -> None:
    *schemas, last = fold(name).split(".")
    learnt["schemas"] += schemas
    parts = last.split("_")
    if len(parts) > 1:
        heads[parts[0]] += 1
        if parts[0] not in OBJECTS and parts[0].isalpha() and len(parts[0]) > 1:
            learnt["prefixes"].append(parts[0])
    if len(parts) > 2 and parts[0] in OBJECTS and parts[1].isalpha() and len(parts[1]) < 5:
        learnt["modules"].append(parts[1])


def _shape(shape: str) -> str:
    return re.sub(r"0+", lambda run: rf"\d{{{len(run[0])}}}", re.escape(shape))


def _tailed(term: Term) -> set[str]:
    """The shape that one id alone gives away: a mark of its own, then a number or hex digits (tnt-4f20ab, K1093, G-1182)."""
    found = TAILED.fullmatch(term.term)
    if not found or fold(found[1].strip("-_")) in PUBLIC_IDS:
        return set()
    mark, tail = re.escape(found[1]), found[2]
    if tail.isdigit():
        return {rf"{mark}\d{{{len(tail)}}}"}
    return {rf"{mark}[0-9a-f]{{{len(tail)}}}"} if HEX.fullmatch(tail) and found[1][-1] in "-_" else set()


def _shortens(short: str, name: str) -> bool:
    """Whether letters of a name in order, its first among them and only consonants after it, give the short form."""
    if name[0] != short[0] or len(short) * 5 < len(name):
        return False
    rest = iter(name[1:])
    return all(c in rest and c not in "aeiou" for c in short[1:])
