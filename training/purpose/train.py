"""Learn what prompts are for: `python -m training.purpose.train --soft soft.npz --out src/garim/retro/data/purpose.npz`.

A linear softmax over hashed features. It learns from made prompts, from prompts as people type them, and from what a bigger
model says of words and lines (`teach.py`). Patterns and typed prompts that were left out say how sure to be: the temperature is
chosen on them, and the sureness below which it says that it is unsure.

    --soft        what teach.py wrote
    --held        labelled prompts that are only measured, in blocks as in heldout.txt
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from garim.retro.features import SIZE, Indexes, indexes
from training.purpose.generate import PURPOSES, Made, blocks, make, plain, words

Floats = npt.NDArray[np.float64]
RATE, ROUNDS, BATCH = 0.6, 5, 64
TYPED, WORDS, SOFT = 6.0, 2.0, 0.25
"""What a typed prompt counts, a word that speaks for a purpose, and a text that a bigger model judged; a made prompt counts 1."""
RIGHT = 0.95
"""How often it must be right, on patterns that were left out, of what it calls sure."""


class Rows:
    """Prompts as features, one after the other."""

    def __init__(self, found: Sequence[Indexes], goals: Floats, counts: Floats | None = None) -> None:
        """
        Args:
            found: Features.
            goals: The shares of purposes that are right.
            counts: How much each counts.
        """
        self.flat = np.concatenate(found)
        self.starts = np.cumsum([0, *(len(one) for one in found)])
        self.scale = np.array([1 / np.sqrt(len(one)) for one in found])
        self.goals, self.labels = goals, goals.argmax(axis=1)
        self.counts = np.ones(len(found)) if counts is None else counts

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
            slope = (softmax(scores) - rows.goals[which]) * rows.counts[which, None]
            bias -= 0.01 * slope.mean(axis=0)
            for one, off, scale in zip(found, slope, rows.scale[which], strict=True):
                step = off * scale
                seen[one] += step @ step
                weights[one] -= RATE / (1 + turn * 0.3) * step / np.sqrt(seen[one])[:, None]
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


def goals(labels: Sequence[str]) -> Floats:
    """Labels as shares: a little of each is left to the others, so that it never learns to be certain."""
    out = np.full((len(labels), len(PURPOSES)), 0.03 / len(PURPOSES))
    out[np.arange(len(labels)), [PURPOSES.index(label) for label in labels]] += 0.97
    return out


def main() -> None:
    """Learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--soft", type=Path)
    parser.add_argument("--held", type=Path, nargs="*", default=[])
    parser.add_argument("--each", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    said = parser.parse_args()
    texts: list[Made] = [*dict.fromkeys(make(said.seed, said.each)), *plain(), *words()]
    found, right = [indexes(one.text) for one in texts], goals([one.purpose for one in texts])
    counts = np.array([{"plain": TYPED, "words": WORDS}.get(one.group.partition(".")[0], 1.0) for one in texts])
    varied = 0
    if said.soft:
        with np.load(said.soft) as judged:
            found += [indexes(str(text)) for text in judged["texts"]]
            right = np.concatenate([right, judged["shares"]])
            varied = int(judged["varied"])
        counts = np.concatenate([counts, np.full(len(found) - len(texts), SOFT)])
    groups = {group: at for at, group in enumerate(sorted({one.group for one in texts}))}
    out = np.array([at < len(texts) and counts[at] != WORDS and groups[texts[at].group] % 5 == 0 for at in range(len(found))])
    # Variations of a prompt that is left out would tell it.
    weights, bias = learn(_some(found, right, counts, ~out & (np.arange(len(found)) < len(found) - varied)))
    rows = _some(found, right, counts, out)
    scores, _ = rows.scores(weights, bias, np.arange(len(rows.labels)))
    typed = rows.counts == TYPED
    heat = min(np.arange(0.3, 4, 0.05), key=lambda t: -np.log(softmax(scores / t)[typed, rows.labels[typed]]).mean())
    shares = softmax(scores / heat)[typed]
    best, hit = shares.max(axis=1), shares.argmax(axis=1) == rows.labels[typed]
    sure = min((t for t in np.arange(0.3, 0.95, 0.01) if hit[best >= t].mean() >= RIGHT), default=0.95)
    print(f"temperature {heat:.2f}, sure from {sure:.2f}")
    languages = [texts[at].language for at in np.flatnonzero(out).tolist()]
    told(
        "patterns left out",
        softmax(scores / heat)[~typed],
        rows.labels[~typed],
        sure,
        [x for x, t in zip(languages, typed, strict=True) if not t],
    )
    told("typed prompts left out", shares, rows.labels[typed], sure, [x for x, t in zip(languages, typed, strict=True) if t])
    weights, bias = learn(_some(found, right, counts, np.ones(len(found), bool)))
    scale = np.percentile(np.abs(weights[weights != 0]), 99.9) / 127
    packed = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    for path in said.held:
        asked = blocks(path)
        tested = Rows([indexes(text) for text, _, _ in asked], goals([purpose for _, purpose, _ in asked]))
        scores, _ = tested.scores(packed * scale, bias, np.arange(len(asked)))
        told(path.name, softmax(scores / heat), tested.labels, sure, [language for _, _, language in asked])
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


def _some(found: Sequence[Indexes], right: Floats, counts: Floats, which: npt.NDArray[np.bool_]) -> Rows:
    chosen = np.flatnonzero(which)
    return Rows([found[at] for at in chosen.tolist()], right[chosen], counts[chosen])


if __name__ == "__main__":
    main()
