"""What a prompt is for: code, fault, architecture, sql, writing, learning, other; told on this machine, with how sure.

A linear model over hashed features (training/purpose/ makes its weights). What it is not sure of it says so: a person is
asked then, and her word wins.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from garim.retro.features import indexes

PURPOSES = ("code", "fault", "architecture", "sql", "writing", "learning", "other")
"""What prompts are for; in reviews also `unknown`: nothing was noted when it left."""


class Judged(NamedTuple):
    """What a prompt is for."""

    purpose: str
    chance: float
    """How probable that is, 0 to 1."""
    sure: bool
    """Whether it needs no second look."""


class Model:
    """The weights."""

    def __init__(
        self, weights: npt.NDArray[np.int8], bias: npt.NDArray[np.float64], scale: float, sure: float, purposes: tuple[str, ...]
    ) -> None:
        """
        Args:
            weights: A row a feature, a column a purpose.
            bias: By purpose.
            scale: What a weight of 1 means.
            sure: The chance from which it is sure.
            purposes: The columns' names.
        """
        self._weights, self._bias, self._scale, self._sure, self._purposes = weights, bias, scale, sure, purposes

    def judge(self, text: str) -> Judged:
        """What a prompt is for; an empty one is for nothing that can be told."""
        if not text.strip():
            return Judged("other", 0.0, False)
        found = indexes(text)
        scores = self._weights[found].sum(axis=0, dtype=np.int64) * (self._scale / np.sqrt(len(found))) + self._bias
        shares = np.exp(scores - scores.max())
        best = int(shares.argmax())
        chance = float(shares[best] / shares.sum())
        return Judged(self._purposes[best], chance, chance >= self._sure)


@cache
def model() -> Model:
    """The model that comes with Garim, read once."""
    with as_file(files("garim.retro.data").joinpath("purpose.npz")) as path, np.load(path) as held:
        purposes = tuple(str(name) for name in held["purposes"])
        return Model(held["weights"], held["bias"], float(held["scale"]), float(held["sure"]), purposes)
