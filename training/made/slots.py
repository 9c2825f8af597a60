"""What fills a slot: pieces of text, each with the type of its span (or none) and its core.

Kinds and their forms:
    person customer foreign   (full) given family nick nickko roman clip pet title ftitle call dept handle eid
    org, or a sector's name (bank insurer airline shipping hospital city school shop game telecom factory law media
        logistics public farm it build hotel pharma energy)          (full) short latin
    us                        the company itself: (full) short latin domain
    product project           (name) other latin lower upper snake pascal
    host (name) fqdn · ticket · email · phone (mobile) office ext · address · url · path · table · nickname · ip · account · card
    rrn · birth · secret · id.SHAPE (shapes: IDS below)
    not hidden: date time clock weekday month year n:LOW-HIGH money pct ver town tech famous pubco word
    ask chat aside            a request to the model, small talk, a remark with a word of this text in its ordinary sense
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from training.made import pools
from training.made.company import PEOPLE, Company, Person, Thing, foreign, org
from training.made.josa import agree, ending, marks

Piece = tuple[str, str, tuple[str, ...]]  # text, type of the span ("" none), core
SECTORS = tuple(line.partition(":")[0] for line in pools.lines("org_suffix"))

# Shapes of house ids: # digit, A letter, h hexadecimal digit, P two or three letters that are the company's own.
IDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "customer": ("CUSTOMER_DATA", ("C#######", "P-######", "########", "CUST-#####")),
    "contract": ("CUSTOMER_DATA", ("####-###-######", "P####-#####", "CT-202#-#####", "AA########", "제202#-####호")),
    "claim": ("CUSTOMER_DATA", ("CL-########", "P##-######", "202#-#######")),
    "policy": ("CUSTOMER_DATA", ("P-#######", "###-####-#####", "LP########")),
    "order": ("CUSTOMER_DATA", ("202#1##########", "O-#######", "P#######", "#####-######")),
    "member": ("CUSTOMER_DATA", ("M#######", "#######", "P#####")),
    "case": ("CUSTOMER_DATA", ("202#가합######", "202#고단####", "P/202#/####", "M-####.####")),
    "patient": ("CUSTOMER_DATA", ("########", "PT-######", "#######")),
    "student": ("CUSTOMER_DATA", ("202#####", "202#-#####", "S######")),
    "vin": ("CUSTOMER_DATA", ("KMHA#########A####", "WDB#############")),
    "plate": ("CUSTOMER_DATA", ("###가####", "##나####", "###머####", "##허####")),
    "container": ("CUSTOMER_DATA", ("AAAU#######", "PU#######")),
    "bl": ("CUSTOMER_DATA", ("P#######A##", "PSEL########")),
    "booking": ("CUSTOMER_DATA", ("AAA#AA", "A#AA#A", "AAAAAA")),
    "tail": ("IDENTIFIER", ("HL####", "HL####", "N###AA", "D-AAAA")),
    "lot": ("IDENTIFIER", ("P####-##A", "L#####A#", "2#A###", "P-2###-###")),
    "batch": ("IDENTIFIER", ("B#######", "P2###-A##")),
    "valve": ("IDENTIFIER", ("PV-###", "V-####A", "MOV-###", "FCV-##-###")),
    "sensor": ("IDENTIFIER", ("PT-####", "P-S###", "TT####A", "LS-###-##")),
    "machine": ("IDENTIFIER", ("P-#호기", "EQ####", "PM-##A", "CNC-P##", "P##라인")),
    "asset": ("IDENTIFIER", ("P-NB-#####", "IT-202#-####", "A######")),
    "meter": ("CUSTOMER_DATA", ("##-######-#", "#########", "P#######")),
    "site": ("IDENTIFIER", ("P-###", "SITE-####", "A##-P")),
    "part": ("IDENTIFIER", ("#####-##A##", "P-###-####", "AA####-##")),
    "flight": ("IDENTIFIER", ("P###",)),
    "employee": ("EMPLOYEE_ID", ("202#####", "P#####", "E-####", "#######")),
    "invoice": ("CUSTOMER_DATA", ("INV-202#-####", "P##-#####", "TI########")),
    "request": ("CUSTOMER_DATA", ("SR202#-#####", "R########", "P-202#-######")),
    "license": ("CUSTOMER_DATA", ("제####-######호", "##-##-######-##", "A-#######")),
    "uuid": ("CUSTOMER_DATA", ("hhhhhhhh-hhhh-4hhh-ahhh-hhhhhhhhhhhh",)),
}


def shaped(rng: Random, shape: str, prefix: str) -> str:
    """An id of `shape`; `prefix` stands for its P."""
    draw = {"#": "0123456789", "A": "ABCDEFGHJKLMNPRSTUVWXYZ", "h": "0123456789abcdef"}
    return "".join(prefix if c == "P" else rng.choice(draw[c]) if c in draw else c for c in shape)


class Fill:
    """Fills the slots of one text of one company, the same key always with the same thing."""

    def __init__(
        self, rng: Random, company: Company, lang: str, slots: tuple[tuple[str, str], ...], fixed: str, values: dict[str, str]
    ) -> None:
        self.rng, self.company, self.lang, self.fixed, self.values = rng, company, lang, fixed, values
        self.home = company.lang
        self.made: dict[tuple[str, str], object] = {}
        self.tight = rng.random() < 0.3  # 김과장 rather than 김 과장
        self.calls: dict[str, int] = {}
        self.minute = 0  # the clock of the text
        self.said: list[str] = []  # remarks made already
        self.talk = True  # machine text says a thing one way
        self.wants_sense = any(kind == "aside" for kind, _ in slots)
        for kind, key in slots:  # who and what is in the text is settled before its first word
            if kind in ("customer", "foreign"):
                self._person(kind, key)
        for kind, key in slots:
            if kind in ("person", "product", "project"):
                self._settle(kind, key)

    # -- things ---------------------------------------------------------------------------------------------------

    def _settle(self, kind: str, key: str) -> object:
        if kind == "person":
            return self._person("person", key)
        return self._thing(kind, key)

    def _person(self, kind: str, key: str) -> Person:
        known = self.made.get(("person", key))
        if known is None or not key:
            if kind == "person":
                taken = {id(p) for (k, _), p in self.made.items() if k == "person"}
                free = [p for p in self.company.people if id(p) not in taken]
                names = {p.given for (k, _), p in self.made.items() if k == "person" and isinstance(p, Person)}
                free = [p for p in free if p.given not in names] or free
                open_ = [p for p in free if len(p.given) > 1 and p.given not in self.fixed] or free or self.company.people
                known = self.rng.choice(open_ if self.rng.random() < 0.85 else free or open_)
            else:
                known = self._stranger(kind)
            self.made["person", key or f"_{len(self.made)}"] = known
        return known  # type: ignore[return-value]

    def _stranger(self, kind: str) -> Person:
        """Someone who does not work here, with a name that nobody else in the text bears."""
        names = {v.given for v in self.made.values() if isinstance(v, Person)}
        for _ in range(20):
            known = foreign(self.rng, self.home) if kind == "foreign" else PEOPLE[self.home](self.rng)
            if known.given not in names:
                break
        return known

    def _thing(self, kind: str, key: str) -> Thing:
        known = self.made.get((kind, key))
        if known is None:
            taken = {t.name for (k, _), t in self.made.items() if k in ("product", "project") and isinstance(t, Thing)}
            stock = self.company.products if kind == "product" else self.company.projects
            free = [t for t in stock if t.name not in taken and t.name != self.company.base.name] or stock
            wants = self.wants_sense or self.rng.random() < 0.5
            fit = [t for t in free if t.name not in self.fixed and (not wants or t.sense)]
            fit = fit or [t for t in free if t.name not in self.fixed] or free
            known = self.rng.choice(fit)
            self.made[kind, key] = known
        return known  # type: ignore[return-value]

    def _org(self, sector: str, key: str) -> Thing:
        known = self.made.get((sector, key))
        if known is None:
            # Partners are the company's own: drawn by sector and key, so that its texts share them.
            kind = sector if sector in SECTORS else self.rng.choice(SECTORS)
            stock = self.company.orgs.setdefault(kind, [])
            taken = [t for (k, _), t in self.made.items() if k in (*SECTORS, "org")]
            free = [t for t in stock if t not in taken]
            if not free or (len(stock) < 4 and self.rng.random() < 0.5):
                free = [org(self.rng, kind, self.home)]
                stock += free
            known = self.rng.choice(free)
            self.made[sector, key] = known
        return known  # type: ignore[return-value]

    def things(self) -> list[tuple[str, object]]:
        """What the text was filled with: (kind, thing)."""
        return [(kind, value) for (kind, _), value in self.made.items()]

    # -- slots ----------------------------------------------------------------------------------------------------

    def fill(self, kind: str, key: str, form: str) -> list[Piece]:
        """The pieces that stand in a slot; KeyError for a kind or form that does not exist."""
        if kind in ("person", "customer", "foreign"):
            return self._say(self._person(kind, key), form, key)
        if kind in ("product", "project"):
            return self._name(self._thing(kind, key), form, "PRODUCT_INTERNAL" if kind == "product" else "PROJECT")
        if kind == "us":
            return self._us(key or form)
        if kind == "org" or kind in SECTORS:
            thing = self._org(kind, key)
            text = {"": thing.name, "short": thing.short or thing.name, "latin": thing.other or thing.latin}[form]
            return [(text, "ORG", (thing.base,) if thing.base and thing.base != text and thing.base in text else ())]
        if kind == "id":
            return self._id(key, form)
        if kind == "n":
            low, high = (int(x) for x in key.split("-"))
            return [(str(self.rng.randint(low, high)), "", ())]
        maker: Callable[[str, str], list[Piece]] | None = getattr(self, f"_make_{kind}", None)
        if maker is None:
            raise KeyError(f"no slot {kind!r}")
        if (kind, key + form) not in self.made or not key:
            self.made[kind, key + form] = maker(key, form)
        return self.made[kind, key + form]  # type: ignore[return-value]

    @staticmethod
    def _pet(p: Person) -> str:
        """훈이 of 지훈, 지야 is not one: who has no final consonant keeps the given name."""
        last = p.given[-1]
        return f"{last}이" if p.lang == "ko" and ending(last) else p.given

    def _say(self, person: Person, form: str, key: str) -> list[Piece]:
        p, lang = person, person.lang
        if form == "title":
            return [(p.title or "manager", "", ())]
        if form == "dept":
            return [(p.dept or self.rng.choice(pools.words("ko_depts")), "", ())]
        if form == "ftitle":
            return self._with_title(p)
        if form == "call":
            return self._call(p, key)
        if form == "eid":
            return self._id(f"e{key}", "employee")
        text = {
            "": p.full,
            "full": p.full,
            "given": p.given,
            "family": p.family,
            "nick": p.nick or p.given,
            "nickko": p.nick_ko or p.given,
            "roman": p.roman if lang in ("ko", "ja") else p.full,
            "clip": p.clip or p.given,
            "handle": p.handle,
            "pet": self._pet(p),
        }[form]
        return [(text, "PERSON", ())]

    def _with_title(self, p: Person) -> list[Piece]:
        if p.lang == "ko":
            return [(f"{p.family}{'' if self.tight else ' '}{p.title}", "PERSON", (p.family,) if len(p.family) > 1 else ())]
        if p.lang == "ja":
            return [(p.family, "PERSON", ()), (self.rng.choice(["さん", "様", "部長", "課長"]), "", ())]
        if p.lang == "de":
            return [(self.rng.choice(["Frau ", "Herr "]), "", ()), (p.family, "PERSON", ())]
        if re.search("[가-힣]", p.full):
            return [(p.given, "PERSON", ()), (self.rng.choice([" 매니저", " 부장", " 씨"]), "", ())]
        return [(self.rng.choice(["Mr. ", "Ms. ", "Mr ", "Dr. ", "Mrs. "]), "", ()), (p.family, "PERSON", ())]

    def _call(self, p: Person, key: str) -> list[Piece]:
        """How colleagues call someone here: 김 과장님, 지은님, 제이, 박지은 님, Grant."""
        if p.lang != "ko":
            honour = "さん" if p.lang == "ja" else "님" if self.lang == "ko" else ""
            return [(p.given, "PERSON", ()), (honour, "", ())]
        how = self.calls.setdefault(key, self.rng.randrange(10))
        style = self.company.style
        if style == "nick":
            return [(p.nick_ko if how < 5 else p.nick, "PERSON", ()), ("님" if how % 3 == 0 else "", "", ())]
        if style == "title" and how < 6:
            return [*self._with_title(p), ("님", "", ())]
        if style == "title":
            return [(p.given if how < 8 else p.full, "PERSON", ()), (f"{' ' if how % 2 else ''}{p.title}님", "", ())]
        if style == "nim":
            return [
                (p.given if how < 7 else p.full if how < 9 else p.clip, "PERSON", ()),
                (" 님" if how % 4 == 0 else "님", "", ()),
            ]
        return [(p.full, "PERSON", ()), ([" 님", "님", " 씨", "씨"][how % 4], "", ())]

    def _name(self, t: Thing, form: str, kind: str) -> list[Piece]:
        latin, roll = t.latin, self.rng.random()
        if not form and self.talk and roll < 0.1:  # the same thing in the other script, in small or in capital letters
            other = t.other and (self.home == "ko" or not re.search("[가-힣]", t.other)) and (t.other != t.latin or roll < 0.05)
            form = "other" if other else "lower" if t.name == latin else ""
        text = {
            "": t.name,
            "other": t.other or t.name,
            "latin": latin,
            "lower": latin.lower(),
            "upper": latin.upper(),
            "snake": latin.lower(),
            "pascal": latin[:1].upper() + latin[1:].lower(),
        }[form]
        return [(text, kind, ())]

    def _us(self, form: str) -> list[Piece]:
        c = self.company
        if form == "domain":
            return [(c.domain, "DOMAIN", (c.domain.split(".")[0],))]
        if ("us", "") not in self.made:
            trade = self.values.get("trade") or self.rng.choice(SECTORS)
            self.made["us", ""] = org(self.rng, trade, self.home, c.base)
        thing: Thing = self.made["us", ""]  # type: ignore[assignment]
        text = {"": thing.name, "short": thing.base, "latin": thing.other or thing.latin}[form]
        return [(text, "ORG", (thing.base,) if thing.base and thing.base != text and thing.base in text else ())]

    def _id(self, key: str, form: str) -> list[Piece]:
        if ("id", key + form) not in self.made or not key:
            kind, shapes = IDS[form or "customer"]
            own = Random(f"{self.company.domain}{form}")  # a house has one shape for one thing
            shape = own.choice([s for s in shapes if self.home == "ko" or not re.search("[가-힣]", s)] or ["P-####"])
            prefix = "".join(own.choice("ABCDEFGHJKLMNPRSTVW") for _ in range(own.choice((2, 2, 3))))
            self.made["id", key + form] = [(shaped(self.rng, shape, prefix), kind, ())]
        return self.made["id", key + form]  # type: ignore[return-value]

    # -- makers: hidden -------------------------------------------------------------------------------------------

    def _make_host(self, key: str, form: str) -> list[Piece]:
        r = self.rng
        if r.random() < 0.45:
            name = r.choice(
                [t.latin.lower() for t in self.company.projects]
                + ["maru", "sora", "bada", "narae", "mercury", "pluto", "heidi", "totoro"]
            )
            core: tuple[str, ...] = ()
        else:
            stem = r.choice(
                [self.company.base.latin[:3].lower(), r.choice(self.company.products).latin.lower(), self.company.prefix.lower()]
            )
            stage, use = r.choice(["prd", "dev", "stg", "p", "d"]), r.choice("web was db api app bat file".split())
            name = f"{stem}{r.choice(['-', '-', ''])}{stage}{r.choice(['-', ''])}{use}{r.randint(1, 12):02d}"
            core = (stem,)
        if form == "fqdn":
            return [
                (
                    f"{name}.{r.choice(['', '', 'int.', 'svc.'])}{self.company.domain}",
                    "HOST",
                    (name, self.company.domain.split(".")[0]),
                )
            ]
        return [(name, "HOST", core)]

    def _make_nickname(self, key: str, form: str) -> list[Piece]:
        """What players and customers call themselves."""
        r = self.rng
        word = r.choice(pools.words("things_ko" if self.home == "ko" and r.random() < 0.7 else "things_en"))
        other = r.choice(pools.words("nick_parts_ko" if re.search("[가-힣]", word) else "nick_parts_en"))
        text = r.choice([f"{other}{word}", f"{word}{r.randint(1, 99)}", f"{word}_{other}", f"{other}{word}{r.randint(1, 9)}"])
        return [(text, "PERSON", ())]

    def _make_ticket(self, key: str, form: str) -> list[Piece]:
        return [(f"{self.company.prefix}-{self.rng.randint(11, 19999)}", "TICKET", ())]

    def _make_email(self, key: str, form: str) -> list[Piece]:
        person = self.made.get(("person", key))
        if isinstance(person, Person) and person in self.company.people:
            local, domain = person.handle, self.company.domain
        elif isinstance(person, Person) and self.rng.random() < 0.7:
            free = ["naver.com", "hanmail.net", "gmail.com"] if self.home == "ko" else ["gmail.com", "outlook.com", "icloud.com"]
            local, domain = f"{person.handle}{self.rng.randint(1, 99)}", self.rng.choice(free)
        elif form == "team":
            local, domain = (
                self.rng.choice("help security hr billing ops support privacy voc recruit".split()),
                self.company.domain,
            )
        else:
            name = person if isinstance(person, Person) else PEOPLE[self.home](self.rng)
            local, domain = (
                name.handle,
                f"{(pools.rows('coined')[self.rng.randrange(40)][0]).lower()}.{self.rng.choice(['com', 'co.kr', 'net'])}",
            )
        return [(f"{local}@{domain}", "EMAIL", (local,))]

    def _make_phone(self, key: str, form: str) -> list[Piece]:
        r = self.rng

        def four() -> str:
            return f"{r.randint(0, 9999):04d}"

        if form == "ext":
            return [(f"{r.randint(1000, 8999)}", "PHONE", ())]
        if self.home == "ko":
            sep = r.choice(["-", "-", "-", " ", ".", ""])
            head = r.choice(["02", "031", "051", "064", "070"]) if form == "office" else "010"
            return [(f"{head}{sep}{r.randint(2000, 9999)}{sep}{four()}", "PHONE", ())]
        if self.home == "de":
            return [(f"{r.choice(['040', '0421', '+49 40', '0171', '0160'])} {r.randint(100000, 9999999)}", "PHONE", ())]
        if self.home == "ja":
            return [(f"{r.choice(['03', '06', '090', '080'])}-{four()}-{four()}", "PHONE", ())]
        return [
            (
                r.choice(
                    [
                        f"({r.randint(201, 989)}) 555-{four()}",
                        f"+1 {r.randint(201, 989)} 555 {four()}",
                        f"07{r.randint(100, 999)} {r.randint(100000, 999999)}",
                        f"555-{four()}",
                    ]
                ),
                "PHONE",
                (),
            )
        ]

    def _make_address(self, key: str, form: str) -> list[Piece]:
        r, road = self.rng, pools.table("roads")
        town = r.choice(pools.table("towns")[self.home])
        if self.home == "ko":
            tail = r.choice(
                [
                    "",
                    f" {r.randint(101, 130)}동 {r.randint(101, 2504)}호",
                    f" {r.randint(1, 12)}층",
                    f" {r.choice('가나다라')}동 {r.randint(1, 9)}0{r.randint(1, 9)}호",
                ]
            )
            return [
                (
                    f"{town}시 {r.choice(road['ko'])} {r.randint(1, 320)}{tail}"
                    if r.random() < 0.7
                    else f"{r.choice(road['ko'])} {r.randint(1, 320)}{tail}",
                    "ADDRESS",
                    (),
                )
            ]
        if self.home == "de":
            return [(f"{r.choice(road['de'])} {r.randint(1, 120)}, {r.randint(10000, 99999)} {town}", "ADDRESS", ())]
        unit = r.choice(["", "", f", Apt {r.randint(1, 40)}", f", Unit {r.randint(1, 9)}B"])
        if self.home == "ja":
            return [(f"{town}市{r.choice(road['ja'])}{r.randint(1, 5)}-{r.randint(1, 20)}-{r.randint(1, 30)}", "ADDRESS", ())]
        return [
            (
                f"{r.randint(1, 980)} {r.choice(road['en'])}{unit}, {town}",
                "ADDRESS",
                (),
            )
        ]

    def _make_url(self, key: str, form: str) -> list[Piece]:
        r, c = self.rng, self.company
        name = r.choice(c.products).latin.lower()
        host = r.choice(
            [f"wiki.{c.domain}", f"{name}.{c.domain}", f"intra.{c.domain}", f"git.{c.domain}", f"{name}-stg.{c.domain}"]
        )
        path = r.choice(
            [
                f"/pages/{r.randint(10000, 99999999)}",
                f"/{name}/guide",
                f"/browse/{c.prefix}-{r.randint(1, 9999)}",
                "",
                "/login",
                f"/d/{name}-overview",
            ]
        )
        return [(f"https://{host}{path}", "URL", (host.split(".")[0], c.domain.split(".")[0]))]

    def _make_path(self, key: str, form: str) -> list[Piece]:
        r = self.rng
        name = r.choice(self.company.products).latin.lower()
        text = r.choice(
            [
                f"/data/{name}/out",
                f"/app/{name}/logs/{name}.log",
                f"\\\\{name}fs\\공용\\{r.randint(1, 9)}팀" if self.home == "ko" else f"\\\\{name}fs\\shared",
                f"/home/{name}/batch",
                f"Z:\\{name}\\2026",
            ]
        )
        return [(text, "PATH", (name,))]

    def _make_table(self, key: str, form: str) -> list[Piece]:
        r = self.rng
        name = r.choice(self.company.products).latin
        what = r.choice("cust ord pay hist mst dtl log tmp code usr".split())
        low = f"{name.lower()[:6]}_{what}{r.choice(['', '_h', '_bak', f'_{r.randint(1, 12):02d}'])}"
        return [(r.choice([low, low.upper(), f"TB_{low.upper()}"]), "DB_OBJECT", ())]

    def _make_ip(self, key: str, form: str) -> list[Piece]:
        r = self.rng
        return [
            (
                r.choice(
                    [
                        f"10.{r.randint(0, 255)}.{r.randint(0, 255)}.{r.randint(1, 254)}",
                        f"172.{r.randint(16, 31)}.{r.randint(0, 255)}.{r.randint(1, 254)}",
                        f"192.168.{r.randint(0, 255)}.{r.randint(1, 254)}",
                    ]
                ),
                "IP",
                (),
            )
        ]

    def _make_account(self, key: str, form: str) -> list[Piece]:
        shape = (
            self.rng.choice(["###-######-##-###", "####-##-#######", "###-##-######", "110-###-######"])
            if self.home == "ko"
            else self.rng.choice(["########", "DE## #### #### #### #### ##", "##-##-## ########"])
        )
        return [(shaped(self.rng, shape, ""), "ACCOUNT", ())]

    def _make_card(self, key: str, form: str) -> list[Piece]:
        return [(shaped(self.rng, self.rng.choice(["9###-####-####-####", "5###-####-****-####"]), ""), "CARD", ())]

    def _make_rrn(self, key: str, form: str) -> list[Piece]:
        r = self.rng
        born = f"{r.randint(50, 99)}{r.randint(1, 12):02d}{r.randint(1, 28):02d}"
        rest = r.choice(["******", f"{r.randint(0, 999999):06d}"])
        return [(f"{born}-{r.choice('12')}{rest}", "NATIONAL_ID", ())]

    def _make_birth(self, key: str, form: str) -> list[Piece]:
        r = self.rng
        y, m, d = r.randint(1945, 2012), r.randint(1, 12), r.randint(1, 28)
        text = r.choice(
            [f"{y}년 {m}월 {d}일", f"{y}.{m:02d}.{d:02d}", f"{y % 100:02d}{m:02d}{d:02d}", f"{y}-{m:02d}-{d:02d}"]
            if self.home == "ko"
            else [f"{d:02d}/{m:02d}/{y}", f"{y}-{m:02d}-{d:02d}"]
        )
        return [(text, "CUSTOMER_DATA", ())]

    def _make_secret(self, key: str, form: str) -> list[Piece]:
        r = self.rng
        word = r.choice(self.company.products).latin
        text = r.choice(
            [
                f"{word}{r.choice('!@#$')}{r.randint(10, 2026)}",
                f"{word.lower()}{r.randint(1, 9)}{r.randint(0, 999):03d}{r.choice('!@*')}",
                "".join(r.choice("abcdefghkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(12)),
            ]
        )
        return [(text, "SECRET", ())]

    # -- makers: not hidden ---------------------------------------------------------------------------------------

    def _make_date(self, key: str, form: str) -> list[Piece]:
        r = self.rng
        m, d = r.randint(1, 12), r.randint(1, 28)
        months = "January February March April May June July August September October November December".split()
        ways = {
            "ko": [f"{m}월 {d}일", f"{m}/{d}", f"{m}월 {d}일", f"{d}일"],
            "de": [f"{d}.{m}.", f"{d:02d}.{m:02d}.2026"],
            "ja": [f"{m}月{d}日", f"{m}/{d}"],
            "en": [f"{months[m - 1]} {d}", f"{d} {months[m - 1]}", f"{m}/{d}", f"{months[m - 1][:3]} {d}"],
        }[self.lang]
        if form == "full":
            ways = {
                "ko": [f"2026년 {m}월 {d}일", f"2026.{m:02d}.{d:02d}", f"2026-{m:02d}-{d:02d}"],
                "en": [f"{d} {months[m - 1]} 2026", f"2026-{m:02d}-{d:02d}"],
            }.get(self.lang, [f"2026-{m:02d}-{d:02d}"])
        return [(r.choice(ways), "", ())]

    def _make_time(self, key: str, form: str) -> list[Piece]:
        h, m = self.rng.randint(8, 19), self.rng.choice([0, 0, 30, 30, 10, 20, 40, 50])
        ko = f"{'오전' if h < 12 else '오후'} {h if h < 13 else h - 12}시" + (f" {m}분" if m else "")
        en = f"{h if h < 13 else h - 12}{f':{m:02d}' if m else ''}{'am' if h < 12 else 'pm'}"
        return [
            (
                self.rng.choice(
                    {"ko": [ko, f"{h}시", f"{h}:{m:02d}"], "en": [en, f"{h}:{m:02d}"]}.get(self.lang, [f"{h}:{m:02d}"])
                ),
                "",
                (),
            )
        ]

    def _make_clock(self, key: str, form: str) -> list[Piece]:
        """A clock that goes on from one line to the next."""
        if not self.minute:
            hour = self.rng.randint(7, 17) if self.rng.random() < 0.85 else self.rng.randint(0, 21)
            self.minute = hour * 60 + self.rng.randint(1, 59)
        else:
            self.minute = min(self.minute + self.rng.choice([1, 2, 3, 5, 8, 12, 17, 26, 41]), 23 * 60 + 59)
        return [(f"{self.minute // 60:02d}:{self.minute % 60:02d}", "", ())]

    def _make_weekday(self, key: str, form: str) -> list[Piece]:
        days = {
            "ko": "월요일 화요일 수요일 목요일 금요일",
            "en": "Monday Tuesday Wednesday Thursday Friday",
            "de": "Montag Dienstag Mittwoch Donnerstag Freitag",
            "ja": "月曜 火曜 水曜 木曜 金曜",
        }
        return [(self.rng.choice(days[self.lang].split()), "", ())]

    def _make_month(self, key: str, form: str) -> list[Piece]:
        months = "January February March April May June July August September October November December".split()
        n = self.rng.randint(1, 12)
        return [({"ko": f"{n}월", "ja": f"{n}月", "en": months[n - 1], "de": f"{n:02d}/2026"}[self.lang], "", ())]

    def _make_year(self, key: str, form: str) -> list[Piece]:
        return [(str(self.rng.randint(2021, 2027)), "", ())]

    def _make_money(self, key: str, form: str) -> list[Piece]:
        r = self.rng
        n = r.randint(1, 990)
        return [
            (
                r.choice(
                    {
                        "ko": [f"{n}만 원", f"{n}만원", f"{n},000원", f"{r.randint(1, 90)}억", f"{n * 10000:,}원"],
                        "en": [f"${n},000", f"${n}", f"£{n * 10:,}", f"${n / 10:.1f}k"],
                        "ja": [f"{n}万円"],
                    }.get(self.lang, [f"{n}.000 Euro"])
                ),
                "",
                (),
            )
        ]

    def _make_pct(self, key: str, form: str) -> list[Piece]:
        return [(f"{self.rng.randint(1, 99)}{self.rng.choice(['', f'.{self.rng.randint(1, 9)}'])}%", "", ())]

    def _make_ver(self, key: str, form: str) -> list[Piece]:
        return [
            (f"{self.rng.randint(1, 21)}.{self.rng.randint(0, 30)}{self.rng.choice(['', f'.{self.rng.randint(0, 9)}'])}", "", ())
        ]

    def _make_town(self, key: str, form: str) -> list[Piece]:
        return [(self.rng.choice(pools.table("towns")[self.lang]), "", ())]

    def _make_tech(self, key: str, form: str) -> list[Piece]:
        return [(self.rng.choice(pools.words("public_words")[:60]), "", ())]

    def _make_famous(self, key: str, form: str) -> list[Piece]:
        return [(self.rng.choice(pools.table("famous")["ko" if self.lang == "ko" else "en"]), "", ())]

    def _make_pubco(self, key: str, form: str) -> list[Piece]:
        return [(self.rng.choice(pools.table("public_orgs")["ko" if self.lang == "ko" else "en"]), "", ())]

    def _make_word(self, key: str, form: str) -> list[Piece]:
        return [(self.rng.choice(pools.words("words_ko" if self.lang == "ko" else "words_en")), "", ())]

    def _make_ask(self, key: str, form: str) -> list[Piece]:
        return [(self.rng.choice(pools.lines(f"asks_{self.lang}")), "", ())]

    def _make_chat(self, key: str, form: str) -> list[Piece]:
        if self.lang in ("ko", "en") and self.rng.random() < 0.4:
            return self._make_aside(key, form)
        return [(self.rng.choice(pools.lines(f"chatter_{self.lang}")), "", ())]

    def _make_aside(self, key: str, form: str) -> list[Piece]:
        """A sentence with a word of this text in its ordinary sense, if one of its words has one."""
        senses = pools.senses()
        ready = [s for n in self._own() for s in self._remarks(n) if s not in self.said]
        if self.lang in ("de", "ja"):
            return [(self.rng.choice(pools.lines(f"chatter_{self.lang}")), "", ())]
        if ready and self.rng.random() < 0.85:
            self.said.append(self.rng.choice(ready))
            return [(self.said[-1], "", ())]
        while True:
            any_ = self._remarks(self.rng.choice(sorted(senses)))
            if any_:
                return [(self.rng.choice(any_), "", ())]

    def _own(self) -> list[str]:
        """The names in this text that are everyday words."""
        own: list[str] = []
        for value in self.made.values():
            names = [value.sense] if isinstance(value, Thing) else [value.given, value.nick] if isinstance(value, Person) else []
            own += [n for n in names if n and (n in pools.senses() or self._framed(n))]
        return own

    def has_sense(self) -> bool:
        """Whether a remark could use a name of this text in its ordinary sense."""
        return any(self._remarks(n) for n in self._own())

    @staticmethod
    def _framed(word: str) -> tuple[str, ...]:
        """Everyday sentences for a concrete thing that has none of its own."""
        korean = re.search("[가-힣]", word) is not None
        if word not in pools.words("things_ko") and word.lower() not in pools.words("things_en"):
            return ()
        said = []
        for line in pools.lines("frames_ko" if korean else "frames_en"):
            before, _, after = line.partition("{w}")
            if before.endswith(" a ") and word[0].lower() in "aeiou":
                before = f"{before[:-1]}n "
            name = word if korean else word.lower()
            mark = marks().match(after)
            said.append(before + name + (agree(mark[0], name) + after[mark.end() :] if mark else after))
        return tuple(said)

    def _remarks(self, word: str) -> list[str]:
        found = pools.senses().get(word) or self._framed(word)
        korean = re.search("[가-힣]", word) is not None
        if self.lang == "ko":
            return [s.removeprefix("ko>") for s in found if korean or s.startswith("ko>")]
        return [s for s in found if not korean and not s.startswith("ko>")]
