"""Start and stop: one process, or several workers that share one listening socket and the loaded screening.

Workers are forked after everything is loaded, so a lexicon of a million terms is in memory once. They share nothing
else: each has its own connections, store thread and caches. SIGTERM and SIGINT let running exchanges end.
"""

from __future__ import annotations

import errno
import gc
import json
import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from garim.config import Loader, Settings
from garim.config.about import hashes, version
from garim.config.given import again
from garim.config.policies import in_clear
from garim.config.restart import digests, kept, waiting
from garim.config.scopes import DAY, key_told, open_settings
from garim.errors import BadSettings, Broken, GarimError
from garim.exchange import Screening
from garim.gateway import memory
from garim.gateway.auth import Clients, split_bind
from garim.gateway.workers import SIGNALS, Workers, hold
from garim.store import Store
from garim.text.suffixes import suffixes
from garim.values import Event

if TYPE_CHECKING:
    import uvicorn

    from garim.gateway.app import App, Handler
    from garim.gateway.beside import Beside
    from garim.gateway.parts import Parts

GRACE = 30
"""Seconds that running exchanges have to end."""
KEEP_ALIVE = 75
"""Seconds that an idle caller's connection stays open."""
BACKLOG = 2048
MOST_TOLD = 20
"""Lines of lexicons that were left out, as the start tells them."""
CLOSING = 0.5
"""Seconds in which workers that stop have let go of the port."""
TAKEN = 3.0
"""Seconds in which a port must come free that the workers of a server that was killed still hold."""


def serve(
    settings: Settings,
    *,
    lexicons: Sequence[Path] = (),
    more: Mapping[str, Handler] | None = None,
    told: Callable[[str], str] = str,
) -> None:
    """Serve until told to stop, by SIGTERM or SIGINT; says the address on standard output when callers can connect.

    Args:
        settings: [gateway] says where, and by how many workers.
        lexicons: Paths of lexicons beside those of the settings.
        more: Path → ASGI handler, for doors that bring paths of their own.
        told: What is said at the start → the same in the terminal's language.

    Raises:
        BadSettings: The port is taken, a key is missing, a setting is wrong. Nothing was started.
        VaultFailed: The store cannot be opened. Nothing was started.
        Broken: A worker could not start.
    """
    workers = settings.gateway.workers
    # Kept, not lost, until there is something to load anew: what was written before it was sent must be read.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    signal.signal(signal.SIGHUP, hold)
    with listen(settings.gateway.bind) as listening:
        Clients(settings)
        loader = Loader(settings, lexicons=lexicons)
        folder = tempfile.mkdtemp(prefix="garim-metrics-") if workers > 1 else ""
        if folder:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        try:
            for rule, what, _ in in_clear(settings, settings.rules):
                print(told(f"policy rule {rule!r} {what}"), file=sys.stderr)
            for problem in loader.problems[:MOST_TOLD]:
                print(told(f"garim: {problem}"), file=sys.stderr)
            if len(loader.problems) > MOST_TOLD:
                more_lines = len(loader.problems) - MOST_TOLD
                print(told(f"garim: and {more_lines} lexicon lines more: `garim doctor`"), file=sys.stderr)
            sys.stderr.flush()
            held = Loaded(loader)
            run = _runner(held, more, listening)
            loader.freeze()
            host, port = listening.getsockname()[:2]
            print(told(f"Garim listens on http://{f'[{host}]' if ':' in host else host}:{port}"), flush=True)
            close, after = partial(_close, listening), settings.gateway.drain + CLOSING
            code = run() if workers == 1 else Workers(run, workers, held.again, close, after).keep()
            if code:
                raise Broken("a worker could not start", hint="see the lines above")
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
        _bind(listening, host, port)
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise BadSettings(
            f"[gateway] bind {bind}: {error.strerror}", hint="is another Garim running? choose another port"
        ) from None
    return listening


def _close(listening: socket.socket) -> None:
    """Listen no longer, whoever else holds the socket: who connects is refused at once, and asks another machine."""
    with suppress(OSError):
        listening.shutdown(socket.SHUT_RDWR)


def _bind(listening: socket.socket, host: str, port: int) -> None:
    until = time.monotonic() + TAKEN
    while True:
        try:
            listening.bind((host, port))
            return
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > until:
                raise
        time.sleep(0.05)


def make_parts(loader: Loader, beside: Beside) -> Parts:
    """What a gateway process shares among its exchanges; opened in that process.

    Raises:
        BadSettings: An upstream's key is not set.
        VaultFailed: The store cannot be opened.
    """
    from garim.gateway.budgets import Budgets
    from garim.gateway.log import open_log
    from garim.gateway.metrics import Metrics
    from garim.gateway.parts import Parts
    from garim.gateway.traces import open_traces
    from garim.gateway.upstreams import Upstreams
    from garim.retro.uses import Uses

    settings = loader.settings
    store = open_settings(settings, loader.keys)
    return Parts(
        settings=settings,
        screening=loader.current,
        clients=Clients(settings),
        upstreams=Upstreams(settings),
        metrics=Metrics(),
        log=open_log(),
        beside=beside,
        lexicons=tuple(loader.paths),
        store=store,
        budgets=Budgets(settings, store),
        traces=open_traces(settings.gateway.traces),
        uses=Uses(settings.store.audit_days * DAY, on=settings.store.uses),
    )


class Loaded:
    """What a process loaded last; each of the master, its workers and those beside them has its own."""

    def __init__(self, loader: Loader) -> None:
        """`loader`: of the settings at the start."""
        self.loader, self.waits = loader, tuple[str, ...]()
        # What the command line said over the file changes nothing of what the file said.
        try:
            self.written = again(loader.settings, Path.cwd())
        except BadSettings:  # there is no file
            self.written = loader.settings

    def screening(self) -> Screening:
        """The Screening as of now."""
        return self.loader.current()

    def replace(self, settings: Settings) -> None:
        """Take other settings. Raises: as `Loader.anew`; everything stays as it was."""
        self.loader = self.loader.anew(settings)

    def remake(self) -> Callable[[Parts], Parts]:
        """Read the settings again and load what they say; what it gives makes a process' parts by them.

        Raises:
            BadSettings: They are wrong. Everything goes on as it was.
        """
        from garim.gateway.upstreams import Upstreams

        old = self.loader.settings
        fresh = again(old, Path.cwd())
        self.waits = waits = tuple(waiting(self.written, fresh))
        fresh = kept(old, fresh)
        clients, upstreams = Clients(fresh), Upstreams(fresh)
        self.replace(fresh)
        loader = self.loader
        key = key_told(fresh, loader.keys)

        def made(parts: Parts) -> Parts:
            return replace(
                parts,
                settings=fresh,
                reloaded=fresh,
                waits=waits,
                key=key,
                screening=loader.current,
                lexicons=tuple(loader.paths),
                clients=clients,
                upstreams=upstreams,
                budgets=parts.budgets.anew(fresh),
            )

        return made

    def again(self) -> bool:
        """Read the settings again before the workers are told to: those that are wrong reach none of them, and what replaces
        a worker that died holds what the others hold. Whether they hold."""
        from garim.gateway.log import open_log, where

        try:
            self.remake()
        except GarimError as error:
            open_log().error("not_reloaded", error=error.code, message=error.message, hint=error.hint)
            return False
        except Exception as error:
            open_log().error("unexpected", **where(error))
            return False
        if self.waits:  # said here too: workers that are only being forked have nothing to reload
            open_log().warning("reloaded", needs_restart=", ".join(self.waits))
        self.loader.freeze(again=True)
        return True


def make_server(app: App, drain: float = 0.0) -> uvicorn.Server:
    """A server for an application, with the limits of `limits.HttpProtocol`; SIGTERM and SIGINT end it in good order.

    Args:
        app: What answers.
        drain: Seconds from SIGTERM in which it goes on.
    """
    import uvicorn

    from garim.gateway.limits import HttpProtocol

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            if not drain or app.draining or sig != signal.SIGTERM:
                super().handle_exit(sig, frame)
                return
            app.draining = True
            timer = threading.Timer(drain, super().handle_exit, (sig, frame))
            timer.daemon = True
            timer.start()

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            # uvicorn's own raises the signal again at the end, which would kill us before what is open is closed.
            if threading.current_thread() is not threading.main_thread():
                yield
                return
            before = {name: signal.signal(name, self.handle_exit) for name in SIGNALS}
            try:
                yield
            finally:
                for name, handler in before.items():
                    signal.signal(name, handler)

    # It logs tracebacks with their messages, which may hold text; what is to be seen is in our own log.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    return Server(
        uvicorn.Config(
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
    )


def _runner(held: Loaded, more: Mapping[str, Handler] | None, listening: socket.socket) -> Callable[[], int]:
    """Everything imported and built that workers can share; what it returns runs one server."""
    from garim.gateway.app import App
    from garim.gateway.beside import Beside
    from garim.gateway.upstreams import Upstreams

    # What would stop a worker is said here once, in words, before there are any.
    loader = held.loader
    Upstreams(loader.settings)
    with closing(open_settings(loader.settings, loader.keys)) as store:
        _tell_what_runs(loader, store)
        store.do(partial(store.book.remember, "settings", json.dumps(digests(held.written)))).result()

    suffixes(), suffixes(private=True)  # noqa: B018 - read here, so that no request waits for it

    def run() -> int:
        memory.keep_little()
        held.loader.look()
        beside = Beside(held.screening, held.replace)
        if not held.loader.models:
            beside.fork(listening)
        app = App(lambda: make_parts(held.loader, beside), more, held.remake)
        server = make_server(app, loader.settings.gateway.drain)
        # Long work in threads gives way to the event loop twenty times sooner than Python's default of 5 ms.
        sys.setswitchinterval(0.00025)
        # A step walks what 25,000 new objects are at most, some 5 ms; all of memory is walked where nobody waits: app.py.
        gc.set_threshold(5_000, 5, 1_000_000)
        server.run(sockets=[listening])
        return 0 if server.started else 1

    return run


def _tell_what_runs(loader: Loader, store: Store) -> None:
    """Put into the audit what decides from here on, where that is not what decided before: policy, versions, lists."""
    details: dict[str, str | int] = {"garim": version(), "policy_sha256": loader.loaded.policy.digest}
    files = "\n".join(f"{name} {digest}" for name, digest in sorted(hashes(loader.settings).items()))
    details["lists_sha256"] = sha256(files.encode()).hexdigest()
    if store.do(partial(store.book.remember, "running", str(sorted(details.items())))).result():
        store.append(Event(event="start", details=details)).result()
