"""A record in general words: what would change, one by one; a person goes through it before anything is saved.

    look(text, screening, …) → Draft      the changes, and words that may still tell of the company
    Draft.write(verdicts) → text          with her verdict on each: as proposed, in other words, or left as it is

There is no way round the looking: what is saved names the draft that was looked at (`Draft.seen`), and another text,
another list of the company's or another verdict is another draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import orjson

import garim.lang as lang
from garim.detect.carry import occurrences
from garim.detect.names.prose import prose
from garim.detect.words import zipf
from garim.errors import BadInput, TooLarge
from garim.exchange import Screening, hide
from garim.policy.rules import Policy
from garim.surrogate.agree import RUN, is_particle
from garim.surrogate.plain import Place, code_in, places, write
from garim.text.overlap import resolve
from garim.text.views import View
from garim.values import Finding, Slot

MOST = 400_000
"""Characters of a text that is published."""
WORD = re.compile("[A-Za-z][A-Za-z0-9]+|[가-힣]{2,}")
IDENTIFIER = re.compile(
    r"[A-Za-z0-9_$]+(?:[._:/\\@#=?&-]+[A-Za-z0-9_$]+)+|[A-Za-z0-9]*[a-z][A-Z][A-Za-z0-9]*|_*[A-Za-z0-9]+_[A-Za-z0-9_]*"
)
PART = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
"""Identifiers, and their words."""
CUES = "|".join(sorted((re.escape(word) for word in lang.words("code_names")), key=len, reverse=True))
OPEN, CLOSE = "[\"'‘“「『<*_`]", "[\"'’”」』>*_`]"
CALLED = re.compile(
    rf"(?i:(?<![A-Za-z가-힣])(?:{CUES}))(?:은|는|이|가|인)?(?: (?:is|was|it))? ?[:=]? ?"
    rf"(?:{OPEN}{{1,3}}(?P<quoted>\w[\w -]{{1,30}}?){CLOSE}{{1,3}}|(?P<word>[A-Z][A-Za-z0-9]{{2,}}|[가-힣]{{2,}}))"
    rf"|\b(?:Project|Operation|프로젝트) {OPEN}{{0,3}}(?P<project>[A-Z][a-z]{{2,}})"
    rf"|{OPEN}(?P<named>[가-힣A-Za-z][\w -]{{1,20}}){CLOSE} ?(?:프로젝트|project\b)|\b(?P<latin>[A-Z][A-Za-z]{{2,}}) 프로젝트"
)
"""Where a text says itself that something is a code name."""
ALIAS = re.compile(
    rf"(?i:가명|별명|별칭|애칭|닉네임|(?<![a-z])(?:nicknamed?|goes by))(?:은|는|이)? ?[:=]? ?"
    rf"{OPEN}{{1,3}}(?P<name>\w[\w .-]{{0,20}}?){CLOSE}{{1,3}}"
    r"|(?:이니셜|(?<![a-z])(?i:initials?))(?:은|는|이)?(?: is| are)? ?[:=]? ?(?P<letters>(?:[A-Z]\.){2,4}|[A-Z]{2,4})(?![A-Za-z])"
)
"""Where a text says itself that something stands for somebody: a made-up name in quotes, initials."""
YEAR = re.compile(r"(?:19|20)\d{2}(?:[-/~.](?:(?:19|20)?\d{2}|[QH][1-4]))?")
ORDINARY = 4.5
"""Zipf frequency from which a word behind `Project` is an ordinary one: Manager, Plan."""
NAMED = "the text calls it a code name"
SAID_SO = "a name, by all that the text shows"
MAYBE = "lexicon term that may be the ordinary word here"
INSIDE = "lexicon term in an identifier"
KEEP = None
"""The verdict that leaves a place as it is."""
Verdicts = Mapping[int, str | None]
"""Number of a change → other words for it, or KEEP; those that are not named are as proposed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with the changes that would make it general. Confidential."""

    text: str
    changes: tuple[Place, ...]
    left: tuple[str, ...]
    """Words of the company's that stand in the text with all changes made, found once more; () as it should be."""

    def write(self, verdicts: Verdicts) -> str:
        """The text as she decided.

        Raises:
            BadInput: A verdict is on no change.
        """
        if any(not 0 <= number < len(self.changes) for number in verdicts):
            raise BadInput(f"there are {len(self.changes)} changes, and a verdict on another", hint="look at the changes again")
        chosen = []
        for number, change in enumerate(self.changes):
            word = verdicts.get(number, change.word)
            if word is not None:
                chosen.append(change if word == change.word else change._replace(word=word))
        return write(self.text, chosen)

    def seen(self, verdicts: Verdicts) -> str:
        """What names this text with these changes and verdicts: who gives it back has been shown them."""
        said = [self.text, [change[:5] for change in self.changes], sorted(verdicts.items())]
        return sha256(orjson.dumps(said)).hexdigest()[:12]


def look(text: str, screening: Screening, language: str) -> Draft:
    """What would be changed in a text.

    Args:
        text: Markdown.
        screening: Finders and the company's words. Its policy says what leaves to models and where; a text that is
            published goes to everybody, so everything that is found is proposed.
        language: ko | en: where a line does not tell.

    Raises:
        TooLarge: It is longer than a person looks through.
        Broken: A finder failed.
    """
    if len(text) > MOST:
        raise TooLarge(f"the text has {len(text)} characters, at most {MOST}", hint="publish a part of it")
    every = replace(screening, policy=Policy(()), styles={}, legend="", replies=None)
    clean = _Clean(every)
    hidden = hide([Slot(text, role="user")], every)
    sure = [_whole(text, finding, every) for finding in hidden.findings[0] if not _is_year(finding, text)]
    row = resolve((*sure, *_listed(text, sure, every), *_called(text, sure)), text)
    known = screening.companies()
    found = places(text, row, means=screening.means, prose=prose(text), language=language, clean=clean, known=known)
    view = View(write(text, found))
    own = {change.word.casefold() for change in found}
    left = [
        value
        for value in hidden.carried.standing(view)
        if not any(value in word for word in own) and any(not place.form for place in occurrences(value, view))
    ]
    return Draft(text, tuple(found), tuple(left))


def _whole(text: str, finding: Finding, screening: Screening) -> Finding:
    """A listed name with the word in it that stays where a stand-in takes the rest of it: 한별해운, found as 한별."""
    run = RUN.match(text, finding.end) if finding.family == "stem" and not finding.form else None
    for size in range(len(run[0]) if run else 0, 0, -1):
        if screening.taken(text[finding.start : finding.end + size].casefold()):
            return finding._replace(end=finding.end + size)
    return finding


def _listed(text: str, row: Sequence[Finding], screening: Screening) -> Iterator[Finding]:
    """Words of the company's list that were taken for the ordinary word: whoever publishes decides that herself.

    In a sentence one in lower case Latin letters is left: there it is nearly always the ordinary word, and found where it is
    not. In code it is the company's: chestnut_ledger.
    """
    hidden = {place for finding in row for place in range(finding.start, finding.end)}
    for start, word in _parts(text):
        if not hidden.intersection(range(start, start + len(word))) and screening.taken(word.casefold()):
            hidden.update(range(start, start + len(word)))
            yield _finding(start, word, INSIDE, screening)
    for match in WORD.finditer(text):
        start, word = match.start(), match[0]
        if start in hidden or word.islower():
            continue
        ends = [len(word)] if word.isascii() else [size for size in range(len(word), 1, -1) if _ends(word, size)]
        size = next((size for size in ends if screening.taken(word[:size].casefold())), 0)
        if size and not hidden.intersection(range(start, start + size)):
            yield _finding(start, word[:size], MAYBE, screening)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The words of a text's identifiers, and of its code, with where they stand."""
    code = code_in(text)
    for match in PART.finditer(text) if code else ():
        if any(begin <= match.start() < stop for begin, stop in code):
            yield match.start(), match[0]
    for found in IDENTIFIER.finditer(text):
        for match in PART.finditer(found[0]):
            yield found.start() + match.start(), match[0]


def _finding(start: int, word: str, why: str, screening: Screening) -> Finding:
    """A word of the company's list, as what that has it, where the word alone tells."""
    spellings = dict.fromkeys((word, word.capitalize(), word.upper()))
    kind = next((found.kind for one in spellings for found in screening.detector.scan(one) if found.family == "stem"), "word")
    return Finding(start, start + len(word), kind, "stem", screening.named(word) or word.casefold(), why, rank=1)


def _is_year(finding: Finding, text: str) -> bool:
    """Whether what nobody listed was taken for an id, and is a year, or one to another."""
    return finding.kind == "unknown_code" and YEAR.fullmatch(text[finding.start : finding.end]) is not None


def _called(text: str, row: Sequence[Finding]) -> Iterator[Finding]:
    """Every place of what the text itself calls a code name."""
    hidden = {place for finding in row for place in range(finding.start, finding.end)}
    names: dict[str, None] = {}
    for match in CALLED.finditer(text):
        word = next(word for word in match.groups() if word).strip()
        if match["word"] and not word.isascii():
            word = next((word[:size] for size in range(len(word) - 1, 1, -1) if is_particle(word[size:])), word)
        if not (match["project"] or match["latin"] or match["word"]) or zipf(word.casefold()) < ORDINARY:
            names.setdefault(word)
    view = View(text)
    for match in ALIAS.finditer(text):
        word = match["name"] or match["letters"]
        for place in occurrences(word, view):
            if not place.form and not hidden.intersection(range(place.start, place.end)):
                hidden.update(range(place.start, place.end))
                yield Finding(place.start, place.end, "person", "person", word.casefold(), SAID_SO, rank=2)
    for word in names:
        for place in occurrences(word, view):
            if not place.form and not hidden.intersection(range(place.start, place.end)):
                yield Finding(place.start, place.end, "unknown", "stem", word.casefold(), NAMED, rank=2)


def _ends(word: str, size: int) -> bool:
    return size == len(word) or is_particle(word[size:])


class _Clean:
    """Whether a meaning that the company wrote itself names nothing of it."""

    def __init__(self, screening: Screening) -> None:
        self._screening = screening
        self._known: dict[str, bool] = {}

    def __call__(self, word: str) -> bool:
        """Whether it may stand in what is published."""
        if word not in self._known:
            named = any(self._screening.taken(part.casefold()) for part in WORD.findall(word))
            self._known[word] = not named and not self._screening.detector.scan(word)
        return self._known[word]
