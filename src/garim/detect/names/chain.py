"""A linear-chain tagger over hashed features: weights, scores and the best row of labels.

Every unit of a text (a character, a word) has features, each a row of one table of weights; a label's score is the sum
of its features' weights and of what the label before allows (a linear-chain CRF, decoded only where a name is near).
All with numpy, no Python per unit except in those stretches. What the units and features are, `tagger_ko.py` and
`tagger_en.py` say.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from garim.errors import BadSettings

Ints = NDArray[np.uint64]
Rows = NDArray[np.int64]
Floats = NDArray[np.float32]
Span = tuple[int, int, str, float]
"""First unit, unit after the last, what (PS, OG, LC), and how much better than none."""
LABELS = ("O", "B-PS", "I-PS", "B-OG", "I-OG", "B-LC", "I-LC")
BITS = 20
"""The table of weights has 2**BITS rows."""
MARGIN = -1.5
"""Units whose best label of a name is worse than none by more than this are not looked at."""
LIKELY = -0.3
"""A stretch of such units is decoded where at least one of them is better than this."""
_MIX = np.uint64(0xD6E8FEB86659FD93)


def mix(values: Ints) -> Ints:
    """Hash 64 bits to 64 bits."""
    values = (values ^ (values >> np.uint64(32))) * _MIX
    values = (values ^ (values >> np.uint64(29))) * _MIX
    return values ^ (values >> np.uint64(32))


def places(hashes: Ints) -> Rows:
    """The rows of the table for a matrix of hashes, one row a template, each template with a salt of its own."""
    salt = mix(np.arange(1, len(hashes) + 1, dtype=np.uint64))[:, None]
    return (mix(hashes + salt) >> np.uint64(64 - BITS)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Chain:
    """Weights of features and of pairs of labels."""

    packed: NDArray[np.int64]
    """2**BITS rows of eight bytes: a signed byte for each label and one unused."""
    scale: float
    """What one step of a byte is worth."""
    pairs: Floats
    """Score of a label after a label."""
    bias: Floats
    """What every label gets at every unit."""

    @classmethod
    def load(cls, data: bytes) -> Chain:
        """The weights as `training/names.py` packs them.

        Raises:
            BadSettings: The weights are damaged or made for another version; nothing was loaded.
        """
        try:
            with np.load(io.BytesIO(data)) as arrays:
                rows = np.cumsum(arrays["gaps"].astype(np.int64))
                table = np.zeros((1 << BITS, 8), dtype=np.int8)
                table[rows, : len(LABELS)] = arrays["values"]
                if arrays["pairs"].shape != (len(LABELS), len(LABELS)):
                    raise ValueError("other labels")
                return cls(table.view(np.int64).ravel(), float(arrays["scale"]), arrays["pairs"], arrays["bias"])
        except (OSError, ValueError, KeyError, IndexError, EOFError, BadZipFile, zlib.error) as error:
            raise BadSettings("the names weights cannot be read: remake them with `make train`") from error

    def read(self, size: int, chunk: int, overlap: int, rows: Callable[[int, int], Rows]) -> Iterator[Span]:
        """The names in a row of units of any length, read in windows that overlap: none is lost at the seam of two.

        Args:
            size: Units in all.
            chunk: Units of a window.
            overlap: Units that two windows share, of which each judges its half.
            rows: The features of the units from one to before another.
        """
        for first in range(0, max(size - overlap, 1), chunk - overlap):
            end = min(first + chunk, size)
            low, high = first + (overlap // 2 if first else 0), size if end == size else first + chunk - overlap // 2
            for start, stop, what, margin in self.spans(rows(first, end)):
                if low <= first + start < high:
                    yield first + start, first + stop, what, margin

    def scores(self, rows: Rows) -> Floats:
        """Each label's score at each unit."""
        found = self.packed[rows].view(np.int8).reshape(*rows.shape, 8)
        total: Floats = found.sum(axis=0, dtype=np.int16)[:, : len(LABELS)] * np.float32(self.scale) + self.bias
        return total

    def spans(self, rows: Rows) -> list[Span]:
        """The names in a row of units."""
        if not rows.shape[1]:
            return []
        scores = self.scores(rows)
        gain = scores[:, 1:].max(axis=1) - scores[:, 0]
        hot = np.flatnonzero(gain > MARGIN)
        if not len(hot):
            return []
        cuts = np.flatnonzero(np.diff(hot) > 2)
        starts, ends = hot[np.concatenate([[0], cuts + 1])], hot[np.concatenate([cuts, [len(hot) - 1]])] + 1
        out: list[Span] = []
        into = self.pairs.T.tolist()
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            if gain[start:end].max() > LIKELY:
                out += _decode(scores[start:end].tolist(), into, start)
        return out


def _decode(scores: list[list[float]], into: list[list[float]], offset: int) -> list[Span]:
    """The best labels of a stretch that has no names around it; `into` holds, for a label, the score of each before it."""
    best = [score + column[0] for score, column in zip(scores[0], into, strict=True)]
    back: list[list[int]] = []
    for row in scores[1:]:
        pointers, reached = [], []
        for score, column in zip(row, into, strict=True):
            paths = [value + pair for value, pair in zip(best, column, strict=True)]
            top = max(paths)
            pointers.append(paths.index(top))
            reached.append(top + score)
        back.append(pointers)
        best = reached
    paths = [value + pair for value, pair in zip(best, into[0], strict=True)]
    label = paths.index(max(paths))
    labels = [label]
    for pointers in reversed(back):
        label = pointers[label]
        labels.append(label)
    labels.reverse()
    out: list[Span] = []
    at = 0
    while at < len(labels):
        end = at + 1
        if labels[at]:
            inside = labels[at] + labels[at] % 2
            while end < len(labels) and labels[end] == inside:
                end += 1
            margin = sum(scores[i][labels[i]] - scores[i][0] for i in range(at, end)) / (end - at)
            out.append((offset + at, offset + end, LABELS[labels[at]][2:], margin))
        at = end
    return out
