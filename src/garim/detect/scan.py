"""Run every finder over every character of a text, through all its disguises, and order what they find.

    Detector(kinds, lexicon, names).scan(text)     one text
    Detector.carry(texts, findings)                one turn: what was found in one text is found in all

Rules:
- A finder that raises, says that it saw less than it was given, or points outside the text stops everything.
- Nothing about a text reaches a message.
- Results are kept per text, so that a conversation that is sent again with one more turn costs that turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import garim.late as re
from garim.detect.carry import Carried, carries, occurrences
from garim.detect.columns.columns import Columns
from garim.detect.decide.decision import Decision
from garim.detect.decide.features import COLUMNS as BY_COLUMN
from garim.detect.decide.features import LEXICON, NAMES, PATTERNS
from garim.detect.lexicon.read import DOUBT
from garim.detect.patterns.domains import is_public
from garim.detect.patterns.engine import Engine
from garim.detect.patterns.kind import Kind
from garim.detect.public.judge import public
from garim.errors import Broken, GarimError, Uncovered
from garim.text import spelled
from garim.text.blobs import STRINGS
from garim.text.lately import PART, first
from garim.text.overlap import resolve
from garim.text.views import Seen, View
from garim.values import Finding

__all__ = ["Detector", "Finder", "carries", "occurrences"]

PIECE = 1_000_000
"""Characters that a finder is given at once."""
OVERLAP = 4_096
"""Characters that two neighbouring pieces share."""
DEPTH = 2
"""How many blobs inside blobs are opened."""
WRAPPED_RANK = 50
"""Evidence that a finding over a line end needs: two lines' words meet by chance."""
LISTED_RANK = 60
"""Evidence from which a name is one that the company lists, not one that is made as it makes its names."""
NARROW = 40
"""Characters of the narrowest lines that are wrapped at their end."""
CACHE = 4_000_000
"""Characters of text whose results are kept; each takes 16 bytes with what was found."""


class Finder(Protocol):
    """Something that finds spans in a view."""

    def find(self, view: View, hint: str) -> Seen:
        """Everything it finds in `view.text`, and how many of its characters it looked at."""


class _Memo:
    """What is known about one text."""

    __slots__ = ("found", "view")

    def __init__(self, text: str) -> None:
        self.view = View(text)
        self.found: dict[str, tuple[Finding, ...]] = {}


class Detector:
    """All finders of one company. Safe to share between threads."""

    def __init__(
        self,
        kinds: Iterable[Kind] = (),
        lexicon: Finder | None = None,
        names: Finder | None = None,
        engine: Engine | None = None,
        cache: int = CACHE,
        models: Iterable[Finder] = (),
        decision: Decision | None = None,
    ) -> None:
        """
        Args:
            kinds: What the pattern engine finds; not read where `engine` is given.
            lexicon: The company's own words.
            names: People, places and organisations in running text.
            engine: The kinds' engine where it is compiled already.
            cache: Characters of text whose results are kept; 0 keeps none.
            models: Further finders of names, beside the rules, never in their place; what they find stands.
            decision: Judges what the other finders propose, and every other word; absent, proposals stand as they are.
        """
        first: Finder = engine if engine is not None else Engine(kinds)
        sources = ((PATTERNS, first), (BY_COLUMN, Columns()), (LEXICON, lexicon), (NAMES, names), *((None, m) for m in models))
        self.sources = [(source, finder) for source, finder in sources if finder is not None]
        self._finders = [finder for _, finder in self.sources]
        self._lexicon = lexicon
        self._decision = decision
        self._limit = cache
        self._memos: dict[str, _Memo] = {}
        self._size = 0

    def __repr__(self) -> str:
        return f"Detector({len(self._finders)} finders)"

    @property
    def judges(self) -> bool:
        """Whether a decision disposes of what the finders propose."""
        return self._decision is not None

    def forgetful(self) -> Detector:
        """The same finders, keeping no results: for texts of which none comes twice."""
        twin = Detector.__new__(Detector)
        vars(twin).update(vars(self))
        twin._limit, twin._memos, twin._size = 0, {}, 0
        return twin

    def ruled(self) -> Detector:
        """Patterns, columns and the company's list alone, keeping no results: quick, and what nobody listed is not seen."""
        twin = self.forgetful()
        twin.sources = [(source, finder) for source, finder in self.sources if source not in (None, NAMES)]
        twin._finders = [finder for _, finder in twin.sources]
        twin._decision = None
        return twin

    def scan(self, text: str, hint: str = "") -> tuple[Finding, ...]:
        """Everything in a text that identifies someone or something.

        Args:
            text: Any text at all.
            hint: The nearest object key above it.

        Returns: Findings in order, not overlapping, offsets in `text` as it came.

        Raises:
            Uncovered: A finder did not see every character.
            Broken: A finder failed.
        """
        memo = self._memo(text)
        found = memo.found.get(hint)
        if found is None:
            found = memo.found[hint] = self._scan(memo.view, hint, 0)
        return found

    def scan_name(self, text: str) -> tuple[Finding, ...]:
        """What identifies someone in an id or a tool's name: what is listed and what has a form of its own. Nobody is guessed
        in it: a tool that is called Edit is no person, and a tool that changes its name is no tool any more.

        Raises:
            Uncovered: A finder did not see every character.
            Broken: A finder failed.
        """
        memo = self._memo(text)
        found = memo.found.get(NAME)
        if found is None:
            finders = [self._finders[0], *filter(None, (self._lexicon,))]
            plain = [finding for finder in finders for finding in _ask(finder, memo.view, "")]
            found = memo.found[NAME] = resolve(plain, text) if plain else ()
        return found

    def view(self, text: str) -> View:
        """A text through its disguises, kept like what was found in it."""
        return self._memo(text).view

    def carry(self, texts: Sequence[str], findings: Sequence[tuple[Finding, ...]]) -> list[tuple[Finding, ...]]:
        """What was found once in texts of one turn, found in all of them.

        Args:
            texts: Of one turn.
            findings: What `scan` found in each.

        Returns: The same and every further occurrence of a value that carries, ordered and not overlapping.
        """
        carried = Carried()
        for text, row in zip(texts, findings, strict=True):
            carried.learn(text, row)
        found = carried.more([self.view(text) for text in texts], findings)
        return [resolve((*row, *more), text) if more else row for text, row, more in zip(texts, findings, found, strict=True)]

    def _memo(self, text: str) -> _Memo:
        memo = self._memos.pop(text, None)
        if memo is None:
            memo = _Memo(text)
            if len(text) >= self._limit:
                return memo
            self._size += len(text) + 64
        self._memos[text] = memo  # what was used last goes last
        while self._size > self._limit:
            for old in first(self._memos, 1 + len(self._memos) // PART):
                self._memos.pop(old, None)
            self._size = sum(len(text) + 64 for text in list(self._memos))
        return memo

    def _scan(self, view: View, hint: str, depth: int) -> tuple[Finding, ...]:
        text = view.text
        found = self._judged(view, hint)
        for other in view.others:
            if other.joins_cuts:
                joined = map(other.lead_back, self._listed(other))
                found += [finding for finding in joined if finding is not None and finding.form]
                continue
            asked = [(source, finding) for source, finder in self.sources for finding in _ask(finder, other, hint)]
            told = dict.fromkeys(finding for _, finding in asked if finding.rank > DOUBT)
            # What a finder proposes in a disguise stands; any other word is judged where the word itself is disguised, and a
            # proposal that is not disguised, whose cue may be, where the decision says so.
            judged = dict.fromkeys([] if other.joins_lines else self._settled(other, asked))
            for finding in told | judged:
                back = other.lead_back(finding)
                if back is None or not _is_sound(back, other) or not (back.form or (finding in told and finding in judged)):
                    continue
                if not (other.joins_lines and _runs_on(back, found, text)):
                    found.append(back)
        if depth < DEPTH:
            for blob, inside in view.blob_views:
                sparing = self._listed if blob.form in SPELLED else self._certain if blob.form == STRINGS else None
                inner = sparing(inside) if sparing else self._scan(inside, "", depth + 1)
                if inner:
                    found.append(_around(blob.start, blob.end, blob.form, blob.plain, inner))
        return resolve(found, text) if found else ()

    def _listed(self, view: View) -> tuple[Finding, ...]:
        """What the company's list alone finds in a text."""
        found = [f for f in _ask(self._lexicon, view, "") if f.rank > DOUBT] if self._lexicon is not None else []
        return resolve(found, view.text) if found else ()

    def _certain(self, view: View) -> tuple[Finding, ...]:
        """What is listed in the strings of what is no text, and what proves itself."""
        found = [f for f in _ask(self._finders[0], view, "") if f.family in PROVEN and f.rank >= SURE_RANK]
        return resolve((*self._listed(view), *found), view.text) if found else self._listed(view)

    def _judged(self, view: View, hint: str) -> list[Finding]:
        """What stands of the plain text's findings."""
        asked = [(source, finding) for source, finder in self.sources for finding in _ask(finder, view, hint)]
        if self._decision is None:
            return [finding for _, finding in asked if finding.rank > DOUBT]
        return [f for source, f in asked if source is None and f.rank > DOUBT] + self._settled(view, asked)

    def _settled(self, view: View, asked: Sequence[tuple[int | None, Finding]]) -> list[Finding]:
        """What the decision makes of what the finders propose in a view."""
        if self._decision is None:
            return []
        try:
            return self._decision.settle(view.text, [(s, f) for s, f in asked if s is not None])
        except Exception as error:
            raise Broken(f"the decision failed with {type(error).__name__}; nothing was given out") from None


NAME = "\0name"
"""Under which what was found in a name is kept: no key is called so."""
SPELLED = frozenset(spelled.ENCODERS)
"""Forms of blobs in which only what is listed or known counts."""
PROVEN, SURE_RANK = frozenset(("rrn", "card", "iban", "email")), 70
"""Families of which a finding of that rank stands in no bytes by chance."""

_ONE_WORD = re.compile(r"\s+[A-Za-z]?[a-z]{1,12}")


def _ask(finder: Finder, view: View, hint: str) -> list[Finding]:
    """All findings of one finder in one view, checked."""
    name, size = type(finder).__name__, len(view.text)
    out: list[Finding] = []
    try:
        if size <= PIECE or isinstance(finder, Engine):
            out, covered = finder.find(view, hint)
        else:
            covered = 0
            for start, end in _pieces(view.text):
                found, seen = finder.find(View(view.text[start:end]), hint)
                out += [f._replace(start=f.start + start, end=f.end + start) for f in found]
                if start > covered or seen != end - start:
                    break
                covered = end
    except GarimError:
        raise
    except Exception as error:
        raise Broken(f"{name} failed with {type(error).__name__}; nothing was given out") from None
    if covered != size:
        raise Uncovered(f"{name} saw {covered} of {size} characters; nothing was given out")
    if any(not 0 <= f.start < f.end <= size for f in out):
        raise Broken(f"{name} points outside the text; nothing was given out")
    return out


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Pieces of a long text that overlap, cut at line ends where there are any."""
    start = 0
    while True:
        end = start + PIECE
        if end >= len(text):
            yield start, len(text)
            return
        line = text.rfind("\n", start + PIECE // 2, end)
        end = line + 1 if line > 0 else end
        yield start, end
        line = text.rfind("\n", end - 2 * OVERLAP, end - OVERLAP)
        start = line + 1 if line > 0 else end - OVERLAP


def _is_sound(finding: Finding, view: View) -> bool:
    """Whether a finding in an undisguised view is more than chance."""
    if not view.joins_lines:
        return True
    long_enough = len(finding.plain) >= (5 if finding.plain.isascii() else 3)
    return "wrapped" in finding.form and finding.rank >= WRAPPED_RANK and long_enough


def _runs_on(finding: Finding, found: list[Finding], text: str) -> bool:
    """Whether the line alone already holds the whole of it, and what is joined is just a word of the line beside it."""
    alike = [f for f in found if f.kind == finding.kind and finding.start <= f.start and f.end <= finding.end]
    if finding.family in ("stem", "person"):
        behind = public(text[finding.start : finding.end].rpartition("\n")[2].strip())
        if finding.rank < LISTED_RANK and behind:  # `FROM TB_ACNT_M`, and WHERE on the line below
            return True
        return bool(alike) and (finding.rank <= WRAPPED_RANK or behind)
    if finding.family in ("email", "domain", "ticket"):
        # What a narrow screen wraps fills its lines; a signature's line above an address does not, nor a value above a key.
        before = text[text.rfind("\n", 0, finding.start) + 1 : finding.end].partition("\n")[0]
        host = text[finding.start : finding.end].partition("\n")[0].rpartition("@")[2].strip()
        if "." in host and is_public(host):  # it is whole, and everybody's: a@example.com above "When"
            return True
        return len(before) < NARROW and (finding.family != "email" or any(f.end == finding.end for f in alike))
    if finding.family not in ("secret", "code"):
        return False
    return any(_ONE_WORD.fullmatch(text, f.end, finding.end) for f in alike if f.start == finding.start and f.end < finding.end)


def _around(start: int, end: int, form: str, plain: str, inner: tuple[Finding, ...]) -> Finding:
    top = max(inner, key=lambda f: (f.rank, f.end - f.start))
    why = f"{form} that holds {top.kind}"
    return Finding(start, end, top.kind, top.family, top.entity, why, form, plain, rank=top.rank, inner=inner)
