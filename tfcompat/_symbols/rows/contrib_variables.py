"""``tf.contrib.framework``: variables by name, and their values."""

from __future__ import annotations

from tfcompat._symbols._model import Variables
from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "contrib.framework.get_variables",
        "tf.contrib.framework.get_variables()",
        {
            "0.12 1.15": "(scope=None, suffix=None, collection=GraphKeys.GLOBAL_VARIABLES)",
        },
        slim=True,
        by_hand="read the variables of a model, or of a tf.Module",
    ),
    layer(
        "contrib.framework.get_model_variables",
        "tf.contrib.framework.get_model_variables()",
        {
            "0.12 1.15": "(scope=None, suffix=None)",
        },
        slim=True,
        by_hand="read the variables of a model, or of a tf.Module",
    ),
    layer(
        "contrib.framework.get_local_variables",
        "tf.contrib.framework.get_local_variables()",
        {
            "0.12 1.15": "(scope=None, suffix=None)",
        },
        slim=True,
        by_hand="read the variables of a model, or of a tf.Module",
    ),
    layer(
        "contrib.framework.get_trainable_variables",
        "tf.contrib.framework.get_trainable_variables()",
        {
            "1.1 1.15": "(scope=None, suffix=None)",
        },
        slim=True,
        by_hand="read the variables of a model, or of a tf.Module",
    ),
    layer(
        "contrib.framework.get_variables_to_restore",
        "tf.contrib.framework.get_variables_to_restore()",
        {
            "0.12 1.15": "(include=None, exclude=None)",
        },
        slim=True,
        by_hand="read the variables of a model, or of a tf.Module",
    ),
    layer(
        "contrib.framework.get_variables_by_name",
        "tf.contrib.framework.get_variables_by_name('v')",
        {
            "0.12 1.15": "(given_name, scope=None)",
        },
        slim=True,
        by_hand="read the variables of a model, or of a tf.Module",
    ),
    layer(
        "contrib.framework.get_variables_by_suffix",
        "tf.contrib.framework.get_variables_by_suffix('v')",
        {
            "0.12 1.15": "(suffix, scope=None)",
        },
        slim=True,
        by_hand="read the variables of a model, or of a tf.Module",
    ),
    layer(
        "contrib.framework.filter_variables",
        "tf.contrib.framework.filter_variables([])",
        {
            "1.0 1.15": "(var_list, include_patterns=None, exclude_patterns=None, reg_search=True)",
        },
        slim=True,
        by_hand="read the variables of a model, or of a tf.Module",
    ),
    layer(
        "contrib.framework.get_unique_variable",
        "tf.contrib.framework.get_unique_variable(variable.op.name)",
        {
            "0.12 1.15": "(var_op_name)",
        },
        slim=True,
        by_hand="read the variables of a model, or of a tf.Module",
    ),
    layer(
        "contrib.framework.get_variable_full_name",
        "tf.contrib.framework.get_variable_full_name(variable)",
        {
            "1.1 1.15": "(var)",
        },
        slim=True,
        by_hand="read its name",
    ),
    layer(
        "contrib.framework.create_global_step",
        "tf.contrib.framework.create_global_step()",
        {
            "0.12 1.15": "(graph=None)",
        },
        variables=Variables(default="global_step", given="", weights=()),
        slim=True,
        by_hand="count the steps in a tf.Variable",
    ),
    layer(
        "contrib.framework.get_global_step",
        "tf.contrib.framework.get_global_step()",
        {
            "0.12 1.15": "(graph=None)",
        },
        slim=True,
        by_hand="read the tf.Variable that counts the steps",
    ),
    layer(
        "contrib.framework.get_or_create_global_step",
        "tf.contrib.framework.get_or_create_global_step()",
        {
            "0.12 1.15": "(graph=None)",
        },
        variables=Variables(default="global_step", given="", weights=()),
        slim=True,
        by_hand="count the steps in a tf.Variable",
    ),
    layer(
        "contrib.framework.assert_global_step",
        "tf.contrib.framework.assert_global_step(step)",
        {
            "0.12 1.15": "(global_step_tensor)",
        },
        slim=True,
        by_hand="leave it out",
    ),
    layer(
        "contrib.framework.assert_or_get_global_step",
        "tf.contrib.framework.assert_or_get_global_step(None, step)",
        {
            "0.12 1.15": "(graph=None, global_step_tensor=None)",
        },
        slim=True,
        by_hand="leave it out",
    ),
    layer(
        "contrib.framework.assign_from_values",
        "tf.contrib.framework.assign_from_values({})",
        {
            "0.12 1.15": "(var_names_to_values)",
        },
        slim=True,
        by_hand="call the assign of each variable",
    ),
    layer(
        "contrib.framework.assign_from_values_fn",
        "tf.contrib.framework.assign_from_values_fn({})",
        {
            "0.12 1.15": "(var_names_to_values)",
        },
        slim=True,
        by_hand="call the assign of each variable",
    ),
    layer(
        "contrib.framework.assign_from_checkpoint",
        "tf.contrib.framework.assign_from_checkpoint(checkpoint, [])",
        {
            "0.12 1.2": "(model_path, var_list)",
            "1.3 1.15": "(model_path, var_list, ignore_missing_vars=False)",
        },
        slim=True,
        by_hand="read the checkpoint with tf.train.load_checkpoint",
    ),
    layer(
        "contrib.framework.assign_from_checkpoint_fn",
        "tf.contrib.framework.assign_from_checkpoint_fn(checkpoint, {'v': variable})",
        {
            "0.12 1.15": "(model_path, var_list, ignore_missing_vars=False, reshape_variables=False)",
        },
        slim=True,
        by_hand="restore with tf.train.Checkpoint",
    ),
)
