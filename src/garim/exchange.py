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

from garim.detect import views
from garim.detect.scan import Detector, carries, occurrences
from garim.errors import GuardTripped, Refused
from garim.policy.rules import Policy
from garim.surrogate.legend import legend
from garim.surrogate.mint import Minter
from garim.surrogate.redact import Redactor
from garim.surrogate.restore import Restorer, Table
from garim.values import Decision, Entry, Finding, Receipt, Slot

R_co = TypeVar("R_co", covariant=True)
URL_HOST = re.compile(r"https?://(?:[^\s/@]*@)?([A-Za-z0-9.-]+)")
LOOKALIKE = "lookalike"
"""Kind of a word of the user's that happens to equal a surrogate issued earlier in the conversation."""


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
) -> Hidden:
    """Find, decide and replace in all slots of one request.

    Args:
        slots: The texts of one conversation, oldest first.
        screening: Finders, policy and key.
        groups: Indexes of slots whose texts are read as one.
        issued: Entries of earlier exchanges in the same scope; their surrogates stay the same.

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
    lowered = [text.lower() for text in texts]
    whole = "\n".join(lowered)
    for _ in range(4):
        entries, written, out = _mint_all(texts, found, whole, screening, decision, issued)
        more = _lookalikes(lowered, whole, found, entries)
        if not more:
            return Hidden(out, found, written, entries, decision)
        found = [tuple(sorted((*row, *more.get(index, ())))) for index, row in enumerate(found)]
    raise Refused("the text holds words that look like surrogates, whatever is tried", hint="send it in smaller pieces")


def _mint_all(
    texts: list[str],
    found: list[tuple[Finding, ...]],
    whole: str,
    screening: Screening,
    decision: Decision,
    issued: tuple[Entry, ...],
) -> tuple[tuple[Entry, ...], list[tuple[str, ...]], list[str]]:
    # A surrogate must not stand in the text up to the place where it is first used; what comes later is not looked at,
    # so that a longer conversation never changes the surrogates of its beginning.
    seen = 0

    def taken(candidate: str) -> bool:
        return whole.find(candidate, 0, seen) >= 0 or screening.taken(candidate)

    minter = Minter(screening.key, taken=taken, issued=issued, means=screening.means)
    disguised: dict[str, Entry] = {}
    default = screening.styles.get("*", "natural")
    written: list[tuple[str, ...]] = []
    out: list[str] = []
    for text, row in zip(texts, found, strict=True):
        seen += len(text) + 1
        names: list[str] = []
        pieces: list[str] = []
        at = 0
        for finding in row:
            style = decision.styles.get(finding.kind) or screening.styles.get(finding.kind) or default
            raw = text[finding.start : finding.end]
            name = _write(finding, raw, minter, style)
            if finding.form and name and style in ("natural", "tag"):
                disguised[name] = Entry(name, raw, finding.family, finding.entity)
            pieces += (text[at : finding.start], name)
            names.append(name)
            at = finding.end
        pieces.append(text[at:])
        out.append("".join(pieces) if row else text)
        written.append(tuple(names))
    return (*minter.entries, *disguised.values()), written, out


def _write(finding: Finding, raw: str, minter: Minter, style: str) -> str:
    """What stands in for one finding, in the disguise of its original."""
    if finding.form == "split":
        return minter.surrogate(finding, finding.plain, style) if finding.plain else ""
    if not finding.form:
        return minter.surrogate(finding, raw, style)
    if finding.inner:
        plain, at = finding.plain, 0
        pieces: list[str] = []
        for inner in finding.inner:
            pieces += (plain[at : inner.start], _write(inner, plain[inner.start : inner.end], minter, style))
            at = inner.end
        name = "".join((*pieces, plain[at:]))
    else:
        name = minter.surrogate(finding, finding.plain, style)
    return views.encode(finding.form, name, raw)


def _lookalikes(
    lowered: list[str], whole: str, found: list[tuple[Finding, ...]], entries: Sequence[Entry]
) -> dict[int, list[Finding]]:
    """Words of the user's own that equal a surrogate issued before them: they get surrogates too, so both come back."""
    more: dict[int, list[Finding]] = {}
    for entry in entries:
        name = entry.surrogate.lower()
        if name not in whole:
            continue
        for index, text in enumerate(lowered):
            at = text.find(name)
            while at >= 0:
                end = at + len(name)
                if not any(f.start < end and f.end > at for f in (*found[index], *more.get(index, ()))):
                    twin = Finding(at, end, LOOKALIKE, entry.family, name, "equals a surrogate issued before it")
                    more.setdefault(index, []).append(twin)
                at = text.find(name, end)
    return more


def outbound(request: Request, screening: Screening, protocol: str, issued: Iterable[Entry] = ()) -> Outbound:
    """Turn a request into the bytes that may leave.

    Args:
        request: As the wire room read it; its system line may be added to.
        screening: Finders, policy and key.
        protocol: The protocol's name, for the receipt.
        issued: Entries of earlier exchanges in the same scope.

    Raises:
        Refused: Policy or guard; nothing left.
        Broken: A finder failed; nothing left.
    """
    slots = request.slots
    hidden = hide(slots, screening, groups=request.groups, issued=issued)
    if screening.legend:
        line = legend_line(hidden, screening)
        if line:
            request.add_system(line)
    body = request.write(hidden.texts)
    guard(body, forbidden(hidden))
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


def forbidden(hidden: Hidden) -> dict[str, str]:
    """What the guard looks for: plain original → its kind, of everything that was decided to be hidden everywhere.

    A word that was left elsewhere on purpose (mint the tea beside Mint the product) is not in it: the finders judge
    each of its occurrences.
    """
    out: dict[str, str] = {}
    for row in hidden.findings:
        for finding in row:
            for leaf in finding.inner or (finding,):
                if carries(leaf) and leaf.kind != LOOKALIKE:
                    out[leaf.plain or leaf.entity] = leaf.kind
    return out


def guard(body: bytes, originals: Mapping[str, str]) -> None:
    """Look for what was hidden in the exact bytes about to leave, in every disguise that the finders know.

    Args:
        body: A JSON document.
        originals: Plain original → kind.

    Raises:
        GuardTripped: One of them stands there. Nothing left.
    """
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise GuardTripped("the bytes about to leave are not JSON; nothing left", hint="please report it") from None
    texts: list[str] = []
    _strings(document, texts)
    view = views.View("\x00".join(texts))
    for plain, kind in originals.items():
        if occurrences(plain, view):
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
    return wire.reply(stream, lambda form: Restorer(table) if form == "name" else Redactor(table, finder.scan, form))
