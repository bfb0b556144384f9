"""Which way a kernel is computed: op by op, or as one program that XLA compiles; chosen by benchmarks/losses.py.

Op by op, each step reads and writes a tensor of the size of the logits. Compiled, there is one pass forward and one
backward, which on two cores takes half the time where the logits do not fit into the caches; but each new shape is
compiled once, in 0.1 to 0.5 s. So it is done where the shape is known when the graph is made, or has been seen, the
logits are large, and the device is a CPU: nobody has measured this on a GPU.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._kernels._sums import in_a_program

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEAST = 2**20
"""Elements of logits from which on a compiled kernel is faster."""
_MOST_CLASSES = 2**20
_MOST_SHAPES = 16
_eager_shapes: set[tuple[int, ...]] = set()


def kernel(value: Callable[..., Any], slopes: Sequence[Callable[..., Any] | None]) -> Callable[..., tf.Tensor]:
    """A loss from its value and its slopes, each an ordinary function of tensors.

    Args:
        value: From ``(*tensors, **settings)`` to the loss and a tuple of small tensors that the slopes use again. The
            last tensor is the logits.
        slopes: For each tensor, the gradient to it, from ``(upstream, kept, *tensors, **settings)``; or None.

    Returns:
        A function of ``(*tensors, **settings)``, differentiable as often as is asked for.
    """

    def run(*tensors: tf.Tensor, **settings: Any) -> tf.Tensor:
        if not worth_compiling(tensors[-1]):
            return _op_by_op(value, slopes, settings)(*tensors)

        @tf.custom_gradient
        def whole(*tensors: tf.Tensor) -> Any:
            stopped = [tf.stop_gradient(t) for t in tensors]  # else a tape asks the program for all it computes inside
            loss, kept = _compiled(value)(*stopped, **settings)

            def gradient(upstream: tf.Tensor) -> list[tf.Tensor | None]:
                return [
                    None if slope is None else _again(slope, value, kept, settings)(upstream, *tensors)
                    for slope in slopes
                ]

            return loss, gradient

        return whole(*tensors)

    return run


def differentiated(value: Callable[..., tf.Tensor], count: int) -> Callable[..., tf.Tensor]:
    """A loss whose slopes TensorFlow finds by itself; compiled, they need no more memory than those of `kernel`.

    Args:
        value: From ``(*tensors, **settings)`` to the loss; the last tensor is the logits.
        count: How many tensors there are.
    """

    def slope(place: int) -> Callable[..., tf.Tensor]:
        def to_one(upstream: tf.Tensor, kept: Any, *tensors: tf.Tensor, **settings: Any) -> tf.Tensor:  # noqa: ARG001 - nothing is kept
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(tensors[place])
                loss = value(*tensors, **settings)
            return tape.gradient(loss, tensors[place], upstream, tf.UnconnectedGradients.ZERO)

        return to_one

    whole = kernel(lambda *tensors, **settings: (value(*tensors, **settings), ()), [slope(i) for i in range(count)])

    def run(*tensors: tf.Tensor, **settings: Any) -> tf.Tensor:
        return (whole if worth_compiling(tensors[-1]) else value)(*tensors, **settings)

    return run


def _op_by_op(value: Callable[..., Any], slopes: Sequence[Callable[..., Any] | None], settings: dict[str, Any]) -> Any:
    @tf.custom_gradient
    def whole(*tensors: tf.Tensor) -> Any:
        loss, kept = value(*tensors, **settings)
        return loss, lambda upstream: [slope and slope(upstream, kept, *tensors, **settings) for slope in slopes]

    return whole


def _again(slope: Callable[..., Any], value: Callable[..., Any], kept: Any, settings: dict[str, Any]) -> Any:
    """A compiled slope whose own derivatives are computed op by op."""

    @tf.custom_gradient
    def whole(upstream: tf.Tensor, *tensors: tf.Tensor) -> Any:
        stopped = [tf.stop_gradient(t) for t in (upstream, *tensors)]

        def second(further: tf.Tensor) -> list[tf.Tensor | None]:
            given = [upstream, *tensors]
            floating = [t for t in given if t.dtype.is_floating]
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(floating)
                first = slope(upstream, value(*tensors, **settings)[1], *tensors, **settings)
            found = iter(tape.gradient(first, floating, further, tf.UnconnectedGradients.ZERO))
            return [next(found) if t.dtype.is_floating else None for t in given]

        return _compiled(slope)(stopped[0], kept, *stopped[1:], **settings), second

    return whole


@cache
def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    def traced(*tensors: Any, **settings: Any) -> Any:
        with in_a_program():
            return function(*tensors, **settings)

    compiled: Callable[..., Any] = tf.function(traced, jit_compile=True, autograph=False)
    return compiled


def worth_compiling(logits: tf.Tensor) -> bool:
    """Whether a kernel of these logits is to be compiled."""
    shape = logits.shape
    if logits.dtype != tf.float32 or not shape.is_fully_defined() or not _possible():
        return False
    if shape.num_elements() < LEAST or shape[-1] > _MOST_CLASSES:
        return False
    if not tf.executing_eagerly():
        inside: bool = tf.inside_function()
        return inside  # a graph of TensorFlow 1 has sessions, and no programs
    known = tuple(shape)
    if known not in _eager_shapes and len(_eager_shapes) >= _MOST_SHAPES:
        return False  # texts of every length would be compiled one by one
    _eager_shapes.add(known)
    return True


@cache
def _possible() -> bool:
    """Whether the device is a CPU and this TensorFlow can compile for it."""
    if tf.config.list_physical_devices("GPU"):
        return False
    try:
        with tf.init_scope():
            tf.function(lambda: tf.constant(1) + 1, jit_compile=True, autograph=False)()
    except (tf.errors.OpError, ValueError):
        return False
    return True
