"""Learn what prompts are for: `python -m training.purpose.train --out src/garim/retro/data/purpose.npz [--collected FILE]…`.

A linear softmax over hashed features. Patterns that were left out say how long to learn and how sure to be: the
temperature is chosen on them, and the sureness below which it says that it is unsure.

    --collected   further labelled prompts, one JSON a line {"text", "purpose"}, to learn from
    --held        labelled prompts that are only measured, in blocks as in heldout.txt
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from garim.retro.features import SIZE, Indexes, indexes
from training.purpose.generate import PURPOSES, make

Floats = npt.NDArray[np.float64]
RATE, DECAY, ROUNDS, BATCH = 0.6, 2e-6, 12, 64
RIGHT = 0.97
"""How often it must be right, on patterns that were left out, of what it calls sure."""


class Rows:
    """Prompts as features, one after the other."""

    def __init__(self, found: Sequence[Indexes], labels: Sequence[int]) -> None:
        self.flat = np.concatenate(found)
        self.starts = np.cumsum([0, *(len(one) for one in found)])
        self.scale = np.array([1 / np.sqrt(len(one)) for one in found])
        self.labels = np.array(labels)

    def scores(self, weights: Floats, bias: Floats, which: npt.NDArray[np.int64]) -> tuple[Floats, list[Indexes]]:
        """What weights say of some of them."""
        found = [self.flat[self.starts[at] : self.starts[at + 1]] for at in which]
        sums = np.stack([weights[one].sum(axis=0) for one in found])
        return sums * self.scale[which, None] + bias, found


def softmax(scores: Floats) -> Floats:
    """Scores → shares."""
    out = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(out / out.sum(axis=1, keepdims=True))


def learn(rows: Rows, seed: int = 0, rounds: int = ROUNDS) -> tuple[Floats, Floats]:
    """Weights and bias, by Adagrad."""
    rng = np.random.default_rng(seed)
    weights, bias = np.zeros((SIZE, len(PURPOSES))), np.zeros(len(PURPOSES))
    seen = np.full(SIZE, 1e-3)
    for turn in range(rounds):
        order = rng.permutation(len(rows.labels))
        for begin in range(0, len(order), BATCH):
            which = order[begin : begin + BATCH]
            scores, found = rows.scores(weights, bias, which)
            # A little of each label is left to the others, so that it never learns to be certain.
            goal = np.full(scores.shape, 0.03 / len(PURPOSES))
            goal[np.arange(len(which)), rows.labels[which]] += 0.97
            slope = softmax(scores) - goal
            bias -= 0.01 * slope.mean(axis=0)
            for one, off, scale in zip(found, slope, rows.scale[which], strict=True):
                step = off * scale
                seen[one] += step @ step
                weights[one] -= RATE / (1 + turn * 0.3) * step / np.sqrt(seen[one])[:, None]
        weights *= 1 - DECAY * len(order) / BATCH
    return weights, bias


def told(name: str, shares: Floats, labels: npt.NDArray[np.int64], sure: float, languages: Sequence[str]) -> None:
    """Print how right and how sure."""
    best, hit = shares.max(axis=1), shares.argmax(axis=1) == labels
    counts = Counter(languages)
    per = {one: f"{np.mean([h for h, o in zip(hit, languages, strict=True) if o == one]):.3f}" for one in counts}
    certain = best >= sure
    off = sum(
        abs(best[part].mean() - hit[part].mean()) * part.mean()
        for low in np.arange(0, 1, 0.1)
        if (part := (best >= low) & (best < low + 0.1)).any()
    )
    print(
        f"{name}: {len(labels)} prompts, right {hit.mean():.3f} {per}; sure of {certain.mean():.3f}, of those right "
        f"{hit[certain].mean():.3f}, of the others {hit[~certain].mean() if (~certain).any() else 1:.3f}; calibration error {off:.3f}"
    )
    for at, purpose in enumerate(PURPOSES):
        mine = labels == at
        missed = Counter(PURPOSES[g] for g in shares[mine].argmax(axis=1) if g != at)
        print(f"    {purpose:13} {mine.sum():5} right {hit[mine].mean():.3f}  taken for {dict(missed)}")


def held(path: Path) -> list[tuple[str, str, str]]:
    """(text, purpose, language) of a file of blocks: `%% purpose language`, then the prompt."""
    out = []
    for block in path.read_text(encoding="utf-8").split("%% ")[1:]:
        head, _, text = block.partition("\n")
        purpose, language = head.split()
        out.append((text.strip("\n"), purpose, language))
    return out


def main() -> None:
    """Learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--collected", type=Path, nargs="*", default=[])
    parser.add_argument("--held", type=Path, nargs="*", default=[])
    parser.add_argument("--each", type=int, default=1100)
    parser.add_argument("--seed", type=int, default=7)
    said = parser.parse_args()
    made = list(dict.fromkeys(make(said.seed, said.each)))
    numbers = {group: at for at, group in enumerate(sorted({one.group for one in made}))}
    collected = [json.loads(line) for path in said.collected for line in path.read_text(encoding="utf-8").splitlines()]
    found = [indexes(one.text) for one in made]
    labels = [PURPOSES.index(one.purpose) for one in made]
    more = [indexes(one["text"]) for one in collected] * 8
    more_labels = [PURPOSES.index(one["purpose"]) for one in collected] * 8
    left_out = [numbers[one.group] % 5 == 0 for one in made]
    mine = [at for at, out in enumerate(left_out) if not out]
    theirs = [at for at, out in enumerate(left_out) if out]
    weights, bias = learn(Rows([*(found[at] for at in mine), *more], [*(labels[at] for at in mine), *more_labels]))
    rows = Rows([found[at] for at in theirs], [labels[at] for at in theirs])
    scores, _ = rows.scores(weights, bias, np.arange(len(theirs)))
    heat = min(np.arange(0.5, 4, 0.05), key=lambda t: -np.log(softmax(scores / t)[np.arange(len(theirs)), rows.labels]).mean())
    shares = softmax(scores / heat)
    best, hit = shares.max(axis=1), shares.argmax(axis=1) == rows.labels
    sure = min((t for t in np.arange(0.3, 0.95, 0.01) if hit[best >= t].mean() >= RIGHT), default=0.95)
    print(f"temperature {heat:.2f}, sure from {sure:.2f}")
    told("patterns left out", shares, rows.labels, sure, [made[at].language for at in theirs])
    weights, bias = learn(Rows([*found, *more], [*labels, *more_labels]))
    scale = np.abs(weights).max() / 127
    packed = np.round(weights / scale).astype(np.int8)
    for path in said.held:
        texts = held(path)
        tested = Rows([indexes(text) for text, _, _ in texts], [PURPOSES.index(purpose) for _, purpose, _ in texts])
        scores, _ = tested.scores(packed * scale, bias, np.arange(len(texts)))
        told(path.name, softmax(scores / heat), tested.labels, sure, [language for _, _, language in texts])
    if said.out:
        np.savez_compressed(
            said.out,
            weights=packed,
            bias=bias / heat,
            scale=np.array(scale / heat),
            sure=np.array(sure),
            purposes=np.array(PURPOSES),
        )
        print(said.out, said.out.stat().st_size)


if __name__ == "__main__":
    main()
