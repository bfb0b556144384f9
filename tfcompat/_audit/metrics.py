"""What a compiled metric reads, as far as that is certain."""

from __future__ import annotations

from typing import Any

from tfcompat import metrics
from tfcompat._audit.traced import Use, use_of
from tfcompat._keras import is_of_keras, keras, wrapped_function
from tfcompat._origin.metric_advice import OF_PROBABILITIES, name_of, plain_name, takes_probabilities
from tfcompat._symbols import PROBABILITIES

__all__ = ["axis_of", "link_of", "own_use", "reads_ids_only", "reads_rightly", "takes_logits"]

_OF_CLASSES = {
    *("accuracy", "acc", "categoricalaccuracy", "sparsecategoricalaccuracy"),
    *("topkcategoricalaccuracy", "sparsetopkcategoricalaccuracy"),
}
"""Metrics that compare the classes of an example, for which no link is needed."""
_OF_NUMBERS = {
    *("mse", "meansquarederror", "mae", "meanabsoluteerror", "rootmeansquarederror", "r2score", "cosinesimilarity"),
    *("msle", "meansquaredlogarithmicerror", "mape", "meanabsolutepercentageerror"),
}
_OURS = (metrics.SparseAccuracy, metrics.SparseTopKAccuracy)


def takes_logits(metric: Any) -> bool:
    """Return whether a metric applies a link itself, or computes a cross-entropy of logits."""
    of_ours = isinstance(metric, metrics.FromLogits | metrics.SparseCrossEntropy)
    return of_ours or bool(_config(metric).get("from_logits"))


def link_of(metric: Any) -> str:
    """Return the link of a ``FromLogits`` whose metric depends on it; empty if there is none or it is not known."""
    if not isinstance(metric, metrics.FromLogits) or plain_name(_function(metric.metric)) in _OF_CLASSES:
        return ""
    name = metric.link if isinstance(metric.link, str) else name_of(metric.link)
    known = isinstance(metric.link, str) or getattr(metric.link, "__module__", "").split(".")[0] in _KNOWN_LINKS
    return name.removesuffix("_v2") if known and name.removesuffix("_v2") in PROBABILITIES else ""


_KNOWN_LINKS = ("keras", "tensorflow", "tf_keras", "tfcompat")


def axis_of(metric: Any) -> int | None:
    """Return the class axis of a metric of ours; None for another metric, and where the link needs no axis."""
    axis = getattr(metric, "axis", None) if type(metric).__module__.startswith("tfcompat.") else None
    return axis if isinstance(axis, int) and getattr(metric, "link", "softmax") == "softmax" else None


def reads_ids_only(metric: Any) -> bool:
    """Return whether a metric compares class ids, and takes no argmax of what it gets."""
    found = not isinstance(metric, str) and is_of_keras(metric) and plain_name(metric) in ("meaniou", "iou")
    return found and bool(_config(metric).get("sparse_y_pred", True))


def own_use(metric: Any, shape: Any, dtype: Any) -> Use:
    """Return how a metric of the user reads its predictions; nothing is known of one of Keras or ours."""
    metric = _function(metric)
    if isinstance(metric, str) or is_of_keras(metric) or type(metric).__module__.startswith("tfcompat."):
        return Use("")
    if isinstance(metric, type) or not isinstance(metric, keras.metrics.Metric):
        return use_of(metric() if isinstance(metric, type) else metric, shape, dtype)

    def update(y_true: Any, y_pred: Any) -> None:
        copy.update_state(y_true, y_pred)

    try:
        copy = type(metric).from_config(metric.get_config())  # the state of the user's stays as it is
    except Exception:  # noqa: BLE001 - it is code of the user
        return Use("")
    return use_of(update, shape, dtype)


def reads_rightly(metric: Any, gives: str, *, one_unit: bool, regression: bool = False) -> bool:
    """Return whether a metric certainly reads an output correctly."""
    plain = plain_name(metric)
    if isinstance(metric, _OURS):
        return gives in ("linear", "log_softmax", *PROBABILITIES)
    if takes_logits(metric):
        return gives == "linear"
    if not (isinstance(metric, str) or is_of_keras(metric)):
        return False
    if plain in _OF_NUMBERS:
        return regression
    if plain in _OF_CLASSES:
        return gives == "sigmoid" if one_unit else gives in ("linear", "softmax", "log_softmax")
    if plain in ("meaniou", "iou", "onehotiou", "onehotmeaniou"):
        return not reads_ids_only(metric) and gives in ("linear", "softmax", "log_softmax")
    if not OF_PROBABILITIES.fullmatch(plain):
        return False
    if gives == "linear":  # by a threshold of 0, or the classes of an example
        return takes_probabilities(metric, one_unit=one_unit, softmax=False) is None
    return gives in PROBABILITIES


def _function(metric: Any) -> Any:
    """Return the function of a metric that is nothing but its mean."""
    return wrapped_function(metric) if type(metric) is keras.metrics.MeanMetricWrapper else metric


def _config(metric: Any) -> dict[str, Any]:
    return metric.get_config() if hasattr(metric, "get_config") and not isinstance(metric, type) else {}
