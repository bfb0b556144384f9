"""Channels first on a CPU, which few TensorFlow kernels support, and the error with the remedy."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat.legacy._implementations._modes import in_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["channels_first_runs", "explained", "has_accelerator", "with_channels_last"]

tf1 = tf.compat.v1


@contextmanager
def explained(layer: Any, inputs: Any) -> Iterator[None]:
    """Raise an error with the remedy if an op does not run because the channels come first.

    A graph would fail when it runs, far from the layer, so it is refused when it is built.
    """
    if getattr(layer, "data_format", "channels_last") != "channels_first":
        yield
        return
    if in_graph() and not channels_first_runs():
        raise ValueError(_advice(layer, inputs))
    try:
        yield
    except (tf.errors.UnimplementedError, tf.errors.InvalidArgumentError, tf.errors.AbortedError) as error:
        if channels_first_runs():
            raise
        raise ValueError(_advice(layer, inputs)) from error


def with_channels_last(op: Callable[..., Any], inputs: Any) -> Any:
    """Compute channels first with an op that takes channels last, if the machine has no other way."""
    rank = inputs.shape.rank
    outputs = op(tf.transpose(inputs, [0, *range(2, rank), 1]))
    return tf.transpose(outputs, [0, rank - 1, *range(1, rank - 1)])


def has_accelerator() -> bool:
    """Return whether TensorFlow has a device other than CPUs."""
    return any(device.device_type not in ("CPU", "XLA_CPU") for device in tf.config.list_physical_devices())


@cache
def channels_first_runs() -> bool:
    """Return whether the common ops run with the channels first: on a GPU, and on CPUs with oneDNN."""
    if has_accelerator():
        return True
    with tf.Graph().as_default(), tf1.Session() as session:
        pooled = tf.nn.max_pool2d(tf1.placeholder_with_default(tf.ones([1, 1, 2, 2]), None), 2, 2, "VALID", "NCHW")
        try:
            session.run(pooled)
        except tf.errors.OpError:
            return False
    return True


def _advice(layer: Any, inputs: Any) -> str:
    rank = inputs.shape.rank
    before, after = [0, *range(2, rank), 1], [0, rank - 1, *range(1, rank - 1)]
    return (
        f"tf.layers.{type(layer).__name__} {layer.name!r} has its channels first, but TensorFlow has no kernel for "
        f"that on the CPU: transpose the inputs, tf.transpose(inputs, {before}), write data_format='channels_last', "
        f"and transpose the outputs back by {after} if necessary."
    )
