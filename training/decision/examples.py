"""Labelled texts → what the decision sees of each, and what is to be hidden.

A set is a folder with `prompts*.jsonl.gz` (text, sensitive spans with their type and core, optional spans, keep strings), and
`orgs/<org>.json` and `.sql`, what a company exports. Made texts and our own sets (`training/sets`) carry their lexicon in the
row. Public texts have no spans.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
from collections.abc import Iterator, Sequence
from importlib.metadata import distributions
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from garim.config.loading import load_names
from garim.config.patterns import load_engine
from garim.detect.decide.features import SOURCES, Text, text_of
from garim.detect.decide.words import Words
from garim.detect.lexicon.lexicon import Lexicon
from garim.detect.lexicon.source import read_terms
from garim.detect.public.table import Table
from garim.detect.scan import Detector
from garim.learn import Learnt, Options, ddl
from garim.text.views import View
from training import names_text_en, names_text_ko

WORD, PERSON, PLACE, CODE = 1, 2, 3, 4
TYPES = {
    **dict.fromkeys("ORG PRODUCT_INTERNAL PROJECT IDENTIFIER DB_OBJECT CODE_NAMESPACE HOST DOMAIN PATH URL".split(), WORD),
    "PERSON": PERSON,
    **dict.fromkeys("ADDRESS LOCATION PLACE".split(), PLACE),
}
OPTIONAL, GENERIC, KEPT = 0.1, 0.15, 2.5
"""Weights: spans that may be hidden or not, ordinary parts of a company's identifier, strings that must stay."""
SAID, SAID_TYPES = 0.3, {"PS": "PERSON", "OG": "ORG"}
"""What a sentence of `said` counts, and what is hidden in it; places may be."""
_GENERIC = (60, 20)
"""Families that use a part from which it is ordinary; of a dictionary word."""

SETS = sorted((Path(__file__).parent.parent / "sets").glob("*.jsonl.gz"))
"""The project's own labelled sets."""
_table = Table.open()
_words = Words(_table)


class Finders:
    """The finders whose proposals the decision weighs, with a lexicon that changes."""

    def __init__(self) -> None:
        """Patterns and names are loaded once."""
        detector = Detector(names=load_names("rules"), engine=load_engine(wait=True))
        self._sources = [(s, f) for s, f in detector.sources if s is not None]

    def proposals(self, text: str, lexicon: Lexicon | None) -> list[tuple[int, Any]]:
        """Source and finding, of the plain text."""
        view = View(text)
        sources = [*self._sources, (SOURCES.index("lexicon"), lexicon)] if lexicon else self._sources
        return [(source, finding) for source, finder in sources for finding in finder.find(view, "").findings]


def lexicon_of(lines: list[str]) -> Lexicon | None:
    """A compiled lexicon of JSON lines; None of none."""
    terms, _ = read_terms("\n".join(lines).encode(), "examples")
    return Lexicon.build(terms) if terms else None


def labels(row: dict[str, Any], text: Text) -> tuple[np.ndarray, np.ndarray]:
    """What each unit is, 0 for what stays, and how much it counts."""
    units = text.units
    what, weight = np.zeros(len(units.words), np.int8), np.ones(len(units.words), np.float32)

    def at(start: int, end: int) -> np.ndarray:
        return (units.starts < end) & (units.ends > start)

    for span in row.get("optional") or ():
        if isinstance(span, dict):
            weight[at(span["start"], span["end"])] = OPTIONAL
    for span in row["sensitive"]:
        start, end = span["start"], span["end"]
        whole, kind = at(start, end), TYPES.get(span["type"], CODE)
        weight[whole] = 1
        cores = span.get("core") or []
        core = np.zeros(len(what), bool)
        for part in [cores] if isinstance(cores, str) else cores:
            place = row["text"].find(part, start, end)
            while place >= 0:
                core |= at(place, place + len(part))
                place = row["text"].find(part, place + 1, end)
        core = core & whole if (core & whole).any() else whole
        if cores and kind == WORD and core.sum() > 1:
            known = _table.rows([units.words[i].lower() for i in np.flatnonzero(core)])
            generic = (known[:, 2] >= _GENERIC[0]) | ((known[:, 4] > 0) & (known[:, 2] >= _GENERIC[1]))
            if not generic.all():
                weight[np.flatnonzero(core)[generic]] = GENERIC
        what[whole] = 0
        weight[whole & ~core] = 0
        what[core] = kind
    for string in row.get("keep") or ():
        place = row["text"].find(string) if isinstance(string, str) else -1
        while place >= 0:
            stays = at(place, place + len(string)) & (what == 0) & (weight > 0.5)
            weight[stays] = KEPT
            place = row["text"].find(string, place + 1)
    return what, weight


def example(name: str, row: dict[str, Any], finders: Finders, lexicon: Lexicon | None) -> dict[str, Any] | None:
    """One text with its labels; None where it holds no unit."""
    proposals = finders.proposals(row["text"], lexicon)
    text = text_of(row["text"], proposals, _words)
    if text is None:
        return None
    what, weight = labels(row, text)
    org = row.get("org", "public")
    return {"set": name, "org": org, "row": row, "text": text, "proposals": proposals, "what": what, "weight": weight}


def labelled(root: Path, finders: Finders, *, share: float = 1) -> Iterator[dict[str, Any]]:
    """All sets under a folder, in the order of their paths.

    Args:
        root: The folder.
        finders: What proposes.
        share: How much of each company's list is read, from none to all: real ones lack what is new.
    """
    for path in sorted(root.rglob("prompts*.jsonl.gz")):
        built: dict[str, Lexicon | None] = {}
        name = path.name.removesuffix(".jsonl.gz").removeprefix("prompts").strip("_") or path.parent.name
        for row in rows(path):
            org = row["org"]
            if org not in built:
                built[org] = lexicon_of([line for line in export(path.parent, org) if crc32(line.encode()) < share * 2**32])
            found = example(name, row, finders, built[org])
            if found:
                yield found


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def export(folder: Path, org: str) -> list[str]:
    """A company's lexicon, as its export script and `garim learn ddl` give it."""
    script = importlib.util.spec_from_file_location("org_lexicon", folder / "org_lexicon.py")
    assert script is not None and script.loader is not None
    module = importlib.util.module_from_spec(script)
    script.loader.exec_module(module)
    lines = [
        json.dumps(t, ensure_ascii=False)
        for t in module.terms(json.loads((folder / f"orgs/{org}.json").read_text(encoding="utf-8")))
    ]
    for item in ddl.learn(str(folder / f"orgs/{org}.sql"), Options()):
        if isinstance(item, Learnt):
            lines.append(json.dumps({k: v for k, v in item._asdict().items() if v}, ensure_ascii=False))
    return lines


def made(path: Path, finders: Finders, most: int = 1 << 30, name: str = "made", *, share: float = 1) -> Iterator[dict[str, Any]]:
    """Rows that carry their lexicon: of `training.made.generate`, and the project's own labelled sets."""
    built: dict[str, Lexicon | None] = {}
    for row in islice(rows(path), most):
        lines = [json.dumps(term, ensure_ascii=False) for term in row.get("lexicon") or ()]
        lines = [line for line in lines if crc32(line.encode()) < share * 2**32]
        key = "\n".join(lines)
        if key not in built:
            if len(built) > 50:
                built.clear()
            built[key] = lexicon_of(lines)
        found = example(name, row, finders, built[key])
        if found:
            yield found


def own(finders: Finders, *, share: float = 1) -> Iterator[dict[str, Any]]:
    """The project's own labelled sets, with that share of each company's list."""
    for path in SETS:
        yield from made(path, finders, name=path.name.removesuffix(".jsonl.gz"), share=share)


def lexicons(root: Path) -> dict[str, Lexicon]:
    """The lexicon of each company that the labelled sets and the project's own have."""
    found: dict[str, Lexicon | None] = {}
    for path in sorted(root.rglob("prompts*.jsonl.gz")):
        for row in rows(path):
            if row["org"] not in found:
                found[row["org"]] = lexicon_of(export(path.parent, row["org"]))
    for path in SETS:
        for row in rows(path):
            if row["org"] not in found:
                found[row["org"]] = lexicon_of([json.dumps(term, ensure_ascii=False) for term in row["lexicon"]])
    return {org: lexicon for org, lexicon in found.items() if lexicon}


def by_chance(
    texts: Sequence[dict[str, Any]], companies: dict[str, Lexicon], finders: Finders, each: int = 2
) -> Iterator[dict[str, Any]]:
    """Public texts read with the lexicons of companies whose words stand in them by chance, in their ordinary sense.

    Args:
        texts: Examples without anything to hide.
        companies: Lexicons by company, whose fold the text then shares.
        finders: What proposes.
        each: So many companies a text, those with most such words.
    """
    for one in texts:
        view = View(one["row"]["text"])
        hits = [(len({f.entity for f in lexicon.find(view, "").findings}), org) for org, lexicon in companies.items()]
        for number, org in sorted(hits, reverse=True)[:each]:
            found = example("chance", {**one["row"], "org": org}, finders, companies[org]) if number else None
            if found:
                yield found


def said(finders: Finders, most: int) -> Iterator[dict[str, Any]]:
    """Everyday sentences with names of people and companies, half of them without: what people say beside their work.

    Args:
        finders: What proposes.
        most: Sentences of each language.
    """
    for made_of in (names_text_en, names_text_ko):
        for number, (text, spans) in enumerate(made_of.sentences(most)):
            found = [{"start": a, "end": b, "text": text[a:b], "type": SAID_TYPES.get(kind, "")} for a, b, kind in spans]
            row = {"org": f"said {number % 12}", "text": text}
            row["sensitive"] = [span for span in found if span["type"]]
            row["optional"] = [span for span in found if not span["type"]]
            one = example("said", row, finders, None)
            if one:
                yield {**one, "counts": SAID}


def public(finders: Finders, most: int, seed: int = 5) -> list[dict[str, Any]]:
    """Pieces of the descriptions of installed packages: texts of the world, with nothing to hide."""
    dice, out = random.Random(seed), []
    for package in sorted(distributions(), key=lambda d: d.metadata["Name"] or ""):
        text = package.metadata.json.get("description") or ""
        if isinstance(text, str) and len(text) > 800 and package.metadata["Name"] != "garim":
            for _ in range(3):
                at = dice.randrange(0, max(1, len(text) - 1500))
                row = {"org": "public " + package.metadata["Name"][:1].lower(), "text": text[at : at + 1500], "sensitive": []}
                found = example("public", row, finders, None)
                if found:
                    out.append(found)
    dice.shuffle(out)
    return out[:most]
