"""kill -9 at seeded moments under load, and what is left after: `python -m bench.kills [--number N] [--seed S] [--folder DIR] [--stores sqlite,postgres]`.

Half of the turns on SQLite (a worker, the process beside it, the master), half on PostgreSQL (those, a backend, the
postmaster). Load: four callers with prompts never seen, in three protocols, whole and streamed, short and long, half of
them in scopes. A master or postmaster that was killed is started again at once, as its supervisor does; `back_s` is from the
kill to the first answer; on a machine that others use, `cpu of a start` is the figure to go by. At the end, of everything that reached the upstream: a record each, once; the chain, its
checkpoints and its anchor hold; every scope whose prompt left opens and restores; no value left.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from tests.e2e import postgres, servers
from tests.e2e.upstream import FakeUpstream
from tests.gateway.test_server import TOML

from garim.store import chain, open_store

VALUES = ("Vellichor", "tamsil-prd-db03")
WORDS = ("Vellichor", "tamsil")
"""What of them a scope keeps."""
TEXT = "Vellichor on tamsil-prd-db03 gives ORA-00904, step {}."
ON_SQLITE = ("worker", "beside", "master")
ON_POSTGRES = ("worker", "master", "backend", "postmaster")
CALLERS = 4
LONG = 120
"""Lines of a long prompt, enough for the process beside to take it."""


class Load:
    """Callers that ask until told to stop, each prompt once."""

    def __init__(self, rng: random.Random) -> None:
        self.answers: Counter[str] = Counter()
        self.scoped: set[int] = set()
        """Numbers of the prompts that were asked in a scope of their own."""
        self._seeds = [rng.random() for _ in range(CALLERS)]
        self._number = 0
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def on(self, gateway: servers.Gateway) -> Iterator[None]:
        """Load while the block runs."""
        stop = threading.Event()
        threads = [threading.Thread(target=self._ask, args=(gateway, random.Random(seed), stop)) for seed in self._seeds]
        for one in threads:
            one.start()
        try:
            yield
        finally:
            stop.set()
            for one in threads:
                one.join()

    def next(self) -> int:
        """A number that no prompt had."""
        with self._lock:
            self._number += 1
            return self._number

    def _ask(self, gateway: servers.Gateway, rng: random.Random, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self.answers[self.one(gateway, rng)] += 1
            except (OSError, http.client.HTTPException) as error:
                self.answers[type(error).__name__] += 1
                time.sleep(0.1)

    def one(self, gateway: servers.Gateway, rng: random.Random) -> str:
        """One exchange: what came of it."""
        number = self.next()
        text = TEXT.format(f"q{number}q") * (LONG if rng.random() < 0.05 else 1)
        stream = rng.random() < 0.3
        model = f"echo.{number}"  # which leaves as it is: what left can be told apart by it
        path, document = rng.choice([
            ("/v1/chat/completions", {"messages": [{"role": "user", "content": text}]}),
            ("/v1/messages", {"max_tokens": 99, "messages": [{"role": "user", "content": text}]}),
            ("/v1/responses", {"input": text, "store": False}),
        ])
        scope = {"x-garim-scope": f"case-{number}"} if rng.random() < 0.5 else {}
        if scope:
            self.scoped.add(number)
        answer = gateway.ask(path, {"model": model, "stream": stream, **document}, scope)
        if answer.status != 200:
            return f"{answer.status} {answer.json.get('error', {}).get('code') or answer.json.get('error', {}).get('type')}"
        return "200" if stream or VALUES[1].encode() in answer.body else "200 not restored"


class Database:
    """A PostgreSQL whose postmaster can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pid(self) -> int:
        """The postmaster's."""
        return int((self.folder / "data/postmaster.pid").read_text().split()[0])

    def backends(self) -> list[int]:
        """Processes that serve a connection."""
        pid = self.pid()
        names = {int(p): Path(f"/proc/{p}/cmdline").read_bytes() for p in children(pid)}
        return [p for p, name in names.items() if name.startswith(b"postgres: garim postgres")]


def children(pid: int) -> list[int]:
    """Of a process' threads all."""
    with contextlib.suppress(OSError):
        return [int(p) for task in Path(f"/proc/{pid}/task").iterdir() for p in (task / "children").read_text().split()]
    return []


def cpu(pid: int) -> float:
    """CPU seconds that a process has used."""
    with contextlib.suppress(OSError):
        ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def kill(what: str, gateway: servers.Gateway, database: Database | None, rng: random.Random) -> None:
    """kill -9 one of what runs."""
    assert gateway.process is not None
    master = gateway.process.pid
    if what == "master":
        pid = master
    elif what in ("postmaster", "backend"):
        assert database is not None
        pid = database.pid() if what == "postmaster" else rng.choice(database.backends() or [database.pid()])
    else:
        workers = children(master)
        pid = rng.choice(workers)
        if what == "beside":
            pid = rng.choice([p for one in workers for p in children(one)] or [pid])
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def again(process: subprocess.Popen[bytes], config: Path, load: Load) -> subprocess.Popen[bytes]:
    """The server, started again as its supervisor does."""
    process.wait(20)
    while True:
        load.answers["starts"] += 1
        fresh = servers.serve(config)
        assert fresh.stdout is not None
        if b"http://" in fresh.stdout.readline():
            return fresh
        fresh.wait(20)


def turns(number: int, rng: random.Random, folder: Path, upstream: FakeUpstream, load: Load, database: Database | None, start: Callable[[], None], url: str) -> dict[str, list[float]]:
    """Kill so many times; what was killed → seconds until there was an answer again."""
    back: dict[str, list[float]] = defaultdict(list)
    toml = TOML.replace("{url}", upstream.url).replace("sqlite:///garim.db", url or "sqlite:///garim.db")
    toml += f'[[upstream]]\nname = "other"\nurl = "{upstream.url}"\nprotocol = "anthropic"\n'
    toml = toml.replace("[store]\n", '[store]\nanchor = "anchors"\n')
    config = folder / "garim.toml"
    with servers.as_process(folder, toml) as gateway:
        config.write_text(config.read_text().replace("127.0.0.1:0", f"127.0.0.1:{gateway.port}"))
        with load.on(gateway):
            for at in range(number):
                what = rng.choice(ON_POSTGRES if database else ON_SQLITE)
                time.sleep(rng.uniform(0.05, 1.0))
                began, spent = time.monotonic(), 0
                kill(what, gateway, database, rng)
                if what == "master":
                    assert gateway.process is not None
                    gateway.process = again(gateway.process, config, load)
                    spent = gateway.process.pid
                if what == "postmaster":
                    while True:
                        with contextlib.suppress(subprocess.CalledProcessError):
                            start()
                            back["postmaster until it takes connections"].append(time.monotonic() - began)
                            break
                while not answered(gateway, load):
                    time.sleep(0.01)
                    if gateway.process is not None and gateway.process.poll() is not None:
                        gateway.process = again(gateway.process, config, load)
                back[what].append(time.monotonic() - began)
                if spent:
                    back["cpu of a start"].append(sum(map(cpu, (spent, *children(spent)))))
                if at % 20 == 19:
                    print(json.dumps({"turn": at + 1, "answers": dict(load.answers)}), flush=True)
        if gateway.process is not None:  # as_process ends the first one only
            gateway.process.terminate()
            gateway.process.communicate(timeout=40)
    return back


def answered(gateway: servers.Gateway, load: Load) -> bool:
    """Whether somebody new gets an answer."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        return gateway.chat(TEXT.format(f"q{(number := load.next())}q"), model=f"echo.{number}").status == 200
    return False


def judge(folder: Path, url: str, upstream: FakeUpstream, load: Load) -> dict[str, object]:
    """What the store has of what left."""
    left = Counter(sha256(body).hexdigest() for body in upstream.bodies)
    store = open_store(url or f"sqlite:///{folder}/garim.db", servers.KEY, anchors=folder / "anchors")
    said = [json.loads(record.text) for record in chain.walk(store.page)]
    sent = Counter(one["outbound_sha256"] for one in said if one.get("status") == "sent")
    found = chain.verify(store.page, store.points().result(), store.signer.verifier, store.known)
    numbers = {int(json.loads(body)["model"].partition(".")[2]) for body in upstream.bodies} & load.scoped
    opened = {number: {one.original for one in store.get(f"case-{number}").result()} for number in numbers}
    store.close()
    return {
        "left": sum(left.values()),
        "twice_left": sum(n - 1 for n in left.values()),
        "records": found.records,
        "checkpoints": found.checkpoints,
        "lost": sum((left - sent).values()),
        "doubled": sum(n - 1 for n in sent.values()),
        "recorded_but_not_left": sum((sent - left).values()),
        "broken": found.broken,
        "why": found.why,
        "scopes_that_left": len(numbers),
        "scopes_that_do_not_restore": sum(not set(WORDS) <= originals for originals in opened.values()),
        "values_left": sum(value.encode() in body for body in upstream.bodies for value in VALUES),
    }


def main() -> None:
    """Kill and print one JSON line for each store."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--stores", default="sqlite,postgres")
    chosen = parser.parse_args()
    rng = random.Random(chosen.seed)
    base = chosen.folder or Path(tempfile.mkdtemp(prefix="garim-kills-"))
    base.mkdir(parents=True, exist_ok=True)
    # A server that was installed has its bytecode; one that is started from sources again and again should too.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(base / "bytecode")
    for name in chosen.stores.split(","):
        folder = base / name
        folder.mkdir(exist_ok=True)
        with contextlib.ExitStack() as stack:
            upstream = stack.enter_context(FakeUpstream())
            url, database, start = "", None, lambda: None
            if name == "postgres":
                url, _, start = stack.enter_context(postgres.stoppable())
                database = Database(Path(url.partition("host=")[2]))
            load = Load(rng)
            back = turns(chosen.number // 2, rng, folder, upstream, load, database, start, url)
            row = judge(folder, url, upstream, load)
        times = {what: {"number": len(s), "median_s": round(sorted(s)[len(s) // 2], 2), "worst_s": round(max(s), 2)} for what, s in back.items()}
        print(json.dumps({"store": name, "kills": chosen.number // 2, "seed": chosen.seed, **row, "back": times, "answers": dict(load.answers)}), flush=True)


if __name__ == "__main__":
    main()
