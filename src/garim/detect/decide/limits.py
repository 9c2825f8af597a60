"""How sure the trees must be: by what would be lost, and by whether the text speaks of a company at all."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

import garim.lang as lang
from garim.detect.decide.certain import is_moment
from garim.detect.decide.features import LISTED, NAMED, Floats, Text
from garim.detect.decide.words import COUNT, DIGITS, DOTTED, FAMILY, KNOWN, LATIN, LOWER, NUMBER, NUMBERS, PAST, STRANGE, THREE
from garim.detect.names.famous import is_famous
from garim.detect.public.table import FIELDS
from garim.values import Finding

LIKELY_OWN, DOUBLY = 2.0, 4.0
"""Log odds from which a text speaks of a company, and how much each below that counts; chosen on companies left out."""
EVIDENCE = 0.5
"""Rank, in hundreds, from which something speaks for a name: a title, a field, a full name in its place."""
SENTENCES = 80
"""Words that show in what sense a listed one is used."""
MOMENT = 0.8
"""How sure one must be that what looks like a time, or a round amount, is something else."""
VERSION = 0.4
"""How sure one must be of a number with several dots: of an address the finders leave no doubt, and versions are as common."""
WIDE, NAMELIKE = np.log1p(20), 3.6 / 4
"""Families from which very many use a word, as a logarithm; frequency (Zipf / 4) from which a name is a word of every day."""
EVERYDAY, NEVER_GUESSED = 5.5 / 4, 0.95
"""Frequency (Zipf / 4) of Korean words that are no names whatever stands behind them (우리 팀장), and how sure one must be of
these and of verbs of the past."""
ROUND = "00000"
"""What amounts end in, and ids do not: of 38 such numbers in labelled texts none named anything."""
LONG = 9
"""Digits from which on a number is hardly an amount."""
OPAQUE = 5
"""Digits from which on a number may name something."""
SHORT = 0.5
"""How sure one must be of fewer: amounts, counts and lines are such numbers."""
CODED = 4
"""Digits from which on a word that ends in them may name something: KX730258."""
FULL_NAME = 0.0001
"""How sure one must be of a first and last name, both known as such, that no public person bears: it identifies whoever it is."""
WHOLE = frozenset(("full", "initials"))
"""Parts under which a finder proposes a first and last name."""
GIVEN, SURNAME, ZIPF = FIELDS.index("given"), FIELDS.index("surname"), FIELDS.index("zipf")
NAMES_OTHERS = [FIELDS.index(field) for field in ("brand", "place", "famous")]
SELDOM = 3.0
"""Frequency (Zipf) under which a word that few sources have is a last name behind a first one, though no list of such has it."""
DATES = frozenset(word[:size] for word in (*lang.words("months", "en"), *lang.words("weekdays", "en")) for size in (3, 20))
"""Months and days, which are names too."""


class Limits(NamedTuple):
    """How sure the trees must be, by what would be lost."""

    opaque: float
    """Letters and digits that nothing public has: another of the same shape serves as well."""
    long: float
    """A number of nine digits and more: no amount, and a time only where it looks like one."""
    number: float
    """Of five to eight."""
    unknown: float
    """A word that nothing public has, or that could be a full Korean name and is no word."""
    name: float
    """A given name or surname that is no ordinary word."""
    public: float
    wide: float
    """A word or identifier that very many use."""
    listed: float
    coded: float
    """A public word with digits behind it that nothing public has."""


def weighed(seen: Text, chances: Floats, whole: float) -> Floats:
    """Chances in a text that hardly speaks of a company: the less it does, the surer each must be.

    What has a form of its own (a phone number, an account) is what it is anywhere; a listed word of a few words
    hardly is; a name that something in the text speaks for is lowered half as much.

    Args:
        seen: The text.
        chances: Of every unit.
        whole: That the text has anything to hide, as log odds; from LIKELY_OWN on, nothing changes.
    """
    if whole >= LIKELY_OWN:
        return chances
    listed, named = seen.base[:, NUMBERS + LISTED] > 0, seen.base[:, NUMBERS + NAMED] >= EVIDENCE
    share = np.where(listed, min(1, len(chances) / SENTENCES), 1)  # few words show no ordinary sense
    share = np.where(seen.firm, 0, np.where(named, np.minimum(share, 0.5), share))
    less = DOUBLY * (whole - LIKELY_OWN) * share
    odds = chances / np.maximum(1 - chances, 1e-6) * np.exp(less)
    out: Floats = (odds / (1 + odds)).astype(np.float32)
    return out


def limits_of(seen: Text, limits: Limits) -> Floats:
    """How sure the trees must be of each unit."""
    own = seen.facts.numbers
    stem = own[:, KNOWN : 2 * KNOWN]
    strange, number, digits = own[:, STRANGE] > 0, own[:, NUMBER] > 0, own[:, COUNT] * 4
    named = (stem[:, 5:7].any(axis=1) | (stem[:, 10] > 0)) & (stem[:, 3] < NAMELIKE) & (stem[:, 8] == 0)
    wide = (own[:, 0] >= WIDE) | (stem[:, 0] >= WIDE) | (seen.base[:, NUMBERS] >= WIDE)
    out = np.full(len(own), limits.public, np.float32)
    out[wide] = limits.wide
    out[named] = limits.name
    shaped = (own[:, THREE] > 0) & (own[:, FAMILY] > 0) & (stem[:, 8] == 0) & (stem[:, 12] == 0) & ~wide
    out[shaped] = limits.unknown
    out[strange] = np.where(own[strange, DIGITS] > 0, limits.opaque, limits.unknown)
    out[(own[:, DIGITS] > 0) & (digits >= CODED) & (own[:, 0] == 0)] = limits.coded
    out[number & (digits < OPAQUE)] = SHORT
    out[number & (digits >= OPAQUE)] = limits.number
    out[number & (digits >= LONG)] = limits.long
    out[number & (seen.facts.signs[:, DOTTED] > 0)] = VERSION
    for unit in np.flatnonzero(number & (digits >= OPAQUE)).tolist():
        word = seen.units.words[unit]
        if word.endswith(ROUND) or (digits[unit] >= LONG and is_moment(word)):
            out[unit] = MOMENT
    out[((stem[:, 3] >= EVERYDAY) & (stem[:, 12] > 0)) | (seen.facts.signs[:, PAST] > 0)] = NEVER_GUESSED
    listed = seen.base[:, NUMBERS + LISTED] > 0
    out[listed] = np.minimum(out[listed], limits.listed)
    return out


def is_full_name(seen: Text, finding: Finding, a: int, b: int) -> bool:
    """Whether a proposal is a first and last name in Latin letters, of words that are names.

    Args:
        seen: The text.
        finding: The proposal.
        a: Its first unit.
        b: Behind its last unit.
    """
    if finding.family != "person" or finding.part not in WHOLE:
        return False
    ends = seen.facts.numbers[[a, b - 1]]
    stem = ends[:, KNOWN : 2 * KNOWN]
    written = (ends[:, LATIN] > 0) & (ends[:, LOWER] == 0)
    rare = stem[1, 0] < WIDE and stem[1, ZIPF] * 4 < SELDOM and not stem[1, NAMES_OTHERS].any()
    if not (written.all() and stem[0, GIVEN] > 0 and (stem[1, SURNAME] > 0 or rare)):
        return False
    owned = len(finding.entity) < finding.end - finding.start  # Lloyd's List
    return not owned and DATES.isdisjoint((seen.facts.same[a], seen.facts.same[b - 1])) and not is_famous(finding.entity)
