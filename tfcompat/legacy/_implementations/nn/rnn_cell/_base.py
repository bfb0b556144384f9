"""Shared parts of the cells: states, the zero state, and their own variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import tensorflow as tf

from tfcompat.legacy._implementations import _keras_names
from tfcompat.legacy._implementations._modes import in_graph
from tfcompat.legacy._implementations.layers._layer import Layer
from tfcompat.legacy._implementations.layers._spec import InputSpec

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LSTMStateTuple", "LayerRNNCell", "RNNCell", "activation_of", "check_cell", "features"]

tf1 = tf.compat.v1


class LSTMStateTuple(NamedTuple):
    """The state of an LSTM: the cell, then the output."""

    c: Any
    h: Any

    @property
    def dtype(self) -> Any:
        """The common dtype of both."""
        if self.c.dtype != self.h.dtype:
            raise TypeError(f"c and h must have the same dtype, got {self.c.dtype} and {self.h.dtype}.")
        return self.c.dtype


class RNNCell(Layer):
    """A function of inputs and state; `call` creates its variables with ``get_variable``."""

    def __call__(self, inputs: Any, state: Any, scope: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Return the outputs and the next state."""
        place = tf1.get_variable_scope() if scope is None else scope
        with tf1.variable_scope(place, custom_getter=self._getter, auxiliary_name_scope=scope is not None) as here:
            given = {} if scope is None else {"scope": here}
            return super().__call__(inputs, state, *args, **given, **kwargs)

    def _getter(self, getter: Callable[..., Any], name: str, **given: Any) -> Any:
        """Return a variable of the cell; outside graphs, the cell stores it by name."""
        if in_graph():
            variable = getter(name=name, **given)
        else:
            known = {v.name.removesuffix(":0"): v for v, _ in self._hidden("weights")}
            if name in known:
                return known[name]
            with tf.init_scope():
                variable = getter(name=name, **{**given, "reuse": False})
        self._keep(variable, given.get("trainable") is not False)
        return variable

    @property
    def state_size(self) -> Any:
        """The sizes of the state: a number, a TensorShape or a structure of them."""
        raise NotImplementedError(f"{type(self).__name__} must define state_size.")

    @property
    def output_size(self) -> Any:
        """The size of the outputs."""
        raise NotImplementedError(f"{type(self).__name__} must define output_size.")

    def build(self, input_shape: Any) -> None:
        """Do nothing: `call` creates the variables."""

    def get_initial_state(self, inputs: Any = None, batch_size: Any = None, dtype: Any = None) -> Any:
        """Return the zero state for inputs, or for a batch size and a dtype."""
        if inputs is not None:
            inputs = tf.convert_to_tensor(inputs)
            batch_size, dtype = inputs.shape[0] or tf.shape(inputs)[0], inputs.dtype
        if batch_size is None or dtype is None:
            raise ValueError(
                f"get_initial_state() needs inputs=, or batch_size= and dtype=, got {batch_size}, {dtype}."
            )
        return self.zero_state(batch_size, dtype)

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        """Return a state of zeros."""
        with tf1.name_scope(f"{type(self).__name__}ZeroState", values=[batch_size]):
            return tf.nest.map_structure(lambda size: _zeros(size, batch_size, dtype), self.state_size)


class LayerRNNCell(RNNCell):
    """A cell whose variables `build` creates."""

    def __init__(self, trainable: bool = True, name: Any = None, dtype: Any = None, **settings: Any) -> None:
        super().__init__(trainable, name, dtype, **settings)
        if self._dtype is not None:
            _check_dtype(self._dtype)
        self.input_spec = InputSpec(ndim=2)

    def __call__(self, inputs: Any, state: Any, scope: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Return the outputs and the next state."""
        given = {} if scope is None else {"scope": scope}
        return Layer.__call__(self, inputs, state, *args, **given, **kwargs)

    def _ready(self, inputs: Any) -> None:
        for each in tf.nest.flatten(inputs):
            _check_dtype(each.dtype)
        super()._ready(inputs)


def _check_dtype(dtype: Any) -> None:
    found = tf.as_dtype(dtype)
    if not (found.is_floating or found.is_complex):
        raise ValueError(f"Cells take floating-point inputs, got {found.name}: cast them.")


def _zeros(size: Any, batch_size: Any, dtype: Any) -> Any:
    """Return zeros for one part of a state, with its static shape."""
    sizes = tf.TensorShape(size).as_list()
    known = tf.get_static_value(batch_size) if tf.is_tensor(batch_size) else batch_size
    batch = tf.reshape(tf.cast(batch_size, tf.int32), [1])
    zeros = tf.zeros(tf.concat([batch, tf.constant(sizes, tf.int32)], 0), dtype)
    if not tf.executing_eagerly():
        zeros.set_shape([known if known is None else int(known), *sizes])
    return zeros


def features(inputs: Any) -> int:
    """Return the last size of inputs or of their shape, which a kernel's shape needs."""
    shape = tf.TensorShape(getattr(inputs, "shape", inputs))
    if shape.rank is None or shape[-1] is None:
        raise ValueError(f"A cell needs to know the last size of its inputs, got shape {shape}: use set_shape.")
    return int(shape[-1])


def activation_of(given: Any) -> Callable[[Any], Any]:
    """Return the activation of a cell: a function, a name, or tanh if there is none."""
    found = _keras_names.activation(given) if given else tf.tanh
    return tf.identity if found is None else found


def check_cell(name: str, cell: Any) -> None:
    """Raise TypeError if an object is not a cell."""
    needed = ("output_size", "state_size", "zero_state")
    missing = [each for each in needed if not hasattr(cell, each) and not hasattr(cell, "get_initial_state")]
    if missing or not callable(cell):
        raise TypeError(
            f"{name}= takes an RNN cell, got {cell!r}, which lacks {', '.join(missing) or 'a call'}: pass an "
            "object, not a class or a function."
        )
