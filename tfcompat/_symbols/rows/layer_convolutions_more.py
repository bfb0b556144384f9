"""``tf.layers``: the transposed and the separable convolutions."""

from __future__ import annotations

from tfcompat._symbols._model import Variables
from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "layers.conv2d_transpose",
        "tf.layers.conv2d_transpose(images, filters=2, kernel_size=2)",
        {
            "1.0 1.3": "(inputs, filters, kernel_size, strides=(1, 1), "
            "padding='valid', data_format='channels_last', activation=None, use_bias=True, "
            "kernel_initializer=None, bias_initializer=zeros_initializer(), "
            "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "trainable=True, name=None, reuse=None)",
            "1.4 1.15": "(inputs, filters, kernel_size, strides=(1, 1), "
            "padding='valid', data_format='channels_last', activation=None, use_bias=True, "
            "kernel_initializer=None, bias_initializer=zeros_initializer(), "
            "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "kernel_constraint=None, bias_constraint=None, trainable=True, name=None, "
            "reuse=None)",
        },
        variables=Variables(default="conv2d_transpose", given="name", weights=("kernel",), bias="bias"),
        by_hand="build keras.layers.Conv2DTranspose once and call it",
    ),
    layer(
        "layers.Conv2DTranspose",
        "tf.layers.Conv2DTranspose(filters=2, kernel_size=2)(images)",
        {
            "1.4 1.15": "(filters, kernel_size, strides=(1, 1), padding='valid', "
            "data_format='channels_last', activation=None, use_bias=True, "
            "kernel_initializer=None, bias_initializer=zeros_initializer(), "
            "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "kernel_constraint=None, bias_constraint=None, trainable=True, name=None, "
            "**kwargs)",
        },
        variables=Variables(default="conv2d_transpose", given="name", weights=("kernel",), bias="bias"),
        by_hand="build keras.layers.Conv2DTranspose once and call it",
    ),
    layer(
        "layers.conv3d_transpose",
        "tf.layers.conv3d_transpose(volumes, filters=2, kernel_size=2)",
        {
            "1.2 1.3": "(inputs, filters, kernel_size, strides=(1, 1, 1), "
            "padding='valid', data_format='channels_last', activation=None, use_bias=True, "
            "kernel_initializer=None, bias_initializer=zeros_initializer(), "
            "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "trainable=True, name=None, reuse=None)",
            "1.4 1.15": "(inputs, filters, kernel_size, strides=(1, 1, 1), "
            "padding='valid', data_format='channels_last', activation=None, use_bias=True, "
            "kernel_initializer=None, bias_initializer=zeros_initializer(), "
            "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "kernel_constraint=None, bias_constraint=None, trainable=True, name=None, "
            "reuse=None)",
        },
        variables=Variables(default="conv3d_transpose", given="name", weights=("kernel",), bias="bias"),
        by_hand="build keras.layers.Conv3DTranspose once and call it",
    ),
    layer(
        "layers.Conv3DTranspose",
        "tf.layers.Conv3DTranspose(filters=2, kernel_size=2)(volumes)",
        {
            "1.4 1.15": "(filters, kernel_size, strides=(1, 1, 1), padding='valid', "
            "data_format='channels_last', activation=None, use_bias=True, "
            "kernel_initializer=None, bias_initializer=zeros_initializer(), "
            "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "kernel_constraint=None, bias_constraint=None, trainable=True, name=None, "
            "**kwargs)",
        },
        variables=Variables(default="conv3d_transpose", given="name", weights=("kernel",), bias="bias"),
        by_hand="build keras.layers.Conv3DTranspose once and call it",
    ),
    layer(
        "layers.separable_conv1d",
        "tf.layers.separable_conv1d(sequences, filters=2, kernel_size=2)",
        {
            "1.6 1.15": "(inputs, filters, kernel_size, strides=1, padding='valid', "
            "data_format='channels_last', dilation_rate=1, depth_multiplier=1, "
            "activation=None, use_bias=True, depthwise_initializer=None, "
            "pointwise_initializer=None, bias_initializer=zeros_initializer(), "
            "depthwise_regularizer=None, pointwise_regularizer=None, "
            "bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None, "
            "pointwise_constraint=None, bias_constraint=None, trainable=True, name=None, "
            "reuse=None)",
        },
        variables=Variables(
            default="separable_conv1d", given="name", weights=("depthwise_kernel", "pointwise_kernel"), bias="bias"
        ),
        by_hand="build keras.layers.SeparableConv1D once and call it",
    ),
    layer(
        "layers.SeparableConv1D",
        "tf.layers.SeparableConv1D(filters=2, kernel_size=2)(sequences)",
        {
            "1.6 1.15": "(filters, kernel_size, strides=1, padding='valid', "
            "data_format='channels_last', dilation_rate=1, depth_multiplier=1, "
            "activation=None, use_bias=True, depthwise_initializer=None, "
            "pointwise_initializer=None, bias_initializer=zeros_initializer(), "
            "depthwise_regularizer=None, pointwise_regularizer=None, "
            "bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None, "
            "pointwise_constraint=None, bias_constraint=None, trainable=True, name=None, "
            "**kwargs)",
        },
        variables=Variables(
            default="separable_conv1d", given="name", weights=("depthwise_kernel", "pointwise_kernel"), bias="bias"
        ),
        by_hand="build keras.layers.SeparableConv1D once and call it",
    ),
    layer(
        "layers.separable_conv2d",
        "tf.layers.separable_conv2d(images, filters=2, kernel_size=2)",
        {
            "1.0 1.3": "(inputs, filters, kernel_size, strides=(1, 1), "
            "padding='valid', data_format='channels_last', dilation_rate=(1, 1), "
            "depth_multiplier=1, activation=None, use_bias=True, "
            "depthwise_initializer=None, pointwise_initializer=None, "
            "bias_initializer=zeros_initializer(), depthwise_regularizer=None, "
            "pointwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "trainable=True, name=None, reuse=None)",
            "1.4 1.15": "(inputs, filters, kernel_size, strides=(1, 1), "
            "padding='valid', data_format='channels_last', dilation_rate=(1, 1), "
            "depth_multiplier=1, activation=None, use_bias=True, "
            "depthwise_initializer=None, pointwise_initializer=None, "
            "bias_initializer=zeros_initializer(), depthwise_regularizer=None, "
            "pointwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
            "depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None, "
            "trainable=True, name=None, reuse=None)",
        },
        variables=Variables(
            default="separable_conv2d", given="name", weights=("depthwise_kernel", "pointwise_kernel"), bias="bias"
        ),
        by_hand="build keras.layers.SeparableConv2D once and call it",
    ),
    layer(
        "layers.SeparableConv2D",
        "tf.layers.SeparableConv2D(filters=2, kernel_size=2)(images)",
        {
            "1.4 1.15": "(filters, kernel_size, strides=(1, 1), padding='valid', "
            "data_format='channels_last', dilation_rate=(1, 1), depth_multiplier=1, "
            "activation=None, use_bias=True, depthwise_initializer=None, "
            "pointwise_initializer=None, bias_initializer=zeros_initializer(), "
            "depthwise_regularizer=None, pointwise_regularizer=None, "
            "bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None, "
            "pointwise_constraint=None, bias_constraint=None, trainable=True, name=None, "
            "**kwargs)",
        },
        variables=Variables(
            default="separable_conv2d", given="name", weights=("depthwise_kernel", "pointwise_kernel"), bias="bias"
        ),
        by_hand="build keras.layers.SeparableConv2D once and call it",
    ),
)
