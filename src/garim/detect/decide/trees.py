"""Boosted oblivious trees, asked with numpy alone: every tree puts the same few questions to each row.

Source: the form is CatBoost's (Prokhorenkova et al., "CatBoost: unbiased boosting with categorical features", 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

ROWS = 512
"""Rows that are asked at once: what is in between stays in the cache."""


class Trees(NamedTuple):
    """An ensemble: questions are shared between trees, so that each is put once."""

    columns: npt.NDArray[np.int32]
    """Column of each distinct question."""
    borders: Floats
    """A row's value must be greater than this for a yes."""
    asked: npt.NDArray[np.int32]
    """Trees x depth: which questions a tree puts."""
    leaves: Floats
    """Trees x 2^depth x outputs."""
    bias: Floats

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> Self:
        """The ensemble of that name among a file's arrays.

        Raises:
            KeyError: It is not there.
        """
        columns, borders, asked, leaves, bias = (arrays[f"{name}.{field}"] for field in cls._fields)
        return cls(
            columns.astype(np.int32),
            borders.astype(np.float32),
            asked.astype(np.int32),
            leaves.astype(np.float32),
            bias.astype(np.float32),
        )

    def raw(self, rows: Floats) -> Floats:
        """Each row's sums, one column an output."""
        out = np.empty((len(rows), self.leaves.shape[2]), np.float32)
        count, depth = self.asked.shape
        weights = (1 << np.arange(depth)).astype(np.uint8)
        first = np.arange(count) * (1 << depth)
        flat = self.leaves.reshape(-1, self.leaves.shape[2])
        for at in range(0, len(rows), ROWS):
            yes = (rows[at : at + ROWS, self.columns] > self.borders).astype(np.uint8)
            leaf = yes[:, self.asked[:, 0]].astype(np.int32)
            for level in range(1, depth):
                leaf += yes[:, self.asked[:, level]].astype(np.int32) * int(weights[level])
            out[at : at + ROWS] = flat[leaf + first].sum(axis=1) + self.bias
        return out

    def chance(self, rows: Floats) -> Floats:
        """Each row's probability, of an ensemble with one output."""
        out: Floats = (1 / (1 + np.exp(-self.raw(rows)[:, 0]))).astype(np.float32)
        return out
