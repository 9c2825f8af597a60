"""`garim` as a process of its own that begins with its modules loaded: what they cost is paid once for all tests.

Each run is a fork of a process that imported all of Garim and did nothing else: real streams, an environment, a folder and an
exit code of its own. How the command begins from nothing is seen where servers are started and in `tests/cli/test_cli.py`.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any, NoReturn

PROGRAM = str(Path(sys.executable).with_name("garim"))
LOCK = threading.Lock()


def garim(
    *arguments: str, env: Mapping[str, str], cwd: Path, stdin: bytes | IO[Any] | int = b"", timeout: float = 120
) -> subprocess.CompletedProcess[bytes]:
    """`garim ARGUMENTS`, to its end, as `subprocess.run` would give it."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told, LOCK:
        given = _pipe(stdin) if isinstance(stdin, bytes) else stdin if isinstance(stdin, int) else stdin.fileno()
        try:
            began = _began()
            asked = json.dumps({"argv": [PROGRAM, *arguments], "env": dict(env), "cwd": str(cwd)}).encode()
            began.settimeout(timeout)
            socket.send_fds(began, [len(asked).to_bytes(4, "big")], [given, said.fileno(), told.fileno()])
            began.sendall(asked)
        finally:
            if isinstance(stdin, bytes):
                os.close(given)
        pid = int.from_bytes(_read(began, 4), "big")
        try:
            code = int.from_bytes(_read(began, 4), "big", signed=True)
        except TimeoutError:
            os.kill(pid, 9)
            began.settimeout(None)
            _read(began, 4)
            raise subprocess.TimeoutExpired(["garim", *arguments], timeout) from None
        said.seek(0)
        told.seek(0)
        return subprocess.CompletedProcess(["garim", *arguments], code, said.read(), told.read())


def _pipe(data: bytes) -> int:
    """The reading end of a pipe that holds this."""
    out, into = os.pipe()

    def fill() -> None:
        with open(into, "wb") as file:
            try:
                file.write(data)
            except BrokenPipeError:
                return

    threading.Thread(target=fill, daemon=True).start()
    return out


def _read(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        assert piece, "the process that forks others is gone"
        data += piece
    return data


@cache
def _began() -> socket.socket:
    """The process that forks others; it ends with this one."""
    import garim

    ours, theirs = socket.socketpair()
    environment = {**os.environ, "PYTHONPATH": str(Path(garim.__file__).parents[1])}
    with theirs:
        process = subprocess.Popen([sys.executable, "-P", __file__, str(theirs.fileno())], pass_fds=[theirs.fileno()], env=environment)
    atexit.register(process.wait)
    atexit.register(ours.close)
    return ours


def serve(asking: socket.socket) -> None:
    """One run after the other, until nobody asks."""
    while True:
        size, files = _with_files(asking)
        if not size:
            return
        asked = json.loads(_read(asking, int.from_bytes(size, "big")))
        pid = os.fork()
        if not pid:
            asking.close()
            run(asked, files)
        for file in files:
            os.close(file)
        asking.sendall(pid.to_bytes(4, "big"))
        _, status = os.waitpid(pid, 0)
        asking.sendall(os.waitstatus_to_exitcode(status).to_bytes(4, "big", signed=True))


def _with_files(asking: socket.socket) -> tuple[bytes, list[int]]:
    data, files, _, _ = socket.recv_fds(asking, 4, 3)
    return data, files


def run(asked: dict[str, Any], files: list[int]) -> NoReturn:
    """The command in this process, which ends with it."""
    for number, file in enumerate(files):
        os.dup2(file, number)
    for file in files:
        if file > 2:
            os.close(file)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = asked["argv"]
    for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        errors = "backslashreplace" if number == 2 else "strict"
        stream = open(number, mode, closefd=False, encoding="utf-8", errors=errors)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    code = 0
    try:
        from garim import cli

        cli.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    try:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = 120
    os._exit(code)


def load() -> None:
    """All of Garim's modules."""
    import importlib
    import pkgutil

    import garim

    for module in pkgutil.walk_packages(garim.__path__, "garim."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


if __name__ == "__main__":
    load()
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        serve(connection)
