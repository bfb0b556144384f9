"""``arg_scope``: defaults for calls inside a ``with`` block."""

from __future__ import annotations

import functools
import inspect
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "add_arg_scope",
    "arg_scope",
    "arg_scoped_arguments",
    "current_arg_scope",
    "has_arg_scope",
    "marked",
    "same_scope",
    "scoped",
    "with_defaults",
]

_STACK: list[dict[str, dict[str, Any]]] = [{}]
_SCOPED: set[str] = set()
_KEY = "_key_op"  # the attribute in which TensorFlow 1 stored the key
_OURS: dict[Any, tuple[str, tuple[str, ...]]] = {}


def scoped(function: Callable[..., Any]) -> Callable[..., Any]:
    """Register one of our functions for arg_scope defaults; its shims look them up."""
    key = f"{function.__module__}.{function.__name__}"
    _OURS[function] = (key, ())
    _SCOPED.add(key)
    return function


def same_scope(function: Callable[..., Any], *fixed: str) -> Callable[..., Any]:
    """Return another name of one of our functions, with the same defaults except for the parameters `fixed`."""

    def other(**given: Any) -> Any:
        return function(**given)

    _OURS[other] = (_OURS[function][0], fixed)
    return other


def marked(shim: Any, compute: Any) -> Any:
    """Set the key under which an arg_scope knows the shim of one of our functions."""
    if compute in _OURS and not _OURS[compute][1]:
        setattr(shim, _KEY, _OURS[compute][0])
    return shim


def with_defaults(function: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Return keyword arguments, completed by the current scope's defaults for a function."""
    key, fixed = _OURS.get(function, (_key(function), ()))
    defaults = _STACK[-1].get(key, {})
    return {**{name: value for name, value in defaults.items() if name not in fixed}, **given}


def current_arg_scope() -> dict[str, dict[str, Any]]:
    """Return the innermost scope: from the keys of functions to their defaults."""
    return _STACK[-1]


@contextmanager
def arg_scope(*, list_ops_or_scope: Any, **kwargs: Any) -> Iterator[dict[str, dict[str, Any]]]:
    """Set defaults of functions, or reopen a scope that an earlier arg_scope yielded."""
    scope = (
        _again(list_ops_or_scope, kwargs) if isinstance(list_ops_or_scope, dict) else _new(list_ops_or_scope, kwargs)
    )
    _STACK.append(scope)
    try:
        yield scope
    finally:
        _STACK.pop()


def _again(scope: dict[str, dict[str, Any]], kwargs: dict[str, Any]) -> dict[str, dict[str, Any]]:
    if kwargs:
        raise ValueError(
            f"arg_scope() of an existing scope takes no defaults, got {', '.join(kwargs)}: list the functions instead."
        )
    return scope.copy()


def _new(functions: Any, kwargs: dict[str, Any]) -> dict[str, dict[str, Any]]:
    if not isinstance(functions, list | tuple):
        raise TypeError(f"arg_scope() takes a list of functions, or a scope that one yielded, got {functions!r}.")
    scope = _STACK[-1].copy()
    for function in functions:
        if not has_arg_scope(func=function):
            name = ".".join(filter(None, (getattr(function, "__module__", ""), getattr(function, "__name__", ""))))
            raise ValueError(
                f"arg_scope() got {name or repr(function)}, which is not decorated with @add_arg_scope: decorate "
                "it, or leave it out."
            )
        scope[_key(function)] = {**scope.get(_key(function), {}), **kwargs}
    return scope


def add_arg_scope(*, func: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a function so that an arg_scope can set its defaults."""

    @tf.autograph.experimental.do_not_convert
    @functools.wraps(func)
    def with_scope(*args: Any, **kwargs: Any) -> Any:
        return func(*args, **with_defaults(with_scope, kwargs))

    setattr(with_scope, _KEY, _key(func))
    _SCOPED.add(_key(func))
    decorated: Callable[..., Any] = with_scope
    return decorated


def has_arg_scope(*, func: Any) -> bool:
    """Return whether an arg_scope can set a function's defaults."""
    return _key(func) in _SCOPED


def arg_scoped_arguments(*, func: Any) -> tuple[str, ...]:
    """Return the parameters of a function that have defaults, which are those that an arg_scope can set."""
    if not has_arg_scope(func=func):
        raise ValueError(f"{func!r} is not decorated with @add_arg_scope: decorate it.")
    parameters = inspect.signature(func).parameters.values()
    return tuple(parameter.name for parameter in parameters if parameter.default is not parameter.empty)


def _key(function: Any) -> str:
    return str(getattr(function, _KEY, function))
