"""The softmax of a last layer whose kernel is split along the classes, each slice on another device.

A device computes a few numbers per example from its slice, chunk by chunk, and later their gradients. It sends these
numbers, and its part of the gradient to the inputs. It receives the inputs, the ids, and the gradients to the numbers.
Logits, kernel and the gradient to the kernel stay where they are.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import tensorflow as tf

from tfcompat import _kernels
from tfcompat._arguments.dtypes import at_least_float32
from tfcompat._chunked.chunk_size import rows_of_a_chunk
from tfcompat._chunked.kernel_gradient import sizes_of
from tfcompat._chunked.loop import per_row
from tfcompat._chunked.placing import on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Slice(NamedTuple):
    """Some of the classes of a last layer."""

    kernel: tf.Tensor
    bias: tf.Tensor | None
    device: str
    """Where they are; empty if that is not known."""


class SplitSoftmax(NamedTuple):
    """The numbers ``[n]`` that a loss needs of ``s = logits / temperature``, for the softmax over all classes."""

    log_total: tf.Tensor
    """The logsumexp of s, less its maximum."""
    of_label: tf.Tensor
    """The s of the label, less the maximum."""
    row_max: tf.Tensor
    """The maximum of the logits, which are not divided; the smallest finite number if all are -inf. No gradient."""
    weighted: tf.Tensor | None = None
    """The weighted sum of all s, each less the maximum; None without weights."""


def classes_of(slices: Sequence[Slice]) -> list[Any]:
    """Return how many classes each slice has, as numbers where they are known."""
    counts = []
    for each in slices:
        with on(each.device):
            counts.append(sizes_of(each.kernel)[1])
    return counts


def split_softmax(
    ids: tf.Tensor,
    inputs: tf.Tensor,
    slices: Sequence[Slice],
    weights: Sequence[tf.Tensor | None],
    chunk_size: str | int,
    temperature: float,
) -> SplitSoftmax:
    """Compute the numbers of a softmax over all slices, from the inputs ``[n, features]`` of the last layer.

    Args:
        ids: The class of each example, all of them in range: ``[n]``.
        inputs: ``[n, features]``.
        slices: The classes, in order.
        weights: Those of the weighted sum, for each slice: ``[classes]``, or None for 1. Empty: no such sum.
        chunk_size: How many examples have their logits computed at a time.
        temperature: What the logits are divided by.
    """
    classes = classes_of(slices)
    firsts = [0, *accumulate(classes[:-1])]
    numbers = []
    for i, (each, copy) in enumerate(zip(slices, _handed_out(inputs, len(slices)), strict=True)):
        with on(each.device):  # so that it gets the weights of its classes once, and not again for each chunk
            weighted_by = [weight if weight is None else tf.identity(weight) for weight in weights[i : i + 1]]
        of_slice = _function(firsts[i], weighted_by, temperature)
        size = rows_of_a_chunk(chunk_size, inputs.shape.as_list()[0], each.kernel.shape.as_list()[1])
        shape = [4 if weights else 3]
        numbers += per_row(of_slice, ids, copy, each.kernel, each.bias, size, shape=shape, device=each.device)
    return _of_all(tf.stack(numbers), ids, firsts, classes, weights, temperature)


def _function(first: Any, weighted_by: Sequence[tf.Tensor | None], temperature: float) -> Callable[..., tf.Tensor]:
    """Return a function from ids and logits to the numbers of the slice that begins with a class."""

    def of_slice(ids: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        ids -= tf.cast(first, ids.dtype)
        logits = at_least_float32(logits)
        # Made here, on the device of the slice.
        weights = [tf.ones([1], logits.dtype) if each is None else each for each in weighted_by]
        return _kernels.slice_of_softmax(ids, logits, weights[0] if weights else None, temperature)

    return of_slice


def _handed_out(inputs: tf.Tensor, count: int) -> list[tf.Tensor]:
    """Return the inputs for each slice; their gradients are added in float32 or wider."""

    @tf.custom_gradient
    def handed_out(inputs: tf.Tensor) -> Any:
        def gradient(*parts: tf.Tensor) -> tf.Tensor:
            return tf.cast(tf.add_n([at_least_float32(part) for part in parts]), inputs.dtype)

        return [tf.identity(inputs) for _ in range(count)], gradient

    copies: list[tf.Tensor] = handed_out(inputs)
    return copies


def _of_all(
    numbers: tf.Tensor,
    ids: tf.Tensor,
    firsts: Sequence[Any],
    classes: Sequence[Any],
    weights: Sequence[tf.Tensor | None],
    temperature: float,
) -> SplitSoftmax:
    """Put the numbers of the slices together, ``[slices, n, 3 or 4]``, by what their maxima are below the greatest."""
    greatest, totals, of_label, *weighted = tf.unstack(numbers, axis=-1)
    greatest = tf.stop_gradient(greatest)
    row_max = tf.reduce_max(greatest, axis=0)
    below = (greatest - row_max) / temperature
    total = tf.reduce_sum(totals * tf.exp(below), axis=0)
    # It is less than 1 only if all logits are -inf. The gradient of a maximum would be 0 for NaN.
    total = tf.where(total < 1, tf.ones([], total.dtype), total)
    first, end = (tf.cast(tf.stack(each), ids.dtype)[:, tf.newaxis] for each in (firsts, _ends(firsts, classes)))
    of_label = tf.where((first <= ids) & (ids < end), of_label + below, tf.zeros([], below.dtype))
    if weights:
        masses = tf.stack([_mass(each, count, below.dtype) for each, count in zip(weights, classes, strict=True)])
        weighted = [tf.reduce_sum(weighted[0] + tf.math.multiply_no_nan(below, masses[:, tf.newaxis]), axis=0)]
    return SplitSoftmax(tf.math.log(total), tf.reduce_sum(of_label, axis=0), row_max, *weighted)


def _ends(firsts: Sequence[Any], classes: Sequence[Any]) -> list[Any]:
    return [first + count for first, count in zip(firsts, classes, strict=True)]


def _mass(weights: tf.Tensor | None, classes: Any, dtype: tf.DType) -> tf.Tensor:
    """Return the sum of the weights of a slice."""
    return tf.cast(classes, dtype) if weights is None else tf.reduce_sum(weights)
