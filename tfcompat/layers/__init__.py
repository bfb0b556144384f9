"""Keras layers around logits."""

from __future__ import annotations

from tfcompat.layers.endpoints import (
    SigmoidCrossEntropyLayer,
    SoftmaxCrossEntropyLayer,
    SparseSoftmaxCrossEntropyLayer,
)
from tfcompat.layers.logits import Logits
from tfcompat.layers.probabilities import Probabilities

__all__ = [
    "Logits",
    "Probabilities",
    "SigmoidCrossEntropyLayer",
    "SoftmaxCrossEntropyLayer",
    "SparseSoftmaxCrossEntropyLayer",
]
