"""What a model was compiled with, and what it is doing now."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._keras.pick import MIXED, OTHER, keras

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["compiled_metrics", "losses_kept", "metrics_of_output", "model_in_training"]


def model_in_training() -> Any:
    """The model whose ``fit`` or ``evaluate`` led here, or None: a Loss is not told, but its caller is on the stack.

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


def compiled_metrics(model: Any, loss: Any) -> list[Any]:
    """The metrics, as given to ``compile``, that read the same output as a loss; none where that is not certain."""
    container = getattr(model, "_compile_metrics", None) or getattr(model, "compiled_metrics", None)
    given = [getattr(container, name, None) for name in ("_user_metrics", "_user_weighted_metrics")]
    compiled = getattr(model, "loss", None)  # what a class of the user's calls so may be anything
    named = isinstance(compiled, str) and compiled == loss.name
    if isinstance(compiled, dict):
        output = next((name for name, its in compiled.items() if its is loss), None)
        given = [metrics.get(output) if isinstance(metrics, dict) else None for metrics in given]
    elif compiled is not loss and compiled is not type(loss) and not named:
        given = []
    return [metric for metric in tf.nest.flatten(given) if metric is not None]


def metrics_of_output(model: Any, name: str, place: int, count: int) -> list[Any] | None:
    """The metrics, as given to ``compile``, that read one of several outputs; None where that is not certain."""
    container = getattr(model, "_compile_metrics", None) or getattr(model, "compiled_metrics", None)
    found: list[Any] = []
    for given in (getattr(container, each, None) for each in ("_user_metrics", "_user_weighted_metrics")):
        if isinstance(given, dict):
            found += tf.nest.flatten(given if count == 1 else given.get(name))
        elif count == 1:
            found += tf.nest.flatten(given)
        elif isinstance(given, list | tuple) and given:
            if len(given) != count or not all(each is None or isinstance(each, list | tuple) for each in given):
                return None
            found += tf.nest.flatten(given[place])
    return [metric for metric in found if metric is not None]


def losses_kept(model: Any) -> Callable[[], None]:
    """What brings back the losses that layers hold from the last call: a call in a graph puts its own there."""
    names = ("_losses", "_loss_ids", "_eager_losses")
    layers = list(model._flatten_layers())  # noqa: SLF001 - nested layers too; Keras has no public way
    held = [(layer, name, getattr(layer, name, None)) for layer in layers for name in names]
    kept = [(layer, name, list(each)) for layer, name, each in held if isinstance(each, list | set)]

    def bring_back() -> None:
        for layer, name, before in kept:
            now = getattr(layer, name)
            now.clear()
            now.update(before) if isinstance(now, set) else now.extend(before)

    return bring_back
