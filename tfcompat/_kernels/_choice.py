"""How a kernel is computed: op by op, or as one program that XLA compiles; chosen with benchmarks/losses.py.

Op by op, each step reads and writes a tensor of the size of the logits. Compiled, there is one forward and one backward
pass, which on two cores takes half the time if the logits do not fit into the caches; but each new shape is compiled
once, in 0.1 to 0.5 s. So a kernel is compiled if the shape is known when the graph is built, or has been seen before,
the logits are large, and the device is a CPU: on a GPU this has not been measured.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = 2**20
"""With more elements than this in the logits, a compiled kernel is faster."""
_MOST_CLASSES = 2**20
_MOST_SHAPES = 16
_eager_shapes: set[tuple[int, ...]] = set()
_in_a_program: ContextVar[bool] = ContextVar("in_a_program", default=False)


def worth_compiling(logits: tf.Tensor) -> bool:
    """Return whether to compile a kernel of these logits."""
    shape = logits.shape
    if logits.dtype != tf.float32 or not shape.is_fully_defined():
        return False
    if shape.num_elements() < LEAST or shape[-1] > _MOST_CLASSES or not _possible():
        return False
    if not tf.executing_eagerly():
        inside: bool = tf.inside_function()
        return inside  # a TensorFlow 1 graph runs in sessions, and cannot hold programs
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


def compiled_by_xla() -> bool:
    """Return whether the current trace is part of a function with ``jit_compile``."""
    from tensorflow.python.ops import control_flow_util  # there is no public API for this

    graph = None if tf.executing_eagerly() else tf.compat.v1.get_default_graph()
    compiled: bool = graph is not None and control_flow_util.GraphOrParentsInXlaContext(graph)
    return compiled


@cache
def _possible() -> bool:
    """Return whether the device is a CPU and this TensorFlow can compile for it."""
    if tf.config.list_physical_devices("GPU"):
        return False
    try:
        with tf.init_scope():
            tf.function(lambda: tf.constant(1) + 1, jit_compile=True, autograph=False)()
    except (tf.errors.OpError, ValueError):
        return False
    return True
