"""``tf.layers``: normalisation, dropout, flatten and the base class."""

from __future__ import annotations

from tfcompat._symbols._model import Variables
from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "layers.batch_normalization",
        "tf.layers.batch_normalization(inputs, training=True)",
        {
            "1.0 1.1": "(inputs, axis=-1, momentum=0.99, epsilon=0.001, center=True, "
            "scale=True, beta_initializer=zeros_initializer(), "
            "gamma_initializer=ones_initializer(), "
            "moving_mean_initializer=zeros_initializer(), "
            "moving_variance_initializer=ones_initializer(), beta_regularizer=None, "
            "gamma_regularizer=None, training=False, trainable=True, name=None, reuse=None)",
            "1.2 1.2": "(inputs, axis=-1, momentum=0.99, epsilon=0.001, center=True, "
            "scale=True, beta_initializer=zeros_initializer(), "
            "gamma_initializer=ones_initializer(), "
            "moving_mean_initializer=zeros_initializer(), "
            "moving_variance_initializer=ones_initializer(), beta_regularizer=None, "
            "gamma_regularizer=None, training=False, trainable=True, name=None, "
            "reuse=None, renorm=False, renorm_clipping=None, renorm_momentum=0.99)",
            "1.3 1.3": "(inputs, axis=-1, momentum=0.99, epsilon=0.001, center=True, "
            "scale=True, beta_initializer=zeros_initializer(), "
            "gamma_initializer=ones_initializer(), "
            "moving_mean_initializer=zeros_initializer(), "
            "moving_variance_initializer=ones_initializer(), beta_regularizer=None, "
            "gamma_regularizer=None, training=False, trainable=True, name=None, "
            "reuse=None, renorm=False, renorm_clipping=None, renorm_momentum=0.99, "
            "fused=False)",
            "1.4 1.4": "(inputs, axis=-1, momentum=0.99, epsilon=0.001, center=True, "
            "scale=True, beta_initializer=zeros_initializer(), "
            "gamma_initializer=ones_initializer(), "
            "moving_mean_initializer=zeros_initializer(), "
            "moving_variance_initializer=ones_initializer(), beta_regularizer=None, "
            "gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, "
            "training=False, trainable=True, name=None, reuse=None, renorm=False, "
            "renorm_clipping=None, renorm_momentum=0.99, fused=None)",
            "1.5 1.15": "(inputs, axis=-1, momentum=0.99, epsilon=0.001, center=True, "
            "scale=True, beta_initializer=zeros_initializer(), "
            "gamma_initializer=ones_initializer(), "
            "moving_mean_initializer=zeros_initializer(), "
            "moving_variance_initializer=ones_initializer(), beta_regularizer=None, "
            "gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, "
            "training=False, trainable=True, name=None, reuse=None, renorm=False, "
            "renorm_clipping=None, renorm_momentum=0.99, fused=None, "
            "virtual_batch_size=None, adjustment=None)",
        },
        variables=Variables(
            default="batch_normalization", given="name", weights=("gamma", "beta", "moving_mean", "moving_variance")
        ),
        by_hand="build keras.layers.BatchNormalization once and call it with training=; it updates its moments itself",
    ),
    layer(
        "layers.BatchNormalization",
        "tf.layers.BatchNormalization()(inputs, training=True)",
        {
            "1.4 1.4": "(axis=-1, momentum=0.99, epsilon=0.001, center=True, "
            "scale=True, beta_initializer=zeros_initializer(), "
            "gamma_initializer=ones_initializer(), "
            "moving_mean_initializer=zeros_initializer(), "
            "moving_variance_initializer=ones_initializer(), beta_regularizer=None, "
            "gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, "
            "renorm=False, renorm_clipping=None, renorm_momentum=0.99, fused=None, "
            "trainable=True, name=None, **kwargs)",
            "1.5 1.15": "(axis=-1, momentum=0.99, epsilon=0.001, center=True, "
            "scale=True, beta_initializer=zeros_initializer(), "
            "gamma_initializer=ones_initializer(), "
            "moving_mean_initializer=zeros_initializer(), "
            "moving_variance_initializer=ones_initializer(), beta_regularizer=None, "
            "gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, "
            "renorm=False, renorm_clipping=None, renorm_momentum=0.99, fused=None, "
            "trainable=True, virtual_batch_size=None, adjustment=None, name=None, **kwargs)",
        },
        variables=Variables(
            default="batch_normalization", given="name", weights=("gamma", "beta", "moving_mean", "moving_variance")
        ),
        by_hand="build keras.layers.BatchNormalization once and call it with training=; it updates its moments itself",
    ),
    layer(
        "layers.dropout",
        "tf.layers.dropout(inputs, rate=0.5, seed=1, training=True)",
        {
            "1.0 1.15": "(inputs, rate=0.5, noise_shape=None, seed=None, training=False, name=None)",
        },
        by_hand="build keras.layers.Dropout once and call it with training=",
    ),
    layer(
        "layers.Dropout",
        "tf.layers.Dropout(rate=0.5, seed=1)(inputs, training=True)",
        {
            "1.4 1.15": "(rate=0.5, noise_shape=None, seed=None, name=None, **kwargs)",
        },
        by_hand="build keras.layers.Dropout once and call it with training=",
    ),
    layer(
        "layers.flatten",
        "tf.layers.flatten(images)",
        {
            "1.4 1.12": "(inputs, name=None)",
            "1.13 1.15": "(inputs, name=None, data_format='channels_last')",
        },
        by_hand="build keras.layers.Flatten once and call it",
    ),
    layer(
        "layers.Flatten",
        "tf.layers.Flatten()(images)",
        {
            "1.4 1.8": "(**kwargs)",
            "1.9 1.15": "(data_format=None, **kwargs)",
        },
        by_hand="build keras.layers.Flatten once and call it",
    ),
    layer(
        "layers.Layer",
        "tf.layers.Layer()",
        {
            "1.4 1.8": "(trainable=True, name=None, dtype=None, activity_regularizer=None, **kwargs)",
            "1.9 1.15": "(trainable=True, name=None, dtype=None, **kwargs)",
        },
        by_hand="subclass keras.layers.Layer",
    ),
    layer(
        "layers.InputSpec",
        "tf.layers.InputSpec(ndim=2)",
        {
            "1.4 1.15": "(dtype=None, shape=None, ndim=None, max_ndim=None, min_ndim=None, axes=None)",
        },
        by_hand="write keras.layers.InputSpec",
    ),
)
