"""Metrics on logits: any Keras metric on probabilities, told the link; and four on class ids that need no other."""

from __future__ import annotations

from tfcompat.metrics.accuracy import SparseAccuracy, SparseTopKAccuracy
from tfcompat.metrics.from_logits import FromLogits
from tfcompat.metrics.sparse import Perplexity, SparseCrossEntropy

__all__ = ["FromLogits", "Perplexity", "SparseAccuracy", "SparseCrossEntropy", "SparseTopKAccuracy"]
