"""Which way a kernel is computed: op by op, or as one program that XLA compiles; chosen by benchmarks/losses.py.

Op by op, each step reads and writes a tensor of the size of the logits. Compiled, there is one pass forward and one
backward, which on two cores takes half the time where the logits do not fit into the caches; but each new shape is
compiled once, in 0.1 to 0.5 s. So it is done where the shape is known when the graph is made, or has been seen, the
logits are large, and the device is a CPU: nobody has measured this on a GPU.
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
"""Elements of logits from which on a compiled kernel is faster."""
_MOST_CLASSES = 2**20
_MOST_SHAPES = 16
_eager_shapes: set[tuple[int, ...]] = set()
_in_a_program: ContextVar[bool] = ContextVar("in_a_program", default=False)


def worth_compiling(logits: tf.Tensor) -> bool:
    """Return whether a kernel of these logits is to be compiled."""
    shape = logits.shape
    if logits.dtype != tf.float32 or not shape.is_fully_defined():
        return False
    if shape.num_elements() < LEAST or shape[-1] > _MOST_CLASSES or not _possible():
        return False
    if not tf.executing_eagerly():
        inside: bool = tf.inside_function()
        return inside  # a graph of TensorFlow 1 has sessions, and no programs
    known = tuple(shape)
    if known not in _eager_shapes and len(_eager_shapes) >= _MOST_SHAPES:
        return False  # texts of every length would be compiled one by one
    _eager_shapes.add(known)
    return True


@contextmanager
def in_a_program() -> Iterator[None]:
    """While a kernel is traced that is to be compiled."""
    token = _in_a_program.set(True)
    try:
        yield
    finally:
        _in_a_program.reset(token)


def is_in_a_program() -> bool:
    """Return whether what is built now is part of a kernel that is to be compiled."""
    return _in_a_program.get()


def compiled_by_xla() -> bool:
    """Return whether what is built now is part of a function with ``jit_compile``."""
    from tensorflow.python.ops import control_flow_util  # there is no public way to ask

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
