"""What machines call things: tables, hosts, pods, lots … in the style of one invented company; `shapes.txt` is the list.

    House(rng, stems).make("table") -> Made("TB_HNL_LN_M", "DB_OBJECT", core=("HNL",))

One House is one company in one text: its name, abbreviation, systems, trade and habits of naming stay the same throughout.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
_STEP = re.compile(r"<([^<>]*)>")
_DIGITS, _LOWER, _UPPER = "0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SETS = {
    "9": _DIGITS,
    "A": _UPPER,
    "a": _LOWER,
    "x": "0123456789abcdef",
    "X": "0123456789ABCDEF",
    "h": _DIGITS + _LOWER,
    "H": _DIGITS + _UPPER,
    "w": _DIGITS + _LOWER + _UPPER,
    "b": _DIGITS + _LOWER + _UPPER + "+/",
    "k": "bcdfghjklmnpqrstvwxz2456789",  # the alphabet of Kubernetes' random names
    "s": "0123456789abcdfghjkmnpqrstuvwxyz",  # and of Oracle's SQL_IDs
    "v": "0123456789ABCDEFGHJKLMNPRSTUVWXYZ",  # and of vehicle numbers
}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_TAILS = "M D H L MST DTL HIST LOG TMP BAS INF TXN MSTR INFO STS REQ RSLT".split()
_ROLES = (
    "web was app api db ora pg mq kafka redis es bat batch edi gw proxy lb nfs bk mon dns mail ftp etl dw ci k8s fs file".split()
)
_ENVS = "prd dev stg dr tst uat qa".split()
_SITES = "icn sel pus dj pg sdm fra muc ber osa tyo lon dfw ord iad idc1 idc2 dc1 hq".split()
# Ids whose way of writing a house may have made up itself.
_COINED = frozenset(
    "custno member order contract policy claim invoice po quoteno shipment lot serial meter rx mrn device material sku vendorcode "
    "empno guid reqid licence tenant ifid errcode".split()
)
_COMMON = frozenset(
    "api app log sys web was bat net dev prd stg tst sql xml csv job run end new old the and for not get set put add sub sum min max "
    "int str var val key map all any tbl col dns ssh ssl tls cpu ram ora sap crm erp gpu iot aws gcp css php npm git sms pos atm fin "
    "cdn vpn pod aks eks gke ecs rds sqs sns elb alb tcp udp ftp nfs lan wan url uri uid gid pid sid std err out tmp bin lib opt etc "
    "usr src obj arg opt ref ptr len num seq idx pri dst msg req res hub org com kor eng jpn seo can had her his one our two who".split()
)
_CORES = frozenset(("code", "code1", "stem", "sys", "syscode", "own"))


@dataclass(frozen=True, slots=True)
class Made:
    """One made name: `core` holds the company's parts of it; `optional`: it names nobody and may be hidden or not."""

    text: str
    type: str
    core: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class _Section:
    type: str
    sticky: bool
    names: bool
    ways: tuple[str, ...]
    weights: tuple[int, ...]


@cache
def sections() -> dict[str, _Section]:
    """The sections of `shapes.txt` by their name."""
    out: dict[str, _Section] = {}
    for block in re.split(r"(?m)^\[(?=[a-z0-9]+\])", (HERE / "shapes.txt").read_text(encoding="utf-8"))[1:]:
        head, *lines = block.splitlines()
        name, _, flags = head.partition("]")
        kind, *marks = flags.split()
        ways = [re.fullmatch(r"(?:(\d)\*)?(.*)", line) for line in lines if line.strip()]
        out[name] = _Section(
            kind,
            "sticky" in marks,
            "names" in marks,
            tuple(way[2] for way in ways if way),
            tuple(int(way[1] or 1) for way in ways if way),
        )
    return out


@cache
def _pool(name: str) -> tuple[str, ...]:
    lines = (HERE / "pools" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def abbreviation(rng: random.Random, words: list[str]) -> str:
    """How a house shortens its name in tables and hosts: initials, consonants or the first letters, two to four of them."""
    whole = "".join(words)
    consonants = whole[0] + re.sub("[aeiou]", "", whole[1:])
    ways = [consonants[:3], consonants[:3], whole[:3], consonants[:2] + whole[-1], consonants[:4]]
    if len(words) > 1:
        ways += [words[0][:1] + words[1][:2], words[0][:2] + words[1][:2], words[0][:1] + words[1][:1]]
    code = rng.choice([way for way in ways if len(way) > 1] or [whole[:3]])
    return code if len(code) > 2 or rng.random() < 0.3 else (code + rng.choice("bsgt"))


def coined_way(rng: random.Random) -> str:
    """A way to write ids that no list has: letters that stay, digits and letters that count, with or without marks between."""
    fixed = "".join(rng.choices(_UPPER, k=rng.choice((1, 1, 2, 2, 3))))
    if rng.random() < 0.15:
        fixed = fixed.lower()
    head = rng.choice([fixed, fixed, fixed, "<CODE>", f"{rng.randint(1, 9)}{fixed[:1]}", "<yy>", "<yyyy>", "<A:2>", ""])
    body = f"<9:{rng.randint(4, 8)}>"
    more = [
        "",
        "",
        f"<9:{rng.randint(2, 5)}>",
        "<A:1>",
        "<A:2>",
        f"<n2:1-{rng.randint(9, 99)}>",
        "<mm>",
        f"<X:{rng.randint(2, 4)}>",
    ]
    parts = [part for part in (head, body, rng.choice(more)) if part]
    mark = rng.choice(["-", "-", "", "", "/", ".", "_", ":"])
    if rng.random() < 0.1:
        parts.append("<?A|B|K|X>")
    return mark.join(parts)


class House:
    """One company's habits of naming, for one text; everything drawn from `rng`."""

    def __init__(
        self,
        rng: random.Random,
        stem: str = "",
        hangul: str = "",
        systems: Sequence[Sequence[str]] = (),
        avoid: Collection[str] = (),
        habits: random.Random | None = None,
    ) -> None:
        """`stem` is the company's name in Latin letters, words apart; without one, one is drawn from the pools.

        `systems` are pairs (Latin, Hangul) of its own; `avoid` are words of the text that no system or abbreviation may be;
        what all texts of the company share is drawn from `habits`.
        """
        self.rng = draw = habits or rng
        if not stem:
            if draw.random() < 0.5:
                stem, _, hangul = draw.choice(_pool("roman_ko")).partition(" ")
            else:
                stem = draw.choice(_pool("roman_en"))
        self.words = re.sub(r"[^a-z ]", "", stem.lower()).split() or ["house"]
        self.hangul = hangul
        self.code = self._short_name(self.words, avoid)
        own = [list(pair) for pair in draw.sample(list(systems), min(2, len(systems)))]
        more = [line.split() for line in draw.sample(_pool("systems"), 12)]
        self.systems = (own + [pair for pair in more if pair[0] not in avoid])[:4]
        self.syscodes = [self._short_name([system[0]], avoid) for system in self.systems]
        trade = draw.choice(_pool("trades")).partition(":")[2].split("|")
        self.trade, self.short = trade[0].split(), trade[1].split()
        self.rng = rng
        self.year, self.month, self.day = rng.randint(2023, 2026), rng.randint(1, 12), rng.randint(1, 28)
        self.clock = rng.randint(0, 86_000)
        self._way: dict[str, str] = {}
        self._own: dict[str, tuple[str, str]] = {}
        self._focus = rng.randrange(4)

    def _short_name(self, words: list[str], avoid: Collection[str]) -> str:
        code = ""
        for _ in range(20):
            code = abbreviation(self.rng, words)
            if code not in avoid and code not in _COMMON:
                return code
        return code + "x"

    def make(self, kind: str) -> Made:
        """A new name of this kind, in the house's style.

        Raises:
            KeyError: `shapes.txt` has no such section.
        """
        section = sections()[kind]
        text, core = self._section(kind)
        ordinary = section.names and not core and not re.search("[0-9]{3}", text)  # words alone; a number makes it a house code
        optional = section.type == "?" or ordinary
        return Made(text, section.type, tuple(dict.fromkeys(part for part in core if len(part) > 1)), optional)

    def settle(self, kind: str, value: str, *core: str) -> None:
        """Fix the house's own value of a kind of which it has one (`domain` …)."""
        self._own[kind] = (value, "\0".join(core))

    def _section(self, kind: str) -> tuple[str, list[str]]:
        section = sections()[kind]
        way = self._way.get(kind) if section.sticky else None
        if way is None:
            choose = self.rng
            if section.sticky:  # habits are the company's, not the text's
                choose = random.Random(f"{self.code}{''.join(self.words)}{kind}")
            way = choose.choices(section.ways, section.weights)[0]
            if kind in _COINED and choose.random() < 0.4:
                way = coined_way(choose)
            self._way[kind] = way
        if kind in ("oct", "region", "domain", "indomain", "revdomain", "dc", "gcpproject", "awsaccount", "azsub"):
            if kind not in self._own:  # not the way alone but the value belongs to the house
                made = self._draw(way)
                self._own[kind] = (made[0], "\0".join(made[1]))
            value, cores = self._own[kind]
            return value, [core for core in cores.split("\0") if core]
        return self._draw(way)

    def _draw(self, way: str) -> tuple[str, list[str]]:
        core: list[str] = []

        def step(match: re.Match[str]) -> str:
            token = match[1]
            if token.startswith("@"):
                text, inner = self._section(token[1:])
                core.extend(inner)
                return text
            text = self._token(token)
            if token.lower() in _CORES:
                core.append(text)
            return text

        while True:  # a choice may hold further steps, so the innermost go first
            text = _STEP.sub(step, way)
            if text == way:
                return text, core
            way = text

    def _token(self, token: str) -> str:
        rng = self.rng
        if token.startswith("?"):
            return rng.choice(token[1:].split("|"))
        head, _, count = token.partition(":")
        if head in ("n", "n2"):
            low, _, high = count.partition("-")
            number = rng.randint(int(low), int(high or low))
            return f"{number:02d}" if head == "n2" else str(number)
        if head in _SETS:
            text = "".join(rng.choices(_SETS[head], k=int(count or 1)))
            return re.sub("^0", "7", text) if head == "9" and len(text) > 4 and rng.random() < 0.8 else text
        moment = self._moment(token)
        if moment:
            return moment
        word = self._word(token.lower())
        if token.isupper():
            return word.upper()
        return word.title().replace("-", "").replace("_", "") if token[0].isupper() else word

    def _moment(self, token: str) -> str:
        if token in ("t", "hh", "mi", "ss"):
            if token == "t":
                self.clock = (self.clock + self.rng.choice((0, 0, 1, 1, 2, 7, 31))) % 86_400
            hours, rest = divmod(self.clock, 3600)
            return {"t": f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}", "hh": f"{hours:02d}"}.get(
                token, f"{(rest // 60 if token == 'mi' else rest % 60):02d}"
            )
        return {
            "yyyy": str(self.year),
            "yy": f"{self.year % 100:02d}",
            "mm": f"{self.month:02d}",
            "dd": f"{self.day:02d}",
            "Mon": _MONTHS[self.month - 1],
        }.get(token, "")

    def _word(self, token: str) -> str:
        rng = self.rng
        if token == "own":
            token = rng.choice(("code", "stem", "sys", "syscode"))
        system = self._focus if rng.random() < 0.6 else rng.randrange(len(self.systems))
        made = {
            "code": self.code,
            "code1": self.code[:1],
            "stem": "".join(self.words),
            "sys": self.systems[system][0],
            "syscode": self.syscodes[system],
            "wd": "",
            "ab": "",
        }
        if token == "wd":
            return rng.choice(self.trade)
        if token in ("ab", "ab2"):
            short = rng.choice(self.short)
            return short.lower()[: 2 if token == "ab2" else None]
        pools = {"tail": _TAILS, "role": _ROLES, "env": _ENVS, "site": _SITES}
        return rng.choice(pools[token]).lower() if token in pools else made[token]
