"""Who does the tasks: this process, processes of this machine, or a Ray cluster. Distribution is daft's.

A worker is made once a process (daft's class of functions) and does one task after the other; results come as they are
done. Whoever dies, what it had not told is done again by the next run, or by daft's own retry on a cluster.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from garim.bulk.work import Job, Worker
from garim.errors import BadSettings, Broken, GarimError

AT_ONCE = 20_000
"""Tasks that daft is given at once: they are held in memory."""
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
        BadSettings: daft or ray is not installed.
        GarimError: A task failed. What is done stays done.
    """
    if workers <= 1 and not ray:
        worker = here or Worker(job)
        for number, task in tasks:
            yield number, getattr(worker, step)(task)
        return
    waiting = iter(tasks)
    while some := list(islice(waiting, AT_ONCE)):
        yield from _spread(job, step, some, workers, ray)


def _spread(job: Job, step: str, tasks: list[tuple[int, bytes]], workers: int, ray: str) -> Iterator[tuple[int, bytes]]:
    os.environ.setdefault("DO_NOT_TRACK", "true")
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import daft
    except ImportError:
        raise BadSettings("several workers need daft", hint="pip install 'garim[bulk]'") from None
    _runner(daft, ray, workers)
    method = daft.method.batch(return_dtype=daft.DataType.binary(), batch_size=1)(_Hand.do)
    hand = type("Hand", (), {"__init__": _Hand.__init__, "do": method})
    made = daft.cls(hand, use_process=not ray, max_concurrency=workers, max_retries=RETRIES)(job, step)
    frame = daft.from_pydict({"number": [number for number, _ in tasks], "task": [task for _, task in tasks]})
    frame = (frame.into_partitions(min(len(tasks), workers * 8)) if ray else frame).into_batches(1)
    frame = frame.select(frame["number"], made.do(frame["task"]).alias("said"))
    try:
        for row in frame.iter_rows(results_buffer_size=workers * 2):
            said: bytes = row["said"]
            if said[:1] == b"!":
                _raise(said[1:].decode())
            yield int(row["number"]), said[1:]
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
    """A worker as daft starts it: errors come back as words, since exceptions lose their hints on the way."""

    def __init__(self, job: Job, step: str) -> None:
        self.worker, self.step = Worker(job), step

    def do(self, tasks: Any) -> list[bytes]:
        """A batch of tasks."""
        out = []
        for task in tasks.to_pylist():
            try:
                out.append(b"=" + getattr(self.worker, self.step)(task))
            except GarimError as error:
                out.append(f"!{error.message}\0{error.hint}".encode())
            except OSError as error:
                out.append(f"!{error.strerror}\0{_DISK}".encode())
        return out


_DISK = "free some space and run it again: what is done is kept"


def _raise(said: str) -> None:
    message, _, hint = said.partition("\0")
    raise Broken(message, hint=hint)
