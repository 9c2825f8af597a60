"""A small identity provider: OpenID Connect's authorization-code flow with PKCE, on a real socket, as strict as a real one."""

from __future__ import annotations

import html
import json
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
CLIENT = "garim"


class Provider(ThreadingHTTPServer):
    """Asks who she is with one button for each person; gives a code once, and a token for it once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.back: set[str] = set()
        """Ways back that are registered."""
        self.people = {"mina": ["loans"], "jo": ["loans", "officers"]}
        self.codes: dict[str, dict[str, str]] = {}
        self.claims: dict[str, Any] = {}
        """What tokens say beside, or otherwise."""
        self.wrong: list[str] = []
        Thread(target=self.serve_forever, daemon=True).start()

    def __enter__(self) -> Provider:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def token(self, asked: dict[str, str]) -> str:
        """An ID token for what was asked for."""
        who = asked["who"]
        said = {"iss": self.url, "aud": CLIENT, "sub": who, "groups": self.people[who], "nonce": asked["nonce"], "exp": int(time.time()) + 300}
        return jwt.encode({"alg": "RS256", "kid": "one"}, {**said, **self.claims}, KEY)


class _Answer(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        asked = dict(parse_qsl(place.query))
        if place.path == "/.well-known/openid-configuration":
            url = self.server.url
            self._say({"issuer": url, "jwks_uri": url + "/keys", "authorization_endpoint": url + "/authorize?realm=work", "token_endpoint": url + "/token"})
        elif place.path == "/keys":
            self._say({"keys": [KEY.as_dict(private=False)]})
        elif place.path == "/authorize":
            good = asked.get("redirect_uri") in self.server.back and asked.get("client_id") == CLIENT and "openid" in asked.get("scope", "").split()
            if not good or asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256" or asked.get("realm") != "work":
                self.server.wrong.append("authorize")
                self._say({"error": "invalid_request"}, 400)
                return
            page = "".join(f'<p><a href="/let-in?{html.escape(urlencode({**asked, "who": who}))}">{who}</a></p>' for who in self.server.people)
            page += f'<p><a href="{html.escape(asked["redirect_uri"] + "?" + urlencode({"error": "access_denied", "state": asked["state"]}))}">no</a></p>'
            self._say(f"<!doctype html><title>Company</title>{page}".encode())
        elif place.path == "/let-in":
            code = token_urlsafe(16)
            self.server.codes[code] = asked
            self.send_response(302)
            self.send_header("location", asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"], "iss": self.server.url}))
            self.end_headers()

    def do_POST(self) -> None:
        form = dict(parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode()))
        asked = self.server.codes.pop(form.get("code", ""), None)
        proof = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if asked is None or proof != asked["code_challenge"] or form.get("redirect_uri") != asked["redirect_uri"] or form.get("grant_type") != "authorization_code":
            self.server.wrong.append("token")
            self._say({"error": "invalid_grant"}, 400)
            return
        self._say({"id_token": self.server.token(asked), "access_token": "opaque", "token_type": "Bearer"})

    def _say(self, document: Any, status: int = 200) -> None:
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.send_response(status)
        self.send_header("content-type", "text/html" if isinstance(document, bytes) else "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing."""
