"""``tf.layers``: the convolutions."""

from __future__ import annotations

from tfcompat._symbols._model import Variables
from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "layers.conv1d",
        "tf.layers.conv1d(sequences, filters=2, kernel_size=2)",
        {
            "1.0 1.3": "(inputs, filters, kernel_size, strides=1, padding='valid', "
            "data_format='channels_last', dilation_rate=1, activation=None, use_bias=True, "
            "kernel_initializer=None, bias_initializer=zeros_initializer(), "
            "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "trainable=True, name=None, reuse=None)",
            "1.4 1.15": "(inputs, filters, kernel_size, strides=1, padding='valid', "
            "data_format='channels_last', dilation_rate=1, activation=None, use_bias=True, "
            "kernel_initializer=None, bias_initializer=zeros_initializer(), "
            "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "kernel_constraint=None, bias_constraint=None, trainable=True, name=None, "
            "reuse=None)",
        },
        variables=Variables(default="conv1d", given="name", weights=("kernel",), bias="bias"),
        by_hand="build keras.layers.Conv1D once and call it",
    ),
    layer(
        "layers.Conv1D",
        "tf.layers.Conv1D(filters=2, kernel_size=2)(sequences)",
        {
            "1.4 1.15": "(filters, kernel_size, strides=1, padding='valid', "
            "data_format='channels_last', dilation_rate=1, activation=None, use_bias=True, "
            "kernel_initializer=None, bias_initializer=zeros_initializer(), "
            "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "kernel_constraint=None, bias_constraint=None, trainable=True, name=None, "
            "**kwargs)",
        },
        variables=Variables(default="conv1d", given="name", weights=("kernel",), bias="bias"),
        by_hand="build keras.layers.Conv1D once and call it",
    ),
    layer(
        "layers.conv2d",
        "tf.layers.conv2d(images, filters=2, kernel_size=2)",
        {
            "1.0 1.3": "(inputs, filters, kernel_size, strides=(1, 1), "
            "padding='valid', data_format='channels_last', dilation_rate=(1, 1), "
            "activation=None, use_bias=True, kernel_initializer=None, "
            "bias_initializer=zeros_initializer(), kernel_regularizer=None, "
            "bias_regularizer=None, activity_regularizer=None, trainable=True, name=None, "
            "reuse=None)",
            "1.4 1.15": "(inputs, filters, kernel_size, strides=(1, 1), "
            "padding='valid', data_format='channels_last', dilation_rate=(1, 1), "
            "activation=None, use_bias=True, kernel_initializer=None, "
            "bias_initializer=zeros_initializer(), kernel_regularizer=None, "
            "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, "
            "bias_constraint=None, trainable=True, name=None, reuse=None)",
        },
        variables=Variables(default="conv2d", given="name", weights=("kernel",), bias="bias"),
        by_hand="build keras.layers.Conv2D once and call it",
    ),
    layer(
        "layers.Conv2D",
        "tf.layers.Conv2D(filters=2, kernel_size=2)(images)",
        {
            "1.4 1.15": "(filters, kernel_size, strides=(1, 1), padding='valid', "
            "data_format='channels_last', dilation_rate=(1, 1), activation=None, "
            "use_bias=True, kernel_initializer=None, bias_initializer=zeros_initializer(), "
            "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "kernel_constraint=None, bias_constraint=None, trainable=True, name=None, "
            "**kwargs)",
        },
        variables=Variables(default="conv2d", given="name", weights=("kernel",), bias="bias"),
        by_hand="build keras.layers.Conv2D once and call it",
    ),
    layer(
        "layers.conv3d",
        "tf.layers.conv3d(volumes, filters=2, kernel_size=2)",
        {
            "1.0 1.3": "(inputs, filters, kernel_size, strides=(1, 1, 1), "
            "padding='valid', data_format='channels_last', dilation_rate=(1, 1, 1), "
            "activation=None, use_bias=True, kernel_initializer=None, "
            "bias_initializer=zeros_initializer(), kernel_regularizer=None, "
            "bias_regularizer=None, activity_regularizer=None, trainable=True, name=None, "
            "reuse=None)",
            "1.4 1.15": "(inputs, filters, kernel_size, strides=(1, 1, 1), "
            "padding='valid', data_format='channels_last', dilation_rate=(1, 1, 1), "
            "activation=None, use_bias=True, kernel_initializer=None, "
            "bias_initializer=zeros_initializer(), kernel_regularizer=None, "
            "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, "
            "bias_constraint=None, trainable=True, name=None, reuse=None)",
        },
        variables=Variables(default="conv3d", given="name", weights=("kernel",), bias="bias"),
        by_hand="build keras.layers.Conv3D once and call it",
    ),
    layer(
        "layers.Conv3D",
        "tf.layers.Conv3D(filters=2, kernel_size=2)(volumes)",
        {
            "1.4 1.15": "(filters, kernel_size, strides=(1, 1, 1), padding='valid', "
            "data_format='channels_last', dilation_rate=(1, 1, 1), activation=None, "
            "use_bias=True, kernel_initializer=None, bias_initializer=zeros_initializer(), "
            "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "kernel_constraint=None, bias_constraint=None, trainable=True, name=None, "
            "**kwargs)",
        },
        variables=Variables(default="conv3d", given="name", weights=("kernel",), bias="bias"),
        by_hand="build keras.layers.Conv3D once and call it",
    ),
)
