"""Symbolic tensors, masks, and what a model takes."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._keras.pick import IS_KERAS_3, keras

__all__ = [
    "SYMBOLIC_TYPES",
    "called_with",
    "is_activated",
    "is_symbolic",
    "is_symbolic_build",
    "mask_of",
    "restore_from_config",
    "set_mask",
    "symbolic",
    "symbolic_inputs",
]

# Keras 3 exports it; tf_keras under __internal__ alone: tf_keras/src/engine/keras_tensor.py.
_KERAS_TENSOR = getattr(keras, "KerasTensor", None) or keras.__internal__.KerasTensor
SYMBOLIC_TYPES = (_KERAS_TENSOR, *_KERAS_TENSOR.__subclasses__())
"""The types of symbolic tensors."""

# Layers read and set it by this name: keras/src/backend/common/masking.py, tf_keras/src/engine/base_layer.py. Keras
# losses attach what they ignore to what they return: keras/src/losses/losses.py, tf_keras/src/losses.py.
_MASK = "_keras_mask"


def is_symbolic(value: Any) -> bool:
    """Return whether a value is a symbolic tensor of Keras."""
    return isinstance(value, _KERAS_TENSOR)


def mask_of(tensor: Any) -> Any:
    """Return the mask that Keras attached to a tensor, or None."""
    return getattr(tensor, _MASK, None)


def set_mask(tensor: Any, mask: Any) -> None:
    """Attach a mask to a tensor, where Keras looks for it."""
    setattr(tensor, _MASK, mask)


def is_activated(tensor: Any) -> bool:
    """Return whether a softmax or sigmoid of Keras returned a tensor."""
    # They attach their logits to it, for a loss that undoes them: keras/src/activations/activations.py,
    # keras/src/backend/tensorflow/nn.py, tf_keras/src/backend.py.
    return hasattr(tensor, "_keras_logits")


def restore_from_config(layer: Any) -> None:
    """Let a SavedModel of tf_keras restore a layer by its configuration, and not trace it on its own."""
    # Read in tf_keras/src/saving/legacy/saved_model/layer_serialization.py; Keras 3 has no such attribute.
    layer._must_restore_from_config = True  # noqa: SLF001 - tf_keras has no public way


def symbolic(shape: Any, dtype: str) -> Any:
    """Return a symbolic tensor of Keras 3."""
    return keras.KerasTensor(shape, dtype=dtype)


def is_symbolic_build(tensor: Any) -> bool:
    """Return whether Keras only asks for shapes, with tensors on which no layer has attached anything."""
    # The graph's name: keras/src/backend/tensorflow/core.py, tf_keras/src/engine/base_layer.py.
    return "scratch_graph" in str(getattr(getattr(tensor, "graph", None), "name", ""))


def symbolic_inputs(model: Any) -> Any:
    """Return the symbolic inputs of a functional or built sequential model in the structure it takes, or None."""
    # `model.inputs` is a flat list. The structure: keras/src/ops/function.py, tf_keras/src/engine/functional.py.
    if isinstance(model, keras.Sequential):
        return model.inputs[0] if model.inputs else None
    if IS_KERAS_3:
        return getattr(model, "_inputs_struct", None)
    return getattr(model, "_nested_inputs", None)


def called_with(model: Any) -> Any:
    """Return a specification of what a subclassed model was called with, as far as its Keras remembers; None where not.

    Keras 3 remembers shapes alone, so that the dtype is that of the model's computation.
    """
    if not IS_KERAS_3:
        found: Any = model.save_spec()
        return found[0][0] if found is not None and len(found[0]) == 1 else None
    # What build was called with: keras/src/layers/layer.py; keras/src/export/export_utils.py reads it too.
    shapes = list((getattr(model, "_build_shapes_dict", None) or {}).values())
    if len(shapes) != 1 or not isinstance(shapes[0], tuple) or not all(isinstance(n, int | None) for n in shapes[0]):
        return None
    return tf.TensorSpec([None, *shapes[0][1:]], model.input_dtype)
