"""A real PostgreSQL for a test: made, started on a Unix socket in a folder of its own, and stopped again."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import count
from pathlib import Path

HOMES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
NUMBERS = count(1)
"""Of databases."""
END = ExitStack()
"""What is closed when all tests of this process are over, at the latest when it ends, as a benchmark does."""
atexit.register(END.close)


@contextmanager
def running() -> Iterator[str]:
    """The address of an empty database, on one server of this process; `make system` installs PostgreSQL where it is missing."""
    folder, number = _server(), next(NUMBERS)
    subprocess.run([HOMES[-1] / "createdb", "-h", folder, "-U", "garim", f"test{number}"], check=True, stdout=subprocess.DEVNULL)
    yield f"postgresql://garim@/test{number}?host={folder}"


@cache
def _server() -> Path:
    """The socket's folder of a server that ends with the tests."""
    url, _, _ = END.enter_context(stoppable())
    return Path(url.partition("host=")[2])


@cache
def _fresh() -> Path:
    """The data of a server that nobody used, made once."""
    folder = Path(tempfile.mkdtemp(prefix="garim-pg-", dir="/tmp"))
    END.callback(shutil.rmtree, folder, ignore_errors=True)
    user = _owned(folder)
    made = [HOMES[-1] / "initdb", "-D", folder / "data", "-A", "trust", "-U", "garim", "--no-sync", "-E", "UTF8"]
    subprocess.run(made, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / "data"


def _owned(folder: Path) -> str | None:
    """Who runs PostgreSQL, whose this folder is from here on: it refuses to run as root."""
    if os.getuid():
        return None
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return "postgres"


@contextmanager
def stoppable() -> Iterator[tuple[str, Callable[[], None], Callable[[], None]]]:
    """The same, with what stops it at once and what starts it again."""
    assert HOMES, "PostgreSQL is missing: make system"
    folder = Path(tempfile.mkdtemp(prefix="garim-pg-", dir="/tmp"))
    user, data = _owned(folder), folder / "data"

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [HOMES[-1] / program, "-D", data, *arguments], user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL
        )

    try:
        subprocess.run(["cp", "-a", _fresh(), data], check=True)

        def start() -> None:
            run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start")

        def stop() -> None:
            run("pg_ctl", "-m", "immediate", "-w", "stop")

        start()
        try:
            yield f"postgresql://garim@/postgres?host={folder}", stop, start
        finally:
            stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
