"""The fused form within a Keras Loss: over the note that a logits layer hung on its output."""

from __future__ import annotations

from functools import partial
from typing import Any

import tensorflow as tf

from tfcompat import _keras
from tfcompat._arguments.tensors import one_id_per_example, same_shape
from tfcompat._batch.reduction import reduce_loss, reduce_total
from tfcompat._chunked.chunk_size import check_chunk_size, rows_of_a_chunk
from tfcompat._chunked.examples import flat_examples
from tfcompat._chunked.loop import per_row, total
from tfcompat._origin.notes import LastLayer, MetricOfChunk, note_of
from tfcompat._user_frames import warn_at_caller
from tfcompat.losses._plain import read_now

_UNUSED = (
    "{loss}(chunk_size={chunk_size!r}) holds all logits at once: {why}. The number is the same; "
    "chunk_size=None silences this."
)
_EAGER = "it runs eagerly, where the layer before it has computed them; run it in a tf.function, or in fit as it is"
_NO_NOTE = (
    "what it is given is not the output of a tfcompat.Logits layer as it is, on dense inputs; end the model in one, "
    "without an operation after it"
)
_FLOAT64 = "dtype='float64' wants them in float64; leave dtype out"
_METRIC = "the metric {metric} reads them; {advice}"
_METRIC_OF_IDS = "use one of tfcompat.metrics, such as SparseAccuracy()"
_METRIC_OF_ROWS = "leave it out, since metrics of one-hot labels need all of them"


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

    def layer_of(self, loss: Any, y_pred: Any, dtype: str | None) -> LastLayer | None:
        """The note of the layer that made the logits, or None where they are to be held; a warning says why, once."""
        layer = note_of(y_pred, LastLayer)
        if self.size is not None:
            if layer is not None and dtype in (None, "float32") and not tf.executing_eagerly():
                metric = _foreign_metric(loss)
                if metric is None:
                    layer.chunked = True
                    return layer
                advice = _METRIC_OF_IDS if loss.labels_are_ids else _METRIC_OF_ROWS
                self._say(_METRIC.format(metric=metric, advice=advice))
            elif not _keras.is_symbolic_build(y_pred):
                self._say(_EAGER if tf.executing_eagerly() else _NO_NOTE if layer is None else _FLOAT64)
        if layer is not None:
            layer.held = True
        return None

    def _say(self, why: str) -> None:
        if not self._said:
            self._said = True
            warn_at_caller(_UNUSED.format(loss=self._loss, chunk_size=self.size, why=why), UserWarning)


def _foreign_metric(loss: Any) -> str | None:
    """The name of a compiled metric that reads the logits themselves, or None."""
    model = _keras.model_in_training()
    for metric in [] if model is None else _keras.compiled_metrics(model, loss):
        if not getattr(metric, "reads_last_layer", False):
            return metric if isinstance(metric, str) else getattr(metric, "name", repr(metric))
    return None


def of_each_example(loss: Any, layer: LastLayer, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """Labels that fit the logits, which are not computed for it; the chunks are cut of labels and inputs apart."""
    size = tf.concat([tf.shape(layer.inputs)[:-1], tf.shape(layer.kernel)[-1:]], axis=0)
    return (one_id_per_example if loss.label_range is None else same_shape)(labels, logits, size)


def chunked_loss(
    loss: Any, layer: LastLayer, labels: tf.Tensor, sample_weight: Any, mask: Any, normalizer: Any, as_given: Any
) -> tf.Tensor:
    """The reduced loss, as ``LogitsLoss.__call__`` computes it where all logits are held.

    What is hidden, and what has weight 0 and is no number or no label, reaches neither loss nor gradient. Metrics that
    were compiled with the loss are computed beside it where they can be, and the logits are not computed again.
    """
    inputs = layer.inputs
    places = tf.cast(inputs[..., 0], tf.float32 if inputs.dtype.size < tf.float32.size else inputs.dtype)
    weights, shown = loss.weigh(labels, lambda: places, sample_weight, mask)
    if weights is not None:
        kept = _kept(loss, layer, labels, weights, shown)
        inputs = tf.where(kept[..., tf.newaxis], inputs, tf.zeros([], inputs.dtype))
        at = kept if labels.shape.rank == kept.shape.rank else kept[..., tf.newaxis]
        labels = tf.where(at, labels, tf.zeros([], labels.dtype))
    labels, inputs = flat_examples(loss.look_at_labels(labels), inputs)
    size = rows_of_a_chunk(loss.chunks.size, inputs.shape[0], layer.kernel.shape[-1])
    function = partial(loss.function, **read_now(loss.computed))
    if loss.reduction in ("none", None):
        losses, *_ = per_row(function, labels, inputs, layer.kernel, layer.bias, size)
        losses = tf.reshape(losses, tf.shape(places))
        losses = losses if weights is None else tf.math.multiply_no_nan(losses, weights)
        return reduce_loss(losses, weights, shown, loss.reduction, normalizer)
    each = tf.ones_like(places) if weights is None else weights
    of_ids = labels.dtype.is_integer and labels.shape.rank == 1
    metrics = _metrics_beside(loss) if of_ids and weights is shown else []
    each = tf.reshape(each, [-1])
    beside = [metric.of_chunk for metric in metrics]
    summed, *found = total(function, labels, inputs, layer.kernel, layer.bias, each, size, beside)
    layer.of_metrics[:] = [
        MetricOfChunk(metric, as_given, values) for metric, values in zip(metrics, found, strict=True)
    ]
    return reduce_total(summed, places, weights, shown, loss.reduction, normalizer)


def _metrics_beside(loss: Any) -> list[Any]:
    """The compiled metrics that count no example which the loss hides, where no weights of examples are given."""
    model = _keras.model_in_training()
    compiled = [] if model is None else _keras.compiled_metrics(model, loss)
    ignored = loss.keywords.get("ignore_class")
    return [metric for metric in compiled if getattr(metric, "axis", None) == -1 and metric.hides(ignored)]


def _kept(loss: Any, layer: LastLayer, labels: tf.Tensor, weights: tf.Tensor, shown: tf.Tensor | None) -> tf.Tensor:
    """What is to be computed: all that counts, and of weight 0 what is sound, since that is the weight's gradient."""
    counts = tf.not_equal(weights, 0)
    if weights is shown:
        return counts
    sound = tf.reduce_all(tf.math.is_finite(layer.inputs), axis=-1)
    of_labels = loss.sound_labels(labels, layer.kernel)
    if of_labels is not None:
        sound &= of_labels
    kept = counts | sound
    return kept if shown is None else kept & tf.not_equal(shown, 0)
