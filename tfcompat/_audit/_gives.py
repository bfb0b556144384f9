"""What a model gives: the activation behind each of its outputs, seen in the graph that a call of it makes."""

from __future__ import annotations

from typing import Any, NamedTuple

import tensorflow as tf

from tfcompat import _keras
from tfcompat._keras import keras
from tfcompat._tag import Activated, note_of
from tfcompat.losses._producer import made_by

__all__ = ["Gives", "outputs_of"]

_NO_INPUTS = (
    "what model {name!r} takes is not known, so that it cannot be called: give a batch, audit(model, inputs=batch), or "
    "call the model once."
)


class Gives(NamedTuple):
    """One output of a model."""

    name: str
    """As ``compile`` knows it."""
    kind: str
    """The activation as Keras names it, ``linear`` for none; nothing where that is not certain."""
    layer: str
    """The layer that applies it; nothing where that is not known."""
    units: int | None


def outputs_of(model: Any, inputs: Any = None) -> list[Gives]:
    """The outputs of a model as training sees them, in the order of its loss.

    Raises:
        ValueError: Nothing is known of its inputs.
    """
    symbolic = inputs if inputs is not None else _inputs(model)
    if symbolic is None:
        raise ValueError(_NO_INPUTS.format(name=model.name))
    specs = tf.nest.map_structure(_spec, symbolic)

    def trace(given: Any) -> Any:
        return model(given, training=True)

    graph = tf.function(trace, autograph=False).get_concrete_function(specs)
    structure = graph.structured_outputs
    tensors = tf.nest.flatten(structure)
    return [_gives(model, name, tensor) for name, tensor in zip(_names(model, structure), tensors, strict=True)]


def _inputs(model: Any) -> Any:
    if isinstance(model, keras.Sequential) and not model.built:
        return None
    symbolic = _keras.symbolic_inputs(model)
    return symbolic if symbolic is not None else _keras.called_with(model)


def _spec(given: Any) -> tf.TensorSpec:
    given = given if hasattr(given, "dtype") else tf.convert_to_tensor(given)
    return tf.TensorSpec([None, *tuple(given.shape)[1:]], given.dtype)


def _names(model: Any, structure: Any) -> list[str]:
    """What the outputs are called: by their keys, or as the model says; nothing for the only one."""
    count = len(tf.nest.flatten(structure))
    if count == 1:
        return [""]
    if isinstance(structure, dict):
        return sorted(map(str, structure))
    known = list(getattr(model, "output_names", None) or ())
    return known if len(known) == count else [f"{position}" for position in range(count)]


def _gives(model: Any, name: str, tensor: Any) -> Gives:
    units = tensor.shape[-1] if tensor.shape.rank else None
    note = note_of(tensor, Activated)
    if note is not None:
        return Gives(name, note.link, note.layer, units)
    made = made_by(tensor)
    return Gives(name, made[0], _layer(model, made[1].name), units) if made else Gives(name, "", "", units)


def _layer(model: Any, operation: str) -> str:
    """The layer of an operation: Keras opens a scope of its name, which TensorFlow numbers when it opens it again."""
    names = {layer.name for layer in model._flatten_layers()}  # noqa: SLF001 - nested layers too; Keras has no public way
    for scope in reversed(operation.split("/")[:-1]):
        for word in (scope, scope.rpartition("_")[0]):
            if word in names:
                return word
    return ""
