"""Everyday English made on the spot, with names and without: mail, tickets, chat, forms, news, results, logs, code.

The sentences are our own, in `data/made_en.txt`; their slots are filled with names from the lists that the finder asks and
with companies and addresses put together here. A third of the texts is in lower case, a few are in capitals.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

Spans = tuple[tuple[int, int, str], ...]

KINDS = {"P": "PS", "F": "PS", "L": "PS", "I": "PS", "R": "PS", "O": "OG", "A": "LC", "C": "LC", "S": "LC", "N": "LC"}
WITHOUT = 0.45
"""Share of texts that name nobody."""
_SLOT = re.compile(r"\{(\w)\}")
HEADS = "Bright North Silver Blue Iron Green Summit River Stone Harbor Golden Maple Cedar Vertex Nova Quantum Pioneer Liberty Crown Delta Orchid Falcon Beacon".split()
TRADES = (
    "Logistics Bank Insurance Partners Holdings Foods Motors Systems Software Consulting Health Energy Media Airlines Shipping Capital Labs Works Studios "
    "Pharma Textiles Bakery Garage Realty Securities Telecom Robotics Analytics Gardens Books Coffee Brothers Trust Group Industries Services"
).split()
TAILS = ["Ltd", "Inc", "Inc.", "LLC", "GmbH", "PLC", "AG", "Corp", "Co.", "S.A.", "Pty Ltd", "BV", "LLP"]
FORMS = "s.r.o. Kft. Zrt. A/S AB Oy AS s.c. Sp.k. Oyj S.p.A. SRL SARL GbR e.V. KG OHG B.V. N.V. K.K. Sdn Bhd Pte".split()
FUSED = "straße strasse str. weg platz gasse allee damm ring gatan vägen vej veien gade gata kuja katu tie baan straat laan weg plein boulevard singel kade".split()
ROADS = "rue avenue boulevard chemin Via Viale Piazza Corso Calle Avenida Plaza Paseo Pasadizo Camino Rua Travessa Praça Largo ul. al. pl. aleja Strada Bulevardul".split()
ENDS = "ville burgh borough ton chester mouth haven shire side view land field ford bury stad dorf heim berg town port wood ham stead hausen".split()
FRONTS = "New North South East West Port Lake Fort Mount San Santa Saint Bad Upper Lower Old Grand Los El La Great".split()
STREETS = "Street St. St Road Rd Avenue Ave Lane Drive Dr Boulevard Blvd Way Court Ct Place Terrace Close Crescent Square Highway Parkway Circle Trail Alley Bend Bluff Bridge Brook Bypass Canyon Cliff Common Corners Cove Creek Crossing Estates Falls Ferry Field Forge Fork Garden Gateway Glen Green Grove Harbor Heights Hill Hollow Island Junction Key Knoll Landing Light Loop Mall Manor Meadow Mews Mill Mission Mount Oval Park Pass Path Pike Pine Plain Plaza Point Port Prairie Promenade Ranch Rapid Rest Ridge Row Rue Run Shoal Shore Spring Spur Stravenue Summit Track Tunnel Turnpike Union Valley Via View Village Walk Wall Well".split()
UNITS = [
    "Apt. {}",
    "Apt {}",
    "Suite {}",
    "Suite {}",
    "Unit {}",
    "#{}",
    "Flat {}",
    "Floor {}",
    "Room {}",
    "Studio {}",
    "{}/",
    "Ste. {}",
    "Level {}",
]
CITIES = (
    "New York|Los Angeles|San Francisco|Saint Louis|St. Louis|Salt Lake City|Fort Worth|El Paso|Las Vegas|Kansas City|Cape Town|Hong Kong|Kuala Lumpur|"
    "Buenos Aires|Rio de Janeiro|São Paulo|Mexico City|Tel Aviv|Abu Dhabi|New Delhi|Ho Chi Minh City|Port Louis|Santa Cruz|Santa Fe|Baton Rouge|"
    "Newcastle upon Tyne|Stoke-on-Trent|Stratford-upon-Avon|Frankfurt am Main|The Hague|Den Haag|Aix-en-Provence|Saint-Denis|West Palm Beach"
).split("|")
COUNTRIES = (
    "United States|USA|U.S.|UK|United Kingdom|England|Scotland|Wales|Ireland|Canada|Australia|New Zealand|Germany|France|Italy|Spain|Portugal|Netherlands|"
    "Belgium|Switzerland|Austria|Denmark|Sweden|Norway|Finland|Iceland|Poland|Czech Republic|Hungary|Romania|Bulgaria|Greece|Turkey|Russia|Ukraine|Kenya|"
    "Nigeria|Ghana|South Africa|Egypt|Morocco|Ethiopia|Israel|Iran|Iraq|Saudi Arabia|India|Pakistan|Bangladesh|Sri Lanka|Nepal|China|Japan|South Korea|"
    "Korea|Vietnam|Thailand|Malaysia|Singapore|Indonesia|Philippines|Mexico|Brazil|Argentina|Chile|Peru|Colombia|Cuba|Jamaica|Uruguay|Croatia|Serbia|"
    "Slovenia|Slovakia|Estonia|Latvia|Lithuania|Luxembourg|Cyprus|Malta|Tunisia|Greenland|Papua New Guinea|Trinidad and Tobago|Burkina Faso"
).split("|")
STATES = (
    "Texas|California|New York|Florida|Ohio|Georgia|Michigan|Virginia|North Carolina|New Jersey|Washington|Arizona|Massachusetts|Tennessee|Indiana|Kent|"
    "Yorkshire|Essex|Ontario|Quebec|British Columbia|Alberta|Queensland|Victoria|New South Wales|Bavaria|TX|CA|NY|FL|OH|NSW|ON|BC|Tuscany|Kerala|Punjab"
).split("|")
PARTICLES = ["de la ", "van der ", "van ", "von ", "de ", "bin ", "al-", "O'", "Mc", "Di ", "da ", "le ", "ben "]
SYLLABLES = "seo ji min ha yun eun woo hyun jun soo kyung na ri hye jin tae sung dong yeon bin chan ah young in ho".split()
ASIAN = "Kim Lee Park Choi Jung Kang Yoon Lim Han Shin Oh Kwon Chen Wang Li Zhang Liu Huang Zhao Wu Tanaka Suzuki Sato Ito Mori Nguyen Tran Pham Le Vo".split()


class Maker:
    """Makes texts from a fixed seed."""

    def __init__(self, seed: int) -> None:
        data = Path(__file__).parent / "data"
        lists = files("garim.detect") / "data"
        names = json.loads((lists / "names_en.json").read_bytes())
        self.first, self.last = names["first"].split(), names["last"].split()
        self.core = names["core"].split()
        self.words = {"first": names["first_word"].split(), "last": names["last_word"].split()}
        self.cities = json.loads((lists / "names_places.json").read_bytes())["city"].split()
        self.dice = random.Random(seed)
        lines = {
            name: (data / f"{name}.txt").read_text(encoding="utf-8").splitlines()
            for name in ("made_en", "made_en_without", "clauses_en")
        }
        self.templates = [line.replace("\\n", "\n") for line in lines["made_en"][3:] if line]
        self.without = [line.replace("\\n", "\n") for line in lines["made_en_without"][1:] if line]
        self.clauses = lines["clauses_en"]
        self.work = (data / "work_en.txt").read_text(encoding="utf-8").split()
        self.products = (data / "products_en.txt").read_text(encoding="utf-8").split()
        self.jobs = (data / "jobs_en.txt").read_text(encoding="utf-8").replace("\n", "|").strip("|").split("|")
        self.fill: dict[str, Callable[[], str]] = {
            "P": self.person, "F": self.given, "L": self.family, "I": self.initials, "R": lambda: f"{self.family()}, {self.given()}",
            "O": self.organisation, "A": self.address, "C": self.city, "S": lambda: self.pick(STATES), "N": lambda: self.pick(COUNTRIES),
            "T": lambda: self.pick(["Mr.", "Mrs.", "Ms.", "Dr.", "Mr", "Mrs", "Ms", "Dr", "Prof.", "Sir", "Judge", "Senator", "Captain"]),
            "J": lambda: self.pick(self.jobs), "X": lambda: self.pick(self.products), "W": self.piece, "D": self.date, "n": self.number,
            "H": lambda: f"{self.dice.randint(0, 23):02d}:{self.dice.randint(0, 59):02d}", "m": lambda: self.pick(self.clauses),
            "M": lambda: self.pick(self.clauses).capitalize(), "p": self.phone, "e": self.mail, "h": self.handle,
        }  # fmt: skip

    def pick(self, options: list[str]) -> str:
        """One of the options."""
        return self.dice.choice(options)

    def given(self) -> str:
        """A first name."""
        roll = self.dice.random()
        if roll < 0.1:
            word = self.pick(self.words["first"])
        elif roll < 0.18:
            return (
                "-".join(self.pick(SYLLABLES) for _ in range(2)).capitalize()
                if roll < 0.14
                else (self.pick(SYLLABLES) + self.pick(SYLLABLES)).capitalize()
            )
        else:
            word = self.pick(self.core if roll < 0.55 else self.first)
        return word.title()

    def family(self) -> str:
        """A last name."""
        roll = self.dice.random()
        if roll < 0.1:
            return self.pick(ASIAN)
        word = self.pick(self.words["last"] if roll < 0.22 else self.last).title()
        if roll > 0.94:
            return f"{word}-{self.pick(self.last).title()}"
        return self.pick(PARTICLES) + word if roll > 0.89 else word

    def person(self) -> str:
        """A full name in one of the ways it is written."""
        roll = self.dice.random()
        if roll < 0.04:
            return f"{self.pick(ASIAN)} {(self.pick(SYLLABLES) + '-' + self.pick(SYLLABLES)).capitalize()}"
        first, last = self.given(), self.family()
        if roll < 0.12:
            return f"{first} {self.pick(list('ABCDEFGHJKLMNPRSTW'))}. {last}"
        if roll < 0.16:
            return f"{first} {self.given()} {last}"
        return f"{first} {last}{self.pick([' Jr.', ' III', ' Sr.'])}" if roll < 0.18 else f"{first} {last}"

    def initials(self) -> str:
        """Initials and a last name."""
        letters = list("ABCDEFGHIJKLMNOPRSTVWY")
        return (
            self.pick([f"{self.pick(letters)}. ", f"{self.pick(letters)}.{self.pick(letters)}. ", f"{self.pick(letters)} "])
            + self.family()
        )

    def organisation(self) -> str:
        """A company, a school, a club, an agency."""
        name = self.pick([self.family(), self.pick(HEADS), self.coined(), self.coined()])
        tail = self.pick(TAILS)
        shapes = [
            f"{name} {self.pick(TRADES)}", f"{name} {self.pick(TRADES)} {tail}", f"{name} {tail}", f"{name} {tail}", f"{self.family()} & Sons",
            f"{self.family()}, {self.family()} and {self.family()}", f"{self.family()} and {self.family()}", f"{self.family()}-{self.family()}",
            f"{self.family()} PLC", f"{self.family()} Group", f"{self.family()}-{self.family()}", f"{name} & Co", f"{name} and Sons", f"{name} & {self.family()}",
            f"{self.pick(['Bank', 'Port', 'Museum', 'Bishop', 'County', 'City', 'Republic', 'Institute', 'Academy'])} of {self.city()}", f"{name} {self.pick(FORMS)}", f"University of {self.city()}", f"{self.city()} University", f"{name} Hospital",
            f"St. {self.given()} Hospital", f"{self.city()} {self.pick(['United', 'City', 'Rovers', 'Tigers', 'Bulls', 'FC', 'Hawks'])}", self.coined(),
            f"{self.city()} {self.pick(['City Council', 'Police', 'Chamber of Commerce', 'High School', 'Museum', 'Airport Authority'])}",
            f"{self.pick(HEADS)} {self.pick(['Cafe', 'Pizza', 'Hotel', 'Gym', 'Bar & Grill', 'Dental', 'Clinic', 'Academy', 'Foundation'])}",
            f"The {self.pick(HEADS)} {self.pick(['Company', 'Foundation', 'Society', 'Band', 'Post', 'Times'])}", f"{name}.{self.pick(['com', 'io', 'ai'])}".lower(),
        ]  # fmt: skip
        return self.pick(shapes)

    def coined(self) -> str:
        """A word that nobody knows."""
        parts = [
            "vel",
            "or",
            "tri",
            "nex",
            "lum",
            "qua",
            "zen",
            "dor",
            "mix",
            "plo",
            "sy",
            "cor",
            "van",
            "tek",
            "ra",
            "bri",
            "omi",
            "kel",
            "fin",
            "ast",
        ]
        return "".join(self.pick(parts) for _ in range(self.dice.randint(2, 3))).capitalize()

    def city(self) -> str:
        """A city, one in four of which exists nowhere."""
        roll = self.dice.random()
        if roll < 0.15:
            return self.pick(CITIES)
        if roll < 0.6:
            return self.pick(self.cities).title()
        name = self.pick([self.given(), self.family(), self.coined()]).split("-")[0].split(" ")[-1]
        if roll < 0.8:
            return name + self.pick(ENDS)
        return f"{self.pick(FRONTS)} {name + self.pick(ENDS) if roll < 0.9 else name}"

    def address(self) -> str:
        """A postal address of one of many countries, in one line or several."""
        d, number, join = self.dice, self.dice.randint(1, 9999), self.dice.choice([", ", ", ", "\n", " "])
        street = f"{self.pick([self.family(), self.pick(HEADS), self.given()])} {self.pick(STREETS)}"
        unit = self.pick(UNITS).format(d.randint(1, 999)) if d.random() < 0.35 else ""
        town, state = self.city(), self.pick(["TX", "CA", "NY", "FL", "OH", "WA", "MA", "GA", "NC", "AZ", "IL", "CO"])
        zips = [
            str(d.randint(1000, 9999)),
            str(d.randint(10000, 99999)),
            str(d.randint(100000, 999999)),
            f"{d.randint(1000, 9999)}{self.pick(['AB', ' XK', 'JD'])}",
        ]
        code, post = (
            self.pick(zips),
            f"{self.pick(list('BEGLMNSW'))}{d.randint(1, 20)} {d.randint(1, 9)}{self.pick(['AB', 'QT', 'NR', 'XS', 'LP'])}",
        )
        house = self.pick(
            [
                str(number % 300),
                f"{number % 90}{self.pick(list('abAB'))}",
                f"{number % 90}/{d.randint(1, 99)}",
                f"{number % 200}.",
            ]
        )
        fused = self.family().replace(" ", "") + self.pick(FUSED)
        road = f"{self.pick(ROADS)} {self.pick(['', '', 'de ', 'del ', 'di '])}{self.pick([self.family(), self.person()])}"
        lines = [
            [f"{number} {street}" + (f" {unit}" if unit else ""), f"{town}, {state} {d.randint(10000, 99999)}"],
            [f"{number} {street}", *([unit] if unit else []), f"{town}", f"{state} {d.randint(10000, 99999)}"],
            [f"{number} {street}" + (f", {unit}" if unit else ""), town, f"{state} {d.randint(10000, 99999)}-{d.randint(1000, 9999)}"],
            [f"{unit} {number} {street}".strip(), f"{town} {code}"], [unit or f"{number} {street}", street, town, post], [f"{number % 200} {street}", town, post],
            [f"{fused} {house}", f"{code} {town}"], [f"{fused} {house}", code, town], [f"{fused} {house}"], [f"{code} {town}"],
            [f"{road} {house}", f"{code} {town}"], [f"{road}, {house}", f"{code} {town} ({self.pick(['MI', 'RM', 'SA', 'TO'])})"], [f"{road} {house}"],
            [f"{road}, {house} {self.pick(['Piso', 'Appartamento', 'Apto', 'm.', 'Int.'])} {d.randint(1, 99)}", code, town], [f"{house} {road.lower()}", f"{code} {town}"],
            [f"{house}, {self.family()} {self.pick(['Marg', 'Nagar', 'Path', 'Road', 'Street', 'Colony', 'Sector'])}", f"{town} {code}", f"{town}-{code}"][: d.randint(2, 3)],
            [f"H.No. {number}, {street}", f"{town}-{code}"], [f"{number % 400} {street}", f"{town} {self.pick(['NSW', 'VIC', 'QLD', 'WA'])} {d.randint(2000, 6999)}"],
            [f"{number % 900} {street}", f"{town} {self.pick(['ON', 'BC', 'QC'])} {self.pick(list('KLMVT'))}{d.randint(1, 9)}A {d.randint(1, 9)}B{d.randint(1, 9)}"],
            [f"PO Box {number}", f"{town}, {state} {d.randint(10000, 99999)}"], [f"{number} {street}", town], [f"{number} {street}"], [street, town],
            [f"{number % 30}-{d.randint(1, 20)}-{d.randint(1, 20)} {self.coined()}-cho", f"{town} {d.randint(100, 999)}-{d.randint(1000, 9999)}"],
            [f"{self.coined()} {self.pick(['út', 'utca', 'tér', 'náměstí', 'ulice', 'sokak', 'caddesi'])} {house}", f"{code} {town}"],
        ]  # fmt: skip
        chosen = d.choice(lines)
        return join.join([*chosen, self.pick(COUNTRIES)] if d.random() < 0.2 else chosen)

    def piece(self) -> str:
        """A piece of work or software."""
        word = self.pick(self.work)
        return self.pick(
            [word, word, word.replace("_", " "), word.title().replace("_", " "), word.title().replace("_", ""), word.upper()]
        )

    def number(self) -> str:
        """A number."""
        return str(self.dice.randint(1, 10 ** self.dice.randint(1, 6)))

    def date(self) -> str:
        """A date in one of the ways it is written."""
        d = self.dice
        month = self.pick("January February March April May June July August September October November December".split())
        day, year = d.randint(1, 28), d.randint(1950, 2026)
        return self.pick(
            [
                f"{month} {day}",
                f"{day} {month} {year}",
                f"{year}-{d.randint(1, 12):02d}-{day:02d}",
                f"{d.randint(1, 12)}/{day}/{year}",
                self.pick("Monday Tuesday Friday Sunday".split()),
            ]
        )

    def phone(self) -> str:
        """A phone number."""
        d = self.dice
        return self.pick(
            [
                f"({d.randint(200, 989)}) 555-{d.randint(100, 199):04d}",
                f"+44 20 7946 0{d.randint(100, 999)}",
                f"555-{d.randint(100, 199):04d}",
                f"+1 {d.randint(200, 989)} 555 0{d.randint(100, 199)}",
            ]
        )

    def mail(self) -> str:
        """An e-mail address."""
        return f"{self.given()}.{self.pick(self.last)}@{self.coined()}.example".lower().replace(" ", "")

    def handle(self) -> str:
        """A handle."""
        return self.pick(
            [
                self.given().lower(),
                self.pick(self.last) + str(self.dice.randint(1, 99)),
                self.coined().lower() + "_" + self.pick(self.first),
            ]
        )

    def text(self) -> tuple[str, Spans]:
        """One text and its spans."""
        template = self.pick(self.without if self.dice.random() < WITHOUT else self.templates)
        out, spans, at = "", list[tuple[int, int, str]](), 0
        for slot in _SLOT.finditer(template):
            out += template[at : slot.start()]
            value = self.fill[slot[1]]()
            if slot[1] in KINDS:
                spans.append((len(out), len(out) + len(value), KINDS[slot[1]]))
            out, at = out + value, slot.end()
        out += template[at:]
        roll = self.dice.random()
        cased = out.lower() if roll < 0.33 else out.upper() if roll < 0.38 else out
        return (cased if len(cased) == len(out) else out), tuple(spans)


def sentences(count: int, seed: int = 11) -> list[tuple[str, Spans]]:
    """`count` made texts with their spans (start, end, PS | OG | LC); the same ones for the same seed."""
    maker = Maker(seed)
    return [maker.text() for _ in range(count)]
