"""Imaginary companies: people, products, projects, partners, and how each is written.

Everything is drawn from the pools with a `random.Random`, so the same seed gives the same company.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from random import Random

from training.made import pools
from training.made.roman import roman


@dataclass(frozen=True, slots=True)
class Person:
    """One person: full name as written at home, its parts, and how else the person is called."""

    lang: str
    full: str
    family: str
    given: str
    latin: tuple[str, str]  # family, given
    nick: str = ""
    nick_ko: str = ""
    title: str = ""
    dept: str = ""
    clip: str = ""

    @property
    def roman(self) -> str:
        """Given name first, as on a business card."""
        return f"{self.latin[1]} {self.latin[0]}".strip()

    @property
    def handle(self) -> str:
        """What stands before the @ of the person's mail."""
        given, family = (re.sub("[^a-z]", "", part.lower()) for part in reversed(self.latin))
        return (
            f"{given}.{family}"
            if len(self.full) % 2
            else f"{(given or 'x')[0]}{family}"
            if self.lang != "ko"
            else f"{given}{family}"
        )


@dataclass(frozen=True, slots=True)
class Thing:
    """A product, project or organisation: its name, the same in the other script, and its Latin form."""

    name: str
    other: str
    latin: str
    sense: str = ""  # the ordinary word it is, if the pool of senses has it
    short: str = ""
    base: str = ""


@dataclass(slots=True)
class Company:
    """A company of one language, with all that its texts may mention."""

    lang: str
    style: str
    base: Thing
    domain: str
    prefix: str
    people: list[Person]
    products: list[Thing]
    projects: list[Thing]
    orgs: dict[str, list[Thing]] = field(default_factory=dict)
    listed: dict[str, bool] = field(default_factory=dict)
    rate: float = 0.5


def _latin(word: str) -> str:
    return re.sub(r"[^A-Za-z]", "", roman(word)).capitalize() or "Xeno"


def ko_person(rng: Random, staff: bool = True) -> Person:
    """A Korean of any age; one in four bears a given name that is also an everyday word."""
    rows = pools.rows("ko_family")
    row = rng.choices(rows, [int(r[1]) for r in rows])[0]
    family = row[0]
    given = rng.choice(pools.words("ko_given_words" if rng.random() < 0.25 else "ko_given"))
    nick = rng.choice(pools.rows("ko_nick"))
    spelled = roman(given).replace("si", "shi") if rng.random() < 0.3 else roman(given)
    if len(given) == 2 and rng.random() < 0.3:
        spelled = f"{roman(given[0])}-{roman(given[1])}"
    return Person(
        "ko",
        family + given,
        family,
        given,
        (rng.choice(row[2:]), spelled.capitalize()),
        nick[0],
        nick[1],
        rng.choice(pools.words("ko_titles")[: 12 if rng.random() < 0.75 else None]),
        rng.choice(pools.words("ko_depts")) if staff else "",
        given[-1],
    )


def en_person(rng: Random) -> Person:
    """An English-speaking colleague; names that are words are as dense as in an office directory of a bad dream."""
    given = rng.choice(pools.words("en_given_words" if rng.random() < 0.3 else "en_given"))
    family = rng.choice(pools.words("en_family"))
    clips = {row[0]: row[1] for row in pools.rows("en_clip")}
    title = rng.choice("manager director analyst engineer paralegal coordinator nurse dispatcher planner buyer".split())
    return Person(
        "en", f"{given} {family}", family, given, (family, given), clips.get(given, given), "", title, "", clips.get(given, given)
    )


def de_person(rng: Random) -> Person:
    """A German colleague."""
    given, family = rng.choice(pools.words("de_given")), rng.choice(pools.words("de_family"))
    plain = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ö": "Oe", "ı": "i", "Ü": "Ue"})
    return Person(
        "de", f"{given} {family}", family, given, (family.translate(plain), given.translate(plain)), given, "", "", "", given[:4]
    )


def ja_person(rng: Random) -> Person:
    """A Japanese colleague."""
    a, b = rng.choice(pools.rows("ja_names")), rng.choice(pools.rows("ja_names"))
    space = rng.choice(["", "", " "])
    return Person("ja", f"{a[0]}{space}{b[1]}", a[0], b[1], (a[2], b[3]), b[3], f"{a[4]} {b[5]}", "", "", b[1])


def foreign(rng: Random, lang: str = "ko") -> Person:
    """Someone from abroad, written in Latin letters or, in a Korean text, in Hangul too."""
    full, given, family, hangul, hangul_given = rng.choice(pools.rows("foreign_names"))
    if lang != "ko" or rng.random() < 0.5:
        return Person("en", full, family, given, (family, given), given, hangul if lang == "ko" else "", "", "", given)
    return Person("en", hangul, family, hangul_given, (family, given), given, full, "", "", hangul_given)


PEOPLE = {"ko": ko_person, "en": en_person, "de": de_person, "ja": ja_person}


@cache
def _nameable() -> tuple[str, ...]:
    """Words with everyday sentences that somebody would name a product after."""
    words = (line.partition(":")[0] for line in pools.lines("senses_ko"))
    return tuple(
        w for w in words if len(w) > 1 and w not in ("미리", "정도", "미정", "기준", "인정", "소정", "상호", "정규", "성인")
    )


def thing(rng: Random, lang: str) -> Thing:
    """A product or project name: an ordinary word (most), or a coined one; in the script its company likes."""
    roll = rng.random()
    if lang == "ko" and roll < 0.55:
        pool = rng.random()
        if pool < 0.5:
            word = rng.choice(_nameable())
        else:
            word = rng.choice(pools.words("things_ko" if pool < 0.75 else "words_ko"))
        if rng.random() < 0.06:
            word += rng.choice(["넷", "톡", "패스", "플러스", "온", "허브"])
        return Thing(word, _latin(word), _latin(word), word if word in pools.senses() or word in pools.words("things_ko") else "")
    if roll < (0.72 if lang == "ko" else 0.4):
        latin, hangul = rng.choice(pools.lines("senses_en")).partition(":")[0].split()
        return Thing(hangul, latin, latin, "") if lang == "ko" and rng.random() < 0.5 else Thing(latin, hangul, latin, latin)
    if roll < (0.84 if lang == "ko" else 0.82):
        latin = rng.choice(pools.words("things_en" if rng.random() < 0.6 else "words_en")).capitalize()
        if rng.random() < 0.1:
            latin = latin.upper()
        return Thing(latin, "", latin, latin if lang == "en" and latin.lower() in pools.words("things_en") else "")
    latin, hangul = rng.choice(pools.rows("coined"))
    return Thing(hangul, latin, latin) if lang == "ko" and rng.random() < 0.6 else Thing(latin, hangul, latin)


def suffix(rng: Random, sector: str, lang: str) -> str:
    """What an organisation of `sector` calls itself."""
    row = next(line for line in pools.lines("org_suffix") if line.startswith(sector + ":")).partition(":")[2].split("|")
    column = {"ko": 0, "de": 2}.get(lang, 1)
    names = row[column].split() if column == 0 else [n.strip() for n in row[column].split(",")]
    return rng.choice(names)


def org(rng: Random, sector: str, lang: str, base: Thing | None = None) -> Thing:
    """An organisation: its full name, its short one and its Latin one."""
    base = base or thing(rng, lang)
    end = suffix(rng, sector, lang)
    if lang == "ko":
        if not re.search("[가-힣]", base.name):
            base = Thing(base.other or base.name, base.latin, base.latin, base.sense)
        core = f"{base.name}{end}" if re.search("[가-힣]", base.name) else f"{base.name} {end}"
        dress = rng.random()
        name = f"㈜{core}" if dress < 0.1 else f"(주){core}" if dress < 0.2 else f"주식회사 {core}" if dress < 0.24 else core
        latin = f"{base.latin} {suffix(rng, sector, 'en')}"
        return Thing(name, latin, latin, base.sense, core if rng.random() < 0.4 else base.name, base.name)
    core = base.latin if lang in ("en", "de") else base.latin
    if lang == "ja":
        kind = rng.choice("商事 運輸 製作所 システムズ 電機 銀行 食品 化学 建設".split())
        core = rng.choice("青葉 暁 みつば 若竹 北斗 さざなみ 白樺 千鳥 うみかぜ 四季".split())
        return Thing(
            rng.choice([f"株式会社{core}{kind}", f"{core}{kind}", f"{core}{kind}株式会社"]),
            base.latin,
            base.latin,
            "",
            core + kind,
            core,
        )
    tail = rng.choice(["", "", "", " Inc.", " Ltd", " LLC", ", Inc."]) if lang == "en" and "LLP" not in end else ""
    return Thing(f"{core} {end}{tail}", f"{core} {end}", core, base.sense, core, core)


def company(rng: Random, lang: str) -> Company:
    """A company with people, things and partners; partners come into being when a text first asks for one."""
    make = PEOPLE[lang]
    base = thing(rng, lang)
    people: list[Person] = []
    while len(people) < 14:
        person = make(rng)
        if (
            all(person.full != p.full and person.nick != p.nick for p in people)
            or lang != "ko"
            and len({p.full for p in people} | {person.full}) > len(people)
        ):
            people.append(person)
    style = rng.choice(["title", "title", "nim", "nim", "nick", "full"]) if lang == "ko" else "given"
    end = {
        "ko": [".co.kr", ".co.kr", ".com", ".kr", ".io"],
        "de": [".de"],
        "ja": [".co.jp", ".jp"],
        "en": [".com", ".com", ".co.uk", ".io", ".org"],
    }
    domain = base.latin.lower() + rng.choice(["", "", "corp", "group", "hq"]) + rng.choice(end[lang])
    prefix = "".join(
        rng.choice(
            [base.latin[:3].upper(), base.latin[:4].upper(), rng.choice(["OPS", "SR", "HD", "VOC", "CHG", "PRJ", "REQ", "INC"])]
        )
    )
    made = Company(
        lang, style, base, domain, prefix, people, [thing(rng, lang) for _ in range(6)], [thing(rng, lang) for _ in range(4)]
    )
    made.rate = rng.uniform(0.35, 0.65)
    return made
