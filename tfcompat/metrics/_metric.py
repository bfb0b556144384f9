"""What ``FromLogits(metric, link)`` accepts: a metric that reads probabilities, and a link that computes them."""

from __future__ import annotations

from inspect import signature
from typing import Any

from tfcompat._keras import applies_link, is_of_keras, keras, wrapped_function

_RESOLVED_BY_SHAPE = ("accuracy", "acc", "crossentropy", "ce")


def as_metric(metric: Any) -> Any:
    """Return a metric object from anything that ``compile`` accepts as one."""
    found = _named(metric) if isinstance(metric, str) else metric
    if isinstance(found, type) and issubclass(found, keras.metrics.Metric):
        found = found()
    if not isinstance(found, keras.metrics.Metric):
        if isinstance(found, type) or not (callable(found) and hasattr(found, "__name__")):
            kind = found if isinstance(found, type) else type(found)
            raise TypeError(
                f"metric must be a {keras.__name__} metric, its class or its name, or a function of "
                f"(y_true, y_pred), got {metric!r} ({kind.__module__}.{kind.__qualname__})."
            )
        found = keras.metrics.MeanMetricWrapper(found, name=found.__name__)
    return _on_probabilities(found)


def _named(name: str) -> Any:
    if name.lower() in _RESOLVED_BY_SHAPE:
        raise ValueError(
            f"metric {name!r} means a different metric for each shape of y_true and y_pred, which are not known yet: "
            "pass the one that you mean, such as 'binary_accuracy', 'categorical_accuracy' or "
            "'sparse_categorical_accuracy'."
        )
    try:
        found = keras.metrics.get(name)
    except (TypeError, ValueError):  # Keras 3 raises one, tf_keras the other, or returns the name
        found = name
    if found == name:
        raise ValueError(
            f"{keras.__name__} knows no metric {name!r}: pass the name of a built-in metric, or a metric object."
        )
    return found


def _on_probabilities(metric: Any) -> Any:
    """Return the metric; refuse it if it applies a link itself or does not compare labels with probabilities."""
    name = type(metric).__name__
    if getattr(metric, "reads_logits", False):
        raise ValueError(f"{name} reads logits already: use it without FromLogits.")
    if applies_link(metric):
        raise ValueError(
            f"{name}(from_logits=True) applies a link itself, and FromLogits would apply a second one: "
            "omit from_logits=True."
        )
    if "y_pred" not in (parameters := signature(type(metric).update_state).parameters) and "values" in parameters:
        raise TypeError(
            f"{name} averages values and does not compare y_true with y_pred, so it cannot be used with a link."
        )
    return metric


def takes_weights(metric: Any) -> bool:
    """Return whether its ``update_state`` has a sample_weight, which is needed to leave out a row."""
    parameters = signature(type(metric).update_state).parameters
    return "sample_weight" in parameters or any(p.kind is p.VAR_KEYWORD for p in parameters.values())


def reads_ids(metric: Any) -> bool | None:
    """Return whether a Keras metric reads class ids, and not one number per element; None for a user's own metric."""
    function = wrapped_function(metric)
    if not is_of_keras(function or metric):
        return None
    names = (type(metric).__name__, getattr(function, "__name__", ""))
    return any(name.lower().startswith("sparse") for name in names) or bool(getattr(metric, "sparse_y_true", False))
