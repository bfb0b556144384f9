"""What a metric is made of: the function that it wraps, and which way is better."""

from __future__ import annotations

from typing import Any

__all__ = ["applies_link", "direction_of", "set_direction", "wrapped_function"]


def wrapped_function(metric: Any) -> Any:
    """Return the function that a metric averages; None if it wraps none."""
    # MeanMetricWrapper keeps it there: keras/src/metrics/reduction_metrics.py, tf_keras/src/metrics/base_metric.py.
    return getattr(metric, "_fn", None)


def applies_link(metric: Any) -> bool:
    """Return whether a metric was made with ``from_logits=True``."""
    # A wrapper keeps the keywords of its function (the files above), and AUC has a separate attribute:
    # keras/src/metrics/confusion_metrics.py, tf_keras/src/metrics/confusion_metrics.py.
    keywords = getattr(metric, "_fn_kwargs", {})
    return any([getattr(metric, "from_logits", 0), getattr(metric, "_from_logits", 0), keywords.get("from_logits")])


# Keras 3 reads there whether EarlyStopping and ModelCheckpoint with mode="auto" wait for more ("up") or for less
# ("down"): keras/src/callbacks/monitor_callback.py. tf_keras uses the metric's name.
_DIRECTION = "_direction"


def direction_of(metric: Any) -> str | None:
    """Return which way a metric is better, ``up`` or ``down``; None if it does not say."""
    return getattr(metric, _DIRECTION, None)


def set_direction(metric: Any, direction: str | None) -> None:
    """Say which way a metric is better; None says nothing."""
    if direction is not None:
        setattr(metric, _DIRECTION, direction)
