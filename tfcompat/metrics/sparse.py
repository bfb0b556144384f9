"""Metrics for class ids and logits: their base class, the cross-entropy and its exponential."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import tensorflow as tf

from tfcompat import _keras
from tfcompat._arguments.keywords import check_keywords
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.tensors import as_ids, as_logits, ids_in_range
from tfcompat._batch.class_axis import classes_last
from tfcompat._batch.ragged import flat_values
from tfcompat._chunked.examples import over_last_layer
from tfcompat._keras import keras
from tfcompat._origin.notes import LastLayer, note_of
from tfcompat.losses import sparse_softmax_cross_entropy
from tfcompat.metrics._rows import as_classes, as_config, counted_ids, ids_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Perplexity", "SparseCrossEntropy"]

Class = TypeVar("Class", bound=type)

_SHARED = {
    "arguments": """axis: The class axis of the logits; an int. Default: -1, the last.
        ignore_class: Class id, or several, whose examples do not count. Default: None.
        name: Name of the metric; a string.
        dtype: Dtype to accumulate in: ``'float32'``, ``'float64'``, or None for Keras' ``floatx``.""",
    "errors": """TypeError: The logits are integers, or ``ignore_class`` is not an id.
        ValueError: The shapes of ids and logits do not match (at run time: InvalidArgumentError).
        InvalidArgumentError: A class id is outside ``[0, num_classes)``. Code compiled by XLA cannot raise an error:
            there the result is NaN.""",
}


def described(cls: Class) -> Class:
    """Fill the shared texts into the docstring of a metric."""
    for blank, text in _SHARED.items():
        cls.__doc__ = (cls.__doc__ or "").replace(f"{{{blank}}}", text)
    return cls


def _nan_outside(values: tf.Tensor, inside: tf.Tensor | None) -> tf.Tensor:
    """Return the values, NaN where an id is out of range, for code compiled by XLA, which cannot raise an error."""
    return values if inside is None else tf.where(inside, values, tf.constant(float("nan"), values.dtype))


class SparseMean(keras.metrics.Mean):
    """The mean, over all examples that count, of a function of class ids and logits."""

    reads_logits: ClassVar[bool] = True
    reads_last_layer: ClassVar[bool] = True
    """Whether the metric can compute the logits itself, from the layer that made them."""
    direction: ClassVar[str] = "up"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.__init__ = answers_old_keywords(cls.__init__)  # type: ignore[method-assign] # for the error about ignore_index=

    def __init__(self, axis: int, ignore_class: int | Iterable[int] | None, name: str, dtype: Any) -> None:
        check_keywords(axis=axis)
        super().__init__(name=name, dtype=dtype)
        self.axis = axis
        self.ignore_class: int | tuple[int, ...] | None = as_classes(ignore_class)
        _keras.set_direction(self, self.direction)

    @abstractmethod
    def values(self, ids: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Return one number for each of the ids ``[n]``, all of them in range, and the logits ``[n, num_classes]``."""

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Accumulate a batch.

        Args:
            y_true: Class ids ``[...]`` or ``[..., 1]``; any integer dtype.
            y_pred: Logits, with one axis more than the ids; floating point.
            sample_weight: Weights, aligned with the ids from the left.
        """
        mask = _keras.mask_of(y_pred)
        layer = None if self.axis != -1 or tf.executing_eagerly() else note_of(y_pred, LastLayer)
        layer = None if layer is None or layer.is_computed(y_pred) else layer
        known = [] if layer is None else [one.values for one in layer.of_metrics if one.holds_for(self, y_true)]
        y_true, y_pred, sample_weight = flat_values(y_true, y_pred, sample_weight, axis=self.axis, classes=True)
        if layer is not None:
            return self._update_by_chunks(layer, y_true, y_pred, sample_weight, mask, known)
        logits = classes_last(as_logits(y_pred), self.axis)
        ids = ids_of(tf.convert_to_tensor(y_true), logits, type(self).__name__)
        ids, logits, weights = counted_ids(ids, logits, sample_weight, mask, self.ignore_class)
        rows = tf.reshape(logits, [-1, logits.shape[-1] or tf.shape(logits)[-1]])
        ids, inside = ids_in_range(tf.reshape(ids, [-1]), rows)
        return self._count(_nan_outside(self.values(ids, rows), inside), weights)

    def _update_by_chunks(
        self,
        layer: LastLayer,
        y_true: Any,
        y_pred: tf.Tensor,
        sample_weight: Any,
        mask: tf.Tensor | None,
        known: list[tf.Tensor],
    ) -> Any:
        """Accumulate a batch with the logits of one of our layers, computed for some examples at a time.

        If the loss had them before, its result for this metric is used.
        """
        ids = ids_of(tf.convert_to_tensor(y_true), y_pred, type(self).__name__)
        ids, inputs, weights = counted_ids(ids, layer.inputs, sample_weight, mask, self.ignore_class)
        if known and weights is not None:  # the loss may have hidden less
            known = [tf.math.multiply_no_nan(known[0], tf.cast(tf.reshape(weights, [-1]) != 0, known[0].dtype))]
        values = known[0] if known else over_last_layer(self.of_chunk, layer, ids, inputs)
        return self._count(values, weights)

    def of_chunk(self, ids: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Return one number for each of some ids ``[n]``, of any integer dtype, and logits ``[n, num_classes]``."""
        rows = as_logits(logits)
        ids, inside = ids_in_range(as_ids(ids, rows), rows)
        return _nan_outside(self.values(ids, rows), inside)

    def hides(self, ignored: Any) -> bool:
        """Return whether the metric also ignores all classes that a loss ignores."""
        classes, own = (
            () if some is None else tf.nest.flatten(as_classes(some)) for some in (ignored, self.ignore_class)
        )
        return set(classes) <= set(own)

    def _count(self, values: tf.Tensor, weights: tf.Tensor | None) -> Any:
        return super().update_state(values, sample_weight=None if weights is None else tf.reshape(weights, [-1]))

    def get_config(self) -> dict[str, Any]:
        """Return every argument of the constructor."""
        return {**super().get_config(), "axis": self.axis, "ignore_class": as_config(self.ignore_class)}


@described
@_keras.register
class SparseCrossEntropy(SparseMean):
    r"""Mean softmax cross-entropy for class ids, in nats: the loss over all examples of an epoch.

    .. math::

        \bar\ell = \frac{\sum_i w_i \ell_i}{\sum_i w_i}, \qquad \ell = -\log \operatorname{softmax}(z)_y

    ``result()`` is a scalar, in nats, and 0 if no example counts.

    Args:
        {arguments}

    Raises:
        {errors}

    Examples:
        >>> metric = SparseCrossEntropy(ignore_class=-1)
        >>> float(metric([1, -1], [[0.0, 0.0], [9.0, 0.0]]))
        0.6931471824645996

    References:
        `sparse_softmax_cross_entropy`; ``keras.metrics.SparseCategoricalCrossentropy``, which counts the
        ignored examples in the divisor.
    """

    direction = "down"

    def __init__(
        self,
        *,
        axis: int = -1,
        ignore_class: int | Iterable[int] | None = None,
        name: str = "sparse_cross_entropy",
        dtype: Any = None,
    ) -> None:
        super().__init__(axis, ignore_class, name, dtype)

    def values(self, ids: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Return the loss of each example."""
        return sparse_softmax_cross_entropy(ids, logits)


@described
@_keras.register
class Perplexity(SparseCrossEntropy):
    r"""Exponential of the mean softmax cross-entropy for class ids, over all examples of an epoch.

    .. math::

        \exp \bar\ell = \exp \frac{\sum_i w_i \ell_i}{\sum_i w_i}, \qquad \ell = -\log \operatorname{softmax}(z)_y

    The mean is taken first, because a mean of the perplexities of batches would depend on the batch size. ``result()``
    is a scalar of at least 1: the number of classes for which a uniform guess has the same loss.

    Args:
        {arguments}

    Raises:
        {errors}

    Examples:
        >>> metric = Perplexity()
        >>> round(float(metric([0, 3], [[0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]])), 5)
        4.0

    References:
        Jelinek et al., "Perplexity: a measure of the difficulty of speech recognition tasks", 1977.
    """

    def __init__(
        self,
        *,
        axis: int = -1,
        ignore_class: int | Iterable[int] | None = None,
        name: str = "perplexity",
        dtype: Any = None,
    ) -> None:
        super().__init__(axis=axis, ignore_class=ignore_class, name=name, dtype=dtype)

    def result(self) -> tf.Tensor:
        """Return the exponential of the mean."""
        return tf.exp(super().result())
