"""``tf.contrib.layers``: fully connected layers, with variables ``weights`` and ``biases`` (or ``bias``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat.legacy._implementations._variables import kept
from tfcompat.legacy._implementations.contrib.framework.arg_scope import same_scope, scoped
from tfcompat.legacy._implementations.contrib.layers._common import (
    KERNEL,
    collect_outputs,
    collect_variable,
    finished,
    opened,
)
from tfcompat.legacy._implementations.layers.dense import Dense, features_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "elu",
    "fully_connected",
    "legacy_fully_connected",
    "legacy_linear",
    "legacy_relu",
    "linear",
    "relu",
    "relu6",
]

tf1 = tf.compat.v1


@scoped
def fully_connected(
    *,
    inputs: Any,
    num_outputs: int,
    activation_fn: Callable[[Any], Any] | None,
    normalizer_fn: Callable[..., Any] | None,
    normalizer_params: dict[str, Any] | None,
    weights_initializer: Any,
    weights_regularizer: Any,
    biases_initializer: Any,
    biases_regularizer: Any,
    reuse: Any,
    variables_collections: Any,
    outputs_collections: Any,
    trainable: bool,
    scope: Any,
) -> Any:
    """Return a dense layer; a normaliser replaces the biases."""
    if not isinstance(num_outputs, int):
        raise ValueError(  # noqa: TRY004 - TensorFlow 1 raises ValueError
            f"tf.contrib.layers.fully_connected needs an integer num_outputs, got {num_outputs!r}."
        )
    with opened(scope, "fully_connected", inputs, reuse, rename=KERNEL) as here:
        inputs = tf.convert_to_tensor(inputs)
        layer = Dense(
            units=num_outputs,
            use_bias=not normalizer_fn and bool(biases_initializer),
            kernel_initializer=weights_initializer,
            bias_initializer=biases_initializer,
            kernel_regularizer=weights_regularizer,
            bias_regularizer=biases_regularizer,
            trainable=trainable,
            name=here.name,
            dtype=inputs.dtype,
            _scope=here,
            _reuse=reuse,
            _keeps=False,
        )
        outputs = layer(inputs)
        for variable, name in ((layer.kernel, "weights"), (layer.bias, "biases")):
            collect_variable(variable, name, variables_collections)
        outputs = finished(outputs, normalizer_fn, normalizer_params, activation_fn)
        return collect_outputs(outputs, outputs_collections, here.name)


def legacy_fully_connected(
    x: Any,
    num_output_units: int,
    activation_fn: Callable[[Any], Any] | None,
    weight_init: Any,
    bias_init: Any,
    name: str | None,
    weight_collections: Iterable[str] | None,
    bias_collections: Iterable[str] | None,
    output_collections: Iterable[str] | None,
    trainable: bool,
    weight_regularizer: Any,
    bias_regularizer: Any,
) -> Any:
    """Return the predecessor of ``fully_connected``: its bias is named ``bias``, and collections are on by default."""
    with kept(name, "fully_connected") as name, tf1.variable_scope(name, "fully_connected", [x]):
        x = tf.convert_to_tensor(x)
        features = features_of(x.shape, x.dtype)
        weights = tf1.get_variable(
            "weights",
            [features, num_output_units],
            x.dtype,
            weight_init,
            weight_regularizer,
            trainable,
            {*(weight_collections or ()), tf1.GraphKeys.GLOBAL_VARIABLES},
        )
        y = tf.matmul(x if x.shape.rank == 2 else tf.reshape(x, [-1, features]), weights)
        if bias_init is not None:
            bias = tf1.get_variable(
                "bias",
                [num_output_units],
                x.dtype,
                bias_init,
                bias_regularizer,
                trainable,
                {*(bias_collections or ()), tf1.GraphKeys.GLOBAL_VARIABLES},
            )
            y = tf.nn.bias_add(y, bias)
        if x.shape.rank > 2:
            y = tf.reshape(y, tf.concat([tf.shape(x)[:-1], [num_output_units]], 0))
            y.set_shape([*x.shape[:-1], num_output_units])
        y = y if activation_fn is None else activation_fn(y)
        if not tf.executing_eagerly():
            tf1.add_to_collections([*(output_collections or ()), tf1.GraphKeys.ACTIVATIONS], y)
        return y


# Each signature has its own default of activation_fn, which no arg_scope changes.
elu, linear, relu, relu6 = (same_scope(fully_connected, "activation_fn") for _ in range(4))
legacy_linear = legacy_relu = legacy_fully_connected
