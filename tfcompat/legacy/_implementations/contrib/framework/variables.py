"""Variables of ``tf.contrib.framework``: created in collections, and found there again."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations._variables import kept
from tfcompat.legacy._implementations.contrib.framework.arg_scope import scoped, with_defaults

__all__ = [
    "add_model_variable",
    "filter_variables",
    "get_local_variables",
    "get_model_variables",
    "get_trainable_variables",
    "get_unique_variable",
    "get_variable_full_name",
    "get_variables",
    "get_variables_by_name",
    "get_variables_by_suffix",
    "get_variables_to_restore",
    "global_variable",
    "local_variable",
    "model_variable",
    "variable",
]

tf1 = tf.compat.v1
_KEYS = tf1.GraphKeys


@scoped
def variable(
    *, name: str, collections: Any = None, device: Any = None, custom_getter: Any = None, **settings: Any
) -> Any:
    """Return a variable of the current scope, created or found."""
    names = dict.fromkeys([_KEYS.GLOBAL_VARIABLES] if collections is None else collections)
    with kept(None, "variable", counts=False), tf.device(device or ""):
        getter = tf1.get_variable
        if custom_getter is not None:
            getter = partial(custom_getter, reuse=tf1.get_variable_scope().reuse)
        return getter(name=name, collections=list(names), **settings)


@scoped
def model_variable(*, name: str, collections: Any = None, **settings: Any) -> Any:
    """Return a variable that is also in the collection of the model's variables."""
    names = [*(collections or ()), _KEYS.GLOBAL_VARIABLES, _KEYS.MODEL_VARIABLES]
    return variable(name=name, collections=names, **settings)


def create(name: str, **settings: Any) -> Any:
    """Return a model variable like those of contrib's own layers: with the defaults of an arg_scope."""
    return model_variable(**with_defaults(model_variable, {"name": name, **settings}))


def local_variable(*, initial_value: Any, **settings: Any) -> Any:
    """Return a variable that no checkpoint saves."""
    return tf1.Variable(initial_value, trainable=False, collections=[_KEYS.LOCAL_VARIABLES], **settings)


def global_variable(*, initial_value: Any, **settings: Any) -> Any:
    """Return a variable that is not trained."""
    return tf1.Variable(initial_value, trainable=False, collections=[_KEYS.GLOBAL_VARIABLES], **settings)


def add_model_variable(*, var: Any) -> None:
    """Add a variable to the collection of the model's variables, once."""
    if not any(var is other for other in tf1.get_collection(_KEYS.MODEL_VARIABLES)):
        tf1.add_to_collection(_KEYS.MODEL_VARIABLES, var)


def get_variables(
    *, scope: Any = None, suffix: str | None = None, collection: str = _KEYS.GLOBAL_VARIABLES
) -> list[Any]:
    """Return the variables of a collection whose names begin with a scope (an expression) and end with a suffix."""
    start = scope.name if isinstance(scope, tf1.VariableScope) else scope
    if suffix is not None:
        start = f"{start or ''}.*{suffix if ':' in suffix else f'{suffix}:'}"
    return list(tf1.get_collection(collection, start))


def get_model_variables(*, scope: Any = None, suffix: str | None = None) -> list[Any]:
    """Return the variables of the model."""
    return get_variables(scope=scope, suffix=suffix, collection=_KEYS.MODEL_VARIABLES)


def get_local_variables(*, scope: Any = None, suffix: str | None = None) -> list[Any]:
    """Return the variables that no checkpoint saves."""
    return get_variables(scope=scope, suffix=suffix, collection=_KEYS.LOCAL_VARIABLES)


def get_trainable_variables(*, scope: Any = None, suffix: str | None = None) -> list[Any]:
    """Return the variables that are trained."""
    return get_variables(scope=scope, suffix=suffix, collection=_KEYS.TRAINABLE_VARIABLES)


def get_variables_to_restore(*, include: Any = None, exclude: Any = None) -> list[Any]:
    """Return the variables of some scopes without those of others."""
    for name, scopes in (("include", include), ("exclude", exclude)):
        if scopes is not None and not isinstance(scopes, list | tuple):
            raise TypeError(
                f"get_variables_to_restore() takes a list of scopes as {name}=, got {scopes!r}: write [scope]."
            )
    wanted = [v for scope in ([None] if include is None else include) for v in get_variables(scope=scope)]
    unwanted = {v.ref() for scope in exclude or () for v in get_variables(scope=scope)}
    return [v for v in wanted if v.ref() not in unwanted]


def get_variables_by_suffix(*, suffix: str, scope: Any = None) -> list[Any]:
    """Return the variables whose names end with a suffix."""
    return get_variables(scope=scope, suffix=suffix)


def get_variables_by_name(*, given_name: str, scope: Any = None) -> list[Any]:
    """Return the variables whose names have this last part."""
    return get_variables(scope=scope, suffix=f"/{given_name}:|^{given_name}:")


def get_unique_variable(*, var_op_name: str) -> Any:
    """Return the variable of exactly this name."""
    found = get_variables(scope=var_op_name)
    for each in found:
        if each.op.name == var_op_name:
            return each
    near = f"; these names begin with it: {', '.join(each.op.name for each in found)}" if found else ""
    raise ValueError(f"There is no variable named {var_op_name!r}{near}.")


def get_variable_full_name(*, var: Any) -> str:
    """Return the name of a variable; for a part of a variable, the name of the whole."""
    whole = getattr(var, "_save_slice_info", None)
    return str(whole.full_name if whole else var.op.name)


def filter_variables(
    *, var_list: Any, include_patterns: Any = None, exclude_patterns: Any = None, reg_search: bool = True
) -> list[Any]:
    """Return the variables whose names match one pattern, and none of others."""
    fits = re.search if reg_search else re.match
    wanted = [v for v in var_list if include_patterns is None or any(fits(one, v.name) for one in include_patterns)]
    return [v for v in wanted if not any(fits(one, v.name) for one in exclude_patterns or ())]
