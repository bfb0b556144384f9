"""How many examples are computed at a time."""

from __future__ import annotations

from typing import Any

from tfcompat._arguments.chunk_sizes import FEWEST, MOST, MOST_IN_XLA
from tfcompat._kernels import compiled_by_xla

_MOST_FILLED_UP, _MOST_ROWS_FILLED_UP = MOST // 2, 256
"""Under XLA, an unknown number of examples is padded to a multiple of the chunk, so the chunk must be small."""
_STEP = 16


def check_chunk_size(chunk_size: Any, *, may_be_none: bool = False) -> None:
    """Refuse an invalid chunk size."""
    wanted = f"{'None, ' if may_be_none else ''}'auto' or a positive int"
    if chunk_size == "auto" or (may_be_none and chunk_size is None):
        return
    if isinstance(chunk_size, bool) or not isinstance(chunk_size, int):
        raise TypeError(f"chunk_size must be {wanted}, got {chunk_size!r}.")
    if chunk_size < 1:
        raise ValueError(f"chunk_size must be {wanted}, got {chunk_size!r}.")


def rows_of_a_chunk(chunk_size: str | int, rows: int | None, classes: int | None) -> int:
    """Return how many rows are computed at a time: as many as keep a chunk of logits small, and no more than there are.

    If possible, the automatic size divides the number of rows, because padding copies a tensor. Otherwise all chunks
    have about the same size, because the last one is computed as a whole.
    """
    if chunk_size != "auto":
        return int(chunk_size) if rows is None else max(1, min(int(chunk_size), rows))
    filled_up = rows is None and compiled_by_xla()
    most = _MOST_FILLED_UP if filled_up else MOST_IN_XLA if compiled_by_xla() else MOST
    most = max(FEWEST, most // (classes or most) // _STEP * _STEP)
    if rows is None:
        return min(most, _MOST_ROWS_FILLED_UP) if filled_up else most
    part = next((size for size in range(min(most, rows), most // 2, -1) if rows % size == 0), None)
    if part is not None:
        return part
    even = -(-rows // max(1, -(-rows // most)))
    return max(1, min(-(-even // _STEP) * _STEP, rows))
