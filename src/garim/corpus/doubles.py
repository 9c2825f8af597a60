"""The same once, near the same once: exact by hash of what a text says, near by MinHash over runs of words (datasketch)."""

from __future__ import annotations

import re
import zlib
from hashlib import blake2b
from typing import Any

SHARE = 0.85
"""Share of runs of words that two texts have in common from which on they are near the same."""
RUN = 5
"""Words of a run; a text of fewer is one run."""
PERMUTATIONS = 128
WORD = re.compile(r"\w+")
SPACE = re.compile(r"\s+")


class Doubles:
    """Remembers texts; says of each new one whether it was there before. Order decides: the first of a kind stays."""

    def __init__(self, share: float = SHARE) -> None:
        """
        Args:
            share: From which on two texts are near the same, over 0 up to 1; 1 takes only the same for the same.
        """
        self._seen: set[bytes] = set()
        self._share = share
        self._index: Any = None
        self._sketches: dict[bytes, Any] = {}
        if share < 1:
            from datasketch import MinHashLSH

            self._index = MinHashLSH(threshold=share, num_perm=PERMUTATIONS)

    def before(self, text: str) -> str:
        """ "" for a text that is new, and is remembered; else "a double" or "nearly a double"."""
        digest = blake2b(SPACE.sub(" ", text).strip().encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if digest in self._seen:
            return "a double"
        self._seen.add(digest)
        if self._index is None:
            return ""
        sketch = _sketch(text)
        # The index answers with what may be near; the sketches themselves say how near.
        if any(sketch.jaccard(self._sketches[key]) >= self._share for key in self._index.query(sketch)):
            return "nearly a double"
        self._sketches[digest] = sketch
        self._index.insert(digest, sketch)
        return ""


def _sketch(text: str) -> Any:
    from datasketch import MinHash

    words = WORD.findall(text.lower())
    runs = {" ".join(words[at : at + RUN]).encode("utf-8", "surrogatepass") for at in range(max(1, len(words) - RUN + 1))}
    sketch = MinHash(num_perm=PERMUTATIONS, hashfunc=zlib.crc32)
    sketch.update_batch(sorted(runs))
    return sketch
