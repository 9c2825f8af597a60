"""Whether an occurrence of a form is the company's: boundaries, joints, and for ordinary words the evidence around it."""

from __future__ import annotations

import re
from bisect import bisect_left

from garim.detect import words
from garim.detect.lexicon import context
from garim.detect.lexicon import forms as F
from garim.detect.lexicon.weigh import Occurrence, Scales
from garim.text.fold import fold, latin
from garim.text.identifiers import Squeezed
from garim.values import Finding

CERTAIN = 60
"""Rank from which a finding speaks for others near it."""
ORDINARY = 39
"""Rank of what was judged by its surroundings: it does not carry to where the same word is ordinary."""
RARER = 4.2
"""Zipf frequency under which a word that was the term once in a text is so again."""
JOINTS = re.compile(r"[\s_\-./&',()·:]{1,3}")
NAME_JOINTS = re.compile(r"[\s_\-.,·]{1,2}|\.\s|['’]")
TIGHT = frozenset("_-.")
HOST = re.compile(r"[A-Za-z0-9.-]")
TAIL = re.compile(r"[가-힣]*")
TITLE = re.compile(context.TITLES)
TITLED_FAMILY = re.compile(r"(?<![가-힣])([가-힣]{1,2}?)\s?$")


class Reader:
    """One text being read: takes candidates one by one, gives findings at the end."""

    def __init__(self, text: str, squeezed: Squeezed, hint: str) -> None:
        """
        Args:
            text: The view's text.
            squeezed: The same text squeezed.
            hint: The key above the text.
        """
        self.text, self.hint = text, hint
        self._at, self._edges, self._folded = squeezed.at, squeezed.edges, squeezed.text
        self._found: list[Finding] = []
        self._later: list[tuple[int, int, int, int, Occurrence]] = []
        self._spelled: dict[int, set[str]] = {}

    def consider(self, start: int, end: int, seen: Occurrence) -> None:
        """A hit of a whole key at [start, end) of the squeezed text."""
        low, high = int(self._at[start]), int(self._at[end - 1]) + 1
        if self._folded[start] >= "가" and self._folded[start:end] in (
            self._folded[2 * start - end : start],
            self._folded[end : 2 * end - start],
        ):
            return  # said twice it is another word (도란도란)
        if high - low != end - start and not self._joined(start, end, seen):
            return
        if not (self._edges[start] or self._head(start, end, seen)) or not (self._edges[end] or self._tail(end, high, seen)):
            return
        a, b = int(self._at[start + seen.start]), int(self._at[start + seen.end - 1]) + 1
        place = (low, high, a, b)
        if seen.mode in (F.WORD, F.TABLE, F.SCHEMA, F.GIVEN) or self._doubtful(low, high, seen):
            self._later.append((*place, seen))
        else:
            self._strong(place, seen)

    def bounded(self, start: int, end: int) -> bool:
        """Whether any form can end here inside a run of letters: cheap, before its rows are read."""
        return self._folded[end - 1] >= "\u3040" or end - start > 6 or words.glue(self._run(end))

    def add(self, finding: Finding) -> None:
        """A finding from elsewhere, to be weighed with the others."""
        self._found.append(finding)

    def _joined(self, start: int, end: int, seen: Occurrence) -> bool:
        for i in range(start + 1, end):
            before, here = int(self._at[i - 1]) + 1, int(self._at[i])
            if before == here:
                continue
            offset = i - start
            if offset < 64 and not seen.breaks >> offset & 1:
                return False
            gap = self.text[before:here]
            if seen.mode == F.ID:
                continue
            if seen.mode in (F.SCOPED, F.DOMAIN, F.HANDLE):
                if len(gap) != 1 or gap not in TIGHT:
                    return False
            elif (
                not (NAME_JOINTS if seen.mode == F.FULL else JOINTS).fullmatch(gap)
                or gap in (". ", ".\n", ", ")
                and seen.mode != F.FULL
                or "\n\n" in gap
            ):
                return False
        return True

    def _tail(self, end: int, high: int, seen: Occurrence) -> bool:
        last = self._folded[end - 1]
        if "가" <= last <= "힣":
            found = TAIL.match(self.text, high)
            tail = found[0] if found else ""
            return words.ending(tail) or (seen.mode in (F.OWN, F.FULL) and seen.end - seen.start > 2)
        if last >= "\u3040":
            return True
        tail = self._run(end)
        size = seen.end - seen.start
        if seen.mode == F.ACRONYM:
            return len(tail) > 2 and words.glue(tail) and not words.known(self._folded[end - size : end] + tail)
        if seen.mode == F.HOSTED:
            after = high + len(tail)
            return len(tail) > 2 and words.glue(tail) and after < len(self.text) and self.text[after].isdigit()
        return (size > 3 and words.glue(tail)) or (seen.mode == F.OWN and size > 6)

    def _head(self, start: int, end: int, seen: Occurrence) -> bool:
        if "가" <= self._folded[start] <= "힣":
            begin = start
            while begin > max(0, start - 8) and not self._edges[begin]:
                begin -= 1
            head = self._folded[begin:start]
            if seen.mode == F.FULL:
                return head in words.section("korean") or head in words.TITLES or head in words.ROLES
            return seen.end - seen.start > 2 or head in words.section("korean")
        if self._folded[start] >= "\u3040":
            # No spaces there: a family name alone may not be the end of another word in the same script.
            return seen.mode != F.GIVEN or not "\u3400" <= self._folded[start - 1] <= "\u9fff"
        if seen.mode != F.OWN:
            return False
        begin = start
        while begin > max(0, start - 24) and not self._edges[begin]:
            begin -= 1
        return end - start > 6 or (end - start > 4 and words.glue(self._folded[begin:start]))

    def _run(self, end: int) -> str:
        stop = self._edges.find(1, end, end + 25)
        return self._folded[end : stop if stop >= 0 else end + 25]

    def _strong(self, place: tuple[int, int, int, int], seen: Occurrence) -> None:  # noqa: C901
        low, high, a, b = place
        text, mode = self.text, seen.mode
        rank, why = 85, "lexicon term"
        if mode == F.OWN or mode == F.EXACT:
            why = "lexicon term in an identifier" if context.in_identifier(text, low, high) else why
        elif mode == F.ACRONYM:
            inside = context.in_identifier(text, low, high)
            upper = text[low:high].isupper()
            if not (upper and high - low > 2) and not inside and not self._quoted(low, high):
                return
            rank, why = (75, "lexicon abbreviation in capitals") if upper else (65, "lexicon abbreviation in an identifier")
        elif mode == F.PHRASE:
            if not self._phrase(low, high):
                return
            rank, why = ORDINARY if latin(text[low:high]) else 70, "lexicon phrase"
        elif mode == F.SCOPED:
            if not self._scoped(low, high, seen):
                return
            plain = words.generic(seen.entity) or words.ordinary(seen.entity)
            rank, why = (ORDINARY if plain else 75), "part of a database object's name"
        elif mode == F.NUMBERED:
            if not text[high : high + 2].isdigit():
                return
            rank, why = 75, "lexicon name before a number"
        elif mode == F.TICKET:
            digits = re.compile(r"-\d+").match(text, high)
            if not digits or not (text[low:high].isupper() or self._branch(low, high)) or (low and text[low - 1] in "-_"):
                return
            b = digits.end()
            self._emit((a, b), seen._replace(entity=text[a:b].upper()), 85, "ticket of a lexicon project")
            return
        elif mode in (F.ID, F.DOMAIN):
            self._whole(place, seen)
            return
        elif mode == F.HOSTED:
            why = "host name on a lexicon pattern"
            if self._edges and not text[high : high + 1].isalpha():
                return
        elif mode == F.HANDLE:
            if not self._handle(low, high):
                return
            rank, why = 65, "handle of a lexicon person"
        elif mode == F.FULL:
            if not self._full(low, high):
                return
            rank, why = 88, "lexicon person"
        self._emit((a, b), seen, rank, why)

    def _branch(self, low: int, high: int) -> bool:
        """Whether a ticket stands in the name of a branch (feature/abc-12)."""
        return self.text[low - 1 : low] == "/" and not words.ordinary(fold(self.text[low:high]))

    def _quoted(self, low: int, high: int) -> bool:
        before, after = self.text[low - 1 : low], self.text[high : high + 1]
        return before != "" and before in "\"'`=<" and after != "" and after in "\"'`>,;"

    def _phrase(self, low: int, high: int) -> bool:
        surface = self.text[low:high]
        if not latin(surface) or " " not in surface and "\n" not in surface:
            return True
        parts = surface.split()
        return all(p[0].isupper() or p[0] in "&-" or p[0].isdigit() for p in parts) or context.in_identifier(self.text, low, high)

    def _scoped(self, low: int, high: int, seen: Occurrence) -> bool:
        surface = self.text[low:high]
        if "_" in surface or not latin(surface):
            return True
        if "-" in surface or "." in surface:
            return surface.isupper() or "-" in surface
        return any(c.isupper() for c in surface[1:]) and not surface.isupper()

    def _whole(self, place: tuple[int, int, int, int], seen: Occurrence) -> None:
        low, high = place[:2]
        text = self.text
        head = re.search(r"\W+$", seen.entity)
        high += len(head[0]) if head else 0
        if fold(text[low:high]) != fold(seen.entity.lstrip("(@#")):
            return
        around = text[low - 1 : low] + text[high : high + 1]
        if seen.mode == F.ID and any(c.isascii() and c.isalnum() for c in around):
            return
        if seen.mode == F.DOMAIN:
            if high < len(text) and (text[high] == "-" or (text[high] == "." and text[high + 1 : high + 2].isalnum())):
                return
            floor = max(0, low - 200)
            while low > floor and HOST.match(text[low - 1]):
                low -= 1
            while low < high and text[low] in ".-":
                low += 1
            self._emit((low, high), seen._replace(entity=text[low:high].lower()), 80, "name in a lexicon domain")
        else:
            if low and text[low - 1] in "._%+-" and seen.family == "email":
                return
            self._emit((low, high), seen, 90, "lexicon id")

    def _handle(self, low: int, high: int) -> bool:
        surface = self.text[low:high]
        if any(c.isspace() for c in surface) or words.ordinary(fold(surface)) or len(surface) < 4:
            return False
        before, after = self.text[low - 1 : low], self.text[high : high + 1]
        named = "." in surface or "_" in surface or after == "@" or self._quoted(low, high)
        return named or (before != "" and before in "@\\/-_=:")

    def _doubtful(self, low: int, high: int, seen: Occurrence) -> bool:
        surface = self.text[low:high]
        if latin(surface):
            return False
        if seen.mode == F.FULL:
            return words.ordinary(surface) or len(surface) < 3
        return seen.mode in (F.OWN, F.EXACT) and seen.kind != "org" and words.compound(surface)

    def _full(self, low: int, high: int) -> bool:
        surface = self.text[low:high]
        if not latin(surface) or " " not in surface:
            return True
        parts = [p for p in re.split(r"[\s-]+", surface) if p]
        if all(p[0].isupper() for p in parts):
            return True
        return not all(words.ordinary(fold(p)) for p in parts)

    def _emit(self, span: tuple[int, int], seen: Occurrence, rank: int, why: str) -> None:
        self._spelled.setdefault(seen.term, set()).add(fold(self.text[slice(*span)]))
        self._found.append(Finding(*span, seen.kind, seen.family, seen.entity, why, part=seen.part, rank=rank))

    def findings(self) -> list[Finding]:
        """What stands, in order; of two that overlap the longer, then the better founded."""
        scales = Scales(self.text, self.hint, (f for f in self._found if f.rank >= CERTAIN))
        starts = sorted(f.start for f in self._found)
        missed: list[tuple[int, int, Occurrence]] = []
        for low, high, a, b, seen in self._later:
            if seen.mode == F.WORD:
                if why := scales.word(low, high, seen):
                    self._emit((low, high), seen, ORDINARY, why)
                else:
                    missed.append((low, high, seen))
            elif seen.mode in (F.OWN, F.EXACT):
                if scales.compound(low, high, seen):
                    self._emit((a, b), seen, 70, "lexicon term of ordinary words in the company's context")
            elif seen.mode in (F.FULL, F.GIVEN):
                if why := scales.person(low, high, seen):
                    doubtful = seen.part in ("full", "") and scales.plain(self.text[low:high])
                    self._emit((low, high), seen, ORDINARY if doubtful else 60, why)
            else:
                self._table(low, high, seen, starts)
        scales = Scales(self.text, self.hint, self._found)
        for low, high, seen in missed:
            # Another spelling of the same term may stand in the text: Mole beside 두더지.
            surface = self.text[low:high]
            other = self._spelled.get(seen.term, set()) - {fold(surface)}
            again = fold(surface) in self._spelled.get(seen.term, ()) and words.zipf(fold(surface)) < RARER
            known = 2 if (other or again) and not (latin(surface) and surface.islower()) else 0
            if why := scales.word(low, high, seen, known):
                self._emit((low, high), seen, ORDINARY, why)
        self._families()
        return resolve(self._found)

    def _table(self, low: int, high: int, seen: Occurrence, starts: list[int]) -> None:
        text = self.text
        if seen.mode == F.SCHEMA:
            found = re.compile(r"\s?\.\s?[\"`]?([A-Za-z][\w$]*)").match(text, high)
            if not found or (low and text[low - 1] in ".-/@") or not context.in_sql(text, low):
                return
            taken = bisect_left(starts, high)
            if taken < len(starts) and starts[taken] < found.end():
                return
            name = found[1]
            self._emit((low, found.end()), seen._replace(entity=f"{seen.entity} {name.lower()}"), 60, "table in a lexicon schema")
        elif context.in_sql(text, low) and text[high : high + 1] not in ("-", "/", "."):
            self._emit((low, high), seen, ORDINARY, "lexicon table after an SQL word")

    def _families(self) -> None:
        owners: dict[str, set[str]] = {}
        for finding in self._found:
            if finding.kind == "person" and not latin(finding.entity) and len(finding.entity) > 2:
                for size in (1, 2):
                    owners.setdefault(finding.entity[:size], set()).add(finding.entity)
        for title in TITLE.finditer(self.text) if owners else ():
            found = TITLED_FAMILY.search(self.text, max(0, title.start() - 3), title.start())
            named = owners.get(found[1], set()) if found else set()
            if found and len(found[1]) == 1 and title[0] == "상":
                continue  # 정상, 이상, 대상: さん follows Japanese names, which are longer
            if found and len(named) == 1:
                why = "family name of a person in the text, before a title"
                owner = next(iter(named))
                self.add(Finding(*found.span(1), "person", "person", owner, why, part="family", rank=60))


def resolve(found: list[Finding]) -> list[Finding]:
    """Findings in order without overlaps: the longer stands, then the higher rank."""
    kept: list[Finding] = []
    last = -1
    for finding in sorted(found, key=lambda f: (f.start, -f.end, -f.rank)):
        if finding.start >= last:
            kept.append(finding)
            last = finding.end
        elif finding.end - finding.start > kept[-1].end - kept[-1].start:
            kept[-1] = finding
            last = finding.end
    return kept
