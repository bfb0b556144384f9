"""Assigning arrays or the values of a checkpoint to variables."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat.legacy._implementations.contrib.framework.variables import get_unique_variable, get_variable_full_name

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["assign_from_checkpoint", "assign_from_checkpoint_fn", "assign_from_values", "assign_from_values_fn"]

tf1 = tf.compat.v1
_LOG = logging.getLogger("tfcompat")


def assign_from_values(*, var_names_to_values: dict[str, Any]) -> tuple[Any, dict[Any, Any]]:
    """Return an op that assigns arrays to variables by name, and what to feed to it."""
    feeds, assigns = {}, []
    for name, value in var_names_to_values.items():
        variable = get_unique_variable(var_op_name=name)
        feed = _placeholder(variable)
        assigns.append(variable.assign(feed))
        feeds[feed] = value.reshape(variable.shape)
    return tf.group(*assigns), feeds


def _placeholder(variable: Any) -> Any:
    return tf1.placeholder(variable.dtype.base_dtype, variable.shape, name=f"placeholder/{variable.op.name}")


def assign_from_values_fn(*, var_names_to_values: dict[str, Any]) -> Callable[[Any], Any]:
    """Return a function of a session that assigns arrays to variables by name."""
    assign, feeds = assign_from_values(var_names_to_values=var_names_to_values)
    return lambda session: session.run(assign, feeds)


def assign_from_checkpoint(
    *, model_path: str, var_list: Any, ignore_missing_vars: bool = False
) -> tuple[Any, dict[Any, Any]]:
    """Return an op that assigns the values of a checkpoint to variables, and what to feed to it."""
    reader = tf.train.load_checkpoint(model_path)
    feeds, assigns = {}, []
    for name, variables in _by_saved_name(var_list).items():
        if not reader.has_tensor(name):
            _missing(name, model_path, ignore=ignore_missing_vars)
            continue
        for variable in variables:
            value = _part(reader.get_tensor(name), variable, name)
            feed = _placeholder(variable)
            assigns.append(variable.assign(feed))
            feeds[feed] = value
    return tf.group(*assigns), feeds


def _by_saved_name(var_list: Any) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    if isinstance(var_list, dict):
        return {name: list(each) if isinstance(each, list | tuple) else [each] for name, each in var_list.items()}
    for variable in var_list:
        grouped.setdefault(get_variable_full_name(var=variable), []).append(variable)
    return grouped


def _missing(name: str, path: str, *, ignore: bool) -> None:
    text = f"The checkpoint {path} has no variable {name}"
    if not ignore:
        raise ValueError(f"{text}: leave it out, or set ignore_missing_vars=True.")
    _LOG.warning(text)


def _part(value: Any, variable: Any, name: str) -> Any:
    """Return the saved value, or a partitioned variable's part of it."""
    info = getattr(variable, "_save_slice_info", None)
    if info:
        where = tuple(slice(at, at + size) for at, size in zip(info.var_offset, info.var_shape, strict=True))
        return value[where].reshape(info.var_shape)
    if variable.shape != value.shape:
        raise ValueError(f"The checkpoint has {name} with shape {value.shape}, but the variable has {variable.shape}.")
    return value


def assign_from_checkpoint_fn(
    *, model_path: str, var_list: Any, ignore_missing_vars: bool = False, reshape_variables: bool = False
) -> Callable[[Any], Any] | None:
    """Return a function of a session that restores variables; None if there is nothing to restore."""
    if not var_list:
        raise ValueError("assign_from_checkpoint_fn() takes the variables to restore as var_list=, got none.")
    if ignore_missing_vars:
        reader = tf.train.load_checkpoint(model_path)
        named = var_list if isinstance(var_list, dict) else {v.op.name: v for v in var_list}
        for name in named:
            if not reader.has_tensor(name):
                _missing(name, model_path, ignore=True)
        var_list = {name: v for name, v in named.items() if reader.has_tensor(name)}
        if not var_list:
            _LOG.warning("No variable of the checkpoint %s is needed: nothing is restored.", model_path)
            return None
    saver = tf1.train.Saver(var_list, reshape=reshape_variables)
    return lambda session: saver.restore(session, model_path)
