"""Keras' cross-entropies, which take logits when they are asked to, and what asks for logits by its name."""

from __future__ import annotations

from typing import NamedTuple

KERAS_HOMES = ("keras", "tf_keras", "tensorflow.keras", "tensorflow.compat.v1.keras", "tensorflow.compat.v2.keras")


class KerasLoss(NamedTuple):
    """A loss of Keras with ``from_logits=``."""

    successor: str
    """Path below ``tfcompat``."""
    parameters: tuple[str, ...]
    """In order, as far as every release has them in this order."""
    further: str
    """Which parameter comes next, release by release."""
    keywords: tuple[str, ...]
    """What the successor takes under the same name."""
    mean: bool = False
    """Whether Keras takes the mean over the last axis, and the successor does not."""


_TENSORS, _BACKEND = ("y_true", "y_pred", "from_logits"), ("target", "output", "from_logits")
_SMOOTH = (*_TENSORS, "label_smoothing")
_SPARSE = "axis up to Keras 2.15, and ignore_class in Keras 3"
_CLASS = "label_smoothing, then reduction up to TensorFlow 2.3 and axis since"

KERAS_LOSSES: dict[str, KerasLoss] = {
    "losses.BinaryCrossentropy": KerasLoss(
        "SigmoidCrossEntropy",
        ("from_logits", "label_smoothing"),
        _CLASS,
        ("label_smoothing", "reduction", "name", "dtype"),
    ),
    "losses.CategoricalCrossentropy": KerasLoss(
        "SoftmaxCrossEntropy",
        ("from_logits", "label_smoothing"),
        _CLASS,
        ("label_smoothing", "axis", "reduction", "name", "dtype"),
    ),
    "losses.SparseCategoricalCrossentropy": KerasLoss(
        "SparseSoftmaxCrossEntropy",
        ("from_logits",),
        "reduction up to Keras 2.9, and ignore_class since",
        ("ignore_class", "reduction", "name", "dtype"),
    ),
    "losses.binary_crossentropy": KerasLoss(
        "sigmoid_cross_entropy", _SMOOTH, "axis since Keras 2.7, and nothing before", ("label_smoothing",), mean=True
    ),
    "losses.categorical_crossentropy": KerasLoss(
        "softmax_cross_entropy", _SMOOTH, "axis since Keras 2.7, and nothing before", ("label_smoothing", "axis")
    ),
    "losses.sparse_categorical_crossentropy": KerasLoss(
        "sparse_softmax_cross_entropy", _TENSORS, _SPARSE, ("ignore_class", "axis")
    ),
    "backend.binary_crossentropy": KerasLoss("sigmoid_cross_entropy", _BACKEND, "nothing", ()),
    "backend.categorical_crossentropy": KerasLoss("softmax_cross_entropy", (*_BACKEND, "axis"), "nothing", ("axis",)),
    "backend.sparse_categorical_crossentropy": KerasLoss(
        "sparse_softmax_cross_entropy", _BACKEND, _SPARSE, ("ignore_class", "axis")
    ),
}
