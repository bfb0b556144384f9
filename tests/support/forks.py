"""Processes that share one import of TensorFlow, which takes most of the time of a small program.

TensorFlow may be imported before a fork, if nothing is computed before it.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["free_ports", "in_forks"]

LONGEST = 300
"""Seconds after which a process ends, even if whoever waits for it is gone."""


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nothing listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def in_forks(*programs: Callable[[], object]) -> None:
    """Run each in a process of its own, all at once, and wait for all."""
    sys.stdout.flush()
    started = [_started(program) for program in programs]
    while started:
        started = [process for process in started if os.waitpid(process, os.WNOHANG) == (0, 0)]
        time.sleep(0.02)


def _started(program: Callable[[], object]) -> int:
    process = os.fork()
    if process:
        return process
    signal.alarm(LONGEST)
    try:
        program()
    except Exception:  # noqa: BLE001 - a fork must not go on with what its parent does next
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)  # no shutdown of TensorFlow, which waits for the other machines
