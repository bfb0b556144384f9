"""``tf.layers.batch_normalization``, as a function and as a class."""

from __future__ import annotations

from functools import partial
from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations import _keras_names
from tfcompat.legacy._implementations._modes import constant, smart_cond
from tfcompat.legacy._implementations.layers._layer import Layer, call_once
from tfcompat.legacy._implementations.layers._moving import average, composed, fused, renormalized
from tfcompat.legacy._implementations.layers._spec import InputSpec

__all__ = ["BatchNormalization", "batch_normalization"]

tf1 = tf.compat.v1
_ON_READ = {
    "trainable": False,
    "synchronization": tf.VariableSynchronization.ON_READ,
    "aggregation": tf.VariableAggregation.MEAN,
}


class BatchNormalization(Layer):
    """``gamma * (inputs - mean) / sqrt(variance + epsilon) + beta``, by the moments of the batch while training.

    In a graph, the update ops change the moving moments; in TensorFlow 2 the call does.
    """

    def __init__(
        self,
        axis: Any = -1,
        momentum: float = 0.99,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        moving_mean_initializer: Any = "zeros",
        moving_variance_initializer: Any = "ones",
        beta_regularizer: Any = None,
        gamma_regularizer: Any = None,
        beta_constraint: Any = None,
        gamma_constraint: Any = None,
        renorm: bool = False,
        renorm_clipping: dict[str, Any] | None = None,
        renorm_momentum: float = 0.99,
        fused: bool | None = None,
        virtual_batch_size: int | None = None,
        adjustment: Any = None,
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        if not isinstance(axis, int | list | tuple):
            raise TypeError(f"tf.layers.BatchNormalization takes an integer or a list of them as axis=, got {axis!r}.")
        if unknown := set(renorm_clipping or {}) - {"rmax", "rmin", "dmax"}:
            raise ValueError(f"renorm_clipping= has the keys rmax, rmin and dmax, got {', '.join(sorted(unknown))}.")
        self.axis: list[int] | int = axis if isinstance(axis, int) else list(axis)
        self.momentum = momentum
        self.epsilon = epsilon
        self.center = center
        self.scale = scale
        self.beta_initializer = _keras_names.initializer(beta_initializer)
        self.gamma_initializer = _keras_names.initializer(gamma_initializer)
        self.moving_mean_initializer = _keras_names.initializer(moving_mean_initializer)
        self.moving_variance_initializer = _keras_names.initializer(moving_variance_initializer)
        self.beta_regularizer = beta_regularizer
        self.gamma_regularizer = gamma_regularizer
        self.beta_constraint = beta_constraint
        self.gamma_constraint = gamma_constraint
        self.renorm = renorm
        self.renorm_clipping = dict(renorm_clipping or {})
        self.renorm_momentum = renorm_momentum
        self.fused = True if fused is None else fused
        self.virtual_batch_size = virtual_batch_size
        self.adjustment = adjustment
        self.gamma: Any = None
        self.beta: Any = None
        self.moving_mean: Any = None
        self.moving_variance: Any = None

    def _as_tensors(self, inputs: Any) -> Any:
        return tf.convert_to_tensor(inputs)

    def build(self, input_shape: Any) -> None:
        """Create gamma, beta and the moving moments."""
        shape = tf.TensorShape(input_shape)
        if not shape.rank:
            raise ValueError(f"tf.layers.BatchNormalization needs inputs of a known rank, got shape {shape}.")
        axes = [axis % shape.rank for axis in self._axes(shape.rank)]
        self.fused = bool(self.fused) and shape.rank == 4 and self._can_be_fused(axes)
        sizes = {axis: shape[axis] for axis in axes}
        if None in sizes.values():
            raise ValueError(f"tf.layers.BatchNormalization needs to know the size of axis {axes}, got shape {shape}.")
        self.input_spec = InputSpec(ndim=shape.rank, axes=sizes)
        params = [sizes.get(axis, 1) for axis in range(shape.rank)]
        if len(axes) == 1 and self.virtual_batch_size is None:
            params = [sizes[axes[0]]]
        elif self.virtual_batch_size is not None:
            params.insert(1, 1)
            axes = [axis + 1 for axis in axes]
        self.axis = axes
        self._build_scale(params)
        partitioner = self._scope.partitioner
        self._scope.set_partitioner(None)
        try:
            self._build_moments(params)
        finally:
            self._scope.set_partitioner(partitioner)
        self.built = True

    def _axes(self, rank: int) -> list[int]:
        axes = [self.axis] if isinstance(self.axis, int) else [*self.axis]
        if any(not -rank <= axis < rank for axis in axes) or len({axis % rank for axis in axes}) < len(axes):
            raise ValueError(f"axis= takes distinct axes of inputs of rank {rank}, got {self.axis}.")
        if self.virtual_batch_size is not None and (self.virtual_batch_size <= 0 or self.adjustment or 0 in axes):
            raise ValueError(
                "virtual_batch_size= takes a positive divisor of the batch size, without axis 0 and without "
                f"adjustment=, got {self.virtual_batch_size} with axis={self.axis}."
            )
        return axes

    def _can_be_fused(self, axes: list[int]) -> bool:
        plain = not self.renorm and self.virtual_batch_size is None and self.adjustment is None
        return plain and axes in ([1], [3])

    @property
    def _param_dtype(self) -> tf.DType:
        dtype = self._dtype or tf.float32
        return tf.float32 if dtype in (tf.float16, tf.bfloat16) else dtype

    def _build_scale(self, params: list[int]) -> None:
        for name, wanted in (("gamma", self.scale), ("beta", self.center)):
            if wanted:
                variable = self.add_weight(
                    name,
                    params,
                    self._param_dtype,
                    initializer=getattr(self, f"{name}_initializer"),
                    regularizer=getattr(self, f"{name}_regularizer"),
                    constraint=getattr(self, f"{name}_constraint"),
                    trainable=True,
                )
                setattr(self, name, variable)

    def _build_moments(self, params: list[int]) -> None:
        names = {"moving_mean": self.moving_mean_initializer, "moving_variance": self.moving_variance_initializer}
        if self.renorm:
            names |= {
                "moving_stddev": self._initial_stddev,
                "renorm_mean": self.moving_mean_initializer,
                "renorm_stddev": self._initial_stddev,
            }
        for name, initializer in names.items():
            setattr(self, name, self.add_weight(name, params, self._param_dtype, initializer, **_ON_READ))

    def _initial_stddev(self, *args: Any, **kwargs: Any) -> Any:
        return tf.sqrt(self.moving_variance_initializer(*args, **kwargs))

    def call(self, inputs: Any, training: Any = False) -> Any:
        """Normalise; `training` may be a placeholder."""
        if self.fused:
            return fused(self, inputs, training)
        if self.virtual_batch_size is None:
            return self._normalized(inputs, training)
        shape = [-1, *inputs.shape.as_list()[1:]]
        batches = tf.reshape(inputs, [self.virtual_batch_size, *shape])
        return tf.reshape(self._normalized(batches, training), shape)

    def _normalized(self, inputs: Any, training: Any) -> Any:
        rank = inputs.shape.rank
        scale, offset = (self._spread(each, rank, inputs) for each in (self.gamma, self.beta))
        mean, variance = self.moving_mean, self.moving_variance
        if constant(training) is not False:
            if self.adjustment:
                adjustment = self._adjustment_of(inputs, training)
                scale, offset = composed(adjustment[0], adjustment[1], scale, offset)
            mean, variance = self._moments(inputs, training)
            new = [mean, variance]
            if self.virtual_batch_size is not None:
                new = [tf.reduce_mean(each, axis=1, keepdims=True) for each in new]
            if self.renorm:
                correction, new = renormalized(self, new[0], new[1], training)
                r, d = (self._spread(tf.stop_gradient(each), rank, inputs) for each in correction)
                scale, offset = composed(r, d, scale, offset)
            self._update(new[0], new[1], training)
        mean, variance = (self._spread(tf.cast(each, inputs.dtype), rank, inputs) for each in (mean, variance))
        offset, scale = (None if each is None else tf.cast(each, inputs.dtype) for each in (offset, scale))
        outputs = tf.nn.batch_normalization(inputs, mean, variance, offset, scale, self.epsilon)
        outputs.set_shape(inputs.shape)
        return outputs

    def _spread(self, values: Any, rank: int, inputs: Any) -> Any:
        """Return values per channel, in a shape that multiplies the inputs; unchanged if the channels come last."""
        if values is None or values.shape.rank == rank or self.axis == [rank - 1]:
            return values
        shape = [1] * rank
        shape[self.axis[0]] = inputs.shape[self.axis[0]]  # type: ignore[index] # a list once it is built
        return tf.reshape(values, shape)

    def _moments(self, inputs: Any, training: Any) -> list[Any]:
        axes = [axis for axis in range(inputs.shape.rank) if axis not in self.axis]  # type: ignore[operator] # a list
        several = len(self.axis) > 1  # type: ignore[arg-type] # a list once it is built
        if self.virtual_batch_size is not None:
            del axes[1]
        keep = self.virtual_batch_size is not None or several
        now = tf.nn.moments(tf.cast(inputs, self._param_dtype), axes, keepdims=keep)
        kept = (self.moving_mean, self.moving_variance)
        return [
            smart_cond(training, partial(tf.identity, a), partial(tf.convert_to_tensor, b))
            for a, b in zip(now, kept, strict=True)
        ]

    def _adjustment_of(self, inputs: Any, training: Any) -> list[Any]:
        scale, bias = self.adjustment(tf.shape(inputs))
        return [
            smart_cond(training, lambda: scale, lambda: tf.ones_like(scale)),
            smart_cond(training, lambda: bias, lambda: tf.zeros_like(bias)),
        ]

    def _update(self, mean: Any, variance: Any, training: Any) -> None:
        average(self, self.moving_mean, mean, self.momentum, training)
        if not self.renorm:
            average(self, self.moving_variance, variance, self.momentum, training)
            return
        stddev = tf.sqrt(variance + self.epsilon)
        average(self, self.moving_stddev, stddev, self.momentum, training, squares=self.moving_variance)


def batch_normalization(*, inputs: Any, name: str | None, reuse: Any, training: Any, **settings: Any) -> Any:
    """Return the outputs of a layer built for this call."""
    return call_once(BatchNormalization, inputs, name, reuse=reuse, call={"training": training}, **settings)
