"""How a kernel is computed: op by op, by TensorFlow's own operation, or as one program that XLA compiles.

Op by op, each step reads and writes a tensor of the size of the logits. Compiled, there is one forward and one backward
pass, which on two cores takes half the time if the logits do not fit into the caches (benchmarks/losses.py); but each
new shape is compiled once, in 0.1 to 0.5 s. So a kernel is compiled if the shape is known when the graph is built, or
has been seen before, and the logits are large. On a GPU, TensorFlow's own operations move the least of what needs no
compiler (benchmarks/traffic.py).
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import tensorflow as tf

from tfcompat._kernels._device import can_compile, compiled_by_xla, deterministic, device_of, mode, vectorized

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = 2**20
"""With more elements than this in the logits, a compiled kernel is faster."""
_MOST_CLASSES = 2**20
_MOST_SHAPES = 16
_eager_shapes: set[tuple[int, ...]] = set()
_in_a_program: ContextVar[bool] = ContextVar("in_a_program", default=False)


class Way(Enum):
    """A way of computing a kernel."""

    STEPS = "op by op"
    OPERATION = "TensorFlow's operation"
    PROGRAM = "as a program"


class Row(NamedTuple):
    """A row of the table: a way, and where it is taken; None is anywhere."""

    way: Way
    devices: tuple[str, ...] | None = None
    modes: tuple[str, ...] | None = None
    forms: tuple[str, ...] | None = None
    dtypes: tuple[str, ...] | None = None
    large: bool = False
    """Whether only for large logits that can be compiled."""

    def fits(self, *case: str) -> bool:
        """Return whether a device, a mode, a form and a dtype are among those of this row."""
        return all(allowed is None or one in allowed for allowed, one in zip(self[1:5], case, strict=True))


NOT_COMPILED, ALL_DEVICES = ("eager", "graph"), ("CPU", "GPU")
TABLE = (
    Row(Way.STEPS, modes=("session",)),  # it cannot hold programs
    Row(Way.OPERATION, ("GPU",), NOT_COMPILED, ("sparse",), ("float32",)),  # a float64 one would run on the CPU
    Row(Way.OPERATION, ("GPU",), NOT_COMPILED, ("dense",), ("float32", "float64")),
    Row(Way.PROGRAM, ALL_DEVICES, dtypes=("float32",), large=True),
    Row(Way.OPERATION, ("CPU",), ("eager",), ("sparse",)),
    Row(Way.STEPS),
)
"""The first row that fits counts."""


def way_of(logits: tf.Tensor, form: str = "") -> Way:
    """Return how to compute a kernel.

    Args:
        logits: The logits, in the dtype to compute in.
        form: The form of the loss if TensorFlow has one operation for it: ``'dense'`` or ``'sparse'``.
    """
    if vectorized() or logits.shape.num_elements() == 0:
        return Way.STEPS  # a map needs operations that have the right derivatives; no others take [0, 0] numbers
    device = device_of(logits)
    if form and device == "GPU" and deterministic():
        form = ""  # there the operation raises UnimplementedError
    rows = _fitting(device, mode(), form, logits.dtype.name)
    return next(row.way for row in rows if not row.large or _worth_compiling(logits, device))


@cache
def _fitting(*case: str) -> tuple[Row, ...]:
    """Return the rows for a device, a mode, a form and a dtype."""
    return tuple(row for row in TABLE if row.fits(*case))


def _worth_compiling(logits: tf.Tensor, device: str) -> bool:
    """Return whether logits are so large that a compiled kernel is faster, and of a shape to compile for."""
    shape = logits.shape
    if not shape.is_fully_defined() or shape.num_elements() < LEAST or shape[-1] > _MOST_CLASSES:
        return False
    if not can_compile(device):
        return False
    if not tf.executing_eagerly():
        return True
    known = tuple(shape)
    if known not in _eager_shapes and len(_eager_shapes) >= _MOST_SHAPES:
        return False  # texts of each length would be compiled separately
    _eager_shapes.add(known)
    return True


@contextmanager
def in_a_program() -> Iterator[None]:
    """Mark that a kernel is being traced for compilation."""
    token = _in_a_program.set(True)
    try:
        yield
    finally:
        _in_a_program.reset(token)


def is_in_a_program() -> bool:
    """Return whether the current trace is part of a kernel to compile."""
    return _in_a_program.get()


def fused_by_xla() -> bool:
    """Return whether XLA compiles the current trace, as a kernel or as a function of the caller."""
    return is_in_a_program() or compiled_by_xla()
