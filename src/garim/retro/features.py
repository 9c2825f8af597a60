"""A prompt → the numbers that its purpose is told from: what is asked, word by word and in pieces of letters, and what sort of
text was pasted beside it.

What is asked is the prose: fences, code, logs and tables are taken out and only their sort is kept, for a stack trace beside
"translate this" is no fault to find. Hashing is done on arrays: a prompt costs a third of a millisecond.
"""

from __future__ import annotations

import re
from zlib import crc32

import numpy as np
import numpy.typing as npt

from garim.policy.content import CODE, LOG, SQL, kinds_of

SIZE = 1 << 16
"""Places that features are hashed to."""
EDGE = 700
"""Characters of the ask that are looked at, at its beginning and at its end."""
READ = 12_000
"""Characters of a prompt that are looked at, at its beginning and at its end."""
FENCED = re.compile(r"(?ms)^[^\S\n]*```.*?(?:^[^\S\n]*```|\Z)")
TABLE = re.compile(r"(?m)^[^\S\n]*(?:\|.*\||\+[-+=]{4,}|[\w.$/-]+\s*(?:->|→)\s*\S.*)$")
WORD = re.compile(r"[^\W_]+(?:['’.+#-][^\W_]+)*[+#]*|[?!]")
DIGITS = re.compile(r"\d+")
SPACE = re.compile(r"\s+")
SENTENCE = re.compile(r"(?<=[.?!:])\s+")
WANTED = 24
"""Words of the sentence that asks, at most."""
ORDERS = (2, 3, 4)
"""Lengths of pieces of letters."""
Indexes = npt.NDArray[np.int64]


def cut(text: str, edge: int) -> str:
    """The beginning and the end of a text that is longer."""
    return text if len(text) <= 2 * edge else f"{text[:edge]}\n{text[-edge:]}"


def asked(text: str) -> str:
    """What is asked: the prose of a prompt; its beginning where it has none."""
    text = cut(text, READ)
    prose = FENCED.sub("\n", text)
    prose = SQL.sub("\n", prose) if len(prose) < 4000 else prose
    lines = [line for line in TABLE.sub("", prose).splitlines() if line.strip() and not CODE.match(line) and not LOG.match(line)]
    return cut("\n".join(lines) or text.strip(), EDGE)


def indexes(text: str) -> Indexes:
    """The places of a prompt's features, each once."""
    ask = SPACE.sub(" ", DIGITS.sub("0", asked(text).lower()))
    words = WORD.findall(ask)
    named = [f"w {word}" for word in words]
    named += [f"b {one} {two}" for one, two in zip(words, words[1:], strict=False)]
    named += [f"first {word}" for word in words[:2]] + [f"last {word}" for word in words[-2:]]
    # What is wanted stands at the end, or where a question is asked; what stands before it is what it is about.
    parts = [part for part in SENTENCE.split(ask) if part.strip()]
    wanted = WORD.findall(" ".join([part for part in parts if "?" in part][:2] or parts[-1:]))[:WANTED]
    named += [f"want {word}" for word in wanted]
    named += [f"wants {one} {two}" for one, two in zip(wanted, wanted[1:], strict=False)]
    named += [f"sort {kind}" for kind in kinds_of([cut(text, READ)])]
    named += [f"long {min(len(text), 8000).bit_length()}", f"words {min(len(words), 200).bit_length()}"]
    hashed = [crc32(name.encode("utf-8", "surrogatepass")) for name in named]
    letters = np.frombuffer(f" {ask} ".encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    pieces = [_pieces(letters, order) for order in ORDERS if len(letters) >= order]
    return np.unique(np.concatenate([np.array(hashed, np.uint64), *pieces]) & np.uint64(SIZE - 1)).astype(np.int64)


def _pieces(letters: npt.NDArray[np.uint64], order: int) -> npt.NDArray[np.uint64]:
    value = np.full(len(letters) - order + 1, 0x9E3779B97F4A7C15 * order & (1 << 64) - 1, np.uint64)
    for at in range(order):
        value = (value ^ letters[at : len(letters) - order + 1 + at]) * np.uint64(0x100000001B3)
    return value ^ (value >> np.uint64(29))
