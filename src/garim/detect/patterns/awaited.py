"""The pattern engine of a start whose patterns are not compiled yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from garim.detect.patterns.engine import Engine
from garim.detect.patterns.kind import Kind
from garim.text.views import Seen, View


class Awaited(Engine):
    """RE2 alone until the patterns are compiled: the same findings, at first ten to twenty times as slowly."""

    def __init__(self, kinds: Iterable[Kind], compiled: Callable[[], bytes]) -> None:
        """
        Args:
            kinds: As of `Engine`.
            compiled: What `Engine.dump` gave for the same kinds; b"" until it is made. Asked with every text.

        Raises:
            BadSettings: A pattern is not RE2 syntax.
        """
        super().__init__(kinds, prefilter=False)
        self._compiled = compiled
        self._quick: Engine | None = None

    def find(self, view: View, hint: str = "") -> Seen:
        """As `Engine.find`, by the compiled patterns as soon as they are there."""
        quick = self._quick or self._look()
        return quick.find(view, hint) if quick else super().find(view, hint)

    def _look(self) -> Engine | None:
        data = self._compiled()
        if data:
            try:
                self._quick = Engine.load(self.kinds, data)
            except ValueError:  # damaged: the next start makes them anew
                self._compiled = bytes
        return self._quick
