"""What a shim is given: the signature of TensorFlow 1.15, and errors that name the symbol and the right call."""

from __future__ import annotations

import ast
import re
from contextlib import contextmanager
from difflib import get_close_matches
from functools import reduce
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat._symbols import Symbol

_LABELS = ("labels", "onehot_labels", "multi_class_labels", "targets")
_REDUCTIONS_OF_KERAS = ("auto", "none", "sum", "sum_over_batch_size")
_MEANT = {
    "auto": ("SUM_BY_NONZERO_WEIGHTS", "auto"),
    "sum": ("SUM", "sum"),
    "mean": ("SUM_BY_NONZERO_WEIGHTS", "sum_over_batch_size"),
    "sum_by_nonzero_weights": ("SUM_BY_NONZERO_WEIGHTS", "sum_over_batch_size"),
    "sum_over_batch_size": ("SUM_OVER_BATCH_SIZE", "sum_over_batch_size"),
    "mean_with_sample_weight": ("MEAN", "sum_over_batch_size"),
}
"""The reductions of Keras and of the Losses here, and which constant of ``tf.losses`` and which string of the Keras of
TensorFlow 1 each of them means; ``tf.losses`` writes ``weighted_`` before them."""
_INDEX = re.compile(r"values\.rank=(\d+)\. weights\.rank=(\d+)")
_SIZES = re.compile(r"values\.shape=\[([\d ]+)\]")


def parse_signature(text: str) -> Signature:
    """The signature that a row states as source text; defaults are literals, names below ``tf`` or calls of such."""
    arguments = ast.parse(f"lambda {text[1:-1]}: 0", mode="eval").body.args  # type: ignore[attr-defined] # a Lambda
    first = len(arguments.args) - len(arguments.defaults)
    defaults = [Parameter.empty] * first + [_value(node) for node in arguments.defaults]
    parameters = [
        Parameter(a.arg, Parameter.POSITIONAL_OR_KEYWORD, default=d)
        for a, d in zip(arguments.args, defaults, strict=True)
    ]
    parameters += [
        Parameter(a.arg, Parameter.KEYWORD_ONLY, default=_value(d) if d else Parameter.empty)
        for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    rest = [Parameter(arguments.kwarg.arg, Parameter.VAR_KEYWORD)] if arguments.kwarg else []
    return Signature([*parameters, *rest])


def _value(node: ast.expr) -> Any:
    if isinstance(node, ast.Call):
        return _value(node.func)()
    if isinstance(node, (ast.Attribute, ast.Name)):
        return reduce(getattr, ast.unparse(node).split("."), tf.compat.v1)
    return ast.literal_eval(node)


def bind(row: Symbol, signature: Signature, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments by name, defaults included; what TensorFlow 1.15 refused is refused with the call that is right."""
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
    _refuse_no_weights(row, signature, given)
    _refuse_other_reduction(row, given)
    return {**given, **others}


def _nearest(row: Symbol, unknown: str, signature: Signature) -> str:
    """What was meant: the parameter that has taken its place since, that it replaces, or that is spelt like it."""
    known = [name for name in signature.parameters if name != "_sentinel"]
    place = row.arguments.get(unknown, unknown)
    since = [name for name in known if row.arguments.get(name) == place]
    close = since or get_close_matches(unknown, known, 1)
    if not close:
        return f"; it takes {', '.join(known)}: write {row.before}"
    return f"; did you mean {close[0]}=? Write {row.name}(..., {close[0]}=...)"


def _refuse_swapped(row: Symbol, given: dict[str, Any]) -> None:
    """Refuse labels that are floating point beside logits that are not: the order of another module or era."""
    name = next((name for name in _LABELS if given.get(name) is not None), "")
    if not name or "logits" not in given:
        return
    labels, logits = (getattr(given[one], "dtype", None) for one in (name, "logits"))
    if labels is not None and logits is not None and _is_floating(labels) and not _is_floating(logits):
        raise TypeError(
            f"{row.name} got {name}= of {tf.as_dtype(labels).name} and logits= of {tf.as_dtype(logits).name}, "
            f"which look swapped, as modules and releases differ in their order: write "
            f"{row.name}({name}={name}, logits=logits)"
        )


def _is_floating(dtype: Any) -> bool:
    return bool(tf.as_dtype(dtype).is_floating)


def _refuse_no_weights(row: Symbol, signature: Signature, given: dict[str, Any]) -> None:
    """Refuse None where TensorFlow 1 wanted a number or a tensor."""
    if "weights" in given and given["weights"] is None and signature.parameters["weights"].default == 1.0:
        raise ValueError(f"{row.name} does not take weights=None: leave it out, or write {row.name}(..., weights=1.0)")


def _refuse_other_reduction(row: Symbol, given: dict[str, Any]) -> None:
    """Refuse a reduction of another module or another Keras, with the one that is meant."""
    of_keras = row.path.startswith("keras.losses.")
    known = _REDUCTIONS_OF_KERAS if of_keras else tf.compat.v1.losses.Reduction.all()
    if "reduction" not in given or given["reduction"] in known:
        return
    reduction = given["reduction"]
    spelled = str(getattr(reduction, "value", reduction)).lower()
    constant, text = _MEANT.get(spelled.removeprefix("weighted_"), _MEANT["auto"])
    whose = "no reduction"
    if spelled.removeprefix("weighted_") in _MEANT:
        theirs = "another Keras" if of_keras else "Keras"
        whose = f"a reduction of {'tf.losses' if spelled.startswith('weighted_') else theirs}"
    meant = repr(text) if of_keras else f"tf.compat.v1.losses.Reduction.{constant}"
    raise ValueError(f"{row.name}: {reduction!r} is {whose}; write {row.name}(..., reduction={meant})")


@contextmanager
def explained(row: Symbol, given: dict[str, Any]) -> Iterator[None]:
    """Names the symbol where TensorFlow refuses what it was given, and says which weights are right."""
    try:
        yield
    except (TypeError, ValueError, tf.errors.InvalidArgumentError) as error:
        message = str(error)
        if "Can not squeeze dim" in message:
            shapes = ", ".join(f"{name} {_shape(given[name])}" for name in ("labels", "logits", "weights"))
            raise ValueError(
                f"{row.name}: labels and weights may have one axis more than the losses only where its size is 1, got "
                f"{shapes}; write {row.before}"
            ) from None
        if type(error) not in (TypeError, ValueError) or row.name in message:
            raise
        if message.startswith("weights can not be broadcast"):
            message = f"{message.partition(' Received')[0].rstrip('.')}. It takes {_right_weights(row, message)}"
        raise type(error)(f"{row.name}: {message}") from error


def _shape(value: Any) -> Any:
    return value.shape if hasattr(value, "shape") else np.shape(value)


def _right_weights(row: Symbol, message: str) -> str:
    """The rule, and a call that keeps it: the axes that are missing, those that are too many, or the sizes."""
    if "contrib" in row.path:
        return f"a number, or the first axes of the losses: write {row.name}(..., weights=tf.ones([batch]))"
    if ranks := _INDEX.search(message):
        losses, weights = map(int, ranks.groups())
        same, more = [":"] * min(losses, weights), ["tf.newaxis" if losses > weights else "0"] * abs(losses - weights)
        right = f"weights[{', '.join(same + more)}]"
    else:
        sizes = _SIZES.search(message)
        right = f"tf.ones([{', '.join(sizes[1].split())}])" if sizes else "1.0"
    return (
        f"a number, or as many axes as the losses have, each of their size or 1: write {row.name}(..., weights={right})"
    )
