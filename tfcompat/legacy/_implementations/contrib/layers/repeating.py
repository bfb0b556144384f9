"""``repeat`` and ``stack`` of ``tf.contrib.layers``: a layer, several times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat.legacy._implementations.contrib.layers._common import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["repeat", "stack"]


def repeat(
    *, inputs: Any, repetitions: int, layer: Callable[..., Any], args: tuple[Any, ...] = (), **kwargs: Any
) -> Any:
    """Apply a layer repeatedly, in the scopes ``<scope>_1``, ``<scope>_2``, ..."""
    return _chain(inputs, layer, [args] * repetitions, "Repeat", kwargs)


def stack(*, inputs: Any, layer: Callable[..., Any], stack_args: Any, **kwargs: Any) -> Any:
    """Apply a layer with different arguments each time, in the scopes ``<scope>_1``, ``<scope>_2``, ..."""
    if not isinstance(stack_args, list | tuple):
        raise ValueError(  # noqa: TRY004 - TensorFlow 1 raises ValueError
            f"stack() takes a list with the arguments of each layer as stack_args=, got {stack_args!r}."
        )
    each = (one if isinstance(one, list | tuple) else (one,) for one in stack_args)
    return _chain(inputs, layer, each, "Stack", kwargs)


def _chain(inputs: Any, layer: Callable[..., Any], calls: Iterable[Any], default: str, kwargs: dict[str, Any]) -> Any:
    scope = kwargs.pop("scope", None)
    with opened(scope, default, inputs):
        outputs = tf.convert_to_tensor(inputs)
        name = scope or _name_of(layer) or default.lower()
        for number, args in enumerate(calls, 1):
            outputs = layer(outputs, *args, **{**kwargs, "scope": f"{name}_{number}"})
        return outputs


_NAMES = {
    **dict.fromkeys(("elu", "linear", "relu", "relu6"), "fully_connected"),
    **dict.fromkeys(("legacy_linear", "legacy_relu"), "legacy_fully_connected"),
    "conv1d": "convolution1d",
    "conv2d": "convolution2d",
    "conv3d": "convolution3d",
    "conv2d_in_plane": "convolution2d_in_plane",
    "conv2d_transpose": "convolution2d_transpose",
    "conv3d_transpose": "convolution3d_transpose",
    "separable_conv2d": "separable_convolution2d",
}
"""TensorFlow's names of the functions behind these aliases: checkpoints have scopes with these names."""


def _name_of(layer: Any) -> str | None:
    """Return the name of a function, or of the function in a partial."""
    function = layer if hasattr(layer, "__name__") else getattr(layer, "func", None)
    name = getattr(function, "__name__", None)
    ours = str(getattr(function, "__module__", "")).startswith("tfcompat.legacy.contrib.")
    return _NAMES.get(name, name) if ours and name else name
