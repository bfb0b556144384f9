"""A loop over the examples, a chunk at a time: their logits, what a function makes of them, and its gradients.

XLA wants every chunk to be of one size that is known, so the examples are filled up with zeros to a multiple of it. In
a graph that is not told how many there are, the last chunk has what is left: a small batch is not filled up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._arguments.dtypes import float32_or_wider
from tfcompat._chunked.kernel_gradient import KernelGradient, sizes_of
from tfcompat._kernels import compiled_by_xla

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    RowFunction = Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
    """From labels and logits of one chunk to one number for each of its examples."""


def per_row(
    function: RowFunction,
    labels: tf.Tensor,
    inputs: tf.Tensor,
    kernel: tf.Tensor,
    bias: tf.Tensor | None,
    size: int,
    beside: Sequence[RowFunction] = (),
) -> list[tf.Tensor]:
    """What a function gives for each example, ``[n]``; the gradient computes it once more, chunk by chunk.

    Args:
        function: What is computed of labels and logits.
        labels: Of each example: ``[n, ...]``.
        inputs: What the last layer is given: ``[n, features]``.
        kernel: Its weights: ``[features, num_classes]``.
        bias: Its bias ``[num_classes]``, or None: adding zeros would read and write all logits once more.
        size: How many examples a chunk has.
        beside: What else is computed of the same logits; it has no gradient.

    Returns:
        What the function gives, and then what each of the others does.
    """

    @tf.custom_gradient
    def whole(*tensors: tf.Tensor) -> Any:
        values, _ = _loop([function, *beside], *_with_bias(tensors), None, size)

        def gradient(upstream: tf.Tensor, *_: tf.Tensor) -> list[tf.Tensor | None]:
            # The gradient of a gather is one of slices.
            return _loop([function], *_with_bias(tensors), tf.convert_to_tensor(upstream), size)[1]

        return values, gradient

    given: list[tf.Tensor] = whole(labels, inputs, kernel, *([] if bias is None else [bias]))
    return given


def total(
    function: RowFunction,
    labels: tf.Tensor,
    inputs: tf.Tensor,
    kernel: tf.Tensor,
    bias: tf.Tensor | None,
    weights: tf.Tensor,
    size: int,
    beside: Sequence[RowFunction] = (),
) -> list[tf.Tensor]:
    """The sum of what `per_row` gives, weighted. Where a tape listens, the gradients are taken on the way there.

    That saves the second computation, since the weights are known before; it cannot be differentiated twice.
    """
    if not _a_tape_listens():
        values, *others = per_row(function, labels, inputs, kernel, bias, size, beside)
        return [tf.reduce_sum(tf.math.multiply_no_nan(values, weights)), *others]

    @tf.custom_gradient
    def whole(weights: tf.Tensor, *tensors: tf.Tensor) -> Any:
        (values, *others), slopes = _loop([function, *beside], *_with_bias(tensors), weights, size)

        def gradient(upstream: tf.Tensor, *_: tf.Tensor) -> list[tf.Tensor | None]:
            given = [upstream, *(slope for slope in [values, *slopes] if slope is not None)]
            scaled = iter(_scaled(*given))
            return [None if slope is None else next(scaled) for slope in [values, *slopes]]

        return [tf.reduce_sum(tf.math.multiply_no_nan(values, weights)), *others], gradient

    summed: list[tf.Tensor] = whole(weights, labels, inputs, kernel, *([] if bias is None else [bias]))
    return summed


def _with_bias(tensors: tuple[tf.Tensor, ...]) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor | None]:
    """Labels, inputs and kernel, and the bias or None."""
    labels, inputs, kernel, *bias = tensors
    return labels, inputs, kernel, bias[0] if bias else None


@tf.custom_gradient
def _scaled(upstream: tf.Tensor, *slopes: tf.Tensor) -> Any:
    """The slopes times what is to come; a second derivative is refused, since it would come out as zero."""

    def gradient(*_: tf.Tensor) -> Any:
        raise NotImplementedError(
            "A Loss with chunk_size= takes its gradients with the loss, and has no second derivatives: use "
            "chunk_size=None, or linear_softmax_cross_entropy or linear_sparse_softmax_cross_entropy."
        )

    return [tf.cast(upstream, slope.dtype) * slope for slope in slopes], gradient


def _loop(
    functions: Sequence[RowFunction],
    labels: tf.Tensor,
    inputs: tf.Tensor,
    kernel: tf.Tensor,
    bias: tf.Tensor | None,
    upstream: tf.Tensor | None,
    size: int,
) -> tuple[list[tf.Tensor], list[tf.Tensor | None]]:
    """What some functions give for all examples, and, from an upstream gradient to the first, those to the tensors."""
    given = [labels, inputs] if upstream is None else [labels, inputs, upstream]
    apart = inputs.shape[0] is None and not compiled_by_xla()
    chunks, rest = zip(*(_apart(tensor, size) if apart else _filled_up(tensor, size) for tensor in given), strict=True)
    count = chunks[0].shape[0] if chunks[0].shape[0] is not None else tf.shape(chunks[0])[0]
    sums = None if upstream is None else KernelGradient(kernel, bias)
    sloped = [] if upstream is None else [tensor for tensor in (inputs, labels) if tensor.dtype.is_floating]

    def array(dtype: tf.DType, shape: Any) -> tf.TensorArray:
        length, more = (None, 1) if apart else (size, 0)
        return tf.TensorArray(dtype, size=count + more, element_shape=[length, *shape], infer_shape=False)

    def written(arrays: list[Any], i: tf.Tensor, chunk: list[tf.Tensor]) -> list[Any]:
        return [array.write(i, tf.cast(one, array.dtype)) for array, one in zip(arrays, chunk, strict=True)]

    def one(i: Any, chunk: list[tf.Tensor], values: list[Any], slopes: list[Any], blocks: list[tf.Tensor]) -> Any:
        of_labels, of_inputs, *factors = chunk
        logits = tf.matmul(of_inputs, kernel)
        logits = logits if bias is None else logits + bias
        if sums is None:
            return [i + 1, written(values, i, [f(of_labels, logits) for f in functions]), slopes, blocks]
        watched = [logits, of_labels][: len(sloped)]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(watched)
            part = functions[0](of_labels, logits)
        others = [f(of_labels, logits) for f in functions[1:]]
        found = tape.gradient(part, watched, factors[0], tf.UnconnectedGradients.ZERO)
        to_inputs = tf.matmul(found[0], kernel, transpose_b=True)
        slopes = written(slopes, i, [to_inputs, *found[1:]])
        return [i + 1, written(values, i, [part, *others]), slopes, sums.with_chunk(blocks, of_inputs, found[0])]

    dtype = float32_or_wider(kernel.dtype)
    slopes = [array(tensor.dtype, tensor.shape[1:]) for tensor in sloped]
    start = [tf.constant(0), [array(dtype, []) for _ in functions], slopes, [] if sums is None else sums.start()]
    # One chunk after another: TensorFlow starts ten by itself, each with its logits and its gradient to the kernel.
    i, values, slopes, blocks = tf.while_loop(
        lambda i, *_: i < count,
        lambda i, *others: one(i, [tf.gather(chunk, i) for chunk in chunks], *others),
        start,
        parallel_iterations=1,
        maximum_iterations=count,
    )
    if apart:
        with tf.control_dependencies([i]):  # or the last chunk would be computed beside the first
            left = [tf.identity(tensor) for tensor in rest]
        _, values, slopes, blocks = one(i, left, values, slopes, blocks)
    by_example = [_rows(array, labels) for array in values]
    if sums is None:
        return by_example, []
    to_kernel = sums.end(blocks)
    # One after the other, since to put either together takes its size once more.
    with tf.control_dependencies(to_kernel):
        to_inputs, *to_labels = (_rows(slope, tensor) for slope, tensor in zip(slopes, sloped, strict=True))
    return by_example, [*(to_labels or [None]), to_inputs, *to_kernel]


def _apart(tensor: tf.Tensor, size: int) -> tuple[tf.Tensor, tf.Tensor]:
    """The rows in chunks, ``[chunks, size, ...]``, and those of the last one, of which there may be fewer."""
    whole = tf.maximum((tf.shape(tensor)[0] - 1) // size, 0) * size
    return tf.reshape(tensor[:whole], [-1, size, *sizes_of(tensor)[1:]]), tensor[whole:]


def _filled_up(tensor: tf.Tensor, size: int) -> tuple[tf.Tensor, None]:
    """The rows in chunks, the last one filled up with zeros: ``[chunks, size, ...]``, and nothing beside them."""
    known = tensor.shape[0]
    lacking = -(tf.shape(tensor)[0] if known is None else known) % size
    if known is None or lacking:
        tensor = tf.pad(tensor, [[0, lacking], *[[0, 0]] * (tensor.shape.rank - 1)])
    chunks = -1 if known is None else (known + lacking) // size
    return tf.reshape(tensor, [chunks, size, *sizes_of(tensor)[1:]]), None


def _rows(array: tf.TensorArray, like: tf.Tensor) -> tf.Tensor:
    """What was written of each chunk, without the rows that filled the last one up."""
    if array.element_shape[0] is None:
        rows = array.concat()
    else:
        stacked = array.stack()
        flat = tf.reshape(stacked, [-1, *sizes_of(stacked)[2:]])
        rows = flat[: tf.shape(like)[0] if like.shape[0] is None else like.shape[0]]
    rows.set_shape([like.shape[0], *array.element_shape[1:]])
    return rows


def _a_tape_listens() -> bool:
    """Whether what is computed now may be differentiated by a tape."""
    from tensorflow.python.eager import record  # there is no public way to ask

    listens: bool = record.could_possibly_record()
    return listens
