"""The layers of ``tf.contrib.layers`` with little or no arithmetic."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.contrib.framework.arg_scope import scoped
from tfcompat.legacy._implementations.contrib.framework.variables import create
from tfcompat.legacy._implementations.contrib.layers._common import (
    collect_outputs,
    collections_for,
    finished,
    format_of,
    last,
    opened,
)
from tfcompat.legacy._implementations.layers import shaping

__all__ = [
    "bias_add",
    "dense_to_sparse",
    "dropout",
    "flatten",
    "maxout",
    "one_hot_encoding",
    "softmax",
    "spatial_softmax",
]

tf1 = tf.compat.v1


@scoped
def bias_add(
    *,
    inputs: Any,
    activation_fn: Any,
    initializer: Any,
    regularizer: Any,
    reuse: Any,
    variables_collections: Any,
    outputs_collections: Any,
    trainable: bool,
    data_format: str,
    scope: Any,
) -> Any:
    """Add a bias per channel."""
    first = format_of(data_format, "NHWC", "NCHW") == "channels_first"
    with opened(scope, "BiasAdd", inputs, reuse) as here:
        inputs = tf.convert_to_tensor(inputs)
        if first and inputs.shape.rank != 4:
            raise ValueError(f"bias_add takes data_format='NCHW' for rank 4 only, got shape {inputs.shape}.")
        biases = create(
            "biases",
            shape=[last(inputs, 1 if first else -1)],
            dtype=inputs.dtype,
            initializer=initializer,
            regularizer=regularizer,
            collections=collections_for(variables_collections, "biases"),
            trainable=trainable,
        )
        outputs = tf.nn.bias_add(inputs, biases, data_format=data_format)
        return collect_outputs(finished(outputs, None, None, activation_fn), outputs_collections, here.name)


@scoped
def dropout(
    *,
    inputs: Any,
    keep_prob: Any,
    noise_shape: Any,
    is_training: Any,
    outputs_collections: Any,
    scope: Any,
    seed: int | None,
) -> Any:
    """Keep a fraction of the inputs, scaled up, and set the rest to 0."""
    with opened(scope, "Dropout", inputs) as here:
        inputs = tf.convert_to_tensor(inputs)
        layer = shaping.Dropout(1 - keep_prob, noise_shape, seed, name=here.name, _scope=here)
        return collect_outputs(layer(inputs, training=is_training), outputs_collections, here.name)


@scoped
def flatten(*, inputs: Any, outputs_collections: Any, scope: Any) -> Any:
    """Merge all axes except the first."""
    with tf1.name_scope(scope, "Flatten", [inputs]) as here:
        outputs = shaping.Flatten()(tf.convert_to_tensor(inputs))
        return collect_outputs(outputs, outputs_collections, here)


@scoped
def one_hot_encoding(
    *, labels: Any, num_classes: int, on_value: Any, off_value: Any, outputs_collections: Any, scope: Any
) -> Any:
    """Return class ids as one-hot rows."""
    with tf1.name_scope(scope, "OneHotEncoding", [labels, num_classes]) as here:
        labels = tf.convert_to_tensor(labels)
        labels = tf.cast(labels, tf.int64) if labels.dtype == tf.int32 else labels
        outputs = tf.one_hot(labels, num_classes, on_value=on_value, off_value=off_value)
        return collect_outputs(outputs, outputs_collections, here)


@scoped
def softmax(*, logits: Any, scope: Any) -> Any:
    """Softmax over the last axis."""
    with opened(scope, "softmax", logits):
        logits = tf.convert_to_tensor(logits)
        rows = tf.nn.softmax(tf.reshape(logits, [-1, last(logits, rank=2)]))
        predictions = tf.reshape(rows, tf.shape(logits))
        if not tf.executing_eagerly():
            predictions.set_shape(logits.shape)
        return predictions


@scoped
def maxout(*, inputs: Any, num_units: int, axis: int, scope: Any) -> Any:
    """Return the largest of each group of features."""
    with opened(scope, "MaxOut", inputs):
        inputs = tf.convert_to_tensor(inputs)
        features, shape, sizes = last(inputs, axis), inputs.shape.as_list(), tf.shape(inputs)
        if features % num_units:
            raise ValueError(f"maxout takes a divisor of the {features} features as num_units=, got {num_units}.")
        shape = [sizes[i] if size is None else size for i, size in enumerate(shape)]
        shape[axis] = num_units
        return tf.reduce_max(tf.reshape(inputs, [*shape, features // num_units]), -1)


@scoped
def spatial_softmax(
    *, features: Any, temperature: Any, name: str | None, variables_collections: Any, trainable: bool, data_format: str
) -> Any:
    """Return the expected position, in [-1, 1], of each feature in an image."""
    first = format_of(data_format, "NHWC", "NCHW") == "channels_first"
    with opened(name, "spatial_softmax", features):
        features = tf.convert_to_tensor(features)
        channels, sizes = last(features, 1 if first else -1, rank=4), tf.shape(features)
        height, width = (sizes[2], sizes[3]) if first else (sizes[1], sizes[2])
        places = tf.meshgrid(tf.linspace(-1.0, 1.0, height), tf.linspace(-1.0, 1.0, width), indexing="ij")
        initial = tf1.ones_initializer() if temperature is None else tf1.constant_initializer(temperature)
        scale = create(
            "temperature",
            shape=(),
            dtype=tf.float32,
            initializer=initial,
            collections=collections_for(variables_collections, "temperature") if trainable else None,
            trainable=trainable,
        )
        rows = features if first else tf.transpose(features, [0, 3, 1, 2])
        attention = tf.nn.softmax(tf.reshape(rows, [-1, height * width]) / scale)
        expected = [tf.reduce_sum(tf.reshape(place, [-1]) * attention, [1], keepdims=True) for place in places]
        points = tf.reshape(tf.concat(expected, 1), [-1, channels * 2])
        points.set_shape([None, channels * 2])
        return points


@scoped
def dense_to_sparse(*, tensor: Any, eos_token: Any, outputs_collections: Any, scope: Any) -> Any:
    """Return the values without the end token, as a sparse tensor."""
    with opened(scope, "dense_to_sparse", tensor) as here:
        tensor = tf.convert_to_tensor(tensor)
        indices = tf.where(tf.not_equal(tensor, tf.constant(eos_token, tensor.dtype)))
        outputs = tf.SparseTensor(indices, tf.gather_nd(tensor, indices), tf.shape(tensor, out_type=tf.int64))
        return collect_outputs(outputs, outputs_collections, here.name)
