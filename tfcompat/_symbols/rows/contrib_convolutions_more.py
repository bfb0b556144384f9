"""``tf.contrib.layers``: the transposed and the separable convolutions."""

from __future__ import annotations

from tfcompat._symbols._model import Variables
from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "contrib.layers.conv2d_transpose",
        "tf.contrib.layers.conv2d_transpose(images, 2, 3)",
        {
            "0.12 1.15": "(inputs, num_outputs, kernel_size, stride=1, padding='SAME', "
            "data_format='NHWC', activation_fn=nn.relu, normalizer_fn=None, "
            "normalizer_params=None, weights_initializer=glorot_uniform_initializer(), "
            "weights_regularizer=None, biases_initializer=zeros_initializer(), "
            "biases_regularizer=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, scope=None)",
        },
        home=("1.0", "1.15"),
        variables=Variables(default="Conv2d_transpose", given="scope", weights=("weights",), bias="biases"),
        aliases={
            "tensorflow.contrib.layers.convolution2d_transpose": ("0.12", "1.15"),
            "tensorflow.contrib.slim.conv2d_transpose": ("0.12", "1.15"),
            "tensorflow.contrib.slim.convolution2d_transpose": ("0.12", "1.15"),
            "tf_slim.conv2d_transpose": ("1.15", "2.21"),
            "tf_slim.layers.conv2d_transpose": ("1.15", "2.21"),
            "tf_slim.convolution2d_transpose": ("1.15", "2.21"),
            "tf_slim.layers.convolution2d_transpose": ("1.15", "2.21"),
        },
        by_hand="build keras.layers.Conv2DTranspose once and call it",
    ),
    layer(
        "contrib.layers.conv3d_transpose",
        "tf.contrib.layers.conv3d_transpose(volumes, 2, 3)",
        {
            "1.3 1.15": "(inputs, num_outputs, kernel_size, stride=1, padding='SAME', "
            "data_format='NDHWC', activation_fn=nn.relu, normalizer_fn=None, "
            "normalizer_params=None, weights_initializer=glorot_uniform_initializer(), "
            "weights_regularizer=None, biases_initializer=zeros_initializer(), "
            "biases_regularizer=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, scope=None)",
        },
        variables=Variables(default="Conv3d_transpose", given="scope", weights=("weights",), bias="biases"),
        aliases={
            "tensorflow.contrib.layers.convolution3d_transpose": ("1.3", "1.15"),
            "tensorflow.contrib.slim.conv3d_transpose": ("1.3", "1.15"),
            "tensorflow.contrib.slim.convolution3d_transpose": ("1.3", "1.15"),
            "tf_slim.conv3d_transpose": ("1.15", "2.21"),
            "tf_slim.layers.conv3d_transpose": ("1.15", "2.21"),
            "tf_slim.convolution3d_transpose": ("1.15", "2.21"),
            "tf_slim.layers.convolution3d_transpose": ("1.15", "2.21"),
        },
        by_hand="build keras.layers.Conv3DTranspose once and call it",
    ),
    layer(
        "contrib.layers.separable_conv2d",
        "tf.contrib.layers.separable_conv2d(images, 2, 3, 1)",
        {
            "0.12 0.12": "(inputs, num_outputs, kernel_size, depth_multiplier, "
            "stride=1, padding='SAME', activation_fn=nn.relu, normalizer_fn=None, "
            "normalizer_params=None, weights_initializer=glorot_uniform_initializer(), "
            "weights_regularizer=None, biases_initializer=zeros_initializer(), "
            "biases_regularizer=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, scope=None)",
            "1.0 1.3": "(inputs, num_outputs, kernel_size, depth_multiplier, "
            "stride=1, padding='SAME', rate=1, activation_fn=nn.relu, normalizer_fn=None, "
            "normalizer_params=None, weights_initializer=glorot_uniform_initializer(), "
            "weights_regularizer=None, biases_initializer=zeros_initializer(), "
            "biases_regularizer=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, scope=None)",
            "1.4 1.9": "(inputs, num_outputs, kernel_size, depth_multiplier, "
            "stride=1, padding='SAME', data_format='NHWC', rate=1, activation_fn=nn.relu, "
            "normalizer_fn=None, normalizer_params=None, "
            "weights_initializer=glorot_uniform_initializer(), weights_regularizer=None, "
            "biases_initializer=zeros_initializer(), biases_regularizer=None, reuse=None, "
            "variables_collections=None, outputs_collections=None, trainable=True, "
            "scope=None)",
            "1.10 1.10": "(inputs, num_outputs, kernel_size, depth_multiplier, "
            "stride=1, padding='SAME', data_format='NHWC', rate=1, activation_fn=nn.relu, "
            "normalizer_fn=None, normalizer_params=None, "
            "weights_initializer=glorot_uniform_initializer(), pointwise_initializer=None, "
            "weights_regularizer=None, biases_initializer=zeros_initializer(), "
            "biases_regularizer=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, scope=None)",
            "1.11 1.15": "(inputs, num_outputs, kernel_size, depth_multiplier=1, "
            "stride=1, padding='SAME', data_format='NHWC', rate=1, activation_fn=nn.relu, "
            "normalizer_fn=None, normalizer_params=None, "
            "weights_initializer=glorot_uniform_initializer(), pointwise_initializer=None, "
            "weights_regularizer=None, biases_initializer=zeros_initializer(), "
            "biases_regularizer=None, reuse=None, variables_collections=None, "
            "outputs_collections=None, trainable=True, scope=None)",
        },
        home=("1.0", "1.15"),
        variables=Variables(
            default="SeparableConv2d", given="scope", weights=("depthwise_weights", "pointwise_weights"), bias="biases"
        ),
        aliases={
            "tensorflow.contrib.layers.separable_convolution2d": ("0.12", "1.15"),
            "tensorflow.contrib.slim.separable_conv2d": ("0.12", "1.15"),
            "tensorflow.contrib.slim.separable_convolution2d": ("0.12", "1.15"),
            "tf_slim.separable_conv2d": ("1.15", "2.21"),
            "tf_slim.layers.separable_conv2d": ("1.15", "2.21"),
            "tf_slim.separable_convolution2d": ("1.15", "2.21"),
            "tf_slim.layers.separable_convolution2d": ("1.15", "2.21"),
        },
        by_hand="build keras.layers.SeparableConv2D once and call it",
    ),
)
