"""Peak memory beyond what inputs take, and time, of one step of each library; each in a process of its own.

    python benchmarks/memory.py          # what losses.py --record draws

A peak is the greatest resident size of the second step less that before it, as Linux counts it.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MIB = 2**20
STEPS = 9
PEERS = ("tfcompat", "tf.nn", "Keras", "PyTorch", "Optax")
ROWS = [(n, 32000) for n in (64, 256, 1024, 2048)]
CLASSES = [(1024, k) for k in (1000, 8000, 32000, 64000)]
SMOOTHED = (1024, 32000)
MOST_MORE = 1.05
STATUS = Path("/proc/self/status")


class Point(NamedTuple):
    """One size: its rows and classes, the peak in MiB and the median time in milliseconds."""

    rows: int
    classes: int
    peak_mib: float
    ms: float


def resident(field: str) -> int:
    """Bytes that this process holds (``VmRSS``), or held at most (``VmHWM``)."""
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) * 1024


def peak_of(step: Callable[[], Any]) -> float:
    """MiB; the first step traces and compiles, the second shows the peak."""
    step()
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    base = resident("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    step()
    return (resident("VmHWM") - base) / MIB


def time_of(step: Callable[[], Any]) -> float:
    """Milliseconds, the median of some steps; the one before them takes the memory that they use again."""
    times = []
    for _ in range(1 + STEPS):
        start = time.perf_counter()
        step()
        times.append(1000 * (time.perf_counter() - start))
    return median(times[1:])


def step_of(peer: str, rows: int, classes: int, keywords: dict[str, Any]) -> Callable[[], Any] | None:
    """A step of the sparse loss in a graph; None where the library is absent."""
    import ways

    if peer == "PyTorch":
        return ways.torch_way("sparse", rows, classes).get(peer)
    if peer == "Optax":
        return ways.optax_way("sparse", rows, classes).get(peer)
    if not keywords:
        return ways.tensorflow_ways("sparse", rows, classes, "graph")[peer]
    import tensorflow as tf

    labels, logits = map(tf.constant, ways.arrays("sparse", rows, classes))
    ours = ways.FUNCTIONS["sparse"][0]
    return ways.of_tensorflow(lambda y, z: ours(y, z, **keywords), labels, logits, "graph")


def measure_here(what: str, peer: str, sizes: Sequence[Sequence[int]], keywords: dict[str, Any]) -> list[float]:
    """Peaks or times of one library in this process, one size after the other."""
    import ways

    ways.threads()
    keep, measured = (ways.return_memory, peak_of) if what == "peak" else (ways.keep_memory, time_of)
    keep()
    steps = [step_of(peer, *size, keywords) for size in sizes]
    return [] if None in steps else [round(measured(step), 2) for step in steps]


def measure(what: str, peer: str, sizes: Sequence[tuple[int, int]], **keywords: Any) -> list[float]:
    """In a fresh process: peaks and times want memory that is returned, and memory that is kept."""
    command = [sys.executable, __file__, json.dumps([what, peer, sizes, keywords])]
    env = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    if what == "peak":
        env["TF_ENABLE_ONEDNN_OPTS"] = "0"  # it keeps a pool of its own
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    numbers: list[float] = json.loads(done.stdout.splitlines()[-1])
    for (rows, classes), number in zip(sizes, numbers, strict=False):  # there are none where a library is absent
        unit = "MiB" if what == "peak" else "ms"
        print(f"{' '.join([peer, *keywords]):34} N={rows:<6} K={classes:<7} {number:8.2f} {unit}", flush=True)
    return numbers


def points(peer: str, sizes: Sequence[tuple[int, int]]) -> list[Point]:
    """Peak and time of a library at each of some sizes; none where it is absent."""
    peaks, times = (measure(what, peer, sizes) for what in ("peak", "ms"))
    return [Point(*size, peak, ms) for size, peak, ms in zip(sizes, peaks, times, strict=False)]


def curves() -> dict[str, dict[str, list[Point]]]:
    """Time and peak of every library against the rows, and against the classes."""
    found = {peer: points(peer, [*ROWS, *CLASSES]) for peer in PEERS}
    parts = {"N": slice(None, len(ROWS)), "K": slice(len(ROWS), None)}
    return {
        against: {peer: of_peer[part] for peer, of_peer in found.items() if of_peer} for against, part in parts.items()
    }


def smoothing() -> list[dict[str, Any]]:
    """Peaks of the sparse loss with smoothing beside those without: no tensor more; with a focal factor, one more."""
    one_tensor = 4 * SMOOTHED[0] * SMOOTHED[1] / MIB
    rows = []
    for keywords, more in (({}, 0.0), ({"focal_gamma": 2.0}, one_tensor)):
        (plain,) = measure("peak", "tfcompat", [SMOOTHED], **keywords)
        (smoothed,) = measure("peak", "tfcompat", [SMOOTHED], **keywords, label_smoothing=0.1)
        most = round(MOST_MORE * (1 + more / plain), 2)
        ratio = round(smoothed / plain, 3)
        work = " ".join(["sparse, smoothed", *keywords, f"{SMOOTHED[0]} x {SMOOTHED[1]}"])
        rows.append({"work": work, "peak_mib": smoothed, "plain_mib": plain, "ratio": ratio, "at_most": most})
    return rows


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure_here(*json.loads(sys.argv[1]))))
    else:
        smoothing()
        curves()
