"""A small convolutional net over the units of a text, asked with numpy alone: it sees the sentence where trees see numbers.

Every unit comes as what the trees are told of it and as learnt vectors of its letters, marks and kinds. Three residual layers
look at 5, 9 and 17 units around it; between them each unit hears what the same word says elsewhere and what the whole text says.

Source: dilated convolutions over tokens as in Strubell et al., "Fast and Accurate Entity Recognition with Iterated Dilated
Convolutions", 2017; the scaling by root mean squares is Zhang and Sennrich's, 2019.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from garim.detect.decide.features import KINDS, Floats, Group, Ints, Text
from garim.detect.decide.units import GAPS
from garim.detect.decide.words import BUCKETS, COMMON

SIZES = (*BUCKETS, GAPS, KINDS)
"""Rows of the learnt vectors' tables."""
COLUMNS = (*range(8), *range(16, 24))
"""Of a unit's buckets: its own eight, the words that head its line and column, marks before and after, kinds of each source."""
TABLES = (*range(8), COMMON, COMMON, 8, 8, *[9] * 4)
"""The table of each."""
DILATIONS = (1, 2, 4)
"""Of the layers; each looks at REACH units on either side, so many apart."""
REACH = 2
MOST = 6.0
"""How many deviations from the mean a number may tell of."""
WEIGHTS = (
    "mean", "scale", "vectors", "w", "b", "pool", "poured", "o1", "ob1", "o2", "ob2",
    *(f"{part}{layer}" for layer in range(len(DILATIONS)) for part in ("c", "cb", "d", "db")),
)  # fmt: skip
_OFFSETS = np.concatenate([[0], np.cumsum(SIZES)[:-1]])[list(TABLES)].astype(np.int32)


def seen(text: Text) -> tuple[Floats, Ints]:
    """What the net is told of each unit: numbers, and rows of the table of vectors."""
    return text.numbers(), (text.buckets[:, COLUMNS] + _OFFSETS).astype(np.int32)


class Net:
    """The net with its weights. Safe to share between threads."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        """
        Args:
            weights: Arrays of WEIGHTS, as `training/decision/net.py` fits them.
        """
        self._of = weights

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> Self:
        """The net of that name among a file's arrays.

        Raises:
            KeyError: It is not there.
            ValueError: It is of another version.
        """
        weights = {part: arrays[f"{name}.{part}"].astype(np.float32) for part in WEIGHTS}
        if len(weights["vectors"]) != sum(SIZES):
            raise ValueError("another version")
        return cls(weights)

    def raw(self, text: Text) -> Floats:
        """Log odds that each unit is to be hidden, and behind them how much speaks for each kind: units x 5."""
        with _alone():
            return self._raw(text)

    def _raw(self, text: Text) -> Floats:
        of, (numbers, rows) = self._of, seen(text)
        numbers = np.clip((numbers - of["mean"]) * of["scale"], -MOST, MOST)
        told = np.concatenate([numbers, of["vectors"].take(rows, axis=0).reshape(len(rows), -1)], axis=1)
        first = state = _above(told @ of["w"] + of["b"])
        for layer, apart in enumerate(DILATIONS):
            around = _around(_even(state), apart) @ of[f"c{layer}"] + of[f"cb{layer}"]
            state = state + _above(around) @ of[f"d{layer}"] + of[f"db{layer}"]
            if layer == 1:
                state += self._heard(_even(state) @ of["pool"], text.kin)
        last = _above(np.concatenate([_even(state), first], axis=1) @ of["o1"] + of["ob1"]) @ of["o2"] + of["ob2"]
        top = last[:, 1:].max(axis=1)
        hidden = top + np.log(np.exp(last[:, 1:] - top[:, None]).sum(axis=1))
        out: Floats = np.concatenate([(hidden - last[:, 0])[:, None], last[:, 1:]], axis=1)
        return out

    def _heard(self, said: Floats, kin: Group) -> Floats:
        """What the same word says elsewhere, what all say together, and what any says loudest."""
        size = said.shape[1]
        same, all_, any_ = np.split(self._of["poured"], [size, 2 * size])
        out: Floats = (kin.mean(said) @ same)[kin.of] + (said.mean(axis=0) @ all_ + said.max(axis=0) @ any_)
        return out


@cache
def _libraries() -> tuple[list[tuple[Any, int]], list[None]]:
    """The libraries that multiply, how many threads each had, and a mark for each that asks at this moment."""
    found = ThreadpoolController().select(user_api="blas").lib_controllers
    return [(library, library.num_threads) for library in found], []


@contextmanager
def _alone() -> Iterator[None]:
    """Matrices this small are slower on several threads, on a busy machine fifty times: each waits for the others, spinning.

    A library's number of threads is the process's: the last one who asks puts it back to what it was.
    """
    libraries, asking = _libraries()
    asking.append(None)
    for library, _ in libraries:
        library.set_num_threads(1)
    try:
        yield
    finally:
        asking.pop()
        if not asking:
            for library, threads in libraries:
                library.set_num_threads(threads)


def _above(values: Floats) -> Floats:
    return np.maximum(values, 0, out=values)


def _even(state: Floats) -> Floats:
    """Rows scaled by the root of their mean square."""
    out: Floats = state / np.sqrt((state * state).mean(axis=1, keepdims=True) + np.float32(1e-5))
    return out


def _around(state: Floats, apart: int) -> Floats:
    """Each row beside those before and behind it, `apart` rows from one to the next; nothing stands beyond the ends."""
    n, size = state.shape
    wide = np.zeros((n + 2 * REACH * apart, size), np.float32)
    wide[REACH * apart : REACH * apart + n] = state
    return np.concatenate([wide[step * apart : step * apart + n] for step in range(2 * REACH + 1)], axis=1)
