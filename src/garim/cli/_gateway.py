"""A gateway process of a session's own: on a free port of this machine, and gone with whoever started it."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from garim.errors import BadSettings, Broken

PATIENCE = 240.0
"""Seconds to wait for its start: the first on a machine compiles the patterns, which takes a core a quarter of a minute."""
SLOW = 3.0
"""Seconds after which we say that it takes longer."""


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
def session(arguments: Sequence[str] = (), environment: Mapping[str, str] | None = None, log: str = "") -> Iterator[Session]:
    """Start `garim serve` on a free port; it ends with this block, and with this process however that ends.

    Args:
        arguments: Of `garim serve`.
        environment: Its whole environment; absent, ours.
        log: Path of a file that keeps what it tells; "" keeps nothing.

    Raises:
        BadSettings: It does not start with these settings, in its own words.
        Broken: It did not start in time.
    """
    program = [sys.executable, "-m", "garim", "serve", "--bind", "127.0.0.1:0", "--until-eof", *arguments]
    with open(log, "a+b") if log else tempfile.TemporaryFile() as told:
        # A session of its own: Ctrl-C is the agent's, not the gateway's. It ends when our end of its standard input closes.
        process = subprocess.Popen(
            program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
            env=environment if environment is not None else dict(os.environ),
            start_new_session=True,
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
    if not select.select([process.stdout], [], [], SLOW)[0]:
        print("garim: starting (the first time it compiles its patterns, which takes a while)", file=sys.stderr)
    if not select.select([process.stdout], [], [], PATIENCE)[0]:
        raise Broken("the gateway did not start in time", hint="garim doctor")
    line = process.stdout.readline().decode()
    if "http://" in line:
        return line.split()[-1]
    process.wait(timeout=10)
    told.seek(0)  # type: ignore[attr-defined]
    said: list[str] = told.read().decode(errors="replace").strip().splitlines()  # type: ignore[attr-defined]
    words = [one.removeprefix("garim: ") for one in said if one.startswith("garim: ")]
    hint = said[-1].strip() if len(said) > 1 else "garim doctor"
    raise BadSettings(f"the gateway did not start: {words[-1] if words else 'see garim doctor'}", hint=hint)
