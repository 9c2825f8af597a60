"""Names that leave or are recorded as they came: a model's, a purpose. What is hidden elsewhere may not stand in them."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

import garim.late as re
from garim.detect.scan import Detector
from garim.errors import BadInput
from garim.policy.places import Endpoint
from garim.values import Finding

CERTAIN = 70
"""Rank from which a finding counts: listed words and what has a form. Words that merely nobody knows are what models are
called by."""
LIKELY = 50
"""Rank above which a name of several words is somebody's."""
MOST_JOINED = 5
"""Parts of a name that are read as one word."""
SHORTEST = 8
"""Characters of a word in base64."""
_JOINT, _RUN, _URL_SAFE = re.compile(r"[\W_]+"), re.compile(r"[A-Za-z0-9+/_-]+"), str.maketrans("+/", "-_")
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
    """Whether a name certainly says what would be hidden in a text, also where joints stand in or between its words, or in base64."""
    for said in (name, *_decoded(name)):
        parts = [part for part in _JOINT.split(said) if part]
        runs = [parts[at : at + size] for size in range(2, MOST_JOINED + 1) for at in range(len(parts) - size + 1)]
        texts = dict.fromkeys((said, " ".join(parts)))
        if any(found.rank >= CERTAIN or found.family in _ALWAYS for text in texts for found in detector.scan(text)):
            return True
        joined = detector.scan("\n".join(map("".join, runs)))  # what has no joints looks like a key
        if any(found.rank >= CERTAIN and found.family != "secret" for found in joined):
            return True
        people = [" ".join(run) for run in runs if len(run) <= 3 and all(part.istitle() and part.isalpha() for part in run)]
        if any(_is_whole_name(text, found) for text in people for found in detector.scan(text)):
            return True
    return False


def _is_whole_name(text: str, found: Finding) -> bool:
    """Whether all of a text is somebody's name beyond its single words, which models are called by."""
    return found.family == "person" and found.rank > LIKELY and found.end - found.start == len(text)


def _decoded(name: str) -> Iterator[str]:
    """What a name, or a part of it, says in base64 or hex."""
    for run in dict.fromkeys((name, *_JOINT.split(name), *_RUN.findall(name))):
        if len(run) < SHORTEST or not run.isascii():
            continue
        for decode in (lambda text: urlsafe_b64decode(text.translate(_URL_SAFE) + "=" * (-len(text) % 4)), bytes.fromhex):
            try:
                said = decode(run).decode("utf-8")
            except ValueError:
                continue
            if said.isprintable():
                yield said
