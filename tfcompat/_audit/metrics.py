"""What a compiled metric reads, as far as that is certain."""

from __future__ import annotations

from typing import Any

from tfcompat import metrics
from tfcompat._keras import is_of_keras
from tfcompat._origin.metric_advice import OF_PROBABILITIES, plain_name, takes_probabilities
from tfcompat._symbols import PROBABILITIES

__all__ = ["reads_rightly", "takes_logits"]

_OF_CLASSES = {
    *("accuracy", "acc", "categoricalaccuracy", "sparsecategoricalaccuracy"),
    *("topkcategoricalaccuracy", "sparsetopkcategoricalaccuracy"),
}
"""Metrics that compare the classes of an example, for which no link is needed."""
_OURS = (metrics.SparseAccuracy, metrics.SparseTopKAccuracy)


def takes_logits(metric: Any) -> bool:
    """Return whether a metric applies a link itself, or computes a cross-entropy of logits."""
    of_ours = isinstance(metric, metrics.FromLogits | metrics.SparseCrossEntropy)
    return of_ours or bool(_config(metric).get("from_logits"))


def reads_rightly(metric: Any, gives: str, *, one_unit: bool) -> bool:
    """Return whether a metric certainly reads an output correctly."""
    plain = plain_name(metric)
    if isinstance(metric, _OURS):
        return gives in ("linear", "log_softmax", *PROBABILITIES)
    if takes_logits(metric):
        return gives == "linear"
    if not (isinstance(metric, str) or is_of_keras(metric)):
        return False
    if plain in _OF_CLASSES:
        return gives == "sigmoid" if one_unit else gives in ("linear", "softmax", "log_softmax")
    if not OF_PROBABILITIES.fullmatch(plain):
        return False
    if gives == "linear":  # by a threshold of 0, or the classes of an example
        return takes_probabilities(metric, one_unit=one_unit, softmax=False) is None
    return gives in PROBABILITIES


def _config(metric: Any) -> dict[str, Any]:
    return metric.get_config() if hasattr(metric, "get_config") and not isinstance(metric, type) else {}
