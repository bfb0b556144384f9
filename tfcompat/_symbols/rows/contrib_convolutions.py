"""``tf.contrib.layers``: the convolutions, which apply a relu by default."""

from __future__ import annotations

from tfcompat._symbols._model import Variables
from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "contrib.layers.conv2d",
        "tf.contrib.layers.conv2d(images, 2, 3)",
        {
            "0.12 1.15": "(inputs, num_outputs, kernel_size, stride=1, padding='SAME', "
            "data_format=None, rate=1, activation_fn=nn.relu, normalizer_fn=None, "
            "normalizer_params=None, weights_initializer=glorot_uniform_initializer(), "
            "weights_regularizer=None, biases_initializer=zeros_initializer(), "
            "biases_regularizer=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, scope=None)",
        },
        home=("1.0", "1.15"),
        variables=Variables(default="Conv", given="scope", weights=("weights",), bias="biases"),
        aliases={
            "tensorflow.contrib.layers.convolution2d": ("0.12", "1.15"),
            "tensorflow.contrib.slim.conv2d": ("0.12", "1.15"),
            "tensorflow.contrib.slim.convolution2d": ("0.12", "1.15"),
            "tf_slim.conv2d": ("1.15", "2.21"),
            "tf_slim.layers.conv2d": ("1.15", "2.21"),
            "tf_slim.convolution2d": ("1.15", "2.21"),
            "tf_slim.layers.convolution2d": ("1.15", "2.21"),
        },
        by_hand="build keras.layers.Conv2D once and call it, with the activation of this call or its default",
    ),
    layer(
        "contrib.layers.conv1d",
        "tf.contrib.layers.conv1d(sequences, 2, 3)",
        {
            "1.10 1.15": "(inputs, num_outputs, kernel_size, stride=1, padding='SAME', "
            "data_format=None, rate=1, activation_fn=nn.relu, normalizer_fn=None, "
            "normalizer_params=None, weights_initializer=glorot_uniform_initializer(), "
            "weights_regularizer=None, biases_initializer=zeros_initializer(), "
            "biases_regularizer=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, scope=None)",
        },
        home=("1.11", "1.15"),
        variables=Variables(default="Conv", given="scope", weights=("weights",), bias="biases"),
        aliases={
            "tensorflow.contrib.layers.convolution1d": ("1.10", "1.15"),
            "tensorflow.contrib.slim.conv1d": ("1.10", "1.15"),
            "tensorflow.contrib.slim.convolution1d": ("1.10", "1.15"),
            "tf_slim.conv1d": ("1.15", "2.21"),
            "tf_slim.layers.conv1d": ("1.15", "2.21"),
            "tf_slim.convolution1d": ("1.15", "2.21"),
            "tf_slim.layers.convolution1d": ("1.15", "2.21"),
        },
        by_hand="build keras.layers.Conv1D once and call it",
    ),
    layer(
        "contrib.layers.conv3d",
        "tf.contrib.layers.conv3d(volumes, 2, 3)",
        {
            "1.3 1.15": "(inputs, num_outputs, kernel_size, stride=1, padding='SAME', "
            "data_format=None, rate=1, activation_fn=nn.relu, normalizer_fn=None, "
            "normalizer_params=None, weights_initializer=glorot_uniform_initializer(), "
            "weights_regularizer=None, biases_initializer=zeros_initializer(), "
            "biases_regularizer=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, scope=None)",
        },
        variables=Variables(default="Conv", given="scope", weights=("weights",), bias="biases"),
        aliases={
            "tensorflow.contrib.layers.convolution3d": ("1.3", "1.15"),
            "tensorflow.contrib.slim.conv3d": ("1.3", "1.15"),
            "tensorflow.contrib.slim.convolution3d": ("1.3", "1.15"),
            "tf_slim.conv3d": ("1.15", "2.21"),
            "tf_slim.layers.conv3d": ("1.15", "2.21"),
            "tf_slim.convolution3d": ("1.15", "2.21"),
            "tf_slim.layers.convolution3d": ("1.15", "2.21"),
        },
        by_hand="build keras.layers.Conv3D once and call it",
    ),
    layer(
        "contrib.layers.convolution",
        "tf.contrib.layers.convolution(images, 2, 3)",
        {
            "1.10 1.15": "(inputs, num_outputs, kernel_size, stride=1, padding='SAME', "
            "data_format=None, rate=1, activation_fn=nn.relu, normalizer_fn=None, "
            "normalizer_params=None, weights_initializer=glorot_uniform_initializer(), "
            "weights_regularizer=None, biases_initializer=zeros_initializer(), "
            "biases_regularizer=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, scope=None, conv_dims=None)",
        },
        variables=Variables(default="Conv", given="scope", weights=("weights",), bias="biases"),
        slim=True,
        by_hand="build keras.layers.Conv2D once and call it",
    ),
    layer(
        "contrib.layers.conv2d_in_plane",
        "tf.contrib.layers.conv2d_in_plane(images, 3)",
        {
            "0.12 1.15": "(inputs, kernel_size, stride=1, padding='SAME', "
            "activation_fn=nn.relu, normalizer_fn=None, normalizer_params=None, "
            "weights_initializer=glorot_uniform_initializer(), weights_regularizer=None, "
            "biases_initializer=zeros_initializer(), biases_regularizer=None, reuse=None, "
            "variables_collections=None, outputs_collections=None, trainable=True, "
            "scope=None)",
        },
        home=("1.0", "1.15"),
        variables=Variables(default="ConvInPlane", given="scope", weights=("weights",), bias="biases"),
        aliases={
            "tensorflow.contrib.layers.convolution2d_in_plane": ("0.12", "1.15"),
            "tensorflow.contrib.slim.conv2d_in_plane": ("0.12", "1.15"),
            "tensorflow.contrib.slim.convolution2d_in_plane": ("0.12", "1.15"),
            "tf_slim.conv2d_in_plane": ("1.15", "2.21"),
            "tf_slim.layers.conv2d_in_plane": ("1.15", "2.21"),
            "tf_slim.convolution2d_in_plane": ("1.15", "2.21"),
            "tf_slim.layers.convolution2d_in_plane": ("1.15", "2.21"),
        },
        by_hand="write tf.nn.depthwise_conv2d with a kernel that is tiled over the channels",
    ),
)
