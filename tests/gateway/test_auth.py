"""Who may call."""

from __future__ import annotations

from hashlib import sha256

import msgspec
import pytest

from garim.config import Settings
from garim.errors import BadSettings, NotAllowed
from garim.gateway.auth import Clients, is_loopback, split_bind

TOKEN = b"tok-" + b"4711"


def clients(**gateway: object) -> Clients:
    return Clients(msgspec.convert({"gateway": gateway}, Settings))


@pytest.mark.parametrize(
    ("bind", "parts"),
    [
        ("127.0.0.1:8787", ("127.0.0.1", 8787)),
        ("[::1]:80", ("::1", 80)),
        ("localhost", ("localhost", 0)),
        ("[::1]", ("::1", 0)),
        ("::1", ("::1", 0)),
        ("0.0.0.0:0", ("0.0.0.0", 0)),
    ],
)
def test_addresses_are_split(bind: str, parts: tuple[str, int]) -> None:
    assert split_bind(bind) == parts


@pytest.mark.parametrize("bind", ["127.0.0.1:http", "127.0.0.1:", "h:99999", "h:²"])
def test_a_port_that_is_none_is_refused(bind: str) -> None:
    with pytest.raises(BadSettings):
        split_bind(bind)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "a.localhost"])
def test_this_machine_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.1", "localhost.example", "", "127.0.0.1.example"])
def test_others_are_not_this_machine(host: str) -> None:
    assert not is_loopback(host)


def test_open_to_others_without_clients_does_not_start() -> None:
    with pytest.raises(BadSettings, match="no clients"):
        clients(bind="0.0.0.0:8787")


def test_a_hash_that_is_none_does_not_start() -> None:
    with pytest.raises(BadSettings, match="key_sha256"):
        clients(clients=[{"name": "a", "key_sha256": "abc"}])


@pytest.mark.parametrize("host", [b"", b"127.0.0.1:8787", b"localhost", b"[::1]:8787"])
def test_without_clients_this_machine_may_call(host: bytes) -> None:
    assert clients().check({b"host": host}) == ""


@pytest.mark.parametrize("host", [b"evil.example", b"evil.example:8787", b"10.1.1.1", b"127.0.0.1:x", b"\xff"])
def test_without_clients_a_foreign_host_name_may_not(host: bytes) -> None:
    """A page in a browser whose name was re-pointed to 127.0.0.1."""
    with pytest.raises(NotAllowed):
        clients().check({b"host": host})


@pytest.mark.parametrize("origin", [b"https://evil.example", b"null", b"http://127.0.0.1.evil.example", b""])
def test_without_clients_a_page_of_another_site_may_not(origin: bytes) -> None:
    with pytest.raises(NotAllowed):
        clients().check({b"host": b"127.0.0.1:8787", b"origin": origin})


def test_without_clients_the_own_page_may() -> None:
    assert clients().check({b"host": b"127.0.0.1:8787", b"origin": b"http://127.0.0.1:8787"}) == ""


@pytest.mark.parametrize(
    "headers",
    [
        {b"authorization": b"Bearer " + TOKEN},
        {b"authorization": b"bearer  " + TOKEN},
        {b"x-api-key": TOKEN},
        {b"x-garim-key": TOKEN, b"authorization": b"Bearer another"},
    ],
)
def test_a_client_is_known_by_its_key(headers: dict[bytes, bytes]) -> None:
    known = clients(
        bind="0.0.0.0:1", clients=[{"name": "b", "key_sha256": "00" * 32}, {"name": "a", "key_sha256": sha256(TOKEN).hexdigest()}]
    )

    assert known.check({b"host": b"any.example", **headers}) == "a"


@pytest.mark.parametrize(
    "headers", [{}, {b"authorization": b"Basic " + TOKEN}, {b"x-api-key": b""}, {b"x-garim-key": b"no", b"x-api-key": TOKEN}]
)
def test_nobody_else_is(headers: dict[bytes, bytes]) -> None:
    with pytest.raises(NotAllowed):
        clients(clients=[{"name": "a", "key_sha256": sha256(TOKEN).hexdigest()}]).check(headers)
