"""Names by a GLiNER span model in ONNX: a folder with model.onnx, tokenizer.json and gliner_config.json.

It is told what to look for: `[models] names_labels = { "person" = "person", "street address" = "address" }`. The prompt is
`<<ENT>> person <<ENT>> street address <<SEP>>` and then the text's words, each tokenized by itself; `words_mask` numbers
the first token of each word of the text from 1. Every run of up to `max_width` words is judged against every thing to look
for; of those over the threshold the surest stand, as long as they do not overlap.

Sources: https://github.com/urchade/GLiNER (gliner/data_processing, gliner/onnx), https://github.com/fbilhaut/gline-rs
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from garim.errors import BadSettings, Broken, Uncovered
from garim.models._labels import OFF, Span, findings, meanings
from garim.models._onnx import Session
from garim.models._port import LONGEST, TRIAL, Plan, file_in, pieces, read_json, weights_in
from garim.models._tokens import CUT, Row, Tokens
from garim.text.views import Seen, View
from garim.values import Finding

LOOKED_FOR = {"person": "person", "organization": "org", "location": "place", "address": "address"}
"""What is looked for where the settings do not say."""
MOST_TYPES = 25
"""Things to look for at once; the models were trained with as many."""
OTHERS = ("labels_encoder", "labels_decoder", "relations_layer")
"""Parts of other sorts of GLiNER, which are asked in another way: what their configurations name them by."""
KNOWN = frozenset(("input_ids", "attention_mask", "token_type_ids", "words_mask", "text_lengths", "span_idx", "span_mask"))
# The models were trained on words split like this; other splitters are refused.
_WORD = re.compile(r"\w+(?:[-_]\w+)*|\S")
Ints = NDArray[np.int64]
Words = Sequence[tuple[int, int]]


class GlinerNames:
    """A finder over a GLiNER span model. Safe to share between threads."""

    def __init__(self, session: Session, tokens: Tokens, plan: Plan, config: dict[str, Any]) -> None:
        """Made by `load`.

        Raises:
            BadSettings: The tokenizer lacks a marker, or the prompt leaves no room for a text.
        """
        self._session, self._tokens, self._plan = session, tokens, plan
        wanted = {name: meaning for name, meaning in (plan.labels or LOOKED_FOR).items() if meaning != OFF}
        self._types, self._meanings = list(wanted), meanings(wanted, wanted, "[models] names_labels")
        self._width, self._most = _whole(config, "max_width", 12), _whole(config, "max_len", 384)
        marks = config.get("ent_token", "<<ENT>>"), config.get("sep_token", "<<SEP>>")
        for mark in marks:
            if tokens.id_of(str(mark)) is None:
                raise BadSettings(
                    f"{plan.folder / 'tokenizer.json'} has no token {mark}", hint="is it the tokenizer of this GLiNER model?"
                )
        prompt = [word for name in self._types for word in (str(marks[0]), name)] + [str(marks[1])]
        self._prompt = [*tokens.before, *tokens.words(prompt).ids.tolist()]
        encoder = config.get("encoder_config")
        longest = _whole(encoder if isinstance(encoder, dict) else {}, "max_position_embeddings", LONGEST)
        self._room = min(LONGEST, longest) - len(self._prompt) - len(tokens.after)
        if self._room < 4 * CUT:
            hint = "look for fewer things: each takes some of the tokens that the model can read"
            raise BadSettings(f"[models] names_labels: {len(self._types)} leave no room for the text", hint=hint)

    @property
    def path(self) -> Path:
        """The file of weights."""
        return self._session.path

    def find(self, view: View, hint: str = "") -> Seen:
        """What the model names in the prose of a view, and how much of the view was looked at.

        Raises:
            Uncovered: A word has no token, or more than fit.
            Broken: The model failed.
        """
        out: list[Finding] = []
        for piece in pieces(view):
            words = list(_words(piece.text))
            spans = [Span(words[a][0], words[b][1], self._meanings[name], p) for a, b, name, p in self._spans(piece.text, words)]
            out += [f._replace(start=f.start + piece.start, end=f.end + piece.start) for f in findings(piece.text, spans)]
        return Seen(out, len(view.text))

    def _spans(self, text: str, words: Words) -> list[tuple[int, int, str, float]]:
        """First and last word, what it is and how sure the model is; none overlap."""
        if not words:
            return []
        row = self._tokens.words([text[start:end] for start, end in words])
        found: list[tuple[float, int, int, int]] = []
        for start, end in self._windows(len(words), row):
            scores = self._run(row, start, end)
            for first, width, what in np.argwhere(scores >= self._plan.threshold).tolist():
                if start + first + width < end:
                    found.append((float(scores[first, width, what]), start + first, start + first + width, what))
        taken = np.zeros(len(words), dtype=bool)
        out = []
        for score, first, last, what in sorted(found, key=lambda f: (-f[0], f[1], f[1] - f[2])):
            if not taken[first : last + 1].any():
                taken[first : last + 1] = True
                out.append((first, last, self._types[what], score))
        return sorted(out)

    def _windows(self, size: int, row: Row) -> Iterator[tuple[int, int]]:
        """Windows of words whose tokens fit; neighbours share more than the longest name.

        Raises:
            Uncovered: A word has more tokens than fit.
        """
        ends = np.cumsum(np.bincount(row.words, minlength=size))
        start = 0
        while True:
            before = int(ends[start - 1]) if start else 0
            end = min(size, start + self._most, int(np.searchsorted(ends, before + self._room, side="right")))
            if end == start:
                raise Uncovered("a word has more tokens than the model can take; nothing was given out", hint="use another model")
            yield start, end
            if end == size:
                return
            start = max(start + 1, end - min(2 * self._width, (end - start) // 2))

    def _run(self, row: Row, start: int, end: int) -> NDArray[np.float32]:
        """How sure the model is of each first word, width and thing to look for, in a window of words."""
        low, high = np.searchsorted(row.words, [start, end]).tolist()
        inside = row.words[low:high]
        ids = np.array([*self._prompt, *row.ids[low:high].tolist(), *self._tokens.after], dtype=np.int64)[None]
        mask = np.zeros_like(ids)
        firsts = np.concatenate([[True], inside[1:] != inside[:-1]])
        mask[0, len(self._prompt) : len(self._prompt) + len(inside)] = np.where(firsts, inside - start + 1, 0)
        size = end - start
        pairs = np.stack(
            np.broadcast_arrays(np.arange(size)[:, None], np.arange(size)[:, None] + np.arange(self._width)), axis=-1
        )
        pairs = pairs.reshape(1, -1, 2)
        fits = pairs[..., 1] < size
        feeds = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
            "words_mask": mask,
            "text_lengths": np.array([[size]], dtype=np.int64),
            "span_idx": pairs * fits[..., None],
            "span_mask": fits,
        }
        logits = self._session.run(feeds)
        if logits.shape != (1, size, self._width, len(self._types)) or not np.isfinite(logits).all():
            raise Broken(f"the model in {self._plan.folder.name} answered in another shape than GLiNER's span models do")
        chances: NDArray[np.float32] = 1.0 / (1.0 + np.exp(-np.clip(logits[0], -30.0, 30.0)))
        return chances


def load(plan: Plan) -> GlinerNames:
    """The finder of the model in a folder; it has answered once when it is given out.

    Raises:
        BadSettings: A file is missing or damaged, it is another sort of GLiNER, a label is not known.
    """
    path = file_in(plan, "gliner_config.json")
    config = read_json(path)
    if str(config.get("span_mode", "markerV0")).replace("_", "-") == "token-level" or any(config.get(part) for part in OTHERS):
        hint = "models that judge tokens, find relations, or have a part of their own for labels are not: take one with span_mode markerV0"
        raise BadSettings(f"{path}: only GLiNER's span models with one encoder are read", hint=hint)
    if config.get("words_splitter_type", "whitespace") != "whitespace":
        raise BadSettings(f"{path}: words_splitter_type is not whitespace", hint="only models that were trained with it are read")
    if len(plan.labels) > MOST_TYPES:
        raise BadSettings(f"[models] names_labels: {len(plan.labels)} things to look for", hint=f"{MOST_TYPES} at most")
    tokens = Tokens(file_in(plan, "tokenizer.json"))
    session = Session(weights_in(plan), plan.device, plan.threads)
    session.check(KNOWN)
    finder = GlinerNames(session, tokens, plan, config)
    try:
        finder.find(View(TRIAL))
    except Broken as error:
        hint = "do gliner_config.json, tokenizer.json and the model belong together?"
        raise BadSettings(f"{plan.folder}: {error.message}", hint=error.hint if isinstance(error, Uncovered) else hint) from None
    return finder


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text are; long ones in parts."""
    for word in _WORD.finditer(text):
        for start in range(word.start(), word.end(), CUT):
            yield start, min(start + CUT, word.end())


def _whole(config: dict[str, Any], name: str, default: int) -> int:
    value = config.get(name)
    return value if isinstance(value, int) and value > 0 else default
