"""THE STORY: what happens to one request on its way out and to its reply on the way back.

    hide       slots → findings (each slot, then carried through the whole conversation) → decision → surrogates
    outbound   hide → bytes → guard → Outbound(body, entries, receipt)
    reply      a wire reply whose every text passes a Restorer over the entries
    guard      the last look at the exact bytes about to leave

Pure: no socket, file, clock or log. What must be stored (entries, before sending) and recorded (receipt, always) is
returned as values; an edge performs it. Any error means that nothing left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple, Protocol, TypeVar

import orjson

from garim.detect import told as tellings
from garim.detect.patterns.engine import Engine
from garim.detect.scan import Detector, carries
from garim.errors import GuardTripped, Refused
from garim.policy.rules import Policy
from garim.surrogate.draft import LOOKALIKE, Draft, Drafts
from garim.surrogate.legend import legend
from garim.surrogate.redact import Redactor
from garim.surrogate.restore import Restorer, Table
from garim.text import views
from garim.values import Decision, Entry, Finding, Receipt, Slot, Told

R_co = TypeVar("R_co", covariant=True)
LONG = 200
"""Characters from which on the guard looks at a string by itself."""
URL_HOST = re.compile(r"https?://(?:[^\s/@]*@)?([A-Za-z0-9.-]+)")


class Request(Protocol):
    """A request as the wire room reads it."""

    @property
    def slots(self) -> Sequence[Slot]:
        """Every text of the body, in the body's order."""

    @property
    def groups(self) -> Sequence[Sequence[int]]:
        """Indexes of slots whose texts are read as one."""

    @property
    def model(self) -> str:
        """The model that was asked for."""

    def add_system(self, line: str) -> None:
        """Say one more thing to the model, before everything else."""

    def write(self, texts: Sequence[str]) -> bytes:
        """The body with these texts in the slots' places."""


class Wire(Protocol[R_co]):
    """A protocol's reply side."""

    @property
    def name(self) -> str:
        """The protocol's name."""

    def reply(self, stream: bool, restorer: Callable[[str], Restorer]) -> R_co:
        """A reader of the reply that restores every text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What one exchange needs to know: loaded once, shared by all requests, swapped whole."""

    detector: Detector
    policy: Policy
    key: bytes = field(repr=False)
    """32 bytes; the tenant's surrogates are a function of it."""
    taken: Callable[[str], bool] = lambda candidate: False
    """Whether a case-folded candidate is one of the company's own words: such a surrogate is never minted."""
    trusted_hosts: frozenset[str] = frozenset()
    """Hosts into whose addresses originals may be restored."""
    means: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Entity → its general meaning, for the legend."""
    legend: str = ""
    """ko | en: the language of the legend line; "" sends none."""
    allow: frozenset[str] = frozenset()
    """images | audio | files: parts of a request that may leave unread."""
    styles: Mapping[str, str] = field(default_factory=dict)
    """Kind → style where no policy rule says otherwise; "*" for all."""
    replies: Detector | None = None
    """Finds personal data and secrets in replies, which are hidden from the user where they are not ours; None: they stay."""
    locked: Callable[[str], bool] = lambda kind: False
    """Whether policy keeps a person from letting a kind through."""
    slow: bool = False
    """Whether even a short text takes longer than an event loop may wait: a plugged-in model reads it."""
    drafts: Drafts = field(default_factory=Drafts, init=False, repr=False, compare=False)
    """Conversations of late with their surrogates, so that one that is sent again with a turn more costs that turn."""


class Hidden(NamedTuple):
    """Texts after hiding."""

    texts: list[str]
    findings: list[tuple[Finding, ...]]
    """Per slot, those that were hidden; offsets in the text as it came."""
    surrogates: list[tuple[str, ...]]
    """Per slot, what was written for each finding."""
    entries: tuple[Entry, ...]
    decision: Decision


class Outbound(NamedTuple):
    """What may leave, and what must be kept and recorded about it."""

    body: bytes
    entries: tuple[Entry, ...]
    """Confidential. To be stored before sending where the conversation is kept upstream."""
    receipt: Receipt
    route: str
    """The least trusted place where the body may go: outside | inside | local."""
    hosts: frozenset[str]
    """Hosts that the user or the system message named."""


def hide(
    slots: Sequence[Slot],
    screening: Screening,
    *,
    groups: Sequence[Sequence[int]] = (),
    issued: Iterable[Entry] = (),
    told: Sequence[Told] = (),
) -> Hidden:
    """Find, decide and replace in all slots of one request.

    Args:
        slots: The texts of one conversation, oldest first.
        screening: Finders, policy and key.
        groups: Indexes of slots whose texts are read as one.
        issued: Entries of earlier exchanges in the same scope; their surrogates stay the same.
        told: What a person decided about words of this conversation.

    Raises:
        Refused: Policy says that this may not leave.
        Broken: A finder failed or did not see every character.
    """
    texts = [slot.text for slot in slots]
    found = [screening.detector.scan(slot.text, slot.hint) for slot in slots]
    for group in groups:
        if len(group) > 1:
            _scan_joined(group, texts, found, screening.detector)
    found = screening.detector.carry(texts, found)
    if told:
        found = tellings.obey(texts, found, tellings.turns(slots), told, screening.locked)
    decision = screening.policy.decide(Counter(finding.kind for row in found for finding in row))
    if decision.route == "nowhere":
        raise Refused(
            f"policy: {', '.join(decision.rules)}: this may not leave",
            hint="take out what the rule names, or ask whoever keeps the policy",
        )
    kept = {kind for kind, style in {**screening.styles, **decision.styles}.items() if style == "keep"}
    found = [tuple(f for f in row if f.kind not in kept) for row in found]
    return _replace(texts, found, screening, decision, tuple(issued))


def _scan_joined(group: Sequence[int], texts: list[str], found: list[tuple[Finding, ...]], detector: Detector) -> None:
    """Find what is split over neighbouring text parts: the first part carries the surrogate, the rest nothing."""
    starts, at = [], 0
    for index in group:
        starts.append(at)
        at += len(texts[index])
    ends = [*starts[1:], at]
    joined = "".join(texts[index] for index in group)
    for finding in detector.scan(joined):
        pieces = [
            (index, max(finding.start, start) - start, min(finding.end, end) - start)
            for index, start, end in zip(group, starts, ends, strict=True)
            if finding.start < end and finding.end > start
        ]
        if len(pieces) < 2:
            continue
        whole = joined[finding.start : finding.end]
        for number, (index, start, end) in enumerate(pieces):
            part = finding._replace(start=start, end=end, form="split", plain="" if number else whole, inner=())
            rest = tuple(f for f in found[index] if f.end <= start or f.start >= end)
            found[index] = tuple(sorted((*rest, part)))


def _replace(
    texts: list[str],
    found: list[tuple[Finding, ...]],
    screening: Screening,
    decision: Decision,
    issued: tuple[Entry, ...],
) -> Hidden:
    default = screening.styles.get("*", "natural")
    styles = {**screening.styles, **decision.styles}
    for _ in range(4):
        draft = screening.drafts.begin(texts, found, styles, issued)
        if draft is None:
            draft = Draft(screening.key, taken=screening.taken, issued=issued, means=screening.means)
        draft.write(texts, found, lambda kind: styles.get(kind) or default, views.encode)
        more = draft.lookalikes()
        if not more:
            screening.drafts.keep(draft, styles, issued)
            return Hidden(list(draft.out), found, list(draft.names), draft.entries, decision)
        found = [tuple(sorted((*row, *more.get(index, ())))) for index, row in enumerate(found)]
    raise Refused("the text holds words that look like surrogates, whatever is tried", hint="send it in smaller pieces")


def outbound(
    request: Request, screening: Screening, protocol: str, issued: Iterable[Entry] = (), told: Sequence[Told] = ()
) -> Outbound:
    """Turn a request into the bytes that may leave.

    Args:
        request: As the wire room read it; its system line may be added to.
        screening: Finders, policy and key.
        protocol: The protocol's name, for the receipt.
        issued: Entries of earlier exchanges in the same scope.
        told: What a person decided about words of this conversation.

    Raises:
        Refused: Policy or guard; nothing left.
        Broken: A finder failed; nothing left.
    """
    slots = request.slots
    hidden = hide(slots, screening, groups=request.groups, issued=issued, told=told)
    if screening.legend:
        line = legend_line(hidden, screening)
        if line:
            request.add_system(line)
    body = request.write(hidden.texts)
    guard(body, forbidden(hidden, tellings.kept(told)), screening.detector)
    counts = Counter(finding.kind for row in hidden.findings for finding in row)
    receipt = Receipt(
        protocol=protocol,
        model=request.model,
        route=hidden.decision.route,
        rules=hidden.decision.rules,
        counts=dict(counts),
        slots=len(slots),
        characters=sum(len(slot.text) for slot in slots),
        outbound_sha256=sha256(body).hexdigest(),
        outbound_bytes=len(body),
    )
    return Outbound(body, hidden.entries, receipt, hidden.decision.route, hosts_named(slots))


def legend_line(hidden: Hidden, screening: Screening) -> str:
    """One line that tells the model in general terms what surrogates stand for; "" where no meaning is known."""
    items: dict[str, tuple[str, str, str]] = {}
    for row, names in zip(hidden.findings, hidden.surrogates, strict=True):
        for finding, name in zip(row, names, strict=True):
            meaning = screening.means.get(finding.entity, "")
            if meaning and finding.entity not in items and not finding.form:
                items[finding.entity] = (name, meaning, finding.kind)
    if not items:
        return ""
    line = legend(list(items.values()), screening.legend)
    # The meanings are the company's own sentences: they pass the same screen.
    return hide([Slot(line)], screening, issued=hidden.entries).texts[0]


def forbidden(hidden: Hidden, kept: frozenset[str] = frozenset()) -> dict[str, str]:
    """What the guard looks for: plain original → its kind, of everything that was decided to be hidden everywhere.

    A word that was left elsewhere on purpose (mint the tea beside Mint the product) is not in it: the finders judge
    each of its occurrences. Neither is what a person let through (`kept`, case-folded) in some turn.
    """
    out: dict[str, str] = {}
    for row in hidden.findings:
        for finding in row:
            for leaf in finding.inner or (finding,):
                value = leaf.plain or leaf.entity
                if carries(leaf) and leaf.kind != LOOKALIKE and value.lower() not in kept:
                    out[value] = leaf.kind
    return out


def guard(body: bytes, originals: Mapping[str, str], detector: Detector | None = None) -> None:
    """Look for what was hidden in the exact bytes about to leave, in every disguise that the finders know.

    Args:
        body: A JSON document.
        originals: Plain original → kind.
        detector: Remembers what it has looked for in which text; absent, everything is looked at anew.

    Raises:
        GuardTripped: One of them stands there. Nothing left.
    """
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise GuardTripped("the bytes about to leave are not JSON; nothing left", hint="please report it") from None
    texts: list[str] = []
    _strings(document, texts)
    # A conversation's long texts were looked at in earlier turns; the many short strings are looked at as one.
    long = list(dict.fromkeys(text for text in texts if len(text) >= LONG))
    joined = "\x00".join(text for text in texts if len(text) < LONG)
    kind = (detector or Detector(engine=Engine(()))).stands((joined, *long), originals)
    if kind:
        raise GuardTripped(
            f"a value of kind {kind} still stood in the bytes about to leave; nothing left", hint="please report it"
        )


def _strings(node: object, out: list[str]) -> None:
    stack = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, str):
            out.append(top)
        elif isinstance(top, dict):
            out.extend(top.keys())
            stack.extend(top.values())
        elif isinstance(top, list):
            stack.extend(top)
        elif isinstance(top, int) and not isinstance(top, bool):
            out.append(str(top))


def hosts_named(slots: Sequence[Slot]) -> frozenset[str]:
    """Hosts of the addresses that the user or the system message wrote: originals may go back into these."""
    named: set[str] = set()
    for slot in slots:
        if slot.role in ("user", "system", "") and "://" in slot.text:
            named.update(host.lower() for host in URL_HOST.findall(slot.text))
    return frozenset(named)


def reply(wire: Wire[R_co], out: Outbound, screening: Screening, *, stream: bool) -> R_co:
    """A reader of the reply to `out` that puts the originals back.

    Args:
        wire: The protocol that the request came in.
        out: What left.
        screening: For the hosts that are trusted beside those that the user named.
        stream: Whether the reply comes as server-sent events.
    """
    table = Table(out.entries, trusted_hosts=screening.trusted_hosts | out.hosts)
    finder = screening.replies
    if finder is None:
        return wire.reply(stream, lambda form: Restorer(table, form))
    kept = {kind for kind, style in screening.styles.items() if style == "keep"}

    def scan(text: str) -> list[Finding]:
        return [finding for finding in finder.scan(text) if finding.kind not in kept]

    return wire.reply(stream, lambda form: Restorer(table) if form == "name" else Redactor(table, scan, form))
