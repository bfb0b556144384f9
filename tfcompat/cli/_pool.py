"""Many files at once: in this process or in several, with the same results in the same order."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from tfcompat.cli._plan import Plan, Taken
from tfcompat.migrate.report import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.cli._plan import Planner
    from tfcompat.cli._run_options import Asked

__all__ = ["mapped"]

_WORTH_A_BAR = 25
_AT_ONCE = 8
_DIED = "a worker process crashed on this file or one next to it; run again with --jobs 1 to find out which"

_planner: list[Planner] = []
"""The planner of a worker process."""


def mapped(planner: Planner, files: Sequence[Taken], asked: Asked) -> Iterator[Plan]:
    """Yield the plans for files, in their order, with a progress bar."""
    jobs = min(asked.jobs or os.cpu_count() or 1, -(-len(files) // _AT_ONCE))
    plans = map(planner, files) if jobs <= 1 else _by_several(planner, files, jobs)
    if not asked.progress or len(files) < _WORTH_A_BAR or not sys.stderr.isatty():
        yield from plans
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(plans, "Reading", total=len(files), console=Console(stderr=True), transient=True)


def _by_several(planner: Planner, files: Sequence[Taken], jobs: int) -> Iterator[Plan]:
    # New processes: a fork of a process with threads can hang, and a caller may have threads.
    context = multiprocessing.get_context("spawn")
    done = 0
    with ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(planner,)) as pool:
        try:
            for plan in pool.map(_plan, files, chunksize=_AT_ONCE):
                done += 1
                yield plan
        except BrokenProcessPool:
            for file in files[done:]:
                yield Plan(file.path, problem=Problem(str(file.path), _DIED, internal=True))


def _start(planner: Planner) -> None:
    """Start a worker: only the main process handles interrupts, and ends the others."""
    with contextlib.suppress(ValueError):  # in a thread, there are no signals to ignore
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    _planner.append(planner)


def _plan(file: Taken) -> Plan:
    return _planner[0](file)
