"""Shared parts of the layers in ``tf.contrib.layers``: scopes, collections, and the steps after the arithmetic."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat.legacy._implementations._variables import kept
from tfcompat.legacy._implementations.contrib.framework.variables import create

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["collect_outputs", "collect_variable", "collections_for", "finished", "format_of", "last", "opened", "whole"]

tf1 = tf.compat.v1
KERNEL = {"kernel": "weights", "bias": "biases"}


@contextmanager
def opened(
    scope: Any, default: str, inputs: Any, reuse: Any = None, *, rename: dict[str, str] | None = None
) -> Iterator[Any]:
    """Open the variable scope of a layer; with `rename` its variables are the model's, under contrib's names."""
    getter = None if rename is None else _renaming(rename)
    with (
        kept(scope, default) as name,
        tf1.variable_scope(name, default, [inputs], reuse=reuse, custom_getter=getter) as here,
    ):
        yield here


def _renaming(names: dict[str, str]) -> Callable[..., Any]:
    """Return a getter that creates a model variable under contrib's name, and adds it to the collection."""

    def get(getter: Callable[..., Any], name: str, **given: Any) -> Any:
        path, _, end = name.rpartition("/")
        for key in ("reuse", "validate_shape", "constraint"):
            given.pop(key, None)
        new = names.get(end, end)
        return create(f"{path}/{new}" if path else new, custom_getter=getter, **given)

    return get


def collections_for(collections: Any, name: str) -> list[str]:
    """Return the collections of a variable, from one list for all of them or a dictionary by name."""
    found = collections.get(name) if isinstance(collections, dict) else collections
    return list(found or ())


def collect_variable(variable: Any, name: str, collections: Any) -> None:
    """Add a variable, in all its parts, to collections."""
    if variable is None or tf.executing_eagerly():
        return
    parts = [variable] if isinstance(variable, tf.Variable) else list(variable)
    for collection in collections_for(collections, name):
        for part in parts:
            if not any(part is other for other in tf1.get_collection(collection)):
                tf1.add_to_collection(collection, part)


def collect_outputs(outputs: Any, collections: Any, alias: str) -> Any:
    """Add outputs to collections, under the name of their scope."""
    if collections and not tf.executing_eagerly():
        outputs.aliases = [*getattr(outputs, "aliases", ()), alias.rstrip("/")]
        tf1.add_to_collections(collections, outputs)
    return outputs


def finished(outputs: Any, normalizer_fn: Any, normalizer_params: Any, activation_fn: Any) -> Any:
    """Normalise and activate outputs."""
    if normalizer_fn is not None:
        outputs = normalizer_fn(outputs, **(normalizer_params or {}))
    return outputs if activation_fn is None else activation_fn(outputs)


def format_of(data_format: str | None, *known: str | None) -> str:
    """Return ``channels_first`` or ``channels_last`` for a format in contrib's spelling."""
    if data_format not in known:
        raise ValueError(
            f"data_format= must be one of {', '.join(map(str, filter(None, known)))}, got {data_format!r}."
        )
    return "channels_first" if data_format and data_format.startswith("NC") else "channels_last"


def last(inputs: Any, axis: int = -1, rank: int = 1) -> int:
    """Return the size of an axis, which must be known."""
    if inputs.shape.rank is None or inputs.shape.rank < rank or inputs.shape[axis] is None:
        raise ValueError(
            f"The inputs need a rank of at least {rank} and a known size of axis {axis}, got shape {inputs.shape}: use "
            "set_shape."
        )
    return int(inputs.shape[axis])


def whole(value: Any) -> tuple[int, int]:
    """Return height and width from one number or two."""
    if isinstance(value, int):
        return value, value
    sizes = tuple(int(each) for each in value)
    if len(sizes) != 2:
        raise ValueError(f"Height and width must be one or two integers, got {value!r}.")
    return sizes[0], sizes[1]
