"""One engine over all kinds, compiled once for all tests of this process."""

from __future__ import annotations

from functools import cache

from garim.detect.patterns.engine import Engine
from garim.detect.patterns.kinds import all_kinds


@cache
def all_engine() -> Engine:
    return Engine(all_kinds())
