"""One line of a lexicon → its forms, by kind: database objects, tickets, ids, domains; names and people next door."""

from __future__ import annotations

from collections.abc import Iterator

import garim.late as re
from garim.detect import words
from garim.detect.lexicon.forms import Form, Token, glued, groups, named, peel_latin, phrase, single, tokens
from garim.detect.lexicon.modes import ACRONYM, DOMAIN, EXACT, ID, NUMBERED, PHRASE, SCHEMA, SCOPED, TABLE, TICKET, WHOLE, WORD
from garim.detect.lexicon.people import people
from garim.detect.lexicon.source import Term
from garim.text.fold import fold, latin, without_marks
from garim.text.identifiers import split

ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]+:[0-9A-Fa-f:.]*")
COLUMN_ENDS = frozenset("no nm cd dt tm dtm ts id yn amt seq nbr num key code name date type".split())
CODED = re.compile(r"(?=.*(?:[\d_]|\w-\w))[!-\-/-~]+")
"""No word: ASCII without blanks and dots, with a digit or a joint."""
NUMBER = re.compile(r"([a-z]{2,})\d{2,}$")


def forms(term: Term) -> Iterator[Form]:
    """Every form in which a term is searched for; what is not written as its kind is (a host 연필깎이) is a name.

    Args:
        term: A term, not a pattern or a network.
    """
    found = False
    for form in _forms(term):
        found = True
        yield form
    if not found:
        yield from named(term, alone=True)


def _forms(term: Term) -> Iterator[Form]:  # noqa: C901
    kind = term.kind
    plain = tuple(p for s in (term.term, *term.aliases) if (p := without_marks(s)) != s)
    if plain:
        term = term._replace(aliases=(*term.aliases, *plain))
    if kind in ("host", "database"):
        for name in (term.term, *term.aliases):
            yield from _whole(name, kind)
    if kind == "person":
        yield from people(term)
    elif kind in ("db_object", "column"):
        for name in (term.term, *term.aliases):
            yield from _object(name, kind)
    elif kind in ("account", "employee_id", "email"):
        for name in (term.term, *term.aliases):
            yield from _id(name, kind)
    elif kind in ("ticket", "document"):
        for name in (term.term, *term.aliases):
            yield from _keyed(name, kind)
    elif kind == "domain":
        for name in (term.term, *term.aliases):
            yield from _domain(name)
    elif kind == "host" and ADDRESS.fullmatch(term.term):
        yield Form(
            fold(re.sub(r"\W", "", term.term)),
            (1 << 64) - 1,
            0,
            len(re.sub(r"\W", "", term.term)),
            term.term,
            kind,
            "ip",
            mode=ID,
        )
    elif kind in ("host", "database") and "." in term.term:
        yield from _domain(term.term)
        if not words.generic(fold(term.term.split(".")[0])):
            yield from _name(Term(term.term.split(".")[0], kind, tuple(a for a in term.aliases if "." not in a)))
    else:
        yield from _name(term)


def squeeze(spelling: str) -> str:
    """A spelling as keys are: its letters and digits, folded."""
    return "".join(fold(spelling[a:b]) for a, b in split(spelling))


def _coded(name: str) -> bool:
    """Whether a name has digits or joints, so that it is no word: nobody else says it, however ordinary its words are."""
    return (
        name.isascii()
        and len(squeeze(name)) > 3
        and re.search(r"[\d_]|\w-\w", name) is not None
        and not re.search(r"[.\s]", name)
    )


def _whole(name: str, kind: str) -> Iterator[Form]:
    """A host's or database's name as a whole: what of it is hidden is what its other forms hide."""
    parts = tokens(name)
    if len(parts) < 2 or not _coded(name):
        return
    runs = groups(parts) or [(0, len(parts))]
    inner = parts[slice(*runs[0])]
    form = phrase(parts, kind, " ".join(part.text for part in inner), runs[0], WHOLE)
    if len(inner) == 1 and (cut := peel_latin(inner[0].text)) < len(inner[0].text):
        form = form._replace(end=form.start + cut, entity=inner[0].text[:cut])
    yield form


def _name(term: Term) -> Iterator[Form]:
    kind = term.kind
    for name in (term.term, *term.aliases):
        numbered = NUMBER.match(fold(name))
        if numbered and not words.generic(numbered[1]):
            key = numbered[1]
            yield Form(key, 0, 0, len(key), key, kind, mode=NUMBERED)
    if kind in ("host", "database"):
        parts = tokens(term.term)
        if kind == "database" and len(parts) == 1 and term.term.islower() and len(term.term) < 5:
            yield Form(term.term, 0, 0, len(term.term), term.term, kind, mode=SCHEMA)
            return
        yield from glued(term)
        if len(parts) == 1 and (words.generic(parts[0].text) or words.ordinary(parts[0].text)):
            key = parts[0].text
            yield Form(key, 0, 0, len(key), key, kind, mode=SCHEMA if kind == "database" else WORD)
        elif len(parts) > 1:
            yield from named(term, alone=False)
        return
    if kind in ("repository", "service"):
        last = term.term.rsplit("/", 1)[-1]
        parts = tokens(last)
        if len(parts) > 1 and not any(t.own for t in parts):
            yield phrase(parts, kind, " ".join(t.text for t in parts), (0, len(parts)), PHRASE)
    yield from named(term, alone=kind not in ("customer", "location"))


def _object(name: str, kind: str) -> Iterator[Form]:
    *schemas, last = re.split(r"[.@]", name)
    if len(schemas) > 1 and fold(last) in PUBLIC_LABELS:
        yield from _domain(name)
        return
    for schema in schemas:
        yield from _name(Term(schema, "database"))
    parts = [Token(fold(last[a:b]), last[a - 1] if a else "", True) for a, b in split(last)]
    if not parts:
        return
    low, high = 0, len(parts)
    while low < high - 1 and parts[low].text in words.section("affixes"):
        low += 1
    while high > low + 1 and (parts[high - 1].text in words.section("affixes") or parts[high - 1].text.isdecimal()):
        high -= 1
    if len(parts) == 2 and parts[1].text.isdecimal() and len(parts[0].text) > 1:
        key = parts[0].text
        yield Form(key, 0, 0, len(key), key, kind, mode=NUMBERED)
        yield from _coded_object(last, parts, kind, key, (0, 1))
        return
    if len(parts) == 1:
        yield from _bare(parts[0].text, kind)
        return
    yield from _parts_of(last, parts, (low, high), kind)


def _coded_object(name: str, parts: list[Token], kind: str, entity: str, hidden: tuple[int, int]) -> Iterator[Form]:
    """The whole of a name that is no word; columns are left out, for many tables share them."""
    if kind == "db_object" and _coded(name):
        yield phrase(parts, kind, entity, hidden, WHOLE)


def _parts_of(name: str, parts: list[Token], inner: tuple[int, int], kind: str) -> Iterator[Form]:
    """A name of several words: what of it is hidden, whole and without what stands before and behind."""
    low, high = inner
    middle = range(low, high)
    coined = [i for i in middle if len(parts[i].text) > 2 and not words.ordinary(parts[i].text)]
    strange = [i for i in coined if not words.generic(parts[i].text)] or coined
    if strange:
        at = max(strange, key=lambda i: len(parts[i].text))
        hidden = (at, at + 1)
    else:
        hidden = (low, high)
    tail = high + 1 if high < len(parts) and not parts[high].text.isdecimal() else high
    entity = " ".join(t.text for t in parts[hidden[0] : hidden[1]])
    starts = {0, low} if tail - low > 1 or kind != "column" else {0}
    if strange and hidden[0] > low and high - low > 2 and parts[high - 1].text not in COLUMN_ENDS:
        starts.add(low + 1)
    for start in starts:
        if start <= hidden[0] and hidden[1] <= tail and tail - start > 1:
            span = (hidden[0] - start, hidden[1] - start)
            yield phrase(parts[start:tail], kind, entity, span, SCOPED)
    yield from _coded_object(name, parts, kind, entity, hidden)


def _bare(word: str, kind: str) -> Iterator[Form]:
    """A table or column that is one word."""
    if words.ordinary(word) or words.generic(word):
        yield Form(word, 0, 0, len(word), word, kind, mode=TABLE)
    else:
        yield Form(word, 0, 0, len(word), word, kind, mode=ACRONYM if len(word) < 4 else EXACT)


def _id(name: str, kind: str) -> Iterator[Form]:
    key = "".join(fold(name[a:b]) for a, b in split(name))
    family = "email" if kind == "email" else "code"
    if len(key) > 2:
        yield Form(key, (1 << 64) - 1, 0, len(key), name.lower() if kind == "email" else name, kind, family, mode=ID)
    last = re.split(r"[\\/]", name)[-1]
    if kind == "account" and last != name and len(last) > 4 and not words.generic(fold(last)) and not words.ordinary(fold(last)):
        yield from _id(last, kind)


def _keyed(name: str, kind: str) -> Iterator[Form]:
    """A ticket prefix or a wiki space: HOR before -123, LNDB alone where it is no word."""
    key = fold(name)
    if not key.isalnum():
        yield from named(Term(name, kind))
        return
    yield Form(key, 0, 0, len(key), key, kind, "ticket", mode=TICKET)
    if kind == "document" and len(key) > 3 and not words.ordinary(key) and not words.generic(key):
        yield from single(key, kind, (), caps=True)


PUBLIC_LABELS = frozenset(
    "com net org co or go ac re ne pe kr jp de uk us eu io dev app ai shop store cloud local internal lan corp intra".split()
)


def _domain(name: str) -> Iterator[Form]:
    """A domain: hosts under it, and the labels that are the company's."""
    labels = [label for label in fold(name).strip(".*").split(".") if label]
    parts = tokens(".".join(labels))
    if len(labels) > 1:
        key, breaks = "", 0
        for label in labels:
            breaks |= (1 << len(key)) if key else 0
            for piece in (label[a:b] for a, b in split(label)):
                breaks |= (1 << len(key)) if key and len(key) < 64 else 0
                key += piece
        yield Form(key, breaks, 0, len(key), ".".join(labels), "domain", "domain", mode=DOMAIN)
    for token in parts:
        word = token.text
        if word in PUBLIC_LABELS or words.generic(word) or words.ordinary(word) or word.isdecimal():
            continue
        cut = peel_latin(word) if latin(word) else len(word)
        if cut < len(word):
            yield Form(word, 0, 0, cut, word[:cut], "domain", mode=EXACT)
        yield from single(word[:cut], "domain", ())
