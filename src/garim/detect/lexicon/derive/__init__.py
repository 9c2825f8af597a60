"""ONE FILE = ONE DERIVATION: what no lexicon holds but a whole lexicon gives away. Found here, listed nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

from garim.detect.lexicon.forms import Form
from garim.detect.lexicon.source import Term

if TYPE_CHECKING:
    from garim.detect.lexicon.read import Reader
    from garim.text.views import View

Learnt = Mapping[str, Sequence[str]]
"""What a derivation learnt, as JSON can hold it."""


class Derivation(Protocol):
    """A file's class `Derived`: made from what it learnt, asked for every text."""

    def __init__(self, learnt: Learnt) -> None:
        """`learnt`: as `learn` gave it, perhaps through JSON."""

    @staticmethod
    def learn(terms: Sequence[Term]) -> Learnt:
        """What all terms together give away."""

    @staticmethod
    def forms(terms: Sequence[Term]) -> Iterable[Form]:
        """Further forms to search for."""

    def consider(self, reader: Reader, view: View) -> None:
        """Add what a text holds to what its reader has found."""


@cache
def derivations() -> Mapping[str, type[Derivation]]:
    """File name → its derivation, in the order of names."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return {name: import_module(f"{__name__}.{name}").Derived for name in names}
