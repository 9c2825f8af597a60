"""A real PostgreSQL for a test: made, started on a Unix socket in a folder of its own, and stopped again."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HOMES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@contextmanager
def running() -> Iterator[str]:
    """The address of an empty database; `make system` installs PostgreSQL where it is missing."""
    with stoppable() as (url, _, _):
        yield url


@contextmanager
def stoppable() -> Iterator[tuple[str, Callable[[], None], Callable[[], None]]]:
    """The same, with what stops it at once and what starts it again."""
    assert HOMES, "PostgreSQL is missing: make system"
    # PostgreSQL refuses to run as root.
    user = "postgres" if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="garim-pg-", dir="/tmp"))
    if user:
        account = pwd.getpwnam(user)
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [HOMES[-1] / program, "-D", data, *arguments], user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL
        )

    try:
        run("initdb", "-A", "trust", "-U", "garim", "--no-sync", "-E", "UTF8")

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
