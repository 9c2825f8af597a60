"""Start and stop, as the command does it."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from garim.errors import BadSettings
from garim.gateway.server import listen
from garim.store import chain, open_store
from tests.e2e import servers
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
    assert chain.verify(store.page)[:2] == (40, 0)
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
