"""Texts of a conversation → the same with surrogates: turn by turn, each on what was said up to its end.

    a turn's texts → found in each → what a person told → ours that came back → carried → decided → written → looked at

What a message becomes depends on it, its turn, what stands before all messages, and the turns before; never on what comes
later. So the outbound bytes of a longer conversation begin with those of the shorter one, on any replica. Pure.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import garim.late as re
from garim.detect import told as tellings
from garim.detect.carry import Carried, Place, occurrences, spellings
from garim.detect.scan import Detector
from garim.errors import Refused
from garim.exchange.guard import escaped, stands, trip
from garim.exchange.meeting import scan_beside, scan_joined, scan_records
from garim.exchange.names import CERTAIN
from garim.exchange.talk import Done, Row, State, Talks
from garim.families import DIGIT, families
from garim.policy.content import kinds_of, languages_of
from garim.policy.hours import Moment
from garim.policy.places import Endpoint
from garim.policy.rules import NOBODY, Facts, Policy
from garim.surrogate import home
from garim.surrogate.companies import Companies
from garim.surrogate.draft import INVISIBLE, LOOKALIKE, Draft, is_ours
from garim.surrogate.home import STANDING
from garim.surrogate.legend import legend
from garim.surrogate.quoted import quoted
from garim.text import views
from garim.text.blobs import FORMS
from garim.text.fold import fold
from garim.text.overlap import resolve
from garim.text.packing import UNPACKED_MAX, Room
from garim.text.places import held
from garim.text.views import View
from garim.values import Decision, Entry, Finding, Slot, Told, Turn

RECALLED = 5_000
"""Values of a scope that are looked for in its next text."""
GROWTH = 16
"""How many times as long as the request what is compressed in it may grow to: more is made to grow, and each character costs."""
AHEAD = -2
"""First message of what belongs to the request alone, where it is read before all else."""
WORD = re.compile(r"[^\W_]+")
ROUNDS = 4
"""How often a turn is written anew because something of it still stood there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What one exchange needs to know: loaded once, shared by all requests, swapped whole."""

    detector: Detector
    policy: Policy
    key: bytes = field(repr=False)
    """32 bytes; the tenant's surrogates are a function of it."""
    salt: str = ""
    """"" | team: whether each team has surrogates of its own, so that none can try its guesses on another's."""
    taken: Callable[[str], bool] = lambda candidate: False
    """Whether a case-folded candidate is one of the company's own words: such a surrogate is never minted."""
    named: Callable[[str], str] = lambda word: ""
    """Case-folded word → the entity of the company's list that it spells; "" for none."""
    trusted_hosts: frozenset[str] = frozenset()
    """Canonical names of hosts into whose addresses originals may be restored."""
    listed: Callable[[str], bool] = lambda host: False
    """Whether a canonical host is the company's by its list: into its addresses too."""
    private_hosts: str = "calls"
    """never | calls | always: where hosts that only a private network reaches are at home."""
    tool_arguments: str = "careful"
    """restore | careful | leave: what is done in arguments of tools, where a command sends things without an address's syntax."""
    means: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Entity → its general meaning, for the legend."""
    companies: Callable[[], Companies] = Companies
    """The organisations of the company's list, and which is the company itself: for what is published."""
    legend: str = ""
    """ko | en: the language of the legend line; "" sends none."""
    allow: frozenset[str] = frozenset()
    """images | audio | files: parts of a request that may leave unread."""
    styles: Mapping[str, str] = field(default_factory=dict)
    """Kind → style where no policy rule says otherwise; "*" for all."""
    replies: Detector | None = None
    """Finds personal data and secrets in replies, which are hidden from the user where they are not ours; None: they stay."""
    said: tuple[Told, ...] = field(default=(), repr=False)
    """What the company decided about words, for all conversations: before what a person decides in hers."""
    locked: Callable[[str], bool] = lambda kind: False
    """Whether policy keeps a person from letting a kind through."""
    places: tuple[Endpoint, ...] = ()
    """The upstreams of the settings, for policy and routing."""
    slow: bool = False
    """Whether even a short text takes longer than an event loop may wait: a plugged-in model reads it."""
    talks: Talks = field(default_factory=Talks, init=False, repr=False, compare=False)
    """Conversations of late, so that one that is sent again with a turn more costs that turn."""


class Hidden(NamedTuple):
    """Texts after hiding."""

    texts: list[str]
    findings: list[tuple[Finding, ...]]
    """Per slot, those that were hidden; offsets in the text as it came."""
    surrogates: list[tuple[str, ...]]
    """Per slot, what was written for each finding."""
    entries: tuple[Entry, ...]
    decision: Decision
    turns: tuple[tuple[Turn, Done], ...]
    """What was said, and as it leaves."""
    carried: Carried
    """All that was found."""
    let: frozenset[str]
    """What a person let through somewhere, in lower case."""

    @property
    def home(self) -> tuple[Entry, ...]:
        """Hosts that the user's own instructions name, and addresses as the user gave them."""
        return tuple(dict.fromkeys(entry for _, done in self.turns for entry in done.home))


def hide(
    slots: Sequence[Slot],
    screening: Screening,
    *,
    turns: Sequence[Turn] = (),
    groups: Sequence[Sequence[int]] = (),
    issued: Iterable[Entry] = (),
    told: Sequence[Told] = (),
    asked: Facts = NOBODY,
    again: bool = False,
) -> Hidden:
    """Find, decide and replace in all slots of one request.

    Args:
        slots: The texts of one conversation, oldest first.
        screening: Finders, policy and key.
        turns: In the order in which they were said; absent, the slots' roles tell them.
        groups: Indexes of slots whose texts are read as one.
        issued: Entries of earlier exchanges in the same scope; their surrogates stay the same.
        told: What a person decided about words of this conversation.
        asked: Who asks what of whom, for policy.
        again: Whether what was issued for is hidden wherever it stands. Only for texts that nobody sent before: a
            conversation's beginning leaves as it left.

    Raises:
        Refused: Policy says that this may not leave, or something stays in it that cannot be hidden.
        Broken: A finder failed or did not see every character.
    """
    turns = tuple(turns) or by_role(slots)
    # What stands for itself is kept in a scope too: that is no surrogate of ours to be left alone.
    issued = [entry for entry in issued if entry.family not in STANDING]
    told = (*screening.said, *told)
    context = (slots, screening, turns, _by_turn(turns, groups), tuple(issued), tuple(told), asked, again)
    done = _walk(*context)
    ahead = _says_of_others(slots, turns, done)
    if ahead:
        # What the request alone says is read before all else too: it leaves with all else for the first time.
        turns = (turns[-1]._replace(first=AHEAD), *turns)
        context = (*context[:2], turns, _by_turn(turns, groups), *context[4:])
        done = _walk(*context)
    texts = [slot.text for slot in slots]
    found: list[Row] = [()] * len(slots)
    written: list[tuple[str, ...]] = [()] * len(slots)
    for turn, one in zip(turns, done, strict=True):
        for place, index in enumerate(turn.slots):
            texts[index], found[index], written[index] = one.out[place], one.rows[place], one.names[place]
    last = done[-1]
    decision = _decided(last, screening)
    state = last.state or _state(*context)
    let = frozenset[str]().union(*(one.let for one in done)) if told else frozenset()
    left = tuple(zip(turns, done, strict=True))[ahead:]
    return Hidden(texts, found, written, last.entries, decision, left, state.carried, let)


def _says_of_others(slots: Sequence[Slot], turns: Sequence[Turn], done: Sequence[Done]) -> bool:
    """Whether something that was found in what belongs to the request alone (metadata, user, stop) may stand, whole or by a word,
    in what leaves of the conversation."""
    if len(turns) < 2 or turns[-1].first >= 0:
        return False
    said = [slots[index].text[f.start : f.end] for index, row in zip(turns[-1].slots, done[-1].rows, strict=True) for f in row]
    words = {word for text in said for word in WORD.findall(fold(text)) if len(word) > 2 or not word.isascii()}
    return bool(words) and any(word in low for one in done[:-1] for low in map(fold, one.out) for word in words)


def unmet(
    slots: Sequence[Slot],
    screening: Screening,
    turns: Sequence[Turn],
    issued: Iterable[Entry],
    told: Sequence[Told],
    asked: Facts,
) -> list[str]:
    """The texts that `hide` would have to work on: those behind what is known of the conversation, all where its end is not.

    Args:
        slots: As of `hide`, like all that follow.
        screening: With the conversations of late.
        turns: In the order in which they were said.
        issued: Entries of earlier exchanges.
        told: What a person decided.
        asked: Who asks what of whom.
    """
    issued = tuple([entry for entry in issued if entry.family not in STANDING])
    root, before, last = _root(issued, (*screening.said, *told), False, asked), 0, None
    for number, turn in enumerate(turns):
        known = screening.talks.find(before, _key_of(root if number == 0 else None, turn, slots))
        if known is None:
            rest = turns[number:]
            break
        before, last = known
    else:
        rest = ()
    if last is None or last.state is None:
        rest = turns
    return [slots[index].text for turn in rest for index in turn.slots]


def by_role(slots: Sequence[Slot]) -> tuple[Turn, ...]:
    """The turns of slots that stand in the order in which they were said; system texts at the beginning are one of them."""
    out: list[Turn] = []
    for index, slot in enumerate(slots):
        made, before = slot.role == "assistant", slot.role == "system" and (not out or out[-1].first < 0)
        if out and out[-1].made == made and (out[-1].first < 0) == before:
            out[-1] = out[-1]._replace(slots=(*out[-1].slots, index))
        else:
            out.append(Turn((index,), made, -1 if before else index))
    return tuple(out) or (Turn(()),)


def _decided(last: Done, screening: Screening) -> Decision:
    decision = screening.policy.decide(last.counts, last.facts, last.facts.kinds)
    if decision.refuse:
        raise Refused(f"policy: {decision.decided}: {decision.refuse}", hint="nothing left; change the text and ask again")
    if decision.route == "nowhere":
        raise Refused(
            f"policy: {', '.join(decision.rules)}: this may not leave",
            hint="take out what the rule names, or ask whoever keeps the policy",
        )
    return decision


def _by_turn(turns: Sequence[Turn], groups: Sequence[Sequence[int]]) -> list[list[list[int]]]:
    """The groups of each turn, as places in the turn; one that reaches over turns falls apart."""
    of = {index: (number, place) for number, turn in enumerate(turns) for place, index in enumerate(turn.slots)}
    out: list[list[list[int]]] = [[] for _ in turns]
    for group in groups:
        parts: dict[int, list[int]] = {}
        for index in group:
            number, place = of[index]
            parts.setdefault(number, []).append(place)
        for number, part in parts.items():
            if len(part) > 1:
                out[number].append(part)
    return out


def _walk(
    slots: Sequence[Slot],
    screening: Screening,
    turns: Sequence[Turn],
    groups: Sequence[Sequence[Sequence[int]]],
    issued: tuple[Entry, ...],
    told: tuple[Told, ...],
    asked: Facts,
    again: bool,
) -> list[Done]:
    """Each turn as it leaves: as it is known, or worked out on the state of the one before it."""
    talks = screening.talks
    done: list[Done] = []
    before, root = 0, _root(issued, told, again, asked)
    room = Room(UNPACKED_MAX + GROWTH * sum(len(slot.text) for slot in slots))
    for number, turn in enumerate(turns):
        said = [slots[index] for index in turn.slots]
        key = _key_of(root if number == 0 else None, turn, slots)
        known = talks.find(before, key)
        if known is not None:
            before, one = known
            done.append(one)
            continue
        left = done[-1].state if done else None
        state = left.fork() if left else _state(slots, screening, turns[:number], groups, issued, told, asked, again)
        for slot in said:
            room.take(screening.detector.view(slot.text).unpacked)
        one = _take(state, turn, said, groups[number], screening, told)
        if number == 0 or turn.first >= 0 or number + 1 < len(turns):  # what belongs to this request alone is not gone on from
            before = talks.keep(before, key, one, done[-2] if len(done) > 1 else None)
        done.append(one)
    return done


def _root(issued: tuple[Entry, ...], told: Sequence[Told], again: bool, asked: Facts) -> Hashable:
    """What a whole conversation depends on beside what is said in it."""
    return issued, tuple(told), again, tuple(asked._replace(now=Moment()))[1:]


def _key_of(root: Hashable, turn: Turn, slots: Sequence[Slot]) -> Hashable:
    """What one turn says."""
    said = [slots[index] for index in turn.slots]
    return root, turn.made, tuple([(slot.text, slot.hint, slot.role) for slot in said])


def _state(
    slots: Sequence[Slot],
    screening: Screening,
    turns: Sequence[Turn],
    groups: Sequence[Sequence[Sequence[int]]],
    issued: tuple[Entry, ...],
    told: tuple[Told, ...],
    asked: Facts,
    again: bool,
) -> State:
    """The state after some turns, worked out from nothing."""
    key = _key(screening, asked)
    state = State(Draft(key, taken=screening.taken, issued=issued, means=screening.means, named=screening.named))
    state.facts = asked
    for original, found in state.draft.recall(issued[-RECALLED:]) if again else ():
        state.carried.learn(original, (found,))
    for number, turn in enumerate(turns):
        _take(state, turn, [slots[index] for index in turn.slots], groups[number], screening, told)
    return state


def _key(screening: Screening, asked: Facts) -> bytes:
    """What the surrogates of whoever asks are made with: a caller of no team is a team of its own."""
    whose = f"team\0{asked.team}" if asked.team else f"client\0{asked.client}" if asked.client else ""
    return hmac.digest(screening.key, b"garim salt\0" + whose.encode(), "sha256") if screening.salt and whose else screening.key


def _take(
    state: State, turn: Turn, slots: Sequence[Slot], groups: Sequence[Sequence[int]], screening: Screening, told: Sequence[Told]
) -> Done:
    """One turn: found, decided, written, looked at. The state becomes that after it."""
    detector = screening.detector
    texts = ["" if slot.form in SEALED else slot.text for slot in slots]
    roles = ["assistant" if turn.made else slot.role for slot in slots]
    ours = _ours([detector.view(text) for text in texts], roles, state)
    rows = [
        detector.scan_name(text) if slot.form == "name" else detector.scan(text, slot.hint)
        for slot, text in zip(slots, texts, strict=True)
    ]
    for group in groups:
        scan_joined(group, texts, rows, detector)
    scan_beside(slots, texts, rows, detector)
    scan_records(slots, texts, rows, detector)
    rows = [_without(row, spans, text, detector, state) for row, (spans, _), text in zip(rows, ours, texts, strict=True)]
    state.draft.hear(texts)
    rows = state.draft.settle(texts, _carried(texts, rows, ours, state, detector, turn.made))
    let: frozenset[str] = tellings.kept(told)
    if told:
        rows, let = _as_told(texts, rows, state, told, screening.locked)
    if turn.first != AHEAD:  # it comes once more
        _count(state, turn, slots, rows, screening.policy.looks_at)
    decision = screening.policy.decide(state.counts, state.facts, state.facts.kinds)
    styles = {**screening.styles, **decision.styles}
    kept = {kind for kind, style in styles.items() if style == "keep"}
    if kept:
        rows = [tuple(finding for finding in row if finding.kind not in kept) for row in rows]
    draft, default = state.draft, screening.styles.get("*", "natural")
    for text, row in zip(texts, rows, strict=True):
        state.carried.learn(text, [finding for finding in row if finding.kind != LOOKALIKE], state.number)
    written: list[tuple[str, tuple[str, ...]]] = []
    for _ in range(ROUNDS):
        draft.avoid({value: known.finding for value, known in state.carried.values.items() if known.turn == state.number})
        draft.avoid({value: leaf for text, row in zip(texts, rows, strict=True) for value, leaf in _inside(text, row)})
        written = [
            draft.write(text, row, lambda kind: styles.get(kind) or default, views.encode)
            for text, row in zip(texts, rows, strict=True)
        ]
        more = escaped(detector, texts, written, rows, [spans for spans, _ in ours], state.carried, let)
        if not any(more):
            break
        rows = [resolve((*row, *extra), text) if extra else row for row, extra, text in zip(rows, more, texts, strict=True)]
    else:
        at = next(index for index, extra in enumerate(more) if extra)
        trip(slots[at].path, more[at][0].kind)
    sealed = [(at, slot) for at, slot in enumerate(slots) if slot.form in SEALED]
    kinds = {slot.text: _told_sealed(slot, detector, state, let, kept) for _, slot in sealed}
    if turn.made:
        state.said |= {literal for _, literals in ours for literal in literals}
        state.answers += 1
    state.number += turn.first != AHEAD
    # A part that an earlier one carries now says nothing, and an upstream refuses a part without a letter.
    left = [out if out.strip() or not text.strip() else out + INVISIBLE for text, (out, _) in zip(texts, written, strict=True)]
    for at, slot in sealed:
        left[at] = "" if kinds[slot.text] else slot.text
        if kinds[slot.text] and slot.form == "bound":
            trip(slot.path, kinds[slot.text])
    done = Done(left, rows, [names for _, names in written], state, let)
    if not turn.made:
        given = [
            quoted(slot.text, row, out, names, lambda name: fold(name) in draft.literals())
            for slot, row, (out, names) in zip(slots, rows, written, strict=True)
            if slot.role == "user" and slot.form == "text"
        ]
        done.home = (*home.kept(home.named(slots)), *dict.fromkeys(entry for entries in given for entry in entries))
    return done


SEALED = ("sealed", "bound")
"""Forms of slots that leave as they came or not at all."""
SPELLED = 6
"""Letters, or bytes of others, from which a word in a seal stands there by no chance."""
_WORDS = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}")
WINDOW, LETTERS = 32, 28
"""So many small letters in so many characters: no seal, but words without blanks."""


def _told_sealed(slot: Slot, detector: Detector, state: State, let: frozenset[str], kept: frozenset[str] | set[str]) -> str:
    """The kind of something that may not leave in what is signed or encrypted upstream; "" where all of it may.

    A signature is not ours to check: whoever writes one can forge it. So the text beside it is read as all others are, and what
    is no text is looked through for words.
    """
    text = slot.text
    if slot.hint == "thinking":
        ours = _ours([detector.view(text)], ["assistant"], state)[0][0]
        row = _without(detector.scan(text, slot.hint), ours, text, detector, state)
        row = tuple(f for f in row if f.kind not in kept and text[f.start : f.end].lower() not in let)
        return row[0].kind if row else stands(text, state.carried, state.draft.entries, let)
    small = [1 if "a" <= char <= "z" else 0 for char in text]
    if any(sum(small[at : at + WINDOW]) >= LETTERS for at in range(0, max(1, len(small) - WINDOW + 1), 4)):
        return "unknown"
    said = " ".join(_WORDS.findall(text))
    words = [(found, said[found.start : found.end]) for found in detector.scan(said)]
    # What its bytes say that is no text for everybody: in another charset, or between bytes that are none.
    told = [blob.plain for blob in detector.view(text).blobs]
    words += [(found, plain[found.start : found.end]) for plain in told for found in detector.scan(plain)]
    for found, whole in words:
        telling = (
            found.rank >= CERTAIN and found.family not in ("secret", "code") and len(whole.encode("utf-8", "replace")) >= SPELLED
        )
        if telling and whole.lower() not in let:
            return found.kind
    return ""


UNCOUNTED = frozenset({"tools", "functions", "tool_choice", "response_format", "metadata"})
"""Keys of a body under which an agent's own texts stand."""


def _count(state: State, turn: Turn, slots: Sequence[Slot], rows: Sequence[Row], looks_at: frozenset[str]) -> None:
    """What policy counts: different things that the user or a tool's result named. An agent's system message and its
    tools name products and examples that look like people, and would trip every rule by themselves."""
    counted = [not turn.made and _counts(slot) for slot in slots]
    fresh = {(f.kind, f.entity) for row, counts in zip(rows, counted, strict=True) if counts for f in row} - state.named
    state.named |= fresh
    state.counts.update(kind for kind, _ in fresh)
    facts, texts = state.facts, [slot.text for slot, counts in zip(slots, counted, strict=True) if counts]
    state.facts = facts._replace(
        kinds=facts.kinds.union(finding.kind for row in rows for finding in row),
        characters=facts.characters + sum(map(len, texts)),
        content=facts.content | kinds_of(texts) if "content" in looks_at else facts.content,
        languages=facts.languages | languages_of(texts) if "languages" in looks_at else facts.languages,
    )


def _counts(slot: Slot) -> bool:
    return slot.role not in ("system", "developer") and not (slot.path and slot.path[0] in UNCOUNTED)


def _inside(text: str, row: Row) -> Iterable[tuple[str, Finding]]:
    """What stronger findings cover."""
    for finding in row:
        if finding.inside:
            yield from spellings(text, finding.inside)


def _ours(views: Sequence[View], roles: Sequence[str], state: State) -> list[tuple[list[Place], list[str]]]:
    """Where surrogates of earlier turns stand in texts and are ours, and which those are."""
    literals, values = state.draft.literals(), state.carried.values
    out: list[tuple[list[Place], list[str]]] = []
    for view, role, standing in zip(views, roles, held([view.everything for view in views], [*literals]), strict=True):
        spans: list[Place] = []
        found: list[str] = []
        for literal in standing:
            if literal not in values and is_ours(literal, literals[literal], role, literal in state.said):
                places = [place for place in occurrences(literal, view) if place.form not in FORMS]
                if places:
                    spans += places
                    found.append(literal)
        out.append((sorted(spans), found))
    return out


def _without(row: Row, ours: Sequence[Place], text: str, detector: Detector, state: State) -> Row:
    """What was found beside our own surrogates: what they are taken for is dropped, what holds one is read without it."""
    out: list[Finding] = []
    for finding in row:
        within = [place for place in ours if place.start < finding.end and place.end > finding.start]
        if finding.inner:
            inner = _ours([View(finding.plain)], ["assistant"], state)[0][0]
            left = _without(finding.inner, inner, finding.plain, detector, state) if inner else finding.inner
            if left:
                out.append(finding._replace(inner=left) if inner else finding)
        elif not within:
            out.append(finding)
        else:
            at = finding.start
            for place in (*within, Place(finding.end, finding.end)):
                piece = text[at : max(at, place.start)]
                out += [f._replace(start=f.start + at, end=f.end + at) for f in detector.scan(piece)] if len(piece) > 2 else ()
                at = max(at, place.end)
    return tuple(out)


def _carried(
    texts: Sequence[str],
    rows: list[Row],
    ours: Sequence[tuple[list[Place], list[str]]],
    state: State,
    detector: Detector,
    made: bool,
) -> list[Row]:
    """What was found in this turn or before, wherever it stands in this turn; and words that equal a surrogate by chance."""
    known = state.carried.fork()
    for text, row in zip(texts, rows, strict=True):
        known.learn(text, row, state.number)
    literals = state.draft.literals()
    lows = [fold(text) for text in texts]
    out: list[Row] = []
    found = known.more([detector.view(text) for text in texts], rows, made=made)
    for text, row, further, (spans, mine), low, standing in zip(
        texts, rows, found, ours, lows, held(lows, [*literals]), strict=True
    ):
        more = [f for f in further if not any(p.start < f.end and p.end > f.start for p in spans)]
        row = resolve((*row, *more), text) if more else row
        alike = _alike(low, row, spans, {literal: literals[literal] for literal in standing if literal not in mine})
        out.append(resolve((*row, *alike), text) if alike else row)
    return out


def _alike(low: str, row: Row, ours: Sequence[Place], standing: Mapping[str, str]) -> list[Finding]:
    """Real values that equal a surrogate: they get surrogates of their own, so that both come back.

    Args:
        low: The text in lower case.
        row: What was found in it.
        ours: Where surrogates stand that are ours.
        standing: What else of all that was issued stands in it, each with its family.
    """
    out: list[Finding] = []
    for literal, family in standing.items():
        if len(literal) < 2:
            continue
        known = families().get("stem" if family == "coined" else family)
        if known is None:
            continue  # hosts that the user named stand for themselves
        digits = known.edges(literal) == DIGIT
        at = low.find(literal)
        while at >= 0:
            end = at + len(literal)
            taken = [*((f.start, f.end) for f in (*row, *out)), *((place.start, place.end) for place in ours)]
            number = digits and (low[at - 1 : at].isdigit() or low[end : end + 1].isdigit())
            if not number and not any(begin < end and stop > at for begin, stop in taken):
                out.append(Finding(at, end, LOOKALIKE, known.name, literal, "equals a surrogate issued before it"))
            at = low.find(literal, end)
    return out


def _as_told(
    texts: Sequence[str], rows: list[Row], state: State, told: Sequence[Told], locked: Callable[[str], bool]
) -> tuple[list[Row], frozenset[str]]:
    """The findings as a person wants them, and what she let through in them."""
    said, found, answers = state.told
    said += texts
    found += rows
    answers += [state.answers] * len(texts)
    wanted = tellings.obey(*state.told, told, locked)[-len(texts) :] if texts else []
    gone = {
        value
        for text, row, left in zip(texts, rows, wanted, strict=True)
        for value, _ in spellings(text, [finding for finding in row if finding not in left])
    }
    return list(wanted), tellings.kept(told) | gone


def legend_line(hidden: Hidden, screening: Screening) -> str:
    """One line that tells the model in general terms what surrogates stand for; "" where no meaning is known."""
    told = said_first(hidden, screening)
    return told.texts[0] if told else ""


def said_first(hidden: Hidden, screening: Screening) -> Hidden | None:
    """The legend, itself hidden; None where no meaning is known.

    It tells of what stands before the model's first answer: a line that grew with the conversation would change its
    beginning.
    """
    items: dict[str, tuple[str, str, str]] = {}
    last: Done | None = None
    number = -1
    for turn, done in hidden.turns:
        if turn.made:
            break
        last = done
        number += 1
        issued = {entry.surrogate for entry in done.entries}
        for row, names in zip(done.rows, done.names, strict=True):
            for finding, name in zip(row, names, strict=True):
                meaning = screening.means.get(finding.entity, "")
                if meaning and finding.entity not in items and not finding.form and name in issued:
                    items[finding.entity] = (name, meaning, finding.kind)
        if turn.first >= 0:
            break
    # What was found in the conversation alone, or a person told to hide, stands in no sentence of ours either.
    said = [item for item in items.values() if last and not stands(item[1], hidden.carried, last.entries, hidden.let, number)]
    if not said or last is None:
        return None
    line = legend(said, screening.legend)
    # The meanings are the company's own sentences: they pass the same screen.
    whose = NOBODY._replace(client=last.facts.client, team=last.facts.team)
    return hide([Slot(line, role="assistant")], screening, turns=[Turn((0,), True)], issued=last.entries, asked=whose)
