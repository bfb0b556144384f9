"""Functions of logits, computed for a chunk of examples at a time, with their gradients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import tensorflow as tf

from tfcompat._arguments.dtypes import float32_or_wider
from tfcompat._chunked.chunking import Chunking, written
from tfcompat._chunked.kernel_gradient import KernelGradient
from tfcompat._chunked.placing import on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    RowFunction = Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
    """From labels and logits of one chunk to one number for each of its examples, or a row of them."""


class _Examples(NamedTuple):
    """Labels and inputs of some examples, and the last layer that makes their logits."""

    labels: tf.Tensor
    inputs: tf.Tensor
    kernel: tf.Tensor
    bias: tf.Tensor | None = None

    def logits(self, inputs: tf.Tensor) -> tf.Tensor:
        """Return the logits of the inputs of a chunk."""
        logits = tf.matmul(inputs, self.kernel)
        return logits if self.bias is None else logits + self.bias

    def of_one_dtype(self) -> _Examples:
        """Return the examples with kernel and bias in the dtype of the inputs."""
        kernel, bias = (None if each is None else tf.cast(each, self.inputs.dtype) for each in self[2:])
        return self._replace(kernel=kernel, bias=bias)


def per_row(
    function: RowFunction,
    labels: tf.Tensor,
    inputs: tf.Tensor,
    kernel: tf.Tensor,
    bias: tf.Tensor | None,
    size: int,
    along: Sequence[RowFunction] = (),
    *,
    shape: Sequence[int] = (),
    device: str = "",
) -> list[tf.Tensor]:
    """Compute a function of each example, ``[n]``; the gradient computes it again, chunk by chunk.

    Kernel and bias are used in the dtype of the inputs, and get gradients in their own.

    Args:
        function: What is computed of labels and logits.
        labels: Of each example: ``[n, ...]``.
        inputs: The inputs of the last layer: ``[n, features]``.
        kernel: Its weights: ``[features, num_classes]``.
        bias: Its bias ``[num_classes]``, or None: adding zeros would read and write all logits once more.
        size: How many examples a chunk has.
        along: Other functions of the same logits; they have no gradient.
        shape: The shape of what each function gives for one example.
        device: Where logits and gradients are computed; empty: where TensorFlow chooses.

    Returns:
        What the function gives, and then what each of the others does.
    """

    @tf.custom_gradient
    def whole(*tensors: tf.Tensor) -> Any:
        values = _forward([function, *along], _Examples(*tensors), size, shape)

        def gradient(upstream: tf.Tensor, *_: tf.Tensor) -> list[tf.Tensor | None]:
            with on(device):
                upstream = tf.convert_to_tensor(upstream)  # the gradient of a gather is one of slices
                return _forward_and_vjp([function], _Examples(*tensors), upstream, size, shape)[1]

        return values, gradient

    with on(device):  # not only inside: TensorFlow copies what it gives a function with a custom gradient
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
    along: Sequence[RowFunction] = (),
) -> list[tf.Tensor]:
    """Compute the weighted sum of the results of `per_row`; if a tape records, compute the gradients along with it.

    The weights are known before, so nothing is computed twice; the sum cannot be differentiated twice.
    """
    if not _a_tape_listens():
        values, *others = per_row(function, labels, inputs, kernel, bias, size, along)
        return [tf.reduce_sum(tf.math.multiply_no_nan(values, weights)), *others]

    @tf.custom_gradient
    def whole(weights: tf.Tensor, *tensors: tf.Tensor) -> Any:
        (values, *others), grads = _forward_and_vjp([function, *along], _Examples(*tensors), weights, size)

        def gradient(upstream: tf.Tensor, *_: tf.Tensor) -> list[tf.Tensor | None]:
            scaled = iter(_scaled(upstream, *(grad for grad in [values, *grads] if grad is not None)))
            return [None if grad is None else next(scaled) for grad in [values, *grads]]

        return [tf.reduce_sum(tf.math.multiply_no_nan(values, weights)), *others], gradient

    summed: list[tf.Tensor] = whole(weights, labels, inputs, kernel, *([] if bias is None else [bias]))
    return summed


@tf.custom_gradient
def _scaled(upstream: tf.Tensor, *grads: tf.Tensor) -> Any:
    """Return the gradients times the upstream one; a second derivative is refused, since it would come out as zero."""

    def gradient(*_: tf.Tensor) -> Any:
        raise NotImplementedError(
            "A Loss with chunk_size= computes its gradients with the loss, and has no second derivatives: use "
            "chunk_size=None, or linear_softmax_cross_entropy or linear_sparse_softmax_cross_entropy."
        )

    return [tf.cast(upstream, grad.dtype) * grad for grad in grads], gradient


def _forward(
    functions: Sequence[RowFunction], given: _Examples, size: int, shape: Sequence[int] = ()
) -> list[tf.Tensor]:
    """Return what some functions give for each example."""
    given = given.of_one_dtype()
    chunking = Chunking([given.inputs, given.labels], size)

    def step(i: tf.Tensor, chunk: list[tf.Tensor], values: list[Any]) -> list[Any]:
        inputs, labels = chunk
        logits = given.logits(inputs)
        return [written(values, i, [function(labels, logits) for function in functions])]

    dtype = float32_or_wider(given.kernel.dtype)
    (values,) = chunking.run(step, [chunking.array(dtype, shape) for _ in functions])
    return [chunking.rows(array, given.labels) for array in values]


def _forward_and_vjp(
    functions: Sequence[RowFunction], given: _Examples, upstream: tf.Tensor, size: int, shape: Sequence[int] = ()
) -> tuple[list[tf.Tensor], list[tf.Tensor | None]]:
    """Return what `_forward` does; and the gradients to the tensors, from an upstream one to the first function."""
    dtypes = [each.dtype for each in given[2:] if each is not None]
    given = given.of_one_dtype()
    chunking = Chunking([given.inputs, given.labels, upstream], size)
    sums = KernelGradient(given.kernel, given.bias)
    wanted = [tensor for tensor in (given.inputs, given.labels) if tensor.dtype.is_floating]

    def step(i: tf.Tensor, chunk: list[tf.Tensor], values: list[Any], grads: list[Any], blocks: list[tf.Tensor]) -> Any:
        inputs, labels, factors = chunk
        logits = given.logits(inputs)
        watched = [logits, labels][: len(wanted)]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(watched)
            losses = functions[0](labels, logits)
        others = [function(labels, logits) for function in functions[1:]]
        to_logits, *to_labels = tape.gradient(losses, watched, factors, tf.UnconnectedGradients.ZERO)
        to_inputs = tf.matmul(to_logits, given.kernel, transpose_b=True)
        grads = written(grads, i, [to_inputs, *to_labels])
        return [written(values, i, [losses, *others]), grads, sums.with_chunk(blocks, inputs, to_logits)]

    dtype = float32_or_wider(given.kernel.dtype)
    values, grads, blocks = chunking.run(
        step,
        [chunking.array(dtype, shape) for _ in functions],
        [chunking.array(tensor.dtype, tensor.shape.as_list()[1:]) for tensor in wanted],
        sums.start(),
    )
    to_kernel = sums.end(blocks, dtypes)
    # One after the other, since to put either together takes its size once more.
    with tf.control_dependencies(to_kernel):
        to_inputs, *to_labels = (chunking.rows(grad, tensor) for grad, tensor in zip(grads, wanted, strict=True))
    return [chunking.rows(array, given.labels) for array in values], [*(to_labels or [None]), to_inputs, *to_kernel]


def _a_tape_listens() -> bool:
    """Return whether what is computed now may be differentiated by a tape."""
    from tensorflow.python.eager import record  # there is no public way to ask

    listens: bool = record.could_possibly_record()
    return listens
