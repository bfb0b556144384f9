"""``tf.contrib.layers``: fully connected layers, whose variables are ``weights`` and ``biases`` (or ``bias``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat.legacy._implementations._variables import kept
from tfcompat.legacy._implementations.layers import Dense, features_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

tf1 = tf.compat.v1
_NAMES = {"kernel": "weights", "bias": "biases"}


def fully_connected(
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
    """A dense layer; a normaliser takes the place of the biases."""
    if not isinstance(num_outputs, int):
        raise ValueError(  # noqa: TRY004 - TensorFlow 1 raises ValueError
            f"tf.contrib.layers.fully_connected needs a whole number as num_outputs, got {num_outputs!r}."
        )
    with (
        kept(scope, "fully_connected") as scope,
        tf1.variable_scope(scope, "fully_connected", [inputs], reuse=reuse, custom_getter=_model_variable) as here,
    ):
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
            _scope=here,
            _reuse=reuse,
            _keeps=False,
        )
        outputs = layer(inputs)
        for variable, name in ((layer.kernel, "weights"), (layer.bias, "biases")):
            _collect_variable(variable, name, variables_collections)
        if normalizer_fn is not None:
            outputs = normalizer_fn(outputs, **(normalizer_params or {}))
        if activation_fn is not None:
            outputs = activation_fn(outputs)
        return _collect_outputs(outputs, outputs_collections, here.name)


def _model_variable(getter: Callable[..., Any], name: str, **given: Any) -> Any:
    """The variable under contrib's name, in the collection of the model's variables too."""
    path, _, last = name.rpartition("/")
    collections = [
        *(given.pop("collections", None) or ()),
        tf1.GraphKeys.GLOBAL_VARIABLES,
        tf1.GraphKeys.MODEL_VARIABLES,
    ]
    return getter(name=f"{path}/{_NAMES.get(last, last)}", collections=collections, **given)


def _collect_variable(variable: Any, name: str, collections: Any) -> None:
    """Add a variable to collections, given as a list for all of them or as a dictionary by name."""
    if isinstance(collections, dict):
        collections = collections.get(name)
    if variable is None or tf.executing_eagerly():
        return
    for collection in collections or ():
        if not any(variable is other for other in tf1.get_collection(collection)):
            tf1.add_to_collection(collection, variable)


def _collect_outputs(outputs: Any, collections: Any, alias: str) -> Any:
    if collections and not tf.executing_eagerly():
        outputs.aliases = [*getattr(outputs, "aliases", ()), alias]
        tf1.add_to_collections(collections, outputs)
    return outputs


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
    """The layer before ``fully_connected``: its bias is called ``bias``, and collections are on unless set."""
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


linear = relu = fully_connected  # the signature of each has its own default for activation_fn
legacy_linear = legacy_fully_connected
