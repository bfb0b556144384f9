"""Wrappers of ``tf.contrib.rnn``, which have their own variables."""

from __future__ import annotations

import math
from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.contrib.rnn._linear import linear
from tfcompat.legacy._implementations.nn.rnn_cell._base import RNNCell, check_cell, features

__all__ = ["EmbeddingWrapper", "HighwayWrapper", "InputProjectionWrapper", "OutputProjectionWrapper"]

tf1 = tf.compat.v1


class _Around(RNNCell):
    """A cell in the scope of another."""

    def __init__(self, cell: Any, reuse: Any = None) -> None:
        super().__init__(_reuse=reuse)
        check_cell("cell", cell)
        self._cell = cell

    def _inner(self) -> list[Any]:
        return [self._cell] if hasattr(self._cell, "_variables_that") else []

    @property
    def state_size(self) -> Any:
        """That of the wrapped cell."""
        return self._cell.state_size

    @property
    def output_size(self) -> Any:
        """That of the wrapped cell."""
        return self._cell.output_size

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        """Return the value of the wrapped cell."""
        with tf1.name_scope(f"{type(self).__name__}ZeroState", values=[batch_size]):
            return self._cell.zero_state(batch_size, dtype)


class InputProjectionWrapper(_Around):
    """A linear layer before a cell."""

    def __init__(
        self,
        cell: Any,
        num_proj: int,
        activation: Any = None,
        input_size: Any = None,  # noqa: ARG002 - TensorFlow 1 accepted and ignored it
        reuse: Any = None,
    ) -> None:
        super().__init__(cell, reuse)
        self._num_proj = num_proj
        self._activation = activation

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs and the next state."""
        projected = linear([inputs], self._num_proj)
        return self._cell(self._activation(projected) if self._activation else projected, state)


class OutputProjectionWrapper(_Around):
    """A linear layer after a cell."""

    def __init__(self, cell: Any, output_size: int, activation: Any = None, reuse: Any = None) -> None:
        super().__init__(cell, reuse)
        if output_size < 1:
            raise ValueError(f"output_size= takes a positive number, got {output_size}.")
        self._output_size = output_size
        self._activation = activation

    @property
    def output_size(self) -> int:
        """The size of the projection."""
        return self._output_size

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs and the next state."""
        outputs, state = self._cell(inputs, state)
        projected = linear([outputs], self._output_size)
        return self._activation(projected) if self._activation else projected, state


class EmbeddingWrapper(_Around):
    """An embedding of ids before a cell."""

    def __init__(
        self, cell: Any, embedding_classes: int, embedding_size: int, initializer: Any = None, reuse: Any = None
    ) -> None:
        super().__init__(cell, reuse)
        if embedding_classes <= 0 or embedding_size <= 0:
            raise ValueError(
                "embedding_classes= and embedding_size= take positive numbers, got "
                f"{embedding_classes} and {embedding_size}."
            )
        self._shape = [embedding_classes, embedding_size]
        self._initializer = initializer

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs and the next state."""
        wide = tf1.random_uniform_initializer(-math.sqrt(3), math.sqrt(3))
        initializer = self._initializer or tf1.get_variable_scope().initializer or wide
        with tf.device("/cpu:0"):
            dtype = tf.nest.flatten(state)[0].dtype
            matrix = tf1.get_variable("embedding", self._shape, dtype, initializer)
            return self._cell(tf.nn.embedding_lookup(matrix, tf.reshape(inputs, [-1])), state)


class HighwayWrapper(_Around):
    """A gate between the inputs and the outputs of a cell (arXiv 1505.00387)."""

    def __init__(self, cell: Any, couple_carry_transform_gates: bool = True, carry_bias_init: float = 1.0) -> None:
        super().__init__(cell)
        self._couple = couple_carry_transform_gates
        self._carry_bias = carry_bias_init

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        """Return the outputs and the next state; the variables are in the scope around the cell."""
        outputs, state = self._cell(inputs, state, scope=scope)
        tf.nest.assert_same_structure(inputs, outputs)
        here = tf1.get_variable_scope()
        with tf1.variable_scope(here, custom_getter=self._getter, auxiliary_name_scope=False):
            return tf.nest.map_structure(self._highway, inputs, outputs), state

    def _highway(self, inputs: Any, outputs: Any) -> Any:
        inputs.shape.assert_is_compatible_with(outputs.shape)
        carry = self._gate(inputs, "carry", self._carry_bias)
        transform = 1 - carry if self._couple else self._gate(inputs, "transform", -self._carry_bias)
        return inputs * carry + outputs * transform

    def _gate(self, inputs: Any, name: str, bias: float) -> Any:
        size = features(inputs)
        weight = tf1.get_variable(f"{name}_w", [size, size])
        offset = tf1.get_variable(f"{name}_b", [size], initializer=tf1.constant_initializer(bias))
        return tf.sigmoid(tf1.nn.xw_plus_b(inputs, weight, offset))
