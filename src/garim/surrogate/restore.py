"""Put originals back into text that arrives in pieces.

- Any cut of a text, fed and finished, gives what the whole text gives.
- Held back is only what can still become a surrogate, or an address whose host is not yet known.
- A line break inside a surrogate is looked through: the scan runs over the text without its line breaks.
- One pass: what was restored is not looked at again. Nothing is restored inside a URL to a stranger (see urls.py).
- What was issued comes back byte for byte; a bent spelling comes back in the style that is met.
- JSON, and JSON in JSON, is read string by string (see jsontext.py).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from copy import copy

import garim.lang as lang
import garim.late as re
from garim.families import DIGIT, FREE, JOINED, SURNAME, TIGHT, TITLED, Unit
from garim.surrogate import agree, live, urls
from garim.surrogate.automaton import parts
from garim.surrogate.home import NAMED, QUOTED, STANDING, Home, canonical, is_machine
from garim.surrogate.jsontext import JsonText, Piece
from garim.surrogate.live import Live
from garim.surrogate.page import END, PAGE, Pages, reads_for_strangers
from garim.surrogate.quoted import Quotes
from garim.surrogate.table import allows, doubtful, first, restored, whole_characters
from garim.surrogate.urls import CONTEXT, Addresses, Place, Skip, Whose
from garim.text.fold import fold
from garim.text.hangul import is_hangul
from garim.values import Entry

_KOREAN = tuple(word for role in ("titles", "weak_titles", "honorifics") for word in lang.words(role, "ko"))
_TITLES = (*_KOREAN, "담당", *lang.words("titles", "ja"))
"""What stands behind a surname that stands alone."""
BEFORE_TITLE = rf"[ \u00a0\u2009\u202f]?(?:{lang.either(_TITLES)})"
_BEFORE_TITLE = re.compile(BEFORE_TITLE)
_LATIN_TITLES = lang.either(lang.words("titles", "en", "de", "fr", "it", "es"))
_BEHIND_TITLE = re.compile(rf"(?<![^\W_])(?:{_LATIN_TITLES})\.?[ \u00a0\u2009\u202f\n]{{1,2}}\Z", re.IGNORECASE)
_BEFORE = 16
"""Characters of a title before a short surname, at most."""
_BREAK = re.compile(r"[\r\n]")
_ESCAPE = re.compile(r"(?:%[0-9A-Fa-f]{2}|\\[nrt])\Z")
"""An escape before a hit ends in a letter or digit that does not belong to its word."""
_LONG = 8
"""Characters from which a number as it was issued stands inside a run of digits by no chance: records of fixed width."""
_FIELD = 4
"""Digits that are a field of their own."""
_NAME = 64
"""Characters of an identifier that are looked at before a code in it."""
_COINED = 4
"""Letters from which a coined word tells that an identifier is one of ours."""
_LINKED = re.compile(r"[\w.-]+\Z")
_WAIT = "\0 wait"
_LOOK = {FREE: 0, DIGIT: _FIELD, JOINED: 2, SURNAME: 1 + max(map(len, _TITLES)), TITLED: 1 + max(map(len, _TITLES))}
"""Characters behind a hit that its edge asks for; 1 where not named."""
_HOSTS = frozenset(("domain", "ip"))
"""Families that stand in for a host."""
JOINED_WITH = 16_384
"""Characters of an earlier text that are looked at for an address that goes on in the next."""
Hit = tuple[int, int, list[Unit]]


class Table:
    """The surrogates of one exchange's scope, ready to be met; safe to share between Restorers."""

    __slots__ = ("_known", "_of_calls", "_private", "home", "parts", "quotes", "secrets", "shown")

    def __init__(
        self,
        entries: Iterable[Entry],
        trusted_hosts: frozenset[str] = frozenset(),
        listed: Callable[[str], bool] = lambda host: False,
        private: str = "calls",
    ) -> None:
        """
        Args:
            entries: What was issued, oldest first, and what stands for itself (`home.STANDING`). Parts that were seen before
                are not compiled again.
            trusted_hosts: Hosts whose URLs may hold originals: canonical names (`home.canonical`) as they are without
                surrogates; no subdomains, no ports.
            listed: Whether a canonical host is the company's by its list.
            private: never | calls | always: where a host that only a private network reaches is at home.
        """
        entries = tuple(entries)
        self.parts = parts(tuple([e for e in entries if e.family not in STANDING]))
        named = (e.original for e in entries if e.family == NAMED)
        self.home = Home(Home().hosts.union(trusted_hosts, named), listed, private == "always")
        self._private, self._of_calls = private, False
        self.quotes = Quotes(e for e in entries if e.family == QUOTED)
        self.secrets = [e.surrogate for e in entries if e.family == "secret" and _PUNCTUATED.search(e.surrogate)]
        self.shown = {e.surrogate: e.original for e in entries if e.family in _HOSTS}
        """Surrogates of hosts, as they were issued."""
        self._known: dict[str, bool] = {}

    def for_calls(self) -> Table:
        """The same for arguments of tools: what a tool calls on a private network is not shown to whoever else is there."""
        table = copy(self)
        table._of_calls = True
        if not self.home.private and self._private != "never":
            table.home, table._known = self.home._replace(private=True), {}
        return table

    def meets(self, text: str) -> bool:
        """Whether anything of a text without escapes may be a surrogate."""
        low = whole_characters(fold(text))
        if "\n" in low or "\r" in low:
            low = low.replace("\n", "").replace("\r", "")
        return any(part.meets(low) for part in self.parts)

    @property
    def whose(self) -> Whose:
        """What must be known to tell whose an address is."""
        return Whose(self.ours, self.secrets, called=self.home.private, settled=self._of_calls)

    def ours(self, host: str) -> bool:
        """Whether originals may stand in an address to this canonical host, as a reply names it; or `host/owner`, of one that
        serves many (`home.SHARED`); or `//label`, of one label where surely a host stands."""
        known = self._known.get(host)
        if known is None:
            known = self._known[host] = bool(host) and self._is_ours(host)
        return known

    def _is_ours(self, host: str) -> bool:
        host, _, owner = host.partition("/")
        if not host:
            return self.home.private and is_machine(owner[1:])
        if owner:
            return self._is_owner(host, owner)
        plain = Plain(self, addresses=False)
        pieces = [*plain.feed(host), *plain.finish()]
        name = "".join(came if new is None else new for came, new in pieces)
        name = canonical(f"[{name}]" if ":" in name else name)
        if not name:
            return False
        if self.home(name):
            return True
        # One label reaches nobody outside; with a word of the company's in it it is one of its machines.
        return "." not in name and ":" not in name and any(new is not None for _, new in pieces)

    def _is_owner(self, host: str, owner: str) -> bool:
        """Whether what an owner has on a host that serves many is at home: the user named it, or it holds a word of ours."""
        plain = Plain(self, addresses=False)
        pieces = [*plain.feed(owner), *plain.finish()]
        name = "".join(came if new is None else new for came, new in pieces)
        return f"{host}/{name}".lower() in self.home.hosts or any(new is not None for _, new in pieces)


_PUNCTUATED = re.compile(r"[/?#@\\]")


class Restorer:
    """Restores one text (one slot of a reply); make a new one for the next."""

    __slots__ = ("_after", "_escape", "_table", "_text")

    def __init__(self, table: Table, escape: str = "text") -> None:
        """
        Args:
            table: The exchange's surrogates.
            escape: text | json (the text is meant to be JSON: a tool's arguments) | value (an argument of a tool) | name (an
                id or a name, not something that is said) | own (just as we wrote it: whatever its addresses, nothing is bent).
        """
        self._table, self._escape = table, escape
        self._text: JsonText | Plain | None = None
        self._after = ""

    def after(self, text: str) -> None:
        """Say what stands before it in what a reader may put together as one: an address that it leaves open goes on here.

        Args:
            text: As it came; its last characters will do. Before arguments it is their tool's name, which leaves none open.
        """
        if self._escape == "text":
            self._after = text[-JOINED_WITH:]

    def _made(self) -> JsonText | Plain:
        if self._after:
            said, self._after = self._after, ""
            if going_on := Plain(self._table, shown=True).going_on(said):
                return going_on
        if self._escape in ("name", "own"):
            return Plain(self._table, addresses=self._escape == "name", bent=self._escape == "name")
        return _reader(self._table, 0, self._escape == "value", self._escape == "json")

    def feed(self, piece: str) -> str:
        """Take the next piece; return the text that can no longer change."""
        if self._text is None:
            self._text = self._made()
        return self._joined(self._text.feed(piece))

    def finish(self) -> str:
        """Say that no piece follows; return what was held. The Restorer can then take a new text."""
        out = self._joined(self._text.finish()) if self._text is not None else ""
        self._text = None
        return out

    def whole(self, text: str) -> str:
        """A text that is there at once: as `feed` and `finish` of a Restorer that was given nothing."""
        if "\\" not in text and not self._table.meets(text):
            return text
        return self.feed(text) + self.finish()

    def _joined(self, pieces: list[Piece]) -> str:
        return "".join([came if new is None else self._put(new) for came, new in pieces])

    def _put(self, new: str) -> str:
        """An original as it is given out."""
        return new


def _reader(table: Table, depth: int, value: bool, sure: bool = False) -> JsonText:
    """What takes a text that may be JSON."""

    def text(before: str) -> Plain:
        return Plain(table, before=before or (urls.VALUE if value else ""), shown=not value)

    def between() -> Plain:
        return Plain(table, addresses=False)

    return JsonText(lambda: _reader(table, depth + 1, True), between, text, sure=sure, depth=depth)


class Plain:
    """Restores one text that is no JSON."""

    __slots__ = (
        "_addresses", "_before", "_bent", "_dark", "_drop", "_held", "_joint", "_last", "_left_open", "_live", "_page_held",
        "_page_said", "_pages", "_skip", "_table", "_tail",
    )  # fmt: skip

    def __init__(self, table: Table, *, before: str = "", addresses: bool = True, bent: bool = True, shown: bool = False) -> None:
        """
        Args:
            table: The exchange's surrogates.
            before: What stood before the text.
            addresses: Whether URLs are looked for.
            bent: Whether a surrogate may come back in another spelling than it was issued in.
            shown: Whether it may be shown as a page.
        """
        self._table, self._addresses, self._bent = table, addresses, bent
        self._held, self._before = "", before
        self._skip: Skip | None = None
        self._tail, self._last = "", before[-1:]
        """What may still begin something that acts."""
        self._live: Live | None = None
        self._dark = (0, 0)
        """Of what is held, what belongs to something that speaks to a stranger: nothing is put back there."""
        self._drop = 0
        """Characters of an earlier text with which this one is read: they are not given out again."""
        self._joint = -1
        """Where in what is held this text begins, behind such characters."""
        self._left_open = False
        """Whether something that speaks to a stranger was open at the end."""
        self._pages = Pages() if shown else None
        self._page_said: list[str] = []
        """The page that is open, from its beginning."""
        self._page_held: list[str] = []
        """What of it waits for its end."""

    def feed(self, piece: str) -> list[Piece]:
        """The next characters → what became of those that can no longer change."""
        if self._pages is not None:
            return self._new(self._paged(self._pages, piece, final=False))
        return self._new(self._through(piece, final=False) if self._addresses else self._run(self._held + piece, final=False))

    def finish(self) -> list[Piece]:
        """No more follow → what became of the rest."""
        out = self._paged(self._pages, "", final=True) if self._pages is not None else []
        out += self._through("", final=True) if self._addresses else []
        return self._new(out + self._run(self._held, final=True))

    def _new(self, pieces: list[Piece]) -> list[Piece]:
        """What was not given out with an earlier text."""
        while self._drop and pieces:
            size = len(pieces[0].came)
            if size > self._drop:
                pieces[0] = Piece(pieces[0].came[self._drop :])
                self._drop = 0
                break
            self._drop -= size
            del pieces[0]
        return pieces

    def going_on(self, said: str) -> Plain | None:
        """What reads a text that comes behind another, in whose open address, form or script it begins; None where none is open.

        Args:
            said: The other, or its end. This object has read nothing yet, and is done with.
        """
        self.feed(said)
        self.finish()
        new = Plain(self._table, shown=True)
        new._before = self._before
        if self._left_open:
            new._skip = Skip("")
        elif self._skip is not None:
            new._skip = self._skip
        else:
            at = urls.open_end(self._before, self._table.whose)
            if at == len(self._before):
                return None
            new._before, new._held = self._before[:at], self._before[at:]
            new._drop = new._joint = len(new._held)
        new._last = said[-1:]
        return new

    def _paged(self, pages: Pages, piece: str, final: bool) -> list[Piece]:
        """The next characters: a page is held from its first surrogate on, until it is seen whole."""
        out: list[Piece] = []
        for run, kind in pages.split(piece, final):
            if kind == END:
                self._left_open = self._left_open or (final and self._is_strangers_page())
                out += self._page_over()
            elif kind == PAGE:
                self._page_said.append(run)
                if self._page_held or self._table.meets(self._held + self._tail + run):
                    self._page_held.append(run)
                else:
                    out += self._through(run, final=False)
            else:
                out += self._through(run, final=False)
        return out

    def _is_strangers_page(self) -> bool:
        language = self._pages.language if self._pages is not None else ""
        return reads_for_strangers("".join(self._page_said), self._table.whose, language)

    def _page_over(self) -> list[Piece]:
        """The page is seen whole: what of it was held."""
        held, said = "".join(self._page_held), "".join(self._page_said)
        dark = bool(held) and self._is_strangers_page()
        self._page_held, self._page_said = [], []
        if not dark:
            return self._through(held, final=False) if held else []
        self._tail, self._live, rest = "", None, self._tail + held
        return self._on(rest, dark=len(said) - len(held))

    def _through(self, piece: str, final: bool) -> list[Piece]:
        """The next characters: what acts when it is shown is held from its first surrogate on, until it is seen whole."""
        out: list[Piece] = []
        text = self._tail + piece if self._tail else piece
        self._tail = ""
        while True:
            if self._live is None:
                seen = self._last + text
                before = len(self._last)
                begins = live.opening(seen, before)
                if begins is None:
                    stop = len(text) if final else live.begun(seen, before) - before
                    self._tail = text[stop:]
                    return out + self._on(text[:stop])
                out += self._on(text[: begins.start() - before])
                self._live, text = Live(begins), seen[begins.start() :]
            part, text, closed = self._live.take(text)
            if self._live.held or self._table.meets(self._held + part):
                self._live.held.append(part)
            else:
                out += self._on(part)
                self._live.given += len(part)
            if not closed and not final:
                return out
            name = self._live.goes_on
            whose = self._table.whose
            dark = bool(self._live.held or name) and self._live.speaks_to_strangers(closed, whose)
            out += self._on("".join(self._live.held), dark=self._live.given if dark else -1)
            if dark and name:
                self._skip = Skip("")
            if not closed:
                self._left_open = self._live.speaks_to_strangers(True, whose)
            self._live = None
            if not closed:
                return out

    def _on(self, piece: str, *, dark: int = -1) -> list[Piece]:
        """What became of the next characters that are seen whole.

        Args:
            piece: The next characters.
            dark: Where nothing is put back in them, how many characters before them belong to the same.
        """
        if not piece:
            return []
        self._last = piece[-1]
        if dark >= 0:
            start, end = self._dark
            self._dark = (start if end else max(0, len(self._held) - dark), len(self._held) + len(piece))
        return self._run(self._held + piece, final=False)

    def _run(self, text: str, final: bool) -> list[Piece]:
        free = 0
        if self._skip is not None:
            free = self._skip.advance(text, 0)
            if free < 0:
                return self._emit(text, len(text), [], 0)
            self._skip = None
        hits, limit, low = self._hits(text)
        if self._dark[1]:
            hits = [hit for hit in hits if not self._dark[0] <= hit[0] < self._dark[1]]
        if final:
            limit = len(text)
        places: Addresses | None = None
        if self._addresses:
            if not final:
                limit = min(limit, urls.begun(text))
            if urls.maybe(low):
                places = Addresses(self._before + text, final, self._table.whose)
        limit = max(limit, free)
        if not hits and places is None:
            return self._emit(text, limit, [], 0)
        return self._replace(text, hits, places, limit, free, final)

    def _hits(self, text: str) -> tuple[list[Hit], int, str]:
        """Every literal that stands in a text, by place and the longest first; from where one may still come; the text in lower
        case without line breaks."""
        low = fold(text)
        breaks = _breaks(low)
        if breaks:
            low = low.replace("\n", "").replace("\r", "")
        found: dict[tuple[int, int], list[Unit]] = {}
        limit = len(low)
        for part in self._table.parts:
            try:
                met = part.automaton.find_overlapping(low)
            except UnicodeEncodeError:
                low = whole_characters(low)
                met = part.automaton.find_overlapping(low)
            for start, end, at in met:
                before = found.get((start, end))
                found[start, end] = part.units[at] if before is None else _merged(before, part.units[at])
            limit = min(limit, part.hold(low, breaks))
        if not found:
            return [], _placed(limit, breaks) if breaks else limit, low
        hits = [(start, end, units) for (start, end), units in found.items()]
        if breaks:
            limit = _placed(limit, breaks)
            hits = [(_placed(start, breaks), _placed(end - 1, breaks) + 1, units) for start, end, units in hits]
        if len(hits) > 1:
            hits.sort(key=lambda hit: (hit[0], -hit[1]))
        return hits, limit, low

    def _replace(self, text: str, hits: list[Hit], places: Addresses | None, limit: int, free: int, final: bool) -> list[Piece]:
        """Go through hits and addresses from left to right."""
        out: list[Piece] = []
        shift = len(self._before)
        done = nth = 0
        while True:
            place = places.next(free + shift) if places else None
            begins = place.start - shift if place else limit
            stop = min(limit, begins)
            while nth < len(hits) and hits[nth][0] < stop:
                start, end, _ = hits[nth]
                if start >= free:
                    new, turns = self._original(text, hits, nth, -1 if final else limit)
                    if new is _WAIT or (turns and not final and new is not None and self._coming(text, start, end, new)):
                        limit = stop = start
                        break
                    if new is not None:
                        out += (Piece(text[done:start]), Piece(text[start:end], new))
                        done = free = end
                        if turns:
                            done = free = self._turn(text, start, end, new, out)
                nth += 1
            if place is None or begins >= limit:
                break
            if begins < free:
                continue
            given = self._given(text, place, final)
            if place.pending or (given and given.new is None):
                limit = begins
                break
            if place.ours:
                continue
            done = self._show(text, place, given, out, done)
            skip = Skip(place.ending)
            free = skip.advance(text, max(place.behind - shift, done))
            if free < 0:
                self._skip, free, limit = skip, len(text), len(text)
                break
            limit = max(limit, free)
        return self._emit(text, max(limit, free if free > done else done), out, done)

    def _given(self, text: str, place: Place, final: bool) -> Piece | None:
        """An address that a text gave just so, as it came; with nothing new where more text must tell."""
        if not self._table.quotes or place.pending or place.ours:
            return None
        begins, behind = place.start - len(self._before), place.behind - len(self._before)
        end = Skip(place.ending).advance(text, behind)
        address = text[begins:] if end < 0 else text[begins:end]
        if end < 0 and not final:
            return Piece(address) if self._table.quotes.may_come(address) else None
        return self._table.quotes.came(address)

    def _show(self, text: str, place: Place, given: Piece | None, out: list[Piece], done: int) -> int:
        """What a stranger knows is no secret from it: an address that it gave, its own name where an address names it alone."""
        if self._dark[0] <= place.start - len(self._before) < self._dark[1]:
            return done
        if given:
            begins = place.start - len(self._before)
            out += (Piece(text[done:begins]), given)
            return begins + len(given.came)
        start, end = (at - len(self._before) for at in place.host)
        if text[start : start + 1] == "[":
            start, end = start + 1, end - 1
        original = self._table.shown.get(text[start:end]) if place.host[1] else None
        if not original or start < done:
            return done
        out += (Piece(text[done:start]), Piece(text[start:end], original))
        return end

    @staticmethod
    def _coming(text: str, start: int, end: int, new: str) -> bool:
        """Whether a particle behind a hit, which may have to be turned, is not yet there as a whole."""
        return agree.unfinished(text, end) and agree.differ(text[start:end], new)

    @staticmethod
    def _turn(text: str, start: int, end: int, new: str, out: list[Piece]) -> int:
        """Turn the particle behind a hit where the original asks for its other form; returns where what is done ends."""
        begin, stop, other = agree.turned(text, end, text[start:end], new)
        if other:
            out += (Piece(text[end:begin]), Piece(text[begin:stop], other))
        return stop

    def _original(self, text: str, hits: list[Hit], nth: int, limit: int) -> tuple[str | None, bool]:
        """What takes the place of a hit, None if it is none, _WAIT if more text must tell; and whether particles are turned.

        `limit`: where what is held begins; -1 when no more text follows.
        """
        start, end, units = hits[nth]
        met = text[start:end]
        for unit in units:
            if limit >= 0 and end + _LOOK.get(unit.edge, 1) > len(text):
                return _WAIT, False
            if not self._bent and unit.exact != met:
                continue
            if not allows(unit, met) or not self._stands(text, start, end, unit, met):
                continue
            # What was written so goes before the escape of something else that was.
            exact = min((u for u in units if u.exact == met), key=lambda u: u.code != "", default=None)
            if exact is None:
                # What was issued goes before what is derived: it may overlap, and may still be coming.
                if 0 <= limit < end:
                    return _WAIT, False
                issued = self._issued_across(text, hits, nth, limit, unit)
                if issued:
                    return _WAIT if issued is _WAIT else None, False
                if unit.edge != JOINED:  # in an identifier it takes the identifier's letter case
                    joined = (u for u in units if u.edge == JOINED and self._stands(text, start, end, u, met))
                    unit = next(joined, unit)
                if any(doubtful(unit, other) for other in units):
                    return None, False
            unit = exact or unit
            return restored(unit, met), unit.turns
        return None, False

    def _issued_across(self, text: str, hits: list[Hit], nth: int, limit: int, taken: Unit) -> str:
        """Whether a surrogate as it was issued begins with a hit or outlasts it: "" no, _WAIT if more text must tell.

        One that lies inside and begins later (the domain in a host's name) is part of what the hit stands for; so is one
        that stands for the first of several words of which the hit is made.

        Args:
            taken: What the hit stands for.
        """
        first, inside, _ = hits[nth]
        for other in range(nth + 1, len(hits)):
            start, end, units = hits[other]
            if start >= inside:
                break
            if start > first and end <= inside:
                continue
            met = text[start:end]
            for unit in units:
                if unit.exact == met and not (taken.words and end <= inside and unit.original.lower() == taken.words[0].lower()):
                    if limit >= 0 and end + _LOOK.get(unit.edge, 1) > len(text):
                        return _WAIT
                    if self._stands(text, start, end, unit, met):
                        return met
        return ""

    def _stands(self, text: str, start: int, end: int, unit: Unit, met: str) -> bool:
        """Whether nothing touches the hit that its edge forbids."""
        edge = unit.edge
        if edge == FREE or (not self._bent and len(met) >= _LONG):
            return True
        before = (
            ""
            if start == self._joint or _ESCAPE.search(self._back(text, start))
            else text[start - 1]
            if start
            else self._before[-1:]
        )
        after = text[end : end + 1]
        if edge == DIGIT and met == unit.exact and len(met) >= _LONG and met.isdigit():
            return _alone(self._before + text, start + len(self._before), end + len(self._before))
        if edge == DIGIT:
            # Behind a letter a digit starts something else: a code that was hidden as a part of a longer one.
            return not (before.isdigit() and met[:1].isdigit()) and not (after.isdigit() and met[-1:].isdigit())
        if edge == JOINED:
            return self._in_name(text, start, end, met)
        if edge == TIGHT:
            return not before.isalnum() and (not after.isalnum() or is_hangul(after))
        if edge == TITLED:
            if before.isalnum() or (after.isalnum() and not is_hangul(after)):
                return False
            titled = _BEHIND_TITLE.search((self._before[-_BEFORE:] + text[:start])[-_BEFORE:])
            return titled is not None or _BEFORE_TITLE.match(text, end) is not None
        if edge == SURNAME:
            alone = unit.exact != "" and not after.isalnum()
            # Japanese writes と before 林さん without a blank.
            kana = "ぁ" <= before <= "ヿ" and "一" <= met[0] <= "鿿"
            return (kana or not before.isalnum()) and (alone or _BEFORE_TITLE.match(text, end) is not None)
        if met == unit.exact:
            return True
        hump_before = met[0].isupper() and not before.isupper()
        hump_after = after.isupper() and not met[-1].isupper()
        return (not _letter(before) or hump_before) and (not _letter(after) or hump_after)

    def _in_name(self, text: str, start: int, end: int, met: str) -> bool:
        """Whether a code that is met ends a part of an identifier, and a coined word stands before it there."""
        after = text[end : end + 2]
        if after[:1].isalnum() and not is_hangul(after[0]) and not (after[0].isupper() and after[1:].islower()):
            return False
        name = _LINKED.search((self._before[-_NAME:] + text[:start])[-_NAME:] if start < _NAME else text[start - _NAME : start])
        if name is None:
            return False
        low = fold(name[0])
        parted = not low[-1].isalnum() or (met[0].isupper() and name[0][-1].islower())
        coined = (
            stop
            for part in self._table.parts
            for begin, stop, at in part.automaton.find_overlapping(whole_characters(low))
            if (stop - begin >= _COINED or not low[begin:stop].isascii()) and any(unit.styled for unit in part.units[at])
        )
        return any(parted or stop == len(low) for stop in coined)

    def _back(self, text: str, at: int) -> str:
        return (self._before + text[max(0, at - 8) : at])[-8:] if at < 8 else text[at - 8 : at]

    def _emit(self, text: str, limit: int, out: list[Piece], done: int) -> list[Piece]:
        """Let go of the text up to a limit: remember its end, and hold the rest."""
        if limit > done:
            out.append(Piece(text[done:limit]))
        if limit:
            before = self._before + text[:limit] if limit < CONTEXT else text[limit - CONTEXT : limit]
            self._before = before if len(before) <= CONTEXT else before[-CONTEXT:]
            if self._dark[1]:
                self._dark = (max(0, self._dark[0] - limit), max(0, self._dark[1] - limit))
            self._joint = max(-1, self._joint - limit)
        self._held = text[limit:]
        return out


def _alone(text: str, start: int, end: int) -> bool:
    """Whether digits stand alone or beside a whole field of others; one digit more makes another number."""
    before, after = text[max(0, start - _FIELD) : start], text[end : end + _FIELD]
    beside = (before[-1:].isdigit() and not (len(before) == _FIELD and before.isdigit())) or (
        after[:1].isdigit() and not (len(after) == _FIELD and after.isdigit())
    )
    return not beside


def _merged(before: list[Unit], units: list[Unit]) -> list[Unit]:
    """The units of one literal in two parts: what was issued goes before what is derived, of which the first counts."""
    both = [*before, *units]
    return [unit for unit in both if unit.exact] + first([unit for unit in both if not unit.exact])


def _breaks(text: str) -> list[int]:
    """Where the line breaks stand, each less the breaks before it: its place in the text without breaks."""
    if "\n" not in text and "\r" not in text:
        return []
    return [match.start() - nth for nth, match in enumerate(_BREAK.finditer(text))]


def _placed(at: int, breaks: list[int]) -> int:
    """The place in the text of a place in the text without breaks."""
    return at + bisect_right(breaks, at)


def _letter(char: str) -> bool:
    return char.isalpha() and not is_hangul(char)
