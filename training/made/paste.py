"""Pastes: templates of what machines print and offices fill in, and how they become rows with spans.

The templates of talk have a language for people; here braces, brackets and indentation are the text itself, so the marks
are others. A file of `machine/`, `tables/` or `clean/` holds many templates, each under a line `%% name lang[,lang …]`:

    {table:a}  {host:b.upper}  {person:r<12}   a made thing: kind, key, forms, width to fill on the right (<) or left (>);
                          the same key is the same thing; the key `*` is a new one each time; keys with `r` are new in each row
    {~int 3 90}  {~time}  {~ask sql}           noise that stays: numbers, moments, words of the trade, a request to the model
    {~grid}  {~lines}  {~settings}             a table, a log or a configuration of random columns, messages or keys
    {=one|two {host:a}}                        one of; in a template of several languages those of the row's own
    {%eins|one}                                the one of the row's language, in the order of the header
    {{rows 3 9}} … {{/rows}}                   the lines between, so many times

A kind is a section of `shapes.txt`, one of PEOPLE_KINDS, or `org`, `us` or a sector. Whole identifiers are spans: where text
runs on (`{code:a}_WH`), the span grows to the token's ends and what was filled in is its core.
"""

from __future__ import annotations

import base64
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import quote

from training.made import company as companies
from training.made import pools, shapes
from training.made.josa import agree
from training.made.slots import SECTORS

HERE = Path(__file__).parent
FOLDERS = ("machine", "tables", "clean")
PEOPLE_KINDS = ("person", "customer", "email", "phone", "tel", "address")
_CHOICE = re.compile(r"\{([=%])((?:[^{}]|\{[^{}]*\})*)\}")
_SLOT = re.compile(
    r"\{~(?P<noise>[a-z0-9]+)(?P<args>(?: [^{}<>]*)?)(?P<room>[<>]\d+)?\}"
    r"|\{(?P<kind>[A-Za-z0-9]+):(?P<key>\*|[a-z][a-z0-9]*)(?P<forms>(?:\.[a-z0-9]+)*)(?P<pad>[<>]\d+)?\}"
)
_ROWS = re.compile(r"^\{\{rows (\d+) (\d+)\}\}\n(.*?)^\{\{/rows\}\}\n?", re.S | re.M)
_JOSA = re.compile(r"을\(를\)|를\(을\)|은\(는\)|는\(은\)|이\(가\)|가\(이\)|과\(와\)|와\(과\)|\(으\)|\(이\)")
_GROWS = frozenset("IDENTIFIER DB_OBJECT HOST CODE_NAMESPACE TICKET DOMAIN ACCOUNT PRODUCT_INTERNAL PROJECT".split())
# How far a span of this type runs on beyond what was filled in, before and after.
_RUNS = {
    "CODE_NAMESPACE": (r"", r"(?:[./$][A-Za-z_$][\w$]*)*"),
    "PATH": (r"", r"(?:[/\\][\w$%-](?:[\w$%.-]*[\w$%-])?)*"),
    "URL": (r"", r"(?:[/?#][^\s\"'<>()\[\],;{}]*[^\s\"'<>()\[\],;{}.?!:])?"),
    "DOMAIN": (r"(?:[\w-]+\.)*", r""),
    "HOST": (r"(?:[\w-]+\.)*", r""),
}
_ESCAPE = re.compile(r"\\[A-Za-z]\Z|%[0-9A-F]{2}\Z")
CUT, FENCED, QUOTED = 0.25, 0.16, 0.03  # shares of pastes that are a piece only, in a code fence, quoted
LED = 0.35  # share of pastes with a line about who sent it or whose it is
_ASIAN = re.compile("[가-힣぀-ヿ一-鿿]")
_MAILS = "gmail.com naver.com hanmail.net daum.net outlook.com yahoo.com icloud.com gmx.de web.de".split()


class BadPaste(ValueError):
    """A template that cannot be filled; the message names it and the mark."""


@dataclass(frozen=True, slots=True)
class Paste:
    """One template."""

    name: str
    langs: tuple[str, ...]
    body: str
    folder: str


@dataclass(frozen=True, slots=True)
class Span:
    """A span of a row: offsets in code points; `optional` ones are never scored."""

    start: int
    end: int
    type: str
    core: tuple[str, ...] = ()
    optional: bool = False


@dataclass(slots=True)
class Row:
    """A made text with its spans."""

    text: str
    spans: list[Span] = field(default_factory=list)
    lang: str = ""
    name: str = ""


def read(path: Path) -> list[Paste]:
    """The templates of a file."""
    out = []
    for block in re.split(r"^%% ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _, body = block.partition("\n")
        name, _, langs = head.partition(" ")
        found = re.match(r"clean-(ko|en|de|ja|mixed)?", name)
        out.append(Paste(name, tuple((langs or (found and found[1]) or "en").split(",")), body.strip("\n"), path.parent.name))
    return out


@cache
def pastes() -> tuple[Paste, ...]:
    """All templates, in a fixed order."""
    return tuple(paste for folder in FOLDERS for path in sorted((HERE / folder).glob("*.txt")) for paste in read(path))


@cache
def _sections(pool: str) -> dict[str, tuple[str, ...]]:
    """A pool of lines under heads in brackets."""
    blocks = re.split(r"^\[", (HERE / "pools" / f"{pool}.txt").read_text(encoding="utf-8"), flags=re.M)[1:]
    split = (block.partition("]\n") for block in blocks)
    return {head: tuple(line for line in body.splitlines() if line) for head, _, body in split}


@cache
def _topics() -> dict[str, dict[str, tuple[str, ...]]]:
    out: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in pools.lines("public_names"):
        head, _, names = line.partition(": ")
        topic, lang = head.split()
        out.setdefault(topic, {})[lang] = tuple(names.split("|"))
    return out


@cache
def _public_parts() -> frozenset[str]:
    """Words that noise may bring into any paste: no system may be called so."""
    trades = (HERE / "pools" / "trades.txt").read_text(encoding="utf-8")
    names = "|".join(pools.lines("public_names"))
    return frozenset(re.findall(r"[a-z]{2,}", f"{trades} {names}".lower()))


def width(text: str) -> int:
    """Columns that `text` takes on a terminal: two for wide letters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


class _Filler:
    def __init__(self, rng: random.Random, paste: Paste, lang: str, company: companies.Company) -> None:
        self.rng, self.paste, self.lang, self.company = rng, paste, lang, company
        self.home = company.lang
        words = _public_parts() | set(re.findall(r"[a-z]{2,}", paste.body.lower()))
        things = [*company.products, *company.projects]
        systems = [[re.sub("[^a-z]", "", thing.latin.lower()), thing.other or thing.name] for thing in things]
        systems = [pair for pair in systems if len(pair[0]) > 2 and pair[0] not in words]
        habits = random.Random(company.domain)
        self.house = shapes.House(rng, company.base.latin, company.base.name, systems, words, habits)
        self.house.settle("domain", company.domain, company.domain.split(".")[0])
        self.made: dict[tuple[str, str], object] = {}
        self.number = 0
        self.last: dict[str, str] = {}  # key → who of that key was named last, staff or customer: whose mail it is
        self.spans: list[Span] = []
        self.text = ""

    # -- the walk -------------------------------------------------------------------------------------------------

    def run(self, body: str) -> None:
        at = 0
        for rows in _ROWS.finditer(body):
            self.plain(body[at : rows.start()])
            for number in range(1, self.rng.randint(int(rows[1]), int(rows[2])) + 1):
                self.number = number
                for key in [key for key in self.made if key[1].startswith("r")]:
                    del self.made[key]
                self.plain(rows[3])
            at = rows.end()
        self.plain(body[at:])

    def plain(self, text: str) -> None:
        while True:  # a choice may stand in a choice
            chosen = _CHOICE.sub(lambda match: self.rng.choice(self.ways(match[2].split("|"), match[1])), text)
            if chosen == text:
                break
            text = chosen
        at = 0
        for slot in _SLOT.finditer(text):
            self.say(text[at : slot.start()])
            at = slot.end()
            if slot["noise"]:
                said = _padded(self.noise(slot["noise"], slot["args"].split()), slot["room"] or "")
                if slot["noise"] in ("grid", "lines", "settings"):
                    self.run(said)
                elif "{" in said and slot["noise"] == "ask":
                    self.plain(said)
                else:
                    self.say(said)
            else:
                self.slot(slot["kind"], slot["key"], slot["forms"].split(".")[1:], slot["pad"] or "")
        self.say(text[at:])

    def ways(self, ways: list[str], mark: str) -> list[str]:
        """Those alternatives that fit the row's language, where a template of several languages gives them in its order."""
        langs = self.paste.langs
        if mark == "%":
            return [ways[langs.index(self.lang)]]
        if self.lang == "mixed" or len(langs) < 2 or not any(_ASIAN.search(way) for way in ways):
            return ways
        worded = [way for way in ways if re.search("[A-Za-zÀ-ÿ가-힣぀-ヿ一-鿿]", re.sub(r"\{[^{}]*\}", "", way))]
        asian = self.lang in ("ko", "ja")
        script = re.compile("[가-힣]" if self.lang == "ko" else "[぀-ヿ一-鿿]")
        good = [way for way in worded if bool(_ASIAN.search(way)) == asian and (not asian or script.search(way))]
        west = [lang for lang in langs if lang not in ("ko", "ja", "mixed")]
        if not asian and len(good) == len(west) > 1:
            good = [good[west.index(self.lang)]]
        return good + [way for way in ways if way not in worded] or ways

    def say(self, text: str) -> None:
        mark = _JOSA.match(text)
        if mark and self.text:
            text = agree(mark[0], self.text) + text[mark.end() :]
        self.text += text

    def slot(self, kind: str, key: str, forms: list[str], pad: str) -> None:
        pieces = self.fill(kind, key, forms)
        filled = sum(width(text) for text, *_ in pieces)
        room = " " * max(0, int(pad[1:] or 0) - filled) if pad else ""
        if pad.startswith(">"):
            self.text += room
        for text, kind_, core, optional in pieces:
            start = len(self.text)
            self.text += text
            if kind_ not in ("", "-") and text:
                self.spans.append(
                    Span(start, len(self.text), "IDENTIFIER" if kind_ == "?" else kind_, core, optional or kind_ == "?")
                )
        if pad.startswith("<"):
            self.text += room

    # -- what fills -----------------------------------------------------------------------------------------------

    def fill(self, kind: str, key: str, forms: list[str]) -> list[tuple[str, str, tuple[str, ...], bool]]:
        """The pieces of a slot: text, type of the span, core, and whether it is optional; coded as the last form says."""
        if forms and forms[-1] in _CODINGS:
            ((text, type_, _, optional),) = self.fill(kind, key, forms[:-1])
            return [(_CODINGS[forms[-1]](text), type_, (), optional)]
        if kind in PEOPLE_KINDS:
            return self.people(kind, key, forms)
        if kind in ("org", "us") or kind in SECTORS:
            return self.org(kind, key, forms)
        if kind == "sys" and "ko" in forms:
            return [(self.once("sysko", key, lambda: self.rng.choice(self.house.systems)[1]), "PRODUCT_INTERNAL", (), False)]
        if kind == "plate" and self.home != "ko":
            kind += self.home
        made = self.once(kind.lower(), key, lambda: self.house.make(kind.lower()))
        forms = ["upper", *forms] if kind.isupper() else ["title", *forms] if kind[0].isupper() else forms
        text, core = made.text, made.core
        for form in forms:
            text, core = _shape(text, form), tuple(_shape(part, form) for part in core)
        return [(text, made.type, tuple(part for part in core if part != text), made.optional)]

    def once(self, kind: str, key: str, make):  # type: ignore[no-untyped-def]
        if key == "*":
            return make()
        if (kind, key) not in self.made:
            self.made[kind, key] = make()
        return self.made[kind, key]

    def someone(self, kind: str, key: str) -> companies.Person:
        """The person of a key; staff and customers of the same key are two people."""
        return self.once("customer" if kind == "customer" else "person", key, lambda: companies.PEOPLE[self.home](self.rng))  # type: ignore[no-any-return]

    def people(self, kind: str, key: str, forms: list[str]) -> list[tuple[str, str, tuple[str, ...], bool]]:
        rng, form = self.rng, forms[0] if forms else ""
        if kind in ("person", "customer"):
            if key == "*":
                key = "r0"
                self.made.pop((kind, key), None)
            who = self.someone(kind, key)
            self.last[key] = kind
            text = {
                "": who.full,
                "given": who.given,
                "family": who.family,
                "roman": who.roman,
                "last": f"{who.latin[0]}, {who.latin[1]}",
                "caps": f"{who.latin[0]} {who.latin[1]}".upper(),
                "handle": who.handle,
                "masked": self.masked(who),
                "ftitle": f"{who.family}{rng.choice([' ', ''])}{rng.choice('과장 대리 팀장 차장 책임 부장 수석'.split())}",
                "spaced": " ".join(who.full) if self.home == "ko" else who.full,
                "initials": f"{who.latin[1][:1]}{who.latin[0][:1]}".upper(),
                "title": who.title or "manager",
                "dept": who.dept or rng.choice(["Operations", "Finance", "IT", "Quality", "Sales"]),
            }[form]
            type_ = "" if form in ("title", "dept") else "ACCOUNT" if form == "handle" else "PERSON"
            return [(text, type_, (), form == "initials")]
        if kind == "email":
            kind = self.last.get(key, "person")
            who = self.someone(kind, key if key != "*" else f"r{rng.random()}")
            own = form != "private" and kind == "person"
            domain = self.once("maildomain", "", lambda: self.company.domain) if own else rng.choice(_MAILS)
            core = (who.handle,) + ((domain.split(".")[0],) if own else ())
            return [(f"{who.handle}{'' if own else rng.randint(1, 99)}@{domain}", "EMAIL", core, False)]
        if kind == "address":
            return [(self.address(), "ADDRESS", (), False)]
        return [(self.once(kind, key, lambda: self.phone(kind == "tel")), "PHONE", (), False)]

    def masked(self, who: companies.Person) -> str:
        """A name with letters starred out, one way a text."""
        star, way = self.once("mask", "", lambda: (self.rng.choice("***○O●X"), self.rng.randrange(4)))
        full = who.full.replace(" ", "") if self.home in ("ko", "ja") else who.full
        if self.home in ("ko", "ja"):
            ways = (
                full[0] + star * max(1, len(full) - 2) + full[-1],
                full[0] + star * (len(full) - 1),
                full[0] + star * max(1, len(full) - 2) + full[-1],
                star + full[1:],
            )
            return str(ways[way])
        star = "*"
        ways = (
            f"{who.given[0]}. {who.family[0]}***",
            f"{who.given[0]}{star * 4} {who.family[0]}{star * 5}",
            f"{who.given} {who.family[0]}.",
            f"{who.family[:2]}{star * 4}, {who.given[0]}.",
        )
        return ways[way]

    def phone(self, office: bool) -> str:
        rng = self.rng
        four, way = f"{rng.randint(0, 9999):04d}", self.once("phoneway", "", lambda: rng.randrange(7))
        if self.home == "ko":
            head = rng.choice(["02", "031", "051", "042", "070", "053", "062"]) if office else "010"
            middle = rng.randint(2000, 9999)
            if way == 5:
                return f"+82-{head[1:]}-{middle}-{four}"
            if way == 6:
                return f"{head}) {middle}-{four}" if office else f"{head} {middle} {four}"
            sep = ("-", "-", ".", "", "-")[way]
            return f"{head}{sep}{middle}{sep}{four}"
        if self.home == "de":
            office_ways = ("0421 ", "+49 40 ", "089/", "+49 (0)711 ", "0511-", "(030) ", "0049 221 ")
            mobile_ways = ("0171 ", "+49 160 ", "0176/", "0152-", "+49 (0)151 ", "0049 170 ", "0175 ")
            return f"{(office_ways if office else mobile_ways)[way]}{rng.randint(100000, 9999999)}"
        if self.home == "ja":
            head = ("03", "06", "045", "052", "011", "092", "075")[way] if office else rng.choice(["090", "080", "070"])
            return f"{head}({rng.randint(2000, 9999)}){four}" if way == 6 else f"{head}-{rng.randint(2000, 9999)}-{four}"
        area, end = rng.randint(201, 989), rng.randint(100, 999)
        return (
            f"({area}) 555-{four}",
            f"{area}-555-{four}",
            f"+1 {area} 555 {four}",
            f"{area}.555.{four}",
            f"+44 7{end} {rng.randint(100000, 999999)}",
            f"0{rng.choice(['20', '161', '113', '29'])} {rng.randint(2000, 9999)} {four}",
            f"+1-{area}-555-{four}",
        )[way]

    def address(self) -> str:
        rng, road, lang = self.rng, pools.table("roads"), self.home
        town, number = rng.choice(pools.table("towns")[lang]), rng.randint(1, 320)
        street = rng.choice(road[lang])
        if lang == "ko":
            return self.korean_address(town, street, number)
        if lang == "de":
            short = street.replace("straße", rng.choice(["straße", "straße", "str."]))
            post = f"{rng.randint(10000, 99999)} {town}"
            return rng.choice([f"{short} {number}, {post}", f"{short} {number}{rng.choice('abc')}, {post}", f"{short} {number}"])
        if lang == "ja":
            block = f"{rng.randint(1, 5)}-{rng.randint(1, 20)}-{rng.randint(1, 30)}"
            post = f"〒{rng.randint(100, 999)}-{rng.randint(0, 9999):04d} "
            return f"{rng.choice(['', '', post])}{town}市{street}{block}{rng.choice(['', '', f' {rng.randint(1, 12)}0{rng.randint(1, 9)}号室'])}"
        flat = rng.choice(["", "", f", Apt {rng.randint(1, 40)}", f", Suite {rng.randint(100, 900)}", f" #{rng.randint(1, 40)}"])
        state = f"{rng.choice('TX OH NY CA WA FL MA IL OK CO'.split())} {rng.randint(10000, 99999)}"
        code = f"{rng.choice('LS CF BS HU EH G M'.split())}{rng.randint(1, 29)} {rng.randint(1, 9)}{rng.choice('AEHJNP')}{rng.choice('BDLQXY')}"
        return f"{number} {street}{flat}, {rng.choice([town, town, f'{town}, {state}', f'{town} {code}'])}"

    def korean_address(self, town: str, street: str, number: int) -> str:
        """By road or by lot, from the province down or just the end of it."""
        rng = self.rng
        rooms = [
            "",
            "",
            f" {rng.randint(101, 130)}동 {rng.randint(101, 2504)}호",
            f" {rng.randint(1, 12)}층",
            f", {rng.randint(2, 15)}0{rng.randint(1, 9)}호",
        ]
        place = rng.choice(rooms)
        gu = rng.choice(["중구", "서구", "북구", "동구", "남구", "상당구", "덕진구", "일산동구", "수정구"])
        dong = f"{rng.choice('새솔 한빛 은행 매화 청솔 달빛 송내 가람 별내 연못 상현 중앙'.split())}{rng.choice(['동', '동', '1동', '2가', '리'])}"
        province = rng.choice(["경기도", "충남", "전북특별자치도", "경상남도", "강원", "충청북도"])
        lot = f"{number}-{rng.randint(1, 40)}" if rng.random() < 0.7 else f"{number}번지"
        apartment = (
            f" {rng.choice('푸른 햇살 은빛 가온 다온 미르 한울'.split())}{rng.choice(['아파트', '마을', '빌라', '오피스텔'])}"
            if place
            else ""
        )
        return rng.choice(
            [
                f"{town}시 {street} {number}{place}",
                f"{town} {street} {number}{place}",
                f"{street} {number}{place}",
                f"{town}시 {gu} {street} {number}{place}",
                f"{town}시 {gu} {dong} {lot}{apartment}{place}",
                f"{province} {town}시 {dong} {lot}",
                f"{province} {town}군 {rng.choice('솔밭 은하 청계 백운 남천'.split())}면 {street} {number}",
                f"({rng.randint(10000, 63000):05d}) {town}시 {gu} {street} {number}{place} ({dong}{',' if apartment else ''}{apartment})",
            ]
        )

    def org(self, kind: str, key: str, forms: list[str]) -> list[tuple[str, str, tuple[str, ...], bool]]:
        sector = kind if kind in SECTORS else self.rng.choice(SECTORS)
        base = self.company.base if kind == "us" else None
        made = self.once("org" if kind != "us" else "us", key, lambda: companies.org(self.rng, sector, self.home, base))
        text = {
            "": made.name,
            "short": made.short or made.name,
            "latin": made.other or made.latin,
            "upper": (made.other or made.latin).upper(),
        }[forms[0] if forms else ""]
        core = (made.base,) if made.base and made.base in text and made.base != text else ()
        return [(text, "ORG", core, False)]

    # -- what stays -----------------------------------------------------------------------------------------------

    def noise(self, name: str, args: list[str]) -> str:
        """What stands in a `{~name args}`: KeyError for a name that is neither here nor a section of noise."""
        rng = self.rng
        own: dict[str, Callable[[], str]] = {
            "int": lambda: str(rng.randint(int(args[0]), int(args[1]))),
            "n": lambda: str(self.number),
            "dec": lambda: f"{rng.randint(int(args[0]), int(args[1]))}.{rng.randint(0, 99):02d}",
            "hex": lambda: "".join(rng.choices("0123456789abcdef", k=int(args[0]))),
            "word": lambda: rng.choice(self.house.trade),
            "ab": lambda: rng.choice(self.house.short),
            "lib": lambda: rng.choice(pools.table("libraries")[args[0]]),
            "pub": lambda: rng.choice(self.topic(args[0])),
            "town": lambda: rng.choice(pools.table("towns")[self.home]),
            "ask": lambda: self.ask(args[0]),
            "grid": lambda: _grid(rng, self.home),
            "lines": lambda: _log(rng, self.home),
            "settings": lambda: _settings(rng),
        }
        if name in own:
            return own[name]()
        if shapes.sections()[name].type not in ("-", "?"):
            raise KeyError(f"{name} is no noise")
        return self.house.make(name).text

    def topic(self, topic: str) -> tuple[str, ...]:
        """Public names of a topic in the row's language, else those that all languages write alike, else English."""
        names = _topics()[topic]
        return names.get(self.lang) or names.get("xx") or names["en"]

    def ask(self, topic: str) -> str:
        """A request in the row's language; one that names a thing does so only where the paste has it."""
        lang = self.lang if self.lang != "mixed" else self.rng.choice(("ko", "ko", "en"))
        asks = _sections("paste_asks")
        pool = asks.get(f"{topic} {lang}") or asks.get(f"{topic} en") or ()
        if self.rng.random() < 0.2 or not pool:
            pool = asks.get(f"any {lang}") or pool
        good = [ask for ask in pool if all(f"{{{slot['kind']}:{slot['key']}" in self.paste.body for slot in _SLOT.finditer(ask))]
        named = [ask for ask in good if "{" in ask]
        return self.rng.choice(named if named and self.rng.random() < 0.4 else good)


@cache
def _columns() -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """Cells of made tables, and what such a column is called in each language and in databases."""
    rows = [line.split(" ; ") for line in pools.lines("columns")]
    return tuple((cell, tuple(tuple(names.split(",")) for names in headers)) for cell, *headers in rows)


def _grid(rng: random.Random, lang: str) -> str:
    """A table as a template: columns drawn at random, laid out as one of the things that write tables."""
    count = rng.choice((2, 3, 3, 4, 4, 5, 5, 6, 7, 8))
    chosen = rng.sample(_columns(), count)
    if not any(":" in cell and cell not in ("{table:*}", "{program:*}") for cell, _ in chosen):  # one that must be hidden
        chosen[0] = _columns()[0]
    language = ["ko", "en", "de", "ja"].index(lang)
    kind = 4 if rng.random() < 0.3 else language
    heads = [rng.choice(headers[kind]) for _, headers in chosen]
    at = language
    cells = [re.sub(r"\{%([^{}]*)\}", lambda match: match[1].split("|")[at], cell) for cell, _ in chosen]
    rows = f"{{{{rows {rng.randint(2, 5)} {rng.randint(5, 14)}}}}}\n%s\n{{{{/rows}}}}"
    way = rng.randrange(12)
    if way < 5:
        mark = (",", "\t", "|", ";", " / ")[way]
        quote = '"' if way in (0, 3) and rng.random() < 0.3 else ""
        body = rows % mark.join(f"{quote}{cell}{quote}" for cell in cells)
        return body if rng.random() < 0.25 else f"{mark.join(heads)}\n{body}"
    if way == 5:
        return f"| {' | '.join(heads)} |\n|{'---|' * count}\n" + rows % f"| {' | '.join(cells)} |"
    if way == 6:
        line = "+".join("-" * 16 for _ in cells)
        wide = " |".join(" " + _padded(head, "<14") for head in heads)
        return f"{wide}\n{line}\n" + rows % " |".join(f" {_wide(cell)}" for cell in cells)
    if way == 7:
        wide = " ".join(_padded(head, "<16") for head in heads)
        return f"{wide}\n{' '.join('-' * 16 for _ in cells)}\n" + rows % " ".join(_wide(cell, 16) for cell in cells)
    if way == 8:
        return rows % ("{" + ", ".join(f'"{head}": "{cell}"' for head, cell in zip(heads, cells, strict=True)) + "}")
    if way == 9:
        return rows % ("".join(f"{head}: {cell}\n" for head, cell in zip(heads, cells, strict=True)).rstrip("\n") + "\n")
    if way == 10:
        return rows % ("- " + ", ".join(f"{head} {cell}" for head, cell in zip(heads, cells, strict=True)))
    return (
        f"<tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>\n"
        + rows % f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    )


_FIELDS = (
    "tenant={tenant:*}|trace={trace:*}|reqId={reqid:*}|user={person:*.handle}|cust={custno:*}|order={order:*}|host={host:*}|ip={ip4:*}|pod={pod:*}"
    "|svc={service:*}|job={batchjob:*}|rc={errcode:*}|ms={~ms}|thread={~tid}|attempt={~int 1 5}|size={~int 10 9000}|status={=200!404!500!OK!FAIL}"
    "|region={region:*}|ver={~int 1 9}.{~int 0 30}|cached={=true!false}"
).split("|")


def _log(rng: random.Random, lang: str) -> str:
    """Lines of one program's log as a template: one way of writing moments, levels and fields, messages drawn at random."""
    pools_ = _sections("log_messages")
    stock = [*pools_["any"], *pools_.get(lang, ()), *pools_.get(lang, ())]
    level = "{=INFO|INFO|WARN|ERROR|DEBUG}" if rng.random() < 0.8 else "{=info|warn|error}"
    moment = rng.choice(["{~ts}", "{~tsz}", "{~tso}", "{~tsslash}", "{~tssys}", "[{~time}]", "[{~ts}]", "{~time}.{~int 100 999}"])
    logger = rng.choice(
        ["{class:a}", "{fqcn:a}", "{sys:a}", "{module:a}", "{service:a}", "c.{code:a}.{~word}.{class:b}", "{~word}", "{pkg:a}"]
    )
    fields = [field.replace("!", "|") for field in rng.sample(_FIELDS, rng.choice((0, 0, 1, 2, 3)))]
    way = rng.randrange(7)
    out = []
    for _ in range(rng.choice((2, 3, 4, 5, 6, 8, 10, 14))):
        said = rng.choice(stock)
        tail = " ".join(fields)
        out.append(
            (
                f"{moment} {level} [{{~tid}}] {logger} - {said} {tail}",
                f'{moment} {{host:a}} {{service:a}}[{{~pid}}]: level={level} msg="{said}" {tail}',
                f'{{"time":"{{~tsz}}","level":"{level}","logger":"{logger}","msg":"{said}"'
                + "".join(f',"{f.replace("=", chr(34) + ":" + chr(34), 1)}"' for f in fields)
                + "}",
                f"{moment} | {level} | {logger} | {said}" + "".join(f" | {field}" for field in fields),
                f"{moment} [{level}] {said} ({', '.join(fields)})" if fields else f"{moment} [{level}] {said}",
                f"{moment} {logger}: {said} {tail}",
                f"[{level}][{{~pid}}] {moment} {said} {tail}",
            )[way].rstrip()
        )
    return "\n".join(out)


def _settings(rng: random.Random) -> str:
    """A configuration as a template: settings drawn at random, in one of the forms that programs read."""
    stock = [line.split(" ; ", 1) for line in pools.lines("settings") if not line.startswith("app name")]
    chosen = [(words.split(), value) for words, value in rng.sample(stock, rng.randint(5, 16))]
    chosen.append((["app", "name"], "{service:a}"))
    own = rng.choice(["{sys:a}", "{code:a}", "{stem:a}", "app", "spring", "service"])
    style: Callable[[list[str]], str] = rng.choice(["_".join, "-".join, ".".join, _camel])
    keys = [style(words) for words, _ in chosen]
    values = [value for _, value in chosen]
    lines = list(zip(keys, values, strict=True))
    loud = [("_".join(words).upper(), value) for words, value in chosen]
    head = own.replace("{sys", "{SYS").replace("{code", "{CODE").replace("{stem", "{STEM").replace("app", "APP")
    way = rng.randrange(9)
    if way == 0:
        return "\n".join(f"{head}_{key}={value}" if own[0] == "{" else f"{key}={value}" for key, value in loud)
    if way == 1:
        return "\n".join(f"export {key}='{value}'" for key, value in loud)
    if way == 2:
        return "\n".join(f"{own}.{key}={value}" for key, value in lines)
    if way == 3:
        return f"{own}:\n" + "\n".join(f"  {key}: {value}" for key, value in lines)
    if way == 4:
        return f"[{own}]\n" + "\n".join(f"{key} = {value}" for key, value in lines)
    if way == 5:
        return "{\n" + ",\n".join(f'  "{key}": "{value}"' for key, value in lines) + "\n}"
    if way == 6:
        return f"[{own}]\n" + "\n".join(f'{key.replace(".", "_")} = "{value}"' for key, value in lines)
    if way == 7:
        return (
            "<properties>\n"
            + "\n".join(f'  <entry key="{own}.{key}">{value}</entry>' for key, value in lines)
            + "\n</properties>"
        )
    data = "\n".join(f'  {key}: "{value}"' for key, value in loud)
    return (
        f"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{service:a}}-config\n  namespace: {{namespace:a}}\ndata:\n{data}"
    )


def _camel(words: list[str]) -> str:
    return words[0] + "".join(word.title() for word in words[1:])


def _wide(cell: str, width: int = 14) -> str:
    """A cell's mark, filled up to a width where it is a single mark."""
    return f"{cell[:-1]}<{width}}}" if re.fullmatch(r"\{[~a-z][^{}=%]*\}", cell) else cell


def _padded(text: str, pad: str) -> str:
    room = " " * max(0, int(pad[1:] or 0) - width(text)) if pad else ""
    return room + text if pad.startswith(">") else text + room


_CODINGS: dict[str, Callable[[str], str]] = {
    "b64": lambda text: base64.b64encode(text.encode()).decode(),
    "pct": quote,
    "uni": lambda text: "".join(char if char.isascii() else f"\\u{ord(char):04x}" for char in text),
    "hex": lambda text: text.encode().hex(),
}


def _shape(text: str, form: str) -> str:
    if form == "lower":
        return text.lower()
    if form == "upper":
        return text.upper()
    if form == "title":
        return text[:1].upper() + text[1:]
    if form == "snake":
        return text.replace("-", "_")
    if form == "dash":
        return text.replace("_", "-").lower()
    if form == "last":
        return re.split(r"[./]", text)[-1]
    if form == "slash":
        return text.replace(".", "/")
    if form == "flat":
        return re.sub("[^A-Za-z0-9]", "", text)
    raise KeyError(form)


def _grown(text: str, spans: list[Span]) -> list[Span]:
    """Spans of identifiers widened to their tokens; spans that then meet become one."""
    out: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        if span.type in _GROWS:
            while start and re.match(r"[A-Za-z0-9_]", text[start - 1]) and not _ESCAPE.search(text[:start]):
                start -= 1
            while end < len(text) and (
                re.match(r"[A-Za-z0-9_]", text[end]) or (text[end] == "-" and re.match(r"-[A-Za-z0-9]", text[end : end + 2]))
            ):
                end += 1
            if start > 1 and text[start - 1] == "-":
                start -= len(re.search(r"([A-Za-z0-9]+-)*\Z", text[:start])[0])  # type: ignore[index]
        if span.type in _RUNS:
            before, after = _RUNS[span.type]
            start -= len(re.search(before + r"\Z", text[:start])[0])  # type: ignore[index]
            end += len(re.match(after, text[end:])[0])  # type: ignore[index]
        core = span.core
        if (start, end) != (span.start, span.end) and not core:
            core = (text[span.start : span.end],)
        if out and start < out[-1].end:
            last = out.pop()
            cores = tuple(dict.fromkeys(last.core + core))
            sure = last if not last.optional else span
            out.append(
                Span(
                    min(last.start, start),
                    max(last.end, end),
                    sure.type,
                    cores if not sure.optional else (),
                    last.optional and span.optional,
                )
            )
        else:
            out.append(Span(start, end, span.type, core, span.optional))
    return out


def _arranged(body: str, rng: random.Random) -> str:
    """The paste as people bring it: whole or a piece of it, bare, in a fence or quoted; the request stays outside."""
    units = re.findall(r"(?ms)^\{\{rows .*?^\{\{/rows\}\}|^[^\n]*", body)
    before: list[str] = []
    after: list[str] = []
    while units and (not units[0] or units[0].startswith("{~ask")):
        before.append(units.pop(0))
    while units and (not units[-1] or units[-1].startswith("{~ask")):
        after.insert(0, units.pop())
    if len(units) > 8 and rng.random() < CUT:
        size = rng.randint(4, len(units) - 1)
        start = rng.choice([0, rng.randint(0, len(units) - size)])
        units = units[start : start + size]
    roll = rng.random()
    if roll < FENCED:
        units = [rng.choice(["```", "```", "```text", "~~~"]), *units]
        units.append(units[0][:3])
    elif roll < FENCED + QUOTED and not any("{{rows" in unit for unit in units):
        units = [f"> {unit}" for unit in units]
    return "\n".join([*before, *units, *after])


def render(paste: Paste, rng: random.Random, lang: str, company: companies.Company, bare: bool = False) -> tuple[Row, _Filler]:
    """One row of a template, and what filled it; `bare`: the template as it stands, nothing cut, fenced or said around it.

    Raises:
        BadPaste: a mark has no such kind, form or pool.
    """
    whole = bare or paste.folder == "clean"
    filler = _Filler(rng, paste, lang, company)
    body = paste.body if whole else _arranged(paste.body, rng)
    if not whole and rng.random() < LED:
        lead = rng.choice(_sections("paste_lead")["ko" if lang == "mixed" else lang])
        ways = [f"{lead}\n{body}", f"{lead}\n\n{body}", f"{body}\n{lead}", f"{body}\n\n{lead}"]
        body = rng.choice([f"{lead} {body}", *ways] if body.startswith("{~ask") else ways)
    try:
        filler.run(body)
        if not whole and all(span.optional for span in filler.spans):  # the piece that was cut out shows nothing of the company
            filler = _Filler(rng, paste, lang, company)
            filler.run(paste.body)
    except (KeyError, IndexError, ValueError) as wrong:
        raise BadPaste(f"{paste.name}: {wrong!r}") from wrong
    left = re.search(r"\{[~=%][^}]*\}|\{[A-Za-z0-9]+:[a-z*][a-z0-9.]*[<>]?\d*\}|\{\{/?rows", filler.text)
    if left:
        raise BadPaste(f"{paste.name}: {left[0]} is no mark")
    spans = [] if paste.folder == "clean" else _grown(filler.text, filler.spans)
    return Row(filler.text, spans, lang, paste.name), filler


# What a company's export calls the things of these sections.
_LISTED = {
    "DB_OBJECT": "db_object",
    "HOST": "host",
    "CODE_NAMESPACE": "package",
    "DOMAIN": "domain",
    "ORG": "org",
    "PERSON": "person",
    "ACCOUNT": "account",
    "TICKET": "ticket",
}
_SECTIONS = {"service": "service", "repo": "repository", "dbname": "database", "schema": "database", "program": "service"}


def lexicon(filler: _Filler, rng: random.Random) -> list[dict[str, object]]:
    """The company's imperfect export as this text meets it: names of its own, a share of what stands here, some that does not.

    The same term is listed or not in all texts of the company; one text in four comes without.
    """
    if rng.random() < 0.25:
        return []
    company, house = filler.company, filler.house
    terms: list[tuple[str, str, list[str]]] = [
        (company.base.name, "org", [company.base.latin, house.code.upper()]),
        (company.domain, "domain", []),
        *(
            (other, "product", [latin]) if filler.home == "ko" else (latin.title(), "product", [])
            for latin, other in house.systems
        ),
        *((code.upper(), "word", []) for code in house.syscodes),
    ]
    for (kind, _), made in filler.made.items():
        if isinstance(made, shapes.Made) and not made.optional and made.type in (*_LISTED, "IDENTIFIER"):
            if made.type == "IDENTIFIER" and kind not in _SECTIONS:
                continue
            terms.append((made.text, _SECTIONS.get(kind) or _LISTED[made.type], []))
        elif isinstance(made, companies.Person):
            terms.append((made.full, "person", [made.roman] if made.roman != made.full else []))
        elif isinstance(made, companies.Thing):
            terms.append((made.name, "org", [made.short] if made.short and made.short != made.name else []))
    for _ in range(rng.randint(0, 4)):
        extra = house.make(rng.choice(["table", "host", "service", "program"]))
        if not extra.optional:
            terms.append((extra.text, _LISTED.get(extra.type, "service"), []))
    found: dict[str, dict[str, object]] = {}
    for term, kind, aliases in terms:
        own = random.Random(f"{company.domain}{term}")
        if own.random() < company.rate and term not in found:
            found[term] = {"term": term, "kind": kind, "aliases": [alias for alias in aliases if own.random() < 0.5]}
    sense = sorted(_ordinary(filler))
    # Only where nothing speaks of the company: elsewhere the company's list is law, whatever the word's sense.
    count = rng.choice((0, 1, 1, 2)) if filler.paste.folder == "clean" else 0
    for word in rng.sample(sense, min(len(sense), count)):
        found.setdefault(word, {"term": word, "kind": rng.choice(["product", "project", "service"]), "aliases": []})
    return list(found.values())


def _ordinary(filler: _Filler) -> set[str]:
    """Ordinary words of the text outside its spans: a company may have listed them as names of something else."""
    text = filler.text
    taken = " ".join(text[span.start : span.end].lower() for span in filler.spans)
    words = set(re.findall(r"(?<![가-힣])[가-힣]{2,3}(?=[^가-힣]|[은는이가을를의에도로와과]\b)", text)) & _nouns()
    if filler.home != "ko" or not words:
        words |= {word.title() for word in re.findall(r"(?<![A-Za-z_./-])[a-z]{5,9}(?![A-Za-z_./-])", text) if word not in taken}
    return {word for word in words if word not in taken}


@cache
def _nouns() -> frozenset[str]:
    return frozenset(pools.words("words_ko")) | frozenset(pools.senses())


@cache
def _public() -> re.Pattern[str]:
    words = sorted({*pools.words("public_words"), *pools.words("public_machine")}, key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(map(re.escape, words))})(?![A-Za-z0-9_])")


def _keep(row: Row) -> list[str]:
    """Public words that stand outside every span, at most eight."""
    taken = [(span.start, span.end) for span in row.spans]
    hits = (hit for hit in _public().finditer(row.text) if not any(a < hit.end() and hit.start() < b for a, b in taken))
    return list(dict.fromkeys(hit[0] for hit in hits))[:8]


def rows(seed: int, count: int, stock: tuple[Paste, ...]) -> Iterator[dict[str, object]]:
    """`count` rows in the generator's form: companies of a dozen texts, every template once before one comes again."""
    if not stock:
        return
    rng = random.Random(f"pasted {seed}")
    decks: dict[str, list[Paste]] = {}
    homes = [home for home in companies.PEOPLE if any(home in _homes(paste) for paste in stock)]
    by_home = {home: [paste for paste in stock if home in _homes(paste)] for home in homes}
    made = number = 0
    while made < count:
        home = rng.choices(homes, [len(by_home[home]) for home in homes])[0]
        house = companies.company(rng, home)
        for _ in range(min(12, len(by_home[home]), count - made)):
            deck = decks.setdefault(home, [])
            if not deck:
                deck += rng.sample(by_home[home], len(by_home[home]))
            yield row(f"p{seed}_{made:05d}", f"pasted_{seed}_{number}", house, deck.pop(), random.Random(rng.random()))
            made += 1
        number += 1


def _homes(paste: Paste) -> set[str]:
    """Languages of the companies that a template fits."""
    return {"ko" if lang == "mixed" else lang if lang in companies.PEOPLE else "en" for lang in paste.langs}


def row(name: str, org: str, house: companies.Company, paste: Paste, rng: random.Random) -> dict[str, object]:
    """One text of the company, with its marks and its export."""
    langs = [lang for lang in paste.langs if house.lang in _homes(Paste("", (lang,), "", ""))]
    made, filler = render(paste, rng, rng.choice(langs), house)
    sensitive: list[dict[str, object]] = []
    optional: list[dict[str, object]] = []
    for span in made.spans:
        one: dict[str, object] = {"start": span.start, "end": span.end, "text": made.text[span.start : span.end]}
        if span.optional:
            optional.append(one)
            continue
        one["type"] = span.type
        if span.core:
            one["core"] = list(span.core)
        sensitive.append(one)
    return {
        "id": name,
        "org": org,
        "text": made.text,
        "sensitive": sensitive,
        "optional": optional,
        "keep": _keep(made),
        "lexicon": lexicon(filler, rng),
        "template": paste.name,
    }
