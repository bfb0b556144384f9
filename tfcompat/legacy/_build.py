"""From a row of the table to its shim: the signature of TensorFlow 1.15, the warning, and the numbers behind it."""

from __future__ import annotations

import ast
from difflib import get_close_matches
from functools import cache
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._deprecation import warn_at_caller
from tfcompat._symbols import SYMBOLS, Symbol
from tfcompat.legacy._numbers import numbers

if TYPE_CHECKING:
    from collections.abc import Callable

RELEASE = "1.15"
"""The release of TensorFlow that the shims reproduce."""


def attach(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """``__getattr__``, ``__dir__`` and ``__all__`` of the module that stands for a module of TensorFlow 1."""
    below_tf = package.removeprefix("tfcompat.legacy.")
    rows = {row.path.rpartition(".")[2]: row for row in SYMBOLS.values() if row.path.rpartition(".")[0] == below_tf}

    def get(name: str) -> Any:
        if name not in rows:
            raise AttributeError(
                f"module {package!r} has no shim {name!r}; it has {', '.join(sorted(rows))}", name=name
            )
        return shim(rows[name].path)

    return get, lambda: sorted(rows), sorted(rows)


@cache
def shim(path: str) -> Callable[..., Any]:
    """The function that stands for ``tf.<path>`` of TensorFlow 1.15."""
    row = SYMBOLS[path]
    module, _, name = path.rpartition(".")
    compute = numbers(row)
    signature = parse_signature(row.era(RELEASE).signature)
    message = deprecation(row)

    @tf.autograph.experimental.do_not_convert
    def legacy(*args: Any, **kwargs: Any) -> Any:
        warn_at_caller(message)
        return compute(**_bind(row, signature, args, kwargs))

    legacy.__name__ = name
    legacy.__qualname__ = name
    legacy.__module__ = f"tfcompat.legacy.{module}"
    legacy.__doc__ = f"``tf.{path}`` of TensorFlow {RELEASE}, same numbers and gradients. {message}"
    legacy.__signature__ = signature
    return legacy  # type: ignore[no-any-return] # the decorator is untyped


def deprecation(row: Symbol) -> str:
    """The one sentence about a shim: what to write instead, and when it goes."""
    start = f"tf.{row.path} is a legacy name, and its shim goes in tfcompat {row.removal}: "
    if row.by_hand:
        return f"{start}{row.by_hand}."
    renamed = ", ".join(f"{old}= is now {new}=" for old, new in row.arguments.items() if old != new)
    return f"{start}write {row.after}{f' ({renamed})' if renamed else ''}, or run tfcompat migrate."


def parse_signature(text: str) -> Signature:
    """The signature that a row states as source text; defaults are literals, or calls of names below ``tf``."""
    arguments = ast.parse(f"lambda {text[1:-1]}: 0", mode="eval").body.args  # type: ignore[attr-defined] # a Lambda
    first = len(arguments.args) - len(arguments.defaults)
    defaults = [Parameter.empty] * first + [_value(node) for node in arguments.defaults]
    return Signature(
        [
            Parameter(a.arg, Parameter.POSITIONAL_OR_KEYWORD, default=d)
            for a, d in zip(arguments.args, defaults, strict=True)
        ]
    )


def _value(node: ast.expr) -> Any:
    if isinstance(node, ast.Call):
        return getattr(tf.compat.v1, ast.unparse(node.func))()
    return ast.literal_eval(node)


def _bind(row: Symbol, signature: Signature, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments by name, defaults included; what TensorFlow 1.15 refused is refused with the call that is right."""
    unknown = next((k for k in kwargs if k not in signature.parameters), None)
    if unknown is not None:
        close = get_close_matches(unknown, signature.parameters, 1)
        hint = f"; did you mean {close[0]}=?" if close else f"; it takes {', '.join(signature.parameters)}"
        raise TypeError(f"tf.{row.path} has no keyword {unknown}={hint}")
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError as error:
        raise TypeError(f"tf.{row.path}: {error}; write {row.before}") from None
    bound.apply_defaults()
    if bound.arguments.pop("_sentinel", None) is not None:
        raise ValueError(
            f"tf.{row.path} takes labels and logits by name only, since their order changed between releases: "
            f"write {row.before}"
        )
    return bound.arguments
