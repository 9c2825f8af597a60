"""THE STORY of one exchange, once: what is to be done, in order, as values. Who drives it does it, waiting or not.

    outward    Load → Hide → Choose → Keep → (Record → Send)+ → a request that left
    inward     (Pull → Keep → Give)* → the events are with the caller; `whole` for a reply that is none

Nothing is sent before what it issued is kept and its receipt is recorded. An error in any step is raised into the story
and ends it: nothing left, or no more comes. The gateway drives it beside its event loop, the library's doors wait.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from garim.errors import Broken, GarimError, UnknownResponse, UpstreamCut, UpstreamFailed
from garim.exchange.bodies import Outbound, outbound, reply, unmet_in
from garim.exchange.hide import Hidden, Screening, hide
from garim.policy.rules import NOBODY, Facts
from garim.surrogate.home import OWNED, STANDING
from garim.values import Entry, Receipt, Slot, Told, Turn
from garim.wire.protocols import Protocol
from garim.wire.reply import Reply
from garim.wire.slots import Request
from garim.wire.stored import NewId, Scopes, ToldIds, of_response

T = TypeVar("T")


class Task(NamedTuple):
    """What is to be read and hidden."""

    method: str
    path: str
    body: bytes
    issued: tuple[Entry, ...] = ()
    """Entries of the scopes that the request continues."""
    told: tuple[Told, ...] = ()
    """What a person decided about words of the conversation."""
    asked: Facts = NOBODY
    """Who asks, for policy."""
    beside: Mapping[str, str] | None = None
    """What leaves beside the body, by name."""


class Read(NamedTuple):
    """A request that was read and hidden."""

    out: Outbound
    stream: bool
    model: str


class Load(NamedTuple):
    """Give the entries of scopes, oldest first."""

    scopes: tuple[str, ...]


class Hide(NamedTuple):
    """Do `hidden`, wherever its CPU time disturbs nobody; give its Read."""

    protocol: Protocol
    task: Task


class HideTexts(NamedTuple):
    """Do `texts_hidden`, wherever its CPU time disturbs nobody; give its Hidden."""

    slots: Sequence[Slot]
    turns: Sequence[Turn] = ()
    groups: Sequence[Sequence[int]] = ()
    issued: tuple[Entry, ...] = ()
    asked: Facts = NOBODY
    again: bool = False
    """As of `hide`."""


class Place(NamedTuple):
    """Who may answer, and what leaves to it."""

    name: str
    out: Outbound


class Choose(NamedTuple):
    """Give the Places that may answer, the first to be asked first.

    Raises Refused where nobody is trusted enough or somebody must agree first, UnknownModel where nobody knows the model.
    """

    read: Read


class Keep(NamedTuple):
    """Store entries under a scope; durable when it returns."""

    scope: str
    entries: tuple[Entry, ...]


class Whose(NamedTuple):
    """Give of each id of a stored thing whether it is the caller's: False where it is another's, None where it is nobody's."""

    ids: tuple[str, ...]


class Claim(NamedTuple):
    """Say that stored things are the caller's, where they are nobody's; durable when it returns."""

    ids: tuple[str, ...]


class Record(NamedTuple):
    """Add a receipt to the audit; durable when it returns."""

    receipt: Receipt


class Send(NamedTuple):
    """Send what leaves to a place; give whether it left. False: it cannot be reached, and the next may stand in for it."""

    place: Place


class Pull(NamedTuple):
    """Give the next bytes of the reply; b"" at its end. Raises UpstreamFailed where it broke off."""


class Give(NamedTuple):
    """Let the caller have these bytes, which may be none: then it learns that the reply begins."""

    data: bytes
    last: bool = False
    held: int = 0
    """Characters that the reader holds back: what comes next may be all of them."""


OWN = Entry("", "", OWNED)
"""Says of a new response's scope that whoever asked made it, where nothing was issued too."""
Effect = Load | Hide | HideTexts | Choose | Keep | Whose | Claim | Record | Send | Pull | Give
Story = Generator[Effect, Any, T]


class Ready(NamedTuple):
    """A request that left."""

    protocol: Protocol
    out: Outbound
    stream: bool = False
    entries: tuple[Entry, ...] = ()
    """What is to be kept under the id that the upstream gives its reply; none where it gives no id."""
    tells: bool = False
    """Whether what its reply tells the ids of is to be said to be the caller's."""
    items: bool = False
    """Whether those of its items are, too."""


def hidden(task: Task, screening: Screening, protocol: Protocol) -> Read:
    """Read a body and hide what it says: the CPU's share of an exchange.

    Raises:
        BadInput: It cannot be read.
        Refused: Policy or guard; nothing may leave.
        Broken: A finder failed; nothing may leave.
    """
    return hidden_in(protocol.read(task.body, screening.allow), task, screening, protocol)


def unmet_of(request: Request, task: Task, screening: Screening, protocol: Protocol) -> list[str]:
    """The texts of a request that was read which are not known from the conversations of late."""
    return unmet_in(request, screening, protocol.name, task.issued, task.told, task.asked)


def hidden_in(request: Request, task: Task, screening: Screening, protocol: Protocol) -> Read:
    """As `hidden`, of a body that was read.

    Raises:
        Refused: Policy or guard; nothing may leave.
        Broken: A finder failed; nothing may leave.
    """
    if not task.body:  # a stored response is fetched: its address says all
        return Read(Outbound(b"", task.issued, Receipt(protocol=protocol.name), "outside"), False, "")
    issued = tuple(entry for entry in task.issued if entry.family not in STANDING)
    out = outbound(request, screening, protocol.name, issued, task.told, task.asked, task.beside)
    if task.issued:  # the reply may name what an earlier request of the scope said
        out = out._replace(entries=tuple(dict.fromkeys((*task.issued, *out.entries))))
    return Read(out, request.stream, request.model)


def outward(protocol: Protocol, task: Task, scopes: Scopes = Scopes()) -> Story[Ready]:  # noqa: B008
    """A request on its way out.

    Args:
        protocol: That it came in.
        task: What it says; its entries are loaded here.
        scopes: Which it reads and writes.

    Returns: What left.

    Raises:
        GarimError: It may not, or a step failed. Nothing left.
    """
    owned: tuple[Entry, ...] = (yield Load(scopes.own)) if scopes.own else ()
    if scopes.own and not owned and (task.asked.client or task.asked.team):
        raise UnknownResponse("no stored response of this id is yours", hint="one is kept for whoever made it, through Garim")
    known_caller = bool(task.asked.client or task.asked.team)
    if known_caller and scopes.named:
        yield from _must_be_own(scopes)
    others = tuple([name for name in scopes.read if name not in scopes.own])
    issued: tuple[Entry, ...] = (*((yield Load(others)) if others else ()), *owned)
    read: Read = yield Hide(protocol, task._replace(issued=issued))
    places: Sequence[Place] = yield Choose(read)
    entries = (*read.out.entries, *read.out.home)
    known = set(issued)
    fresh = tuple(entry for entry in entries if entry not in known) if scopes.write else ()
    for scope in scopes.write if fresh else ():
        yield Keep(scope, fresh)
    for place in places:
        yield Record(replace(place.out.receipt, upstream=place.name))
        if (yield Send(place)):
            return Ready(protocol, place.out, read.stream, (*entries, OWN) if scopes.new else (), known_caller, scopes.new)
    raise Broken("there is nobody to send it to")


def _must_be_own(scopes: Scopes) -> Story[None]:
    """See that no stored thing that a request names is another's.

    Raises:
        UnknownResponse: One is, or was never told to the caller where it must have been.
    """
    whose: Mapping[str, bool | None] = yield Whose(scopes.named)
    if fresh := tuple([name for name in scopes.taken if whose[name] is None]):
        yield Claim(fresh)
        whose = {**whose, **(yield Whose(fresh))}  # another may have said so in the same moment
    if any(whose[name] is False or (whose[name] is None and name in scopes.told) for name in scopes.named):
        raise UnknownResponse("nothing stored of this id is yours", hint="one is kept for whoever made it, through Garim")


def kept_texts(texts: HideTexts, scope: str, receipt: Callable[[Hidden], Receipt] | None) -> Story[Hidden]:
    """Texts that are hidden for whoever asks, and what was issued kept under a scope.

    Args:
        texts: What is to be hidden; its entries are loaded here.
        scope: Where they are kept; "" keeps nothing.
        receipt: What is recorded about it; None records nothing.

    Raises:
        GarimError: A step failed. Nothing was given out.
    """
    issued: tuple[Entry, ...] = (yield Load((scope,))) if scope else texts.issued
    done: Hidden = yield texts._replace(issued=issued)
    known = set(issued)
    # What stands for itself is kept too: it is at home when it is restored.
    fresh = tuple(entry for entry in (*done.entries, *done.home) if entry not in known)
    if scope:
        yield Keep(scope, fresh)
    if receipt is not None:
        yield Record(receipt(done))
    return done


def texts_hidden(texts: HideTexts, screening: Screening) -> Hidden:
    """Hide texts: the CPU's share of it."""
    slots, turns, groups, issued, asked, again = texts
    return hide(slots, screening, turns=turns, groups=groups, issued=issued, asked=asked, again=again)


def inward(ready: Ready, screening: Screening, upstream: str) -> Story[None]:
    """A reply that comes as events, on its way back, restored piece by piece.

    Args:
        ready: What left.
        screening: For the hosts that are at home.
        upstream: Who answers, for messages.

    Raises:
        UpstreamFailed: It is none, or broke off. What was held was given before.
    """
    reader: Reply = reply(ready.protocol, ready.out, screening, stream=True)
    new, told = NewId(bool(ready.entries)), ToldIds(ready.tells, ready.items)
    begun = False
    try:
        while piece := (yield Pull()):
            data = reader.feed(piece)
            if name := new.see(data):  # kept before the caller learns it
                yield Keep(of_response(name), ready.entries)
            if names := told.see(data):
                yield Claim(names)
            yield Give(data, held=reader.held)
            begun = True
        rest = reader.finish()
    except UpstreamFailed as error:
        if not begun:
            raise
        held = _held(reader, error)
        if held is None:
            # What was held belongs to the caller, before it learns that no more comes.
            yield Give(error.tail if isinstance(error, UpstreamCut) else b"")
            raise
        rest = held
    if not begun:
        raise UpstreamFailed(f"{upstream} answered with nothing")
    yield Give(rest, last=True)


def whole(ready: Ready, screening: Screening, data: bytes) -> bytes:
    """A reply that is there at once, restored: an upstream's error too, whose message may name surrogates.

    Raises:
        UpstreamFailed: It is none.
    """
    reader: Reply = reply(ready.protocol, ready.out, screening, stream=False)
    return reader.feed(data) + reader.finish()


def of_new(ready: Ready, data: bytes) -> list[Keep | Claim]:
    """What is to be kept of a whole reply, before the caller learns it: what left, under the id that it has; whose the things are
    that it tells the ids of."""
    out: list[Keep | Claim] = []
    if name := NewId(bool(ready.entries)).see(data):
        out.append(Keep(of_response(name), ready.entries))
    if names := ToldIds(ready.tells, ready.items).see(data):
        out.append(Claim(names))
    return out


def _held(reader: Reply, error: UpstreamFailed) -> bytes | None:
    """The last bytes of a stream that was at its end when its connection broke; None for one that was not."""
    if isinstance(error, UpstreamCut) and error.tail:
        return None
    try:
        return reader.finish()
    except UpstreamFailed as cut:
        if isinstance(cut, UpstreamCut) and isinstance(error, UpstreamCut):
            error.tail = cut.tail
        return None


def drive(story: Story[T], do: Callable[[Effect], Any]) -> T:
    """Do what a story says, one step after the other.

    Args:
        story: Not begun.
        do: Does one step and gives what it asks for.

    Raises:
        GarimError: As the story.
    """
    try:
        effect = next(story)
        while True:
            try:
                given = do(effect)
            except GarimError as error:
                effect = story.throw(error)
            else:
                effect = story.send(given)
    except StopIteration as end:
        result: T = end.value
        return result
