"""The upstream gradient, before it is repeated for each element."""

from __future__ import annotations

import tensorflow as tf


def unbroadcast(upstream: tf.Tensor) -> tf.Tensor:
    """Return the smallest tensor in the graph that broadcasts to an upstream gradient.

    The gradient of a mean is one number, which TensorFlow repeats in a tensor of the size of the averaged one, to be
    read again. A graph shows what a tensor repeats, and does not compute what nothing reads.
    """
    if tf.executing_eagerly() or not isinstance(upstream, tf.Tensor) or not upstream.shape.is_fully_defined():
        return upstream
    found = _before(upstream)
    smaller = found.shape.is_fully_defined() and found.shape.num_elements() < upstream.shape.num_elements()
    return found if smaller else upstream


def _before(tensor: tf.Tensor) -> tf.Tensor:
    """Return what a tensor repeats if it is a repetition, perhaps times or over a number; otherwise the tensor."""
    operation = getattr(tensor, "op", None)  # an eagerly computed constant has none
    if operation is None or not operation.inputs:
        return tensor
    kind, (first, *others) = operation.type, operation.inputs
    if kind == "BroadcastTo" or (kind == "Tile" and _of_ones(first.shape, tensor.shape)):
        return _before(first)
    if kind in ("RealDiv", "Mul") and others[0].shape.rank == 0:
        repeated = _before(first)
        if repeated is not first:
            return repeated / others[0] if kind == "RealDiv" else repeated * others[0]
    return tensor


def _of_ones(given: tf.TensorShape, whole: tf.TensorShape) -> bool:
    """Return whether the repeated tensor has one element along each axis that grows."""
    return given.is_fully_defined() and all(size in (1, length) for size, length in zip(given, whole, strict=True))
