"""One engine over all kinds, compiled for all tests of this machine until a kind changes."""

from __future__ import annotations

from functools import cache

from garim.config.patterns import load_engine
from garim.detect.patterns.engine import Engine


@cache
def all_engine() -> Engine:
    return load_engine(wait=True)
