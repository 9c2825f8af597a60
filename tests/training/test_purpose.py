"""What the model of purposes learns from: patterns that fill, prompts that are labelled, held-out ones that it never learnt from."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from training.purpose.generate import HERE, PURPOSES, blocks, make, plain, words
from training.purpose.train import Rows, goals, learn

from garim.retro.features import indexes


def test_patterns_fill_and_the_same_seed_makes_the_same() -> None:
    made = list(make(3, 60))

    assert made == list(make(3, 60)) != list(make(4, 60))
    assert len(made) == 60 * len(PURPOSES) * 2
    assert not [one.text for one in made if re.search(r"\{\w+\}|\[\w*\||\|\]", one.text.partition("\n")[0])]
    assert {(one.purpose, one.language) for one in plain()} == {(purpose, language) for purpose in PURPOSES for language in ("ko", "en")}


def test_no_held_out_prompt_is_learnt_from() -> None:
    """Prompts in both languages, each purpose alike, none of them among those that it learns from."""
    held = blocks(HERE / "heldout.txt")
    learnt = {re.sub(r"\W", "", one.text).lower() for one in [*plain(), *words(), *make(7, 60)]}

    assert len(held) >= 100 and {language for _, _, language in held} == {"ko", "en"}
    assert all(sum(one == purpose for _, one, _ in held) >= 16 for purpose in PURPOSES)
    assert not {re.sub(r"\W", "", text).lower() for text, _, _ in held} & learnt


def test_it_learns(tmp_path: Path) -> None:
    """A handful of prompts, learnt and told apart."""
    some = [one for one in plain() if one.purpose in ("sql", "writing")][:200]
    rows = Rows([indexes(one.text) for one in some], goals([one.purpose for one in some]))
    weights, bias = learn(rows, rounds=3)
    scores, _ = rows.scores(weights, bias, np.arange(len(some)))

    assert (scores.argmax(axis=1) == rows.labels).mean() > 0.95
