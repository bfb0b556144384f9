"""``tf.layers``: TensorFlow refuses these with Keras 3, so they are built here on ``tf.nn``.

`Layer` has the scopes, variables, penalties and updates; each file has one kind of layer. They need neither Keras nor
TensorFlow's private copy of the layers, which has no batch normalisation; neither supports ``tf.Module``.
"""

from tfcompat.legacy._implementations.layers._layer import Layer
from tfcompat.legacy._implementations.layers._spec import InputSpec
from tfcompat.legacy._implementations.layers.convolution import Conv1D, Conv2D, Conv3D, conv1d, conv2d, conv3d
from tfcompat.legacy._implementations.layers.dense import Dense, dense
from tfcompat.legacy._implementations.layers.normalization import BatchNormalization, batch_normalization
from tfcompat.legacy._implementations.layers.pooling import (
    AveragePooling1D,
    AveragePooling2D,
    AveragePooling3D,
    MaxPooling1D,
    MaxPooling2D,
    MaxPooling3D,
    average_pooling1d,
    average_pooling2d,
    average_pooling3d,
    max_pooling1d,
    max_pooling2d,
    max_pooling3d,
)
from tfcompat.legacy._implementations.layers.separable import (
    SeparableConv1D,
    SeparableConv2D,
    separable_conv1d,
    separable_conv2d,
)
from tfcompat.legacy._implementations.layers.shaping import Dropout, Flatten, dropout, flatten
from tfcompat.legacy._implementations.layers.transposed import (
    Conv2DTranspose,
    Conv3DTranspose,
    conv2d_transpose,
    conv3d_transpose,
)

__all__ = [
    "AveragePooling1D",
    "AveragePooling2D",
    "AveragePooling3D",
    "BatchNormalization",
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "Conv3D",
    "Conv3DTranspose",
    "Dense",
    "Dropout",
    "Flatten",
    "InputSpec",
    "Layer",
    "MaxPooling1D",
    "MaxPooling2D",
    "MaxPooling3D",
    "SeparableConv1D",
    "SeparableConv2D",
    "average_pooling1d",
    "average_pooling2d",
    "average_pooling3d",
    "batch_normalization",
    "conv1d",
    "conv2d",
    "conv2d_transpose",
    "conv3d",
    "conv3d_transpose",
    "dense",
    "dropout",
    "flatten",
    "max_pooling1d",
    "max_pooling2d",
    "max_pooling3d",
    "separable_conv1d",
    "separable_conv2d",
]
