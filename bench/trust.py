"""What trust costs, and whether it holds when it is shaken: `python -m bench.trust [--kills N] [--tries N] [--seed S]`.

cost    CPU of an audit record, of putting and getting a scope, of a decision of the bank's policy
tries   attempts to get at another owner's scopes in the store
kills   kill -9 of the server under load at seeded moments: what left is in the audit, once; the chain holds; seconds until
        it is back
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import threading
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

import msgspec

from garim.config import Settings
from garim.config.policies import load_policy
from garim.policy.rules import Facts
from garim.store import chain, open_store
from garim.values import Entry, Receipt

KEY = bytes(range(1, 33))
RECEIPT = Receipt(
    protocol="chat", model="gpt", client="mina", team="loans", counts={"person": 3, "email": 2}, outbound_sha256="ab" * 32
)


def cost(folder: Path, number: int = 5000) -> dict[str, float]:
    """Microseconds of CPU, the store's thread included."""
    store = open_store(f"sqlite:///{folder}/cost.db", KEY, anchors=folder / "anchors")
    store.append(RECEIPT).result()
    policy = load_policy(msgspec.convert({"policy": {"use": ["bank"]}}, Settings))
    facts = Facts(places=(("openai", "outside"), ("house", "inside")))
    entries = [Entry(f"s{n}", f"o{n}", "stem") for n in range(8)]

    def each(what: object, count: int = number) -> float:
        began = time.process_time()
        for at in range(count):
            what(at)  # type: ignore[operator]
        return round((time.process_time() - began) / count * 1e6, 1)

    out = {
        "audit_us": each(lambda _: store.append(RECEIPT).result()),
        "policy_us": each(lambda _: policy.decide({"person": 3, "email": 1, "kr_rrn": 1}, facts)),
        "put_us": each(lambda at: store.put(f"s{at}", entries, "mina").result(), 1000),
        "get_us": each(lambda at: store.get(f"s{at}", "mina").result(), 1000),
    }
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


def kills(folder: Path, number: int, seed: int) -> dict[str, float]:
    """See the module."""
    from tests.e2e import servers
    from tests.e2e.upstream import FakeUpstream
    from tests.gateway.test_server import TEXT, TOML

    rng, back = random.Random(seed), []
    with FakeUpstream() as upstream:
        toml = TOML.replace("workers = 2", "workers = 1").replace("{url}", upstream.url)
        for turn in range(number):
            began = time.monotonic()
            with servers.as_process(folder, toml) as gateway:
                back.append(time.monotonic() - began)
                stop = threading.Event()

                def ask(gateway: servers.Gateway = gateway, stop: threading.Event = stop, turn: int = turn) -> None:
                    at = 0
                    while not stop.is_set():
                        at += 1
                        try:
                            gateway.chat(f"{TEXT} {turn} {at} {threading.get_ident()}")
                        except OSError:
                            return
                        except Exception:
                            return

                threads = [threading.Thread(target=ask) for _ in range(3)]
                for one in threads:
                    one.start()
                time.sleep(rng.uniform(0.02, 0.4))
                assert gateway.process is not None
                gateway.process.kill()
                stop.set()
                for one in threads:
                    one.join()
        bodies = Counter(sha256(body).hexdigest() for body in upstream.bodies)
        held = not any(word in body for body in upstream.bodies for word in (b"Vellichor", b"tamsil-prd-db03"))
    store = open_store(f"sqlite:///{folder}/garim.db", servers.KEY, anchors=None)
    told = [json.loads(record.text) for record in chain.walk(store.page)]
    sent = Counter(record["outbound_sha256"] for record in told if record.get("status") == "sent")
    found = chain.verify(store.page, store.points().result(), store.signer.verifier)
    store.close()
    lost, doubled = sum((bodies - sent).values()), sum(max(0, count - 1) for count in sent.values())
    slowest = round(max(back), 2)
    return {
        "kills": number,
        "left": sum(bodies.values()),
        "lost": lost,
        "doubled": doubled,
        "broken": found.broken,
        "values_left": int(not held),
        "slowest_start_s": slowest,
    }


def main() -> None:
    """Measure and print one JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--tries", type=int, default=0)
    parser.add_argument("--seed", type=int, default=20261129)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out: dict[str, object] = {"cost": cost(folder)}
        if chosen.tries:
            out["cross_tenant"] = tries(folder, chosen.tries, chosen.seed)
        if chosen.kills:
            out["kills"] = kills(folder, chosen.kills, chosen.seed)
    print(json.dumps(out))


if __name__ == "__main__":
    main()
