"""Fill `data/en_templates.txt` with invented people and places: `PYTHONHASHSEED=0 python make_english.py
OUT.jsonl.gz`.

Needs Faker, which the project does not install: run it in an environment of its own. The made set is committed.
"""

from __future__ import annotations

import gzip
import itertools
import json
import random
import re
import sys
from datetime import date, timedelta
from pathlib import Path

TEMPLATES = Path(__file__).parent / "data" / "en_templates.txt"
TEXTS = 600
SEED = 20_261_125
LOCALES = {
    "en_US": 30, "en_GB": 12, "en_AU": 6, "en_CA": 6, "en_IN": 5, "en_IE": 3, "en_NZ": 3, "de_DE": 6, "fr_FR": 6, "es_ES": 4, "it_IT": 5,
    "nl_NL": 4, "sv_SE": 3, "da_DK": 3, "fi_FI": 2, "pl_PL": 3, "pt_BR": 3, "cs_CZ": 2, "hu_HU": 2, "no_NO": 2,
}  # fmt: skip
"""Locale of Faker → how often it is drawn."""
LABEL = {
    "name": "PERSON", "first": "PERSON", "last": "PERSON", "street": "LOCATION", "city": "CITY", "state": "CITY", "zip": "LOCATION",
    "country": "COUNTRY", "address": "LOCATION", "address_ml": "LOCATION", "org": "ORG", "phone": "PHONE", "card": "CARD", "iban": "IBAN",
    "email": "EMAIL", "url": "URL", "domain": "URL", "ip": "IP", "ssn": "SSN", "dl": "LICENCE", "date": "DATE", "dob": "BIRTH",
}  # fmt: skip
DATES = ("%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%d.%m.%Y", "%b %d", "%A", "%d %B")
BIRTHS = DATES[:6]
STATES = "Ohio Texas Oregon Nevada Utah Maine Vermont Iowa Kansas Georgia Florida Alabama Ontario Quebec Victoria Queensland TX CA NY WA PA".split()
COUNTRIES = "Germany France Italy Spain Sweden Poland Canada Australia India Brazil Norway Ireland Portugal Japan Kenya Chile UK USA".split()
TAILS = "Ltd,Inc,LLC,Group,and Sons,Bank,Insurance,Logistics,Clinic,& Co,Airlines,Systems,Foods,Energy,Technologies,Hotels,Motors,Pharma,Holdings,".split(",")
COINED = ["".join(p) for p in itertools.product(("Tarn", "Bol", "Quen", "Ved", "Osk", "Mir", "Hal"), ("vane", "wick", "dora", "tex", "lio", "mont"))]


def licence(rng: random.Random) -> str:
    """A driver licence number of one of the states' forms."""
    form = rng.choice(("A#######", "########", "#########", "A###-###-##-###-#", "AA######A", "A############", "AAAAA######AA#AA"))
    return "".join(rng.choice("ABCDEFGHJKLMNPRSTVWXYZ") if c == "A" else str(rng.randrange(10)) if c == "#" else c for c in form)


def card(faker: object, rng: random.Random) -> str:
    """A card number, plain or in groups."""
    number: str = faker.credit_card_number(card_type=rng.choice(("visa16", "mastercard", "amex", "discover")))  # type: ignore[attr-defined]
    mark = rng.choice(("", " ", "-"))
    return mark.join(re.findall(".{1,4}", number)) if len(number) == 16 else number


class Person:
    """The values of one text: one locale's for each time it is asked, so that a text may mix two."""

    def __init__(self, rng: random.Random, fakers: dict[str, object]) -> None:
        self.rng, self.fakers = rng, fakers
        self.locale = rng.choices(list(LOCALES), list(LOCALES.values()))[0]

    def of(self, field: str) -> str:
        """A value for a field of a template."""
        rng, f = self.rng, self.fakers[self.locale]
        if field in ("name", "first", "last"):
            first, last = f.first_name(), f.last_name()  # type: ignore[attr-defined]
            if field == "name":
                middle = f" {rng.choice('ABCDEFGHJKLMRST')}." if rng.random() < 0.12 else ""
                return f"{first}{middle} {last}"
            return str(first if field == "first" else last)
        simple = {"street": "street_address", "city": "city", "zip": "postcode", "phone": "phone_number"}
        if field in simple:
            return str(getattr(f, simple[field])()).replace("\n", ", ")
        if field in ("address", "address_ml"):
            lines = [line.strip() for line in f.address().splitlines() if line.strip()]  # type: ignore[attr-defined]
            return (", " if field == "address" else "\n").join(lines)
        return self.plain(field)

    def plain(self, field: str) -> str:
        """A value that does not depend on names of a locale."""
        rng, us, f = self.rng, self.fakers["en_US"], self.fakers[self.locale]
        if field in ("date", "dob"):
            first, days = (date(2023, 1, 1), 1200) if field == "date" else (date(1938, 1, 1), 25_000)
            day = first + timedelta(days=rng.randrange(days))
            return day.strftime(rng.choice(DATES if field == "date" else BIRTHS))
        if field == "org":
            return self.organisation()
        made = {
            "state": lambda: rng.choice(STATES),
            "country": lambda: rng.choice(COUNTRIES),
            "card": lambda: card(us, rng),
            "iban": lambda: f.iban(),  # type: ignore[attr-defined]
            "email": lambda: f.ascii_free_email() if rng.random() < 0.5 else f.ascii_company_email(),  # type: ignore[attr-defined]
            "url": lambda: f.url(),  # type: ignore[attr-defined]
            "domain": lambda: f.domain_name(),  # type: ignore[attr-defined]
            "ip": lambda: us.ipv4_public() if rng.random() < 0.8 else us.ipv6(),  # type: ignore[attr-defined]
            "ssn": lambda: us.ssn(),  # type: ignore[attr-defined]
            "dl": lambda: licence(rng),
        }[field]()
        return str(made)

    def organisation(self) -> str:
        """A company or institution: named by people, by a coined word or by a place."""
        rng, f = self.rng, self.fakers[self.locale]
        made = [
            lambda: f.company(),  # type: ignore[attr-defined]
            lambda: f"{f.last_name()} {rng.choice(TAILS)}".strip(),  # type: ignore[attr-defined]
            lambda: f"{rng.choice(COINED)} {rng.choice(TAILS)}".strip(),
            lambda: f"{rng.choice(('University', 'Bank', 'Port', 'Museum'))} of {f.city()}",  # type: ignore[attr-defined]
        ]
        return str(rng.choices(made, (5, 2, 3, 1))[0]())


def fill(template: str, person: Person) -> dict[str, object]:
    """A template with values in it, and where they stand."""
    text, spans, at = "", [], 0
    for found in re.finditer(r"\{(" + "|".join(LABEL) + r")\}", template):
        text += template[at : found.start()]
        value = person.of(found[1])
        spans.append([len(text), len(text) + len(value), LABEL[found[1]]])
        text, at = text + value, found.end()
    return {"text": text + template[at:], "spans": spans}


def main() -> None:
    """Make the set."""
    from faker import Faker  # type: ignore[import-not-found]

    rng = random.Random(SEED)
    Faker.seed(SEED)
    fakers = {locale: Faker(locale) for locale in LOCALES}
    lines = [t.replace("⏎", "\n") for t in TEMPLATES.read_text("utf-8").splitlines() if t and not t.startswith("#")]
    rows = []
    while len(rows) < TEXTS:
        rng.shuffle(lines)
        rows += [fill(template, Person(rng, fakers)) for template in lines]
    packed = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows[:TEXTS]).encode()
    Path(sys.argv[1]).write_bytes(gzip.compress(packed, 9, mtime=0))


if __name__ == "__main__":
    main()
