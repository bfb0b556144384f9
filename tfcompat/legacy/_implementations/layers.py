"""``tf.layers``: TensorFlow refuses these beside Keras 3, so they are built here from ``tf.compat.v1.get_variable``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat.legacy._implementations import _keras_names
from tfcompat.legacy._implementations._variables import collect, kept, penalize

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Dense", "dense"]

tf1 = tf.compat.v1


def dense(*, inputs: Any, units: int, name: str | None, reuse: Any, **settings: Any) -> Any:
    """A layer that is built for this one call."""
    with kept(name, "dense") as name:
        return Dense(units=units, name=name, _scope=name, _reuse=reuse, _keeps=False, **settings)(inputs)


class Dense(tf.Module):
    """``activation(inputs @ kernel + bias)``, with the variables ``<scope>/kernel`` and ``<scope>/bias``."""

    def __init__(
        self,
        units: int,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = None,
        bias_initializer: Any = tf1.zeros_initializer(),  # noqa: B008 - TensorFlow 1's own default, and it has no state
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        trainable: bool = True,
        name: str | None = None,
        dtype: Any = None,
        _scope: Any = None,
        _reuse: Any = None,
        _keeps: bool = True,
        **unknown: Any,
    ) -> None:
        if unknown:
            raise TypeError(
                f"tf.layers.Dense has no keyword {next(iter(unknown))}=; beside those of its signature it takes dtype="
            )
        self._named = name is not None
        self._name = name or "dense"  # no constructor of tf.Module: the names of layers may hold slashes
        self.units = int(units)
        self.activation = _keras_names.activation(activation)
        self.use_bias = use_bias
        self.kernel_initializer = _keras_names.initializer(kernel_initializer)
        self.bias_initializer = _keras_names.initializer(bias_initializer)
        self.kernel_regularizer = kernel_regularizer
        self.bias_regularizer = bias_regularizer
        self.activity_regularizer = activity_regularizer
        self.kernel_constraint = kernel_constraint
        self.bias_constraint = bias_constraint
        self.trainable = trainable
        self.kernel: Any = None
        self.bias: Any = None
        self.built = False
        self._dtype = None if dtype is None else tf.as_dtype(dtype)
        self._base_name, self._reuse, self._keeps = self._name, _reuse, _keeps
        self._scope: Any = None
        # Past tf.Module, which would save what it finds in lists, functions included.
        object.__setattr__(self, "_penalties", [])
        object.__setattr__(self, "_collected", [])
        if _scope:
            self._open(_scope)

    def __call__(self, inputs: Any, *, scope: Any = None) -> Any:
        """The outputs, of the inputs' shape but for the last axis; makes the variables if need be."""
        if not isinstance(inputs, tf.SparseTensor):
            inputs = tf.convert_to_tensor(inputs)
        if self._dtype is not None and inputs.dtype != self._dtype:
            inputs = tf.cast(inputs, self._dtype)
        if self._scope is None:
            self._open(scope)
        with (
            tf1.variable_scope(self._scope, reuse=self.built or self._reuse, auxiliary_name_scope=False) as here,
            tf1.name_scope(here.original_name_scope),
        ):
            if not self.built:
                self._dtype = inputs.dtype
                self.build(inputs.shape)
            outputs = self.call(inputs)
            self._collect(outputs)
        return outputs

    apply = __call__

    def _open(self, scope: Any) -> None:
        """Keep the variable scope: the one that was given, or else the layer's name, counted unless it reuses."""
        if scope is None and self._reuse:
            scope = self._base_name
        if scope is None and self._named and not _in_graph():
            scope = self._base_name
        with tf1.variable_scope(scope, default_name=self._base_name) as self._scope:
            pass

    def build(self, input_shape: Any) -> None:
        """Make the variables, or find them where the scope reuses."""
        features = features_of(tf.TensorShape(input_shape), self._dtype or tf.float32)
        self.kernel = self._variable(
            "kernel", [features, self.units], self.kernel_initializer, self.kernel_regularizer, self.kernel_constraint
        )
        if self.use_bias:
            self.bias = self._variable(
                "bias", [self.units], self.bias_initializer, self.bias_regularizer, self.bias_constraint
            )
        self.built = True

    def _variable(self, name: str, shape: list[int], initializer: Any, regularizer: Any, constraint: Any) -> Any:
        known = {variable.op.name for variable in tf1.global_variables()} if _in_graph() else set()
        lift = self._lift if self._keeps and not _in_graph() else None
        with tf1.variable_scope(tf1.get_variable_scope(), custom_getter=lift, auxiliary_name_scope=False):
            variable = tf1.get_variable(
                name, shape, self._dtype, initializer, trainable=self.trainable, constraint=constraint
            )
        if regularizer is not None:
            self._penalties.append((variable, regularizer))
            if _in_graph() and variable.op.name not in known:
                with tf.name_scope(f"{name}/Regularizer"):
                    self._collected.append(regularizer(variable))
                collect(self._collected[-1])
        return variable

    def _lift(self, getter: Callable[..., Any], name: str, **given: Any) -> tf.Variable:
        """A variable of TensorFlow 2: of no graph and no function, and found again on this layer alone."""
        regularizer = given.pop("regularizer", None)
        with tf.init_scope():
            variable = getter(name=name, **given)
        if regularizer is not None:
            self._penalties.append((variable, regularizer))
        return variable

    def _collect(self, outputs: Any) -> None:
        """Put the penalties of this call into the collection that this graph, or traced function, has for them."""
        if tf.executing_eagerly():
            return
        if not _in_graph():
            for variable, regularizer in self._penalties:
                penalize(variable, regularizer)
        if self.activity_regularizer is not None:
            with tf.name_scope("ActivityRegularizer"):
                penalty = self.activity_regularizer(outputs)
                penalty /= tf.cast(tf.shape(outputs)[0], penalty.dtype)
            collect(penalty)
            if _in_graph():
                self._collected.append(penalty)

    @property
    def losses(self) -> list[Any]:
        """The penalties: in a graph those of its collection, else the weights' as they are now."""
        return [*self._collected] or [regularizer(variable) for variable, regularizer in self._penalties]

    def call(self, inputs: Any) -> Any:
        """The arithmetic alone, without scopes."""
        outputs = times(inputs, self.kernel)
        if self.use_bias:
            outputs = tf.nn.bias_add(outputs, self.bias)
        return outputs if self.activation is None else self.activation(outputs)

    @property
    def name(self) -> str:
        """The name of the layer, which is the last part of its scope once that is there."""
        return self._name if self._scope is None else str(self._scope.name.rpartition("/")[2])

    @property
    def scope_name(self) -> str:
        """The variable scope, known from the first call on."""
        if self._scope is None:
            raise ValueError(f"tf.layers.Dense {self._name!r} has no scope yet: the first call gives it one.")
        return str(self._scope.name)

    @property
    def dtype(self) -> str | None:
        """The name of the dtype of the variables, known from the first call on."""
        return None if self._dtype is None else str(self._dtype.name)

    @property
    def variables(self) -> list[tf.Variable]:
        """The kernel, then the bias."""
        return [variable for variable in (self.kernel, self.bias) if variable is not None]

    weights = variables

    @property
    def trainable_variables(self) -> list[tf.Variable]:
        """The variables, or none where the layer is not trainable."""
        return self.variables if self.trainable else []

    trainable_weights = trainable_variables

    @property
    def non_trainable_variables(self) -> list[tf.Variable]:
        """The variables where the layer is not trainable, else none."""
        return [] if self.trainable else self.variables

    non_trainable_weights = non_trainable_variables

    def count_params(self) -> int:
        """How many numbers the variables hold."""
        return sum(variable.shape.num_elements() for variable in self.variables)

    def compute_output_shape(self, input_shape: Any) -> tf.TensorShape:
        """The inputs' shape with `units` as its last axis."""
        return tf.TensorShape(input_shape)[:-1].concatenate(self.units)


def _in_graph() -> bool:
    return not tf1.executing_eagerly_outside_functions()


def features_of(shape: tf.TensorShape, dtype: tf.DType) -> int:
    """The size of the last axis, which the kernel's shape needs."""
    if not (dtype.is_floating or dtype.is_complex):
        raise TypeError(f"tf.layers.dense needs floating-point inputs, got {dtype.name}; cast them first.")
    if shape.rank is None or shape.rank < 2:
        raise ValueError(
            f"tf.layers.dense needs inputs of a known rank of at least 2, [..., features], got shape {shape}."
        )
    if shape[-1] is None:
        raise ValueError(f"tf.layers.dense needs to know the size of the last axis of inputs, got shape {shape}.")
    return int(shape[-1])


def times(inputs: Any, kernel: tf.Tensor) -> tf.Tensor:
    """The last axis of the inputs times the kernel; the other axes stay."""
    if isinstance(inputs, tf.SparseTensor):
        return tf.sparse.sparse_dense_matmul(inputs, kernel)
    if inputs.shape.rank == 2:
        return tf.matmul(inputs, kernel)
    outputs = tf.tensordot(inputs, kernel, [[inputs.shape.rank - 1], [0]])
    outputs.set_shape([*inputs.shape[:-1], kernel.shape[-1]])
    return outputs
