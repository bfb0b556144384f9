# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

from tfcompat.legacy.contrib.framework import add_arg_scope as add_arg_scope
from tfcompat.legacy.contrib.framework import add_model_variable as add_model_variable
from tfcompat.legacy.contrib.framework import arg_scope as arg_scope
from tfcompat.legacy.contrib.framework import arg_scoped_arguments as arg_scoped_arguments
from tfcompat.legacy.contrib.framework import assert_global_step as assert_global_step
from tfcompat.legacy.contrib.framework import assert_or_get_global_step as assert_or_get_global_step
from tfcompat.legacy.contrib.framework import assign_from_checkpoint as assign_from_checkpoint
from tfcompat.legacy.contrib.framework import assign_from_checkpoint_fn as assign_from_checkpoint_fn
from tfcompat.legacy.contrib.framework import assign_from_values as assign_from_values
from tfcompat.legacy.contrib.framework import assign_from_values_fn as assign_from_values_fn
from tfcompat.legacy.contrib.framework import create_global_step as create_global_step
from tfcompat.legacy.contrib.framework import current_arg_scope as current_arg_scope
from tfcompat.legacy.contrib.framework import filter_variables as filter_variables
from tfcompat.legacy.contrib.framework import get_global_step as get_global_step
from tfcompat.legacy.contrib.framework import get_local_variables as get_local_variables
from tfcompat.legacy.contrib.framework import get_model_variables as get_model_variables
from tfcompat.legacy.contrib.framework import get_or_create_global_step as get_or_create_global_step
from tfcompat.legacy.contrib.framework import get_trainable_variables as get_trainable_variables
from tfcompat.legacy.contrib.framework import get_unique_variable as get_unique_variable
from tfcompat.legacy.contrib.framework import get_variable_full_name as get_variable_full_name
from tfcompat.legacy.contrib.framework import get_variables as get_variables
from tfcompat.legacy.contrib.framework import get_variables_by_name as get_variables_by_name
from tfcompat.legacy.contrib.framework import get_variables_by_suffix as get_variables_by_suffix
from tfcompat.legacy.contrib.framework import get_variables_to_restore as get_variables_to_restore
from tfcompat.legacy.contrib.framework import global_variable as global_variable
from tfcompat.legacy.contrib.framework import has_arg_scope as has_arg_scope
from tfcompat.legacy.contrib.framework import local_variable as local_variable
from tfcompat.legacy.contrib.framework import model_variable as model_variable
from tfcompat.legacy.contrib.framework import variable as variable
from tfcompat.legacy.contrib.layers import apply_regularization as apply_regularization
from tfcompat.legacy.contrib.layers import avg_pool2d as avg_pool2d
from tfcompat.legacy.contrib.layers import avg_pool3d as avg_pool3d
from tfcompat.legacy.contrib.layers import batch_norm as batch_norm
from tfcompat.legacy.contrib.layers import bias_add as bias_add
from tfcompat.legacy.contrib.layers import conv1d as conv1d
from tfcompat.legacy.contrib.layers import conv2d as conv2d
from tfcompat.legacy.contrib.layers import conv2d_in_plane as conv2d_in_plane
from tfcompat.legacy.contrib.layers import conv2d_transpose as conv2d_transpose
from tfcompat.legacy.contrib.layers import conv3d as conv3d
from tfcompat.legacy.contrib.layers import conv3d_transpose as conv3d_transpose
from tfcompat.legacy.contrib.layers import convolution as convolution
from tfcompat.legacy.contrib.layers import convolution1d as convolution1d
from tfcompat.legacy.contrib.layers import convolution2d as convolution2d
from tfcompat.legacy.contrib.layers import convolution2d_in_plane as convolution2d_in_plane
from tfcompat.legacy.contrib.layers import convolution2d_transpose as convolution2d_transpose
from tfcompat.legacy.contrib.layers import convolution3d as convolution3d
from tfcompat.legacy.contrib.layers import convolution3d_transpose as convolution3d_transpose
from tfcompat.legacy.contrib.layers import dense_to_sparse as dense_to_sparse
from tfcompat.legacy.contrib.layers import dropout as dropout
from tfcompat.legacy.contrib.layers import elu as elu
from tfcompat.legacy.contrib.layers import flatten as flatten
from tfcompat.legacy.contrib.layers import group_norm as group_norm
from tfcompat.legacy.contrib.layers import instance_norm as instance_norm
from tfcompat.legacy.contrib.layers import l1_l2_regularizer as l1_l2_regularizer
from tfcompat.legacy.contrib.layers import l1_regularizer as l1_regularizer
from tfcompat.legacy.contrib.layers import l2_regularizer as l2_regularizer
from tfcompat.legacy.contrib.layers import layer_norm as layer_norm
from tfcompat.legacy.contrib.layers import legacy_relu as legacy_relu
from tfcompat.legacy.contrib.layers import max_pool2d as max_pool2d
from tfcompat.legacy.contrib.layers import max_pool3d as max_pool3d
from tfcompat.legacy.contrib.layers import maxout as maxout
from tfcompat.legacy.contrib.layers import one_hot_encoding as one_hot_encoding
from tfcompat.legacy.contrib.layers import optimize_loss as optimize_loss
from tfcompat.legacy.contrib.layers import relu6 as relu6
from tfcompat.legacy.contrib.layers import repeat as repeat
from tfcompat.legacy.contrib.layers import separable_conv2d as separable_conv2d
from tfcompat.legacy.contrib.layers import separable_convolution2d as separable_convolution2d
from tfcompat.legacy.contrib.layers import softmax as softmax
from tfcompat.legacy.contrib.layers import spatial_softmax as spatial_softmax
from tfcompat.legacy.contrib.layers import stack as stack
from tfcompat.legacy.contrib.layers import sum_regularizer as sum_regularizer
from tfcompat.legacy.contrib.layers import unit_norm as unit_norm
from tfcompat.legacy.contrib.layers import variance_scaling_initializer as variance_scaling_initializer
from tfcompat.legacy.contrib.layers import xavier_initializer as xavier_initializer
from tfcompat.legacy.contrib.layers import xavier_initializer_conv2d as xavier_initializer_conv2d
from tfcompat.legacy.contrib.slim import losses as losses
from tfcompat.legacy.contrib.slim import utils as utils

__all__ = [
    "add_arg_scope",
    "add_model_variable",
    "apply_regularization",
    "arg_scope",
    "arg_scoped_arguments",
    "assert_global_step",
    "assert_or_get_global_step",
    "assign_from_checkpoint",
    "assign_from_checkpoint_fn",
    "assign_from_values",
    "assign_from_values_fn",
    "avg_pool2d",
    "avg_pool3d",
    "batch_norm",
    "bias_add",
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
    "create_global_step",
    "current_arg_scope",
    "dense_to_sparse",
    "dropout",
    "elu",
    "filter_variables",
    "flatten",
    "fully_connected",
    "get_global_step",
    "get_local_variables",
    "get_model_variables",
    "get_or_create_global_step",
    "get_trainable_variables",
    "get_unique_variable",
    "get_variable_full_name",
    "get_variables",
    "get_variables_by_name",
    "get_variables_by_suffix",
    "get_variables_to_restore",
    "global_variable",
    "group_norm",
    "has_arg_scope",
    "instance_norm",
    "l1_l2_regularizer",
    "l1_regularizer",
    "l2_regularizer",
    "layer_norm",
    "legacy_relu",
    "linear",
    "local_variable",
    "losses",
    "max_pool2d",
    "max_pool3d",
    "maxout",
    "model_variable",
    "one_hot_encoding",
    "optimize_loss",
    "relu6",
    "repeat",
    "separable_conv2d",
    "separable_convolution2d",
    "softmax",
    "spatial_softmax",
    "stack",
    "sum_regularizer",
    "unit_norm",
    "utils",
    "variable",
    "variance_scaling_initializer",
    "xavier_initializer",
    "xavier_initializer_conv2d",
]

@deprecated(
    "tf.contrib.slim.fully_connected is a legacy name, and its shim will be removed in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) if it makes logits and keras.layers.Dense otherwise, with the activation of this call or its default."
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
    "tf.contrib.slim.linear is a legacy name, and its shim will be removed in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) if it makes logits and keras.layers.Dense otherwise, with the activation of this call or its default."
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
