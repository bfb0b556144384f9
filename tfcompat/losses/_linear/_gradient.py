"""The gradient of the last layer's kernel and bias, which all examples add to."""

from __future__ import annotations

from typing import Any

import tensorflow as tf


class KernelGradient:
    """What all chunks add to: the gradients to kernel and bias.

    The bias is a row below the kernel, for an input that is always 1: its sum over the examples costs nothing.
    """

    def __init__(self, kernel: tf.Tensor, bias: tf.Tensor | None) -> None:
        self._kernel, self._bias = kernel, bias

    def start(self) -> tf.Tensor:
        """Zeros."""
        dtype = tf.float32 if self._kernel.dtype.size < tf.float32.size else self._kernel.dtype
        features, classes = sizes_of(self._kernel)
        return tf.zeros([features if self._bias is None else features + 1, classes], dtype)

    def with_chunk(self, summed: tf.Tensor, inputs: tf.Tensor, slope: tf.Tensor) -> tf.Tensor:
        """The sum, with that over the examples of one more chunk, from its gradient to the logits."""
        if self._bias is not None:
            inputs = tf.concat([inputs, tf.ones_like(inputs[:, :1])], axis=1)
        return summed + tf.cast(tf.matmul(inputs, slope, transpose_a=True), summed.dtype)

    def end(self, summed: tf.Tensor) -> list[tf.Tensor]:
        """The gradients to the kernel and, where there is one, to the bias."""
        if self._bias is None:
            return [tf.cast(summed, self._kernel.dtype)]
        return [tf.cast(summed[:-1], self._kernel.dtype), tf.cast(summed[-1], self._bias.dtype)]


def sizes_of(tensor: tf.Tensor) -> list[Any]:
    """The sizes of a tensor, as numbers where they are known."""
    dynamic = tf.shape(tensor)
    return [dynamic[i] if n is None else n for i, n in enumerate(tensor.shape)]
