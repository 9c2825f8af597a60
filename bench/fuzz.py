"""Made-up input for the rooms that read what others wrote: `python -m bench.fuzz wire|restorer|policy|lexicon|store --minutes 10`.

Anything but the room's own errors is a fault, and so is an answer that breaks its law. Hypothesis makes the input from a
seed that is told, shrinks what fails, and keeps it in `--corpus`; what was mended stands as a test in the room's own folder.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase

from garim.config.settings import rule_of
from garim.detect.lexicon.lexicon import Lexicon
from garim.detect.lexicon.source import read_terms
from garim.errors import BadSettings, GarimError, VaultFailed
from garim.policy import check
from garim.policy.hours import Moment
from garim.policy.rules import Facts, Policy
from garim.store import chain, open_store
from garim.store.merkle import open_note, read_checkpoint
from garim.surrogate.restore import Restorer, Table
from garim.text.views import View
from garim.values import Entry, Event, Receipt
from garim.wire.protocols import all_protocols

KEY = bytes(range(1, 33))
WORD = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
MARKS = st.sampled_from(['"', "\\", "\\u0041", "\\ud83d", "{", "}", "[", "]", ":", ",", "\n", "\r\n", "data: ", "event: ", "[DONE]", "\ufeff", "\u2028", "null", "1e999", "https://", "//", "%2f", "://", "@", ".", "은", "\u200b", "İ", "ß", "\x00"])
SOUP = st.lists(st.one_of(WORD, MARKS), max_size=24).map("".join)
SCALAR = st.none() | st.booleans() | st.integers(-(2**64), 2**64) | st.floats() | SOUP
VALUES = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SOUP, inner, max_size=4), max_leaves=24)


# -- wire


KEYS = (
    "messages content role text input type tool_calls function arguments name parts system model stream tools source data url image_url instructions "
    "input_text output_text tool_result tool_use tool_use_id id call_id output thinking signature contents functionCall args systemInstruction prompt "
    "choices delta index finish_reason response item part partial_json content_block message usage candidates error embedding metadata"
).split()
TYPES = st.sampled_from(["text", "user", "assistant", "system", "tool", "input_text", "image_url", "tool_use", "tool_result", "function", "function_call", "function_call_output", "message", "reasoning", "thinking", "text_delta", "input_json_delta", "content_block_delta", "content_block_start", "message_start", "response.output_text.delta", "response.completed", "response.output_item.done", "error"])
LIKE = st.recursive(TYPES | SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6), max_leaves=30)
BODY = st.dictionaries(st.sampled_from(KEYS), LIKE, max_size=6)
PROTOCOLS = st.sampled_from(list(all_protocols()))


def dumped(document: Any, ascii_only: bool) -> bytes:
    """As clients write JSON, lone surrogates escaped."""
    return json.dumps(document, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")


@given(PROTOCOLS, BODY | VALUES, st.booleans(), st.binary(max_size=6), st.integers(0, 400))
def wire_request(protocol: Any, document: Any, ascii_only: bool, noise: bytes, at: int) -> None:
    """Read and written unchanged it is the same; bent, it is refused in words."""
    body = dumped(document, ascii_only)
    try:
        request = protocol.read(body)
        texts = [slot.text for slot in request.slots]
        _ = request.turns, request.groups, request.model, request.stream
        assert request.write(texts) == body or not body
        again = protocol.read(request.write(["x" + text if slot.form == "text" else text for slot, text in zip(request.slots, texts, strict=True)]))
        assert len(again.slots) == len(request.slots)
    except GarimError:
        pass
    with contextlib.suppress(GarimError):
        protocol.read(body[:at] + noise + body[at:])


ENTRIES = (
    Entry("Taran", "Mirae-on", "stem", "미래온"),
    Entry("타란", "미래온", "stem", "미래온"),
    Entry("김도윤", "서하진", "person", "서하진"),
    Entry("veyra.example", "kkuri.co.kr", "domain", "kkuri.co.kr"),
    Entry("10.9.8.7", "10.1.2.3", "ip", "10.1.2.3"),
    Entry("010-2222-3333", "010-9999-8888", "phone", "01099998888"),
    Entry("[SECRET_ab12]", 'pa"ss\\word\n', "secret", "x"),
    Entry("q7Rk", "z9Xw", "code", "z9xw"),
)
TABLE = Table(ENTRIES)
MET = st.sampled_from([spelling for e in ENTRIES for spelling in (e.surrogate, e.surrogate.upper(), e.surrogate.lower(), e.surrogate[:2], e.surrogate[2:], json.dumps(e.surrogate)[1:-1])])
REPLY = st.lists(st.one_of(MET, MARKS, WORD), max_size=24).map("".join)


def streamed(documents: list[Any], raw: str) -> bytes:
    """Server-sent events with something between them."""
    return b"".join(b"data: " + dumped(one, False) + b"\n\n" for one in documents) + raw.encode("utf-8", "surrogatepass")


@given(PROTOCOLS, st.booleans(), st.lists(LIKE, max_size=5), REPLY, st.lists(st.integers(0, 2000), max_size=8))
def wire_reply(protocol: Any, stream: bool, documents: list[Any], raw: str, cuts: list[int]) -> None:
    """Any reply, cut anywhere: restored, or told as what it is."""
    data = streamed(documents, raw) if stream else (dumped(documents[0], True) if documents else raw.encode("utf-8", "surrogatepass"))
    got = []
    for places in (sorted(cuts), []):
        try:
            reply = protocol.reply(stream, lambda form: Restorer(TABLE, form))
            out, at = b"", 0
            for place in (*places, len(data)):
                out += reply.feed(data[at : max(at, place)])
                at = max(at, place)
            got.append(out + reply.finish())
        except GarimError as error:
            got.append(error.code.encode())
    assert got[0] == got[1], "what came depends on where it was cut"


# -- restorer


@given(REPLY, st.lists(st.integers(0, 300), max_size=10), st.sampled_from(["text", "json", "value", "name"]))
def restorer(text: str, cuts: list[int], form: str) -> None:
    """The law of cuts, on texts that are made to break it."""

    def restored(places: list[int]) -> str:
        one, out, at = Restorer(TABLE, form), "", 0
        for place in (*sorted(places), len(text)):
            out += one.feed(text[at : max(at, place)])
            at = max(at, place)
        return out + one.finish()

    whole = restored([])
    assert restored(cuts) == whole
    assert restored(list(range(len(text)))) == whole


MADE = st.builds(Entry, SOUP, SOUP, st.sampled_from(["stem", "person", "code", "domain", "ip", "secret", "email", "number", "nosuch"]), SOUP)


@given(st.lists(MADE, max_size=6), REPLY, st.integers(0, 60))
def restorer_tables(entries: list[Entry], text: str, at: int) -> None:
    """Tables of any entries, as a vault could hold them."""
    try:
        table = Table(entries)
        whole, cut = Restorer(table), Restorer(table)
        text += "".join(entry.surrogate for entry in entries)
        assert whole.feed(text) + whole.finish() == cut.feed(text[:at]) + cut.feed(text[at:]) + cut.finish()
    except GarimError:
        pass


# -- policy


GLOBS = st.lists(st.sampled_from(["*", "kr_*", "person", "[", "[!", "a?", "**", "", "secret.*", "card*"]) | WORD, max_size=3)
RULES = st.fixed_dictionaries(
    {"name": WORD},
    optional={
        "kinds": GLOBS, "clients": GLOBS, "teams": GLOBS, "purposes": GLOBS, "upstreams": GLOBS, "models": GLOBS, "protocols": GLOBS,
        "trust": st.lists(st.sampled_from(["outside", "inside", "local", "x"]), max_size=2), "at_least": st.integers(-3, 10),
        "content": st.lists(st.sampled_from(["code", "sql", "log", "prose", "x"]), max_size=2), "languages": GLOBS,
        "over": st.integers(-1, 10**7), "under": st.integers(-1, 10**7), "outside_hours": st.booleans(),
        "hours": st.sampled_from(["", "09:00-18:00", "22:00-06:00", "25:00-1:0", "-", "00:00-00:00", "09:00-24:00"]) | WORD,
        "days": st.sampled_from(["", "mon-fri", "sat,sun", "sun-mon", "x", "fri-"]) | WORD,
        "style": st.sampled_from(["", "natural", "tag", "general", "drop", "keep", "x"]), "styles": st.dictionaries(WORD, st.sampled_from(["tag", "drop", "x"]), max_size=2),
        "route": st.sampled_from(["", "outside", "inside", "local", "nowhere", "x"]), "upstream": st.sampled_from(["", "up", "x"]),
        "refuse": SOUP, "review": st.sampled_from(["", "self", "other", "x"]), "limit": st.sampled_from(["", "20/hour", "0/day", "x/y", "1/", "9e9/minute"]),
        "nosuch": WORD,
    },
)  # fmt: skip
FACTS = st.builds(
    Facts, kinds=st.frozensets(st.sampled_from(["person", "kr_rrn", "card", "x"])), characters=st.integers(0, 10**8), content=st.frozensets(st.sampled_from(["code", "sql"])),
    client=WORD, team=WORD, purpose=WORD, model=WORD, protocol=WORD, now=st.builds(Moment, st.integers(0, 6), st.integers(0, 1439)),
    places=st.lists(st.tuples(st.sampled_from(["up", "house"]), st.sampled_from(["outside", "inside", "local"])), max_size=3).map(tuple),
)  # fmt: skip
ORDER = ["outside", "inside", "local", "nowhere"]


@given(st.lists(RULES | VALUES, max_size=5), FACTS, st.dictionaries(st.sampled_from(["person", "kr_rrn", "card"]), st.integers(0, 9)))
def policy(rules: list[Any], facts: Facts, counts: dict[str, int]) -> None:
    """Refused in words, or it decides; one more refusing rule in front never opens anything."""
    try:
        made = [rule_of(one, "fuzz") for one in rules]
        check.problems(made, check.World(kinds=("person", "card"), clients=("a",), upstreams={"up": "outside"}))
        decided = Policy(made).decide(counts, facts, facts.kinds)
        strict = Policy([rule_of({"name": "first", "route": "nowhere"}, "fuzz"), *made]).decide(counts, facts, facts.kinds)
    except BadSettings:
        return
    assert decided.route in ORDER
    assert strict.route == "nowhere"


# -- lexicon


LINES = st.lists(
    st.one_of(
        SOUP,
        st.dictionaries(st.sampled_from(["term", "kind", "aliases", "means", "pattern", "always", "entity", "x"]), LIKE | SOUP, max_size=5).map(lambda one: json.dumps(one, ensure_ascii=False)),
        st.tuples(SOUP, SOUP, SOUP).map(",".join),
    ),
    max_size=8,
).map("\n".join)


@given(LINES, st.sampled_from(["w.jsonl", "w.csv", "w.txt", "w"]), SOUP, st.binary(max_size=8), st.integers(0, 500))
def lexicon(text: str, name: str, prompt: str, noise: bytes, at: int) -> None:
    """Whatever file is given: terms and problems; compiled, kept, read back it finds the same; a bent one is told."""
    terms, _ = read_terms(text.encode("utf-8", "surrogatepass"), name)
    try:
        built = Lexicon.build(terms)
    except GarimError:
        return
    kept = built.dump()
    again = Lexicon.load(kept)
    view = View(prompt + " " + " ".join(term.term for term in terms[:3]))
    assert built.find(view, "") == again.find(view, "")
    with contextlib.suppress(GarimError, ValueError):
        Lexicon.load(kept[:at] + noise + kept[at:])


# -- store


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["put", "beside"]), st.integers(0, 2), st.integers(0, 2), st.lists(MADE, max_size=3)),
        st.tuples(st.just("forget"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.sampled_from(["append", "event", "checkpoint", "rotate", "reseal", "drop", "jump", "cut", "open"]), st.integers(-400, 400)),
    ),
    max_size=14,
)
SCOPES, OWNERS = ("s", "s\0", "케이스"), ("", "a", "team:a")


@given(STEPS, st.data())
def store(steps: list[Any], data: Any) -> None:
    """Against a dictionary: nothing is lost, shown to others or found broken; then a row is bent, and that is told.

    `beside` is a process that only writes, and hears of no rotation.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, now = f"{folder}/g.db", [1_800_000_000.0]

        def opened() -> Any:
            return open_store(f"sqlite:///{path}", KEY, clock=lambda: now[0], anchors=Path(folder) / "anchors")

        one, held, records = opened(), {}, 0
        beside = opened()
        for what, *more in steps:
            now[0] += 0.001
            if what in ("put", "beside"):
                scope, owner, entries = SCOPES[more[0]], OWNERS[more[1]], more[2]
                try:
                    (one if what == "put" else beside).put(scope, entries, owner).result()
                except VaultFailed:
                    continue
                held.setdefault((scope, owner), []).extend(entries)
            elif what == "forget":
                one.forget(0, SCOPES[more[0]], OWNERS[more[1]]).result()
                held.pop((SCOPES[more[0]], OWNERS[more[1]]), None)
            elif what == "jump":
                now[0] += more[0] * 86400
            elif what == "open":
                one.close()
                one = opened()
            else:
                if what in ("append", "event"):
                    one.append(Receipt(protocol="chat", counts={"person": abs(more[0])}) if what == "append" else Event(event="policy")).result()
                    records += 1
                elif what == "cut":
                    records += one.cut(86400).result() > 0
                else:
                    {"checkpoint": one.checkpoint, "rotate": one.new_data_key, "reseal": one.reseal, "drop": one.drop_old_keys}[what]().result()
        for scope in SCOPES:
            for owner in OWNERS:
                assert one.get(scope, owner).result() == tuple(dict.fromkeys(held.get((scope, owner), ())))
        found = chain.verify(one.page, one.points().result(), one.signer.verifier, one.known)
        assert (found.broken, found.records) == (0, records), found
        verifier, points = one.signer.verifier, one.points().result()
        one.close()
        beside.close()
        bend(path, data, held, points, verifier, opened)


def bend(path: str, data: Any, held: dict[Any, list[Entry]], points: Any, verifier: str, opened: Callable[[], Any]) -> None:
    """Change a byte of what lies sealed, and of a signed note."""
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT rowid, sealed FROM garim_vault").fetchall()
        if rows:
            row, sealed = data.draw(st.sampled_from(rows))
            at = data.draw(st.integers(0, len(sealed) - 1))
            db.execute("UPDATE garim_vault SET sealed = ? WHERE rowid = ?", (sealed[:at] + bytes([sealed[at] ^ data.draw(st.integers(1, 255))]) + sealed[at + 1 :], row))
    db.close()
    if rows:
        one, failed = opened(), 0
        for (scope, owner), entries in held.items():
            try:
                assert one.get(scope, owner).result() == tuple(dict.fromkeys(entries))
            except VaultFailed:
                failed += 1
        assert failed == 1, "a bent record opened"
        one.close()
    for point in points[:1]:
        at = data.draw(st.integers(0, len(point.note) - 1))
        bent = point.note[:at] + data.draw(SOUP) + point.note[at + 1 :]
        try:
            assert open_note(bent, verifier) == open_note(point.note, verifier)
            read_checkpoint(bent, verifier)
        except ValueError:
            pass


ROOMS: dict[str, tuple[Callable[[], None], ...]] = {"wire": (wire_request, wire_reply), "restorer": (restorer, restorer_tables), "policy": (policy,), "lexicon": (lexicon,), "store": (store,)}


def main() -> None:
    """Fuzz a room for so long; print what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("room", choices=ROOMS)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument("--corpus", type=Path, default=Path("build/fuzz"))
    chosen = parser.parse_args()
    until, rounds, examples, faults = time.monotonic() + chosen.minutes * 60, 0, 0, []
    while time.monotonic() < until and len(faults) < 5:
        for target in ROOMS[chosen.room]:
            # What @settings sets; it refuses to do so twice.
            target._hypothesis_internal_use_settings = settings(  # type: ignore[attr-defined]
                max_examples=300, deadline=None, database=DirectoryBasedExampleDatabase(chosen.corpus / chosen.room), suppress_health_check=list(HealthCheck),
                phases=(Phase.reuse, Phase.generate, Phase.shrink),
            )  # fmt: skip
            test = seed(chosen.seed + rounds)(target)
            try:
                test()
            except Exception as error:
                notes = "\n".join(getattr(error, "__notes__", []))
                faults.append({"target": target.__name__, "seed": chosen.seed + rounds, "error": f"{type(error).__name__}: {error}"[:500], "example": notes[:2000]})
                print(json.dumps(faults[-1], ensure_ascii=True), flush=True)
            examples += 300
        rounds += 1
    print(json.dumps({"room": chosen.room, "minutes": chosen.minutes, "examples": examples, "faults": len(faults)}), flush=True)


if __name__ == "__main__":
    main()
