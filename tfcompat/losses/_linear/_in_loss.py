"""The fused form within a Keras Loss: over the note that a logits layer hung on its output."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat import _keras
from tfcompat._checks import one_id_per_example, same_shape
from tfcompat._deprecation import warn_at_caller
from tfcompat._tag import Beside, Head, note_of
from tfcompat.losses._linear._loop import per_row, total
from tfcompat.losses._linear._sizes import check_chunk_size, rows_of_a_chunk
from tfcompat.losses._reduction import reduce_loss, reduce_total

if TYPE_CHECKING:
    from tfcompat.losses._linear._loop import RowFunction

_UNUSED = (
    "{loss}(chunk_size={chunk_size!r}) holds all logits at once: {why}. The number is the same; "
    "chunk_size=None silences this."
)
_EAGER = "it runs eagerly, where the layer before it has computed them; run it in a tf.function, or in fit as it is"
_NO_NOTE = (
    "what it is given is not the output of a tfcompat.Logits layer as it is; end the model in one, without an "
    "operation after it"
)
_FLOAT64 = "dtype='float64' wants them in float64; leave dtype out"
_METRIC = "the metric {metric} reads them; use one of tfcompat.metrics, such as SparseAccuracy()"


class Chunks:
    """What a Loss knows of its chunks: the size that is asked for, and whether it has said why there are none."""

    def __init__(self, loss: str, chunk_size: str | int | None, axis: int) -> None:
        check_chunk_size(chunk_size, may_be_none=True)
        if chunk_size is not None and axis != -1:
            raise ValueError(
                f"chunk_size needs the classes on the last axis, where a layer puts them, got axis={axis}."
            )
        self.size = chunk_size
        self._loss, self._said = loss, chunk_size is None

    def head_of(self, loss: Any, y_pred: Any, dtype: str | None) -> Head | None:
        """The note of the layer that made the logits, or None where they are to be held; a warning says why, once."""
        head = note_of(y_pred, Head)
        if self.size is not None:
            if head is not None and dtype in (None, "float32") and not tf.executing_eagerly():
                metric = _foreign_metric(loss)
                if metric is None:
                    return head
                self._say(_METRIC.format(metric=metric))
            elif not _keras.is_symbolic_build(y_pred):
                self._say(_EAGER if tf.executing_eagerly() else _NO_NOTE if head is None else _FLOAT64)
        if head is not None:
            head.held = True
        return None

    def _say(self, why: str) -> None:
        if not self._said:
            self._said = True
            warn_at_caller(_UNUSED.format(loss=self._loss, chunk_size=self.size, why=why), UserWarning)


def _foreign_metric(loss: Any) -> str | None:
    """The name of a compiled metric that reads the logits themselves, or None."""
    model = _keras.model_in_training()
    for metric in [] if model is None else _keras.compiled_metrics(model, loss):
        if not getattr(metric, "reads_head", False):
            return metric if isinstance(metric, str) else getattr(metric, "name", repr(metric))
    return None


def of_each_example(loss: Any, head: Head, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """Labels that fit the logits, which are not computed for it; the chunks are cut of labels and inputs apart."""
    size = tf.concat([tf.shape(head.inputs)[:-1], tf.shape(head.kernel)[-1:]], axis=0)
    return (one_id_per_example if loss.label_range is None else same_shape)(labels, logits, size)


def chunked_loss(
    loss: Any, head: Head, labels: tf.Tensor, sample_weight: Any, mask: Any, normalizer: Any, as_given: Any
) -> tf.Tensor:
    """The reduced loss, as ``LogitsLoss.__call__`` computes it where all logits are held.

    What is hidden, and what has weight 0 and is no number or no label, reaches neither loss nor gradient. Metrics that
    were compiled with the loss are computed beside it where they can be, and the logits are not computed again.
    """
    inputs = head.inputs
    places = tf.cast(inputs[..., 0], tf.float32 if inputs.dtype.size < tf.float32.size else inputs.dtype)
    weights, shown = loss.weigh(labels, lambda: places, sample_weight, mask)
    if weights is not None:
        kept = _kept(loss, head, labels, weights, shown)
        inputs = tf.where(kept[..., tf.newaxis], inputs, tf.zeros([], inputs.dtype))
        at = kept if labels.shape.rank == kept.shape.rank else kept[..., tf.newaxis]
        labels = tf.where(at, labels, tf.zeros([], labels.dtype))
    labels, inputs = _flat(labels, inputs)
    size = rows_of_a_chunk(loss.chunks.size, inputs.shape.as_list()[0], head.kernel.shape.as_list()[-1])
    function = partial(loss.function, **loss.computed)
    if loss.reduction in ("none", None):
        losses, *_ = per_row(function, labels, inputs, head.kernel, head.bias, size)
        losses = tf.reshape(losses, tf.shape(places))
        losses = losses if weights is None else tf.math.multiply_no_nan(losses, weights)
        return reduce_loss(losses, weights, shown, loss.reduction, normalizer)
    each = tf.ones_like(places) if weights is None else weights
    of_ids = labels.dtype.is_integer and labels.shape.rank == 1
    metrics = _metrics_beside(loss) if of_ids and weights is shown else []
    each = tf.reshape(each, [-1])
    beside = [metric.of_chunk for metric in metrics]
    summed, *found = total(function, labels, inputs, head.kernel, head.bias, each, size, beside)
    head.beside[:] = [Beside(metric, as_given, values) for metric, values in zip(metrics, found, strict=True)]
    return reduce_total(summed, places, weights, shown, loss.reduction, normalizer)


def _metrics_beside(loss: Any) -> list[Any]:
    """The compiled metrics that count no example which the loss hides, where no weights of examples are given."""
    model = _keras.model_in_training()
    compiled = [] if model is None else _keras.compiled_metrics(model, loss)
    ignored = loss.keywords.get("ignore_class")
    return [metric for metric in compiled if getattr(metric, "axis", None) == -1 and metric.hides(ignored)]


def _kept(loss: Any, head: Head, labels: tf.Tensor, weights: tf.Tensor, shown: tf.Tensor | None) -> tf.Tensor:
    """What is to be computed: all that counts, and of weight 0 what is sound, since that is the weight's gradient."""
    counts = tf.not_equal(weights, 0)
    if weights is shown:
        return counts
    sound = tf.reduce_all(tf.math.is_finite(head.inputs), axis=-1)
    of_labels = loss.sound_labels(labels, head.kernel)
    if of_labels is not None:
        sound &= of_labels
    kept = counts | sound
    return kept if shown is None else kept & tf.not_equal(shown, 0)


def over_head(function: RowFunction, head: Head, labels: tf.Tensor, inputs: tf.Tensor) -> tf.Tensor:
    """One number for each example, as ``[n]``, from a function of labels and logits of one chunk."""
    labels, inputs = _flat(labels, inputs)
    size = rows_of_a_chunk("auto", inputs.shape.as_list()[0], head.kernel.shape.as_list()[-1])
    values, *_ = per_row(function, labels, inputs, head.kernel, head.bias, size)
    return values


def _flat(labels: tf.Tensor, inputs: tf.Tensor) -> list[tf.Tensor]:
    """Both with their first axes, which are those of the examples, as one."""
    leading = inputs.shape.rank - 1

    def flat(tensor: tf.Tensor) -> tf.Tensor:
        rest = [tf.shape(tensor)[leading + i] if n is None else n for i, n in enumerate(tensor.shape[leading:])]
        return tensor if leading == 1 else tf.reshape(tensor, [-1, *rest])

    return [flat(labels), flat(inputs)]
