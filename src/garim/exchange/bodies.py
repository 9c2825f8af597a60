"""One body on its way out, and the reply to it on its way back.

    outbound    slots → hide → bytes → guard → Outbound(body, entries, receipt)
    reply       a wire reply whose every text passes a Restorer over the entries

Any error means that nothing left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple, Protocol, TypeVar

from garim.exchange.guard import look, look_at
from garim.exchange.hide import Hidden, Screening, hide, said_first, unmet
from garim.exchange.names import check_model
from garim.exchange.talk import Done
from garim.policy.places import serving
from garim.policy.rules import NOBODY, Facts
from garim.surrogate.arguments import NOTHING, Held, Reader
from garim.surrogate.redact import Redactor
from garim.surrogate.restore import Restorer, Table
from garim.values import Decision, Entry, Receipt, Slot, Told, Turn

R_co = TypeVar("R_co", covariant=True)


class Request(Protocol):
    """A request as the wire room reads it."""

    @property
    def slots(self) -> Sequence[Slot]:
        """Every text of the body, in the body's order."""

    @property
    def turns(self) -> Sequence[Turn]:
        """The slots in the order in which they were said."""

    @property
    def groups(self) -> Sequence[Sequence[int]]:
        """Indexes of slots whose texts are read as one."""

    @property
    def model(self) -> str:
        """The model that was asked for."""

    @property
    def passed(self) -> Mapping[str, int]:
        """images | audio | files → how many of them pass unread, as policy allows."""

    def is_structure(self, text: str) -> bool:
        """Whether a string is a word of the protocol."""

    def add_system(self, line: str) -> int:
        """Say one more thing to the model, before everything else; how many messages that puts before the first one."""

    def write(self, texts: Sequence[str]) -> bytes:
        """The body with these texts in the slots' places."""


class Wire(Protocol[R_co]):
    """A protocol's reply side."""

    @property
    def name(self) -> str:
        """The protocol's name."""

    def reply(self, stream: bool, restorer: Callable[[str], Reader]) -> R_co:
        """A reader of the reply that restores every text."""


class Outbound(NamedTuple):
    """What may leave, and what must be kept and recorded about it."""

    body: bytes
    entries: tuple[Entry, ...]
    """Confidential. To be stored before sending where the conversation is kept upstream."""
    receipt: Receipt
    route: str
    """The least trusted place where the body may go: outside | inside | local."""
    home: tuple[Entry, ...] = ()
    """Hosts that the user's own instructions name, and addresses as the user gave them. Confidential."""
    decision: Decision = Decision()
    """What else policy said: an upstream, a review, a limit."""


def outbound(
    request: Request,
    screening: Screening,
    protocol: str,
    issued: Iterable[Entry] = (),
    told: Sequence[Told] = (),
    asked: Facts = NOBODY,
    beside: Mapping[str, str] | None = None,
) -> Outbound:
    """Turn a request into the bytes that may leave.

    Args:
        request: As the wire room read it; its system line may be added to.
        screening: Finders, policy and key.
        protocol: The protocol's name, for the receipt.
        issued: Entries of earlier exchanges in the same scope.
        told: What a person decided about words of this conversation.
        asked: Who asks, for policy.
        beside: What leaves beside the body: its name (`path`, `query`, `header openai-beta`) → its text.

    Raises:
        BadInput: The model's name holds a word that may not leave; nothing left.
        Refused: Policy or guard; nothing left.
        Broken: A finder failed; nothing left.
    """
    slots = request.slots
    check_model(request.model, screening.places, screening.detector)
    asked = _of_whom(request, screening, protocol, asked)
    hidden = hide(slots, screening, turns=request.turns, groups=request.groups, issued=issued, told=told, asked=asked)
    entries, shift = hidden.entries, 0
    if screening.legend and (line := said_first(hidden, screening)):
        shift = request.add_system(line.texts[0])
        entries = tuple(dict.fromkeys((*entries, *line.entries)))
    body = request.write(hidden.texts)
    look(body, hidden.turns, hidden.carried, entries, hidden.let, shift, request.is_structure)
    look_at(beside or {}, hidden.carried, entries, hidden.let)
    counts = Counter(finding.kind for row in hidden.findings for finding in row)
    fresh = Counter(finding.kind for done in _since_answer(hidden) for row in done.rows for finding in row)
    receipt = Receipt(
        protocol=protocol,
        model=request.model,
        client=asked.client,
        team=asked.team,
        purpose=asked.purpose,
        route=hidden.decision.route,
        rules=(*hidden.decision.rules, *(f"[policy] allow {part}: {n}" for part, n in sorted(request.passed.items()))),
        counts=dict(counts),
        fresh=dict(fresh) if fresh != counts else None,
        slots=len(slots),
        characters=sum(len(slot.text) for slot in slots),
        outbound_sha256=sha256(body).hexdigest(),
        outbound_bytes=len(body),
    )
    return Outbound(body, entries, receipt, hidden.decision.route, hidden.home, hidden.decision)


def _since_answer(hidden: Hidden) -> Iterator[Done]:
    """The turns that nobody sent before: behind the model's last answer to what was said; all where it gave none."""
    turns = [*hidden.turns]
    while turns and turns[-1][0].made:
        turns.pop()  # words put in the model's mouth belong to what is asked
    begin = next((at for at in range(len(turns) - 1, -1, -1) if turns[at][0].made), -1)
    return (done for _, done in hidden.turns[begin + 1 :])


def _of_whom(request: Request, screening: Screening, protocol: str, asked: Facts) -> Facts:
    """Who asks what of whom."""
    places = serving(screening.places, request.model, asked.family or "openai", asked.only)
    return asked._replace(model=request.model, protocol=protocol, places=tuple([(place.name, place.trust) for place in places]))


def unmet_in(
    request: Request, screening: Screening, protocol: str, issued: Iterable[Entry], told: Sequence[Told], asked: Facts
) -> list[str]:
    """The texts of a request that are not known from the conversations of late: what `outbound` has to work on.

    Args:
        request: As of `outbound`, like all that follow.
        screening: With the conversations of late.
        protocol: The protocol's name.
        issued: Entries of earlier exchanges in the same scope.
        told: What a person decided about words of this conversation.
        asked: Who asks, for policy.
    """
    return unmet(request.slots, screening, request.turns, issued, told, _of_whom(request, screening, protocol, asked))


def table_of(entries: Iterable[Entry], screening: Screening) -> Table:
    """What restores entries, with the hosts that are at home.

    Args:
        entries: What was issued, and what stands for itself.
        screening: For the hosts of the company's list and those that are trusted.
    """
    return Table(entries, screening.trusted_hosts, screening.listed, screening.private_hosts)


def reply(wire: Wire[R_co], out: Outbound, screening: Screening, *, stream: bool) -> R_co:
    """A reader of the reply to `out` that puts the originals back.

    Args:
        wire: The protocol that the request came in.
        out: What left.
        screening: For the hosts that are trusted beside those that the user named.
        stream: Whether the reply comes as server-sent events.
    """
    table = table_of((*out.entries, *out.home), screening)
    finder = screening.replies
    kept = {kind for kind, style in screening.styles.items() if style == "keep"}

    def made(table: Table, form: str) -> Reader:
        if finder is None or form == "name":
            return Restorer(table, form)
        return Redactor(table, lambda text: [found for found in finder.scan(text) if found.kind not in kept], form)

    def restorer(form: str) -> Reader:
        if form not in ("json", "value"):
            return made(table, form)
        if screening.tool_arguments == "restore":
            return made(table.for_calls(), form)
        if screening.tool_arguments == "leave":
            return made(NOTHING, form)
        return Held(lambda chosen: made(chosen, form), table)

    return wire.reply(stream, restorer)
