"""Tokens of an identity provider, which is a real server here: what is taken, and all that is not."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from typer.testing import CliRunner

from garim import cli
from garim.config import Settings
from garim.config.checks import check
from garim.errors import BadSettings, Broken, NotAllowed
from garim.gateway.auth import Clients

RSA = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
EC = ECKey.generate_key("P-256", {"kid": "two", "use": "sig"})


class Provider(ThreadingHTTPServer):
    """Serves a discovery document and keys."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.keys: Any = [RSA.as_dict(private=False)]
        self.issuer, self.raw, self.asked, self.slow = self.url, b"", 0, 0.0
        Thread(target=self.serve_forever, daemon=True).start()


class _Answer(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        self.server.asked += 1
        time.sleep(self.server.slow)
        document: Any = {"keys": self.server.keys}
        if self.path.startswith("/.well-known"):
            document = {"issuer": self.server.issuer, "jwks_uri": self.server.url + "/keys"}
        body = self.server.raw or json.dumps(document).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def provider() -> Iterator[Provider]:
    server = Provider()
    yield server
    server.shutdown()
    server.server_close()


def clients(provider: Provider, **more: Any) -> Clients:
    oidc = {"issuer": provider.url, "audience": "garim", "team_claim": "groups", "teams": ["loans"], "rights": {"officers": ["audit"]}, **more}
    return Clients(msgspec.convert({"oidc": oidc}, Settings))


def token(provider: Provider, key: Any = RSA, alg: str = "RS256", head: dict[str, Any] | None = None, **claims: Any) -> dict[bytes, bytes]:
    said = {"iss": provider.url, "aud": "garim", "sub": "mina", "exp": int(time.time()) + 300, "groups": ["all", "loans", "officers"], **claims}
    said = {name: value for name, value in said.items() if value is not None}
    made = jwt.encode({"alg": alg, "kid": key.kid, **(head or {})}, said, key, algorithms=[alg])
    return {b"authorization": b"Bearer " + made.encode()}


def know(known: Clients, headers: dict[bytes, bytes]) -> Any:
    asyncio.run(known.ready(headers))
    return known.know(headers)


def test_a_person_is_known_by_her_token(provider: Provider) -> None:
    known = clients(provider)
    caller = know(known, token(provider))

    assert (caller.name, caller.team, caller.owner, set(caller.rights)) == ("person:mina", "loans", "person:mina", {"audit"})
    know(known, token(provider, jti="another"))
    assert provider.asked == 2


def unsigned(provider: Provider) -> dict[bytes, bytes]:
    def part(value: Any) -> bytes:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")

    claims = {"iss": provider.url, "aud": "garim", "sub": "mina", "exp": int(time.time()) + 300}
    return {b"authorization": b"Bearer " + part({"alg": "none", "kid": "one"}) + b"." + part(claims) + b"."}


def confused(provider: Provider) -> dict[bytes, bytes]:
    """Signed with the public key as if it were a shared secret."""
    head, claims, _ = token(provider)[b"authorization"].removeprefix(b"Bearer ").split(b".")
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"one"}').rstrip(b"=")
    mac = hmac.digest(RSA.as_pem(private=False), head + b"." + claims, "sha256")
    return {b"authorization": b"Bearer " + b".".join((head, claims, base64.urlsafe_b64encode(mac).rstrip(b"=")))}


REFUSED = {
    "alg none": unsigned,
    "public key as a shared secret": confused,
    "another audience": lambda p: token(p, aud="other"),
    "no audience": lambda p: token(p, aud=None),
    "another issuer": lambda p: token(p, iss="https://evil.example"),
    "expired": lambda p: token(p, exp=int(time.time()) - 3600),
    "never expires": lambda p: token(p, exp=None),
    "not yet": lambda p: token(p, nbf=int(time.time()) + 3600),
    "names nobody": lambda p: token(p, sub=None),
    "names a list": lambda p: token(p, sub=["mina"]),
    "a name that is none": lambda p: token(p, sub="a\nb"),
    "another's key under a known id": lambda p: token(p, RSAKey.generate_key(2048, {"kid": "one"})),
    "an unknown key": lambda p: token(p, RSAKey.generate_key(2048, {"kid": "nine"})),
    "a key of its own beside": lambda p: token(p, RSAKey.generate_key(2048, {"kid": "own"}), head={"jwk": {"kty": "oct"}}),
    "bent": lambda p: {b"authorization": token(p)[b"authorization"][:-6] + b"AAAAAA"},
    "no token at all": lambda p: {b"authorization": b"Bearer eyJhbGciOiJub25lIn0.e30."},
    "huge": lambda p: token(p, pad="x" * 20_000),
}


@pytest.mark.parametrize("made", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_the_providers_for_us_is_refused(provider: Provider, made: Any) -> None:
    known = clients(provider)
    with pytest.raises(NotAllowed) as caught:
        know(known, made(provider))
    assert caught.value.status == 401
    assert know(known, token(provider)).name == "person:mina"


def test_keys_that_are_rotated_are_fetched(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    known = clients(provider)
    know(known, token(provider))
    provider.keys = [EC.as_dict(private=False)]
    monkeypatch.setattr("garim.gateway.oidc.AGAIN", 0.0)

    assert know(known, token(provider, EC, "ES256")).name == "person:mina"
    with pytest.raises(NotAllowed):
        know(known, token(provider, jti="old"))


def test_a_key_that_was_withdrawn_ends_also_for_tokens_that_were_taken_and_nobody_waits_for_it(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    known, headers = clients(provider), token(provider)
    monkeypatch.setattr("garim.gateway.oidc.AGAIN", 0.0)

    async def ask() -> float:
        await known.ready(headers)
        assert known.know(headers).name == "person:mina"
        provider.keys, provider.slow = [EC.as_dict(private=False)], 0.5
        monkeypatch.setattr("garim.gateway.oidc.FRESH", 0.0)
        begun = time.monotonic()
        await known.ready(headers)
        waited = time.monotonic() - begun
        assert known.know(headers).name == "person:mina"
        assert known._oidc and known._oidc._fetching
        await known._oidc._fetching
        with pytest.raises(NotAllowed):
            known.know(headers)
        return waited

    assert asyncio.run(ask()) < 0.4


def test_keys_that_are_a_day_old_are_no_longer_believed(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also for a token that was taken before, where the provider is away."""
    known, headers = clients(provider), token(provider)
    know(known, headers)
    monkeypatch.setattr("garim.gateway.oidc.STALE", 0.0)
    provider.shutdown()
    provider.server_close()

    with pytest.raises(Broken, match="gave no keys"):
        know(known, headers)


def test_strangers_tokens_do_not_have_us_ask_without_end(provider: Provider) -> None:
    known = clients(provider)
    know(known, token(provider))
    for number in range(20):
        with pytest.raises(NotAllowed):
            know(known, token(provider, RSA, head={"kid": f"k{number}"}, iss="x"))
    assert provider.asked == 2


@pytest.mark.parametrize("raw", [b"no json", b'{"keys": []}', b'{"keys": ' + b"[" + b"{}," * 200 + b"{}]}", b"x" * 400_000, b'{"issuer": "https://evil.example", "jwks_uri": "x"}'])
def test_a_provider_that_says_nothing_that_can_be_used_is_503(provider: Provider, raw: bytes) -> None:
    provider.raw = raw
    with pytest.raises(Broken) as caught:
        know(clients(provider), token(provider))
    assert caught.value.status == 503


def test_a_provider_that_cannot_be_reached_is_503_and_known_keys_go_on(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    known = clients(provider)
    headers = token(provider)
    know(known, headers)
    monkeypatch.setattr("garim.gateway.oidc.FRESH", 0.0)
    monkeypatch.setattr("garim.gateway.oidc.AGAIN", 0.0)
    provider.shutdown()
    provider.server_close()

    assert know(known, token(provider, jti="x")).name == "person:mina"
    with pytest.raises(Broken, match="gave no keys"):
        know(clients(provider), headers)


@pytest.mark.parametrize(("oidc", "told"), [
    ({"issuer": "https://id.example"}, "audience"),
    ({"audience": "garim"}, "whose"),
    ({"issuer": "https://id.example", "audience": "g", "algorithms": ["none"]}, "none is not taken"),
    ({"issuer": "https://id.example", "audience": "g", "algorithms": ["HS256"]}, "HS256 is not taken"),
    ({"issuer": "http://id.example", "audience": "g"}, "https"),
    ({"issuer": "https://id.example", "audience": "g", "rights": {"x": ["god"]}}, "right 'god'"),
])
def test_settings_that_would_take_too_much_stop_the_start(oidc: dict[str, Any], told: str) -> None:
    with pytest.raises(BadSettings, match=told):
        check(msgspec.convert({"oidc": oidc}, Settings))


@pytest.mark.parametrize(("raw", "code", "said"), [(b"", 0, "its keys are at hand"), (b"no json", 1, "gave no keys")])
def test_doctor_asks_the_provider(provider: Provider, tmp_path: Path, raw: bytes, code: int, said: str) -> None:
    """Before anybody is turned away."""
    provider.raw = raw
    (tmp_path / "garim.toml").write_text(f'[screen]\nnames = "off"\nkey_file = "key"\n[store]\nurl = "sqlite:///g.db"\n[oidc]\nissuer = "{provider.url}"\naudience = "garim"\n')
    told = CliRunner().invoke(cli.build("doctor"), ["doctor", "--config", str(tmp_path / "garim.toml")])

    assert told.exit_code == code and said in told.output
