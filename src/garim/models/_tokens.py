"""Tokenizers of foreign models: text → ids with offsets, no character lost unnoticed. The only user of `tokenizers`.

A tokenizer may be set to cut what is too long, and may drop what it does not know. Cutting is switched off here; a letter
or digit in no token raises Uncovered. One unknown sign in a word, or a word that is too long, makes the whole of it one
unknown token, in which a model sees nothing: such a word is tokenized again in parts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from garim.errors import BadSettings, Uncovered
from garim.models._onnx import INSTALL

UNKNOWN = "its vocabulary lacks an unknown token, so it skips what it does not know: use another model"
Ints = NDArray[np.int64]
_LONE = re.compile("[\ud800-\udfff]")
CUT = 48
"""Characters of a word that are read at once, at most: a longer one is read in parts."""
_PARTS = re.compile(rf"[^\W_]{{1,{CUT}}}|[\W_]+")


class Row(NamedTuple):
    """The tokens of one text."""

    ids: Ints
    starts: Ints
    """Where each token begins in the text; of words, where in its word."""
    ends: Ints
    words: Ints
    """The word that each token is of, counted from 0; all 0 for a text that was not split."""


class Tokens:
    """A loaded tokenizer. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """
        Args:
            path: Of tokenizer.json.

        Raises:
            BadSettings: It is missing or damaged, or `tokenizers` is not installed.
        """
        try:
            from tokenizers import Tokenizer
        except ImportError:
            raise BadSettings("the tokenizers of plugged-in models are not installed", hint=INSTALL) from None
        try:
            self._tokenizer: Any = Tokenizer.from_file(str(path))
        except Exception as error:
            # It raises the bare class.
            hint = "copy it again from where the model came from"
            raise BadSettings(f"{path} is missing or damaged ({type(error).__name__})", hint=hint) from None
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._unknown = self.id_of(getattr(self._tokenizer.model, "unk_token", None) or "")
        row = self._tokenizer.encode("a", add_special_tokens=True)
        plain = [at for at, special in enumerate(row.special_tokens_mask) if not special] or [len(row.ids) // 2]
        self.before, self.after = list(row.ids[: plain[0]]), list(row.ids[plain[-1] + 1 :])
        """What the model expects before and after a text ([CLS], [SEP])."""

    def id_of(self, token: str) -> int | None:
        """The id of a token, or None."""
        found: int | None = self._tokenizer.token_to_id(token)
        return found

    def rows(self, texts: list[str]) -> list[Row]:
        """Each text's tokens, without the special ones.

        Raises:
            Uncovered: A letter or digit is in no token.
        """
        whole = [_LONE.sub("\ufffd", text) for text in texts]
        out = [_row(got) for got in self._tokenizer.encode_batch(whole, add_special_tokens=False)]
        out = [self._known(text, row) for text, row in zip(whole, out, strict=True)]
        for text, row in zip(whole, out, strict=True):
            _check(text, row)
        return out

    def _known(self, text: str, row: Row) -> Row:
        """The row with each unknown token that holds more than one part as its parts' tokens."""
        parts: list[tuple[int, int, int]] = []
        for at in np.flatnonzero(row.ids == self._unknown).tolist() if self._unknown is not None else ():
            spans = [part.span() for part in _PARTS.finditer(text, int(row.starts[at]), int(row.ends[at]))]
            parts += [(at, *span) for span in spans] if len(spans) > 1 else []
        if not parts:
            return row
        got = self._tokenizer.encode_batch([text[start:end] for _, start, end in parts], add_special_tokens=False)
        out, done = [], 0
        for (at, start, _), part in zip(parts, map(_row, got), strict=True):
            if at >= done:
                out.append(Row(*(column[done:at] for column in row)))
                done = at + 1
            out.append(part._replace(starts=part.starts + start, ends=part.ends + start))
        out.append(Row(*(column[done:] for column in row)))
        return Row(*(np.concatenate(columns) for columns in zip(*out, strict=True)))

    def words(self, words: list[str]) -> Row:
        """The tokens of a text that was split into words; each word has at least one.

        Raises:
            Uncovered: A word with a letter or digit in it has no token.
        """
        whole = [_LONE.sub("\ufffd", word) for word in words]
        row = _row(self._tokenizer.encode(whole, is_pretokenized=True, add_special_tokens=False))
        seen = np.zeros(len(words), dtype=bool)
        seen[row.words] = True
        lost = [at for at in np.flatnonzero(~seen).tolist() if any(c.isalnum() for c in words[at])]
        if lost:
            raise Uncovered(f"the tokenizer dropped {len(lost)} words; nothing was given out", hint=UNKNOWN)
        return row


def _row(got: Any) -> Row:
    offsets = np.array(got.offsets, dtype=np.int64).reshape(-1, 2)
    words = np.array([word or 0 for word in got.word_ids], dtype=np.int64)
    return Row(np.array(got.ids, dtype=np.int64), offsets[:, 0], offsets[:, 1], words)


def _check(text: str, row: Row) -> None:
    """Whether every letter and digit is in a token."""
    edges = np.zeros(len(text) + 1, dtype=np.int64)
    np.add.at(edges, row.starts, 1)
    np.add.at(edges, row.ends, -1)
    bare = np.flatnonzero(np.cumsum(edges[:-1]) == 0)
    lost = sum(text[at].isalnum() for at in bare.tolist())
    if lost:
        raise Uncovered(f"the tokenizer dropped {lost} characters; nothing was given out", hint=UNKNOWN)
