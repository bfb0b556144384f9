"""``tf.layers.dropout`` and ``flatten``, as functions and as classes."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from tfcompat.legacy._implementations._modes import smart_cond
from tfcompat.legacy._implementations.layers import _geometry as geometry
from tfcompat.legacy._implementations.layers._layer import Layer
from tfcompat.legacy._implementations.layers._spec import InputSpec

__all__ = ["Dropout", "Flatten", "dropout", "flatten"]

tf1 = tf.compat.v1


class Dropout(Layer):
    """The inputs; while training, a fraction `rate` is set to 0 and the rest is scaled up."""

    def __init__(self, rate: Any = 0.5, noise_shape: Any = None, seed: int | None = None, **settings: Any) -> None:
        super().__init__(**settings)
        self.rate = rate
        self.noise_shape = noise_shape
        self.seed = seed

    def _as_tensors(self, inputs: Any) -> Any:
        return tf.convert_to_tensor(inputs)

    def call(self, inputs: Any, training: Any = False) -> Any:
        """Drop if `training` is true; it may be a placeholder."""
        return smart_cond(
            training,
            lambda: tf1.nn.dropout(inputs, rate=self.rate, noise_shape=self._noise(inputs), seed=self.seed),
            lambda: tf.identity(inputs),
        )

    def _noise(self, inputs: Any) -> Any:
        if self.noise_shape is None or tf.is_tensor(self.noise_shape):
            return self.noise_shape
        sizes = tf.shape(inputs)
        return tf.convert_to_tensor([sizes[i] if size is None else size for i, size in enumerate(self.noise_shape)])


class Flatten(Layer):
    """The inputs with all axes except the first merged."""

    def __init__(self, data_format: str | None = None, **settings: Any) -> None:
        super().__init__(**settings)
        self.data_format = geometry.data_format(data_format)
        self.input_spec = InputSpec(min_ndim=1)

    def _as_tensors(self, inputs: Any) -> Any:
        return tf.convert_to_tensor(inputs)

    def call(self, inputs: Any) -> Any:
        """Reshape; channels that come first are moved to the end before."""
        shape = inputs.shape
        if self.data_format == "channels_first" and shape.rank > 1:
            inputs = tf.transpose(inputs, [0, *range(2, shape.rank), 1])
        outputs = tf.reshape(inputs, (inputs.shape[0] or tf.shape(inputs)[0], -1))
        if not tf.executing_eagerly():
            outputs.set_shape(self.compute_output_shape(shape))
        return outputs

    def compute_output_shape(self, input_shape: Any) -> tf.TensorShape:
        """Return the static shape of the outputs."""
        first, *others = tf.TensorShape(input_shape).as_list()
        return tf.TensorShape([first, int(np.prod(others)) if all(others) else None])


def dropout(*, inputs: Any, training: Any, **settings: Any) -> Any:
    """Return the outputs of a layer built for this call."""
    return Dropout(**settings)(inputs, training=training)


def flatten(*, inputs: Any, **settings: Any) -> Any:
    """Return the outputs of a layer built for this call."""
    return Flatten(**settings)(inputs)
