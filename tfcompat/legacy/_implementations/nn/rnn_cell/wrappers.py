"""Cells around cells."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.nn.rnn_cell._base import RNNCell, check_cell

__all__ = ["DeviceWrapper", "MultiRNNCell", "ResidualWrapper", "Wrapper"]

tf1 = tf.compat.v1


class Wrapper(RNNCell):
    """A cell that changes the inputs or outputs of another; it has no scope and no variables."""

    def __init__(self, cell: Any, **settings: Any) -> None:
        super().__init__(**settings)
        check_cell("cell", cell)
        self.cell = cell

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        """Return the outputs and the next state."""
        raise NotImplementedError

    def _inner(self) -> list[Any]:
        return [self.cell] if hasattr(self.cell, "_variables_that") else []

    @property
    def wrapped_cell(self) -> Any:
        """The wrapped cell."""
        return self.cell

    @property
    def state_size(self) -> Any:
        """That of the wrapped cell."""
        return self.cell.state_size

    @property
    def output_size(self) -> Any:
        """That of the wrapped cell."""
        return self.cell.output_size

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        """Return the value of the wrapped cell."""
        with tf1.name_scope(f"{type(self).__name__}ZeroState", values=[batch_size]):
            return self.cell.zero_state(batch_size, dtype)


class ResidualWrapper(Wrapper):
    """A cell whose inputs are added to its outputs."""

    def __init__(self, cell: Any, residual_fn: Any = None, **settings: Any) -> None:
        super().__init__(cell, **settings)
        self._residual_fn = residual_fn

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        """Return the sum and the next state."""
        outputs, state = self.cell(inputs, state, scope=scope)
        return (self._residual_fn or _sums)(inputs, outputs), state


def _sums(inputs: Any, outputs: Any) -> Any:
    tf.nest.assert_same_structure(inputs, outputs)
    tf.nest.map_structure(lambda i, o: i.shape.assert_is_compatible_with(o.shape), inputs, outputs)
    return tf.nest.map_structure(lambda i, o: i + o, inputs, outputs)


class DeviceWrapper(Wrapper):
    """A cell on a device."""

    def __init__(self, cell: Any, device: Any, **settings: Any) -> None:
        super().__init__(cell, **settings)
        self._device = device

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        """Return the value of the wrapped cell, on the device."""
        with tf.device(self._device):
            return super().zero_state(batch_size, dtype)

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        """Return the outputs and the next state."""
        with tf.device(self._device) if self._device is not None else nullcontext():
            return self.cell(inputs, state, scope=scope)


class MultiRNNCell(RNNCell):
    """A stack of cells, in the scopes ``cell_0``, ``cell_1``, ..."""

    def __init__(self, cells: Any, state_is_tuple: bool = True) -> None:
        super().__init__()
        if not isinstance(cells, list | tuple):
            raise TypeError(f"MultiRNNCell takes a list of cells, got {cells!r}: write [cell].")
        if not cells:
            raise ValueError("MultiRNNCell takes at least one cell, got none.")
        if not state_is_tuple and any(tf.nest.is_nested(cell.state_size) for cell in cells):
            raise ValueError(
                "MultiRNNCell with state_is_tuple=False takes cells with tensor states, got the sizes "
                f"{[cell.state_size for cell in cells]}: build them with state_is_tuple=False."
            )
        self._cells = list(cells)
        self._state_is_tuple = state_is_tuple

    def _inner(self) -> list[Any]:
        return [cell for cell in self._cells if hasattr(cell, "_variables_that")]

    @property
    def state_size(self) -> Any:
        """The state sizes of the cells: a tuple, or their sum."""
        sizes = tuple(cell.state_size for cell in self._cells)
        return sizes if self._state_is_tuple else sum(sizes)

    @property
    def output_size(self) -> Any:
        """The output size of the last cell."""
        return self._cells[-1].output_size

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        """Return the values of the cells."""
        if not self._state_is_tuple:
            return super().zero_state(batch_size, dtype)
        with tf1.name_scope(f"{type(self).__name__}ZeroState", values=[batch_size]):
            return tuple(cell.zero_state(batch_size, dtype) for cell in self._cells)

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs of the last cell, and the next states of all."""
        if self._state_is_tuple:
            if not tf.nest.is_nested(state):
                raise ValueError(f"MultiRNNCell takes a tuple of {len(self._cells)} states, got {state!r}.")
            states = list(state)
        else:
            states = tf.split(state, [cell.state_size for cell in self._cells], axis=1)
        new = []
        for number, cell in enumerate(self._cells):
            with tf1.variable_scope(f"cell_{number}"):
                inputs, after = cell(inputs, states[number])
                new.append(after)
        return inputs, tuple(new) if self._state_is_tuple else tf.concat(new, 1)
