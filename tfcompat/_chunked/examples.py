"""Apply a function of labels and logits to some examples at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tensorflow as tf

from tfcompat._chunked.chunk_size import rows_of_a_chunk
from tfcompat._chunked.loop import per_row

if TYPE_CHECKING:
    from tfcompat._chunked.loop import RowFunction
    from tfcompat._origin.notes import LastLayer


def over_last_layer(function: RowFunction, layer: LastLayer, labels: tf.Tensor, inputs: tf.Tensor) -> tf.Tensor:
    """Compute one number for each example, as ``[n]``, by a function of the labels and logits of one chunk."""
    labels, inputs = flat_examples(labels, inputs)
    size = rows_of_a_chunk("auto", inputs.shape.as_list()[0], layer.kernel.shape.as_list()[-1])
    values, *_ = per_row(function, labels, inputs, layer.kernel, layer.bias, size)
    return values


def flat_examples(labels: tf.Tensor, inputs: tf.Tensor) -> list[tf.Tensor]:
    """Merge the leading axes, which are those of the examples, into one."""
    leading = inputs.shape.rank - 1

    def flat(tensor: tf.Tensor) -> tf.Tensor:
        rest = [
            tf.shape(tensor)[leading + i] if n is None else n for i, n in enumerate(tensor.shape.as_list()[leading:])
        ]
        return tensor if leading == 1 else tf.reshape(tensor, [-1, *rest])

    return [flat(labels), flat(inputs)]
