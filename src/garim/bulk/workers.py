"""Who does the tasks: this process, processes of this machine, or a Ray cluster by daft.

On Linux the machine's processes are forked when a step begins, from the one that leads: it has loaded everything, and the
start of a worker costs nothing. Elsewhere, and on a cluster, daft makes a worker once a process (its class of functions).
A worker does one task after the other; results come as they are done. Whoever dies, what it had not told is done again by
the next run, or by daft's own retry on a cluster.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from typing import Any

from garim.bulk.work import Job, Worker
from garim.errors import BadSettings, Broken, GarimError

AT_ONCE = 20_000
"""Tasks that daft is given at once: they are held in memory."""
FORKS = sys.platform == "linux"
"""Whether processes may be forked: the libraries of other systems do not bear it."""
RETRIES = 3
"""Times that a task is given to another worker where one died on a cluster."""


def run(
    job: Job, step: str, tasks: Iterable[tuple[int, bytes]], *, workers: int = 1, ray: str = "", here: Worker | None = None
) -> Iterator[tuple[int, bytes]]:
    """Do a step of tasks.

    Args:
        job: What workers must know.
        step: find | write.
        tasks: Number and sealed task.
        workers: Processes; 1 works in this one.
        ray: Address of a Ray cluster, or "local" for one that is started here; "" for this machine alone.
        here: The worker of this process, where it is made already.

    Returns: Number and what was said, in the order in which tasks are done.

    Raises:
        BadSettings: daft or ray is asked for and not installed.
        GarimError: A task failed. What is done stays done.
    """
    if workers <= 1 and not ray:
        worker = here or Worker(job)
        for number, task in tasks:
            yield number, getattr(worker, step)(task)
        return
    if FORKS and not ray:
        yield from _forked(here or Worker(job), step, iter(tasks), workers)
        return
    waiting = iter(tasks)
    while some := list(islice(waiting, AT_ONCE)):
        yield from _spread(job, step, some, workers, ray)


def _forked(worker: Worker, step: str, tasks: Iterator[tuple[int, bytes]], workers: int) -> Iterator[tuple[int, bytes]]:
    hand = _Hand(worker, step)
    pool = ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=_begin, initargs=(hand,))
    try:
        waiting = {pool.submit(_do, *task) for task in islice(tasks, 2 * workers)}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for one in done:
                number, said = one.result()
                yield number, _heard(said)
            waiting |= {pool.submit(_do, *task) for task in islice(tasks, len(done))}
    except BrokenProcessPool:
        raise Broken("a worker died", hint="is memory short? run it again: what is done is kept") from None
    finally:
        pool.shutdown(cancel_futures=True)


_hand: _Hand
"""In a forked process: its worker."""


def _begin(hand: _Hand) -> None:
    """In a forked process: it is told to stop by the one that leads, and does not outlive it."""
    global _hand
    _hand = hand
    gc.freeze()  # what was loaded before stays in pages that all share
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    leading = parent_process()
    assert leading is not None
    connection.wait([leading.sentinel])
    os._exit(1)


def _do(number: int, task: bytes) -> tuple[int, bytes]:
    return number, _hand.said(task)


def _spread(job: Job, step: str, tasks: list[tuple[int, bytes]], workers: int, ray: str) -> Iterator[tuple[int, bytes]]:
    os.environ.setdefault("DO_NOT_TRACK", "true")
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import daft
    except ImportError:
        raise BadSettings("several workers need daft", hint="pip install 'garim[bulk]'") from None
    _runner(daft, ray, workers)
    method = daft.method.batch(return_dtype=daft.DataType.binary(), batch_size=1)(_Made.do)
    hand = type("Hand", (_Hand,), {"__init__": _Made.__init__, "do": method})
    made = daft.cls(hand, use_process=not ray, max_concurrency=workers, max_retries=RETRIES)(job, step)
    frame = daft.from_pydict({"number": [number for number, _ in tasks], "task": [task for _, task in tasks]})
    frame = (frame.into_partitions(min(len(tasks), workers * 8)) if ray else frame).into_batches(1)
    frame = frame.select(frame["number"], made.do(frame["task"]).alias("said"))
    try:
        for row in frame.iter_rows(results_buffer_size=workers * 2):
            yield int(row["number"]), _heard(row["said"])
    except GarimError:
        raise
    except Exception as error:
        raise Broken(f"a worker failed with {type(error).__name__}", hint="run it again: what is done is kept") from None


def _runner(daft: Any, ray: str, workers: int) -> None:
    wanted = "ray" if ray else "native"
    if daft.runners._get_runner() is not None:
        if daft.runners.get_or_infer_runner_type() != wanted:
            raise BadSettings(f"daft runs {daft.runners.get_or_infer_runner_type()} in this process", hint="start another one")
        return
    if not ray:
        daft.set_runner_native()
        return
    try:
        import ray as cluster
    except ImportError:
        raise BadSettings("--ray needs ray", hint="pip install 'garim[cluster]'") from None
    if not cluster.is_initialized():
        options = {"num_cpus": workers} if ray == "local" else {"address": ray}
        cluster.init(log_to_driver=False, include_dashboard=False, **options)
    daft.set_runner_ray(noop_if_initialized=True)


class _Hand:
    """A worker at one step: errors come back as words, since exceptions lose their hints on the way."""

    def __init__(self, worker: Worker, step: str) -> None:
        self.worker, self.step = worker, step

    def said(self, task: bytes) -> bytes:
        """What a task says."""
        try:
            done: bytes = getattr(self.worker, self.step)(task)
        except GarimError as error:
            return f"!{error.message}\0{error.hint}".encode()
        except OSError as error:
            return f"!{error.strerror}\0{_DISK}".encode()
        return b"=" + done


class _Made(_Hand):
    """A worker as daft starts it."""

    def __init__(self, job: Job, step: str) -> None:
        _Hand.__init__(self, Worker(job), step)

    def do(self, tasks: Any) -> list[bytes]:
        """A batch of tasks."""
        return [self.said(task) for task in tasks.to_pylist()]


_DISK = "free some space and run it again: what is done is kept"


def _heard(said: bytes) -> bytes:
    """What a task said.

    Raises:
        Broken: It failed.
    """
    if said[:1] == b"!":
        message, _, hint = said[1:].decode().partition("\0")
        raise Broken(message, hint=hint)
    return said[1:]
