"""The parts of the measurement: which texts, compared how, and the bar of each figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.personal import codes, score, speed
from bench.personal.score import Count, Span, Text

HERE = Path(__file__).parent
SHARED = Path(__file__).parents[3] / "shared" / "data"
Miss = tuple[str, str, str]


class Row(NamedTuple):
    """One figure."""

    part: str
    what: str
    value: float
    bar: str = ""
    """What it must reach, "≥ 0.95"; "" where it only informs."""
    peer: str = ""
    """What the best other tool gives on a set like it."""


CLASS = {
    "person": "PERSON", "kr_rrn": "RRN", "kr_brn": "BRN", "kr_driver": "LICENCE", "kr_passport": "PASSPORT", "kr_account": "ACCOUNT",
    "card": "CARD", "iban": "IBAN", "kr_plate": "PLATE", "us_plate": "PLATE", "email": "EMAIL", "date_of_birth": "BIRTH",
    "medical_record": "MEDICAL", "insurance_no": "MEDICAL", "record_id": "CASE", "social_handle": "HANDLE", "us_ssn": "SSN", "us_itin": "SSN",
    "national_id": "NATIONAL", "ipv4": "IP", "ipv6": "IP", "url_host": "URL", "host_fqdn": "URL", "org": "ORG",
}  # fmt: skip
"""Kind → label; phones and addresses by what they are called."""
ALIKE = ({"RRN", "FRN"}, {"NATIONAL", "BRN"}, {"NATIONAL", "RRN"}, {"CASE", "MEDICAL"}, {"ADDRESS", "PLACE"})
"""Labels that one kind may serve."""
KOREAN = frozenset("PERSON PHONE RRN BRN LICENCE PASSPORT ACCOUNT CARD ADDRESS PLATE EMAIL BIRTH CASE MEDICAL NATIONAL".split())
NAMES = frozenset({"person", "org", "place"})


_CORE = {
    "ORG": re.compile(
        r"(?:(?:University|Bank|Port|Museum) of )?(.+?)(?:,? (?:Ltd|Inc|LLC|PLC|GmbH|AG|KG|SA|SL|SPA|s\.r\.l\.|s\.c\.|Sp\. z o\.o\.|Nyrt\.|Kft\.|& Co|Group|"
        r"Bank|Insurance|Logistics|Clinic|Airlines|Systems|Foods|Energy|Technologies|Hotels|Motors|Pharma|Holdings))*$",
        re.IGNORECASE,
    ),
    "URL": re.compile(r"(?:https?://)?(?:www\.)?([^/]+)/?$"),
}


def core(one: Text) -> Text:
    """The text with only the telling part of its companies and URLs labelled."""
    gold = []
    for span in one.gold:
        found = _CORE[span.label].match(one.text[span.start : span.end]) if span.label in _CORE else None
        gold.append(span._replace(start=span.start + found.start(1), end=span.start + found.end(1)) if found else span)
    return Text(one.text, tuple(gold))


def label(kind: str) -> str:
    """What a found kind is called in the labels of the sets."""
    if "phone" in kind:
        return "PHONE"
    if "address" in kind or kind == "place":
        return "ADDRESS"
    kind = kind.split(".")[0]
    return CLASS.get(kind, kind.upper())


def alike(gold: str, found: str) -> bool:
    """Whether a label and a found one mean the same."""
    return gold == found or any(gold in pair and found in pair for pair in ALIKE)


def anything(gold: str, found: str) -> bool:
    """For leaks it does not matter what it is called."""
    return True


def finder(screen: Any, judged: frozenset[str] | None = None) -> Callable[[str], Sequence[Span]]:
    """A text → what the screen hides of it; of labels that are not judged only the place."""
    from garim.errors import GarimError

    def find(text: str) -> Sequence[Span]:
        try:
            found = screen.hide(text).findings
        except GarimError:
            return [Span(0, len(text), "REFUSED")]
        spans = [Span(f.start, f.end, label(f.kind)) for f in found]
        return spans if judged is None else [s if s.label in judged else s._replace(label="") for s in spans]

    return find


def korean(screen: Any) -> tuple[list[Row], list[Miss]]:
    """Korean personal data and sentences with none."""
    texts = score.marked(HERE / "data" / "ko.txt")
    told = score.compare(texts, finder(screen, KOREAN), alike)
    untyped = score.compare(texts, finder(screen), anything)["all"]
    touched, total, false = score.hits(score.marked(HERE / "data" / "ko_negatives.txt"), finder(screen))
    every = told["all"]
    rows = [
        Row("ko", "F1 by overlap, same label", every.f1(), "≥ 0.95", "0.84 single, 0.93 union"),
        Row("ko", "  precision", every.precision()),
        Row("ko", "  recall", every.recall()),
        Row("ko", "F1 by overlap, any label", untyped.f1()),
        Row("ko", "F1 exact", every.exact_f1(), "", "0.79"),
        Row("ko", "characters covered", every.cover(), "≥ 0.95", "0.74 single, 0.92 union"),
        Row("ko", f"negatives hit of {total}", touched / total, "≤ 0.05", "0.04 single, 0.08 union"),
    ]
    return rows + _classes("ko", told, lambda c: c.cover(), "covered"), every.misses + false


def english(screen: Any) -> tuple[list[Row], list[Miss]]:
    """English synthetic personal data, as written and in lower case."""
    texts, find = score.packed(HERE / "sets" / "english.jsonl.gz"), finder(screen)
    told = score.compare(texts, find, anything)
    low = [Text(t.text.lower(), t.gold) for t in texts if len(t.text.lower()) == len(t.text)]
    told_low = score.compare(low, find, anything)
    touched, total, false = score.hits(score.marked(HERE / "data" / "en_negatives.txt"), find)
    rows = [
        Row("en", "leak", told["all"].leak(), "≤ 0.10", "0.33 single, 0.14 union"),
        Row("en", "leak without countries and dates", _without(told, "COUNTRY", "DATE")),
        Row("en", "leak without countries, dates, cities and states", _without(told, "COUNTRY", "DATE", "CITY")),
        Row("en", "leak in lower case", told_low["all"].leak(), "≤ 0.14", "0.52 single, 0.22 union"),
        Row("en", "leak in lower case without countries and dates", _without(told_low, "COUNTRY", "DATE")),
        Row("en", "leak where a company's kind and a URL's scheme may stay", score.compare(map(core, texts), find, anything)["all"].leak()),
        Row("en", "recall by overlap", told["all"].recall()),
        Row("en", "recall by overlap in lower case", told_low["all"].recall()),
        Row("en", "precision by overlap", told["all"].precision(), "", "0.90–0.99"),
        Row("en", "precision in lower case", told_low["all"].precision()),
        Row("en", f"negatives hit of {total}", touched / total, "≤ 0.05"),
    ]
    by_hand = score.compare(score.marked(HERE / "data" / "en_records.txt"), find, anything)
    rows += [
        Row("en", "records by hand, leak", by_hand["all"].leak()),
        Row("en", "records by hand, precision", by_hand["all"].precision()),
    ]
    rows += _classes("en", by_hand, lambda c: c.leak(), "leak, by hand")
    rows += _classes("en", told, lambda c: c.leak(), "leak") + _classes("en", told_low, lambda c: c.leak(), "leak, lower")
    misses = told["all"].misses + by_hand["all"].misses + false
    return rows, misses + [(f"{kind} (lower)", what, text) for kind, what, text in told_low["all"].misses]


def _without(told: dict[str, Count], *left_out: str) -> float:
    kept = [c for name, c in told.items() if name not in ("all", *left_out)]
    return sum(c.leaked for c in kept) / sum(c.gold for c in kept)


def posts(screen: Any) -> tuple[list[Row], list[Miss]]:
    """Posts and chat."""
    told = score.compare(score.marked(HERE / "data" / "posts.txt"), finder(screen), anything)
    rows = [
        Row("posts", "leak", told["all"].leak(), "≤ 0.25", "0.40–0.54"),
        Row("posts", "leak of persons", told["PERSON"].leak(), "≤ 0.25", "0.40–0.54"),
        Row("posts", "precision by overlap", told["all"].precision()),
    ]
    rows += _classes("posts", told, lambda c: c.leak(), "leak")
    misses = told["all"].misses
    if (SHARED / "wnut17-train.conll.gz").exists():
        held = score.compare(score.conll(SHARED / "wnut17-train.conll.gz"), finder(screen, frozenset({"PERSON"})), alike)["all"]
        rows.append(Row("posts", "WNUT17, every fifth row (the shipped weights saw it): leak of persons", held.leak(), "≤ 0.25", "0.46–0.52"))
        rows.append(Row("posts", "WNUT17, every fifth row (the shipped weights saw it): precision", held.precision()))
    return rows, misses


def news(screen: Any) -> tuple[list[Row], list[Miss]]:
    """News."""
    told = score.compare(score.marked(HERE / "data" / "news.txt"), finder(screen, frozenset({"PERSON"})), alike)["all"]
    rows = [
        Row("news", "leak of persons", told.leak(), "≤ 0.12", "0.16"),
        Row("news", "F1 by overlap", told.f1()),
        Row("news", "precision", told.precision()),
    ]
    return rows, told.misses


def mixed(screen: Any) -> tuple[list[Row], list[Miss]]:
    """Romanised and Chinese-character names, and names in the other script than the text."""
    texts = score.marked(HERE / "data" / "asian.txt")
    told = score.compare(texts, finder(screen, frozenset({"PERSON"})), alike)["all"]
    touched, total, false = score.hits([t for t in texts if not t.gold], finder(screen))
    rows = [
        Row("mixed", "leak", told.leak()),
        Row("mixed", "persons, precision", told.precision()),
        Row("mixed", f"negatives hit of {total}", touched / total),
    ]
    return rows, told.misses + false


def klue(screen: Any) -> tuple[list[Row], list[Miss]]:
    """Persons of KLUE-NER sentences that training never sees. Its sentences are not shown."""
    path = SHARED / "klue-ner-4000.jsonl.gz"
    if not path.exists():
        return [], []
    told = score.compare(score.klue(path), finder(screen, frozenset({"PERSON"})), alike)["all"]
    rows = [
        Row("klue", "persons (the shipped weights saw these rows), F1 by overlap", told.f1(), "≥ 0.88", "0.77 installable, 0.86 prototype"),
        Row("klue", "  precision", told.precision()),
        Row("klue", "  recall", told.recall()),
        Row("klue", "persons, F1 exact", told.exact_f1(), "≥ 0.82", "0.58 installable, 0.80 prototype"),
    ]
    return rows, []


def code(screen: Any) -> tuple[list[Row], list[Miss]]:
    """People, companies and places found in code where there are none."""
    rows, misses, sizes, alarms = [], [], 0, 0
    for language, pieces in codes.samples().items():
        size, found = sum(len(p.encode()) for p in pieces), 0
        for piece in pieces:
            hit = [f for f in screen.hide(piece).findings if f.kind in NAMES]
            found += len(hit)
            misses += [(f"FALSE {f.kind} in {language}", piece[f.start : f.end], piece[max(0, f.start - 50) : f.end + 50]) for f in hit]
        rows.append(Row("code", f"  {language} ({size // 1000} KB)", found / size * 10_240))
        sizes, alarms = sizes + size, alarms + found
    return [Row("code", "false alarms per 10 KB", alarms / sizes * 10_240, "≤ 2", "3–155"), *rows], misses


def fast(screen: Any) -> tuple[list[Row], list[Miss]]:
    """Speed and weight."""
    bars = {
        "names alone, KB/s": ("≥ 150", "13–43"),
        "whole scan, KB/s": ("≥ 150", "13–43"),
        "CPU ms, median": ("≤ 2", "55–155"),
        "start, CPU s": ("≤ 1.5", ""),
        "resident, MB": ("≤ 350", ""),
    }
    rows = []
    for what, value in speed.figures(screen, screen.settings.screen.names).items():
        bar = next((bar for tail, bar in bars.items() if what.endswith(tail)), ("", ""))
        rows.append(Row("speed", what, value, *bar))
    return rows, []


def _classes(part: str, told: dict[str, Count], figure: Callable[[Count], float], what: str) -> list[Row]:
    """One row a label that the set holds."""
    return [Row(part, f"  {name} ({count.gold}) {what}", figure(count)) for name, count in sorted(told.items()) if name != "all" and count.gold]


PARTS: dict[str, Callable[[Any], tuple[list[Row], list[Miss]]]] = {
    "ko": korean, "en": english, "posts": posts, "news": news, "mixed": mixed, "klue": klue, "code": code, "speed": fast,
}  # fmt: skip
