"""Examples cut into chunks, and a loop over these.

XLA wants every chunk to be of one size that is known, so the examples are filled up with zeros to a multiple of it. In
a graph that is not told how many there are, the last chunk has what is left: a small batch is not filled up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._chunked.kernel_gradient import sizes_of
from tfcompat._kernels import compiled_by_xla

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Step = Callable[..., list[Any]]
    """From the number of a chunk, its tensors and the parts of a state to the parts of the next one."""


class Chunking:
    """Tensors of the same examples in chunks: filled up to a size, or split into those of the size and a rest.

    Args:
        tensors: Tensors whose first axis is that of the examples; the first one tells whether their number is known.
        size: How many examples a chunk has.
    """

    def __init__(self, tensors: Sequence[tf.Tensor], size: int) -> None:
        self._size = size
        self._split = tensors[0].shape.as_list()[0] is None and not compiled_by_xla()
        cut = [_split(tensor, size) if self._split else (_filled(tensor, size), None) for tensor in tensors]
        self._chunks, self._rest = zip(*cut, strict=True)
        known = self._chunks[0].shape.as_list()[0]
        self._count = tf.shape(self._chunks[0])[0] if known is None else known

    def run(self, step: Step, *state: Any) -> list[Any]:
        """Return the state after a step for each chunk, one after another.

        TensorFlow starts ten by itself, each with its logits and its gradient to the kernel.
        """
        after: list[Any]
        i, *after = tf.while_loop(
            lambda i, *_: i < self._count,
            lambda i, *parts: [i + 1, *step(i, [tf.gather(chunk, i) for chunk in self._chunks], *parts)],
            [tf.constant(0), *state],
            parallel_iterations=1,
            maximum_iterations=self._count,
        )
        if not self._split:
            return after
        with tf.control_dependencies([i]):  # otherwise the last chunk would be computed in parallel with the first
            rest = [tf.identity(tensor) for tensor in self._rest]
        return step(i, rest, *after)

    def array(self, dtype: tf.DType, shape: Any) -> tf.TensorArray:
        """Return an array for what a step gives for the examples of its chunk, each of a shape."""
        length, more = (None, 1) if self._split else (self._size, 0)
        return tf.TensorArray(dtype, size=self._count + more, element_shape=[length, *shape], infer_shape=False)

    def rows(self, array: tf.TensorArray, like: tf.Tensor) -> tf.Tensor:
        """Return what was written of each chunk, as one row an example; `like` has as many rows."""
        if self._split:
            rows = array.concat()
        else:
            stacked = array.stack()
            flat = tf.reshape(stacked, [-1, *sizes_of(stacked)[2:]])
            rows = flat[: tf.shape(like)[0] if like.shape.as_list()[0] is None else like.shape.as_list()[0]]
        rows.set_shape([like.shape[0], *array.element_shape[1:]])
        return rows


def written(arrays: Sequence[tf.TensorArray], i: tf.Tensor, chunk: Sequence[tf.Tensor]) -> list[tf.TensorArray]:
    """Return arrays with what a step gives for one chunk written to each."""
    return [array.write(i, tf.cast(one, array.dtype)) for array, one in zip(arrays, chunk, strict=True)]


def _split(tensor: tf.Tensor, size: int) -> tuple[tf.Tensor, tf.Tensor]:
    """Return the rows in chunks, ``[chunks, size, ...]``, and those of the last one, of which there may be fewer."""
    whole = tf.maximum((tf.shape(tensor)[0] - 1) // size, 0) * size
    return tf.reshape(tensor[:whole], [-1, size, *sizes_of(tensor)[1:]]), tensor[whole:]


def _filled(tensor: tf.Tensor, size: int) -> tf.Tensor:
    """Return the rows in chunks, the last one filled up with zeros: ``[chunks, size, ...]``.

    XLA gets a chunk in any case: it cannot differentiate a loop over none.
    """
    known = tensor.shape.as_list()[0]
    rows = tf.shape(tensor)[0] if known is None else known
    lacking = -rows % size
    if compiled_by_xla():
        lacking += size * (int(known == 0) if known is not None else tf.cast(tf.equal(rows, 0), rows.dtype))
    if known is None or lacking:
        tensor = tf.pad(tensor, [[0, lacking], *[[0, 0]] * (tensor.shape.rank - 1)])
    chunks = -1 if known is None else (known + lacking) // size
    return tf.reshape(tensor, [chunks, size, *sizes_of(tensor)[1:]])
