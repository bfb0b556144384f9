# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

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
    "convolution1d",
    "convolution2d",
    "convolution2d_in_plane",
    "convolution2d_transpose",
    "convolution3d",
    "convolution3d_transpose",
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
    "separable_convolution2d",
    "softmax",
    "spatial_softmax",
    "stack",
    "sum_regularizer",
    "unit_norm",
    "variance_scaling_initializer",
    "xavier_initializer",
    "xavier_initializer_conv2d",
]

@deprecated(
    "tf.contrib.layers.apply_regularization is a legacy name, and its shim will be removed in tfcompat 2.0: add the penalties to the loss."
)
def apply_regularization(
    regularizer: Any,
    weights_list: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.avg_pool2d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.AveragePooling2D once and call it."
)
def avg_pool2d(
    inputs: Any,
    kernel_size: Any,
    stride: Any = 2,
    padding: Any = "VALID",
    data_format: Any = "NHWC",
    outputs_collections: Any = None,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.avg_pool3d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.AveragePooling3D once and call it."
)
def avg_pool3d(
    inputs: Any,
    kernel_size: Any,
    stride: Any = 2,
    padding: Any = "VALID",
    data_format: Any = "NDHWC",
    outputs_collections: Any = None,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.batch_norm is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.BatchNormalization(momentum=0.999, scale=False) once and call it with training=."
)
def batch_norm(
    inputs: Any,
    decay: Any = 0.999,
    center: Any = True,
    scale: Any = False,
    epsilon: Any = 0.001,
    activation_fn: Any = None,
    param_initializers: Any = None,
    param_regularizers: Any = None,
    updates_collections: Any = ...,
    is_training: Any = True,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    batch_weights: Any = None,
    fused: Any = None,
    data_format: Any = "NHWC",
    zero_debias_moving_mean: Any = False,
    scope: Any = None,
    renorm: Any = False,
    renorm_clipping: Any = None,
    renorm_decay: Any = 0.99,
    adjustment: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.bias_add is a legacy name, and its shim will be removed in tfcompat 2.0: add a variable with tf.nn.bias_add."
)
def bias_add(
    inputs: Any,
    activation_fn: Any = None,
    initializer: Any = ...,
    regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    data_format: Any = "NHWC",
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.bow_encoder is a legacy name, and its shim will be removed in tfcompat 2.0: take the mean of an embedding."
)
def bow_encoder(
    ids: Any,
    vocab_size: Any,
    embed_dim: Any,
    sparse_lookup: Any = True,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: Any = True,
    scope: Any = None,
    reuse: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.conv1d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv1D once and call it."
)
def conv1d(
    inputs: Any,
    num_outputs: Any,
    kernel_size: Any,
    stride: Any = 1,
    padding: Any = "SAME",
    data_format: Any = None,
    rate: Any = 1,
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.conv2d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv2D once and call it, with the activation of this call or its default."
)
def conv2d(
    inputs: Any,
    num_outputs: Any,
    kernel_size: Any,
    stride: Any = 1,
    padding: Any = "SAME",
    data_format: Any = None,
    rate: Any = 1,
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.conv2d_in_plane is a legacy name, and its shim will be removed in tfcompat 2.0: write tf.nn.depthwise_conv2d with a kernel that is tiled over the channels."
)
def conv2d_in_plane(
    inputs: Any,
    kernel_size: Any,
    stride: Any = 1,
    padding: Any = "SAME",
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.conv2d_transpose is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv2DTranspose once and call it."
)
def conv2d_transpose(
    inputs: Any,
    num_outputs: Any,
    kernel_size: Any,
    stride: Any = 1,
    padding: Any = "SAME",
    data_format: Any = "NHWC",
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.conv3d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv3D once and call it."
)
def conv3d(
    inputs: Any,
    num_outputs: Any,
    kernel_size: Any,
    stride: Any = 1,
    padding: Any = "SAME",
    data_format: Any = None,
    rate: Any = 1,
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.conv3d_transpose is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv3DTranspose once and call it."
)
def conv3d_transpose(
    inputs: Any,
    num_outputs: Any,
    kernel_size: Any,
    stride: Any = 1,
    padding: Any = "SAME",
    data_format: Any = "NDHWC",
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.convolution is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv2D once and call it."
)
def convolution(
    inputs: Any,
    num_outputs: Any,
    kernel_size: Any,
    stride: Any = 1,
    padding: Any = "SAME",
    data_format: Any = None,
    rate: Any = 1,
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
    conv_dims: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.dense_to_sparse is a legacy name, and its shim will be removed in tfcompat 2.0: write tf.sparse.from_dense."
)
def dense_to_sparse(
    tensor: Any,
    eos_token: Any = 0,
    outputs_collections: Any = None,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.dropout is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Dropout, which takes the share to drop, once and call it with training=."
)
def dropout(
    inputs: Any,
    keep_prob: Any = 0.5,
    noise_shape: Any = None,
    is_training: Any = True,
    outputs_collections: Any = None,
    scope: Any = None,
    seed: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.elu is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Dense once and call it."
)
def elu(
    inputs: Any,
    num_outputs: Any,
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.embed_sequence is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Embedding once and call it."
)
def embed_sequence(
    ids: Any,
    vocab_size: Any = None,
    embed_dim: Any = None,
    unique: Any = False,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: Any = True,
    scope: Any = None,
    reuse: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.flatten is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Flatten once and call it."
)
def flatten(
    inputs: Any,
    outputs_collections: Any = None,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.fully_connected is a legacy name, and its shim will be removed in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) if it makes logits and keras.layers.Dense otherwise, with the activation of this call or its default."
)
def fully_connected(
    inputs: Any,
    num_outputs: Any,
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.group_norm is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.GroupNormalization once and call it."
)
def group_norm(
    inputs: Any,
    groups: Any = 32,
    channels_axis: Any = -1,
    reduction_axes: Any = ...,
    center: Any = True,
    scale: Any = True,
    epsilon: Any = 1e-06,
    activation_fn: Any = None,
    param_initializers: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
    mean_close_to_zero: Any = False,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.instance_norm is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.GroupNormalization(groups=-1) once and call it."
)
def instance_norm(
    inputs: Any,
    center: Any = True,
    scale: Any = True,
    epsilon: Any = 1e-06,
    activation_fn: Any = None,
    param_initializers: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    data_format: Any = "NHWC",
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.l1_l2_regularizer is a legacy name, and its shim will be removed in tfcompat 2.0: write keras.regularizers.L1L2, with half the scale for the squares."
)
def l1_l2_regularizer(
    scale_l1: Any = 1.0,
    scale_l2: Any = 1.0,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.l1_regularizer is a legacy name, and its shim will be removed in tfcompat 2.0: write keras.regularizers.L1."
)
def l1_regularizer(
    scale: Any,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.l2_regularizer is a legacy name, and its shim will be removed in tfcompat 2.0: write keras.regularizers.L2 with half the scale."
)
def l2_regularizer(
    scale: Any,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.layer_norm is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.LayerNormalization(epsilon=1e-12) once and call it."
)
def layer_norm(
    inputs: Any,
    center: Any = True,
    scale: Any = True,
    activation_fn: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    begin_norm_axis: Any = 1,
    begin_params_axis: Any = -1,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.legacy_fully_connected is a legacy name, and its shim will be removed in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) if it makes logits and keras.layers.Dense otherwise, with the activation of this call or its default."
)
def legacy_fully_connected(
    x: Any,
    num_output_units: Any,
    activation_fn: Any = None,
    weight_init: Any = ...,
    bias_init: Any = ...,
    name: Any = None,
    weight_collections: Any = ...,
    bias_collections: Any = ...,
    output_collections: Any = ...,
    trainable: Any = True,
    weight_regularizer: Any = None,
    bias_regularizer: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.legacy_linear is a legacy name, and its shim will be removed in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) if it makes logits and keras.layers.Dense otherwise, with the activation of this call or its default."
)
def legacy_linear(
    x: Any,
    num_output_units: Any,
    activation_fn: Any = None,
    weight_init: Any = ...,
    bias_init: Any = ...,
    name: Any = None,
    weight_collections: Any = ...,
    bias_collections: Any = ...,
    output_collections: Any = ...,
    trainable: Any = True,
    weight_regularizer: Any = None,
    bias_regularizer: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.legacy_relu is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Dense once and call it."
)
def legacy_relu(
    x: Any,
    num_output_units: Any,
    activation_fn: Any = ...,
    weight_init: Any = ...,
    bias_init: Any = ...,
    name: Any = None,
    weight_collections: Any = ...,
    bias_collections: Any = ...,
    output_collections: Any = ...,
    trainable: Any = True,
    weight_regularizer: Any = None,
    bias_regularizer: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.linear is a legacy name, and its shim will be removed in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) if it makes logits and keras.layers.Dense otherwise, with the activation of this call or its default."
)
def linear(
    inputs: Any,
    num_outputs: Any,
    activation_fn: Any = None,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.max_pool2d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.MaxPooling2D once and call it."
)
def max_pool2d(
    inputs: Any,
    kernel_size: Any,
    stride: Any = 2,
    padding: Any = "VALID",
    data_format: Any = "NHWC",
    outputs_collections: Any = None,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.max_pool3d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.MaxPooling3D once and call it."
)
def max_pool3d(
    inputs: Any,
    kernel_size: Any,
    stride: Any = 2,
    padding: Any = "VALID",
    data_format: Any = "NDHWC",
    outputs_collections: Any = None,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.maxout is a legacy name, and its shim will be removed in tfcompat 2.0: write tf.reduce_max over a reshaped tensor."
)
def maxout(
    inputs: Any,
    num_units: Any,
    axis: Any = -1,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.one_hot_encoding is a legacy name, and its shim will be removed in tfcompat 2.0: write tf.one_hot."
)
def one_hot_encoding(
    labels: Any,
    num_classes: Any,
    on_value: Any = 1.0,
    off_value: Any = 0.0,
    outputs_collections: Any = None,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.optimize_loss is a legacy name, and its shim will be removed in tfcompat 2.0: write the step of an optimizer."
)
def optimize_loss(
    loss: Any,
    global_step: Any,
    learning_rate: Any,
    optimizer: Any,
    gradient_noise_scale: Any = None,
    gradient_multipliers: Any = None,
    clip_gradients: Any = None,
    learning_rate_decay_fn: Any = None,
    update_ops: Any = None,
    variables: Any = None,
    name: Any = None,
    summaries: Any = None,
    colocate_gradients_with_ops: Any = False,
    increment_global_step: Any = True,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.relu is a legacy name, and its shim will be removed in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) if it makes logits and keras.layers.Dense otherwise, with the activation of this call or its default."
)
def relu(
    inputs: Any,
    num_outputs: Any,
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.relu6 is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Dense once and call it."
)
def relu6(
    inputs: Any,
    num_outputs: Any,
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated("tf.contrib.layers.repeat is a legacy name, and its shim will be removed in tfcompat 2.0: write a loop.")
def repeat(
    inputs: Any,
    repetitions: Any,
    layer: Any,
    *args: Any,
    **kwargs: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.separable_conv2d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.SeparableConv2D once and call it."
)
def separable_conv2d(
    inputs: Any,
    num_outputs: Any,
    kernel_size: Any,
    depth_multiplier: Any = 1,
    stride: Any = 1,
    padding: Any = "SAME",
    data_format: Any = "NHWC",
    rate: Any = 1,
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    pointwise_initializer: Any = None,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.softmax is a legacy name, and its shim will be removed in tfcompat 2.0: write tf.nn.softmax."
)
def softmax(
    logits: Any,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.spatial_softmax is a legacy name, and its shim will be removed in tfcompat 2.0: write the expected positions over tf.nn.softmax."
)
def spatial_softmax(
    features: Any,
    temperature: Any = None,
    name: Any = None,
    variables_collections: Any = None,
    trainable: Any = True,
    data_format: Any = "NHWC",
) -> Any: ...

@deprecated("tf.contrib.layers.stack is a legacy name, and its shim will be removed in tfcompat 2.0: write a loop.")
def stack(
    inputs: Any,
    layer: Any,
    stack_args: Any,
    **kwargs: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.sum_regularizer is a legacy name, and its shim will be removed in tfcompat 2.0: write a function."
)
def sum_regularizer(
    regularizer_list: Any,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.unit_norm is a legacy name, and its shim will be removed in tfcompat 2.0: divide by tf.norm."
)
def unit_norm(
    inputs: Any,
    dim: Any,
    epsilon: Any = 1e-07,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.variance_scaling_initializer is a legacy name, and its shim will be removed in tfcompat 2.0: write tf.keras.initializers.VarianceScaling."
)
def variance_scaling_initializer(
    factor: Any = 2.0,
    mode: Any = "FAN_IN",
    uniform: Any = False,
    seed: Any = None,
    dtype: Any = ...,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.xavier_initializer is a legacy name, and its shim will be removed in tfcompat 2.0: write tf.keras.initializers.GlorotUniform."
)
def xavier_initializer(
    uniform: Any = True,
    seed: Any = None,
    dtype: Any = ...,
) -> Any: ...

convolution1d = conv1d

convolution2d = conv2d

convolution2d_in_plane = conv2d_in_plane

convolution2d_transpose = conv2d_transpose

convolution3d = conv3d

convolution3d_transpose = conv3d_transpose

separable_convolution2d = separable_conv2d

xavier_initializer_conv2d = xavier_initializer
