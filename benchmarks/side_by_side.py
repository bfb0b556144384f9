"""Things timed in turn: so whatever else the machine does hits all of them, and the ratios stay what they are."""

from __future__ import annotations

import gc
import time
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

THREADS = 2
SEED = 0
OURS = "tfcompat"
_SAMPLE_SECONDS = 0.01  # a sample lasts at least this long, so that the clock does not count
_MOST_CALLS = 500


@dataclass(frozen=True)
class Ratio:
    """How much faster ours is than a peer: above 1, ours is faster."""

    work: str
    where: str
    peer: str
    ours_ms: float
    peer_ms: float
    ratio: float
    low: float
    """The lower quartile of the ratios of single rounds."""
    high: float
    """The upper one."""
    cpu: float
    """The ratio of the processor time of all threads, which other work on the machine hardly changes."""
    goal: float | None = None
    """What the ratio is to be at least; None where it is only shown."""

    @property
    def missed(self) -> bool:
        return self.goal is not None and round(self.ratio, 2) < self.goal


class Took(NamedTuple):
    """Milliseconds of a call: on the clock, and of processor time."""

    ms: float
    cpu_ms: float


def milliseconds(ways: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, list[Took]]:
    """The time of a call of each way in each round; a round begins with another way each time."""
    calls = {name: _calls(way) for name, way in ways.items()}
    times: dict[str, list[Took]] = {name: [] for name in ways}
    names = list(ways)
    gc.collect()
    gc.disable()
    try:
        for i in range(rounds):
            first = i % len(names)
            for name in names[first:] + names[:first]:
                times[name].append(_sample(ways[name], calls[name]))
    finally:
        gc.enable()
    return times


def _calls(way: Callable[[], Any]) -> int:
    """How many calls make a sample; the calls before that trace, compile and warm the caches."""
    for _ in range(3):
        way()
    took = _sample(way, 1).ms / 1000
    return max(1, min(_MOST_CALLS, round(_SAMPLE_SECONDS / max(took, 1e-6))))


def _sample(way: Callable[[], Any], calls: int) -> Took:
    """The call before the clock starts pays for what the way before left: caches, and threads that may still run."""
    way()
    start, cpu = time.perf_counter(), time.process_time()
    for _ in range(calls):
        way()
    return Took(1000 * (time.perf_counter() - start) / calls, 1000 * (time.process_time() - cpu) / calls)


def ratios(
    work: str, where: str, times: Mapping[str, Sequence[Took]], goals: Mapping[str, float], ours: str = OURS
) -> list[Ratio]:
    """Ours beside each peer, with the goals that there are."""
    return [
        ratio(work, where, times[ours], times[peer], peer, goals.get(peer))
        for peer in times
        if not peer.startswith(OURS)
    ]


def ratio(
    work: str, where: str, ours: Sequence[Took], theirs: Sequence[Took], peer: str, goal: float | None = None
) -> Ratio:
    """The ratio of the medians, and the quartiles of the ratios of each round."""
    each = [b.ms / a.ms for a, b in zip(ours, theirs, strict=True)]
    low, _, high = quantiles(each, n=4)
    (mine, my_cpu), (other, its_cpu) = ([median(part) for part in zip(*took, strict=True)] for took in (ours, theirs))
    figures = (mine, other, other / mine, low, high, its_cpu / my_cpu)
    return Ratio(work, where, peer, *(round(figure, 3) for figure in figures), goal)


def shown(row: Ratio) -> str:
    """A line for the terminal."""
    goal = "" if row.goal is None else f"goal {row.goal:.2f}{'  MISSED' if row.missed else ''}"
    spread = f"[{row.low:.2f}, {row.high:.2f}]"
    head = f"{row.work:34} {row.where:8} {row.ours_ms:9.3f} ms"
    return f"{head}   {row.ratio:5.2f} {spread:14} cpu {row.cpu:5.2f} x {row.peer:22} {goal}".rstrip()


def as_rows(found: Sequence[Ratio]) -> list[dict[str, Any]]:
    """For the record."""
    return [asdict(row) for row in found]
