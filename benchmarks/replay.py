"""How near the shims come to TensorFlow 1.15.5: every recorded call made again, in eager, in a function, in a session.

    python benchmarks/replay.py [--record]

A call is equal bit by bit where value and gradients are, in each mode that it can have. Otherwise dtype, shape, the
pattern of NaN and infinities and None for no gradient are the same, and every number lies within 4 units in the last
place of the recorded one, or within 4 eps of the largest number of its array.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import tensorflow as tf
from record import circumstances, heading, write

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.replay import bits_differ, calls, modes, reason, replayed, unequal

if TYPE_CHECKING:
    from support.oracle import Case

COLUMNS = ("bit-equal", "within 4 ulp", "refused as then", "not equal")


def found(path: str, case: Case) -> tuple[str, str]:
    """The column of a call, and the reason where it is in the last one."""
    reasons = [reason(case, mode) for mode in modes(path)]
    if all(reasons):
        return "not equal", reasons[0]
    column = "bit-equal"
    for mode in (mode for mode, why in zip(modes(path), reasons, strict=True) if not why):
        try:
            results = replayed(path, case, mode)
        except (ValueError, TypeError, tf.errors.InvalidArgumentError) as error:
            if not case.error:
                return "not equal", f"it raises {type(error).__name__}"
            column = "refused as then"
            continue
        if case.error or unequal(case, results):
            return "not equal", unequal(case, results) or "it was refused"
        if bits_differ(case, results):
            column = "within 4 ulp"
    return column, next(filter(None, reasons), "")


def main() -> int:
    """Print a line for each symbol; 1 where a call is not equal and nothing says why."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    options = parser.parse_args()
    warnings.simplefilter("ignore", DeprecationWarning)
    rows: dict[str, dict] = {}
    unexplained = []
    for path, case in calls():
        row = rows.setdefault(path, {"symbol": path, "calls": 0, **dict.fromkeys(COLUMNS, 0), "why": []})
        column, why = found(path, case)
        row["calls"] += 1
        row[column] += 1
        row["why"] += [why] if why and why not in row["why"] else []
        if column == "not equal" and not any(reason(case, mode) for mode in modes(path)):
            unexplained.append(f"{case.id}: {why}")
    record = {**circumstances("tfcompat", "tensorflow-cpu", "keras"), "rows": list(rows.values())}
    print(heading(record))
    for row in record["rows"]:
        print(f"{row['symbol']:70}", *(f"{row[column]:4} {column}" for column in COLUMNS))
    print(*unexplained, sep="\n", file=sys.stderr)
    if options.record:
        write("replay", record)
    return int(bool(unexplained))


if __name__ == "__main__":
    sys.exit(main())
