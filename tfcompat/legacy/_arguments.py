"""The arguments of a shim: the signature of TensorFlow 1.15, and errors that name the symbol and the right call."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from difflib import get_close_matches
from functools import reduce
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._symbols.signatures import parameters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat._symbols import Symbol

_MEANT = {
    "sum": "SUM",
    "mean": "SUM_BY_NONZERO_WEIGHTS",
    "auto": "SUM_BY_NONZERO_WEIGHTS",
    "sum_by_nonzero_weights": "SUM_BY_NONZERO_WEIGHTS",
    "sum_over_batch_size": "SUM_OVER_BATCH_SIZE",
    "mean_with_sample_weight": "MEAN",
}
"""The reductions of Keras and of our Losses, and the TensorFlow 1 constant for each."""


def parse_signature(text: str) -> Signature:
    """The signature in a row, from its source text; defaults are literals, names below ``tf`` or calls of these."""
    defaults, star, rest = parameters_of(text)
    parameters = [
        Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=Parameter.empty if text is None else _value(text))
        for name, text in defaults.items()
    ]
    more = ((star, Parameter.VAR_POSITIONAL), (rest, Parameter.VAR_KEYWORD))
    return Signature([*parameters, *(Parameter(name, kind) for name, kind in more if name)])


def _value(text: str) -> Any:
    return _value_of(ast.parse(text, mode="eval").body)


def _value_of(node: ast.expr) -> Any:
    if isinstance(node, ast.Call):
        return _value_of(node.func)()
    if isinstance(node, (ast.Attribute, ast.Name)):
        return reduce(getattr, ast.unparse(node).split("."), tf.compat.v1)
    return ast.literal_eval(node)


def bind(row: Symbol, signature: Signature, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments by name, with defaults; refuse what TensorFlow 1.15 refused, with the right call in the error."""
    rest = next((p.name for p in signature.parameters.values() if p.kind is Parameter.VAR_KEYWORD), None)
    unknown = next((k for k in kwargs if k not in signature.parameters), None)
    if unknown is not None and rest is None:
        raise TypeError(f"{row.name} has no keyword {unknown}={_nearest(row, unknown, signature)}")
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError as error:
        raise TypeError(f"{row.name}: {error}; write {row.before}") from None
    bound.apply_defaults()
    if bound.arguments.pop("_sentinel", None) is not None:
        raise ValueError(
            f"{row.name} takes labels and logits by name only, since their order changed between releases: "
            f"write {row.before}"
        )
    given = dict(bound.arguments)
    others = given.pop(rest) if rest else {}
    _refuse_swapped(row, given)
    _refuse_reduction_of_keras(row, given)
    return {**given, **others}


def _nearest(row: Symbol, unknown: str, signature: Signature) -> str:
    """The parameter that was meant: the one that replaced it later, or the one with a similar spelling."""
    place = row.arguments.get(unknown)
    since = [name for name in signature.parameters if place and row.arguments.get(name) == place]
    close = since or get_close_matches(unknown, signature.parameters, 1)
    return f"; did you mean {close[0]}=?" if close else f"; it takes {', '.join(signature.parameters)}"


def _refuse_swapped(row: Symbol, given: dict[str, Any]) -> None:
    """Refuse floating-point class ids together with integer logits: the order of another module or era."""
    if row.labels == "ids" and {"labels", "logits"} <= set(given):
        labels, logits = (getattr(given[name], "dtype", None) for name in ("labels", "logits"))
        if labels is not None and logits is not None and _is_floating(labels) and not _is_floating(logits):
            raise TypeError(
                f"{row.name} got labels= of {tf.as_dtype(labels).name} and logits= of {tf.as_dtype(logits).name}, "
                "which look swapped, because modules and releases differ in their order: "
                f"write {row.name}(labels=, logits=)"
            )


def _is_floating(dtype: Any) -> bool:
    return bool(tf.as_dtype(dtype).is_floating)


def _refuse_reduction_of_keras(row: Symbol, given: dict[str, Any]) -> None:
    """Refuse a reduction that is not TensorFlow 1's, and name the constant that is meant."""
    reduction = given.get("reduction")
    known = tf.compat.v1.losses.Reduction.all()
    if not row.path.startswith("losses.") or reduction is None or reduction in known:
        return
    spelled = str(getattr(reduction, "value", reduction)).lower()
    meant = _MEANT.get(spelled, "SUM_BY_NONZERO_WEIGHTS")
    whose = "a Keras reduction" if spelled in _MEANT else "not a reduction"
    raise ValueError(f"{row.name}: {reduction!r} is {whose}; write reduction=tf.losses.Reduction.{meant}")


@contextmanager
def explained(row: Symbol) -> Iterator[None]:
    """Adds the symbol and the right shapes to TensorFlow's error about the shape of weights."""
    try:
        yield
    except ValueError as error:
        message = str(error)
        if not message.startswith("weights can not be broadcast"):
            raise
        right = "a number, or as many axes as the losses have, each of their size or 1: write weights[:, tf.newaxis] "
        right += "for one weight per row"
        if "contrib" in row.path:
            right = "a number, or the first axes of the losses: write weights=tf.ones([batch])"
        raise ValueError(f"{row.name}: {message.rstrip('.')}. It takes {right}.") from None
