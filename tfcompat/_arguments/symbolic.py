"""Symbolic Keras tensors: a call on them becomes a layer, which makes the call when the model runs.

Keras does the same for TensorFlow operations (tf_keras) and for its own losses.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from tfcompat import _keras
from tfcompat._keras import is_symbolic, keras

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PARAMETERS = ("kernel", "bias", "kernels", "biases")


def call_later(layer: Any, given: Mapping[str, Any]) -> Any:
    """Return the symbolic tensor of a call, of which only the symbolic arguments change from batch to batch."""
    inputs = {name: value for name, value in given.items() if is_symbolic(value)}
    return layer(settings={name: value for name, value in given.items() if name not in inputs})(inputs)


class _Call(keras.layers.Layer):
    """A call of a function or Loss with the arguments that are symbolic left open."""

    def __init__(self, called: Callable[..., Any], settings: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(**{"autocast": False, **kwargs})
        self._settings: Any = lambda: settings  # hidden from Keras, which would train a variable among them
        self._made_call = partial(called, **settings)
        _keras.restore_from_config(self)
        self.supports_masking = True

    def call(self, inputs: dict[str, Any]) -> Any:
        """Return the result of the call for the inputs."""
        return self._made_call(**inputs)

    def compute_mask(self, inputs: Any, mask: Any = None) -> None:
        """Return no mask: the losses are masked already."""

    def get_config(self) -> dict[str, Any]:
        """Return every argument of the constructor."""
        settings = {name: _plain(name, value) for name, value in self._settings().items()}
        return {**super().get_config(), "settings": settings}


@_keras.register
class FunctionCall(_Call):
    """A call of one of the functions of this package."""

    def __init__(self, function: str, settings: Mapping[str, Any], **kwargs: Any) -> None:
        room, name = function.split(".")
        if room not in ("losses", "links"):
            raise ValueError(f"function must be one of tfcompat.losses or tfcompat.links, got {function!r}.")
        super().__init__(getattr(import_module(f"tfcompat.{room}"), name), settings, **kwargs)
        self.function = function

    def get_config(self) -> dict[str, Any]:
        """Return every argument of the constructor."""
        return {**super().get_config(), "function": self.function}


@_keras.register
class LossCall(_Call):
    """A call of a Loss."""

    def __init__(self, loss: Any, settings: Mapping[str, Any], **kwargs: Any) -> None:
        loss = _keras.deserialize(loss, keras.losses.deserialize) if isinstance(loss, dict) else loss
        super().__init__(loss, settings, **kwargs)
        self.loss = loss

    def get_config(self) -> dict[str, Any]:
        """Return every argument of the constructor."""
        return {**super().get_config(), "loss": keras.losses.serialize(self.loss)}


def function_layer(function: Callable[..., Any]) -> Callable[..., FunctionCall]:
    """Return what makes a layer of a public function."""
    return partial(FunctionCall, f"{function.__module__.split('.')[1]}.{function.__name__}")


def _plain(name: str, value: Any) -> Any:
    """Return a setting as a configuration file can hold it."""
    if isinstance(value, list | tuple):
        return [_plain(f"{name}[{i}]", each) for i, each in enumerate(value)]
    if isinstance(value, tf.Variable) and name.partition("[")[0] in _PARAMETERS:
        raise ValueError(
            f"{name} is a variable of another layer, so the model cannot be saved with this call. Pass the Loss with "
            "chunk_size='auto' to compile, and end the model in a tfcompat.Logits layer."
        )
    if tf.is_tensor(value):
        value = value.numpy()
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value
