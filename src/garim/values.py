"""What the rooms hand each other: plain, immutable, equal when their content is equal.

    Slot ─detect→ Finding ─policy→ Decision ─surrogate→ Entry
    Receipt: what was done in one exchange, never what was said

Named tuples, not data classes, where thousands are made per request: making one costs 0.3 µs against 2 µs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Slot(NamedTuple):
    """One piece of text in a message, with its place and its form."""

    text: str
    """The text as its reader would see it: JSON escapes of the body already undone."""
    path: tuple[str | int, ...] = ()
    """Keys and indexes from the body's root, e.g. ("messages", 0, "content")."""
    form: str = "text"
    """text | key (an object key) | name (a tool name: [A-Za-z0-9_-]{1,64}) | number (digits of a JSON number)
    | sealed (signed or encrypted upstream: it leaves as it is, or its block does not) | bound (likewise, but the block must)."""
    hint: str = ""
    """The nearest object key above it: `custNo` tells what the value under it is."""
    role: str = ""
    """system | user | assistant | tool | "" where the protocol has none."""


class Turn(NamedTuple):
    """What was said between two answers of the model, or one of its answers."""

    slots: tuple[int, ...]
    """Indexes of its slots."""
    made: bool = False
    """Whether the model said it."""
    first: int = -1
    """Index of its first message; -1 for what stands outside of all messages."""


class Finding(NamedTuple):
    """A span of a slot's text that identifies someone or something."""

    start: int
    """First code point of the span in the slot's text as it came."""
    end: int
    kind: str
    """A kind's name (`kr_rrn`) or a lexicon kind (`org`, `host`, `person` …)."""
    family: str
    """The surrogate family that stands in for it: a file in families/."""
    entity: str
    """The plain canonical original. All spellings of one thing share it. Never shown, logged or stored unsealed."""
    why: str
    """The reason in general terms ("lexicon term in an identifier"); never holds the original."""
    form: str = ""
    """How the span is disguised in the text: "" plain, else the name of a codec in text/disguises.py."""
    plain: str = ""
    """What the span says undisguised; "" where the raw span is plain itself."""
    part: str = ""
    """Persons: full | given | family | nick | initials. Elsewhere "" or what the family's file documents."""
    rank: int = 50
    """Strength of the evidence, 0 to 100: who wins where two findings touch and the policy is indifferent."""
    inner: tuple[Finding, ...] = ()
    """Findings inside `plain` where a whole blob (base64 …) is carried again; offsets are in `plain`."""
    inside: tuple[Finding, ...] = ()
    """Findings that this one outweighed and covers: what they name may not stand in its surrogate."""


class Told(NamedTuple):
    """What a person decided about one word of a conversation: from a turn on, and never for what has left before it."""

    word: str
    """As she saw it. Confidential."""
    action: str
    """keep (it may leave) | hide."""
    since: int = 0
    """The first turn that it holds for: the number of answers that stand before it."""
    until: int = 1 << 30
    """The last one."""


class Entry(NamedTuple):
    """One issued surrogate and the original it stands for. Confidential: lives in memory or in the sealed vault."""

    surrogate: str
    """Exactly as it was written into the outbound text."""
    original: str
    """Exactly as it stood in the text that came in."""
    family: str
    entity: str = ""
    found: str = ""
    """As what it was found (`kind part rank`), so that a later text of the scope hides it again; "" where nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the policy says about one exchange."""

    styles: Mapping[str, str] = field(default_factory=dict)
    """Kind → natural | tag | general | drop | keep; absent kinds are natural."""
    route: str = "outside"
    """The least trusted place where this request may go: outside | inside | local | nowhere."""
    rules: tuple[str, ...] = ()
    """Names of the rules that had a say, for the receipt."""
    decided: str = ""
    """The rule that said where it may go; "" for none."""
    upstream: str = ""
    """The upstream that a rule names; "" leaves it to the model's name."""
    refuse: str = ""
    """Words for the user where a rule refuses."""
    review: str = ""
    """self | other: who must agree before it leaves; "" for nobody."""
    limit: str = ""
    """`rule: rate` that holds for the caller; "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was done in one exchange, never what was said. Safe to log, store and show."""

    protocol: str
    upstream: str = ""
    trust: str = ""
    """outside | inside | local: where that upstream is; "" where the door does not know."""
    model: str = ""
    client: str = ""
    """Who asked: a client's or a person's name in the settings or at the identity provider; "" on this machine."""
    team: str = ""
    purpose: str = ""
    source: str = ""
    """Address that the request came from."""
    route: str = "outside"
    rules: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """Kind → number of spans hidden."""
    fresh: Mapping[str, int] | None = None
    """The same for what was said since the model's last answer: clients send all of a conversation again. None: as `counts`."""
    slots: int = 0
    characters: int = 0
    """Code points seen by the finders."""
    outbound_sha256: str = ""
    """Hash of the exact bytes that left; "" when nothing left."""
    outbound_bytes: int = 0
    status: str = "sent"
    """sent | hidden (it was only hidden: nothing left) | refused | failed | cancelled."""
    error: str = ""
    """The code of the error, never its text."""
    own_ms: float = 0.0
    """Milliseconds from the whole request to this record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What was done beside exchanges: a start, a new policy, a key issued, a rotation, a restore of another's scope, a corpus
    given out."""

    event: str
    """start | policy | client_key | rotation | retention | restore_other | review | record | began_anew | forget |
    corpus | training."""
    by: str = ""
    """Who did it; "" for Garim itself or the operator at the command line."""
    details: Mapping[str, str | int] = field(default_factory=dict)
    """Names, numbers and hashes; never a text that anybody wrote."""
