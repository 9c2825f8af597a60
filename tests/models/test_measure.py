"""What a finder costs, as `garim doctor` tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from garim.errors import BadSettings
from garim.models import measure
from garim.models._port import Plan, load
from tests.models import tiny


def test_a_model_is_measured(tmp_path: Path) -> None:
    """Time to load, memory, speed: numbers that can be."""
    tiny.tagger(tmp_path)
    model, cost = measure.measured(lambda: load("onnx", Plan(tmp_path)), lambda model: (model,))

    assert model.path == tmp_path / "model.onnx"
    assert 0 < cost.load_ms < 60_000 and 0 <= cost.memory_mb < 4_000 and 0 < cost.kb_s < 1e6
    assert measure.resident() > 10


def test_what_does_not_load_is_told(tmp_path: Path) -> None:
    """As it is told at the start."""
    with pytest.raises(BadSettings):
        measure.measured(lambda: load("onnx", Plan(tmp_path)), lambda model: (model,))
