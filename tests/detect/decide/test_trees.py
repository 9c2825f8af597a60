"""Oblivious trees, asked with numpy."""

import numpy as np

from garim.detect.decide.trees import Trees


def read(**arrays: np.ndarray) -> Trees:
    """An ensemble as a file has it."""
    return Trees.read({f"one.{name}": array for name, array in arrays.items()}, "one")


def test_a_row_gets_the_sum_of_its_leaves() -> None:
    """The first question is the lowest bit of the leaf's number."""
    trees = read(
        columns=np.array([0, 1], np.int32),
        borders=np.array([0.5, 2.0], np.float32),
        asked=np.array([[0, 1], [1, 1]], np.int32),
        leaves=np.array([[[1], [2], [3], [4]], [[10], [20], [30], [40]]], np.float32),
        bias=np.array([100], np.float32),
    )
    rows = np.array([[0, 0], [1, 0], [0, 3], [1, 3]], np.float32)

    assert trees.raw(rows)[:, 0].tolist() == [111, 112, 143, 144]


def test_many_rows_are_as_each_alone() -> None:
    """Rows are asked in blocks, which changes nothing."""
    dice = np.random.default_rng(7)
    trees = read(
        columns=dice.integers(0, 5, 40).astype(np.int32),
        borders=dice.normal(size=40).astype(np.float32),
        asked=dice.integers(0, 40, (30, 6)).astype(np.int32),
        leaves=dice.normal(size=(30, 64, 2)).astype(np.float32),
        bias=np.zeros(2, np.float32),
    )
    rows = dice.normal(size=(1300, 5)).astype(np.float32)
    together = trees.raw(rows)

    assert np.allclose(together[[0, 511, 512, 1299]], np.concatenate([trees.raw(rows[i : i + 1]) for i in (0, 511, 512, 1299)]), atol=1e-5)
    assert trees.raw(rows[:0]).shape == (0, 2)
