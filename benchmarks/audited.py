"""Audit each shape of `tests/support/model_shapes.py`, and record how often the verdict was right, wrong or unknown.

python benchmarks/audited.py
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from record import circumstances, write

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from support.model_shapes import SHAPES, compiled

import tfcompat
from tfcompat._keras import keras

_WORDS = {"right": "ok", "unknown": "?"}


def main() -> int:
    """Write the record; return 1 if a verdict is wrong."""
    counts: Counter[str] = Counter()
    for name, shape in SHAPES.items():
        keras.mixed_precision.set_global_policy(shape.policy)
        rows = tfcompat.audit(compiled(shape), inputs=shape.inputs).rows
        for row, verdict in zip(rows, shape.verdicts.split(), strict=True):
            told = _WORDS.get(row.verdict, row.code.removeprefix("TFC"))
            counts["verdicts"] += 1
            counts["mistakes"] += verdict.isdigit()
            counts["unknown"] += told == "?"
            if told not in ("?", verdict):
                counts["wrong"] += 1
                print(f"{name}: {row} (expected {verdict})")
    of = {name: counts[name] for name in ("verdicts", "mistakes", "unknown", "wrong")}
    write("audit", {**circumstances(keras.__name__, "tensorflow-cpu"), "shapes": len(SHAPES), **of})
    return int(bool(counts["wrong"]))


if __name__ == "__main__":
    sys.exit(main())
