"""Whether an occurrence of a form is the company's: boundaries, joints, and for ordinary words the evidence around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping

import garim.late as re
from garim.detect import words
from garim.detect.lexicon import context
from garim.detect.lexicon import modes as M
from garim.detect.lexicon.modes import MODES, ORDINARY, SURE
from garim.detect.lexicon.weigh import Occurrence, Scales
from garim.text.fold import fold, latin
from garim.text.identifiers import Squeezed
from garim.text.overlap import REST, longest
from garim.values import Finding

DOUBT = 15
"""Rank of a listed word for which too little speaks here: a proposal, for `decide/` to judge; nothing by itself."""
LONG = 10
"""Characters from which a listed id is found inside a run too, as records of fixed width have it."""
FIELD = 4
"""Digits beside it that are a field of their own."""
GLUED = 4
"""Letters from which a listed word that nothing public has is seen inside another that nothing public has."""
CERTAIN = 60
"""Rank from which a finding speaks for others near it."""
RARER = 4.2
"""Zipf frequency under which a word that was the term once in a text is so again."""
BROKEN = r"[*_`]{0,3}[ \t]{0,2}\r?\n[ \t>*#/|-]{0,16}[*_`]{0,3}"
"""A line's end within a name, with what quotes, comments and lists put before the next line."""
JOINTS = re.compile(rf"[\s_\-./&',()·:+]{{1,3}}|[*`]{{1,3}} ?[*`]{{0,3}}|{BROKEN}")
NAME_JOINTS = re.compile(r"[\s_\-.,·]{1,2}|\.\s|['’]")
TIGHT = frozenset("_-.")
UNBROKEN = re.compile(r"\\|\r?\n[ \t]{0,8}")
"""What Markdown writes before a mark that is none of its own (TB\\_CUST), and a line's end within a name."""
HOST = re.compile(r"[A-Za-z0-9.-]")
TAIL = re.compile(r"[가-힣]*")
TITLE = re.compile(context.TITLES)
TITLED_FAMILY = re.compile(r"(?<![가-힣])([가-힣]{1,2}?)\s?$")
TICKET = re.compile(r"-\d+")
Verdict = tuple[int, str] | None
"""Rank and reason of what stands; None where it does not, or where the look gave it out itself."""


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
        if end - start == 2 and self._folded[start] >= "가" and not seen.always and self._doubled(start, end):
            return  # said twice in one breath it is another word (도란도란)
        if high - low != end - start and not self._joined(start, end, seen):
            return
        if not (self._edges[start] or self._head(start, end, seen)) or not (self._edges[end] or self._tail(end, high, seen)):
            return
        a, b = int(self._at[start + seen.start]), int(self._at[start + seen.end - 1]) + 1
        place = (low, high, a, b)
        if seen.always and seen.mode not in OWN_SPANS:
            self._emit((a, b), seen, SURE, "a lexicon term that is always meant")
        elif MODES[seen.mode].doubtful or self._doubtful(low, high, seen):
            self._later.append((*place, seen))
        else:
            self._strong(place, seen)

    def _doubled(self, start: int, end: int) -> bool:
        size, word = end - start, self._folded[start:end]
        twice = ((start - size, start), (end, end + size))
        return any(
            a >= 0 and self._folded[a:b] == word and not any(self._edges[min(a, start) + 1 : max(b, end)]) for a, b in twice
        )

    def bounded(self, start: int, end: int) -> bool:
        """Whether any form can end here inside a run of letters: cheap, before its rows are read."""
        if self._folded[end - 1] >= "\u3040" or end - start > 6 or words.glue(self._run(end)):
            return True
        return end - start > 2 and words.strange(self._letters(start, end))

    def _letters(self, start: int, end: int) -> str:
        """The run of letters around a hit, folded."""
        begin = start
        while begin > max(0, start - 24) and not self._edges[begin]:
            begin -= 1
        return self._folded[begin:end] + self._run(end)

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
            joints = MODES[seen.mode].joints
            if joints == "tight" and UNBROKEN.sub("", gap) not in TIGHT:
                return False
            if joints == "name" and (not NAME_JOINTS.fullmatch(gap) or "\n\n" in gap):
                return False
            if joints == "loose" and (not JOINTS.fullmatch(gap) or gap in (". ", ".\n", ", ") or "\n\n" in gap):
                return False
        return True

    def _tail(self, end: int, high: int, seen: Occurrence) -> bool:
        last = self._folded[end - 1]
        if "가" <= last <= "힣":
            found = TAIL.match(self.text, high)
            tail = found[0] if found else ""
            if words.ending(tail) or (seen.mode in (M.OWN, M.FULL) and seen.end - seen.start > 2):
                return True
            return seen.kind != "person" and words.derived(tail)
        if last >= "\u3040":
            return True
        if seen.mode == M.ID:
            return seen.end >= LONG
        tail = self._run(end)
        size = seen.end - seen.start
        if seen.mode == M.ACRONYM:
            if tail == "s" and self._folded[end - size : end].isalpha() and self.text[high - size : high].isupper():
                return True  # several of them: QBXs
            glued = len(tail) > 2 and words.glue(tail) and not words.known(self._folded[end - size : end] + tail)
            return glued or self._stands_out(end - size, end, seen)
        if seen.mode == M.HOSTED:
            after = high + len(tail)
            return len(tail) > 2 and words.glue(tail) and after < len(self.text) and self.text[after].isdigit()
        return (size > 3 and words.glue(tail)) or (seen.mode == M.OWN and size > 6) or self._stands_out(end - size, end, seen)

    def _stands_out(self, start: int, end: int, seen: Occurrence) -> bool:
        """Whether a listed word makes a longer one that nothing public has: VLMR in VLMRMST.

        Either nothing public has the word itself, or what it is glued to is a common part of identifiers.
        """
        word, whole = self._folded[start:end], self._letters(start, end)
        if seen.mode not in (M.OWN, M.EXACT, M.ACRONYM) or len(word) < 3 or not words.strange(whole):
            return False
        head, _, tail = whole.partition(word)
        parts = [part for part in (head, tail) if part]
        if any(len(part) < 2 for part in parts):
            return False
        return (len(word) >= GLUED and words.strange(word)) or all(words.part(part) for part in parts)

    def _head(self, start: int, end: int, seen: Occurrence) -> bool:
        if "가" <= self._folded[start] <= "힣":
            begin = start
            while begin > max(0, start - 8) and not self._edges[begin]:
                begin -= 1
            head = self._folded[begin:start]
            if seen.mode == M.FULL:
                return head in words.section("korean") or head in words.TITLES or head in words.ROLES
            made = head in words.PREFIXES and seen.kind != "person" and seen.mode in (M.OWN, M.EXACT)
            return made or seen.end - seen.start > 2 or head in words.section("korean")
        if self._folded[start] >= "\u3040":
            # No spaces there: a family name alone may not be the end of another word in the same script.
            return seen.mode != M.GIVEN or not "\u3400" <= self._folded[start - 1] <= "\u9fff"
        if seen.mode == M.ID:
            return seen.end >= LONG
        if seen.mode not in (M.OWN, M.EXACT, M.ACRONYM):
            return False
        begin = start
        while begin > max(0, start - 24) and not self._edges[begin]:
            begin -= 1
        if seen.mode == M.OWN and (end - start > 6 or (end - start > 4 and words.glue(self._folded[begin:start]))):
            return True
        head = self._folded[begin:start]
        return (end - start > GLUED or words.glue(head) or words.part(head)) and self._stands_out(start, end, seen)

    def _run(self, end: int) -> str:
        stop = self._edges.find(1, end, end + 25)
        return self._folded[end : stop if stop >= 0 else end + 25]

    def _strong(self, place: tuple[int, int, int, int], seen: Occurrence) -> None:
        """What needs no weighing: the mode's own look decides, and may change its rank."""
        row = MODES[seen.mode]
        look = LOOKS.get(seen.mode)
        verdict = (row.rank, row.why) if look is None else look(self, place, seen)
        if verdict is not None:
            self._emit(place[2:], seen, *verdict)

    def _term(self, place: tuple[int, int, int, int], seen: Occurrence) -> Verdict:
        inside = context.in_identifier(self.text, *place[:2])
        return MODES[seen.mode].rank, "lexicon term in an identifier" if inside else MODES[seen.mode].why

    def _acronym(self, place: tuple[int, int, int, int], seen: Occurrence) -> Verdict:
        low, high = place[:2]
        inside = context.in_identifier(self.text, low, high)
        upper = self.text[low:high].isupper()
        if not (upper and high - low > 2) and not inside and not self._quoted(low, high):
            return None
        return (MODES[seen.mode].rank, MODES[seen.mode].why) if upper else (65, "lexicon abbreviation in an identifier")

    def _phrase(self, place: tuple[int, int, int, int], seen: Occurrence) -> Verdict:
        low, high = place[:2]
        surface = self.text[low:high]
        rank = ORDINARY if latin(surface) else MODES[seen.mode].rank
        if latin(surface) and (" " in surface or "\n" in surface):
            named = all(p[0].isupper() or p[0] in "&-" or p[0].isdigit() for p in surface.split())
            if not named and not context.in_identifier(self.text, low, high):
                return None
        return rank, MODES[seen.mode].why

    def _scoped(self, place: tuple[int, int, int, int], seen: Occurrence) -> Verdict:
        surface = self.text[place[0] : place[1]]
        if "_" in surface or not latin(surface):
            inside = True
        elif "-" in surface or "." in surface:
            inside = surface.isupper() or "-" in surface
        else:
            inside = any(c.isupper() for c in surface[1:]) and not surface.isupper()
        plain = words.generic(seen.entity) or words.ordinary(seen.entity)
        return self._here(place, seen, ORDINARY if plain else MODES[seen.mode].rank) if inside else None

    def _numbered(self, place: tuple[int, int, int, int], seen: Occurrence) -> Verdict:
        numbered = self.text[place[1] : place[1] + 2].isdigit()
        return (MODES[seen.mode].rank, MODES[seen.mode].why) if numbered else None

    def _ticket(self, place: tuple[int, int, int, int], seen: Occurrence) -> Verdict:
        low, high, a, _ = place
        digits = TICKET.match(self.text, high)
        marked = self.text[low:high].isupper() or self._branch(low, high)
        if digits and marked and not (low and self.text[low - 1] in "-_"):
            span = (a, digits.end())
            self._emit(span, seen._replace(entity=self.text[slice(*span)].upper()), MODES[seen.mode].rank, MODES[seen.mode].why)
        return None

    def _whole(self, place: tuple[int, int, int, int], seen: Occurrence) -> Verdict:
        return self._here(place, seen, MODES[seen.mode].rank)

    def _here(self, place: tuple[int, int, int, int], seen: Occurrence, rank: int) -> Verdict:
        """What stands; the name is the company's, but where its word is everybody's it says nothing of other places."""
        if words.ordinary(seen.entity) or words.generic(seen.entity) or words.part(seen.entity):
            self._emit(place[2:], seen._replace(part=REST), rank, MODES[seen.mode].why)
            return None
        return rank, MODES[seen.mode].why

    def _hosted(self, place: tuple[int, int, int, int], seen: Occurrence) -> Verdict:
        if self._edges and not self.text[place[1] : place[1] + 1].isalpha():
            return None
        return MODES[seen.mode].rank, MODES[seen.mode].why

    def _branch(self, low: int, high: int) -> bool:
        """Whether a ticket stands in the name of a branch (feature/abc-12)."""
        return self.text[low - 1 : low] == "/" and not words.ordinary(fold(self.text[low:high]))

    def _quoted(self, low: int, high: int) -> bool:
        before, after = self.text[low - 1 : low], self.text[high : high + 1]
        return before != "" and before in "\"'`=<" and after != "" and after in "\"'`>,;"

    def _same(self, place: tuple[int, int, int, int], seen: Occurrence) -> tuple[int, int] | None:
        """The span where it is the entity to the character, signs at its end included."""
        low, high = place[:2]
        head = re.search(r"\W+$", seen.entity)
        high += len(head[0]) if head else 0
        return (low, high) if fold(self.text[low:high]) == fold(seen.entity.lstrip("(@#")) else None

    def _id(self, place: tuple[int, int, int, int], seen: Occurrence) -> Verdict:
        span = self._same(place, seen)
        if span is None:
            return None
        before, after = self.text[span[0] - 1 : span[0]], self.text[span[1] : span[1] + 1]
        glued = any(c.isascii() and c.isalnum() for c in before + after)
        if (not glued or self._in_record(*span)) and not (span[0] and before in "._%+-" and seen.family == "email"):
            self._emit(span, seen, MODES[seen.mode].rank, MODES[seen.mode].why)
        return None

    def _in_record(self, start: int, end: int) -> bool:
        """Whether a long number stands in a record of fixed width: a field more, not one digit more."""
        low, high = start, end
        while low and self.text[low - 1].isdigit() and start - low < FIELD:
            low -= 1
        while high < len(self.text) and self.text[high].isdigit() and high - end < FIELD:
            high += 1
        wide = max(start - low, high - end) >= FIELD
        letter = low == start and high == end
        return end - start >= LONG and self.text[start:end].isdigit() and (wide or letter)

    def _domain(self, place: tuple[int, int, int, int], seen: Occurrence) -> Verdict:
        text, span = self.text, self._same(place, seen)
        if span is None:
            return None
        low, high = span
        if high < len(text) and (text[high] == "-" or (text[high] == "." and text[high + 1 : high + 2].isalnum())):
            return None
        floor = max(0, low - 200)
        while low > floor and HOST.match(text[low - 1]):
            low -= 1
        while low < high and text[low] in ".-":
            low += 1
        self._emit((low, high), seen._replace(entity=text[low:high].lower()), MODES[seen.mode].rank, MODES[seen.mode].why)
        return None

    def _handle(self, place: tuple[int, int, int, int], seen: Occurrence) -> Verdict:
        low, high = place[:2]
        surface = self.text[low:high]
        if any(c.isspace() for c in surface) or words.ordinary(fold(surface)) or len(surface) < 4:
            return None
        before, after = self.text[low - 1 : low], self.text[high : high + 1]
        named = "." in surface or "_" in surface or after == "@" or self._quoted(low, high)
        if not named and not (before != "" and before in "@\\/-_=:"):
            return None
        return MODES[seen.mode].rank, MODES[seen.mode].why

    def _full(self, place: tuple[int, int, int, int], seen: Occurrence) -> Verdict:
        surface = self.text[place[0] : place[1]]
        parts = [p for p in re.split(r"[\s-]+", surface) if p] if latin(surface) and " " in surface else []
        plain = bool(parts) and not all(p[0].isupper() for p in parts) and all(words.ordinary(fold(p)) for p in parts)
        return None if plain else (MODES[seen.mode].rank, MODES[seen.mode].why)

    def _doubtful(self, low: int, high: int, seen: Occurrence) -> bool:
        surface = self.text[low:high]
        if latin(surface):
            return False
        if seen.mode == M.FULL:
            return words.ordinary(surface) or len(surface) < 3
        return seen.mode in (M.OWN, M.EXACT) and seen.kind != "org" and words.compound(surface)

    def _emit(self, span: tuple[int, int], seen: Occurrence, rank: int, why: str) -> None:
        self._spelled.setdefault(seen.term, set()).add(fold(self.text[slice(*span)]))
        self._found.append(Finding(*span, seen.kind, seen.family, seen.entity, why, part=seen.part, rank=rank))

    def _one_thing(self) -> list[Finding]:
        """What was found, where a pattern and a term name the same word: the term says what it is."""
        termed = {
            (f.start, f.end): f.entity for f in self._found if f.family == "stem" and f.entity != fold(self.text[f.start : f.end])
        }
        return [f._replace(entity=termed.get((f.start, f.end), f.entity)) if f.family == "stem" else f for f in self._found]

    def findings(self) -> list[Finding]:
        """What stands, in order; of two that overlap the longer, then the better founded."""
        scales = Scales(self.text, self.hint, (f for f in self._found if f.rank >= CERTAIN))
        starts = sorted(f.start for f in self._found)
        missed: list[tuple[int, int, Occurrence]] = []
        for low, high, a, b, seen in self._later:
            if seen.mode == M.WORD:
                if why := scales.word(low, high, seen):
                    self._emit((low, high), seen, ORDINARY, why)
                else:
                    missed.append((low, high, seen))
            elif seen.mode in (M.OWN, M.EXACT):
                if scales.compound(low, high, seen):
                    self._emit((a, b), seen, 70, "lexicon term of ordinary words in the company's context")
            elif seen.mode in (M.FULL, M.GIVEN):
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
        found = list(longest(self._one_thing()))
        standing = {(f.start, f.end) for f in found}
        for low, high, a, b, seen in self._later:
            if not standing & {(a, b), (low, high)}:
                why = "an ordinary word that the company lists"
                found.append(Finding(a, b, seen.kind, seen.family, seen.entity, why, part=seen.part, rank=DOUBT))
        return found

    def _table(self, low: int, high: int, seen: Occurrence, starts: list[int]) -> None:
        text = self.text
        if seen.mode == M.SCHEMA:
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


LOOKS: Mapping[int, Callable[[Reader, tuple[int, int, int, int], Occurrence], Verdict]] = {
    M.OWN: Reader._term,
    M.EXACT: Reader._term,
    M.ACRONYM: Reader._acronym,
    M.PHRASE: Reader._phrase,
    M.SCOPED: Reader._scoped,
    M.NUMBERED: Reader._numbered,
    M.TICKET: Reader._ticket,
    M.ID: Reader._id,
    M.DOMAIN: Reader._domain,
    M.HOSTED: Reader._hosted,
    M.HANDLE: Reader._handle,
    M.FULL: Reader._full,
    M.WHOLE: Reader._whole,
}
"""Mode → its look at the text around."""
OWN_SPANS = frozenset((M.TICKET, M.ID, M.DOMAIN, M.NUMBERED, M.HOSTED, M.HANDLE))
"""Modes that are no word by themselves, or whose look gives out a span of its own."""
