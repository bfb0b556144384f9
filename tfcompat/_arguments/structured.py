"""Functions that take RaggedTensors and symbolic Keras tensors, as TensorFlow's functions do."""

from __future__ import annotations

from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

import tensorflow as tf

from tfcompat._arguments.ragged import of_flat_values
from tfcompat._arguments.symbolic import call_later, function_layer
from tfcompat._keras import SYMBOLIC_TYPES, is_symbolic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

P = ParamSpec("P")
R = TypeVar("R")

_TYPES = frozenset({*SYMBOLIC_TYPES, tf.RaggedTensor})


def structured(
    *names: str, classes: bool | Callable[[Mapping[str, Any]], bool] = True
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a function take symbolic tensors, and RaggedTensors for some arguments.

    A call on plain tensors pays for one look at the types of its arguments.

    Args:
        names: The arguments that may be ragged, the logits last, whose rows the returned tensor has.
        classes: Whether the logits need a class axis of one size; or a function that tells it from the arguments.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        parameters = signature(function)

        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            if _TYPES.isdisjoint(map(type, args)) and _TYPES.isdisjoint(map(type, kwargs.values())):
                return function(*args, **kwargs)
            given = parameters.bind(*args, **kwargs).arguments
            if any(map(is_symbolic, given.values())):
                return cast("R", call_later(function_layer(checked), given))
            needed = classes(given) if callable(classes) else classes
            return cast("R", of_flat_values(function, given, names, classes=needed))

        return checked

    return decorate
