"""Models: whether an object is one, its layers, and the losses that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tfcompat._keras.pick import keras

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["check_model", "flat_layers", "losses_kept"]

_LOSSES = ("_losses", "_loss_ids", "_eager_losses")
# Keras 3 keeps what add_loss was given in the first two, keras/src/layers/layer.py; tf_keras in the first, and that of
# the last eager call in the third, tf_keras/src/engine/base_layer.py.


def check_model(model: Any) -> None:
    """Refuse anything but a model of the Keras in use."""
    if not isinstance(model, keras.Model):
        raise TypeError(
            f"model must be a {keras.__name__} model, the Keras that tfcompat uses in this process, got "
            f"{type(model).__module__}.{type(model).__qualname__}."
        )


def flat_layers(model: Any) -> list[Any]:
    """Return a model and all layers in it, also those of nested layers and models, which ``model.layers`` leaves out.

    Both Kerases walk their own layers by this method: keras/src/layers/layer.py, tf_keras/src/engine/base_layer.py.
    """
    return list(model._flatten_layers())  # noqa: SLF001 - nested layers too; Keras has no public way


def losses_kept(model: Any) -> Callable[[], None]:
    """Return a function that restores the losses which layers hold now: a call in a graph replaces them."""
    held = [(layer, name, getattr(layer, name, None)) for layer in flat_layers(model) for name in _LOSSES]
    kept = [(layer, name, list(each)) for layer, name, each in held if isinstance(each, list | set)]

    def bring_back() -> None:
        for layer, name, before in kept:
            now = getattr(layer, name)
            now.clear()
            now.update(before) if isinstance(now, set) else now.extend(before)

    return bring_back
