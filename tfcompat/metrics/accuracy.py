"""Accuracy metrics for class ids and logits: the predicted class, and the k classes with the greatest logits."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat import _keras
from tfcompat.metrics.sparse import SparseMean, described

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SparseAccuracy", "SparseTopKAccuracy"]


@described
@_keras.register
class SparseAccuracy(SparseMean):
    r"""Share of the examples whose greatest logit is that of their class id.

    .. math::

        \frac{\sum_i w_i [\operatorname{argmax} z_i = y_i]}{\sum_i w_i}

    Of equal logits, the first counts as the greatest; a row that contains NaN is never correct. ``result()`` is a
    scalar in [0, 1], and 0 if no example counts.

    Args:
        {arguments}

    Raises:
        {errors}

    Examples:
        >>> metric = SparseAccuracy()
        >>> float(metric([0, 1], [[2.0, 1.0], [0.5, 0.2]]))
        0.5

    References:
        ``keras.metrics.SparseCategoricalAccuracy``, which has no ignored class.
    """

    def __init__(
        self,
        *,
        axis: int = -1,
        ignore_class: int | Iterable[int] | None = None,
        name: str = "sparse_accuracy",
        dtype: Any = None,
    ) -> None:
        super().__init__(axis, ignore_class, name, dtype)

    def values(self, ids: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Return 1 if the class was predicted, otherwise 0, for each example."""
        ordered = ~tf.reduce_any(tf.math.is_nan(logits), axis=-1)  # argmax takes the first of NaNs, or passes them over
        predicted = tf.equal(tf.argmax(logits, axis=-1, output_type=ids.dtype), ids)
        return tf.cast(ordered & predicted, logits.dtype)


@described
@_keras.register
class SparseTopKAccuracy(SparseMean):
    r"""Share of the examples whose class id is among those of the k greatest logits.

    .. math::

        \frac{\sum_i w_i [\#\{j : z_{ij} > z_{i y_i}\} < k]}{\sum_i w_i}

    A logit equal to that of the class id does not count as greater, as in ``tf.math.in_top_k``; NaN does.
    ``result()`` is a scalar in [0, 1], and 0 if no example counts.

    Args:
        k: Number of classes; a positive int. Default: 5.
        {arguments}

    Raises:
        ValueError: ``k`` is not a positive int.
        {errors}

    Examples:
        >>> metric = SparseTopKAccuracy(k=2)
        >>> float(metric([0, 1], [[0.3, 0.1, 0.2], [0.3, 0.1, 0.2]]))
        0.5

    References:
        ``keras.metrics.SparseTopKCategoricalAccuracy``, ``tf.math.in_top_k``.
    """

    def __init__(
        self,
        *,
        k: int = 5,
        axis: int = -1,
        ignore_class: int | Iterable[int] | None = None,
        name: str = "sparse_top_k_accuracy",
        dtype: Any = None,
    ) -> None:
        given: Any = k
        if not isinstance(given, Integral) or int(given) < 1:
            raise ValueError(f"k must be a positive int, got {k!r}.")
        super().__init__(axis, ignore_class, name, dtype)
        self.k: int = int(given)

    def values(self, ids: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Return 1 if fewer than k logits are greater than that of the class, otherwise 0, for each example."""
        of_class = tf.gather(logits, ids, batch_dims=1)[:, tf.newaxis]
        # A NaN is not behind; counting ~(logits <= of_class) would miss it, which Grappler turns into >.
        behind = tf.reduce_sum(tf.cast(logits <= of_class, tf.int32), axis=-1)
        return tf.cast(tf.shape(logits)[-1] - behind < self.k, logits.dtype)

    def get_config(self) -> dict[str, Any]:
        """Return every argument of the constructor."""
        return {**super().get_config(), "k": self.k}
