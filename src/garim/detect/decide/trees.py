"""Boosted oblivious trees, asked with numpy alone: every tree puts the same few questions to each row.

Source: the form is CatBoost's (Prokhorenkova et al., "CatBoost: unbiased boosting with categorical features", 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

FIELDS = ("columns", "borders", "asked", "leaves", "bias")
"""Of an ensemble in a file: each question's column and border; trees x depth; trees x 2^depth x outputs; outputs."""
ROWS = 256
"""Rows that are asked at once: what is in between stays in the cache."""


class Trees(NamedTuple):
    """An ensemble: questions are shared between trees, so that each is put once."""

    used: npt.NDArray[np.int32]
    """Columns that are asked of, each once."""
    columns: npt.NDArray[np.int64]
    """Of each distinct question, which of those."""
    borders: Floats
    """A row's value must be greater than this for a yes."""
    asked: npt.NDArray[np.int32]
    """Depth x trees: which questions a tree puts, the last one first."""
    leaves: Floats
    """Of each output, those of all trees one behind the other."""
    bias: Floats

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> Self:
        """The ensemble of that name among a file's arrays.

        Raises:
            KeyError: It is not there.
        """
        columns, borders, asked, leaves, bias = (arrays[f"{name}.{field}"] for field in FIELDS)
        used, which = np.unique(columns.astype(np.int32), return_inverse=True)
        return cls(
            used,
            which,
            borders.astype(np.float32)[:, None],
            np.ascontiguousarray(asked.astype(np.int32).T[::-1]),
            np.ascontiguousarray(leaves.astype(np.float32).reshape(-1, leaves.shape[2]).T),
            bias.astype(np.float32),
        )

    def raw(self, rows: Floats) -> Floats:
        """Each row's sums, one column an output."""
        out = np.empty((len(rows), len(self.leaves)), np.float32)
        first = np.arange(self.asked.shape[1])[:, None] << len(self.asked)
        for at in range(0, len(rows), ROWS):
            # A question a line: what is gathered and added stands side by side in memory, which is most of the speed.
            seen = np.ascontiguousarray(rows[at : at + ROWS, self.used].T)
            yes = (seen.take(self.columns, axis=0) > self.borders).view(np.uint8)
            bits = yes.take(self.asked[0], axis=0)
            for questions in self.asked[1:]:
                bits += bits
                bits += yes.take(questions, axis=0)
            leaf = bits + first
            for output, leaves in enumerate(self.leaves):
                out[at : at + ROWS, output] = leaves.take(leaf).sum(axis=0) + self.bias[output]
        return out

    def chance(self, rows: Floats) -> Floats:
        """Each row's probability, of an ensemble with one output."""
        out: Floats = (1 / (1 + np.exp(-self.raw(rows)[:, 0]))).astype(np.float32)
        return out
