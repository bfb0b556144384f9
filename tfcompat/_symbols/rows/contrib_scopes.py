"""``tf.contrib.framework``: scopes of arguments, and variables."""

from __future__ import annotations

from tfcompat._symbols._model import Variables
from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "contrib.framework.arg_scope",
        "tf.contrib.framework.arg_scope([])",
        {
            "0.12 1.15": "(list_ops_or_scope, **kwargs)",
        },
        slim=True,
        by_hand="write the arguments in the calls, or functools.partial",
    ),
    layer(
        "contrib.framework.add_arg_scope",
        "tf.contrib.framework.add_arg_scope(layer)",
        {
            "0.12 1.15": "(func)",
        },
        slim=True,
        by_hand="write functools.partial at the call",
    ),
    layer(
        "contrib.framework.has_arg_scope",
        "tf.contrib.framework.has_arg_scope(layer)",
        {
            "0.12 1.15": "(func)",
        },
        slim=True,
        by_hand="leave it out with the scopes",
    ),
    layer(
        "contrib.framework.current_arg_scope",
        "tf.contrib.framework.current_arg_scope()",
        {
            "1.5 1.15": "()",
        },
        slim=True,
        by_hand="leave it out with the scopes",
    ),
    layer(
        "contrib.framework.arg_scoped_arguments",
        "tf.contrib.framework.arg_scoped_arguments(scoped_layer)",
        {
            "0.12 1.15": "(func)",
        },
        slim=True,
        by_hand="leave it out with the scopes",
    ),
    layer(
        "contrib.framework.variable",
        "tf.contrib.framework.variable('v', [2])",
        {
            "0.12 0.12": "(name, shape=None, dtype=None, initializer=None, "
            "regularizer=None, trainable=True, collections=None, caching_device=None, "
            "device=None)",
            "1.0 1.0": "(name, shape=None, dtype=None, initializer=None, "
            "regularizer=None, trainable=True, collections=None, caching_device=None, "
            "device=None, partitioner=None, custom_getter=None)",
            "1.1 1.10": "(name, shape=None, dtype=None, initializer=None, "
            "regularizer=None, trainable=True, collections=None, caching_device=None, "
            "device=None, partitioner=None, custom_getter=None, use_resource=None)",
            "1.11 1.15": "(name, shape=None, dtype=None, initializer=None, "
            "regularizer=None, trainable=True, collections=None, caching_device=None, "
            "device=None, partitioner=None, custom_getter=None, use_resource=None, "
            "synchronization=VariableSynchronization.AUTO, "
            "aggregation=VariableAggregation.NONE)",
        },
        variables=Variables(default="v", given="name", weights=()),
        slim=True,
        by_hand="write tf.Variable",
    ),
    layer(
        "contrib.framework.model_variable",
        "tf.contrib.framework.model_variable('v', [2])",
        {
            "0.12 0.12": "(name, shape=None, dtype=float32, initializer=None, "
            "regularizer=None, trainable=True, collections=None, caching_device=None, "
            "device=None)",
            "1.0 1.0": "(name, shape=None, dtype=float32, initializer=None, "
            "regularizer=None, trainable=True, collections=None, caching_device=None, "
            "device=None, partitioner=None, custom_getter=None)",
            "1.1 1.10": "(name, shape=None, dtype=float32, initializer=None, "
            "regularizer=None, trainable=True, collections=None, caching_device=None, "
            "device=None, partitioner=None, custom_getter=None, use_resource=None)",
            "1.11 1.15": "(name, shape=None, dtype=float32, initializer=None, "
            "regularizer=None, trainable=True, collections=None, caching_device=None, "
            "device=None, partitioner=None, custom_getter=None, use_resource=None, "
            "synchronization=VariableSynchronization.AUTO, "
            "aggregation=VariableAggregation.NONE)",
        },
        variables=Variables(default="v", given="name", weights=()),
        slim=True,
        by_hand="write tf.Variable",
    ),
    layer(
        "contrib.framework.local_variable",
        "tf.contrib.framework.local_variable(1.0)",
        {
            "0.12 1.4": "(initial_value, validate_shape=True, name=None)",
            "1.5 1.15": "(initial_value, validate_shape=True, name=None, use_resource=None)",
        },
        slim=True,
        by_hand="write tf.Variable(trainable=False)",
    ),
    layer(
        "contrib.framework.global_variable",
        "tf.contrib.framework.global_variable(1.0, name='v')",
        {
            "1.5 1.15": "(initial_value, validate_shape=True, name=None, use_resource=None)",
        },
        variables=Variables(default="v", given="name", weights=()),
        slim=True,
        by_hand="write tf.Variable(trainable=False)",
    ),
    layer(
        "contrib.framework.add_model_variable",
        "tf.contrib.framework.add_model_variable(inputs)",
        {
            "0.12 1.15": "(var)",
        },
        slim=True,
        by_hand="keep a list",
    ),
)
