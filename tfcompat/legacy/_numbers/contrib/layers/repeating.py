"""``repeat`` and ``stack`` of ``tf.contrib.layers``: a layer, several times over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat.legacy._numbers.contrib.layers._common import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["repeat", "stack"]


def repeat(
    *, inputs: Any, repetitions: int, layer: Callable[..., Any], args: tuple[Any, ...] = (), **kwargs: Any
) -> Any:
    """Apply a layer again and again, in the scopes ``<scope>_1``, ``<scope>_2``, ..."""
    return _chain(inputs, layer, [args] * repetitions, "Repeat", kwargs)


def stack(*, inputs: Any, layer: Callable[..., Any], stack_args: Any, **kwargs: Any) -> Any:
    """Apply a layer with other arguments each time, in the scopes ``<scope>_1``, ``<scope>_2``, ..."""
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


def _name_of(layer: Any) -> str | None:
    """The name of a function, or of that which a partial holds."""
    return getattr(layer, "__name__", None) or getattr(getattr(layer, "func", None), "__name__", None)
