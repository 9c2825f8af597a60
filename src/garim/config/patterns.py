"""The pattern engine over all kinds, compiled once for a machine and kept in the user's cache folder.

Compiling takes ten seconds of a processor. The first start does not wait for it: a process beside it compiles, and until that
is done the patterns are looked for without it, with the same findings.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from garim.config import cache
from garim.detect.patterns.awaited import Awaited
from garim.detect.patterns.engine import Engine
from garim.detect.patterns.kinds import all_kinds

BESIDE = "import os; os.fork() and os._exit(0); os.nice(10); from garim.config.patterns import compile_beside; compile_beside()"
"""A child of its own child: whoever starts it need not wait for its end."""


def load_engine(*, wait: bool = False) -> Engine:
    """The engine over all kinds, from the cache folder where it is there.

    Args:
        wait: Compile it here where it is not, rather than in a process beside this one.
    """
    kinds = all_kinds()
    path = _place()
    if blob := cache.read(path):
        try:
            engine = Engine.load(kinds, blob)
            cache.use(path)
            return engine
        except ValueError:
            path.unlink(missing_ok=True)
    if not wait and _begun(path):
        return Awaited(kinds, partial(cache.read, path))
    engine = Engine.build(kinds)
    _keep(path, engine)
    return engine


def compile_beside() -> None:
    """Compile for others; one process at a time, and nobody waits."""
    path = _place()
    with path.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return
        if not path.exists():
            _keep(path, Engine.build(all_kinds()))


def _place() -> Path:
    return cache.folder() / f"patterns-{Engine.fingerprint(all_kinds())}.bin"


def _keep(path: Path, engine: Engine) -> None:
    cache.keep(path, engine.dump())
    cache.forget_unused(path.parent, "patterns-*.*")


def _begun(path: Path) -> bool:
    """Whether a process beside this one compiles: not where it could not keep what it makes."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not os.access(path.parent, os.W_OK):
            return False
        rest = {name: value for name, value in os.environ.items() if not name.startswith("GARIM_")}
        command = [sys.executable, "-P", "-c", BESIDE]
        nothing = subprocess.DEVNULL
        done = subprocess.run(
            command, stdin=nothing, stdout=nothing, stderr=nothing, env=rest, cwd=path.parent, start_new_session=True, check=False
        )
        return done.returncode == 0
    except OSError:
        return False
