"""What the Keras losses share: raw labels in, float32 or wider, weights from the left, one reduction, one config."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import tensorflow as tf

from tfcompat import _keras
from tfcompat._arguments.constructors import rebuilt, takes_positions
from tfcompat._arguments.keywords import check_keywords
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.symbolic import LossCall, call_later, is_symbolic
from tfcompat._arguments.tensors import SAME_SHAPE, as_logits, guarded_shape, refuse_outside
from tfcompat._batch.class_axis import one_class
from tfcompat._batch.ragged import flat_values
from tfcompat._batch.reduction import counted, reduce_loss
from tfcompat._origin.double_activation import Guard
from tfcompat._user_frames import called_by_library
from tfcompat.losses._chunked_loss import Chunks, chunked_loss, of_each_example
from tfcompat.losses._compiled import for_compile
from tfcompat.losses._plain import followed, plain

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
    rows_sum_to_one: ClassVar[bool] = False
    """Whether the probabilities that could come in the place of logits would sum to 1."""
    labels_are_ids: ClassVar[bool] = False
    """Whether labels are class ids."""
    class_axis: int | None = None
    """Where the losses of an example's classes lie, in a family that has one for each."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.__init__ = answers_old_keywords(cls.__init__)  # type: ignore[method-assign] # so that from_logits= is answered

    def __new__(cls, *args: Any, **_: Any) -> Any:
        """Return a loss; or its values, if tf_keras calls a class given to ``compile`` with labels and logits."""
        own = takes_positions(cls)
        if not args or (own and not (len(args) == 2 and called_by_library())):
            return super().__new__(cls)
        if len(args) == 1:
            raise TypeError(f"{cls.__name__}() takes keywords only, got {args[0]!r}; from_logits is to be left out.")
        family: Any = cls
        loss = family()
        loss.reduction = "none"
        labels = loss.fit_labels(*map(tf.convert_to_tensor, args[:2]))
        return for_compile(loss(*args), cls.__name__, cls.__name__, shown=loss.shown(labels))

    def __init__(self, settings: dict[str, Any], **keywords: Any) -> None:
        check_keywords(settings)
        check_keywords(keywords)
        _keras.init_loss(self, settings["name"], settings["reduction"])
        if settings["dtype"] not in _DTYPES:
            raise ValueError(
                f"dtype must be None, 'float32' or 'float64', got {settings['dtype']!r}: half precision is too narrow."
            )
        self.settings = settings
        self.keywords = {name: followed(value) for name, value in keywords.items()}
        self.computed = {name: value for name, value in self.keywords.items() if name != "ignore_class"}
        self._guard = Guard(type(self).__name__, settings.get("check_logits", "off"), self.rows_sum_to_one)
        self.chunks = Chunks(type(self).__name__, settings.get("chunk_size"), keywords["axis"])
        self._looked = False

    @tf.autograph.experimental.do_not_convert
    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None, *, normalizer: Any = None) -> tf.Tensor:
        """The reduced loss.

        Args:
            y_true: Labels, as the function of this family takes them.
            y_pred: Logits.
            sample_weight: Weights, aligned with the losses from the left: ``(batch,)`` weighs examples.
            normalizer: What to divide the sum by instead of a count of this batch: the global count, where replicas or
                micro-batches are to add up to the mean over all of them.

        Returns:
            A scalar; one loss for each example where ``reduction`` is none.
        """
        if is_symbolic(y_pred) or is_symbolic(y_true):
            given = {"y_true": y_true, "y_pred": y_pred, "sample_weight": sample_weight, "normalizer": normalizer}
            return call_later(partial(LossCall, self), given)
        with tf.name_scope(self.name):
            mask = _keras.mask_of(y_pred)
            as_given = y_true
            y_true, given, sample_weight = flat_values(
                y_true, y_pred, sample_weight, axis=self.keywords["axis"], classes=self.reduces_classes
            )
            logits = as_logits(given)
            if self.settings["dtype"]:
                logits = tf.cast(logits, self.settings["dtype"])
            labels = self.fit_labels(tf.convert_to_tensor(y_true), logits)
            head = self.chunks.head_of(self, given, self.settings["dtype"])
            if head is not None:
                self._guard.look_at_metrics(self, logits)
                labels = of_each_example(self, head, labels, logits)
                return chunked_loss(self, head, labels, sample_weight, mask, normalizer, as_given)
            weights, shown = self.weigh(labels, lambda: self._places(logits), sample_weight, mask)
            kept = self._kept(labels, logits, weights, shown)
            labels, logits = self._hide(labels, kept), self._hide(logits, kept)
            labels = self.look_at_labels(labels)
            self._guard.look(given)
            self._guard.look_at_metrics(self, logits)
            losses = self.function(labels, logits, **self.computed)
            if weights is not None:
                losses = tf.math.multiply_no_nan(losses, weights)
            weights, shown = (None if w is None else self.fold_weights(w) for w in (weights, shown))
            return reduce_loss(self.fold(losses), weights, shown, self.reduction, normalizer)

    def _places(self, logits: tf.Tensor) -> tf.Tensor:
        """A tensor of the shape of what the function returns."""
        return logits if self.class_axis is not None else one_class(logits, self.keywords["axis"])

    def weigh(
        self, labels: tf.Tensor, places: Callable[[], tf.Tensor], sample_weight: Any, mask: Any
    ) -> tuple[tf.Tensor | None, tf.Tensor | None]:
        """The weight of each loss and whether it is shown, in the shape of what the function returns: `places`."""
        shown = self.shown(labels)
        if sample_weight is None and mask is None and shown is None:
            return None, None
        template = places()
        if shown is not None and not shown.shape.is_compatible_with(template.shape):
            shown = None  # the function says what is wrong with the labels
        return counted(template, sample_weight, mask, shown, self.class_axis)

    def _kept(
        self, labels: tf.Tensor, logits: tf.Tensor, weights: tf.Tensor | None, shown: tf.Tensor | None
    ) -> tf.Tensor | None:
        """What is to reach the function: all that is shown, but for what has weight 0 and is no number or no label.

        A sound loss of weight 0 is computed, because it is the gradient of that weight.
        """
        if weights is None or weights.shape.rank is None or weights is shown:
            return None if shown is None or shown.shape.rank is None else tf.not_equal(shown, 0)
        sound = logits < float("inf")
        if self.class_axis is None:
            sound = tf.reduce_all(sound, axis=self.keywords["axis"])
        of_labels = self.sound_labels(labels, logits)
        if of_labels is not None and of_labels.shape.is_compatible_with(sound.shape):
            sound &= of_labels
        kept = tf.not_equal(weights, 0) | sound
        return kept if shown is None else kept & tf.not_equal(shown, 0)

    def _hide(self, tensor: tf.Tensor, kept: tf.Tensor | None) -> tf.Tensor:
        """Zeros where nothing is kept, so that whatever stands there reaches neither loss nor gradient."""
        if kept is None or tensor.shape.rank is None:
            return tensor
        if tensor.shape.rank == kept.shape.rank + 1:
            kept = tf.expand_dims(kept, self.keywords["axis"])
        elif not tensor.shape.is_compatible_with(kept.shape):
            return tensor  # the function says what is wrong with the labels
        return tf.where(kept, tensor, tf.zeros([], tensor.dtype))

    def call(self, y_true: Any, y_pred: Any) -> tf.Tensor:
        """One loss for each example, not weighted and not reduced."""
        return self.fold(self.function(y_true, y_pred, **self.keywords))

    def fit_labels(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Labels in the shape that the function wants, where Keras accepts another one and it is unambiguous."""
        if labels.shape.rank is not None or logits.shape.rank is None:
            return labels
        return tf.ensure_shape(guarded_shape(labels, tf.shape(logits), SAME_SHAPE), logits.shape)

    def sound_labels(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor | None:  # noqa: ARG002 - for subclasses
        """Which losses have labels that may be labels; None where all do."""
        if labels.dtype.is_bool:
            return None
        low, high = self.label_range or (-np.inf, np.inf)
        numbers = labels if labels.dtype.is_floating else tf.cast(labels, tf.float32)
        sound = numbers < high if high == np.inf else numbers <= high
        sound = sound if low == -np.inf else sound & (numbers >= low)
        return sound if self.class_axis is not None else tf.reduce_all(sound, axis=self.keywords["axis"])

    def shown(self, labels: tf.Tensor) -> tf.Tensor | None:  # noqa: ARG002 - for subclasses
        """Which examples count, told from their labels; None where all do."""
        return None

    @property
    def reduces_classes(self) -> bool:
        """Whether the losses of an example's classes become one."""
        return True

    def fold(self, losses: tf.Tensor) -> tf.Tensor:
        """One loss for each example, from what the function returns."""
        return losses

    def fold_weights(self, weights: tf.Tensor) -> tf.Tensor:
        """One weight for each example, from weights in the shape of what the function returns."""
        return weights

    def look_at_labels(self, labels: tf.Tensor) -> tf.Tensor:
        """Labels, after a look at the first batch (in a graph: at a sample of each) for values that no label has."""
        if self.label_range is None or (self._looked and tf.executing_eagerly()):
            return labels
        self._looked = self._looked or tf.executing_eagerly()
        return refuse_outside(labels, *self.label_range)

    def get_config(self: Any = None) -> dict[str, Any]:
        """Return every argument of the constructor.

        Raises:
            TypeError: It is called on the class, as Keras does when it saves a model compiled with a class.
        """
        if self is None:
            raise TypeError(
                "compile was given the class of a loss, which Keras cannot save: give it an object, such as "
                "tfcompat.SparseSoftmaxCrossEntropy(), with parentheses."
            )
        return {**self.settings, **{name: plain(value) for name, value in self.keywords.items()}}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """Return the loss that `get_config` described."""
        return rebuilt(cls, config)
