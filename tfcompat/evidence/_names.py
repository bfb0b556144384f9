"""The interpreter of shapes: calls of known names, literals, and tensors for placeholders. No code is evaluated."""

from __future__ import annotations

import ast
from functools import reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any

import tensorflow as tf

import tfcompat
from tfcompat._keras import keras

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NoSuchNameError", "called"]

_KERAS_REDUCTION = "keras.losses.Reduction."
_KERAS_BACKEND = "keras.backend."


class NoSuchNameError(LookupError):
    """The installed TensorFlow or Keras does not have the old name."""


def called(text: str, tensors: Mapping[str, Any]) -> Any:
    """Return the result of the call of a shape.

    Raises:
        NoSuchNameError: A name no longer exists.
        ValueError: The text contains anything other than known names, calls, literals and placeholders.
    """
    return _of(ast.parse(text, mode="eval").body, tensors)


def _of(node: ast.expr, tensors: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Call):
        function = _of(node.func, tensors)
        named = {keyword.arg: _of(keyword.value, tensors) for keyword in node.keywords if keyword.arg}
        return function(*(_of(argument, tensors) for argument in node.args), **named)
    if isinstance(node, ast.Attribute):
        return _named(ast.unparse(node))
    if isinstance(node, ast.Name):
        if node.id not in tensors:
            raise NoSuchNameError(f"there is no made-up tensor for {node.id}")
        return tensors[node.id]
    return ast.literal_eval(node)


def _named(path: str) -> Any:
    if path.startswith(_KERAS_REDUCTION):  # Keras 3 has strings alone
        member = path.removeprefix(_KERAS_REDUCTION).lower()
        return "sum_over_batch_size" if member == "auto" else member
    if path.startswith(_KERAS_BACKEND):  # of which Keras 3 by itself has no losses, and TensorFlow's copy has them
        path = f"tf.{path}"
    root, *names = path.split(".")
    roots = {"tf": tf, "keras": keras, "tfcompat": tfcompat}
    if root not in roots:
        raise ValueError(f"{path} is not a name of TensorFlow, Keras or tfcompat")
    try:
        if path.startswith("tfcompat.legacy."):
            module, _, name = path.rpartition(".")
            return getattr(import_module(module), name)
        return reduce(getattr, names, roots[root])
    except (AttributeError, ImportError) as error:
        said = f"there is no {path} here"
        if path.startswith("tf.compat.v1.contrib."):
            old = path.removeprefix("tf.compat.v1.")
            said = f"TensorFlow 2 has no tf.{old}; its shim is tested against calls recorded under 1.15.5"
        raise NoSuchNameError(said) from error
