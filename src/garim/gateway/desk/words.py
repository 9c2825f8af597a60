"""The company's words: browse, search, add, import with a look first, proposals of colleagues, and a bench to try them on.

    GET  /garim/words?after=&never=         {"words", "total", "next", "most"}; never=1: those that no text had yet;
                                            with `x-garim-find` those that hold it
    POST /garim/words                       {"terms": [{term | pattern | network, kind, aliases?, means?, always?}],
                                             "public": [word]} → {"added" | "proposed"}
    POST /garim/words/remove                {"term"}
    POST /garim/words/look                  {"name", "text"}: what an import would bring
    GET  /garim/words/proposals             what colleagues proposed
    POST /garim/words/proposals/{id}        {"accept", "kind"?, "public"?}
    POST /garim/words/bench                 {"text"}: which rule or word fires where, and which of it are ordinary words

Who may not change the words proposes them instead.
"""

from __future__ import annotations

import time
from asyncio import wrap_future
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

import msgspec

from garim.config.taught import FIELDS, PUBLIC, add, checked, named, remove, rows, taught_path
from garim.detect.lexicon import source
from garim.detect.words import zipf
from garim.errors import BadInput, TooLarge
from garim.exchange import Screening, hide
from garim.gateway.desk import Call, dump, load, missing
from garim.gateway.desk.preview import Units
from garim.gateway.fired import COMPANY
from garim.gateway.work import in_thread
from garim.policy.rules import Facts
from garim.store.files import read_file
from garim.values import Slot

PROPOSAL = "proposal"
PAGE = 50
MOST_ROWS = 5
"""Words that are seen most, told at the top."""
MOST_TERMS = 20_000
"""Terms of one import."""
ORDINARY = 3.8
"""Zipf frequency from which a word is an ordinary one: it stands in one of some thousand sentences."""
MOST_BENCH = 200_000
MOST_NEVER = 5_000
"""Words that are looked through for those that no text had: each is asked of the detector."""


class Add(msgspec.Struct):
    """What is to be added."""

    terms: list[dict[str, Any]] = []
    public: list[str] = []


class Term(msgspec.Struct):
    """A word."""

    term: str


class Look(msgspec.Struct):
    """A lexicon file that may be imported."""

    text: str
    name: str = "words"


class Verdict(msgspec.Struct):
    """What is done with a proposal."""

    accept: bool
    kind: str = ""
    public: bool = False


class Bench(msgspec.Struct):
    """A text to try the words on."""

    text: str


class Row(NamedTuple):
    """A word as it is listed."""

    term: str
    kind: str
    aliases: tuple[str, ...]
    means: str
    taught: bool


async def listed(call: Call) -> bytes:
    """A page of the words, with how often each was hidden."""
    call.must_keep()
    find, after = call.find.casefold(), int(call.query("after") or 0) if (call.query("after") or "0").isdigit() else 0
    taught = taught_path(call.parts.settings)
    fired = await call.parts.fired.all(call.parts.store)
    screening = call.parts.screening()

    def times(row: Row) -> int:
        return max((fired[entity] for entity in _entities(row.term, screening)), default=0)

    never = call.query("never") == "1"
    wanted = (lambda row: row.kind != PUBLIC and not times(row)) if never else None
    page, total, matched = await in_thread(_page, (*call.parts.lexicons, taught), taught, find, after, wanted)
    words = [{**row._asdict(), "fired": times(row)} for row in page]
    most = [
        {"term": entity, "fired": count} for entity, count in fired.most_common(MOST_ROWS * 20) if _is_word(entity, screening)
    ][:MOST_ROWS]
    following = after + PAGE if after + PAGE < matched else 0
    return dump({"words": words, "total": total, "next": following, "most": most, "kinds": sorted(source.KINDS)})


def _page(
    paths: tuple[Path, ...], taught: Path, find: str, after: int, wanted: Callable[[Row], bool] | None
) -> tuple[list[Row], int, int]:
    """(the rows of a page, all words, those that fit). The files are read line by line: there may be a million."""
    out: list[Row] = []
    total = matched = 0
    for path in reversed(paths):
        for row in _rows(path, taught):
            total += 1
            if find and find not in " ".join((row.term, *row.aliases, row.means)).casefold():
                continue
            if wanted and (total > MOST_NEVER or not wanted(row)):
                continue
            if after <= matched < after + PAGE:
                out.append(row)
            matched += 1
    return out, total, matched


def _rows(path: Path, taught: Path) -> Iterator[Row]:
    if path == taught:
        for row in reversed(rows(path)):
            aliases = row.get("aliases") or ()
            yield Row(named(row), str(row.get("kind", "")), tuple(aliases), str(row.get("means", "")), True)
        return
    try:
        terms, _ = source.read_terms(read_file(path), path.name)
    except OSError:
        return
    for term in terms:
        yield Row(term.term, term.kind, term.aliases, term.means, False)


def _is_word(entity: str, screening: Screening) -> bool:
    """Whether the company's words know it: what patterns and models found is not told here."""
    return any(entity == found.entity and "lexicon" in found.why for found in screening.detector.scan(entity))


def _entities(term: str, screening: Screening) -> set[str]:
    return {finding.entity for finding in screening.detector.scan(term)} | {term}


async def change(call: Call) -> bytes:
    """Add words, or propose them."""
    asked = call.read(Add)
    if len(asked.terms) + len(asked.public) > MOST_TERMS:
        raise TooLarge(f"over {MOST_TERMS} words at once", hint="name the file under [screen] lexicons instead")
    more = [checked(term) for term in asked.terms] + [checked({"term": word, "kind": PUBLIC}) for word in asked.public]
    if not more:
        raise BadInput("there is no word to add", hint='{"terms": [{"term", "kind"}], "public": [word]}')
    if call.keeper():
        await in_thread(add, taught_path(call.parts.settings), more)
        return dump({"added": len(more), "ordinary": ordinary([row["term"] for row in more if "term" in row])})
    for row in more:
        data = dump({**row, "who": call.owner, "at": time.time()})
        await wrap_future(call.parts.store.history.put(COMPANY, PROPOSAL, token_hex(8), data))
    return dump({"proposed": len(more)})


async def take_out(call: Call) -> bytes:
    """Take a taught word out."""
    call.must_keep()
    gone = await in_thread(remove, taught_path(call.parts.settings), call.read(Term).term)
    if not gone:
        raise missing("word here; those of lexicon files are taken out there")
    return dump({"removed": gone})


async def look(call: Call) -> bytes:
    """What an import would bring: new words, how many are known, which lines are not understood."""
    call.must_keep()
    asked = call.read(Look)
    terms, problems = await in_thread(source.read_terms, asked.text.encode("utf-8", "replace"), "import")
    known = await in_thread(_known, (*call.parts.lexicons, taught_path(call.parts.settings)), taught_path(call.parts.settings))
    new = [term for term in terms if (term.term.casefold(), term.kind) not in known]
    return dump(
        {
            "new": [_document(term) for term in new[:MOST_TERMS]],
            "known": len(terms) - len(new),
            "bad": [{"line": problem.line, "what": problem.what, "kept": problem.kept} for problem in problems[:200]],
            "ordinary": ordinary([term.term for term in new if term.shape == "term"]),
        }
    )


def _document(term: source.Term) -> dict[str, Any]:
    key = {"term": "term", "pattern": "pattern", "network": "network"}[term.shape]
    return {key: term.term, "kind": term.kind, "aliases": list(term.aliases), "means": term.means, "always": term.always}


def _known(paths: tuple[Path, ...], taught: Path) -> set[tuple[str, str]]:
    return {(row.term.casefold(), row.kind) for path in paths for row in _rows(path, taught)}


def ordinary(terms: list[str]) -> list[str]:
    """Those that are ordinary words: hidden, they may be hidden in ordinary texts too."""
    return [term for term in terms if term and zipf(term.casefold()) >= ORDINARY][:200]


async def proposals(call: Call) -> bytes:
    """What colleagues proposed, oldest first."""
    call.must_keep()
    found = await wrap_future(call.parts.store.history.all(COMPANY, PROPOSAL))
    listed = [{"id": document.name, **load(document.data)} for document in found]
    return dump({"proposals": [{**row, "term": named(row), "ordinary": bool(ordinary([row.get("term", "")]))} for row in listed]})


async def decide(call: Call) -> bytes:
    """Take a proposal, as it is or changed, or decline it."""
    call.must_keep()
    verdict, history = call.read(Verdict), call.parts.store.history
    found = await wrap_future(history.get(COMPANY, PROPOSAL, call.names["id"]))
    if found is None:
        raise missing("proposal")
    if verdict.accept:
        row = {key: value for key, value in load(found.data).items() if key in FIELDS}
        if verdict.public:
            row["kind"] = PUBLIC
        elif verdict.kind:
            row["kind"] = verdict.kind
        await in_thread(add, taught_path(call.parts.settings), [checked(row)])
    await wrap_future(history.forget(COMPANY, PROPOSAL, found.name))
    return dump({})


async def bench(call: Call) -> bytes:
    """Which rule or word fires where in a text, and which of the words that are hidden are ordinary ones."""
    text = call.read(Bench).text
    if len(text) > MOST_BENCH:
        raise TooLarge(f"over {MOST_BENCH} characters", hint="try a part of it")
    return dump(await in_thread(_tried, text, call.parts.screening(), call.who()))


def _tried(text: str, screening: Screening, who: Facts) -> dict[str, Any]:
    hidden = hide([Slot(text, role="user")], screening, asked=who)
    units = Units(text)
    found = zip(hidden.findings[0], hidden.surrogates[0], strict=True)
    return {
        "text": hidden.texts[0],
        "findings": [(units.at(f.start), units.at(f.end), f.kind, name, f.why, screening.locked(f.kind)) for f, name in found],
        "ordinary": ordinary(list(dict.fromkeys(text[f.start : f.end] for f in hidden.findings[0]))),
    }


ROUTES = {
    ("GET", "/garim/words"): listed,
    ("POST", "/garim/words"): change,
    ("POST", "/garim/words/remove"): take_out,
    ("POST", "/garim/words/look"): look,
    ("GET", "/garim/words/proposals"): proposals,
    ("POST", "/garim/words/proposals/{id}"): decide,
    ("POST", "/garim/words/bench"): bench,
}
