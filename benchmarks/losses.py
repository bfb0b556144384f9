"""How fast the losses are beside what people would pick instead, forward and backward; see docs/performance.md.

    python benchmarks/losses.py [--quick] [--rounds 15] [--record]

Everything that is compared takes turns, on two threads each and on the same numbers; a ratio is that of the medians,
with the quartiles of the ratios of each round. What a library frees the process keeps, for all alike. PyTorch, and
Optax with jax, are compared with where they are installed (the extra ``peers``). The exit code is 1 where a goal is
missed.
"""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from statistics import median

import memory
import small
import tensorflow as tf
from record import circumstances, heading, write
from side_by_side import OURS, THREADS, Ratio, Took, as_rows, milliseconds, ratio, ratios, shown
from ways import FAMILIES, FUNCTIONS, arrays, fair, groups, of_tensorflow

WIDE, TALL = (512, 32000), (4096, 1000)
GOALS: dict[tuple[str, str, tuple[int, int]], dict[str, float]] = {
    ("sparse", "graph", WIDE): {"tf.nn": 2.5, "Keras": 2.5, "PyTorch": 2.0},
    ("sparse", "graph", TALL): {"tf.nn": 1.6, "Keras": 1.6, "PyTorch": 1.0},
    ("sparse", "XLA", WIDE): {"tf.nn": 1.6, "Keras": 1.6},
    ("sparse", "XLA", TALL): {"tf.nn": 1.6, "Keras": 1.6},
    ("dense", "graph", WIDE): {"tf.nn": 1.8, "Keras": 1.8},
    ("dense", "graph", TALL): {"tf.nn": 1.0, "Keras": 1.0},
    ("dense", "XLA", WIDE): {"tf.nn": 0.75, "Keras": 0.75},
    ("dense", "XLA", TALL): {"tf.nn": 0.75, "Keras": 0.75},
    ("sigmoid", "graph", WIDE): {"tf.nn": 2.5, "Keras": 2.5},
    ("sigmoid", "graph", TALL): {"tf.nn": 2.0, "Keras": 2.0},
    ("sigmoid", "XLA", WIDE): {"tf.nn": 0.9, "Keras": 0.9},
    ("sigmoid", "XLA", TALL): {"tf.nn": 0.9, "Keras": 0.9},
}
SMOOTHED = (1024, 32000)
PEERS = {"PyTorch": ["torch"], "Optax": ["jax", "optax"]}
MOST_SLOWER, MOST_BEYOND_LIMIT = 1.1, 1.7


def large_logits(rounds: int, where: tuple[str, ...], families: tuple[str, ...] = FAMILIES) -> list[Ratio]:
    """Logits that do not fit into the caches."""
    found = []
    for how in where:
        for family in families:
            for size in (WIDE, TALL):
                for ways in groups(family, *size, how):
                    goals = GOALS.get((family, how, size), {})
                    times = milliseconds(ways, rounds)
                    found += report(ratios(f"{family} {size[0]} x {size[1]}", how, times, goals))
    return found


def smoothing(rounds: int) -> list[Ratio]:
    """The sparse loss with label smoothing beside itself without: at most 1.1 times as slow."""
    labels, logits = map(tf.constant, arrays("sparse", *SMOOTHED))
    ours = FUNCTIONS["sparse"][0]
    ways = {
        OURS: of_tensorflow(lambda y, z: ours(y, z, label_smoothing=0.1), labels, logits, "graph"),
        "not smoothed": of_tensorflow(ours, labels, logits, "graph"),
    }
    times = milliseconds(ways, rounds)
    return report(ratios("sparse, smoothed 1024 x 32000", "graph", times, {"not smoothed": round(1 / MOST_SLOWER, 2)}))


def limit(rounds: int) -> list[Ratio]:
    """The sparse loss under XLA beside what memory allows: logits read twice, their gradient written once.

    A copy reads once and writes once, so that the limit is one and a half times what it takes.
    """
    labels, logits = map(tf.constant, arrays("sparse", *WIDE))
    copy = tf.function(lambda z: z + 1, jit_compile=True)
    ways = {OURS: of_tensorflow(FUNCTIONS["sparse"][0], labels, logits, "XLA"), "copy": lambda: copy(logits)}
    times = milliseconds(ways, rounds)
    least = [Took(1.5 * took.ms, 1.5 * took.cpu_ms) for took in times["copy"]]
    print(f"copy: {2 * 4 * WIDE[0] * WIDE[1] / median(took.ms for took in times['copy']) / 1e6:.1f} GB/s")
    goal = round(1 / MOST_BEYOND_LIMIT, 2)
    return report([ratio("sparse 512 x 32000", "XLA", times[OURS], least, "the limit of memory", goal)])


def say_who_is_absent() -> None:
    """Name the peers that are left out, and how to have them."""
    absent = [name for name, modules in PEERS.items() if not all(map(find_spec, modules))]
    if absent:
        print(f"Left out, not installed: {', '.join(absent)} (pip install '.[peers]')\n")


def report(found: list[Ratio]) -> list[Ratio]:
    """Print rows as soon as they are there."""
    for row in found:
        print(shown(row), flush=True)
    return found


def main() -> int:
    """Measure, print, record where asked; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="the rows with a goal alone, few rounds, no curves")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--record", action="store_true", help="keep the numbers for the documentation, and draw them")
    options = parser.parse_args()
    rounds = 5 if options.quick else options.rounds
    fair()
    names = ("tfcompat", "tensorflow", "tensorflow-cpu", "keras", "torch", "jax", "optax", "numpy")
    record = {**circumstances(*names), "threads": THREADS, "rounds": rounds}
    print(heading(record))
    say_who_is_absent()
    found = large_logits(rounds, ("graph", "XLA"))
    if not options.quick:
        found += large_logits(max(5, rounds // 3), ("unknown", "eager"), ("sparse",))  # which no goal is for
    found += [*report(small.all_of_them(rounds)), *smoothing(rounds), *limit(rounds)]
    record["ratios"] = as_rows(found)
    record["peaks"] = memory.smoothing()
    record["curves"] = {} if options.quick else memory.curves()
    if options.record and not options.quick:
        write("losses", record)
        from plots import draw

        draw(record)
    missed = [f"{row.work}, {row.where}, {row.peer}: {row.ratio:.2f}" for row in found if row.missed]
    missed += [f"{row['work']}: peak {row['ratio']:.2f}" for row in record["peaks"] if row["ratio"] > row["at_most"]]
    if missed:
        print("Missed:", *missed, sep="\n  ", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
