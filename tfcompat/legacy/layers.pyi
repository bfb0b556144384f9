# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

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

@deprecated(
    "tf.layers.AveragePooling1D is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.AveragePooling1D once and call it."
)
class AveragePooling1D:
    def __init__(
        self,
        pool_size: Any,
        strides: Any,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.AveragePooling2D is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.AveragePooling2D once and call it."
)
class AveragePooling2D:
    def __init__(
        self,
        pool_size: Any,
        strides: Any,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.AveragePooling3D is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.AveragePooling3D once and call it."
)
class AveragePooling3D:
    def __init__(
        self,
        pool_size: Any,
        strides: Any,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.BatchNormalization is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.BatchNormalization once and call it with training=; it updates its moments itself."
)
class BatchNormalization:
    def __init__(
        self,
        axis: Any = -1,
        momentum: Any = 0.99,
        epsilon: Any = 0.001,
        center: Any = True,
        scale: Any = True,
        beta_initializer: Any = ...,
        gamma_initializer: Any = ...,
        moving_mean_initializer: Any = ...,
        moving_variance_initializer: Any = ...,
        beta_regularizer: Any = None,
        gamma_regularizer: Any = None,
        beta_constraint: Any = None,
        gamma_constraint: Any = None,
        renorm: Any = False,
        renorm_clipping: Any = None,
        renorm_momentum: Any = 0.99,
        fused: Any = None,
        trainable: Any = True,
        virtual_batch_size: Any = None,
        adjustment: Any = None,
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.Conv1D is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv1D once and call it."
)
class Conv1D:
    def __init__(
        self,
        filters: Any,
        kernel_size: Any,
        strides: Any = 1,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        dilation_rate: Any = 1,
        activation: Any = None,
        use_bias: Any = True,
        kernel_initializer: Any = None,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        trainable: Any = True,
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.Conv2D is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv2D once and call it."
)
class Conv2D:
    def __init__(
        self,
        filters: Any,
        kernel_size: Any,
        strides: Any = ...,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        dilation_rate: Any = ...,
        activation: Any = None,
        use_bias: Any = True,
        kernel_initializer: Any = None,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        trainable: Any = True,
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.Conv2DTranspose is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv2DTranspose once and call it."
)
class Conv2DTranspose:
    def __init__(
        self,
        filters: Any,
        kernel_size: Any,
        strides: Any = ...,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        activation: Any = None,
        use_bias: Any = True,
        kernel_initializer: Any = None,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        trainable: Any = True,
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.Conv3D is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv3D once and call it."
)
class Conv3D:
    def __init__(
        self,
        filters: Any,
        kernel_size: Any,
        strides: Any = ...,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        dilation_rate: Any = ...,
        activation: Any = None,
        use_bias: Any = True,
        kernel_initializer: Any = None,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        trainable: Any = True,
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.Conv3DTranspose is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv3DTranspose once and call it."
)
class Conv3DTranspose:
    def __init__(
        self,
        filters: Any,
        kernel_size: Any,
        strides: Any = ...,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        activation: Any = None,
        use_bias: Any = True,
        kernel_initializer: Any = None,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        trainable: Any = True,
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.Dense is a legacy name, and its shim will be removed in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) if it makes logits and keras.layers.Dense otherwise."
)
class Dense:
    def __init__(
        self,
        units: Any,
        activation: Any = None,
        use_bias: Any = True,
        kernel_initializer: Any = None,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        trainable: Any = True,
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.Dropout is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Dropout once and call it with training=."
)
class Dropout:
    def __init__(
        self,
        rate: Any = 0.5,
        noise_shape: Any = None,
        seed: Any = None,
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.Flatten is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Flatten once and call it."
)
class Flatten:
    def __init__(
        self,
        data_format: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.InputSpec is a legacy name, and its shim will be removed in tfcompat 2.0: write keras.layers.InputSpec."
)
class InputSpec:
    def __init__(
        self,
        dtype: Any = None,
        shape: Any = None,
        ndim: Any = None,
        max_ndim: Any = None,
        min_ndim: Any = None,
        axes: Any = None,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.Layer is a legacy name, and its shim will be removed in tfcompat 2.0: subclass keras.layers.Layer."
)
class Layer:
    def __init__(
        self,
        trainable: Any = True,
        name: Any = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.MaxPooling1D is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.MaxPooling1D once and call it."
)
class MaxPooling1D:
    def __init__(
        self,
        pool_size: Any,
        strides: Any,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.MaxPooling2D is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.MaxPooling2D once and call it."
)
class MaxPooling2D:
    def __init__(
        self,
        pool_size: Any,
        strides: Any,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.MaxPooling3D is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.MaxPooling3D once and call it."
)
class MaxPooling3D:
    def __init__(
        self,
        pool_size: Any,
        strides: Any,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.SeparableConv1D is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.SeparableConv1D once and call it."
)
class SeparableConv1D:
    def __init__(
        self,
        filters: Any,
        kernel_size: Any,
        strides: Any = 1,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        dilation_rate: Any = 1,
        depth_multiplier: Any = 1,
        activation: Any = None,
        use_bias: Any = True,
        depthwise_initializer: Any = None,
        pointwise_initializer: Any = None,
        bias_initializer: Any = ...,
        depthwise_regularizer: Any = None,
        pointwise_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        depthwise_constraint: Any = None,
        pointwise_constraint: Any = None,
        bias_constraint: Any = None,
        trainable: Any = True,
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.SeparableConv2D is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.SeparableConv2D once and call it."
)
class SeparableConv2D:
    def __init__(
        self,
        filters: Any,
        kernel_size: Any,
        strides: Any = ...,
        padding: Any = "valid",
        data_format: Any = "channels_last",
        dilation_rate: Any = ...,
        depth_multiplier: Any = 1,
        activation: Any = None,
        use_bias: Any = True,
        depthwise_initializer: Any = None,
        pointwise_initializer: Any = None,
        bias_initializer: Any = ...,
        depthwise_regularizer: Any = None,
        pointwise_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        depthwise_constraint: Any = None,
        pointwise_constraint: Any = None,
        bias_constraint: Any = None,
        trainable: Any = True,
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.average_pooling1d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.AveragePooling1D once and call it."
)
def average_pooling1d(
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.average_pooling2d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.AveragePooling2D once and call it."
)
def average_pooling2d(
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.average_pooling3d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.AveragePooling3D once and call it."
)
def average_pooling3d(
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.batch_normalization is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.BatchNormalization once and call it with training=; it updates its moments itself."
)
def batch_normalization(
    inputs: Any,
    axis: Any = -1,
    momentum: Any = 0.99,
    epsilon: Any = 0.001,
    center: Any = True,
    scale: Any = True,
    beta_initializer: Any = ...,
    gamma_initializer: Any = ...,
    moving_mean_initializer: Any = ...,
    moving_variance_initializer: Any = ...,
    beta_regularizer: Any = None,
    gamma_regularizer: Any = None,
    beta_constraint: Any = None,
    gamma_constraint: Any = None,
    training: Any = False,
    trainable: Any = True,
    name: Any = None,
    reuse: Any = None,
    renorm: Any = False,
    renorm_clipping: Any = None,
    renorm_momentum: Any = 0.99,
    fused: Any = None,
    virtual_batch_size: Any = None,
    adjustment: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.conv1d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv1D once and call it."
)
def conv1d(
    inputs: Any,
    filters: Any,
    kernel_size: Any,
    strides: Any = 1,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    dilation_rate: Any = 1,
    activation: Any = None,
    use_bias: Any = True,
    kernel_initializer: Any = None,
    bias_initializer: Any = ...,
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    trainable: Any = True,
    name: Any = None,
    reuse: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.conv2d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv2D once and call it."
)
def conv2d(
    inputs: Any,
    filters: Any,
    kernel_size: Any,
    strides: Any = ...,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    dilation_rate: Any = ...,
    activation: Any = None,
    use_bias: Any = True,
    kernel_initializer: Any = None,
    bias_initializer: Any = ...,
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    trainable: Any = True,
    name: Any = None,
    reuse: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.conv2d_transpose is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv2DTranspose once and call it."
)
def conv2d_transpose(
    inputs: Any,
    filters: Any,
    kernel_size: Any,
    strides: Any = ...,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    activation: Any = None,
    use_bias: Any = True,
    kernel_initializer: Any = None,
    bias_initializer: Any = ...,
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    trainable: Any = True,
    name: Any = None,
    reuse: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.conv3d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv3D once and call it."
)
def conv3d(
    inputs: Any,
    filters: Any,
    kernel_size: Any,
    strides: Any = ...,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    dilation_rate: Any = ...,
    activation: Any = None,
    use_bias: Any = True,
    kernel_initializer: Any = None,
    bias_initializer: Any = ...,
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    trainable: Any = True,
    name: Any = None,
    reuse: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.conv3d_transpose is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Conv3DTranspose once and call it."
)
def conv3d_transpose(
    inputs: Any,
    filters: Any,
    kernel_size: Any,
    strides: Any = ...,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    activation: Any = None,
    use_bias: Any = True,
    kernel_initializer: Any = None,
    bias_initializer: Any = ...,
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    trainable: Any = True,
    name: Any = None,
    reuse: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.dense is a legacy name, and its shim will be removed in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) if it makes logits and keras.layers.Dense otherwise."
)
def dense(
    inputs: Any,
    units: Any,
    activation: Any = None,
    use_bias: Any = True,
    kernel_initializer: Any = None,
    bias_initializer: Any = ...,
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    trainable: Any = True,
    name: Any = None,
    reuse: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.dropout is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Dropout once and call it with training=."
)
def dropout(
    inputs: Any,
    rate: Any = 0.5,
    noise_shape: Any = None,
    seed: Any = None,
    training: Any = False,
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.flatten is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Flatten once and call it."
)
def flatten(
    inputs: Any,
    name: Any = None,
    data_format: Any = "channels_last",
) -> Any: ...

@deprecated(
    "tf.layers.max_pooling1d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.MaxPooling1D once and call it."
)
def max_pooling1d(
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.max_pooling2d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.MaxPooling2D once and call it."
)
def max_pooling2d(
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.max_pooling3d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.MaxPooling3D once and call it."
)
def max_pooling3d(
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.separable_conv1d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.SeparableConv1D once and call it."
)
def separable_conv1d(
    inputs: Any,
    filters: Any,
    kernel_size: Any,
    strides: Any = 1,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    dilation_rate: Any = 1,
    depth_multiplier: Any = 1,
    activation: Any = None,
    use_bias: Any = True,
    depthwise_initializer: Any = None,
    pointwise_initializer: Any = None,
    bias_initializer: Any = ...,
    depthwise_regularizer: Any = None,
    pointwise_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    depthwise_constraint: Any = None,
    pointwise_constraint: Any = None,
    bias_constraint: Any = None,
    trainable: Any = True,
    name: Any = None,
    reuse: Any = None,
) -> Any: ...

@deprecated(
    "tf.layers.separable_conv2d is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.SeparableConv2D once and call it."
)
def separable_conv2d(
    inputs: Any,
    filters: Any,
    kernel_size: Any,
    strides: Any = ...,
    padding: Any = "valid",
    data_format: Any = "channels_last",
    dilation_rate: Any = ...,
    depth_multiplier: Any = 1,
    activation: Any = None,
    use_bias: Any = True,
    depthwise_initializer: Any = None,
    pointwise_initializer: Any = None,
    bias_initializer: Any = ...,
    depthwise_regularizer: Any = None,
    pointwise_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    depthwise_constraint: Any = None,
    pointwise_constraint: Any = None,
    bias_constraint: Any = None,
    trainable: Any = True,
    name: Any = None,
    reuse: Any = None,
) -> Any: ...
