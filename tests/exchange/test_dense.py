"""Dense prompts never trip the guard: findings that touch, cover and repeat each other, surrogates and blobs among them.

`python -m bench.dense 10000` runs the same at full length.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from bench import dense

from garim import Screen
from garim.config import Settings
from garim.config.settings import ScreenSettings


@pytest.mark.parametrize("seed", [7001, 7002])
def test_nothing_dense_is_refused(tmp_path: Path, seed: int) -> None:
    words = dense.Words(seed)
    path = tmp_path / "words.jsonl"
    path.write_text(words.lexicon(), encoding="utf-8")
    settings = Settings(screen=ScreenSettings(names="rules", lexicons=["words.jsonl"]), base=str(tmp_path))
    screen = Screen(settings=settings, key=bytes([seed % 256]) * 32)

    errors, _ = dense.refused(screen.screening, words, seed, 25)

    assert not errors
