"""Metrics on logits: a wrapper for any Keras metric on probabilities, and four metrics for class ids."""

from __future__ import annotations

from tfcompat.metrics.accuracy import SparseAccuracy, SparseTopKAccuracy
from tfcompat.metrics.from_logits import FromLogits
from tfcompat.metrics.sparse import Perplexity, SparseCrossEntropy

__all__ = ["FromLogits", "Perplexity", "SparseAccuracy", "SparseCrossEntropy", "SparseTopKAccuracy"]
