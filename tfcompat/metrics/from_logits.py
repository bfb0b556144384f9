"""A Keras metric on probabilities, fed logits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import tensorflow as tf

from tfcompat import _keras
from tfcompat._arguments.keywords import check_keywords
from tfcompat._arguments.links import check_link
from tfcompat._arguments.named_links import LINKS
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.tensors import as_logits
from tfcompat._batch.ragged import flat_values
from tfcompat._keras import keras
from tfcompat.metrics._metric import as_metric, reads_ids, takes_weights
from tfcompat.metrics._rows import as_classes, as_config, counted, one_hot, with_rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["FromLogits"]


@_keras.register
class FromLogits(keras.metrics.Metric):
    r"""A Keras metric on probabilities, computed from logits.

    .. math::

        m(y, \operatorname{link}(z))

    Many Keras metrics compare probabilities with thresholds in [0, 1], or take their logarithm. On logits they return a
    wrong number without a warning. The wrapped metric returns for logits :math:`z` what it would return for the
    probabilities. Examples that are left out (an ignored class, a masked step, a weight of 0) count as if they were
    deleted, and may contain any value. ``result()`` is that of ``metric``: a scalar, a tensor or a dict of them.

    Args:
        metric: A Keras metric that reads probabilities: an object, its class or its name (not ``'accuracy'``, which
            names a different metric for each shape), or a function of ``(y_true, y_pred)``.
        link: How logits become probabilities: ``'sigmoid'`` (independent classes), ``'softmax'`` (one of several
            classes), or a function from a tensor of logits to probabilities of the same shape.
        axis: The class axis of the logits; an int. Default: -1, the last.
        ignore_class: Class id in ``y_true``, or several, whose examples do not count, as in
            `sparse_softmax_cross_entropy`; ``y_true`` then holds class ids ``[...]`` or ``[..., 1]``. Default: None.
        one_hot: Whether to pass the class ids in ``y_true`` to the metric as one-hot rows, which F1Score, AUC and all
            metrics named *categorical* need; a bool. Default: False, ``y_true`` is passed as it is.
        name: Name of the metric. Default: None, the name of ``metric``.

    Raises:
        TypeError: ``metric`` is not a metric, or does not compare labels with probabilities; ``ignore_class`` is not an
            id; the logits are integers; or examples are weighted or left out, and ``metric`` takes no sample_weight.
        ValueError: ``metric`` reads logits already; ``link`` or the name of a metric is unknown; softmax is applied to
            a single class; or ``y_true`` does not hold class ids when they are needed.

    Examples:
        >>> metric = FromLogits("binary_accuracy", link="sigmoid")
        >>> float(metric([[1.0], [0.0]], [[0.3], [-2.0]]))  # probabilities 0.57 and 0.12
        1.0

    References:
        `keras.metrics.Metric`.
    """

    reads_logits: ClassVar[bool] = True

    @answers_old_keywords
    def __init__(
        self,
        metric: Any,
        link: str | Callable[[tf.Tensor], tf.Tensor],
        *,
        axis: int = -1,
        ignore_class: int | Iterable[int] | None = None,
        one_hot: bool = False,
        name: str | None = None,
    ) -> None:
        check_keywords(axis=axis)
        wrapped = as_metric(metric)
        super().__init__(name=name or (metric if isinstance(metric, str) else wrapped.name))
        self.metric = wrapped
        self.link: Any = check_link(link)
        self.axis = axis
        self.ignore_class: int | tuple[int, ...] | None = as_classes(ignore_class)
        self.one_hot = one_hot
        _keras.set_direction(self, _keras.direction_of(wrapped))

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Accumulate a batch.

        Args:
            y_true: Labels, as ``metric`` takes them; class ids if ``ignore_class`` or ``one_hot`` is given.
            y_pred: Logits; floating point.
            sample_weight: Weights of the examples, aligned with them from the left, or as ``metric`` takes them.
        """
        mask = _keras.mask_of(y_pred)
        y_true, y_pred, sample_weight = flat_values(
            y_true, y_pred, sample_weight, axis=self.axis, classes=self.link == "softmax"
        )
        labels, probabilities = tf.convert_to_tensor(y_true), self._probabilities(as_logits(y_pred))
        labels = with_rank(labels, probabilities, self.axis, of_ids=self._reads_ids)
        labels, probabilities, weights = counted(
            labels, probabilities, sample_weight, mask, self.ignore_class, self.axis
        )
        if self.one_hot:
            labels = one_hot(labels, probabilities, self.axis)
        if weights is None:
            return self.metric.update_state(labels, probabilities)
        if not takes_weights(self.metric):
            raise TypeError(
                f"{type(self.metric).__name__}.update_state takes no sample_weight, so examples can be neither "
                "weighted nor left out: add the argument, or use no ignore_class, sample_weight or mask."
            )
        return self.metric.update_state(labels, probabilities, sample_weight=self._fit(weights, sample_weight))

    def result(self) -> Any:
        """Return the result of the metric on probabilities."""
        return self.metric.result()

    def reset_state(self) -> None:
        """Reset the wrapped metric."""
        self.metric.reset_state()

    def get_config(self) -> dict[str, Any]:
        """Return every argument of the constructor; the metric, and a function as link, in Keras' serialised form."""
        named = isinstance(self.link, str)
        return {
            "metric": keras.metrics.serialize(self.metric),
            "link": self.link if named else keras.saving.serialize_keras_object(self.link),
            "axis": self.axis,
            "ignore_class": as_config(self.ignore_class),
            "one_hot": self.one_hot,
            "name": self.name,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> FromLogits:
        """Return the metric that `get_config` described."""
        metric = _keras.deserialize(config["metric"], keras.metrics.deserialize)
        link = config["link"]
        if not isinstance(link, str):
            link = _keras.deserialize(link, keras.saving.deserialize_keras_object)
        return cls(**{**config, "metric": metric, "link": link})

    def _probabilities(self, logits: tf.Tensor) -> tf.Tensor:
        return LINKS[self.link](logits, self.axis) if isinstance(self.link, str) else self.link(logits)

    @property
    def _reads_ids(self) -> bool | None:
        """Whether labels of unknown rank are class ids; None if that is unknown."""
        return True if self.one_hot or self.ignore_class is not None else reads_ids(self.metric)

    def _fit(self, weights: tf.Tensor, sample_weight: Any) -> tf.Tensor:
        """Return weights, in the dtype of a metric that counts in integers (MeanIoU) if they are whole numbers."""
        dtype = tf.as_dtype(self.metric.dtype or weights.dtype)
        whole = sample_weight is None or not tf.convert_to_tensor(sample_weight).dtype.is_floating
        return tf.cast(weights, dtype) if whole and dtype.is_integer else weights
