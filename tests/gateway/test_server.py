"""Start and stop, as the command does it."""

from __future__ import annotations

import http.client
import json
import os
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from hashlib import sha256
from pathlib import Path

import pytest

from garim.config import Loader, loading
from garim.errors import BadSettings
from garim.gateway.server import Loaded, _runner, listen
from garim.store import chain, open_store
from tests.e2e import postgres, servers
from tests.e2e.servers import Gateway
from tests.e2e.upstream import FakeUpstream

TOML = """
[screen]
lexicons = ["words.jsonl"]
names = "off"
[store]
url = "sqlite:///garim.db"
[gateway]
workers = 2
[[upstream]]
name = "up"
url = "{url}"
"""
TEXT = "Vellichor on tamsil-prd-db03"


def test_a_port_that_is_taken_says_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(BadSettings, match="in use") as caught:
            listen(f"127.0.0.1:{other.getsockname()[1]}")
    assert "another" in caught.value.hint


def test_a_start_imports_only_what_its_settings_ask_for() -> None:
    """Who waits for a gateway to come back waits for every module: those of providers, rates, migrations and databases come later."""
    rooms = "garim.gateway.server, garim.gateway.app, garim.gateway.beside, garim.gateway.upstreams, garim.store.sqlite"
    late = {"joserfc", "sqlalchemy", "alembic", "asyncpg", "rich", "pydantic", "opentelemetry", "structlog"}
    code = f"import sys, {rooms}; print(sorted({late} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    assert found.strip() == "[]"


def test_an_address_that_is_not_ours_says_so() -> None:
    with pytest.raises(BadSettings):
        listen("192.0.2.1:1")


@pytest.mark.parametrize(
    ("toml", "said", "code"),
    [
        ('[gateway]\nbind = "127.0.0.1:{taken}"\n', "in use", 2),
        ('[gateway]\nbind = "0.0.0.0:0"\n', "no clients", 2),
        ('[[upstream]]\nname = "a"\nurl = "http://127.0.0.1:1"\nkey_env = "NOT_SET_ANYWHERE"\n', "NOT_SET_ANYWHERE", 2),
        ('[store]\nurl = "sqlite:////proc/none/garim.db"\n', "cannot be opened", 1),
    ],
)
def test_what_stops_the_start_is_said_in_words(tmp_path: Path, toml: str, said: str, code: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        (tmp_path / "garim.toml").write_text('[screen]\nnames = "off"\n' + toml.replace("{taken}", str(other.getsockname()[1])))
        process = servers.serve(tmp_path / "garim.toml", stderr=subprocess.PIPE)
        out, err = process.communicate(timeout=60)

    assert process.returncode == code
    assert said in (out + err).decode()
    assert b"Traceback" not in out + err


@pytest.fixture(scope="module")
def pair(_upstream: FakeUpstream, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Gateway, Path]]:
    """Two workers on one port."""
    folder = tmp_path_factory.mktemp("pair")
    with servers.as_process(folder, TOML.replace("{url}", _upstream.url)) as running:
        yield running, folder


def test_workers_share_one_port_and_one_audit(pair: tuple[Gateway, Path]) -> None:
    gateway, folder = pair
    with ThreadPoolExecutor(8) as threads:
        got = list(threads.map(lambda number: gateway.chat(f"{TEXT} {number}"), range(40)))

    assert [answer.json["choices"][0]["message"]["content"] for answer in got] == [f"{TEXT} {n}" for n in range(40)]
    store = open_store(f"sqlite:///{folder}/garim.db", servers.KEY)
    assert chain.verify(store.page)[:2] == (41, 0)  # and one that tells what runs
    store.close()


def test_metrics_are_of_all_workers(pair: tuple[Gateway, Path]) -> None:
    gateway, _ = pair
    text = gateway.call("GET", "/metrics").body.decode()
    (line,) = [line for line in text.splitlines() if line.startswith('garim_exchanges_total{protocol="chat"')]

    assert float(line.split()[-1]) == 40


def test_surrogates_are_the_same_in_every_worker(pair: tuple[Gateway, Path], _upstream: FakeUpstream) -> None:
    gateway, _ = pair
    _upstream.clear()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: gateway.chat(TEXT), range(20)))

    assert len(set(_upstream.bodies)) == 1


def test_told_to_stop_it_lets_exchanges_end(_upstream: FakeUpstream, tmp_path: Path) -> None:
    with servers.as_process(tmp_path, TOML.replace("{url}", _upstream.url)) as gateway:
        _upstream.clear()
        process = gateway.process
        assert process is not None
        with ThreadPoolExecutor(1) as threads:
            slow = threads.submit(gateway.chat, "x" * 20_000, model="echo.20", stream=True)
            while not _upstream.bodies:
                pass
            process.send_signal(signal.SIGTERM)
            got = slow.result(30)
        assert got.body.endswith(b"data: [DONE]\n\n")
        assert process.wait(30) == 0


POLICY = """
[[policy.rules]]
name = "products stay"
kinds = ["product"]
route = "nowhere"
"""


def settled(ask: Callable[[], bool]) -> bool:
    """Whether something becomes true within some seconds."""
    until = time.monotonic() + 30
    while not ask():
        if time.monotonic() > until:
            return False
        select.select([], [], [], 0.02)
    return True


def test_sighup_takes_other_settings_whole_or_leaves_the_old_ones(_upstream: FakeUpstream, tmp_path: Path) -> None:
    """In all workers, without a request lost; a policy that cannot be is refused, and the old one goes on."""
    toml = TOML.replace("{url}", _upstream.url)
    with servers.as_process(tmp_path, toml) as gateway:
        process, config = gateway.process, tmp_path / "garim.toml"
        assert process is not None
        old = config.read_text()
        assert gateway.chat(TEXT).status == 200
        config.write_text(old + POLICY)
        process.send_signal(signal.SIGHUP)
        assert settled(lambda: {gateway.chat(TEXT).status for _ in range(12)} == {400})
        config.write_text(old + POLICY.replace("product", "nosuch_kind"))
        process.send_signal(signal.SIGHUP)
        select.select([], [], [], 0.5)
        assert {gateway.chat(TEXT).status for _ in range(12)} == {400}
        config.write_text(old)
        process.send_signal(signal.SIGHUP)
        assert settled(lambda: {gateway.chat(TEXT).status for _ in range(12)} == {200})
        assert process.poll() is None
    store = open_store(f"sqlite:///{tmp_path}/garim.db", servers.KEY)
    assert [record for record in store.page(0).result() if '"event":"policy"' in record.text]
    store.close()


def test_a_reload_names_what_needs_a_restart_and_takes_the_rest(_upstream: FakeUpstream, tmp_path: Path) -> None:
    """The log says which; `garim doctor` too; a policy that was changed with them holds."""
    config, log = tmp_path / "garim.toml", tmp_path / "log"
    (tmp_path / "words.jsonl").write_text(servers.WORDS)
    toml = TOML.replace("{url}", _upstream.url).replace("[gateway]\n", '[gateway]\nbind = "127.0.0.1:0"\n')
    config.write_text(toml)
    with log.open("wb") as file:
        process = servers.serve(config, stderr=file.fileno())
        try:
            assert process.stdout is not None
            gateway = Gateway(process.stdout.readline().decode().split()[-1], process=process)
            config.write_text(toml.replace("workers = 2", "workers = 1\ntraces = 'http://127.0.0.1:9'") + POLICY)
            process.send_signal(signal.SIGHUP)
            assert settled(lambda: {gateway.chat(TEXT).status for _ in range(12)} == {400})
            program = [str(Path(sys.executable).with_name("garim")), "doctor", "--offline", "--config", str(config)]
            told = subprocess.run(program, capture_output=True, text=True, env={**os.environ, "GARIM_KEY": servers.KEY.hex()}, check=False).stdout
        finally:
            process.terminate()
            process.communicate(timeout=60)
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    named = [line["needs_restart"] for line in lines if line["event"] == "reloaded"]
    assert named and set(named) == {"[gateway] workers, [gateway] traces"}  # of the master, and of workers that ran by then
    assert "waits for its restart: [gateway] workers, [gateway] traces" in told


@pytest.mark.parametrize(("change", "said"), [
    (lambda key: key.unlink(), "is gone"),
    (lambda key: key.write_text("ab" * 32), "holds another key than the one in use"),
    (lambda key: key.chmod(0o644), "may be read by others"),
    (lambda key: key.write_text("no key"), "is not a key"),
    (lambda key: key.touch(), ""),
], ids=["gone", "swapped", "readable", "none", "as it was"])
def test_a_reload_says_what_became_of_the_key_file_and_goes_on(_upstream: FakeUpstream, tmp_path: Path, change: Callable[[Path], object], said: str) -> None:
    """With it as it is the next start fails: the log says so while there is time, and `garim doctor` too."""
    config, log, key = tmp_path / "garim.toml", tmp_path / "log", tmp_path / "key"
    (tmp_path / "words.jsonl").write_text(servers.WORDS)
    key.write_text(servers.KEY.hex())
    key.chmod(0o600)
    toml = TOML.replace("{url}", _upstream.url).replace("[screen]\n", '[screen]\nkey_file = "key"\n').replace("workers = 2", "workers = 1")
    assert 'key_file = "key"' in toml
    config.write_text(toml)

    def reloads() -> list[dict[str, str]]:
        lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == "reloaded"]

    with log.open("wb") as file:
        process = servers.serve(config, {"GARIM_KEY": ""}, stderr=file.fileno())
        try:
            assert process.stdout is not None
            gateway = Gateway(process.stdout.readline().decode().split()[-1], process=process)
            change(key)
            process.send_signal(signal.SIGHUP)
            assert settled(lambda: bool(reloads()))
            assert gateway.chat(TEXT).status == 200
            program = [str(Path(sys.executable).with_name("garim")), "doctor", "--offline", "--config", str(config)]
            doctor = subprocess.run(program, capture_output=True, text=True, env={**os.environ, "GARIM_KEY": ""}, check=False).stdout
        finally:
            process.terminate()
            process.communicate(timeout=60)
    assert said in reloads()[0].get("key", "") and bool(said) == ("key" in reloads()[0])
    assert not said or "FAIL  store" in doctor


def connects(gateway: Gateway) -> str:
    """What becomes of a new connection with a request: refused, or the status that it gets; it may not be left hanging."""
    try:
        with socket.create_connection(("127.0.0.1", gateway.port), timeout=5) as connection:
            connection.sendall(b"GET /ready HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
            return connection.recv(12).decode()[9:] or "refused"
    except ConnectionError:
        return "refused"


@pytest.mark.parametrize(("workers", "drain"), [(1, 0), (2, 0), (1, 3), (2, 3)])
def test_while_it_stops_it_says_so_and_then_refuses_and_leaves_nobody_hanging(_upstream: FakeUpstream, tmp_path: Path, workers: int, drain: int) -> None:
    toml = TOML.replace("{url}", _upstream.url).replace("workers = 2", f"workers = {workers}\ndrain = {drain}")
    with servers.as_process(tmp_path, toml) as gateway:
        assert gateway.process is not None and connects(gateway) == "200"
        _upstream.clear()
        with ThreadPoolExecutor(1) as threads:
            slow = threads.submit(gateway.chat, "x" * 60_000, model="echo.10", stream=True)
            assert settled(lambda: bool(_upstream.bodies))
            gateway.process.send_signal(signal.SIGTERM)
            if drain:
                assert settled(lambda: connects(gateway) == "503")
                assert gateway.chat(TEXT).status == 200
            begun = time.monotonic()
            while (became := connects(gateway)) != "refused":
                assert became == ("503" if drain else "200")
            assert time.monotonic() - begun < drain + 10
            assert slow.result(60).body.endswith(b"data: [DONE]\n\n")
        assert gateway.process.wait(60) == 0


def test_what_replaces_a_worker_after_a_reload_holds_what_the_others_hold(_upstream: FakeUpstream, tmp_path: Path) -> None:
    """Forked from what was loaded at the start, it would let out what the new rules keep."""
    toml = TOML.replace("{url}", _upstream.url)
    with servers.as_process(tmp_path, toml) as gateway:
        process, config = gateway.process, tmp_path / "garim.toml"
        assert process is not None
        config.write_text(config.read_text() + POLICY)
        process.send_signal(signal.SIGHUP)
        assert settled(lambda: {gateway.chat(TEXT).status for _ in range(12)} == {400})
        _upstream.clear()
        for dies in workers_of(gateway):
            os.kill(dies, signal.SIGKILL)
            assert settled(lambda: dies not in (now := workers_of(gateway)) and len(now) == 2)  # noqa: B023
        answers = [gateway.chat(TEXT).status for _ in range(24)]

        assert answers == [400] * 24 and _upstream.bodies == []


def test_a_reload_that_is_asked_for_while_it_starts_is_not_lost(_upstream: FakeUpstream, tmp_path: Path) -> None:
    """Said once, before the workers hear signals, and again while one of them is being replaced."""
    for workers in ("1", "2"):
        folder = tmp_path / workers
        folder.mkdir()
        with servers.as_process(folder, TOML.replace("{url}", _upstream.url).replace("workers = 2", f"workers = {workers}")) as gateway:
            process, config = gateway.process, folder / "garim.toml"
            assert process is not None
            old = config.read_text()
            config.write_text(old + POLICY)
            process.send_signal(signal.SIGHUP)
            assert settled(lambda: {gateway.chat(TEXT).status for _ in range(12)} == {400})  # noqa: B023
            if workers == "1":
                continue
            os.kill(workers_of(gateway)[0], signal.SIGKILL)
            config.write_text(old)
            process.send_signal(signal.SIGHUP)

            def answers(gateway: Gateway = gateway) -> set[int]:
                with suppress(OSError, http.client.HTTPException):  # of the one that was killed
                    return {gateway.chat(TEXT).status for _ in range(12)}
                return set()

            assert settled(lambda: answers() == {200})  # noqa: B023


def test_what_is_forked_holds_no_lock_of_a_thread_that_it_has_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow start lets a look at the lexicons fall due before the workers are forked: they would never look, nor reload."""
    monkeypatch.setattr(loading, "LOOK_EVERY", -1.0)
    (tmp_path / "words.jsonl").write_text(servers.WORDS)
    loader = Loader(servers.settings_for(tmp_path, screen={"lexicons": ["words.jsonl"], "names": "off"}), key=servers.KEY)
    before = set(threading.enumerate())
    with socket.socket() as listening:
        _runner(Loaded(loader), None, listening)

    assert set(threading.enumerate()) <= before
    assert loader._lock.acquire(blocking=False)


def test_workers_end_with_their_master_however_it_ends(_upstream: FakeUpstream, tmp_path: Path) -> None:
    """The port is free at once for the next start, and nothing that was recorded is lost."""
    toml = TOML.replace("{url}", _upstream.url)
    with servers.as_process(tmp_path, toml) as gateway:
        assert gateway.process is not None
        assert gateway.chat(TEXT).status == 200
        gateway.process.kill()
        gateway.process.wait(10)
        config = tmp_path / "garim.toml"
        config.write_text(config.read_text().replace("127.0.0.1:0", f"127.0.0.1:{gateway.port}"))
        again = servers.serve(config)
        try:
            assert again.stdout is not None
            assert b"http://" in again.stdout.readline()
            assert gateway.chat(TEXT).status == 200
        finally:
            again.terminate()
            again.communicate(timeout=40)
    store = open_store(f"sqlite:///{tmp_path}/garim.db", servers.KEY)
    assert chain.verify(store.page, store.points().result(), store.signer.verifier)[:2] == (3, 0)
    store.close()


def test_killed_at_any_moment_nothing_recorded_is_lost_or_doubled(_upstream: FakeUpstream, tmp_path: Path) -> None:
    """Seeded: kill -9 of the server under load, and start again; what left is in the audit, once."""
    rng = random.Random(20261129)
    toml = TOML.replace("workers = 2", "workers = 1").replace("{url}", _upstream.url)
    _upstream.clear()
    for _ in range(3):
        with servers.as_process(tmp_path, toml) as gateway:
            process = gateway.process
            assert process is not None

            def ask(number: int, gateway: Gateway = gateway) -> None:
                with suppress(OSError, http.client.HTTPException):
                    gateway.chat(f"{TEXT} {number}")

            with ThreadPoolExecutor(4) as threads:
                before = len(_upstream.bodies)
                running = [threads.submit(ask, number) for number in range(60)]
                assert settled(lambda: len(_upstream.bodies) > before)  # noqa: B023
                select.select([], [], [], rng.uniform(0.05, 0.3))
                process.kill()
                for one in running:
                    one.result(60)
    store = open_store(f"sqlite:///{tmp_path}/garim.db", servers.KEY)
    said = [json.loads(record.text) for record in chain.walk(store.page)]
    hashes = Counter(record["outbound_sha256"] for record in said if record.get("status") == "sent")
    left = Counter(sha256(body).hexdigest() for body in _upstream.bodies)
    assert left and not left - hashes
    assert chain.verify(store.page, store.points().result(), store.signer.verifier).broken == 0
    store.close()


def test_a_store_that_is_copied_back_goes_on_by_itself_in_all_workers(_upstream: FakeUpstream, tmp_path: Path) -> None:
    """Under load: taken away, put back as other files; each request that left is in the audit, and nothing is in the old file."""
    _upstream.clear()
    with servers.as_process(tmp_path, TOML.replace("{url}", _upstream.url)) as gateway:
        going = threading.Event()

        def ask(number: int) -> list[int]:
            got = []
            until = time.monotonic() + 20
            while not going.is_set() and time.monotonic() < until:
                got.append(gateway.chat(f"{TEXT} {number} {len(got)}").status)
            return got

        with ThreadPoolExecutor(4) as threads:
            running = [threads.submit(ask, number) for number in range(4)]
            assert settled(lambda: len(_upstream.bodies) > 20)
            away = tmp_path / "away"
            away.mkdir()
            for one in tmp_path.glob("garim.db*"):
                one.rename(away / one.name)
            assert settled(lambda: gateway.call("GET", "/ready").status == 503)
            select.select([], [], [], 0.3)
            left = len(_upstream.bodies)
            for name in ("garim.db", "garim.db-wal"):
                shutil.copy(away / name, tmp_path)
            assert settled(lambda: len(_upstream.bodies) > left + 20)
            assert settled(lambda: {gateway.call("GET", "/ready").status for _ in range(12)} == {200})
            going.set()
            answers = {status for one in running for status in one.result(60)}
        assert answers == {200, 503}
        assert {gateway.chat(TEXT).status for _ in range(12)} == {200}
    store = open_store(f"sqlite:///{tmp_path}/garim.db", servers.KEY)
    said = [json.loads(record.text) for record in chain.walk(store.page)]
    hashes = Counter(record["outbound_sha256"] for record in said if record.get("status") == "sent")
    assert Counter(sha256(body).hexdigest() for body in _upstream.bodies) == hashes
    assert chain.verify(store.page, store.points().result(), store.signer.verifier).broken == 0
    store.close()


def as_pair(fake: FakeUpstream, folder: Path, url: str) -> AbstractContextManager[Gateway]:
    return servers.as_process(folder, TOML.replace("{url}", fake.url).replace("sqlite:///garim.db", url))


def workers_of(gateway: Gateway) -> list[int]:
    assert gateway.process is not None
    return [int(pid) for pid in Path(f"/proc/{gateway.process.pid}/task/{gateway.process.pid}/children").read_text().split()]


def test_a_worker_that_dies_while_the_database_is_away_takes_nobody_with_it(_upstream: FakeUpstream, tmp_path: Path) -> None:
    with postgres.stoppable() as (url, stop, start), as_pair(_upstream, tmp_path, url) as gateway:
        assert gateway.chat(TEXT).status == 200
        assert gateway.process is not None
        stays, dies = workers_of(gateway)
        stop()
        os.kill(dies, signal.SIGKILL)
        assert settled(lambda: dies not in (now := workers_of(gateway)) and len(now) == 2)
        assert settled(lambda: workers_of(gateway) == [stays])
        assert gateway.chat(TEXT).status == 503
        start()
        assert settled(lambda: gateway.chat(TEXT).status == 200 and len(workers_of(gateway)) == 2)
        assert stays in workers_of(gateway)


def test_a_database_that_is_down_is_503_and_comes_back(_upstream: FakeUpstream, tmp_path: Path) -> None:
    with postgres.stoppable() as (url, stop, start):
        toml = TOML.replace("workers = 2", "workers = 1").replace("{url}", _upstream.url)
        with servers.as_process(tmp_path, toml.replace("sqlite:///garim.db", url)) as gateway:
            assert gateway.chat(TEXT).status == 200
            _upstream.clear()
            stop()
            answers = [gateway.chat(TEXT), gateway.call("GET", "/ready")]
            assert [answer.status for answer in answers] == [503, 503]
            assert {answer.json["error"]["code"] for answer in answers} == {"vault_failed"}
            assert _upstream.bodies == []
            start()
            assert settled(lambda: gateway.chat(TEXT).status == 200)
