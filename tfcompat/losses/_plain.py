"""Values of keywords: as a Loss computes with them, and as a configuration file can hold them."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np
import tensorflow as tf

from tfcompat._arguments.tensors import is_tensor


def followed(value: Any) -> Any:
    """Return a value that a Loss keeps: a variable as it is, so that it is read at each call, and the rest as `plain`.

    The keys of a dict come back from a configuration file as text.
    """
    if isinstance(value, Mapping):
        return {int(key): number if _changes(number) else float(plain(number)) for key, number in value.items()}
    return value if _changes(value) else plain(value)


def plain(value: Any) -> Any:
    """Return a value as a configuration file can hold it: a variable by what it holds now."""
    if isinstance(value, Mapping):
        return {key: plain(number) for key, number in value.items()}
    if isinstance(value, AbstractSet | range):
        return [int(each) for each in sorted(value)]
    if is_tensor(value):
        with tf.init_scope():  # a variable can be read there from within a graph, and a symbolic tensor cannot
            known = tf.executing_eagerly() and (_changes(value) or hasattr(value, "numpy"))
            value = tf.convert_to_tensor(value).numpy() if known else value
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def read_now(keywords: Mapping[str, Any]) -> dict[str, Any]:
    """Return keywords with variables read: a function with a custom gradient must not read any inside."""

    def read(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: read(number) for key, number in value.items()}
        return tf.convert_to_tensor(value) if _changes(value) else value

    return {name: read(value) for name, value in keywords.items()}


def _changes(value: Any) -> bool:
    """Return whether a value may change: a TensorFlow variable, or one of Keras 3, which is not a tensor."""
    return isinstance(value, tf.Variable) or (is_tensor(value) and not isinstance(value, tf.Tensor))
