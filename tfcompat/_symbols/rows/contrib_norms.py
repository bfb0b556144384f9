"""``tf.contrib.layers``: normalisation, and other layers with few variables."""

from __future__ import annotations

from tfcompat._symbols._model import Variables
from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "contrib.layers.batch_norm",
        "tf.contrib.layers.batch_norm(inputs)",
        {
            "0.12 0.12": "(inputs, decay=0.999, center=True, scale=False, "
            "epsilon=0.001, activation_fn=None, param_initializers=None, "
            "updates_collections=GraphKeys.UPDATE_OPS, is_training=True, reuse=None, "
            "variables_collections=None, outputs_collections=None, trainable=True, "
            "batch_weights=None, fused=False, data_format='NHWC', scope=None)",
            "1.0 1.0": "(inputs, decay=0.999, center=True, scale=False, "
            "epsilon=0.001, activation_fn=None, param_initializers=None, "
            "updates_collections=GraphKeys.UPDATE_OPS, is_training=True, reuse=None, "
            "variables_collections=None, outputs_collections=None, trainable=True, "
            "batch_weights=None, fused=False, data_format='NHWC', "
            "zero_debias_moving_mean=False, scope=None)",
            "1.1 1.1": "(inputs, decay=0.999, center=True, scale=False, "
            "epsilon=0.001, activation_fn=None, param_initializers=None, "
            "param_regularizers=None, updates_collections=GraphKeys.UPDATE_OPS, "
            "is_training=True, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, batch_weights=None, fused=False, "
            "data_format='NHWC', zero_debias_moving_mean=False, scope=None)",
            "1.2 1.3": "(inputs, decay=0.999, center=True, scale=False, "
            "epsilon=0.001, activation_fn=None, param_initializers=None, "
            "param_regularizers=None, updates_collections=GraphKeys.UPDATE_OPS, "
            "is_training=True, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, batch_weights=None, fused=False, "
            "data_format='NHWC', zero_debias_moving_mean=False, scope=None, renorm=False, "
            "renorm_clipping=None, renorm_decay=0.99)",
            "1.4 1.4": "(inputs, decay=0.999, center=True, scale=False, "
            "epsilon=0.001, activation_fn=None, param_initializers=None, "
            "param_regularizers=None, updates_collections=GraphKeys.UPDATE_OPS, "
            "is_training=True, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, batch_weights=None, fused=None, "
            "data_format='NHWC', zero_debias_moving_mean=False, scope=None, renorm=False, "
            "renorm_clipping=None, renorm_decay=0.99)",
            "1.5 1.15": "(inputs, decay=0.999, center=True, scale=False, "
            "epsilon=0.001, activation_fn=None, param_initializers=None, "
            "param_regularizers=None, updates_collections=GraphKeys.UPDATE_OPS, "
            "is_training=True, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, batch_weights=None, fused=None, "
            "data_format='NHWC', zero_debias_moving_mean=False, scope=None, renorm=False, "
            "renorm_clipping=None, renorm_decay=0.99, adjustment=None)",
        },
        variables=Variables(default="BatchNorm", given="scope", weights=("beta", "moving_mean", "moving_variance")),
        slim=True,
        by_hand="build keras.layers.BatchNormalization(momentum=0.999, scale=False) once and call it with training=",
    ),
    layer(
        "contrib.layers.layer_norm",
        "tf.contrib.layers.layer_norm(inputs)",
        {
            "0.12 1.2": "(inputs, center=True, scale=True, activation_fn=None, "
            "reuse=None, variables_collections=None, outputs_collections=None, "
            "trainable=True, scope=None)",
            "1.3 1.15": "(inputs, center=True, scale=True, activation_fn=None, "
            "reuse=None, variables_collections=None, outputs_collections=None, "
            "trainable=True, begin_norm_axis=1, begin_params_axis=-1, scope=None)",
        },
        variables=Variables(default="LayerNorm", given="scope", weights=("beta", "gamma")),
        slim=True,
        by_hand="build keras.layers.LayerNormalization(epsilon=1e-12) once and call it",
    ),
    layer(
        "contrib.layers.instance_norm",
        "tf.contrib.layers.instance_norm(images)",
        {
            "1.4 1.15": "(inputs, center=True, scale=True, epsilon=1e-06, "
            "activation_fn=None, param_initializers=None, reuse=None, "
            "variables_collections=None, outputs_collections=None, trainable=True, "
            "data_format='NHWC', scope=None)",
        },
        variables=Variables(default="InstanceNorm", given="scope", weights=("beta", "gamma")),
        slim=True,
        by_hand="build keras.layers.GroupNormalization(groups=-1) once and call it",
    ),
    layer(
        "contrib.layers.group_norm",
        "tf.contrib.layers.group_norm(images, groups=3)",
        {
            "1.8 1.10": "(inputs, groups=32, channels_axis=-1, reduction_axes=(-3, "
            "-2), center=True, scale=True, epsilon=1e-06, activation_fn=None, "
            "param_initializers=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, scope=None)",
            "1.11 1.15": "(inputs, groups=32, channels_axis=-1, reduction_axes=(-3, "
            "-2), center=True, scale=True, epsilon=1e-06, activation_fn=None, "
            "param_initializers=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, scope=None, "
            "mean_close_to_zero=False)",
        },
        variables=Variables(default="GroupNorm", given="scope", weights=("beta", "gamma")),
        slim=True,
        by_hand="build keras.layers.GroupNormalization once and call it",
    ),
    layer(
        "contrib.layers.bias_add",
        "tf.contrib.layers.bias_add(inputs)",
        {
            "1.0 1.15": "(inputs, activation_fn=None, initializer=zeros_initializer(), "
            "regularizer=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, data_format='NHWC', scope=None)",
        },
        variables=Variables(default="BiasAdd", given="scope", weights=("biases",)),
        slim=True,
        by_hand="add a variable with tf.nn.bias_add",
    ),
    layer(
        "contrib.layers.spatial_softmax",
        "tf.contrib.layers.spatial_softmax(images)",
        {
            "1.5 1.15": "(features, temperature=None, name=None, "
            "variables_collections=None, trainable=True, data_format='NHWC')",
        },
        variables=Variables(default="spatial_softmax", given="name", weights=("temperature",)),
        slim=True,
        by_hand="write the expected positions over tf.nn.softmax",
    ),
    layer(
        "contrib.layers.unit_norm",
        "tf.contrib.layers.unit_norm(inputs, dim=1)",
        {
            "0.12 1.15": "(inputs, dim, epsilon=1e-07, scope=None)",
        },
        slim=True,
        by_hand="divide by tf.norm",
    ),
)
