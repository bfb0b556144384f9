"""The fused form beside logits that are held: peak memory and time, each measurement in a process of its own.

    python benchmarks/fused.py [--quick] [--rounds 3] [--record]

Peak memory is the greatest resident size less that before the first step, when inputs and weights are there already.
On two threads; what is freed after the first step is kept, as in benchmarks/losses.py. Ways that are compared take
turns, each with the fastest of some steps: Linux at times leaves both threads on one core for seconds, where the step
takes twice as long for the same processor time. Where the logits would not fit into memory, the peak of ``tf.nn`` is
computed: one tensor of their size and the gradients, which is less than it needs. The exit code is 1 where a goal is
missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from math import inf
from statistics import median
from typing import Any, NamedTuple

import fused_ways
from fused_ways import LOGITS, MB, Measured, Work
from record import circumstances, heading, write


class Goal(NamedTuple):
    """A ratio, and what it is to be; None where it is only shown."""

    name: str
    ratio: float
    at_least: float | None = None
    at_most: float | None = None

    def met(self) -> bool:
        least = -inf if self.at_least is None else self.at_least
        return least <= self.ratio <= (inf if self.at_most is None else self.at_most)


def available() -> int:
    """Bytes that the machine has left."""
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def measure(work: Work) -> Measured:
    """In a fresh process."""
    command = [sys.executable, fused_ways.__file__, json.dumps(work)]
    env = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    found = Measured(*json.loads(done.stdout.splitlines()[-1]))
    where = "XLA" if work.xla else "graph"
    size = f"N={work.rows} D={work.features} K={work.classes}"
    size += "" if work.chunk_size == "auto" else f" by {work.chunk_size}"
    print(f"{work.way:14} {where:6} {size:32} {found.peak_mb:8.0f} MB {found.seconds:8.2f} s", flush=True)
    return found


def in_turns(works: list[Work], rounds: int) -> list[Measured]:
    """Each of some ways as often as there are rounds, in turn; the medians."""
    found = [[measure(work) for work in works] for _ in range(rounds)]
    return [Measured(*map(median, zip(*of_one, strict=True))) for of_one in zip(*found, strict=True)]


def memory(quick: bool) -> tuple[list[Goal], list[dict[str, Any]]]:
    """How the peak of the function grows with the examples, and what it is beside that of held logits."""
    features, classes = (64, 20000) if quick else (512, 50000)
    sizes = (1024, 4096, 8192) if quick else (2048, 8192, 16384, 32768)
    peaks = []
    for rows in sizes:
        held, how = 4 * (rows * classes + features * (rows + classes)) / MB, "computed"
        if rows == sizes[-2] and available() > 3 * held * MB:
            held, how = measure(Work("tf.nn", False, rows, features, classes, steps=0)).peak_mb, "measured"
        ours = measure(Work("function", False, rows, features, classes, steps=0)).peak_mb
        inputs = 4 * rows * features / MB
        peaks.append(
            {"rows": rows, "inputs_mb": round(inputs), "ours_mb": round(ours), "held_mb": round(held), "held": how}
        )
    first, last = peaks[0], peaks[-1]
    grown = (last["ours_mb"] - first["ours_mb"]) / (last["inputs_mb"] - first["inputs_mb"])
    at = peaks[-2]
    return [
        Goal(f"peak at N={at['rows']} / held", at["ours_mb"] / at["held_mb"], at_most=None if quick else 0.1),
        Goal("growth of the peak / growth of the inputs", grown, at_most=None if quick else 2.0),
    ], peaks


def fit(quick: bool, rounds: int) -> list[Goal]:
    """Training with accuracy reported."""
    size = (1024, 64, 10000) if quick else (4096, 64, 50000)
    keras, ours = in_turns([Work(f"fit, {of}", False, *size, steps=5) for of in ("Keras", "tfcompat")], rounds)
    return [
        Goal("fit: peak / that of Keras", ours.peak_mb / keras.peak_mb, at_most=None if quick else 0.1),
        Goal("fit: speed / that of Keras", keras.seconds / ours.seconds, at_least=None if quick else 3.0),
    ]


def speed(quick: bool, rounds: int) -> list[Goal]:
    """Where logits can be held: how fast the fused form is beside them."""
    size = (512, 128, 10000) if quick else (2048, 512, 50000)
    goals = []
    for xla, of_loss in ((False, 1.0), (True, 0.95)):
        held, function, loss = in_turns([Work(way, xla, *size) for way in LOGITS], rounds)
        where = "XLA" if xla else "graph"
        for name, found, least in (("function", function, 0.75), ("Loss", loss, of_loss)):
            ratio = held.seconds / found.seconds
            goals.append(Goal(f"{name}, {where}: speed / held", ratio, at_least=None if quick else least))
    return goals


def chunks(quick: bool, rounds: int) -> list[dict[str, Any]]:
    """Time and peak of a Loss with chunks of some sizes: what ``"auto"`` was chosen by."""
    size = (512, 128, 8192) if quick else (1024, 256, 32768)
    rows = [size[0] >> shift for shift in range(4, -1, -1)]
    measured = in_turns([Work("Loss", False, *size, chunk_size=chunk) for chunk in rows], rounds)
    return [
        {"rows": chunk, "elements": chunk * size[2], "peak_mb": round(one.peak_mb, 1), "seconds": round(one.seconds, 3)}
        for chunk, one in zip(rows, measured, strict=True)
    ]


def main() -> int:
    """Measure, print, record where asked; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes, which no goal is for")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    options = parser.parse_args()
    record = circumstances("tfcompat", "tensorflow", "tensorflow-cpu", "keras")
    print(heading(record))
    goals, peaks = memory(options.quick)
    sizes = chunks(options.quick, options.rounds)
    goals += [*fit(options.quick, options.rounds), *speed(options.quick, options.rounds)]
    print()
    for goal in goals:
        limit = f"at most {goal.at_most}" if goal.at_most else f"at least {goal.at_least}" if goal.at_least else ""
        print(f"{goal.name:44} {goal.ratio:6.2f}  {limit}".rstrip())
    missed = [goal.name for goal in goals if not goal.met()]
    if options.record and not options.quick:
        record |= {"rounds": options.rounds, "goals": [goal._asdict() for goal in goals], "peaks": peaks}
        record["chunks"] = sizes
        write("fused", record)
        from plots import draw_fused

        draw_fused(record)
    if missed:
        print(f"Missed: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
