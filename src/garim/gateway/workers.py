"""The workers of one server: forked when everything is loaded, replaced where they die, told to stop and to read the settings.

uvicorn's own process manager starts workers anew instead of forking them, which would load a lexicon of a million terms once
for each. Forked ones share its memory. They see the master's end by a pipe that only it holds open.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

SIGNALS = (signal.SIGTERM, signal.SIGINT)
HEARD = (*SIGNALS, signal.SIGHUP)
RETRY = 1.0
"""Seconds until a worker that could not start is tried again."""


def hold(*_: object) -> None:
    """A handler that keeps a signal for the main thread, which blocks it: a library's thread may have been told in its place."""
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGHUP)


class Workers:
    """The master's side. One of the first workers that cannot start ends all; one that dies is replaced, and where what
    replaces it cannot start, as while the database is away, the others go on and it is tried again."""

    def __init__(
        self, run: Callable[[], int], number: int, reload: Callable[[], bool], close: Callable[[], None], after: float
    ) -> None:
        """
        Args:
            run: One worker, in its process; its exit code.
            number: How many.
            reload: Reads the settings again, for those that are forked later; whether they hold and the others are to read
                them.
            close: Closes the port that they share.
            after: Seconds from being told to stop until then: the workers close their own.
        """
        self._run, self._number, self._reload = run, number, reload
        self._children: set[int] = set()
        self._first: set[int] = set()
        """Those of the first that have not ended yet."""
        self._close, self._after, self._closing = close, after, float("inf")
        self._left, self._again, self._code = number, 0.0, 0
        self._stopping = self._asked = False
        self._alive, held = os.pipe()
        # A signal wakes `keep` by a byte, so that none comes between its look and its sleep.
        self._woken, wakes = os.pipe()
        self._ours = (held, self._woken, wakes)
        os.set_blocking(self._woken, False)
        os.set_blocking(wakes, False)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)

    def keep(self) -> int:
        """Run them until told to stop; the exit code."""
        for name in SIGNALS:
            signal.signal(name, self._stop)
        signal.signal(signal.SIGHUP, self._ask)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
        while True:
            if self._asked and not self._stopping:
                self._asked = False
                if self._reload():
                    self._tell(signal.SIGHUP)
            self._fill()
            if self._stopping and not self._children:
                return self._code
            self._wait()
            for child, code in _ended():
                self._gone(child, code)

    def _stop(self, *_: object) -> None:
        if not self._stopping:
            self._closing = time.monotonic() + self._after
        self._stopping = True
        self._tell(signal.SIGTERM)

    def _ask(self, *_: object) -> None:
        self._asked = True

    def _tell(self, number: int) -> None:
        for child in self._children:
            with suppress(ProcessLookupError):
                os.kill(child, number)

    @property
    def _lacking(self) -> bool:
        return len(self._children) < self._number and not self._stopping

    def _fill(self) -> None:
        """Fork those that are lacking."""
        while self._lacking and time.monotonic() >= self._again:
            # Told to stop in between, a worker that is not known yet would be told nothing and stay.
            signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
            child = _child(self._run, self._alive, self._ours)
            self._children.add(child)
            if self._left:
                self._left -= 1
                self._first.add(child)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
            if self._stopping:  # another thread was told meanwhile
                self._tell(signal.SIGTERM)

    def _wait(self) -> None:
        """Until a signal comes, or another worker is due."""
        due = self._again if self._lacking else self._closing
        seconds = None if due == float("inf") else max(0.0, due - time.monotonic())
        select.select([self._woken], [], [], 0.0 if self._asked else seconds)
        if time.monotonic() >= self._closing:
            self._closing = float("inf")
            self._close()
        with suppress(BlockingIOError):
            os.read(self._woken, 4096)

    def _gone(self, child: int, code: int) -> None:
        self._children.discard(child)
        if code > 0 and not self._stopping:
            if child in self._first:
                self._code = 1
                self._stop()
            self._again = time.monotonic() + RETRY
        self._first.discard(child)  # its number may come again


def _ended() -> Iterator[tuple[int, int]]:
    """(number, exit code) of children that have ended; below 0 the signal that ended one."""
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            yield found[0], os.waitstatus_to_exitcode(found[1])


def _child(run: Callable[[], int], alive: int, close: Sequence[int]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        for other in close:
            os.close(other)
        for name in (*SIGNALS, signal.SIGCHLD):
            signal.signal(name, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, hold)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)  # SIGHUP waits until the worker's loop hears it
        threading.Thread(target=_end_with, args=(alive,), name="garim-master", daemon=True).start()
        code = run()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _end_with(alive: int) -> None:
    """Wait until nobody holds the pipe's other end: the master is gone, however it ended."""
    os.read(alive, 1)
    os.kill(os.getpid(), signal.SIGTERM)
