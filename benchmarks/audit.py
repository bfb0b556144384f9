"""Audit each shape of `tests/support/model_shapes.py`, and record how often the verdict was right, wrong or unknown.

    python benchmarks/audit.py [--record]

Each verdict that is wrong is printed, and ends the script with 1.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from record import circumstances, write

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.model_shapes import GROUPS, compiled

import tfcompat
from tfcompat._keras import keras

if TYPE_CHECKING:
    from support.shaped_models import Shape

_WORDS = {"right": "ok", "unknown": "?"}
_COUNTS = ("verdicts", "mistakes", "unknown", "wrong")


def counted(shapes: dict[str, Shape]) -> dict[str, int]:
    """Audit some shapes, and print what is wrong."""
    counts: Counter[str] = Counter()
    for name, shape in shapes.items():
        keras.mixed_precision.set_global_policy(shape.policy)
        rows = tfcompat.audit(compiled(shape), inputs=shape.inputs).rows
        for row, expected in zip(rows, shape.verdicts.split(), strict=True):
            found = _WORDS.get(row.verdict, row.code.removeprefix("TFC"))
            wrong = found not in ("?", expected)
            counts.update(verdicts=1, mistakes=expected.isdigit(), unknown=found == "?", wrong=wrong)
            if wrong:
                print(f"{name}: {row} (expected {expected})")
    return {"shapes": len(shapes), **{name: counts[name] for name in _COUNTS}}


def main() -> int:
    """Audit, and write the record if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true", help="keep the counts for the documentation")
    record = parser.parse_args().record
    rows = [{"group": group, **counted(shapes)} for group, shapes in GROUPS.items()]
    if record:
        write("audit", {**circumstances("tfcompat", "tensorflow-cpu", "tensorflow", keras.__name__), "rows": rows})
    return int(any(row["wrong"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
