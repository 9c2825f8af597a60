"""Names of people, organisations and places in Hangul for made texts, and the particles that agree with what stands before them."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files

from garim.models.train_names_grammar import Grammar
from garim.models.train_names_values import Values

LABELS = {"P": "PS", "PK": "PS", "G": "PS", "GP": "PS", "LN": "PS", "FN": "PS", "FG": "PS", "FL": "PS", "EN": "PS", "PS": "PS", "ST": "PS", "O": "OG", "A": "LC", "C": "LC", "N": "LC"}
"""Slots that are mentions: anyone, a Korean full name, given name, given name as a pet name, family name, a foreigner's full name, given name and family name, a name
in Latin letters, a spaced name, an artist's or a king's name; organisation; address, place, country."""
SURNAMES = "김" * 20 + "이" * 15 + "박" * 9 + "최정" * 5 + "강조윤장임" * 3 + "한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진나라지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
LONG = "남궁 황보 제갈 선우 사공 독고 서문 동방".split()
PAIRS = {"은": "은는", "이": "이가", "을": "을를", "과": "과와", "아": "아야", "이나": ("이나", "나"), "이랑": ("이랑", "랑"), "이라": ("이라", "라"), "이에요": ("이에요", "예요"), "이다": ("이다", "다"), "으로": ("으로", "로")}
"""Particles after a closed and an open syllable."""
DIGITS = "013678"
LATIN = "lmnrLMNR"


def closed(word: str) -> int:
    """2 where the last sound is no vowel, 1 where it is ㄹ, 0 where it is a vowel."""
    last = word[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - 0xAC00) % 28
        return 0 if not final else 1 if final == 8 else 2
    return 2 if last in DIGITS or last in LATIN else 0


def particle(pair: str | tuple[str, str], word: str) -> str:
    """The one of two particles that agrees with the word."""
    sound = closed(word)
    return pair[0] if sound == 2 or (sound and pair[0] != "으로") else pair[1]


class KoreanValues:
    """Fills a grammar's slots with Korean names and particles."""

    def __init__(self, grammar: Grammar) -> None:
        lists = json.loads((files("garim.detect") / "data" / "names_ko.json").read_bytes())
        self.given, self.rare = lists["given_sure"].split(), [g for g in lists["given_seen"].split() if len(g) == 2]
        sure = set(self.given)
        self.traps = self._traps(lists, sure)
        self.grammar, self.dice = grammar, grammar.dice
        self.latin = Values(grammar)
        sections = grammar.sections
        self.abroad = [(grammar.words(n), grammar.words(n[:2] + "2"), n[:2]) for n in sections if len(n) == 3 and n[2] == "1" and n[:2] + "2" in sections]
        self.artists = grammar.words("artist") + grammar.words("hist")
        self.same = ""
        d = self.dice
        self.fill: dict[str, Callable[[], str]] = dict(self.latin.fill)
        for slot in ("P", "F", "L", "I", "R", "K", "C", "SF", "SL", "SP", "SI"):
            del self.fill[slot]
        self.fill |= {
            "P": self.person, "PK": self.korean, "G": self.first, "GP": self.pet, "LN": self.family, "FN": self.foreign, "FG": lambda: self.pick(self.pick_origin()[0]),
            "FL": lambda: self.pick(self.pick_origin()[1]), "foreignL": lambda: self.pick(self.pick_origin()[1]), "EN": self.latin.person, "EF": lambda: self.latin.names()[0], "PS": lambda: self.pick([" ", " ", "  "]).join(self.korean()),
            "ST": lambda: self.pick(self.artists), "SG": lambda: self.same[1:] or self.same, "acro": self.latin.acronym, "L": lambda: self.latin.names()[1],
            "F": lambda: self.latin.names()[0], "trap": lambda: self.pick(self.traps), "nn": lambda: str(d.randint(1, 500)),
            "tel": lambda: f"{self.pick(['010', '010', '02', '031', '051', '070'])}-{d.randint(1000, 9999)}-{d.randint(1000, 9999)}",
            "day": self.day, "won": lambda: self.pick([f"{d.randint(1, 999)}만원", f"{d.randint(1, 999) * 1000:,}원", f"{d.randint(1, 90)}억원", f"{d.randint(1, 9)}천만 원"]), "age": lambda: str(d.randint(8, 95)),
        }  # fmt: skip
        for name, pair in PAIRS.items():
            self.fill[name] = self._agree(pair)

    def _traps(self, lists: dict[str, str], sure: set[str]) -> list[str]:
        """Frequent words that look like a family name and a given name."""
        common = set(lists["common"].split())
        return sorted(w for w in common if len(w) == 3 and w[0] in SURNAMES and w[1:] not in sure)

    def _agree(self, pair: str | tuple[str, str]) -> Callable[[], str]:
        """A slot that writes the particle that agrees with what was written last."""
        return lambda: particle(pair, self.grammar.last())

    def pick(self, options: list[str]) -> str:
        """One of the options."""
        return self.dice.choice(options)

    def pick_origin(self) -> tuple[list[str], list[str], str]:
        """Given names and family names of one origin, English ones most often."""
        return self.abroad[0] if self.dice.random() < 0.3 else self.dice.choice(self.abroad)

    def first(self) -> str:
        """A given name."""
        return self.pick(self.given if self.dice.random() < 0.85 else self.rare)

    def family(self) -> str:
        """A family name."""
        return self.pick(LONG) if self.dice.random() < 0.02 else self.dice.choice(SURNAMES)

    def korean(self) -> str:
        """A full name."""
        given, roll = self.first(), self.dice.random()
        if roll < 0.04:
            given = given[1]
        elif roll < 0.07 and len(given) == 2:
            given += self.pick(["라", "나", "솔", "별", "슬", "온", "비", "람"])
        self.same = self.family() + given
        return self.same

    def pet(self) -> str:
        """A given name as friends say it: with 이 after a closed syllable."""
        name = self.first()
        return name + "이" if closed(name) and self.dice.random() < 0.7 else name

    def foreign(self) -> str:
        """A foreigner's name in Hangul."""
        given, last, origin = self.pick_origin()
        one, two, roll = self.pick(given), self.pick(last), self.dice.random()
        if origin in ("jp", "cn", "vn"):
            return two + (" " if origin == "jp" or roll < 0.2 else "") + one
        if roll < 0.72:
            return f"{one} {two}"
        if roll < 0.8:
            return f"{one}·{two}" if roll < 0.75 else f"{one} {self.pick(given)} {two}"
        if roll < 0.86:
            return f"{one} {self.pick(['드', '폰', '반', '데', '디', '판데르', '알', '빈'])} {two}"
        return f"{self.pick(list('ABCDEFGHJKLMPRST'))}. {two}" if roll < 0.9 else f"{one} {two} {self.pick(['주니어', '2세'])}" if roll < 0.92 else one

    def person(self) -> str:
        """Anyone: Koreans most often."""
        roll = self.dice.random()
        if roll < 0.74:
            return self.korean()
        if roll < 0.86:
            return self.foreign()
        if roll < 0.91:
            return self.first()
        return self.pick(self.pick_origin()[self.dice.randint(0, 1)]) if roll < 0.95 else self.pick(self.artists) if roll < 0.97 else self.latin.person()

    def day(self) -> str:
        """A date in one of the ways it is written."""
        d = self.dice
        year, month, day = d.randint(1950, 2027), d.randint(1, 12), d.randint(1, 28)
        return self.pick([f"{month}월 {day}일", f"{year}년 {month}월 {day}일", f"{year}-{month:02d}-{day:02d}", f"{year}.{month:02d}.{day:02d}", f"{month}/{day}", f"{day}일", f"{year % 100:02d}년 {month}월", f"{year}{month:02d}{day:02d}"])
