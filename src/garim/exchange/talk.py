"""What is kept of conversations of late, so that one that is sent again with a turn more costs that turn.

A conversation is a chain of turns. Each is known by the turn before it and by what it says, so two conversations that
begin alike share their beginning, and one that was edited goes its own way from there. Nothing depends on it: without it
the same comes out, later. In memory only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from itertools import count

from garim.detect.carry import Carried
from garim.policy.rules import NOBODY
from garim.surrogate.draft import Draft
from garim.text.lately import PART, first
from garim.values import Entry, Finding

KEPT = 8_000_000
"""Characters of text whose turns are kept."""
ENTRY = 400
"""What an entry of a state counts as, in characters."""
Row = tuple[Finding, ...]


class State:
    """A conversation up to some turn: what the next one depends on."""

    __slots__ = ("answers", "carried", "counts", "draft", "facts", "named", "number", "said", "told")

    def __init__(self, draft: Draft) -> None:
        """
        Args:
            draft: With the surrogates of earlier exchanges.
        """
        self.draft = draft
        self.carried = Carried()
        self.counts: Counter[str] = Counter()
        """Kind → different ones that the user or a tool's result named: what policy counts."""
        self.named: set[tuple[str, str]] = set()
        """(kind, what it stands for) of those."""
        self.facts = NOBODY
        """What else policy looks at: the kinds found anywhere, the size, the sort of text, its languages."""
        self.said: frozenset[str] = frozenset()
        """Surrogates that the model said, in lower case."""
        self.number = 0
        self.answers = 0
        """Answers of the model before."""
        self.told: tuple[list[str], list[Row], list[int]] = ([], [], [])
        """Texts, what was found in them, and how many answers stood before them; only where a person told something."""

    def fork(self) -> State:
        """The same to go on with; this one stays as it is."""
        twin = State(self.draft.fork())
        twin.carried = self.carried.fork()
        twin.counts, twin.named, twin.facts = self.counts.copy(), self.named.copy(), self.facts
        twin.said, twin.number, twin.answers = self.said, self.number, self.answers
        texts, rows, answers = self.told
        twin.told = (texts.copy(), rows.copy(), answers.copy())
        return twin

    @property
    def size(self) -> int:
        """About how much memory it takes, in characters."""
        return ENTRY * (len(self.carried.values) + len(self.draft.literals()))


class Done:
    """A turn as it leaves."""

    __slots__ = ("counts", "entries", "facts", "home", "let", "looked", "names", "out", "rows", "seen", "size", "state", "weight")

    def __init__(
        self, out: list[str], rows: list[Row], names: list[tuple[str, ...]], state: State, let: frozenset[str] = frozenset()
    ) -> None:
        """
        Args:
            out: Its texts with surrogates.
            rows: What was hidden in each.
            names: What was written for each finding.
            state: The conversation with this turn.
            let: What a person let through in it, in lower case.
        """
        self.let = let
        self.home: tuple[Entry, ...] = ()
        """Hosts that the user's own words name in it, and addresses as it gives them: what stands for itself."""
        self.out, self.rows, self.names = out, rows, names
        self.entries = state.draft.entries
        self.counts, self.facts = state.counts.copy(), state.facts
        self.state: State | None = state
        self.seen: set[str] = set(out)
        """Strings of the turn, as they leave, that the guard has looked at."""
        self.looked: set[bytes] = set()
        """Digests of the parts of a body that it has looked through with the turn."""
        self.weight = state.size
        """The state's part of `size`."""
        self.size = sum(map(len, out)) * 2 + 256 + self.weight


class Talks:
    """Conversations of late. Safe to share between threads: each step is one of a dict, and what is missed is worked out."""

    def __init__(self, limit: int = KEPT) -> None:
        """
        Args:
            limit: Characters of text whose turns are kept, about.
        """
        self._limit = limit
        self._kept: dict[tuple[int, Hashable], tuple[int, Done]] = {}
        self._size = 0
        self._numbers = count(1)

    def __repr__(self) -> str:
        return f"Talks({len(self._kept)})"

    def find(self, before: int, said: Hashable) -> tuple[int, Done] | None:
        """A turn that is known, and its number; None for one that is not.

        Args:
            before: The number of the turn before it; 0 for the first.
            said: What it says and all else that it depends on.
        """
        known = self._kept.pop((before, said), None)
        if known is not None:
            self._kept[(before, said)] = known  # what was used last goes last
        return known

    def keep(self, before: int, said: Hashable, done: Done, previous: Done | None) -> int:
        """Keep a turn; returns its number.

        Args:
            before: As of `find`.
            said: As of `find`.
            done: As it leaves.
            previous: The turn before the one before it, whose state is not needed any more.
        """
        if previous is not None and previous.state is not None:
            previous.state = None
            previous.size -= previous.weight
            self._size -= previous.weight
        number = next(self._numbers)
        old = self._kept.pop((before, said), None)
        self._kept[(before, said)] = (number, done)
        self._size += done.size - (old[1].size if old else 0)
        if self._size > self._limit:
            for key in first(self._kept, 1 + len(self._kept) // PART):
                self._kept.pop(key, None)
            self._size = sum(one.size for _, one in list(self._kept.values()))
        return number
