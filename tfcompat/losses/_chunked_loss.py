"""A Loss over a `Logits` layer by chunks: whether it is possible, and the losses and metrics of all chunks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat import _keras
from tfcompat._chunked.chunk_size import check_chunk_size, rows_of_a_chunk
from tfcompat._chunked.examples import flat_examples
from tfcompat._chunked.loop import per_row, total
from tfcompat._origin.notes import LastLayer, MetricOfChunk, note_of
from tfcompat._user_frames import warn_at_caller

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tfcompat._chunked.loop import RowFunction
    from tfcompat._origin.metric_advice import Labels
    from tfcompat.losses._prepare import Batch

_UNUSED = (
    "{loss}(chunk_size={chunk_size!r}) holds all logits at once: {why}. The value is the same; "
    "chunk_size=None silences this."
)
_EAGER = (
    "it runs eagerly, so the layer before it has computed them already; run it in a tf.function, or in fit without "
    "run_eagerly=True"
)
_NO_NOTE = (
    "its input is not the unchanged output of a tfcompat.Logits layer on dense inputs; end the model in such a layer, "
    "without an operation after it"
)
_FLOAT64 = "dtype='float64' needs them in float64; omit dtype"
_METRIC = "the metric {metric} reads them; {advice}"
_METRIC_OF_IDS = "use one of tfcompat.metrics, such as SparseAccuracy()"
_METRIC_OF_ROWS = "remove it, because metrics of one-hot labels need all of them"


class Chunks:
    """The chunks of a Loss: their size, and whether it has warned that there are none."""

    def __init__(self, loss: str, chunk_size: str | int | None, dtype: str | None, labels: Labels) -> None:
        check_chunk_size(chunk_size, may_be_none=True)
        if chunk_size is not None and labels.axis != -1:
            raise ValueError(
                f"chunk_size needs the classes on the last axis, where a layer puts them, got axis={labels.axis}."
            )
        self._size, self._loss, self._labels = chunk_size, loss, labels
        self._may_chunk = dtype in (None, "float32")
        self._said = chunk_size is None

    def layer_of(self, y_pred: Any, metrics: Callable[[], list[Any]]) -> LastLayer | None:
        """Return the note of the layer that made the logits; None, and one warning with the reason, if they are held.

        Args:
            y_pred: The input of the Loss.
            metrics: Returns the compiled metrics that read it too.
        """
        layer = note_of(y_pred, LastLayer)
        why = None if self._size is None else self._why_held(y_pred, layer, metrics)
        if layer is not None and self._size is not None and why is None:
            layer.chunked = True
            return layer
        if layer is not None:
            layer.held = True
        if why and not self._said:
            self._said = True
            warn_at_caller(_UNUSED.format(loss=self._loss, chunk_size=self._size, why=why), UserWarning)
        return None

    def _why_held(self, y_pred: Any, layer: LastLayer | None, metrics: Callable[[], list[Any]]) -> str | None:
        """Return why logits are held; None if they need not be; an empty string if Keras only asks for shapes."""
        if layer is not None and self._may_chunk and not tf.executing_eagerly():
            metric = next((each for each in metrics() if not getattr(each, "reads_last_layer", False)), None)
            if metric is None:
                return None
            name = metric if isinstance(metric, str) else getattr(metric, "name", repr(metric))
            return _METRIC.format(metric=name, advice=_METRIC_OF_IDS if self._labels.are_ids else _METRIC_OF_ROWS)
        if _keras.is_symbolic_build(y_pred):
            return ""
        return _EAGER if tf.executing_eagerly() else _NO_NOTE if layer is None else _FLOAT64

    def losses(self, function: RowFunction, batch: Batch, layer: LastLayer) -> tf.Tensor:
        """Return one loss per example, not weighted."""
        labels, inputs = flat_examples(batch.labels, batch.values)
        losses, *_ = per_row(function, labels, inputs, layer.kernel, layer.bias, self._rows(inputs, layer))
        return tf.reshape(losses, tf.shape(batch.values)[:-1])

    def total(
        self, function: RowFunction, batch: Batch, layer: LastLayer, metrics: Sequence[Any], y_true: Any
    ) -> tf.Tensor:
        """Return the sum of the weighted losses; store the results of metrics on the same logits with the layer.

        Args:
            function: The per-example loss of labels and logits.
            batch: Labels, inputs of the layer, and weights.
            layer: The layer that makes the logits.
            metrics: The compiled metrics that read them too.
            y_true: The labels as the Loss was given them, by which a metric knows its own.
        """
        labels, inputs = flat_examples(batch.labels, batch.values)
        weights = tf.ones_like(layer.one_logit()) if batch.weights is None else batch.weights
        found = [each for each in metrics if self._counts_alike(each, labels, batch)]
        size, of_chunk = self._rows(inputs, layer), [each.of_chunk for each in found]
        summed, *values = total(
            function, labels, inputs, layer.kernel, layer.bias, tf.reshape(weights, [-1]), size, of_chunk
        )
        layer.of_metrics[:] = [MetricOfChunk(each, y_true, its) for each, its in zip(found, values, strict=True)]
        return summed

    def _rows(self, inputs: tf.Tensor, layer: LastLayer) -> int:
        return rows_of_a_chunk(self._size or "auto", inputs.shape.as_list()[0], layer.kernel.shape.as_list()[-1])

    def _counts_alike(self, metric: Any, labels: tf.Tensor, batch: Batch) -> bool:
        """Return whether a metric counts no example that the Loss hides, and no weights of examples are given."""
        if not (labels.dtype.is_integer and labels.shape.rank == 1 and batch.weights is batch.mask):
            return False
        return getattr(metric, "axis", None) == -1 and bool(metric.hides(self._labels.ignored))
