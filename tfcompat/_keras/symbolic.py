"""Symbolic tensors, masks, and what a model takes."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._keras.pick import IS_KERAS_3, keras

__all__ = ["called_with", "is_symbolic_build", "mask_of", "symbolic", "symbolic_inputs"]


def mask_of(tensor: Any) -> Any:
    """The mask that Keras hung on a tensor, or None."""
    return getattr(tensor, "_keras_mask", None)


def symbolic(shape: Any, dtype: str) -> Any:
    """A symbolic tensor of Keras 3."""
    return keras.KerasTensor(shape, dtype=dtype)


def is_symbolic_build(tensor: Any) -> bool:
    """Whether Keras only asks for shapes, with tensors on which no layer has hung anything."""
    return "scratch_graph" in str(getattr(getattr(tensor, "graph", None), "name", ""))


def symbolic_inputs(model: Any) -> Any:
    """The symbolic inputs of a functional or built sequential model in the structure it takes; None for others."""
    if isinstance(model, keras.Sequential):
        return model.inputs[0] if model.inputs else None
    if IS_KERAS_3:
        return getattr(model, "_inputs_struct", None)
    return getattr(model, "_nested_inputs", None)


def called_with(model: Any) -> Any:
    """A specification of what a subclassed model was called with, as far as its Keras remembers; None where not.

    Keras 3 remembers shapes alone, so that the dtype is that of the model's computation.
    """
    if not IS_KERAS_3:
        found: Any = model.save_spec()
        return found[0][0] if found is not None and len(found[0]) == 1 else None
    shapes = list((getattr(model, "_build_shapes_dict", None) or {}).values())
    if len(shapes) != 1 or not isinstance(shapes[0], tuple) or not all(isinstance(n, int | None) for n in shapes[0]):
        return None
    return tf.TensorSpec([None, *shapes[0][1:]], model.input_dtype)
