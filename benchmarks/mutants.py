"""Break each cell of the table of legacy symbols, and see that a test notices.

    python benchmarks/mutants.py [--path nn.softmax]

Prints what survives. A cell is broken in memory, one at a time, and the tests of its row run until one fails.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections import Counter
from pathlib import Path

from record import circumstances, heading
from rich.progress import track

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.mutants import killed_by, mutants
from support.tests_of_row import battery

from tfcompat._symbols import SYMBOLS


def main() -> int:
    """1 where a mutant survives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--path", action="append", help="a row; all of them where none is named")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    rows = [SYMBOLS[path] for path in options.path or SYMBOLS]
    print(heading(circumstances("tfcompat", "tensorflow-cpu", "keras")))
    begun = time.perf_counter()
    killers: Counter[str] = Counter()
    survivors = []
    for mutant in track([mutant for row in rows for mutant in mutants(row)], "Broken cells"):
        killer = killed_by(mutant, battery(mutant.path))
        if killer:
            killers[killer] += 1
        else:
            survivors.append(str(mutant))
            print(f"survives: {mutant}", flush=True)
    seconds = time.perf_counter() - begun
    print(f"{killers.total()} noticed, {len(survivors)} survive, in {seconds:.0f} s", *killers.items(), sep="\n")
    return int(bool(survivors))


if __name__ == "__main__":
    sys.exit(main())
