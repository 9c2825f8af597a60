"""Start and stop: one process, or several workers that share one listening socket and the loaded screening.

Workers are forked after everything is loaded, so a lexicon of a million terms is in memory once. They share nothing
else: each has its own connections, store thread and caches. SIGTERM and SIGINT let running exchanges end.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from garim.config import Loader, Settings
from garim.config.scopes import DAY, store_url
from garim.errors import BadSettings
from garim.gateway.auth import Clients, split_bind
from garim.store import open_store

if TYPE_CHECKING:
    from garim.gateway.app import Handler
    from garim.gateway.relay import Parts

GRACE = 30
"""Seconds that running exchanges have to end."""
KEEP_ALIVE = 75
"""Seconds that an idle caller's connection stays open."""
BACKLOG = 2048


def serve(loader: Loader, more: Mapping[str, Handler] | None = None, *, started: Callable[[str], None] = print) -> int:
    """Serve until told to stop.

    Args:
        loader: The settings and what they load.
        more: Path → ASGI handler, for doors that bring paths of their own.
        started: Is called with the address when callers can connect.

    Returns: 0 after an orderly stop, 1 where a worker failed to start.

    Raises:
        BadSettings: The port is taken, or a setting is wrong. Nothing was started.
    """
    settings = loader.settings
    Clients(settings)
    workers = settings.gateway.workers
    with listen(settings.gateway.bind) as listening:
        folder = tempfile.mkdtemp(prefix="garim-metrics-") if workers > 1 else ""
        if folder:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        try:
            run = _runner(loader, more, listening)
            loader.freeze()
            host, port = listening.getsockname()[:2]
            started(f"http://{f'[{host}]' if ':' in host else host}:{port}")
            return run() if workers == 1 else _fork(run, workers)
        finally:
            if folder:
                shutil.rmtree(folder, ignore_errors=True)


def listen(bind: str) -> socket.socket:
    """A listening socket.

    Raises:
        BadSettings: The address is not ours, or its port is taken.
    """
    host, port = split_bind(bind)
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise BadSettings(
            f"[gateway] bind {bind}: {error.strerror}", hint="is another Garim running? choose another port"
        ) from None
    return listening


def make_parts(settings: Settings, loader: Loader) -> Parts:
    """What a gateway process shares among its exchanges; opened in that process.

    Raises:
        BadSettings: An upstream's key is not set.
        VaultFailed: The store cannot be opened.
    """
    from garim.gateway.log import open_log
    from garim.gateway.metrics import Metrics
    from garim.gateway.relay import Parts
    from garim.gateway.upstreams import Upstreams

    return Parts(
        settings=settings,
        screening=loader.current,
        clients=Clients(settings),
        upstreams=Upstreams(settings),
        metrics=Metrics(),
        log=open_log(),
        store=open_store(store_url(settings), loader.key, keep=settings.store.keep_days * DAY),
    )


def _runner(loader: Loader, more: Mapping[str, Handler] | None, listening: socket.socket) -> Callable[[], int]:
    """Everything imported and built that workers can share; what it returns runs one server."""
    import uvicorn

    from garim.gateway.app import App
    from garim.gateway.limits import HttpProtocol

    app = App(lambda: make_parts(loader.settings, loader), more)

    def run() -> int:
        config = uvicorn.Config(
            app,
            http=HttpProtocol,
            loop="uvloop",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=GRACE,
        )
        server = uvicorn.Server(config)
        # Long work in threads gives way to the event loop twenty times sooner than Python's default of 5 ms.
        sys.setswitchinterval(0.00025)
        gc.set_threshold(20_000, 20, 50)
        server.run(sockets=[listening])
        return 0 if server.started else 1

    return run


def _fork(run: Callable[[], int], workers: int) -> int:
    """Run workers until told to stop; one that dies is replaced, one that cannot start ends all."""
    children: set[int] = set()
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        for child in children:
            os.kill(child, signal.SIGTERM)

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)
    code = 0
    while True:
        while len(children) < workers and not stopping:
            children.add(_child(run))
        if not children:
            return code
        child, status = os.wait()
        children.discard(child)
        if os.waitstatus_to_exitcode(status) > 0 and not stopping:
            code = 1
            stop()


def _child(run: Callable[[], int]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, signal.SIG_DFL)
        code = run()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
