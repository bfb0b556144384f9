"""How a layer tells a loss or metric what made its output: a note attached to the tensor, as Keras' masks are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import tensorflow as tf

from tfcompat._arguments.dtypes import at_least_float32

_NAME = "_tfcompat_{}"
_OF_SHAPES = ("Rank", "Shape", "ShapeN", "Size")  # operations that read no numbers
Note = TypeVar("Note")


@dataclass(frozen=True, slots=True)
class Activated:
    """The tensor holds probabilities."""

    link: str
    """``"softmax"`` or ``"sigmoid"``."""
    layer: str
    """The name of the layer that made it."""
    axis: int = -1
    """The axis along which they sum to 1, for a softmax."""


def attach(tensor: tf.Tensor, note: Note) -> tf.Tensor:
    """Attach a note to a tensor; a second note of the same kind replaces the first."""
    setattr(tensor, _NAME.format(type(note).__name__.lower()), note)
    return tensor


def note_of(tensor: object, kind: type[Note]) -> Note | None:
    """Return the note of this kind that is attached to a tensor, or None."""
    return getattr(tensor, _NAME.format(kind.__name__.lower()), None)


@dataclass(slots=True)
class LastLayer:
    """The tensor is ``inputs @ kernel + bias``, which a loss or a metric can compute for some rows at a time."""

    inputs: tf.Tensor
    """``[..., features]``."""
    kernel: tf.Tensor
    """``[features, classes]``, of the dtype of the inputs."""
    bias: tf.Tensor | None
    """``[classes]``."""
    held: bool = False
    """Whether a loss reads the tensor, so that a metric can read it too."""
    chunked: bool = False
    """Whether a loss computes it for some rows at a time, so that it is not in memory."""
    of_metrics: list[MetricOfChunk] = field(default_factory=list)
    """The results for metrics of a loss that computed the logits by chunks."""

    @property
    def size(self) -> tf.Tensor:
        """The shape of the tensor, which is not computed for it."""
        return tf.concat([tf.shape(self.inputs)[:-1], tf.shape(self.kernel)[-1:]], axis=0)

    def one_logit(self) -> tf.Tensor:
        """Return a tensor with the shape and dtype of one logit per example; its values have no meaning."""
        return at_least_float32(self.inputs[..., 0])

    def is_computed(self, tensor: Any) -> bool:
        """Return whether the tensor is in memory, because a loss reads it: one of ours, or another."""
        return self.held or (not self.chunked and any(op.type not in _OF_SHAPES for op in tensor.consumers()))


class MetricOfChunk(NamedTuple):
    """One number for each example, as a metric wants it."""

    metric: object
    labels: tf.Tensor
    """The labels, as they were given to the loss."""
    values: tf.Tensor
    """``[n]``."""

    def holds_for(self, metric: object, labels: Any) -> bool:
        """Return whether it is what a metric would compute of some labels here."""
        here = self.values.graph is tf.compat.v1.get_default_graph()
        return here and self.metric is metric and _origin(self.labels) is _origin(labels)


def _origin(labels: Any) -> Any:
    """Return the tensor that labels were reshaped from: tf_keras passes different shapes to losses and metrics."""
    while getattr(getattr(labels, "op", None), "type", "") in ("ExpandDims", "Identity", "Reshape", "Squeeze"):
        labels = labels.op.inputs[0]
    return labels
