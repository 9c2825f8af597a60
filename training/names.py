"""Make the weights of the two names taggers from labelled sentences and from text made on the spot.

    python -m training.names --klue klue-ner.jsonl.gz --wnut wnut17.conll.gz --out DIR

KLUE-NER is CC BY-SA 4.0, so the Korean weights are too: they ship in a file of their own (names_model_ko.npz); the English
ones (names_model_en.npz) come from WNUT17 (CC BY 4.0) and our own text. See docs/model_card_names.md. Every fifth row of
KLUE and WNUT is held out and scored, unless --all says that the figures are known and the shipped weights are to see all.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from garim.detect.names.chain import BITS, LABELS, Chain
from garim.detect.names.names import english_tagger, korean_tagger
from garim.detect.names.tagger_en import features as word_features
from garim.detect.names.tagger_en import units as word_units
from garim.detect.names.tagger_ko import features as character_features
from training import names_text_en, names_text_ko

COUNT = len(LABELS)
SWAPS = 1
"""How often other people are put into a KLUE sentence that names some."""
NONE = (1 << BITS) - 1
"""The row of a feature that is left out."""
BONUS = {"ko": 0.3, "en": 1.0}
Floats = NDArray[np.float32]
Spans = tuple[tuple[int, int, str], ...]
Example = tuple[NDArray[np.int32], NDArray[np.int64]]
"""Features (one row a template, one column a unit) and a label for each unit."""


class Sentence(NamedTuple):
    """A text and its spans: start, end, PS | OG | LC."""

    text: str
    spans: Spans


def read_klue(path: Path) -> list[Sentence]:
    """The sentences of a KLUE-NER export, one JSON object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        Sentence(r["text"], tuple((s["start"], s["end"], s["label"]) for s in r["spans"] if s["label"] in ("PS", "OG", "LC")))
        for r in rows
    ]


def read_wnut(path: Path) -> list[Sentence]:
    """The posts of a WNUT17 export, one word and its label a line, a blank line between posts."""
    sorts = {"person": "PS", "location": "LC", "corporation": "OG", "group": "OG"}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        posts = [[line.split("\t") for line in post.splitlines() if line.strip()] for post in re.split(r"\n\s*\n", file.read())]
    out = []
    for post in posts:
        text, spans = "", list[tuple[int, int, str]]()
        for word, label in ((cells[0], cells[1].strip()) for cells in post if len(cells) > 1):
            glued = not text or word in {".", ",", "!", "?", ":", ";", ")", "'s", "n't", "'m", "'re", "'ll"}
            start = len(text) + (not glued)
            text += ("" if glued else " ") + word
            what = sorts.get(label[2:], "")
            if what and label[0] == "I" and spans and spans[-1][1] >= start - 1:
                spans[-1] = (spans[-1][0], len(text), what)
            elif what:
                spans.append((start, len(text), what))
        if text:
            out.append(Sentence(text, tuple(spans)))
    return out


def labels(units: Iterable[tuple[int, int]], spans: Spans) -> NDArray[np.int64]:
    """One label a unit; a unit that a span only touches belongs to it."""
    places = list(units)
    out = np.zeros(len(places), dtype=np.int64)
    for start, end, what in spans:
        inside = [i for i, (a, b) in enumerate(places) if a < end and b > start]
        for i in inside:
            out[i] = LABELS.index(("B-" if i == inside[0] else "I-") + what)
    return out


class Crf:
    """A linear-chain CRF over hashed features, trained by AdaGrad on batches."""

    def __init__(self, rate: float, decay: float, drop: float, seed: int) -> None:
        """
        Args:
            rate: How far a step goes.
            decay: How much of a weight that is touched fades in a step.
            drop: Share of the features that a text loses at each visit, so that none is leant on alone (Sutton et al. 2006).
        """
        self.drop, self.dice = drop, np.random.default_rng(seed)
        self.weights = np.zeros((1 << BITS, COUNT), dtype=np.float32)
        self.squares = np.full((1 << BITS, COUNT), 1e-3, dtype=np.float32)
        self.pairs = np.zeros((COUNT, COUNT), dtype=np.float32)
        self.pair_squares = np.full((COUNT, COUNT), 1e-3, dtype=np.float32)
        self.rate, self.decay = rate, decay

    def step(self, batch: list[Example]) -> None:
        """One step on sentences given as (features by character, labels)."""
        if self.drop:  # what is left out in learning makes sums too large in use: see `pack`
            batch = [(np.where(self.dice.random(rows.shape) < self.drop, NONE, rows), y) for rows, y in batch]
        length = max(len(y) for _, y in batch)
        scores = np.zeros((len(batch), length, COUNT), dtype=np.float32)
        mask = np.zeros((len(batch), length), dtype=bool)
        gold = np.zeros((len(batch), length), dtype=np.int64)
        for i, (rows, y) in enumerate(batch):
            scores[i, : len(y)] = self.weights[rows].sum(axis=0)
            mask[i, : len(y)], gold[i, : len(y)] = True, y
        marginals, pair_marginals = forward_backward(scores, self.pairs, mask)
        marginals[mask] -= np.eye(COUNT, dtype=np.float32)[gold[mask]]
        rows_all = np.concatenate([rows.T.ravel() for rows, _ in batch])
        counts = [rows.shape[0] for rows, _ in batch for _ in range(rows.shape[1])]
        gradient = np.repeat(marginals[mask], counts, axis=0)
        touched, inverse = np.unique(rows_all, return_inverse=True)
        columns = [np.bincount(inverse, gradient[:, k], len(touched)) for k in range(COUNT)]
        summed = np.stack(columns, axis=1).astype(np.float32) / len(batch)
        self.squares[touched] += summed**2
        self.weights[touched] -= self.rate * summed / np.sqrt(self.squares[touched]) + self.decay * self.weights[touched]
        self.weights[NONE] = 0.0
        both = mask[:, 1:] & mask[:, :-1]
        seen = np.zeros((COUNT, COUNT), dtype=np.float32)
        np.add.at(seen, (gold[:, :-1][both], gold[:, 1:][both]), 1.0)
        change = (pair_marginals - seen) / len(batch)
        self.pair_squares += change**2
        self.pairs -= self.rate * change / np.sqrt(self.pair_squares)


def forward_backward(scores: Floats, pairs: Floats, mask: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Probability of each label at each place, and the expected count of each pair of labels."""
    size, length, _ = scores.shape
    shift = scores.max(axis=2, keepdims=True)
    unary, pair = np.exp(scores - shift), np.exp(pairs)
    ahead = np.zeros_like(scores)
    behind = np.ones_like(scores)
    ahead[:, 0] = unary[:, 0] / unary[:, 0].sum(axis=1, keepdims=True)
    for t in range(1, length):
        value = (ahead[:, t - 1] @ pair) * unary[:, t]
        value /= value.sum(axis=1, keepdims=True)
        ahead[:, t] = np.where(mask[:, t, None], value, ahead[:, t - 1])
    for t in range(length - 2, -1, -1):
        value = (behind[:, t + 1] * unary[:, t + 1]) @ pair.T
        value /= value.sum(axis=1, keepdims=True)
        behind[:, t] = np.where(mask[:, t + 1, None], value, 1.0)
    marginals = ahead * behind
    marginals /= marginals.sum(axis=2, keepdims=True)
    joint = ahead[:, :-1, :, None] * pair * (unary * behind)[:, 1:, None, :]
    joint /= joint.sum(axis=(2, 3), keepdims=True)
    return marginals.astype(np.float32), joint[mask[:, 1:]].sum(axis=0).astype(np.float32)


def train(prepared: list[Example], epochs: int, rate: float, decay: float, drop: float = 0.0, seed: int = 7) -> Crf:
    """A CRF from labelled texts; the order of the texts and what is dropped are the only chances in it, and they are fixed."""
    model = Crf(rate, decay, drop, seed + 1)
    order = np.random.default_rng(seed)
    for epoch in range(epochs):
        shuffled = order.permutation(len(prepared))
        for first in range(0, len(shuffled), 512):
            block = sorted((prepared[i] for i in shuffled[first : first + 512]), key=lambda p: len(p[1]))
            for low in range(0, len(block), 32):
                model.step(block[low : low + 32])
        model.rate = rate * (1 - 0.8 * (epoch + 1) / epochs)
        print(f"epoch {epoch + 1} of {epochs}", flush=True)
    return model


def mean(models: list[Crf]) -> Crf:
    """The mean of several, which is steadier than any of them."""
    first = models[0]
    first.weights = sum((model.weights for model in models[1:]), first.weights) / np.float32(len(models))
    first.pairs = sum((model.pairs for model in models[1:]), first.pairs) / np.float32(len(models))
    return first


def pack(model: Crf, keep: int, bonus: float) -> bytes:
    """The weights as the shipped file holds them: the `keep` strongest features, eight bits each.

    Args:
        model: Trained.
        keep: Features that stay.
        bonus: Added to the labels of people: such weights are surer of precision than of recall.
    """
    strength = np.abs(model.weights - model.weights.mean(axis=1, keepdims=True)).max(axis=1)
    rows = np.sort(np.argsort(-strength)[:keep])
    rows = rows[strength[rows] > 0]
    centred = (model.weights[rows] - model.weights[rows, :1]) * (1.0 - model.drop)
    bias = np.zeros(COUNT, dtype=np.float32)
    bias[1:3] = bonus
    scale = float(np.quantile(np.abs(centred), 0.9999)) / 127
    values = np.clip(np.round(centred / scale), -127, 127).astype(np.int8)
    buffer = io.BytesIO()
    gaps = np.diff(rows, prepend=0).astype(np.uint32)
    np.savez_compressed(buffer, gaps=gaps, values=values, scale=np.float32(scale), pairs=model.pairs, bias=bias)
    return buffer.getvalue()


def score(find: Callable[[str], Iterable[tuple[int, int, str, float]]], data: Iterable[Sentence], what: str) -> dict[str, float]:
    """Overlap and exact precision, recall and F1 of one label."""
    hit = exact = found = wanted = seen = 0
    for sentence in data:
        gold = {(a, b) for a, b, label in sentence.spans if label == what}
        got = {(a, b) for a, b, label, _ in find(sentence.text) if label == what}
        hit += sum(any(x < b and a < y for x, y in got) for a, b in gold)
        seen += sum(any(x < b and a < y for a, b in gold) for x, y in got)
        exact, found, wanted = exact + len(gold & got), found + len(got), wanted + len(gold)
    precision, recall = seen / max(found, 1), hit / max(wanted, 1)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "exact_f1": 2 * exact / max(found + wanted, 1),
    }


def korean(klue: Path, made: int, every: bool) -> tuple[list[Example], list[Sentence]]:
    """What the Korean tagger learns from, and what it is scored on."""
    sentences = read_klue(klue)
    seen = [s for i, s in enumerate(sentences) if i % 5 or every]
    dice = random.Random(5)
    named = [s for s in seen if any(what == "PS" for *_, what in s.spans)]
    swapped = [Sentence(*names_text_ko.swap(s.text, s.spans, dice)) for s in named * SWAPS]
    texts = seen + swapped + [Sentence(*pair) for pair in names_text_ko.sentences(made)]
    dictionary = korean_tagger(_nothing()).dictionary
    prepared = [
        (character_features(s.text, dictionary).astype(np.int32), labels(((i, i + 1) for i in range(len(s.text))), s.spans))
        for s in texts
        if s.text
    ]
    return prepared, sentences[::5]


def english(wnut: Path, made: int, every: bool) -> tuple[list[Example], list[Sentence]]:
    """What the English tagger learns from, and what it is scored on."""
    posts = read_wnut(wnut)
    texts = [s for i, s in enumerate(posts) if i % 5 or every]
    texts += [Sentence(*pair) for pair in names_text_en.sentences(made)]
    texts += [Sentence(text, ()) for text in nameless()]
    words = english_tagger(_nothing()).words
    prepared = []
    for s in texts:
        places = word_units(s.text, 0, len(s.text))
        if places:
            prepared.append((word_features(s.text, places, words).astype(np.int32), labels(places, s.spans)))
    return prepared, posts[::5]


def nameless() -> list[str]:
    """Code and technical prose in which nobody is named: our own as it once was, ten lines a text.

    A copy, so that today's changes to the code do not change tomorrow's weights.
    """
    packed = (Path(__file__).parent / "data" / "nameless.jsonl.gz").read_bytes()
    return [json.loads(line) for line in gzip.decompress(packed).splitlines()]


def _nothing() -> Chain:
    """Weights that find nothing, for the features' sake."""
    return Chain(np.zeros(1, dtype=np.int64), 1.0, np.zeros((COUNT, COUNT), np.float32), np.zeros(COUNT, np.float32))


def main() -> None:
    """Train, score on the held-out fifths, and write names_model_ko.npz and names_model_en.npz."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--klue", type=Path, help="KLUE-NER, for the Korean weights")
    options.add_argument("--wnut", type=Path, help="WNUT17, for the English weights")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=10)
    options.add_argument("--models", type=int, default=3, help="trainings of which the mean is taken")
    options.add_argument("--drop", type=float, default=0.3)
    options.add_argument("--made", type=int, default=0, help="texts made on the spot; 0: as many as was found best")
    options.add_argument("--keep", type=int, default=400_000)
    options.add_argument("--rate", type=float, default=0.15)
    options.add_argument("--decay", type=float, default=1e-4)
    options.add_argument("--all", action="store_true", help="learn from the held-out fifths too")
    chosen = options.parse_args()
    for language, source, prepare, made, build in (
        ("ko", chosen.klue, korean, 2500, korean_tagger), ("en", chosen.wnut, english, 26000, english_tagger),
    ):  # fmt: skip
        if source is None:
            continue
        prepared, held = prepare(source, chosen.made or made, chosen.all)
        seeds = range(7, 7 + chosen.models)
        model = mean([train(prepared, chosen.epochs, chosen.rate, chosen.decay, chosen.drop, seed) for seed in seeds])
        data = pack(model, chosen.keep, BONUS[language])
        (chosen.out / f"names_model_{language}.npz").write_bytes(data)
        tagger = build(Chain.load(data))
        for what in ("PS", "OG", "LC"):
            print(language, what, {k: round(v, 3) for k, v in score(tagger.spans, held, what).items()}, flush=True)
        print(f"{len(prepared)} texts, {len(data)} bytes", flush=True)


if __name__ == "__main__":
    main()
