"""How found spans compare with labelled ones: F1, share covered, leaks, false hits. Knows nothing of Garim.

A labelled text marks its spans «K:so», K a letter of `LABELS`; ⏎ stands for a line end, a line
with # in front and no mark in it is a comment.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

LABELS = {
    "N": "PERSON", "T": "PHONE", "R": "RRN", "F": "FRN", "B": "BRN", "L": "LICENCE", "P": "PASSPORT", "A": "ACCOUNT", "C": "CARD",
    "D": "ADDRESS", "V": "PLATE", "E": "EMAIL", "O": "BIRTH", "I": "CASE", "M": "MEDICAL", "W": "PLACE", "H": "HANDLE",
    "Z": "FREE",
}  # fmt: skip
FREE = "FREE"
"""Neither right nor wrong to hide."""
_MARK = re.compile(r"«([A-Z]):([^»]*)»")


class Span(NamedTuple):
    """A labelled or found span."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what is labelled in it."""

    text: str
    gold: tuple[Span, ...] = ()


def marked(path: Path) -> list[Text]:
    """The texts of a file in markup."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        if line and ("«" in line or not line.startswith("# ")):
            rows.append(unmark(line.replace("⏎", "\n")))
    return rows


def unmark(line: str) -> Text:
    """One text without its marks."""
    text, gold, at = "", [], 0
    for found in _MARK.finditer(line):
        text += line[at : found.start()]
        gold.append(Span(len(text), len(text) + len(found[2]), LABELS[found[1]]))
        text, at = text + found[2], found.end()
    return Text(text + line[at:], tuple(gold))


def packed(path: Path) -> list[Text]:
    """The texts of a packed set: {"text": …, "spans": [[start, end, label]]}."""
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]
    return [Text(row["text"], tuple(Span(*span) for span in row["spans"])) for row in rows]


def klue(path: Path, every: int = 5) -> list[Text]:
    """Persons of every fifth sentence of a KLUE-NER file: those that training never sees."""
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()][::every]
    return [Text(r["text"], tuple(Span(s["start"], s["end"], "PERSON") for s in r["spans"] if s["label"] == "PS")) for r in rows]


def conll(path: Path, every: int = 5) -> list[Text]:
    """Persons of every fifth post of a CoNLL file, words joined as people write."""
    rows = []
    for post in re.split(r"\n\s*\n", gzip.decompress(path.read_bytes()).decode().strip())[::every]:
        text, gold, opened = "", [], None
        for line in post.splitlines():
            word, _, tag = line.partition("\t")
            glued = not text or re.match(r"[.,!?:;)'’…]|n't$", word) or text[-1] in "(@#"
            start = len(text) + (0 if glued else 1)
            if tag == "B-person":
                opened = len(gold)
                gold.append(Span(start, start + len(word), "PERSON"))
            elif tag == "I-person" and opened is not None:
                gold[opened] = Span(gold[opened].start, start + len(word), "PERSON")
            else:
                opened = None
            text += ("" if glued else " ") + word
        rows.append(Text(text, tuple(gold)))
    return rows


@dataclass(slots=True)
class Count:
    """What was counted over texts for one label or for all."""

    gold: int = 0
    met: int = 0
    exact: int = 0
    leaked: int = 0
    characters: int = 0
    covered: int = 0
    found: int = 0
    right: int = 0
    misses: list[tuple[str, str, str]] = field(default_factory=list)

    def recall(self) -> float:
        """Share of labelled spans that any found one touches."""
        return self.met / self.gold if self.gold else 1.0

    def precision(self) -> float:
        """Share of found spans that touch a labelled one."""
        return self.right / self.found if self.found else 1.0

    def f1(self) -> float:
        """Of recall and precision by overlap."""
        return _harmonic(self.recall(), self.precision())

    def exact_f1(self) -> float:
        """The same where only equal spans count."""
        return 2 * self.exact / (self.gold + self.found) if self.gold + self.found else 1.0

    def leak(self) -> float:
        """Share of labelled spans of which a letter or digit stands outside all that was found."""
        return self.leaked / self.gold if self.gold else 0.0

    def cover(self) -> float:
        """Share of labelled letters and digits that lie in something found."""
        return self.covered / self.characters if self.characters else 1.0


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def compare(texts: Iterable[Text], find: Callable[[str], Sequence[Span]], same: Callable[[str, str], bool]) -> dict[str, Count]:
    """Label → counts, and "all".

    Args:
        texts: What is labelled.
        find: A text → found spans; those with the label "" hide too but are not judged.
        same: Whether a labelled and a found label mean the same thing.
    """
    told: dict[str, Count] = {"all": Count()}
    for one in texts:
        found = find(one.text)
        hidden = {i for span in found for i in range(span.start, span.end)}
        for gold in one.gold:
            if gold.label == FREE:
                continue
            _gold(one.text, gold, found, hidden, same, (told["all"], told.setdefault(gold.label, Count())))
        for span in found:
            if span.label and not any(g.label == FREE and _touch(g, span) for g in one.gold):
                _found(one, span, same, (told["all"], told.setdefault(span.label, Count())))
    return told


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _gold(text: str, gold: Span, found: Sequence[Span], hidden: set[int], same: Callable[[str, str], bool], into: Sequence[Count]) -> None:
    alike = [f for f in found if same(gold.label, f.label)]
    met = any(_touch(f, gold) for f in alike)
    exact = any((f.start, f.end) == gold[:2] for f in alike)
    spots = [i for i in range(gold.start, gold.end) if text[i].isalnum()]
    covered = sum(i in hidden for i in spots)
    for count in into:
        count.gold += 1
        count.met += met
        count.exact += exact
        count.characters += len(spots)
        count.covered += covered
        count.leaked += covered < len(spots)
    kind = "" if met and covered == len(spots) else "MISS" if not covered else "PART" if covered < len(spots) else "OTHER"
    if kind:
        into[0].misses.append((f"{kind} {gold.label}", text[gold.start : gold.end], text))


def _found(one: Text, span: Span, same: Callable[[str, str], bool], into: Sequence[Count]) -> None:
    right = any(same(g.label, span.label) and _touch(g, span) for g in one.gold)
    for count in into:
        count.found += 1
        count.right += right
    if not right:
        into[0].misses.append((f"FALSE {span.label}", one.text[span.start : span.end], one.text))


def hits(texts: Iterable[Text], find: Callable[[str], Sequence[Span]]) -> tuple[int, int, list[tuple[str, str, str]]]:
    """Of texts with nothing to hide: how many were touched, how many there are, and by what."""
    touched, total, told = 0, 0, []
    for one in texts:
        found = find(one.text)
        total += 1
        touched += bool(found)
        told += [(f"FALSE {f.label}", one.text[f.start : f.end], one.text) for f in found]
    return touched, total, told
