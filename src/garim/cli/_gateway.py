"""A gateway process of a session's own: on a free port of this machine, and gone with whoever started it; and calls of one."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from garim.cli._common import tell
from garim.errors import BadInput, BadSettings, UpstreamFailed

SLOW = 3.0
"""Seconds after which we say that it takes longer."""
AGAIN = 30.0
"""Seconds after which we say so again."""


class Desk:
    """The page's own calls of a gateway, by somebody's key or token."""

    def __init__(self, url: str, key: str) -> None:
        """
        Args:
            url: Where it listens; https, unless it is on this machine.
            key: A Garim key, or a token of the identity provider's; "" where nobody needs one.

        Raises:
            BadInput: The address is none, or the key would leave in the clear.
        """
        parts = urlsplit(url)
        here = parts.hostname in ("127.0.0.1", "localhost", "::1")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadInput(f"{url} is no address of a gateway", hint="as in https://garim.example.com")
        if parts.scheme == "http" and not here:
            raise BadInput(f"{parts.hostname} would be asked without TLS", hint="https://")
        self._url, self._key = url.rstrip("/"), key
        self._opener = urllib.request.build_opener(_Stay, *([urllib.request.ProxyHandler({})] if here else []))

    def call(self, method: str, path: str, body: object = None) -> Any:
        """What it answers, read as JSON. Raises: as `open`."""
        with self.open(method, path, body) as answer:
            return orjson.loads(answer.read())

    def open(self, method: str, path: str, body: object = None) -> Any:
        """Its answer, to be read and closed.

        Raises:
            BadInput: It refused, in its own words.
            UpstreamFailed: It is not there, or broke off.
        """
        headers = {"content-type": "application/json", **({"x-garim-key": self._key} if self._key else {})}
        data = None if body is None else orjson.dumps(body)
        request = urllib.request.Request(self._url + path, data=data, headers=headers, method=method)
        try:
            return self._opener.open(request, timeout=600)
        except urllib.error.HTTPError as error:
            raise _refused(error) from None
        except OSError:
            raise UpstreamFailed("the gateway cannot be reached, or broke off", hint="garim doctor") from None


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nobody elsewhere: the key is for this gateway alone."""

    def redirect_request(self, *args: object, **more: object) -> None:
        """Not."""


def _refused(error: urllib.error.HTTPError) -> BadInput:
    try:
        told = orjson.loads(error.read())["error"]
        return BadInput(told["message"], hint=told.get("hint", ""))
    except (ValueError, KeyError, TypeError, OSError):
        return BadInput(f"what is there said {error.code} and is no gateway of Garim's", hint="is the address right?")


class Session:
    """A running gateway."""

    def __init__(self, url: str) -> None:
        """`url`: where it listens."""
        self.url = url

    def counts(self, key: str = "") -> tuple[int, int, int]:
        """(asked, hidden, refused or failed here) so far; zeros where it does not say."""
        request = urllib.request.Request(f"{self.url}/metrics", headers={"x-garim-key": key} if key else {})
        asked = hidden = failed = 0
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=5) as answer:
                lines = answer.read().decode().splitlines()
        except OSError:
            return 0, 0, 0
        for line in lines:
            name, _, number = line.rpartition(" ")
            if name.startswith("garim_hidden_total{"):
                hidden += int(float(number))
            elif name.startswith("garim_exchanges_total{"):
                asked += int(float(number))
                failed += int(float(number)) if 'status="4' in name or 'status="5' in name else 0
        return asked, hidden, failed


@contextmanager
def session(
    arguments: Sequence[str] = (), environment: Mapping[str, str] | None = None, log: str = "", folder: Path | None = None
) -> Iterator[Session]:
    """Start `garim serve` on a free port; it ends with this block, and with this process however that ends.

    Args:
        arguments: Of `garim serve`.
        environment: Its whole environment; absent, ours.
        log: Path of a file that keeps what it tells; "" keeps nothing.
        folder: Where it runs; absent, where we do.

    Raises:
        BadSettings: It does not start with these settings, in its own words.
    """
    program = [sys.executable, "-P", "-m", "garim", "serve", "--bind", "127.0.0.1:0", "--until-eof", *arguments]
    with open(log, "a+b") if log else tempfile.TemporaryFile() as told:
        # A session of its own: Ctrl-C is the agent's, not the gateway's. It ends when our end of its standard input closes.
        process = subprocess.Popen(
            program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
            env=environment if environment is not None else dict(os.environ),
            start_new_session=True,
            cwd=folder,
        )
        assert process.stdin is not None and process.stdout is not None
        try:
            yield Session(_address(process, told))
        finally:
            process.stdin.close()
            process.stdout.close()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], told: object) -> str:
    assert process.stdout is not None
    begun, wait = time.monotonic(), SLOW
    # However slow the machine is: as long as it lives, it loads. Where it ends, there is something to read at once, its end.
    while not select.select([process.stdout], [], [], wait)[0]:
        took = time.monotonic() - begun
        tell(
            f"garim: the gateway is starting, for {took:.0f} s now: it loads its lists"
            " (the first time it compiles its patterns, which takes a while)",
            file=sys.stderr,
        )
        wait = AGAIN
    line = process.stdout.readline().decode()
    if "http://" in line:
        return line.split()[-1]
    process.wait(timeout=10)
    told.seek(0)  # type: ignore[attr-defined]
    said: list[str] = told.read().decode(errors="replace").strip().splitlines()  # type: ignore[attr-defined]
    words = [one.removeprefix("garim: ") for one in said if one.startswith("garim: ")]
    hint = said[-1].strip() if len(said) > 1 else "garim doctor"
    raise BadSettings(f"the gateway did not start: {words[-1] if words else 'see garim doctor'}", hint=hint)
