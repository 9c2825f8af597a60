"""Make the weights of the names tagger from labelled sentences and from text made on the spot.

    python -m garim.models.train_names --klue klue-ner.jsonl.gz --wnut wnut17.conll.gz --out DIR

KLUE-NER is CC BY-SA 4.0, so the weights are too: they ship in a file of their own (names_model.npz, see
docs/model_card_names.md). Every fifth sentence is held out and scored.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from garim.detect.tagger import BITS, LABELS, Dictionary, Tagger, features
from garim.models.train_names_text import sentences

COUNT = len(LABELS)
PERSON_BONUS = 0.5
"""Added to the two labels of people: KLUE-trained weights are surer of precision than of recall (.94 against .80)."""
Floats = NDArray[np.float32]


class Sentence(NamedTuple):
    """A text and its spans: start, end, PS | OG | LC."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def read_klue(path: Path) -> list[Sentence]:
    """The sentences of a KLUE-NER export, one JSON object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        Sentence(r["text"], tuple((s["start"], s["end"], s["label"]) for s in r["spans"] if s["label"] in ("PS", "OG", "LC")))
        for r in rows
    ]


def labels(sentence: Sentence) -> NDArray[np.int64]:
    """One label a character."""
    out = np.zeros(len(sentence.text), dtype=np.int64)
    for start, end, what in sentence.spans:
        out[start] = LABELS.index("B-" + what)
        out[start + 1 : end] = LABELS.index("I-" + what)
    return out


class Crf:
    """A linear-chain CRF over hashed features, trained by AdaGrad on batches."""

    def __init__(self, rate: float, decay: float) -> None:
        self.weights = np.zeros((1 << BITS, COUNT), dtype=np.float32)
        self.squares = np.full((1 << BITS, COUNT), 1e-3, dtype=np.float32)
        self.pairs = np.zeros((COUNT, COUNT), dtype=np.float32)
        self.pair_squares = np.full((COUNT, COUNT), 1e-3, dtype=np.float32)
        self.rate, self.decay = rate, decay

    def step(self, batch: list[tuple[NDArray[np.int32], NDArray[np.int64]]]) -> None:
        """One step on sentences given as (features by character, labels)."""
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


def train(data: list[Sentence], dictionary: Dictionary, epochs: int, rate: float, decay: float) -> Crf:
    """A CRF from labelled sentences; the order of the sentences is the only chance in it, and it is fixed."""
    prepared = [(features(s.text, dictionary).astype(np.int32), labels(s)) for s in data if s.text]
    model = Crf(rate, decay)
    order = np.random.default_rng(7)
    for epoch in range(epochs):
        shuffled = order.permutation(len(prepared))
        by_length = sorted(range(0, len(shuffled), 512))
        for first in by_length:
            block = sorted((prepared[i] for i in shuffled[first : first + 512]), key=lambda p: len(p[1]))
            for low in range(0, len(block), 32):
                model.step(block[low : low + 32])
        model.rate = rate * (1 - 0.8 * (epoch + 1) / epochs)
    return model


def pack(model: Crf, keep: int) -> tuple[bytes, Tagger]:
    """The weights as the shipped file holds them (the `keep` strongest features, eight bits each), and the same as a tagger."""
    strength = np.abs(model.weights - model.weights.mean(axis=1, keepdims=True)).max(axis=1)
    rows = np.sort(np.argsort(-strength)[:keep])
    rows = rows[strength[rows] > 0]
    centred = model.weights[rows] - model.weights[rows, :1]
    bias = np.zeros(COUNT, dtype=np.float32)
    bias[1:3] = PERSON_BONUS
    scale = float(np.abs(centred).max()) / 127
    values = np.round(centred / scale).astype(np.int8)
    buffer = io.BytesIO()
    gaps = np.diff(rows, prepend=0).astype(np.uint32)
    np.savez_compressed(buffer, gaps=gaps, values=values, scale=np.float32(scale), pairs=model.pairs, bias=bias)
    data = (files("garim.detect") / "data" / "names_dictionary.npz").read_bytes()
    return buffer.getvalue(), Tagger.load(buffer.getvalue(), data)


def score(tagger: Tagger, data: Iterable[Sentence], what: str) -> dict[str, float]:
    """Overlap and exact precision, recall and F1 of one label."""
    hit = exact = found = wanted = seen = 0
    for sentence in data:
        gold = {(a, b) for a, b, label in sentence.spans if label == what}
        got = {(a, b) for a, b, label, _ in tagger.spans(sentence.text) if label == what}
        hit += sum(any(x < b and a < y for x, y in got) for a, b in gold)
        seen += sum(any(x < b and a < y for a, b in gold) for x, y in got)
        exact, found, wanted = exact + len(gold & got), found + len(got), wanted + len(gold)
    precision, recall = seen / max(found, 1), hit / max(wanted, 1)
    return {
        "precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "exact_f1": 2 * exact / max(found + wanted, 1),
    }


def main() -> None:
    """Train, score on the held-out fifth, and write names_model.npz."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--klue", type=Path, required=True)
    options.add_argument("--wnut", type=Path, help="accepted for `make train`; the English side is rules over lists and takes no weights")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=8)
    options.add_argument("--made", type=int, default=3000, help="sentences made on the spot")
    options.add_argument("--keep", type=int, default=250_000)
    options.add_argument("--rate", type=float, default=0.15)
    options.add_argument("--decay", type=float, default=3e-4)
    chosen = options.parse_args()
    klue = read_klue(chosen.klue)
    made = [Sentence(text, spans) for text, spans in sentences(chosen.made)]
    held = klue[::5]
    dictionary = Dictionary.load((files("garim.detect") / "data" / "names_dictionary.npz").read_bytes())
    model = train([s for i, s in enumerate(klue) if i % 5] + made, dictionary, chosen.epochs, chosen.rate, chosen.decay)
    data, tagger = pack(model, chosen.keep)
    (chosen.out / "names_model.npz").write_bytes(data)
    for what in ("PS", "OG", "LC"):
        print(what, {name: round(value, 3) for name, value in score(tagger, held, what).items()}, flush=True)
    print(f"{len(data)} bytes")


if __name__ == "__main__":
    main()
