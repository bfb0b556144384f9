"""A loop over the rows of some tensors, a chunk at a time: what a function gives, and its gradients.

XLA wants every chunk to be of one size that is known, so the rows are filled up with zeros to a multiple of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    RowFunction = Callable[..., tf.Tensor]

MOST = 2**23
"""Elements of a chunk of logits, 32 MiB in float32: more raise the peak, and saved little (benchmarks/fused.py)."""
_FEWEST, _STEP = 64, 16


def check_chunk_size(chunk_size: Any, *, may_be_none: bool = False) -> None:
    """Refuse what is no size of a chunk."""
    wanted = f"{'None, ' if may_be_none else ''}'auto' or a positive int"
    if chunk_size == "auto" or (may_be_none and chunk_size is None):
        return
    if isinstance(chunk_size, bool) or not isinstance(chunk_size, int):
        raise TypeError(f"chunk_size must be {wanted}, got {chunk_size!r}.")
    if chunk_size < 1:
        raise ValueError(f"chunk_size must be {wanted}, got {chunk_size!r}.")


def rows_of_a_chunk(chunk_size: str | int, rows: int | None, classes: int | None) -> int:
    """How many rows are computed at a time: as many as keep a chunk of logits small, and no more than there are.

    By themselves chunks are of one size where some part of the rows is, since then no tensor is filled up, which is to
    copy it; else of about one size, since the last one is computed as a whole.
    """
    if chunk_size != "auto":
        return int(chunk_size) if rows is None else max(1, min(int(chunk_size), rows))
    most = max(_FEWEST, MOST // (classes or MOST) // _STEP * _STEP)
    if rows is None:
        return most
    part = next((size for size in range(min(most, rows), most // 2, -1) if rows % size == 0), None)
    if part is not None:
        return part
    even = -(-rows // max(1, -(-rows // most)))
    return max(1, min(-(-even // _STEP) * _STEP, rows))


def of_rows(family: RowFunction, keywords: dict[str, Any]) -> RowFunction:
    """A function of ``(labels, inputs, kernel, bias)`` of one chunk."""

    def of_chunk(labels: tf.Tensor, inputs: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor | None = None) -> tf.Tensor:
        logits = tf.matmul(inputs, kernel)
        return family(labels, logits if bias is None else logits + bias, **keywords)

    return of_chunk


def per_row(function: RowFunction, rows: Sequence[tf.Tensor], fixed: Sequence[tf.Tensor], size: int) -> tf.Tensor:
    """What a function gives for each row, ``[n]``; the gradient computes it once more, chunk by chunk.

    Args:
        function: From ``(*rows, *fixed)`` of one chunk to one number for each of its rows.
        rows: Tensors ``[n, ...]``.
        fixed: What all chunks share.
        size: How many rows a chunk has.
    """
    count = len(rows)

    @tf.custom_gradient
    def whole(*tensors: tf.Tensor) -> Any:
        values, _ = _loop(function, tensors[:count], tensors[count:], None, size)

        def gradient(upstream: tf.Tensor) -> list[tf.Tensor | None]:
            return _loop(function, tensors[:count], tensors[count:], upstream, size)[1]

        return values, gradient

    return whole(*rows, *fixed)


def total(
    function: RowFunction, rows: Sequence[tf.Tensor], fixed: Sequence[tf.Tensor], weights: tf.Tensor, size: int
) -> tf.Tensor:
    """The sum of what `per_row` gives, weighted. Where a tape listens, the gradients are taken on the way there.

    That saves the second computation, since the weights are known before; it cannot be differentiated twice.
    """
    if not _a_tape_listens():
        return tf.reduce_sum(tf.math.multiply_no_nan(per_row(function, rows, fixed, size), weights))
    count = len(rows)

    @tf.custom_gradient
    def whole(weights: tf.Tensor, *tensors: tf.Tensor) -> Any:
        values, slopes = _loop(function, tensors[:count], tensors[count:], weights, size)

        def gradient(upstream: tf.Tensor) -> list[tf.Tensor | None]:
            given = [upstream, *(slope for slope in [values, *slopes] if slope is not None)]
            scaled = iter(_scaled(*given))
            return [None if slope is None else next(scaled) for slope in [values, *slopes]]

        return tf.reduce_sum(tf.math.multiply_no_nan(values, weights)), gradient

    return whole(weights, *rows, *fixed)


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
    function: RowFunction,
    rows: Sequence[tf.Tensor],
    fixed: Sequence[tf.Tensor],
    upstream: tf.Tensor | None,
    size: int,
) -> tuple[tf.Tensor, list[tf.Tensor | None]]:
    """The values of all rows, and, where there is an upstream gradient, the gradients to rows and fixed tensors."""
    chunks = [_chunked(tensor, size) for tensor in rows]
    factors = None if upstream is None else _chunked(upstream, size)
    count = chunks[0].shape[0] if chunks[0].shape[0] is not None else tf.shape(chunks[0])[0]
    of_rows = [] if upstream is None else [i for i, tensor in enumerate(rows) if tensor.dtype.is_floating]
    sums = [] if upstream is None else [tf.zeros_like(tensor, _wide(tensor.dtype)) for tensor in fixed]

    def array(dtype: tf.DType, shape: Any) -> tf.TensorArray:
        return tf.TensorArray(dtype, size=count, element_shape=[size, *shape])

    def step(i: tf.Tensor, values: Any, slopes: list[Any], sums: list[tf.Tensor]) -> Any:
        parts = [tf.gather(chunk, i) for chunk in chunks]
        if factors is None:
            return [i + 1, values.write(i, function(*parts, *fixed)), slopes, sums]
        watched = [*(parts[k] for k in of_rows), *fixed]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(watched)
            part = function(*parts, *fixed)
        found = tape.gradient(part, watched, tf.gather(factors, i), tf.UnconnectedGradients.ZERO)
        slopes = [slope.write(i, found[k]) for k, slope in enumerate(slopes)]
        sums = [one + tf.cast(more, one.dtype) for one, more in zip(sums, found[len(of_rows) :], strict=True)]
        return [i + 1, values.write(i, part), slopes, sums]

    dtype = tf.float64 if fixed[0].dtype == tf.float64 else tf.float32
    start = [tf.constant(0), array(dtype, []), [array(rows[k].dtype, rows[k].shape[1:]) for k in of_rows], sums]
    # One chunk after another: TensorFlow starts ten by itself, each with its logits and its gradient to the kernel.
    _, values, slopes, sums = tf.while_loop(
        lambda i, *_: i < count, step, start, parallel_iterations=1, maximum_iterations=count
    )
    if upstream is None:
        return _rows(values, rows[0]), []
    by_row = dict(zip(of_rows, slopes, strict=True))
    to_rows = [_rows(by_row[k], tensor) if k in by_row else None for k, tensor in enumerate(rows)]
    return _rows(values, rows[0]), [*to_rows, *(tf.cast(s, f.dtype) for s, f in zip(sums, fixed, strict=True))]


def _chunked(tensor: tf.Tensor, size: int) -> tf.Tensor:
    """The rows in chunks, the last one filled up with zeros: ``[chunks, size, ...]``."""
    known = tensor.shape[0]
    lacking = -(tf.shape(tensor)[0] if known is None else known) % size
    if known is None or lacking:
        tensor = tf.pad(tensor, [[0, lacking], *[[0, 0]] * (tensor.shape.rank - 1)])
    chunks = -1 if known is None else (known + lacking) // size
    return tf.reshape(tensor, [chunks, size, *_sizes(tensor)[1:]])


def _rows(array: tf.TensorArray, like: tf.Tensor) -> tf.Tensor:
    """What was written of each chunk, without the rows that filled the last one up."""
    stacked = array.stack()
    flat = tf.reshape(stacked, [-1, *_sizes(stacked)[2:]])
    rows = flat[: tf.shape(like)[0] if like.shape[0] is None else like.shape[0]]
    rows.set_shape([like.shape[0], *stacked.shape[2:]])
    return rows


def _sizes(tensor: tf.Tensor) -> list[Any]:
    """The sizes of a tensor, as numbers where they are known."""
    dynamic = tf.shape(tensor)
    return [dynamic[i] if n is None else n for i, n in enumerate(tensor.shape)]


def _wide(dtype: tf.DType) -> tf.DType:
    """What sums over all chunks are kept in."""
    return tf.float32 if dtype.size < tf.float32.size else dtype


def _a_tape_listens() -> bool:
    """Whether what is computed now may be differentiated by a tape."""
    from tensorflow.python.eager import record  # there is no public way to ask

    listens: bool = record.could_possibly_record()
    return listens
