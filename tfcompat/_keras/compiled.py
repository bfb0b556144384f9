"""What a model was compiled with, and what it is doing now."""

from __future__ import annotations

import sys
from typing import Any

import tensorflow as tf

from tfcompat._keras.pick import IS_KERAS_3, MIXED, OTHER, keras

__all__ = ["at_path", "compiled_metrics", "metrics_of_output", "model_in_training"]

_UNCERTAIN = object()


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


def metrics_of_output(model: Any, path: tuple[Any, ...], name: str, place: int, count: int) -> list[Any] | None:
    """Return the metrics, as given to ``compile``, that read one of several outputs; None if that is not certain."""
    found: list[Any] = []
    for given in _given_metrics(model):
        if not given:
            continue
        own = _metrics_of(given, path, name, place, count)
        if own is _UNCERTAIN:
            return None
        found += tf.nest.flatten(own)
    return [metric for metric in found if metric is not None]


def _metrics_of(given: Any, path: tuple[Any, ...], name: str, place: int, count: int) -> Any:
    """Return what one output gets: Keras 3 reads a flat list as one metric each, tf_keras gives all to every output."""
    if count == 1:
        return given
    if len(path) > 1:
        return at_path(given, path, _UNCERTAIN)
    if isinstance(given, dict):
        return given.get(name)
    nested = isinstance(given, list | tuple) and any(isinstance(each, dict | list | tuple) for each in given)
    if not IS_KERAS_3 and not nested:
        return given
    return given[place] if isinstance(given, list | tuple) and len(given) == count else _UNCERTAIN


def at_path(structure: Any, path: tuple[Any, ...], absent: Any) -> Any:
    """Return what is in a structure at the end of a path; `absent` where the path leaves the structure."""
    try:
        for step in path:
            structure = structure[step]
    except (KeyError, IndexError, TypeError):
        return absent
    return structure
