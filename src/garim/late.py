"""Python's `re`, but for one thing: a pattern is compiled where it is first used. `import garim.late as re`.

The finders have six hundred patterns, and a text needs some thirty of them: compiled with the imports, they took a third of
every start.
"""

from __future__ import annotations

import re
from re import *  # noqa: F403
from typing import Any, AnyStr, cast


def compile(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:  # type: ignore[no-redef]  # noqa: A001
    """As `re.compile`, later. One that is wrong shows where it is first used: a test compiles all that there are."""
    return cast("re.Pattern[AnyStr]", Late(pattern, flags))


class Late:
    """A pattern that is not compiled yet. `re`'s own functions take it for no pattern; its methods are those of one."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        """As `compile`."""
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # What was found stands in the instance from then on: the next use costs what it costs with `re`.
        found = self.__dict__[name] = getattr(re.compile(self.pattern, self._flags), name)
        return found

    def __reduce__(self) -> tuple[object, ...]:
        return Late, (self.pattern, self._flags)
