"""Names that leave or are recorded as they came: a model's, a purpose. What is hidden elsewhere may not stand in them."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from garim.detect.scan import Detector
from garim.errors import BadInput
from garim.policy.places import Endpoint

CERTAIN = 70
"""Rank from which a finding counts: listed words and what has a form. Words that merely nobody knows are what models are
called by."""
_ALWAYS = frozenset(("secret", "rrn", "card", "iban", "email"))


def check_model(model: str, places: Iterable[Endpoint], detector: Detector) -> None:
    """Refuse a model's name that says what may not leave; a name that the settings know passes, and what their pattern says of it.

    Raises:
        BadInput: It holds a listed word, a secret or somebody's data. Nothing left.
    """
    said = model
    for place in places:
        for pattern in (*place.models, *(name for name, _ in place.aliases)):
            if model == pattern:
                return
            if fnmatchcase(model, pattern):
                own = min([pattern.find(mark) for mark in "*?[" if mark in pattern], default=0)
                said = min(said, model[own:], key=len)
    if tells(said, detector):
        hint = "if it is called so, name it in [[upstream]] models"
        raise BadInput("the model's name holds a word that may not leave", hint=hint)


def check_purpose(purpose: str, known: Iterable[str], detector: Detector) -> None:
    """Refuse a purpose that says what may not be recorded; one that the settings know passes.

    Raises:
        BadInput: It holds a listed word, a secret or somebody's data. Nothing left and nothing was recorded.
    """
    if purpose and purpose not in known and tells(purpose, detector):
        raise BadInput("x-garim-purpose holds a word that may not be recorded", hint="a sort of work: support, review, batch")


def tells(name: str, detector: Detector) -> bool:
    """Whether a name certainly says what would be hidden in a text, also where hyphens or underscores join it."""
    return any(
        found.rank >= CERTAIN or found.family in _ALWAYS
        for said in dict.fromkeys((name, name.replace("-", " ").replace("_", " ")))
        for found in detector.scan(said)
    )
