"""How much speaks for an ordinary word or a part of a name being the company's: points, and the reason in general terms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

import garim.late as re
from garim.detect import words
from garim.detect.lexicon import context
from garim.text.fold import fold, latin
from garim.text.identifiers import split
from garim.values import Finding

INITIAL = re.compile(r"(?<![A-Za-z])[A-Z]\.\s$")
ARTICLE = re.compile(r"\b(?:a|an|the)\s$", re.IGNORECASE)
PEOPLE = words.ROLES | frozenset("name nm user employee emp manager reporter contact 이름 성명 직원".split())
TOUCHING = 4
"""Characters between two people of one list."""


class Occurrence(NamedTuple):
    """A form as it was met: which key characters are hidden, and for what."""

    breaks: int
    start: int
    end: int
    entity: str
    kind: str
    family: str
    part: str
    mode: int
    means: str = ""
    """Words of its meaning, folded; only for ordinary words."""
    term: int = -1
    """Which line of the lexicon it is a spelling of."""
    always: bool = False
    """Whether the company says that it is meant wherever it stands."""


class Scales:
    """One text and what is certain in it, against which doubtful words are weighed. Each weighing looks 80 characters far."""

    def __init__(self, text: str, hint: str, certain: Iterable[Finding]) -> None:
        """
        Args:
            text: The view's text.
            hint: The key above it: `assignee` says that a person follows, `service` that a product may.
            certain: Findings that need no evidence.
        """
        rows = sorted(certain)
        self.text = text
        keys = {fold(hint[a:b]) for a, b in split(hint)} if hint else set()
        self._role, self._kind = bool(keys & PEOPLE), bool(keys & words.section("nearby"))
        self._starts = [f.start for f in rows]
        self._people = {f.entity for f in rows if f.kind == "person"}
        self._edges = sorted(at for f in rows if f.kind == "person" for at in (f.start, f.end))

    def compound(self, low: int, high: int, seen: Occurrence) -> bool:
        """Whether a word put together from ordinary ones is the term here: anything of the company in the text is enough."""
        if self._starts or self._kind or context.neighbour(self.text, low, high, seen.kind):
            return True
        return context.in_identifier(self.text, low, high) or (bool(seen.means) and self._means(low, high, seen.means))

    def word(self, low: int, high: int, seen: Occurrence, known: int = 0) -> str:
        """Why an ordinary word is the term here; "" where too little speaks for it.

        Args:
            low: Start of the word in the text.
            high: Its end.
            seen: The form.
            known: Points that it has from elsewhere (another spelling of the term in the text).
        """
        text, surface = self.text, self.text[low:high]
        key, roman = fold(surface), latin(surface)
        common, vague = words.zipf(key), words.generic(key)
        score, why = known, ["beside another spelling"] if known else []
        inside = context.in_identifier(text, low, high)
        if vague and inside:
            return ""
        if inside and not context.in_public_name(text, low, high):
            score, why = max(known, 3 if common < 4.6 or not words.technology(key) else 1), ["in an identifier"]
        elif roman:
            more, reason = self._capital(low, high)
            score, why = score + more, why + reason
        if not (roman and surface[0].islower()) and context.bare(text, low, high):
            score, why = score + 4, [*why, "directly before a word for a system"]
        elif self._kind or context.neighbour(text, low, high, seen.kind):
            quoted = text[low - 1 : low] in context.QUOTES and text[high : high + 1] in context.QUOTES and low > 0
            score, why = score + 2 + (seen.kind == "host" or quoted), [*why, "next to a word of its kind"]
        if not roman:
            does = context.runs(text, high)
            score, why = score + does, [*why, "does what systems do"] if does > 1 else why
            score += bool(score) and context.listed(text, low)
        if text[low - 1 : low] == "`" == text[high : high + 1]:
            score += 2
        if seen.means and self._means(low, high, seen.means):
            weak = common >= 4.5 or (surface.isascii() and surface.islower())
            score, why = score + (1 if weak else 2), [*why, "near words of its meaning"]
        if self._starts and score:
            score += 1
            if self._near(low, high):
                score, why = score + (common < 4.5), [*why, "near another lexicon term"]
        need = 4 if vague or (known and common > 4.5) else 2 if common < 3.4 else 3
        return "an ordinary word that is a lexicon term, " + ", ".join(why) if score >= need else ""

    def _capital(self, low: int, high: int) -> tuple[int, list[str]]:
        surface = self.text[low:high]
        if surface.isupper():
            return (2, ["in capitals"]) if len(surface) > 2 and not self._shouting(low, high) else (0, [])
        inflected = "가" <= self.text[high : high + 1] <= "힣"
        if surface[0].isupper():
            # Korean has no capitals, so one there is no sentence start's.
            score = 3 if inflected else 1 if context.starts_sentence(self.text, low) else 2
            score += context.runs(self.text, high)
            return score, ["with a capital"]
        return (1, ["with a Korean particle"]) if inflected else (0, [])

    def _near(self, low: int, high: int) -> bool:
        at = bisect_left(self._starts, low - context.REACH)
        return at < len(self._starts) and self._starts[at] < high + context.REACH

    def _means(self, low: int, high: int, means: str) -> bool:
        around = fold(self.text[max(0, low - context.REACH) : low] + " " + self.text[high : high + context.REACH])
        return any(word in around for word in means.split())

    def _shouting(self, low: int, high: int) -> bool:
        line = self.text[max(0, low - 40) : low] + self.text[high : high + 40]
        letters = [c for c in line if c.isascii() and c.isalpha()]
        return len(letters) > 8 and sum(c.isupper() for c in letters) > 0.6 * len(letters)

    def person(self, low: int, high: int, seen: Occurrence) -> str:
        """Why a given name, nickname or doubtful full name is the person here; "" where too little speaks for it."""
        text, surface = self.text, self.text[low:high]
        roman, key = latin(surface), fold(surface)
        before, after = text[low - 1 : low], text[high : high + 1]
        if roman and ((before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum())):
            return ""
        plain = self.plain(surface) or (roman and seen.part == "family" and not latin(seen.entity))
        score, why = 0, "in its context"
        if context.titled(text, high):
            score, why = 3, "before a title"
        if self._role or context.labelled(text, low):
            score, why = score + 3, "after a word for a role"
        score += self._acting(low, high, plain)
        if seen.entity in self._people:
            score += 1 if words.zipf(key) > 4.9 or surface[0].islower() else 2 if len(surface) < 3 or plain else 3
        elif self._listed(low, high):
            score += 2
        if roman and not plain and words.rare(key) and high - low > 5:
            score += 2
        elif (
            roman
            and surface[0].islower()
            and not context.titled(text, high)
            and (score < 3 or (plain and before not in ("@", "(")))
        ):
            score -= 2
        if not (roman and surface[0].islower()) and context.alone(text, low, high):
            score += 2
        return f"name of a lexicon person {why}" if score >= (3 if plain else 2) else ""

    @staticmethod
    def plain(surface: str) -> bool:
        """Whether a part of a name is an ordinary word too, or so short that it may be one."""
        key = fold(surface)
        return words.ordinary(key) or not latin(surface) or key in context.CALENDAR

    def _acting(self, low: int, high: int, plain: bool) -> int:
        text, surface = self.text, self.text[low:high]
        if not latin(surface):
            return (2 - words.ordinary(surface)) if context.SPEAKS.match(text, high) else 0
        if not surface[0].isupper():
            return 4 if not plain and not words.public(fold(surface)) and context.acts(text, high) else 0
        rare = not plain and not words.known(fold(surface))
        score = (0 if plain else 1) if context.starts_sentence(text, low) else (1 if plain else 2)
        score += rare
        score += 2 if context.acts(text, high) or INITIAL.search(text, max(0, low - 4), low) else 0
        article = None if rare else ARTICLE.search(text, max(0, low - 5), low)
        return score - 2 if article and (plain or article[0].lower() != "an ") else score

    def _listed(self, low: int, high: int) -> bool:
        at = bisect_left(self._edges, low - TOUCHING + 1)
        return at < len(self._edges) and self._edges[at] < high + TOUCHING
