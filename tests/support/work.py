"""How much work a call does, in a number that the other work of the machine does not change."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ATTEMPTS = 3
HANGS = 1800
"""Seconds after which a process is taken to hang, and not to wait for a busy machine."""


def calls(run: Callable[[], Any]) -> int:
    """Count the calls, of Python's functions and of built-in ones, that a call makes."""
    made = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return made


def grows_at_most(factor: float, small: Callable[[], Any], large: Callable[[], Any]) -> bool:
    """Whether a call takes at most so many times the processor time of another, which built-in functions take too.

    Other work on the machine can only lengthen a measurement, so that one attempt within the factor is enough.
    """
    return any(_cpu_seconds(large) <= factor * _cpu_seconds(small) for _ in range(ATTEMPTS))


def _cpu_seconds(run: Callable[[], Any]) -> float:
    started = time.thread_time()
    run()
    return time.thread_time() - started
