"""The limit on the processor time of one file: what takes longer is reported, and the other files are still handled.

A timer of the system interrupts the file wherever it is, in a loop of ours or in a regular expression. Checks between
the rules would not see a rule that never ends, and one process per file would cost more than most files do. The timer
counts processor time, so the load of the machine and a suspended laptop do not matter. Windows has no such timer: there
a thread waits for as long by the clock, and a regular expression is only interrupted at its end.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

__all__ = ["SECONDS", "UNFINISHED", "TooLongError", "limited", "unfinished"]

SECONDS = 60
"""The default limit: nobody waits a minute for one file without a reason."""
_AGAIN = 0.1
"""Seconds until the next interrupt, if the first came where Python ignores exceptions, such as in a finalizer."""


class TooLongError(BaseException):
    """A file took longer than the limit. No handler of `Exception` stops it on its way."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


UNFINISHED = (TooLongError, RecursionError, MemoryError)
"""What stops the work on one file and says nothing about the others."""


def unfinished(error: BaseException) -> str:
    """Return the sentence about a file for one of `UNFINISHED`."""
    rest = "so it was not checked and stays unchanged"
    if isinstance(error, TooLongError):
        return (
            f"took more than {error.seconds:g} s of processor time, {rest}; raise --time-limit, or leave the file out "
            "with --exclude"
        )
    if isinstance(error, RecursionError):
        return f"is nested too deeply for Python's stack, {rest}; split its longest expression, or use --exclude"
    return f"needs more memory than there is, {rest}; run with more memory, or leave the file out with --exclude"


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Interrupt what runs inside after some processor time; 0 for no limit.

    Only the main thread of a process can be interrupted. Elsewhere there is no limit.

    Raises:
        TooLongError: It took longer.
    """
    import signal  # here, because --help needs the default only
    import threading

    if not seconds or threading.current_thread() is not threading.main_thread():
        yield
        return
    armed = True

    def interrupt(*_: object) -> None:
        if armed:
            raise TooLongError(seconds)

    disarm = (_by_timer if hasattr(signal, "setitimer") else _by_thread)(seconds, interrupt)
    try:
        try:
            yield
        finally:
            armed = False
    finally:
        disarm()


def _by_timer(seconds: float, interrupt: Callable[..., None]) -> Callable[[], None]:
    """Start a timer of the system; return the function that stops it."""
    import signal

    before = signal.signal(signal.SIGVTALRM, interrupt)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)

    def disarm() -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

    return disarm


def _by_thread(seconds: float, interrupt: Callable[..., None]) -> Callable[[], None]:
    """Start a thread that interrupts this one as Ctrl-C does; return the function that stops it."""
    import _thread
    import signal
    import threading

    over = threading.Event()
    before = signal.getsignal(signal.SIGINT)
    late = False

    def arrived(number: int, frame: FrameType | None) -> None:
        if late:
            interrupt()
        elif callable(before):  # a real Ctrl-C
            before(number, frame)

    def wait() -> None:
        nonlocal late
        delay = seconds
        while not over.wait(delay):
            late, delay = True, _AGAIN
            _thread.interrupt_main()

    signal.signal(signal.SIGINT, arrived)
    threading.Thread(target=wait, daemon=True).start()

    def disarm() -> None:
        over.set()
        signal.signal(signal.SIGINT, before)

    return disarm
