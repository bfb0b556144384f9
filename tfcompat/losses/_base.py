"""What the Keras losses share: raw labels in, float32 or wider, weights from the left, one reduction, one config."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import tensorflow as tf

from tfcompat import _keras
from tfcompat._checks import as_logits, one_vocabulary, refuse_outside
from tfcompat.losses._reduction import append_axes, check_reduction, reduce_loss

if TYPE_CHECKING:
    from collections.abc import Callable

_DTYPES = (None, "float32", "float64")


class LogitsLoss(_keras.keras.losses.Loss):
    """A Keras Loss over a function of ``(labels, logits)``; subclasses name the function and its keywords.

    It overrides ``__call__``, because Keras' own casts labels to float32 before ``call`` sees them.
    """

    function: ClassVar[Callable[..., tf.Tensor]]
    label_range: ClassVar[tuple[float, float] | None] = None
    """Where labels must lie, looked at once; None where the function itself looks."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.__init__ = one_vocabulary(cls.__init__)  # type: ignore[method-assign] # so that from_logits= is answered

    def __new__(cls, *args: Any, **_: Any) -> Any:
        """A loss; or, where tf_keras calls a class given to ``compile`` with labels and logits, its values."""
        family: Any = cls
        return family(reduction="none")(*args) if args else super().__new__(cls)

    def __init__(self, reduction: str | None, name: str, dtype: str | None, **keywords: Any) -> None:
        _keras.init_loss(self, name, check_reduction(reduction))
        if dtype not in _DTYPES:
            raise ValueError(
                f"dtype must be None, 'float32' or 'float64', got {dtype!r}: half precision is too narrow."
            )
        self.compute_dtype = dtype
        self.keywords = keywords
        self._looked = False

    @tf.autograph.experimental.do_not_convert
    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> tf.Tensor:
        """The reduced loss.

        Args:
            y_true: Labels, as the function of this family takes them.
            y_pred: Logits.
            sample_weight: Weights, aligned with the losses from the left: ``(batch,)`` weighs examples.

        Returns:
            A scalar; one loss for each example where ``reduction`` is none.
        """
        with tf.name_scope(self.name):
            logits = as_logits(y_pred)
            if self.compute_dtype:
                logits = tf.cast(logits, self.compute_dtype)
            labels = self.fit_labels(tf.convert_to_tensor(y_true), logits)
            mask = _keras.mask_of(y_pred)
            if mask is not None:
                labels, logits = _blank(labels, mask), _blank(logits, mask)
            losses = self.call(self._look(labels), logits)
            return reduce_loss(losses, sample_weight, mask, self.reduction)

    def call(self, y_true: Any, y_pred: Any) -> tf.Tensor:
        """One loss for each example, not weighted and not reduced."""
        return type(self).function(y_true, y_pred, **self.keywords)

    def fit_labels(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:  # noqa: ARG002 - for subclasses
        """Labels in the shape that the function wants, where Keras accepts another one and it is unambiguous."""
        return labels

    def _look(self, labels: tf.Tensor) -> tf.Tensor:
        """Labels, after a look at the first batch (in a graph: at the head of each) for values that no label has."""
        if self.label_range is None or (self._looked and tf.executing_eagerly()):
            return labels
        self._looked = True
        return refuse_outside(labels, *self.label_range)

    def get_config(self) -> dict[str, Any]:
        """Every argument of the constructor, so that the loss comes back from it as it was."""
        return {"name": self.name, "reduction": self.reduction, "dtype": self.compute_dtype, **self.keywords}


def _blank(tensor: tf.Tensor, mask: tf.Tensor) -> tf.Tensor:
    """Zeros in the rows that the mask hides, so that whatever they hold reaches neither loss nor gradient."""
    return tf.where(append_axes(tf.cast(mask, tf.bool), tensor.shape.rank), tensor, tf.zeros([], tensor.dtype))
