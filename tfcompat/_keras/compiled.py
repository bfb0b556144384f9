"""What a model was compiled with, and what it is doing now."""

from __future__ import annotations

import sys
from typing import Any

import tensorflow as tf

from tfcompat._keras.pick import MIXED, OTHER, keras

__all__ = ["compiled_metrics", "metrics_of_output", "model_in_training"]


def model_in_training() -> Any:
    """Return the model whose ``fit`` or ``evaluate`` led here, or None, by the frames of the callers.

    Raises:
        TypeError: It is a model of the other Keras.
    """
    other = getattr(sys.modules.get(OTHER), "Model", ())
    frame: Any = sys._getframe(1)  # noqa: SLF001 - the documented way to reach a frame without building a traceback
    while frame is not None:
        owner = frame.f_locals.get("self")
        if isinstance(owner, keras.Model):
            return owner
        if isinstance(owner, other):
            raise TypeError(MIXED.format(what="The model", ours=keras.__name__, theirs=OTHER))
        frame = frame.f_back
    return None


def _given_metrics(model: Any) -> list[Any]:
    """Return ``metrics`` and ``weighted_metrics`` as they were given to ``compile``, or None."""
    # The container is CompileMetrics in keras/src/trainers/compile_utils.py, which the trainer keeps under the first
    # name, and MetricsContainer in tf_keras/src/engine/compile_utils.py, which the model keeps under the second.
    container = getattr(model, "_compile_metrics", None) or getattr(model, "compiled_metrics", None)
    return [getattr(container, name, None) for name in ("_user_metrics", "_user_weighted_metrics")]


def compiled_metrics(model: Any, loss: Any) -> list[Any]:
    """Return the metrics, as given to ``compile``, that read the same output as a loss; none if that is not certain."""
    given = _given_metrics(model)
    compiled = getattr(model, "loss", None)  # what a class of the user's calls so may be anything
    named = isinstance(compiled, str) and compiled == loss.name
    if isinstance(compiled, dict):
        output = next((name for name, its in compiled.items() if its is loss), None)
        given = [metrics.get(output) if isinstance(metrics, dict) else None for metrics in given]
    elif compiled is not loss and compiled is not type(loss) and not named:
        given = []
    return [metric for metric in tf.nest.flatten(given) if metric is not None]


def metrics_of_output(model: Any, name: str, place: int, count: int) -> list[Any] | None:
    """Return the metrics, as given to ``compile``, that read one of several outputs; None if that is not certain."""
    found: list[Any] = []
    for given in _given_metrics(model):
        if isinstance(given, dict):
            found += tf.nest.flatten(given if count == 1 else given.get(name))
        elif count == 1:
            found += tf.nest.flatten(given)
        elif isinstance(given, list | tuple) and given:
            if len(given) != count or not all(each is None or isinstance(each, list | tuple) for each in given):
                return None
            found += tf.nest.flatten(given[place])
    return [metric for metric in found if metric is not None]
