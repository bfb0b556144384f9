"""What may stand in ``FromLogits(metric, link)``: a metric that reads probabilities, and a link that makes them."""

from __future__ import annotations

from inspect import signature
from typing import Any

from tfcompat._keras import applies_link, is_of_keras, keras, wrapped_function

_RESOLVED_BY_SHAPE = ("accuracy", "acc", "crossentropy", "ce")


def as_metric(metric: Any) -> Any:
    """Return a metric object from all that ``compile`` takes for one."""
    found = _named(metric) if isinstance(metric, str) else metric
    if isinstance(found, type) and issubclass(found, keras.metrics.Metric):
        found = found()
    if not isinstance(found, keras.metrics.Metric):
        if isinstance(found, type) or not (callable(found) and hasattr(found, "__name__")):
            kind = found if isinstance(found, type) else type(found)
            raise TypeError(
                f"metric must be a metric of {keras.__name__}, its class or its name, or a function of "
                f"(y_true, y_pred), got {metric!r} ({kind.__module__}.{kind.__qualname__})."
            )
        found = keras.metrics.MeanMetricWrapper(found, name=found.__name__)
    return _on_probabilities(found)


def _named(name: str) -> Any:
    if name.lower() in _RESOLVED_BY_SHAPE:
        raise ValueError(
            f"metric {name!r} means another metric for each shape of y_true and y_pred, which are not known yet: "
            "pass the one that is meant, such as 'binary_accuracy', 'categorical_accuracy' or "
            "'sparse_categorical_accuracy'."
        )
    try:
        found = keras.metrics.get(name)
    except (TypeError, ValueError):  # Keras 3 raises the one, tf_keras the other, or hands the name back
        found = name
    if found == name:
        raise ValueError(
            f"{keras.__name__} knows no metric {name!r}: pass the name of a built-in metric, or a metric object."
        )
    return found


def _on_probabilities(metric: Any) -> Any:
    """Return the metric, refused where it applies a link itself or reads no pair of labels and probabilities."""
    name = type(metric).__name__
    if getattr(metric, "reads_logits", False):
        raise ValueError(f"{name} reads logits already: use it as it is, without FromLogits around it.")
    if applies_link(metric):
        raise ValueError(
            f"{name}(from_logits=True) applies a link itself, and FromLogits would apply a second one: "
            "leave from_logits=True out."
        )
    if "y_pred" not in (parameters := signature(type(metric).update_state).parameters) and "values" in parameters:
        raise TypeError(
            f"{name} averages values and compares no y_true with y_pred, so that no link belongs before it."
        )
    return metric


def takes_weights(metric: Any) -> bool:
    """Return whether its ``update_state`` has a sample_weight, without which no row can be left out."""
    parameters = signature(type(metric).update_state).parameters
    return "sample_weight" in parameters or any(p.kind is p.VAR_KEYWORD for p in parameters.values())


def reads_ids(metric: Any) -> bool | None:
    """Return whether a metric of Keras reads class ids, or one number for each element; None for a user's own."""
    function = wrapped_function(metric)
    if not is_of_keras(function or metric):
        return None
    names = (type(metric).__name__, getattr(function, "__name__", ""))
    return any(name.lower().startswith("sparse") for name in names) or bool(getattr(metric, "sparse_y_true", False))
