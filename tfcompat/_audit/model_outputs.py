"""The outputs of a model: the activation of each, found in the graph of a call."""

from __future__ import annotations

from typing import Any, NamedTuple

import tensorflow as tf

from tfcompat import _keras
from tfcompat._arguments.nested import leaves_of
from tfcompat._keras import IS_KERAS_3, keras
from tfcompat._origin.graph import made_by
from tfcompat._origin.notes import Activated, note_of

__all__ = ["Gives", "Output", "UnknownInputsError", "gives_of", "knows_inputs", "outputs_in", "outputs_of"]

_NO_INPUTS = (
    "the inputs of model {name!r} are not known, so it cannot be called: pass a batch, audit(model, inputs=batch), or "
    "call the model once."
)
_DATASET = "inputs must be a batch, got {got}: pass one batch, such as next(iter(dataset))[0]."


class UnknownInputsError(ValueError):
    """A model that was never called and whose inputs are unknown."""


class Output(NamedTuple):
    """The name of an output, the way to it, and whether it is in a structure in a structure."""

    name: str
    path: tuple[Any, ...]
    nested: bool


class Gives(NamedTuple):
    """One output of a model."""

    name: str
    """The name that ``compile`` uses; empty for the only output."""
    kind: str
    """The activation as Keras names it, ``linear`` for none; empty if that is uncertain."""
    layer: str
    """The layer that applies it; empty if that is unknown."""
    shape: tuple[int | None, ...] | None
    """The shape of the output; None if its rank is unknown."""
    axis: int | None
    """The axis along which a softmax sums to 1, counted from the end; None if it is cut, joined or uncertain."""
    path: tuple[Any, ...]
    """The way to it in the structure that the model returns."""
    nested: bool
    """Whether it is in a structure in a structure."""
    dtype: Any = None

    @property
    def units(self) -> int | None:
        """The size of the last axis."""
        return self.size(-1)

    def size(self, axis: int) -> int | None:
        """Return the number of classes along an axis; None if it is unknown."""
        place = self.place(axis)
        return None if self.shape is None or place is None else self.shape[place]

    def place(self, axis: int) -> int | None:
        """Return an axis counted from the end; None if there is no such axis after that of the examples."""
        rank = len(self.shape) if self.shape is not None else 0
        place = axis % rank if rank and -rank <= axis < rank else 0
        return place - rank if place else None


def outputs_of(model: Any, inputs: Any = None) -> list[Gives]:
    """Return the outputs of a model as training sees them.

    Raises:
        UnknownInputsError: The inputs of the model are unknown.
    """
    if isinstance(inputs, tf.data.Dataset):
        raise TypeError(_DATASET.format(got=type(inputs).__name__))
    symbolic = inputs if inputs is not None else _inputs(model)
    if symbolic is None:
        raise UnknownInputsError(_NO_INPUTS.format(name=model.name))
    bring_back = _keras.losses_kept(model)
    try:
        structure = _traced(model, symbolic, inputs is not None)
    finally:
        bring_back()
    return [gives for gives, _ in outputs_in(model, structure)]


def outputs_in(model: Any, structure: Any) -> list[tuple[Gives, Any]]:
    """Return each output that a call of a model returned, with its tensor."""
    nested = any(isinstance(part, dict | list | tuple) for part in _parts(structure))
    leaves = leaves_of(structure)
    names = _names(model, [tuple(map(str, path)) for path, _ in leaves])
    return [
        (gives_of(model, Output(name, path, nested), tensor), tensor)
        for name, (path, tensor) in zip(names, leaves, strict=True)
        if tensor is not None
    ]


def _traced(model: Any, symbolic: Any, is_batch: bool) -> Any:
    """Return the outputs of a call in a graph, of any batch size; of the batch's own where the model takes no other."""

    def trace(given: Any) -> Any:
        return model(given, training=True)

    def outputs(spec: Any) -> Any:
        function = tf.function(trace, autograph=not IS_KERAS_3)  # as this Keras' own training step
        return function.get_concrete_function(spec).structured_outputs

    try:
        return outputs(tf.nest.map_structure(_spec, symbolic))
    except Exception:
        if not is_batch:
            raise
        return outputs(tf.nest.map_structure(tf.convert_to_tensor, symbolic))


def knows_inputs(model: Any) -> bool:
    """Return whether a model knows its inputs, so that it can be called without a batch."""
    return _inputs(model) is not None


def _inputs(model: Any) -> Any:
    if isinstance(model, keras.Sequential) and not model.built:
        return None
    symbolic = _keras.symbolic_inputs(model)
    return symbolic if symbolic is not None else _keras.called_with(model)


def _spec(given: Any) -> Any:
    if isinstance(given, tf.TypeSpec) and not isinstance(given, tf.TensorSpec):
        return given
    given = given if hasattr(given, "dtype") else tf.convert_to_tensor(given)
    return tf.TensorSpec([None, *tuple(given.shape)[1:]], given.dtype)


def _parts(structure: Any) -> list[Any]:
    if isinstance(structure, dict):
        return list(structure.values())
    return list(structure) if isinstance(structure, list | tuple) else [structure]


def _names(model: Any, paths: list[tuple[str, ...]]) -> list[str]:
    """Return what the outputs are called: by their keys, or as the model says; nothing for the only one."""
    if len(paths) == 1:
        return [""]
    known = list(getattr(model, "output_names", None) or ())
    by_place = all(path[0].isdigit() and len(path) == 1 for path in paths)
    return known if by_place and len(known) == len(paths) else ["_".join(path) for path in paths]


def gives_of(model: Any, output: Output, tensor: Any) -> Gives:
    """Return what an output is, by its notes and its graph."""
    shape = tuple(tensor.shape) if tensor.shape.rank is not None else None
    told = {"shape": shape, "path": output.path, "nested": output.nested, "dtype": tensor.dtype}
    note = note_of(tensor, Activated)
    if note is not None:
        return Gives(output.name, note.link, note.layer, axis=_from_end(note.axis, shape), **told)
    made = made_by(tensor) if isinstance(tensor, tf.Tensor) and hasattr(tensor, "graph") else None
    if made is None:
        return Gives(output.name, "", "", axis=None, **told)
    return Gives(output.name, made.kind, _layer(model, made.operation.name), axis=made.axis, **told)


def _from_end(axis: int, shape: tuple[int | None, ...] | None) -> int | None:
    return axis if axis < 0 else axis - len(shape) if shape is not None else None


def _layer(model: Any, operation: str) -> str:
    """Return the layer of an operation, by the scope that Keras opens and TensorFlow numbers if opened again."""
    names = {layer.name for layer in _keras.flat_layers(model)}
    for scope in reversed(operation.split("/")[:-1]):
        for word in (scope, scope.rpartition("_")[0]):
            if word in names:
                return word
    return ""
