"""Long prompts are read and hidden in a process beside the worker, so that they do not stall the short ones.

A thread would not do: the matching engines hold Python's lock for as long as they scan. The process is forked when
everything is loaded, so it shares the lexicon's memory; it takes one prompt at a time over a socket pair, at a lower
priority, and ends when the worker does. Where it is gone, or was never made, the work is done in a thread. It is not made
where a model is plugged in: that one gives way to others while it runs, and would be in memory twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import socket
import struct
import sys
from collections.abc import Callable
from functools import lru_cache
from itertools import count

from garim.config import Settings
from garim.errors import Broken, GarimError
from garim.exchange import Screening
from garim.exchange.steps import Read, Task, hidden
from garim.gateway import memory
from garim.gateway.log import open_log, where
from garim.gateway.work import in_thread
from garim.wire import protocols
from garim.wire.protocols import Protocol

SIZE = struct.Struct("!Q")
TRIM_AFTER = 32
"""Prompts after which free memory is given back to the system."""


def hide(task: Task, screening: Screening) -> Read:
    """As `hidden`, with the protocol that is spoken at the task's path."""
    protocol = find(task.method, task.path)
    if protocol is None:
        raise Broken("the protocol is gone")
    return hidden(task, screening, protocol)


@lru_cache(maxsize=256)
def find(method: str, path: str) -> Protocol | None:
    """The protocol that is spoken at a path."""
    return protocols.find(method, path, {})


class Beside:
    """The way to the process beside this one."""

    def __init__(self, screening: Callable[[], Screening], replace: Callable[[Settings], None] | None = None) -> None:
        """
        Args:
            screening: The current one; asked again for each prompt, in the process beside.
            replace: Loads other settings, in the process beside.
        """
        self._screening, self._replace = screening, replace
        self._settings: Settings | None = None
        self._socket: socket.socket | None = None
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._lock = asyncio.Lock()

    def fork(self, *close: socket.socket) -> None:
        """Make the process. Call it before any thread is started.

        Args:
            close: Sockets that it must not hold open.
        """
        ours, its = socket.socketpair()
        if os.fork() == 0:
            code = 1
            try:
                for other in (ours, *close):
                    other.close()
                for name in (signal.SIGTERM, signal.SIGINT):
                    signal.signal(name, signal.SIG_IGN)  # the worker's end of the socket is its sign to stop
                os.nice(5)
                code = _work(its, self._screening, self._replace)
            finally:
                sys.stderr.flush()
                os._exit(code)
        its.close()
        self._socket = ours

    async def hide(self, task: Task, screening: Screening, settings: Settings | None = None) -> Read:
        """As `hide`, without stalling anybody.

        Args:
            task: What is to be hidden.
            screening: That does it where the process beside cannot.
            settings: Those of `reload` that the request began with, None before the first; by others it is not done.
        """
        if self._socket is not None:
            # Shielded: a caller that leaves must not leave an answer behind that the next one would take for its own.
            answer = await asyncio.shield(asyncio.ensure_future(self._ask(pickle.dumps(task), settings)))
            if isinstance(answer, GarimError):
                raise answer
            if answer is not None:
                return answer
        return await in_thread(hide, task, screening)

    async def reload(self, settings: Settings) -> None:
        """Have the process beside work by other settings; where it cannot, it ends, and the work is done in threads."""
        if self._socket is not None and await self._ask(pickle.dumps(settings), settings, new=True) is not None:
            self.close()

    async def _ask(self, question: bytes, settings: Settings | None, *, new: bool = False) -> Read | GarimError | None:
        """The answer, or None where nobody answers any more, or works by other settings than these."""
        async with self._lock:
            if self._socket is None or (settings is not self._settings and not new):
                return None
            self._settings = settings
            try:
                if self._streams is None:
                    self._streams = await asyncio.open_connection(sock=self._socket, limit=1 << 20)
                reader, writer = self._streams
                writer.writelines((SIZE.pack(len(question)), question))
                await writer.drain()
                (size,) = SIZE.unpack(await reader.readexactly(SIZE.size))
                answer: Read | GarimError = pickle.loads(await reader.readexactly(size))
                return answer
            except (OSError, asyncio.IncompleteReadError):
                self.close()
                return None

    def close(self) -> None:
        """End the process; harmless where there is none."""
        if self._streams is not None:
            self._streams[1].close()
        elif self._socket is not None:
            self._socket.close()
        self._socket = self._streams = None


def _work(wire: socket.socket, screening: Callable[[], Screening], replace: Callable[[Settings], None] | None) -> int:
    """The process beside: answer until the worker is gone."""
    with contextlib.suppress(ConnectionError), wire.makefile("rwb") as file:
        for number in count(1):
            if not (head := file.read(SIZE.size)):
                break
            task = pickle.loads(file.read(SIZE.unpack(head)[0]))
            answer = pickle.dumps(_answer(task, screening) if isinstance(task, Task) else _reload(task, replace))
            file.write(SIZE.pack(len(answer)))
            file.write(answer)
            file.flush()
            if number % TRIM_AFTER == 0:
                memory.give_back()
    return 0


def _reload(settings: Settings, replace: Callable[[Settings], None] | None) -> GarimError | None:
    try:
        if replace is None:
            return Broken("the process beside cannot take other settings")
        replace(settings)
    except GarimError as error:
        return error
    return None


def _answer(task: Task, screening: Callable[[], Screening]) -> Read | GarimError:
    try:
        return hide(task, screening())
    except GarimError as error:
        return error
    except Exception as error:
        open_log().error("unexpected", **where(error))
        return Broken("the gateway failed", hint="please report it")
