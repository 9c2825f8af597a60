"""What trust costs, and whether it holds when others try: `python -m bench.trust [--tries N] [--http N] [--seed S]`.

cost    CPU of an audit record, of putting and getting a scope, of a decision of the bank's policy, on SQLite and PostgreSQL:
        this process' own, the store's thread included, and the wall clock; what one exchange pays is its audit record and its
        decision, and a put where it is in a scope
tries   attempts to get at another owner's scopes in the store
http    the same over a socket at a gateway with four clients: scopes, stored responses, conversations, records and keys are
        guessed, known and bent; then how long answers take to what is another's and to what is nobody's, one after the other

bench.kills kills, bench.soak waits for what grows, bench.fuzz makes up what comes in.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from tests.e2e import postgres, servers
from tests.e2e.upstream import FakeUpstream
from tests.gateway.test_server import TOML

from garim.config import Settings
from garim.config.policies import load_policy
from garim.policy.rules import Facts
from garim.store import open_store
from garim.values import Entry, Receipt

KEY = bytes(range(1, 33))
RECEIPT = Receipt(
    protocol="chat", model="gpt", client="mina", team="loans", counts={"person": 3, "email": 2}, outbound_sha256="ab" * 32
)


def cost(url: str, anchors: Path, number: int = 3000) -> dict[str, float]:
    """Microseconds of CPU, the store's thread included."""
    store = open_store(url, KEY, anchors=anchors)
    store.append(RECEIPT).result()
    policy = load_policy(msgspec.convert({"policy": {"use": ["bank"]}}, Settings))
    facts = Facts(places=(("openai", "outside"), ("house", "inside")))
    entries = [Entry(f"s{n}", f"o{n}", "stem") for n in range(8)]

    def each(what: Callable[[int], object], count: int = number) -> float:
        """The best of three: what others do on the machine only adds."""
        best = float("inf")
        for turn in range(3):
            began = time.process_time()
            for at in range(count // 3):
                what(turn * count + at)
            best = min(best, time.process_time() - began)
        return round(best / (count // 3) * 1e6, 1)

    def together(at: int) -> None:
        waiting = [store.append(RECEIPT) for _ in range(16)]
        for one in waiting:
            one.result()

    out = {
        "audit_us": each(lambda _: store.append(RECEIPT).result()),
        "policy_us": each(lambda _: policy.decide({"person": 3, "email": 1, "kr_rrn": 1}, facts)),
        "put_us": each(lambda at: store.put(f"s{at}", entries, "mina").result(), 1000),
        "get_us": each(lambda at: store.get(f"s{at}", "mina").result(), 1000),
    }
    out["audit_of_16_at_once_us"] = round(each(together, number // 16) / 16, 1)
    out["exchange_us"] = round(out["audit_us"] + out["policy_us"], 1)
    out["exchange_in_scope_us"] = round(out["exchange_us"] + out["put_us"] + out["get_us"], 1)
    store.close()
    return out


def tries(folder: Path, number: int, seed: int) -> dict[str, int]:
    """Guesses at others' scopes: names that exist, with other owners, prefixes and separators."""
    rng = random.Random(seed)
    store = open_store(f"sqlite:///{folder}/tries.db", KEY)
    owners = [f"client{n}" for n in range(20)] + [f"team:t{n}" for n in range(5)]
    for owner in owners:
        for n in range(20):
            store.put(f"case-{n}", [Entry("x", f"secret of {owner}", "stem")], owner).result()
    got, waiting = 0, []
    for _ in range(number):
        owner, asker = rng.choice(owners), rng.choice(["", "stranger", "person:client1", *owners])
        if asker == owner:
            asker += rng.choice(["\0", " ", "/", ":", "x"])
        name = rng.choice(
            [f"case-{rng.randrange(20)}", f"{owner}\0case-1", f"owned\0{owner}case-1", f"response:{rng.randrange(99)}"]
        )
        waiting.append((asker, store.get(name, asker)))
        if len(waiting) == 500:
            got += sum(any(asker not in e.original for e in future.result()) for asker, future in waiting)
            waiting.clear()
    got += sum(any(asker not in e.original for e in future.result()) for asker, future in waiting)
    store.close()
    return {"tries": number, "succeeded": got}


QUIET = 4242
"""Number of her scope that nobody guesses: asked under it others would have one of that name, and look it up longer."""
WORD = "Vellichor"
"""What the first client keeps in everything of hers."""
CLIENTS = (("mina", ""), ("juno", ""), ("jo", "loans"), ("cy", "cards"))
"""Name and team; the others try to get at what is the first one's."""


def key(name: str) -> str:
    """A client's key."""
    return f"key of {name}"


def bent(rng: random.Random) -> str:
    """A key that is nearly one."""
    real = key(rng.choice(CLIENTS)[0])
    at = rng.randrange(len(real))
    return rng.choice([
        real[:at] + rng.choice("abcxyz 09") + real[at + 1 :] + "x", real[:-1], real.upper(), real + "\t.", real.encode().hex(),
        sha256(real.encode()).hexdigest(), sha256(real.encode()).hexdigest().upper(), "", "null", "Bearer " + real, rng.randbytes(16).hex(),
    ])  # fmt: skip


class Theirs:
    """What the first client has, for others to guess at."""

    def __init__(self, gateway: servers.Gateway) -> None:
        mine = {"x-garim-key": key("mina")}
        self.hidden = gateway.ask("/garim/hide", {"text": f"about {WORD}", "scope": "case-7"}, mine).json["text"]
        for n in (*range(20), QUIET):
            gateway.ask("/garim/hide", {"text": f"about {WORD}", "scope": f"case-{n}"}, mine)
        asked = {"model": "echo", "input": f"about {WORD}", "store": True}
        self.responses = [gateway.ask("/v1/responses", {**asked, "model": f"echo.{n + 5}"}, mine).json["id"] for n in range(5)]
        for n in range(5):
            draft = {"draft": {"text": f"about {WORD}"}, "version": 0}
            gateway.call("PUT", f"/garim/talks/talk{n}/draft", json.dumps(draft), mine)
        note = {"kind": "note", "title": f"about {WORD}", "text": f"about {WORD}"}
        self.records = [gateway.ask("/garim/records", note, mine).json["id"] for _ in range(5)]

    def attempt(self, rng: random.Random) -> tuple[str, str, object, str]:
        """Method, path, document and key; an empty name stands for a key that is none."""
        who = rng.choice(CLIENTS[1:])[0]
        name = rng.choice(
            [
                f"case-{rng.randrange(30)}",
                f"mina/case-{rng.randrange(9)}",
                f"mina\0case-{rng.randrange(9)}",
                f"response:{rng.choice(self.responses)}",
            ]
        )
        some = rng.choice([*self.responses, f"resp_{rng.randrange(9)}", f"resp_{rng.randbytes(12).hex()}"])
        thing = rng.choice(
            [
                f"talks/talk{rng.randrange(6)}",
                f"talks/talk{rng.randrange(6)}/export",
                f"records/{rng.choice(self.records)}",
                "records?q=about",
                "talks?find=about",
                "record/list",
                "reviews",
                "retro/list",
                "records/archive",
                "words/proposals",
            ]
        )
        messages = [{"role": "user", "content": f"go on with {self.hidden}"}]
        return rng.choice([
            ("POST", "/garim/restore", {"text": self.hidden, "scope": name}, who),
            ("POST", "/garim/restore", {"text": self.hidden, "scope": name, "owner": rng.choice(["mina", "person:mina", "team:", "", "MINA", "mina "])}, who),
            ("POST", "/v1/chat/completions", {"model": "echo", "messages": messages, "scope": name}, who),
            ("POST", "/v1/responses", {"model": "all", "input": self.hidden, "previous_response_id": some}, who),
            (*rng.choice([("GET", f"/v1/responses/{some}"), ("GET", f"/v1/responses/{some}/input_items"), ("POST", f"/v1/responses/{some}/cancel"), ("DELETE", f"/v1/responses/{some}")]), None, who),
            ("GET", f"/garim/{thing}", None, who),
            (*rng.choice([("GET", "/garim/talks/talk1", None), ("POST", "/garim/restore", {"text": self.hidden, "scope": "case-7"})]), ""),
        ])  # fmt: skip


async def http(number: int, seed: int, url: str, theirs: Theirs) -> dict[str, object]:
    """So many attempts by those to whom nothing of it belongs; what gave anything, and how long each kind of guess took."""
    import aiohttp

    rng, came, got = random.Random(seed), Counter[str](), 0
    left = number

    async def ask(method: str, path: str, document: Any, said: str, scope: str) -> tuple[int, bytes]:
        head = {"x-garim-key": said, **({"x-garim-scope": scope} if scope else {})}
        async with session.request(
            method, url + path, json=document or ({} if method == "POST" else None), headers=head
        ) as answer:
            return answer.status, await answer.read()

    async def one() -> None:
        nonlocal left, got
        while left > 0:
            left -= 1
            method, path, document, who = theirs.attempt(rng)
            scope = document.pop("scope") if isinstance(document, dict) and path.startswith("/v1/chat") else ""
            said = key(who) if who else bent(rng)
            if not scope.isprintable() or not said.isprintable():
                scope, said = scope.replace("\0", "%00"), said.replace("\t", " ")
            status, body = await ask(method, path, document, said, scope)
            # Whoever has a key may ask; whoever has none gets nothing at all.
            got += WORD.lower() in body.decode("utf-8", "replace").lower() or (not who and status != 401)
            came[f"{method} {path.split('?')[0].split('/')[1]} {status}"] += 1

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(one() for _ in range(8)))
        took: dict[str, dict[str, list[float]]] = {}
        # As few as hers: what was asked for before is answered a little sooner, whosever it is.
        nobodys = ["".join(rng.sample(name, len(name))) for name in theirs.records]
        for _ in range(max(50, number // 100)):
            nobody = f"case-{rng.randrange(5000, 10000)}"
            some, none = rng.choice(theirs.responses), f"resp_{rng.randrange(2, 9)}"
            pairs = {
                "scope": [("theirs", "POST", "/garim/restore", {"text": theirs.hidden, "scope": f"case-{QUIET}"}), ("nobody's", "POST", "/garim/restore", {"text": theirs.hidden, "scope": nobody})],
                "owner": [("theirs", "POST", "/garim/restore", {"text": theirs.hidden, "scope": f"case-{QUIET}", "owner": "mina"}), ("nobody's", "POST", "/garim/restore", {"text": theirs.hidden, "scope": nobody, "owner": "mino"})],
                "response": [("theirs", "GET", f"/v1/responses/{some}", None), ("nobody's", "GET", f"/v1/responses/{none}", None)],
                "record": [("theirs", "GET", f"/garim/records/{rng.choice(theirs.records)}", None), ("nobody's", "GET", f"/garim/records/{rng.choice(nobodys)}", None)],
                "talk": [("theirs", "GET", "/garim/talks/talk1", None), ("nobody's", "GET", f"/garim/talks/talk{rng.randrange(10, 99)}", None)],
            }  # fmt: skip
            for what, pair in pairs.items():
                rng.shuffle(pair)
                for whose, method, path, document in pair:
                    began = time.perf_counter()
                    await ask(method, path, document, key("juno"), "")
                    took.setdefault(what, {}).setdefault(whose, []).append(time.perf_counter() - began)
    return {"tries": number, "succeeded": got, "timing": {what: told_apart(theirs=one["theirs"], nobodys=one["nobody's"]) for what, one in took.items()}, "came": dict(came)}  # fmt: skip


def told_apart(theirs: list[float], nobodys: list[float]) -> dict[str, float]:
    """How well time alone tells what is another's from what is nobody's: .5 is by chance, within two standard errors of it."""
    ranks = {at: rank for rank, (_, at) in enumerate(sorted((t, at) for at, t in enumerate([*theirs, *nobodys])))}
    n, m = len(theirs), len(nobodys)
    chance = (sum(ranks[at] for at in range(n)) - n * (n - 1) / 2) / (n * m)
    error = ((n + m + 1) / (12 * n * m)) ** 0.5
    return {
        "theirs_ms": round(statistics.median(theirs) * 1000, 3),
        "nobodys_ms": round(statistics.median(nobodys) * 1000, 3),
        "told_apart": round(chance, 3),
        "standard_error": round(error, 3),
    }


def over_http(folder: Path, number: int, seed: int) -> dict[str, object]:
    """`http` at a gateway of its own."""
    with FakeUpstream() as upstream:
        toml = TOML.replace("{url}", upstream.url).replace("workers = 2", "workers = 1")
        for name, team in CLIENTS:
            toml += f'[[gateway.clients]]\nname = "{name}"\nteam = "{team}"\nkey_sha256 = "{sha256(key(name).encode()).hexdigest()}"\n'
        with servers.as_process(folder, toml) as gateway:
            return asyncio.run(http(number, seed, gateway.url.rstrip("/"), Theirs(gateway)))


def main() -> None:
    """Measure and print one JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tries", type=int, default=0)
    parser.add_argument("--http", type=int, default=0)
    parser.add_argument("--seed", type=int, default=20261129)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if chosen.http:
            print(json.dumps(over_http(folder, chosen.http, chosen.seed), ensure_ascii=False))
            return
        out: dict[str, object] = {"sqlite": cost(f"sqlite:///{folder}/cost.db", folder / "anchors")}
        with postgres.running() as url:
            out["postgres"] = cost(url, folder / "anchors")
        if chosen.tries:
            out["cross_tenant"] = tries(folder, chosen.tries, chosen.seed)
    print(json.dumps(out))


if __name__ == "__main__":
    main()
