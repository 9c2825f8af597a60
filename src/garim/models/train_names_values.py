"""Names of people, organisations and places in Latin letters for made texts, from many origins, by chance from a seed."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files

from garim.models.train_names_grammar import Grammar

LABELS = {"P": "PS", "F": "PS", "L": "PS", "I": "PS", "R": "PS", "K": "PS", "SF": "PS", "SL": "PS", "SP": "PS", "SI": "PS", "W1": "PS", "O": "OG", "A": "LC", "A0": "LC", "C": "LC", "S": "LC", "N": "LC"}
"""Slots that are mentions: full name, first name, last name, initials and last name, "Last, First", nickname, the same person's
first, last, full name and initials; organisation; address, city, state, country."""
PARTICLES = ["de la ", "van der ", "van den ", "van ", "von ", "von der ", "de ", "del ", "dos ", "da ", "di ", "Di ", "De ", "le ", "Le ", "bin ", "ben ", "al-", "Al-", "el-", "O'", "O'", "Mc", "Mac", "D'", "d'", "ter ", "af ", "St. ", "Fitz"]
SYLLABLES = "seo ji min ha yun eun woo hyun jun soo kyung na ri hye jin tae sung dong yeon bin chan ah young in ho seok gyu rim won hee mi sun jae joon seung hyeon yoon hwan".split()
KOREAN = "Kim Kim Lee Park Choi Jung Jeong Kang Cho Yoon Yun Lim Im Han Shin Oh Seo Kwon Hwang Ahn An Song Ryu Yoo Hong Jeon Ko Moon Bae Baek Heo Nam Shim Noh Ha Joo Woo Koo Gu Min Jin Ji Eom Chae Won Bang Kong Hyun Byun Namgung".split()
PINYIN = "wei fang xiu ying na min jing li qiang lei jun yang yong yan jie juan tao ming chao gang ping hui xin yu hao zi xuan han bo wen jia mei hong zhi guo chun xiao yi shu qing lan lin feng peng kai rui".split()
CHINESE = "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Tang Song Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Shen Yao Chan Wong Cheung Lam Ng Leung Ouyang Tsai Hsu Hsieh".split()
KANA = "a ka sa ta na ha ma ya ra i ki shi chi ni mi ri u ku su tsu nu mu yu ru e ke se te ne me re o ko so to no ho mo yo ro ga gi go da ji".split()
COINED = "vel or tri nex lum qua zen dor mix plo sy cor van tek ra bri omi kel fin ast bo cre del evo fy gra hyl iro jo kra lio mar nov oxi pra quo rho sta tru uni vo wyn xan yor zi al be co di fo gy".split()
ENDS = "ville burgh borough ton chester mouth haven shire side view land field ford bury stad dorf heim berg town port wood ham stead hausen by ley grad ovo ice pur abad nagar".split()
FRONTS = "New North South East West Port Lake Fort Mount San Santa Saint St. Bad Upper Lower Old Grand Los El La Great Nueva Novi".split()
TITLES = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun".split()


class Values:
    """Fills a grammar's slots with names in Latin letters."""

    def __init__(self, grammar: Grammar) -> None:
        names = json.loads((files("garim.detect") / "data" / "names_en.json").read_bytes())
        self.first, self.last, self.core = names["first"].split(), names["last"].split(), names["core"].split()
        self.words = {"first": names["first_word"].split(), "last": names["last_word"].split()}
        self.towns = json.loads((files("garim.detect") / "data" / "names_places.json").read_bytes())["city"].split()
        self.dice = grammar.dice
        sections = grammar.sections
        self.origins = [n.removesuffix(".first") for n in sections if n.endswith(".first") and n.removesuffix("first") + "last" in sections]
        self.by_origin = {o: (grammar.words(o + ".first"), grammar.words(o + ".last")) for o in self.origins}
        self.american = (grammar.words("american.first"), grammar.words("american.last"))
        self.long, self.big = grammar.words("city.long"), grammar.words("city.big")
        self.nicks = grammar.words("nick")
        self.same = ("", "")
        self.fill: dict[str, Callable[[], str]] = {
            "P": self.person, "F": lambda: self.names()[0], "L": lambda: self.names()[1], "I": self.initials, "R": self.reverse, "K": lambda: self.pick(self.nicks), "C": self.city,
            "SF": lambda: self.same[0], "SL": lambda: self.same[1], "SP": lambda: " ".join(self.same).strip(), "SI": lambda: f"{self.same[0][:1]}. {self.same[1]}",
            "coined": self.coined, "Coined2": lambda: self.coined() + self.coined(), "acronym": self.acronym, "domainname": lambda: f"{self.coined()}.{self.pick(['com', 'io', 'ai', 'net', 'org', 'co'])}".lower(),
            "sylkr": lambda: self.syllables(SYLLABLES), "sylja": lambda: self.syllables(KANA, 3), "sylzh": lambda: self.syllables(PINYIN),
            "e": self.mail, "h": self.handle, "p": self.phone, "D": self.date, "H": lambda: f"{self.dice.randint(0, 23):02d}:{self.dice.randint(0, 59):02d}",
            "n": lambda: str(self.dice.randint(1, 10 ** self.dice.randint(1, 6))), "n1": lambda: str(self.dice.randint(1, 9)), "n2": lambda: str(self.dice.randint(10, 99)),
            "n3": lambda: str(self.dice.randint(100, 999)), "n4": lambda: str(self.dice.randint(1000, 9999)), "n6": lambda: str(self.dice.randint(100000, 999999)), "n8": lambda: str(self.dice.randint(10**7, 10**8 - 1)),
            "num": lambda: str(self.dice.randint(1, 9999)), "num2": lambda: str(self.dice.randint(1, 299)), "zip": lambda: f"{self.dice.randint(1000, 99999):05d}", "zip4": lambda: str(self.dice.randint(1000, 9999)), "zip6": lambda: str(self.dice.randint(100000, 999999)),
            "ukpost": self.post_uk, "capost": self.post_canada, "cap": lambda: self.pick(list("ABCDEFGHJKLMNPRSTVWXYZ")), "hex": lambda: f"{self.dice.getrandbits(28):07x}", "hex8": lambda: f"{self.dice.getrandbits(32):08x}",
            "ip": lambda: f"10.{self.dice.randint(0, 255)}.{self.dice.randint(0, 255)}.{self.dice.randint(1, 254)}", "v": self.version, "Dow": lambda: self.pick(DAYS), "Mon": lambda: self.pick(TITLES), "year": lambda: str(self.dice.randint(1950, 2027)),
            "usd": lambda: f"{self.pick(['$', '€', '£', 'USD ', 'EUR ', '₩'])}{self.dice.randint(1, 99999):,}{self.pick(['', '', '.00', '.50', '.99'])}", "pct": lambda: f"{self.dice.randint(1, 99)}{self.pick(['%', '.5%', ' %', ' percent'])}", "ts": self.stamp,
        }  # fmt: skip

    def pick(self, options: list[str]) -> str:
        """One of the options."""
        return self.dice.choice(options)

    def syllables(self, parts: list[str], most: int = 2) -> str:
        """Two or `most` syllables in one word."""
        return "".join(self.pick(parts) for _ in range(self.dice.randint(2, most))).capitalize()

    def names(self) -> tuple[str, str]:
        """A first and a last name of one origin."""
        roll = self.dice.random()
        if roll < 0.2:
            first, last = (self.pick(part) for part in self.american)
        elif roll < 0.45:
            first, last = (self.pick(part).replace("_", " ") for part in self.by_origin[self.pick(self.origins)])
        elif roll < 0.51:
            one, two = self.pick(SYLLABLES), self.pick(SYLLABLES)
            first, last = self.pick([f"{one}-{two}", f"{one}{two}", f"{one} {two.capitalize()}", f"{one}-{two.capitalize()}"]), self.pick(KOREAN)
            first = first[0].upper() + first[1:]
        elif roll < 0.55:
            first, last = self.pick([self.syllables(PINYIN), self.pick(PINYIN).capitalize()]), self.pick(CHINESE)
        elif roll < 0.65:
            first, last = self.pick(self.words["first"]).title(), self.pick(self.words["last"]).title()
        else:
            first, last = self.pick(self.core if roll < 0.82 else self.first).title(), self.pick(self.last).title()
        roll = self.dice.random()
        if roll < 0.04:
            last = self.pick(PARTICLES) + last.removeprefix("al-").removeprefix("Al-")
        elif roll < 0.07:
            last = f"{last}-{self.pick(self.last).title()}"
        return first, last

    def person(self) -> str:
        """A full name in one of the ways it is written."""
        self.same = first, last = self.names()
        roll = self.dice.random()
        if roll < 0.76:
            return f"{first} {last}"
        if roll < 0.84:
            return f"{first} {self.pick(list('ABCDEFGHJKLMNPRSTW'))}. {last}"
        if roll < 0.88:
            return f"{first} {self.names()[0]} {last}"
        if roll < 0.9:
            return f"{last} {first}" if "-" in first or last in KOREAN or last in CHINESE else f"{first} {last} {self.names()[1]}"
        if roll < 0.92:
            return f'{first} "{self.pick(self.nicks)}" {last}'
        if roll < 0.94:
            return f"{first} {last}{self.pick([' Jr.', ' III', ' Sr.', ', Jr.', ' II', ' IV', ' Jr'])}"
        if roll < 0.96:
            return f"{first[0]}.{self.pick(list('ABCDEFGHJKLMR'))}. {last}"
        if roll < 0.98:
            return f"{self.pick(self.nicks)} {last}"
        return f"{first}-{self.pick(self.core).title()} {last}"

    def initials(self) -> str:
        """Initials and a last name."""
        self.same = first, last = self.names()
        letter, other = first[0].upper(), self.pick(list("ABCDEFGHIJKLMNOPRSTVWY"))
        return self.pick([f"{letter}. {last}", f"{letter}. {last}", f"{letter}.{other}. {last}", f"{letter}. {other}. {last}", f"{letter} {last}", f"{last} {letter}.", f"{last} {letter}"])

    def reverse(self) -> str:
        """Last name, comma, first name."""
        self.same = first, last = self.names()
        tail = self.pick(["", "", "", f" {self.pick(list('ABCDEFGHJKLMNPRSTW'))}.", f" {self.names()[0]}"])
        return f"{last}, {first}{tail}" if self.dice.random() < 0.9 else f"{last.upper()}, {first}"

    def coined(self) -> str:
        """A word that nobody knows."""
        return "".join(self.pick(COINED) for _ in range(self.dice.randint(2, 3))).capitalize()

    def acronym(self) -> str:
        """A short name in capitals."""
        return "".join(self.pick(list("ABCDEFGHIKLMNOPRSTUVW")) for _ in range(self.dice.randint(3, 5)))

    def city(self) -> str:
        """A city, one in seven of which exists nowhere."""
        roll = self.dice.random()
        if roll < 0.35:
            return self.pick(self.big)
        if roll < 0.5:
            return self.pick(self.long)
        if roll < 0.85:
            return self.pick(self.towns).title()
        first, last = self.names()
        name = self.pick([first, last, self.coined()]).split("-")[-1].split(" ")[-1].split("'")[-1].title()
        return name + self.pick(ENDS) if roll < 0.94 else f"{self.pick(FRONTS)} {name}"

    def post_uk(self) -> str:
        """A British postcode."""
        return f"{self.pick('B E G L M N S W SW SE NW EC WC BS LS OX CB EH GL YO NE CF'.split())}{self.dice.randint(1, 20)} {self.dice.randint(1, 9)}{self.pick(list('ABDEFGHJLNPQRSTUWXYZ'))}{self.pick(list('ABDEFGHJLNPQRSTUWXYZ'))}"

    def post_canada(self) -> str:
        """A Canadian postcode."""
        return f"{self.pick(list('KLMVTHRSN'))}{self.dice.randint(1, 9)}{self.pick(list('ABCEGHJKLM'))} {self.dice.randint(1, 9)}{self.pick(list('ABCEGHJKLM'))}{self.dice.randint(1, 9)}"

    def version(self) -> str:
        """A version number."""
        return ".".join(str(self.dice.randint(0, 30)) for _ in range(self.dice.randint(2, 3)))

    def date(self) -> str:
        """A date in one of the ways it is written."""
        month, day, year, number = self.pick(TITLES), self.dice.randint(1, 28), self.dice.randint(1950, 2027), self.dice.randint(1, 12)
        return self.pick([f"{month} {day}", f"{day} {month} {year}", f"{month} {day}, {year}", f"{month[:3]} {day}", f"{day} {month[:3]}", f"{year}-{number:02d}-{day:02d}", f"{number}/{day}/{year}", f"{day:02d}.{number:02d}.{year}", f"{day:02d}/{number:02d}/{year % 100:02d}", self.pick(DAYS[:7])])

    def stamp(self) -> str:
        """A time stamp of a log."""
        d = self.dice
        clock = f"{d.randint(0, 23):02d}:{d.randint(0, 59):02d}:{d.randint(0, 59):02d}"
        return self.pick([f"2026-{d.randint(1, 12):02d}-{d.randint(1, 28):02d} {clock}", f"2026-{d.randint(1, 12):02d}-{d.randint(1, 28):02d}T{clock}Z", f"{self.pick(TITLES)[:3]} {d.randint(1, 28)} {clock}", f"[{clock}]", f"2026-{d.randint(1, 12):02d}-{d.randint(1, 28):02d} {clock},{d.randint(100, 999)}"])

    def phone(self) -> str:
        """A phone number."""
        d = self.dice
        return self.pick([f"({d.randint(200, 989)}) 555-{d.randint(100, 199):04d}", f"+44 20 7946 0{d.randint(100, 999)}", f"555-{d.randint(100, 199):04d}", f"+1 {d.randint(200, 989)} 555 0{d.randint(100, 199)}", f"+82-10-{d.randint(1000, 9999)}-{d.randint(1000, 9999)}", f"0{d.randint(20, 89)} {d.randint(1000, 9999)} {d.randint(1000, 9999)}"])

    def mail(self) -> str:
        """An e-mail address."""
        first, last = (part.lower().replace(" ", "").replace("'", "") for part in self.names())
        return f"{self.pick([f'{first}.{last}', f'{first[0]}{last}', first, 'info', 'support', f'{first}_{last}'])}@{self.coined().lower()}.{self.pick(['example', 'test', 'com', 'org'])}"

    def handle(self) -> str:
        """A handle."""
        first, last = (part.lower().replace(" ", "").replace("'", "") for part in self.names())
        return self.pick([first, last + str(self.dice.randint(1, 99)), self.coined().lower() + "_" + first, f"{first[0]}{last}", f"{first}_{last}", f"{self.coined()}{self.coined()}", f"the_{self.coined().lower()}"])
