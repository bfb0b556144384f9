"""The gradient of the last layer's kernel and bias, which all examples add to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._arguments.dtypes import float32_or_wider
from tfcompat._kernels import compiled_by_xla

if TYPE_CHECKING:
    from collections.abc import Sequence

BLOCK = 2**21
"""Least elements of a block of the kernel's gradient: 8 MiB, so that it may stay in a cache while it is added."""
_MOST_BLOCKS = 16


class KernelGradient:
    """What all chunks add to: the gradients to kernel and bias.

    A large kernel is split into blocks of columns, so that what a chunk adds is never as large as the kernel. The bias
    is an extra row of the kernel, for an input that is always 1, so that its sum does not need a separate pass.
    """

    def __init__(self, kernel: tf.Tensor, bias: tf.Tensor | None) -> None:
        self._kernel, self._bias = kernel, bias
        most = 1 if compiled_by_xla() else _MOST_BLOCKS
        count = max(1, min(most, (kernel.shape.num_elements() or 0) // BLOCK))
        self._width = (width := kernel.shape.as_list()[1]) and -(-width // count)

    def start(self) -> list[tf.Tensor]:
        """Return zeros."""
        dtype = float32_or_wider(self._kernel.dtype)
        features, classes = sizes_of(self._kernel)
        rows = features if self._bias is None else features + 1
        return [tf.zeros([rows, end - first], dtype) for first, end in self._blocks(classes)]

    def with_chunk(self, blocks: list[tf.Tensor], inputs: tf.Tensor, grad: tf.Tensor) -> list[tf.Tensor]:
        """Return the sums, with those over the examples of one more chunk, from its gradient to the logits."""
        if self._bias is not None:
            inputs = tf.concat([inputs, tf.ones_like(inputs[:, :1])], axis=1)
        if len(blocks) == 1:
            return [_more(blocks[0], inputs, grad)]
        sums: list[tf.Tensor] = []
        for block, (first, end) in zip(blocks, self._blocks(grad.shape.as_list()[1]), strict=True):
            # One after another: TensorFlow would compute all products first, which together are as large as the kernel.
            with tf.control_dependencies(sums[-1:]):
                part = grad[:, first:end]
            sums.append(_more(block, inputs, part))
        return sums

    def end(self, blocks: list[tf.Tensor], dtypes: Sequence[tf.DType]) -> list[tf.Tensor]:
        """Return the gradients to the kernel and to the bias, if there is one, in these dtypes."""
        whole = blocks[0] if len(blocks) == 1 else tf.concat(blocks, axis=1)
        parts = [whole] if self._bias is None else [whole[:-1], whole[-1]]
        return [tf.cast(part, dtype) for part, dtype in zip(parts, dtypes, strict=True)]

    def _blocks(self, classes: Any) -> list[tuple[Any, Any]]:
        """Return the first column of each block, and the one after its last."""
        if self._width is None or self._width == classes:
            return [(0, classes)]
        return [(first, min(first + self._width, classes)) for first in range(0, classes, self._width)]


def _more(block: tf.Tensor, inputs: tf.Tensor, grad: tf.Tensor) -> tf.Tensor:
    """Return a sum, and what these examples add to it."""
    return block + tf.cast(tf.matmul(inputs, grad, transpose_a=True), block.dtype)


def sizes_of(tensor: tf.Tensor) -> list[Any]:
    """Return the sizes of a tensor, as numbers where they are known."""
    dynamic = tf.shape(tensor)
    return [dynamic[i] if n is None else n for i, n in enumerate(tensor.shape.as_list())]
