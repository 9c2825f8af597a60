"""Names by any token-classification model in ONNX: a folder with model.onnx, tokenizer.json and config.json (`id2label`).

Labels may be plain (PER), BIO, IOB or BIOES; `O` is what is no name. A window is as long as the model can take, WINDOW
tokens at most; where two overlap, each token is judged by the one in which it stands further from the edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from garim.errors import BadSettings, Broken, Uncovered
from garim.models._labels import OFF, Span, findings, meanings
from garim.models._onnx import Session
from garim.models._port import LONGEST, TRIAL, Piece, Plan, file_in, pieces, read_json, weights_in, windows
from garim.models._tokens import Row, Tokens
from garim.text.views import Seen, View
from garim.values import Finding

WINDOW, LAP = 256, 48
"""Tokens of a window, at most, and of what two share."""
BATCH = 8
"""Windows of one run."""
GROUP = 16
"""Pieces that are tokenized at once."""
KNOWN = frozenset(("input_ids", "attention_mask", "token_type_ids", "position_ids"))
_PREFIX = re.compile(r"([BIELSUM])[-_](.+)", re.DOTALL)
_OUTSIDE = frozenset(("O", "0", "OUT", "OUTSIDE", "NONE"))
_GAP = re.compile(r"[^\w\n]{0,3}")
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Labels:
    """What each output of the model says."""

    outside: NDArray[np.bool_]
    """Whether it says that a token is no name."""
    meaning: list[str]
    begins: list[bool]
    """Whether it says that a name begins here."""
    names: list[str]
    """What it is called in the model, without B- and I-."""


class OnnxNames:
    """A finder over a token-classification model. Safe to share between threads."""

    def __init__(self, session: Session, tokens: Tokens, labels: Labels, plan: Plan, longest: int) -> None:
        """Made by `load`; `longest`: tokens that the model can take, special ones included."""
        self._session, self._tokens, self._labels, self._plan = session, tokens, labels, plan
        self._batch = session.batch or BATCH
        self._room = min(WINDOW, longest) - len(tokens.before) - len(tokens.after)
        if self._room < 8:
            raise BadSettings(
                f"{plan.folder}: the model takes only {longest} tokens", hint="8 and the special ones are the least"
            )

    @property
    def path(self) -> Path:
        """The file of weights."""
        return self._session.path

    def find(self, view: View, hint: str = "") -> Seen:
        """What the model names in the prose of a view, and how much of the view was looked at.

        Raises:
            Uncovered: The tokenizer dropped something.
            Broken: The model failed.
        """
        out: list[Finding] = []
        group: list[Piece] = []
        for piece in pieces(view):
            group.append(piece)
            if len(group) == GROUP:
                out += self._read(group)
                group = []
        out += self._read(group) if group else []
        return Seen(out, len(view.text))

    def _read(self, group: list[Piece]) -> list[Finding]:
        rows = self._tokens.rows([piece.text for piece in group])
        out: list[Finding] = []
        for piece, row, scores in zip(group, rows, self._scores(rows), strict=True):
            spans = list(_spans(piece.text, row, scores, self._labels, self._plan.threshold))
            out += [f._replace(start=f.start + piece.start, end=f.end + piece.start) for f in findings(piece.text, spans)]
        return out

    def _scores(self, rows: list[Row]) -> list[Floats]:
        """For each row, the chances of every label for every token."""
        lap = min(LAP, self._room // 4)
        out = [np.zeros((len(row.ids), len(self._labels.meaning)), dtype=np.float32) for row in rows]
        cuts = [(at, *window) for at, row in enumerate(rows) for window in windows(len(row.ids), self._room, lap)]
        # Windows of one length together: what is padded costs as much as what is not.
        cuts.sort(key=lambda cut: cut[2] - cut[1])
        for first in range(0, len(cuts), self._batch):
            batch = cuts[first : first + self._batch]
            got = self._run([rows[at].ids[start:end] for at, start, end in batch])
            for (at, start, end), scores in zip(batch, got, strict=True):
                low = start + lap // 2 if start else 0
                high = end if end == len(rows[at].ids) else end - (lap - lap // 2)
                out[at][low:high] = scores[low - start : high - start]
        return out

    def _run(self, batch: list[NDArray[np.int64]]) -> Iterator[Floats]:
        before, after = self._tokens.before, self._tokens.after
        width = max(map(len, batch)) + len(before) + len(after)
        ids, mask = np.zeros((len(batch), width), dtype=np.int64), np.zeros((len(batch), width), dtype=np.int64)
        for at, row in enumerate(batch):
            whole = [*before, *row.tolist(), *after]
            ids[at, : len(whole)], mask[at, : len(whole)] = whole, 1
        places = np.broadcast_to(np.arange(width, dtype=np.int64), ids.shape)
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids), "position_ids": places}
        logits = self._session.run(feeds)
        if logits.shape != (*ids.shape, len(self._labels.meaning)) or not np.isfinite(logits).all():
            raise Broken(f"the model in {self._plan.folder.name} answered in another shape than its labels have")
        logits = np.exp(logits - logits.max(axis=-1, keepdims=True))
        chances = logits / logits.sum(axis=-1, keepdims=True)
        for at, row in enumerate(batch):
            yield chances[at, len(before) : len(before) + len(row)]


def load(plan: Plan) -> OnnxNames:
    """The finder of the model in a folder; it has answered once when it is given out.

    Raises:
        BadSettings: A file is missing or damaged, labels and outputs do not fit, a label is not known.
    """
    config = read_json(file_in(plan, "config.json"))
    labels = _labels(config, plan)
    tokens = Tokens(file_in(plan, "tokenizer.json"))
    session = Session(weights_in(plan), plan.device, plan.threads)
    session.check(KNOWN)
    finder = OnnxNames(session, tokens, labels, plan, _longest(config))
    try:
        finder.find(View(TRIAL))
    except Broken as error:
        hint = f"config.json names {len(labels.meaning)} labels: do it, tokenizer.json and the model belong together? It also says how"
        hint += " many tokens the model can take (max_position_embeddings)"
        raise BadSettings(f"{plan.folder}: {error.message}", hint=error.hint if isinstance(error, Uncovered) else hint) from None
    return finder


def _longest(config: dict[str, Any]) -> int:
    """Tokens that the model can take."""
    most = config.get("max_position_embeddings")
    if not isinstance(most, int) or most < 1:
        return LONGEST
    # Models of this family count places from behind the padding's id.
    shift = 2 if "roberta" in str(config.get("model_type", "")) else 0
    return min(LONGEST, most - shift)


def _labels(config: dict[str, Any], plan: Plan) -> Labels:
    """The labels as config.json has them, with their meanings."""
    raw = config.get("id2label")
    names = [raw.get(str(at)) for at in range(len(raw))] if isinstance(raw, dict) else raw
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise BadSettings(
            f"{plan.folder / 'config.json'}: id2label is missing or has gaps", hint="it names what each output says"
        )
    outside = [name.upper() in _OUTSIDE for name in names]
    if not any(outside):
        raise BadSettings(f"{plan.folder / 'config.json'}: no label says that a token is no name", hint="one must be called O")
    parts = [_PREFIX.fullmatch(name) for name in names]
    plain = [part[2] if part else name for part, name in zip(parts, names, strict=True)]
    known = meanings([name for name, out in zip(plain, outside, strict=True) if not out], plan.labels, "[models] names_labels")
    meaning = [OFF if out else known[name] for name, out in zip(plain, outside, strict=True)]
    begins = [part is not None and part[1] in "BSU" for part in parts]
    return Labels(np.array([name == OFF for name in meaning]), meaning, begins, plain)


def _spans(text: str, row: Row, scores: Floats, labels: Labels, threshold: float) -> Iterator[Span]:
    """Names in a piece: tokens in a row of one meaning, and the rest of the words that they end in."""
    inside = 1.0 - scores[:, labels.outside].sum(axis=1)
    best = np.where(labels.outside, -1.0, scores).argmax(axis=1) if len(scores) else np.zeros(0, dtype=np.int64)
    start = end = -1
    meaning, name, score, last = "", "", 0.0, -2
    for at in np.flatnonzero(inside >= threshold).tolist():
        low, high, label = int(row.starts[at]), int(row.ends[at]), int(best[at])
        if high <= low:
            continue
        # A name that begins inside a word does not: its first token was cut in two. One that begins under another label of
        # the same meaning does not either: a surname behind a given name.
        fresh = labels.begins[label] and low > end and labels.names[label] == name
        if at == last + 1 and labels.meaning[label] == meaning and not fresh and (low <= end or _GAP.fullmatch(text, end, low)):
            end, score = max(end, high), max(score, float(inside[at]))
        else:
            if start >= 0:
                yield Span(*_to_words(text, start, end), meaning, score)
            start, end, meaning, score = low, high, labels.meaning[label], float(inside[at])
        last, name = at, labels.names[label]
    if start >= 0:
        yield Span(*_to_words(text, start, end), meaning, score)


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, grown to whole words: half a name would leave the other half. Scripts without capitals have no such words."""
    while start > 0 and _in_word(text[start - 1]) and _in_word(text[start]):
        start -= 1
    while end < len(text) and _in_word(text[end - 1]) and _in_word(text[end]):
        end += 1
    return start, end


def _in_word(char: str) -> bool:
    return char.isalnum() and (char < "\u0250" or char.islower() or char.isupper())
