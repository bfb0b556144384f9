"""``tf.contrib.layers``: layers with variables named ``weights`` and ``biases``, built on those of ``tf.layers``."""

from tfcompat.legacy._implementations.contrib.layers.convolution import (
    conv1d,
    conv2d,
    conv2d_transpose,
    conv3d,
    conv3d_transpose,
    convolution,
)
from tfcompat.legacy._implementations.contrib.layers.depthwise import (
    conv2d_in_plane,
    separable_conv2d,
)
from tfcompat.legacy._implementations.contrib.layers.encoders import (
    bow_encoder,
    embed_sequence,
)
from tfcompat.legacy._implementations.contrib.layers.fully import (
    elu,
    fully_connected,
    legacy_fully_connected,
    legacy_linear,
    legacy_relu,
    linear,
    relu,
    relu6,
)
from tfcompat.legacy._implementations.contrib.layers.initializers import (
    variance_scaling_initializer,
    xavier_initializer,
)
from tfcompat.legacy._implementations.contrib.layers.normalization import (
    batch_norm,
)
from tfcompat.legacy._implementations.contrib.layers.norms import (
    group_norm,
    instance_norm,
    layer_norm,
    unit_norm,
)
from tfcompat.legacy._implementations.contrib.layers.optimizers import (
    optimize_loss,
)
from tfcompat.legacy._implementations.contrib.layers.pooling import (
    avg_pool2d,
    avg_pool3d,
    max_pool2d,
    max_pool3d,
)
from tfcompat.legacy._implementations.contrib.layers.regularizers import (
    apply_regularization,
    l1_l2_regularizer,
    l1_regularizer,
    l2_regularizer,
    sum_regularizer,
)
from tfcompat.legacy._implementations.contrib.layers.repeating import (
    repeat,
    stack,
)
from tfcompat.legacy._implementations.contrib.layers.shaping import (
    bias_add,
    dense_to_sparse,
    dropout,
    flatten,
    maxout,
    one_hot_encoding,
    softmax,
    spatial_softmax,
)

__all__ = [
    "apply_regularization",
    "avg_pool2d",
    "avg_pool3d",
    "batch_norm",
    "bias_add",
    "bow_encoder",
    "conv1d",
    "conv2d",
    "conv2d_in_plane",
    "conv2d_transpose",
    "conv3d",
    "conv3d_transpose",
    "convolution",
    "dense_to_sparse",
    "dropout",
    "elu",
    "embed_sequence",
    "flatten",
    "fully_connected",
    "group_norm",
    "instance_norm",
    "l1_l2_regularizer",
    "l1_regularizer",
    "l2_regularizer",
    "layer_norm",
    "legacy_fully_connected",
    "legacy_linear",
    "legacy_relu",
    "linear",
    "max_pool2d",
    "max_pool3d",
    "maxout",
    "one_hot_encoding",
    "optimize_loss",
    "relu",
    "relu6",
    "repeat",
    "separable_conv2d",
    "softmax",
    "spatial_softmax",
    "stack",
    "sum_regularizer",
    "unit_norm",
    "variance_scaling_initializer",
    "xavier_initializer",
]
