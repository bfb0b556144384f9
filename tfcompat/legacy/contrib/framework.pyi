# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = [
    "add_arg_scope",
    "add_model_variable",
    "arg_scope",
    "arg_scoped_arguments",
    "assert_global_step",
    "assert_or_get_global_step",
    "assign_from_checkpoint",
    "assign_from_checkpoint_fn",
    "assign_from_values",
    "assign_from_values_fn",
    "create_global_step",
    "current_arg_scope",
    "filter_variables",
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
    "has_arg_scope",
    "local_variable",
    "model_variable",
    "variable",
]

@deprecated(
    "tf.contrib.framework.add_arg_scope is a legacy name, and its shim will be removed in tfcompat 2.0: write functools.partial at the call."
)
def add_arg_scope(
    func: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.add_model_variable is a legacy name, and its shim will be removed in tfcompat 2.0: keep a list."
)
def add_model_variable(
    var: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.arg_scope is a legacy name, and its shim will be removed in tfcompat 2.0: write the arguments in the calls, or functools.partial."
)
def arg_scope(
    list_ops_or_scope: Any,
    **kwargs: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.arg_scoped_arguments is a legacy name, and its shim will be removed in tfcompat 2.0: leave it out with the scopes."
)
def arg_scoped_arguments(
    func: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.assert_global_step is a legacy name, and its shim will be removed in tfcompat 2.0: leave it out."
)
def assert_global_step(
    global_step_tensor: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.assert_or_get_global_step is a legacy name, and its shim will be removed in tfcompat 2.0: leave it out."
)
def assert_or_get_global_step(
    graph: Any = None,
    global_step_tensor: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.assign_from_checkpoint is a legacy name, and its shim will be removed in tfcompat 2.0: read the checkpoint with tf.train.load_checkpoint."
)
def assign_from_checkpoint(
    model_path: Any,
    var_list: Any,
    ignore_missing_vars: Any = False,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.assign_from_checkpoint_fn is a legacy name, and its shim will be removed in tfcompat 2.0: restore with tf.train.Checkpoint."
)
def assign_from_checkpoint_fn(
    model_path: Any,
    var_list: Any,
    ignore_missing_vars: Any = False,
    reshape_variables: Any = False,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.assign_from_values is a legacy name, and its shim will be removed in tfcompat 2.0: call the assign of each variable."
)
def assign_from_values(
    var_names_to_values: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.assign_from_values_fn is a legacy name, and its shim will be removed in tfcompat 2.0: call the assign of each variable."
)
def assign_from_values_fn(
    var_names_to_values: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.create_global_step is a legacy name, and its shim will be removed in tfcompat 2.0: count the steps in a tf.Variable."
)
def create_global_step(
    graph: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.current_arg_scope is a legacy name, and its shim will be removed in tfcompat 2.0: leave it out with the scopes."
)
def current_arg_scope() -> Any: ...

@deprecated(
    "tf.contrib.framework.filter_variables is a legacy name, and its shim will be removed in tfcompat 2.0: read the variables of a model, or of a tf.Module."
)
def filter_variables(
    var_list: Any,
    include_patterns: Any = None,
    exclude_patterns: Any = None,
    reg_search: Any = True,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.get_global_step is a legacy name, and its shim will be removed in tfcompat 2.0: read the tf.Variable that counts the steps."
)
def get_global_step(
    graph: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.get_local_variables is a legacy name, and its shim will be removed in tfcompat 2.0: read the variables of a model, or of a tf.Module."
)
def get_local_variables(
    scope: Any = None,
    suffix: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.get_model_variables is a legacy name, and its shim will be removed in tfcompat 2.0: read the variables of a model, or of a tf.Module."
)
def get_model_variables(
    scope: Any = None,
    suffix: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.get_or_create_global_step is a legacy name, and its shim will be removed in tfcompat 2.0: count the steps in a tf.Variable."
)
def get_or_create_global_step(
    graph: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.get_trainable_variables is a legacy name, and its shim will be removed in tfcompat 2.0: read the variables of a model, or of a tf.Module."
)
def get_trainable_variables(
    scope: Any = None,
    suffix: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.get_unique_variable is a legacy name, and its shim will be removed in tfcompat 2.0: read the variables of a model, or of a tf.Module."
)
def get_unique_variable(
    var_op_name: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.get_variable_full_name is a legacy name, and its shim will be removed in tfcompat 2.0: read its name."
)
def get_variable_full_name(
    var: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.get_variables is a legacy name, and its shim will be removed in tfcompat 2.0: read the variables of a model, or of a tf.Module."
)
def get_variables(
    scope: Any = None,
    suffix: Any = None,
    collection: Any = ...,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.get_variables_by_name is a legacy name, and its shim will be removed in tfcompat 2.0: read the variables of a model, or of a tf.Module."
)
def get_variables_by_name(
    given_name: Any,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.get_variables_by_suffix is a legacy name, and its shim will be removed in tfcompat 2.0: read the variables of a model, or of a tf.Module."
)
def get_variables_by_suffix(
    suffix: Any,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.get_variables_to_restore is a legacy name, and its shim will be removed in tfcompat 2.0: read the variables of a model, or of a tf.Module."
)
def get_variables_to_restore(
    include: Any = None,
    exclude: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.global_variable is a legacy name, and its shim will be removed in tfcompat 2.0: write tf.Variable(trainable=False)."
)
def global_variable(
    initial_value: Any,
    validate_shape: Any = True,
    name: Any = None,
    use_resource: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.has_arg_scope is a legacy name, and its shim will be removed in tfcompat 2.0: leave it out with the scopes."
)
def has_arg_scope(
    func: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.local_variable is a legacy name, and its shim will be removed in tfcompat 2.0: write tf.Variable(trainable=False)."
)
def local_variable(
    initial_value: Any,
    validate_shape: Any = True,
    name: Any = None,
    use_resource: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.model_variable is a legacy name, and its shim will be removed in tfcompat 2.0: write tf.Variable."
)
def model_variable(
    name: Any,
    shape: Any = None,
    dtype: Any = ...,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: Any = True,
    collections: Any = None,
    caching_device: Any = None,
    device: Any = None,
    partitioner: Any = None,
    custom_getter: Any = None,
    use_resource: Any = None,
    synchronization: Any = ...,
    aggregation: Any = ...,
) -> Any: ...

@deprecated(
    "tf.contrib.framework.variable is a legacy name, and its shim will be removed in tfcompat 2.0: write tf.Variable."
)
def variable(
    name: Any,
    shape: Any = None,
    dtype: Any = None,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: Any = True,
    collections: Any = None,
    caching_device: Any = None,
    device: Any = None,
    partitioner: Any = None,
    custom_getter: Any = None,
    use_resource: Any = None,
    synchronization: Any = ...,
    aggregation: Any = ...,
) -> Any: ...
