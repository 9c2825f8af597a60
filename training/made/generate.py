"""Made work texts with marks: what the learnt decision is trained on beside the evaluation sets.

    python -m training.made.generate --seed 1 --count 2000 --out made.jsonl.gz [--rooms talk,machine] [--template NAME]

A row: {"id", "org", "text", "sensitive": [{"start", "end", "text", "type", "core"?}], "optional": [{"start", "end", "text"}],
"keep": [str], "lexicon": [{"term", "kind", "aliases"}], "template"}. The marks follow the rules of the evaluation sets: the
whole token is the span, its core the company's part; titles and particles stay outside, surname with title alone is one span;
a word of the company in its ordinary sense is not marked. `lexicon` is what this company would export: part of what it
should, some that does not occur here, in one row of four nothing. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training.made import paste, pools
from training.made.company import Company, company
from training.made.disturb import disturb
from training.made.render import Mark, Render
from training.made.slots import Fill
from training.made.template import Template, read

Row = dict[str, object]

HERE = Path(__file__).parent
ROOMS = ("talk", *paste.FOLDERS)  # talk/ is read by template.py, the folders of pastes by paste.py
PER_COMPANY = 12  # texts of one imaginary company
KINDS = {
    "PERSON": "person",
    "ORG": "org",
    "PRODUCT_INTERNAL": "product",
    "PROJECT": "project",
    "HOST": "host",
    "EMPLOYEE_ID": "employee_id",
    "EMAIL": "email",
    "DB_OBJECT": "db_object",
    "DOMAIN": "domain",
}


def templates(rooms: tuple[str, ...] = ROOMS) -> list[Template]:
    """All templates of the rooms, in the order of their files."""
    return [t for room in rooms if room not in paste.FOLDERS for path in sorted((HERE / room).glob("*.txt")) for t in read(path)]


def rows(seed: int, count: int, stock: list[Template] | None = None) -> Iterator[dict[str, object]]:
    """`count` rows: companies of a few texts each; every template has its turn before one comes again."""
    stock = stock or templates()
    by_lang = {
        home: [t for t in stock if (t.lang in ("ko", "mixed") if home == "ko" else t.lang == home)]
        for home in ("ko", "en", "de", "ja")
    }
    homes = [home for home in by_lang if by_lang[home]]
    size = {home: min(PER_COMPANY, len(by_lang[home])) for home in homes}
    decks: dict[str, list[Template]] = {home: [] for home in homes}
    rng = Random(f"made {seed}")
    made = number = 0
    done, rounds = dict.fromkeys(homes, 0), dict.fromkeys(homes, 0)
    while made < count:
        home = max(homes, key=lambda h: len(by_lang[h]) * (made + PER_COMPANY) / len(stock) - done[h])  # each language its share
        done[home] += min(size[home], count - made)
        org = company(rng, home)
        for _ in range(min(size[home], count - made)):
            if not decks[home]:
                # Texts with nothing to hide come up every other round: about one of seven.
                rounds[home] += 1
                round_ = [t for i, t in enumerate(by_lang[home]) if "clean" not in t.flags or i % 2 == rounds[home] % 2]
                decks[home] = rng.sample(round_, len(round_))
            own = Random(rng.random())
            template = decks[home].pop()
            yield row(
                (f"m{seed}_{made:05d}", f"made_{seed}_{number}"), org, (template, *_more(template, by_lang[home], own)), own
            )
            made += 1
        number += 1


def _more(template: Template, stock: list[Template], rng: Random) -> list[Template]:
    """What goes on below it: of three texts of people talking one is longer than its template."""
    plain = {"chat"}
    if template.room != "talk" or not template.flags <= plain or rng.random() > (0.5 if len(template.lines) < 5 else 0.3):
        return []
    fit = [t for t in stock if t.room == "talk" and t.flags == template.flags and t.lang == template.lang and t is not template]
    return rng.sample(fit, min(rng.choice([1, 1, 1, 2, 3]), len(fit)))


def row(name: tuple[str, str], house: Company, used: tuple[Template, ...], rng: Random) -> dict[str, object]:
    """One text of the company: its id and the company's, and the template, with what goes on below it."""
    template, *more = used
    lang = "ko" if template.lang == "mixed" else template.lang
    slots = tuple((s.kind, s.key) for one in used for s in one.slots)
    fill = Fill(rng, house, lang, slots, "\n".join(one.fixed for one in used), template.values)
    fill.talk = template.room == "talk"
    text, marks = Render(template, fill, rng, lang).run(*more)
    text, marks = disturb(text, marks, template.flags if template.room == "talk" else frozenset(), rng)
    hidden = [m for m in marks if m.type != "?"]
    made: dict[str, object] = {
        "id": name[0],
        "org": name[1],
        "text": text,
        "sensitive": [_span(text, m) for m in hidden],
        "optional": [{"start": m.start, "end": m.end, "text": text[m.start : m.end]} for m in marks if m.type == "?"],
        "keep": _keep(text, marks),
        "lexicon": _lexicon(text, marks, fill, house, rng),
        "template": template.name,
    }
    return made


def _span(text: str, mark: Mark) -> dict[str, object]:
    span: dict[str, object] = {"start": mark.start, "end": mark.end, "text": text[mark.start : mark.end], "type": mark.type}
    if mark.core:
        span["core"] = list(dict.fromkeys(text[a:b] for a, b in mark.core))
    return span


def _keep(text: str, marks: list[Mark]) -> list[str]:
    """Public words that stand outside every span, at most eight."""
    taken = [(m.start, m.end) for m in marks]
    found = []
    for word in pools.words("public_words"):
        if word not in text:
            continue
        for hit in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])", text):
            if not any(a < hit.end() and hit.start() < b for a, b in taken):
                found.append(word)
                break
    return found[:8]


def _entries(fill: Fill, house: Company) -> Iterator[tuple[str, str, list[str]]]:
    """What the company could export: (term, kind, aliases)."""
    for person in house.people:
        yield (
            person.full,
            "person",
            [a for a in (person.nick, person.nick_ko, person.roman, person.given) if a and a != person.full],
        )
    for kind, things in (("product", house.products), ("project", house.projects)):
        for t in things:
            yield t.name, kind, [t.other] if t.other and t.other != t.name else []
    for stock in house.orgs.values():
        for t in stock:
            yield t.name, "org", [a for a in (t.short, t.latin) if a and a != t.name]
    yield house.base.name, "org", [house.base.latin]
    yield house.domain, "domain", []
    yield house.prefix, "ticket", []
    for kind, value in fill.things():
        if kind in ("host", "table", "email") and isinstance(value, list):
            yield value[0][0], {"host": "host", "table": "db_object", "email": "email"}[kind], []


def _lexicon(text: str, marks: list[Mark], fill: Fill, house: Company, rng: Random) -> list[dict[str, object]]:
    """The company's imperfect export, the same share of it in all its texts; every fourth text comes without."""
    if rng.random() < 0.25:
        return []
    found: dict[str, dict[str, object]] = {}
    for term, kind, aliases in _entries(fill, house):
        listed = Random(f"{house.domain}{term}").random() < house.rate
        if listed and term not in found:
            own = Random(f"{house.domain}{term}a")
            found[term] = {"term": term, "kind": kind, "aliases": [a for a in aliases if own.random() < 0.45]}
    # Words of the text in their ordinary sense that are also names of this house.
    senses = [
        w
        for w in pools.senses()
        if w in text
        and re.search(rf"(?<![가-힣A-Za-z]){re.escape(w)}", text)
        and w not in found
        and not any(w in text[m.start : m.end] for m in marks)
    ]
    common = [
        w
        for w in re.findall("[가-힣]{2,3}(?=[ .,])", text)
        if w in _ordinary() and not any(w in text[m.start : m.end] for m in marks)
    ]
    share = 0.6 if not marks else 0.12
    for word in [*rng.sample(senses, min(2, len(senses))), *rng.sample(common, min(2, len(common)))]:
        if rng.random() < share:
            found.setdefault(
                word, {"term": word, "kind": rng.choice(["product", "project", "product", "service"]), "aliases": []}
            )
    return list(found.values())


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(pools.words("words_ko"))


def mixed(first: Iterator[Row], some: int, second: Iterator[Row], others: int) -> Iterator[Row]:
    """`some` rows of the first among `others` of the second, evenly: whoever reads only the beginning gets of both."""
    total = some + others
    for n in range(total):
        yield next(first if n * some // total != (n + 1) * some // total else second)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--out", type=Path, help="a .jsonl.gz file; without it the texts are printed to be read, spans in «»")
    parser.add_argument("--rooms", default=",".join(ROOMS), help="folders of templates, comma-separated")
    parser.add_argument("--template", default="", help="only templates whose name begins so")
    options = parser.parse_args()
    rooms = tuple(options.rooms.split(","))
    stock = [t for t in templates(rooms) if t.name.startswith(options.template)]
    pasted = tuple(p for p in paste.pastes() if p.folder in rooms and p.name.startswith(options.template))
    if not stock and not pasted:
        parser.error(f"no template of {options.rooms} begins with {options.template!r}")
    talk = round(options.count * len(stock) / (len(stock) + len(pasted)))  # by the number of templates
    made = mixed(
        rows(options.seed, talk, stock), talk, paste.rows(options.seed, options.count - talk, pasted), options.count - talk
    )
    if options.out:
        with options.out.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
            for one in made:
                packed.write((json.dumps(one, ensure_ascii=False) + "\n").encode())
        return
    for one in made:
        text = one["text"]
        for span in reversed(one["sensitive"]):  # type: ignore[call-overload]
            text = f"{text[: span['start']]}«{span['text']}»{text[span['end'] :]}"  # type: ignore[index]
        print(f"──── {one['id']} {one['template']} · lexicon {len(one['lexicon'])}\n{text}")  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
