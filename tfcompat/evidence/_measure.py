"""Old against new: value, dtype, shape, and the gradient to each tensor, in eager and in ``tf.function``."""

from __future__ import annotations

import logging
import re
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import tensorflow as tf

from tfcompat.evidence._names import NoSuchNameError, called
from tfcompat.evidence._tensors import tensors
from tfcompat.evidence._ulps import distance
from tfcompat.migrate.report import Measurement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tfcompat.migrate import Shape

__all__ = ["LIMIT", "measured"]

LIMIT = 8.0
"""Units in the last place. The shims are tested against recorded results of TensorFlow 1.15 within 4 eps of the largest
number of an array, which is 4 to 8 units."""

_CONSTANT = ("constant_labels", "label_smoothing", "axis", "dim")


class _Result(NamedTuple):
    value: np.ndarray[Any, Any]
    gradients: dict[str, np.ndarray[Any, Any] | None]


class _OldCallError(Exception):
    """The old call does not run here, so there is nothing to compare with."""


def measured(shape: Shape) -> Measurement:
    """The result of running both calls of a shape."""
    quiet = tf.get_logger()
    level = quiet.level
    quiet.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _compare(shape)
    except (NoSuchNameError, _OldCallError, ValueError) as error:
        return Measurement(note=f"{error}")
    finally:
        quiet.setLevel(level)


def _compare(shape: Shape) -> Measurement:
    value = gradient = 0.0
    made = tensors(shape)
    for old_mode, new_mode in ((_eager(shape.old), _eager(shape.new)), (_traced(shape.old), _traced(shape.new))):
        for given in made:
            old = _run_old(old_mode, given)
            try:
                new = new_mode(given)
            except Exception as error:  # noqa: BLE001 - any error is what the fix would raise
                return Measurement(mismatch=f"the new call raises {_first_line(error)}")
            differs, here, there = _compared(old, new)
            if differs:
                return Measurement(here, there, mismatch=differs)
            value, gradient = max(value, here), max(gradient, there)
    return Measurement(value, gradient)


def _run_old(mode: Callable[[Mapping[str, Any]], _Result], given: Mapping[str, Any]) -> _Result:
    try:
        return mode(given)
    except NoSuchNameError:
        raise
    except Exception as error:
        raise _OldCallError(f"the old call does not run on made-up tensors: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    """Without the name that TensorFlow gave the function around the call."""
    said = re.sub(r"^\{\{.*?\}\} ", "", f"{error}".strip().partition("\n")[0])
    return f"{type(error).__name__}: {said}"


def _compared(old: _Result, new: _Result) -> tuple[str, float, float]:
    """The property in which two results differ, or nothing; and the units in the last place."""
    if (old.value.dtype, old.value.shape) != (new.value.dtype, new.value.shape):
        kinds = (f"{one.value.dtype.name}{list(one.value.shape)}" for one in (new, old))
        return "the new value is {}, the old one {}".format(*kinds), 0.0, 0.0
    value = distance(new.value, old.value)
    if not value <= LIMIT:
        return f"the values differ by {value:.3g} ulp", value, 0.0
    gradient = 0.0
    for name, wanted in old.gradients.items():
        got = new.gradients[name]
        if (got is None) != (wanted is None):
            return f"gradients reach the {name} in the {'old' if got is None else 'new'} call only", value, gradient
        if got is not None and wanted is not None:
            gradient = max(gradient, distance(got, wanted))
            if not gradient <= LIMIT:
                return f"the gradients to the {name} differ by {gradient:.3g} ulp", value, gradient
    return "", value, gradient


def _eager(text: str) -> Callable[[Mapping[str, Any]], _Result]:
    def run(given: Mapping[str, Any]) -> _Result:
        arrays, others = _apart(given)
        return _as_arrays(*_taped(text, {**others, **arrays}))

    return run


def _traced(text: str) -> Callable[[Mapping[str, Any]], _Result]:
    """One trace for tensors of one shape."""
    traced: list[Any] = []

    def run(given: Mapping[str, Any]) -> _Result:
        arrays, others = _apart(given)
        if not traced:
            traced.append(tf.function(lambda passed: _taped(text, {**others, **passed}), autograph=False))
        return _as_arrays(*traced[0](arrays))

    return run


def _apart(given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The arrays as tensors, and the settings."""
    arrays = {name: tf.constant(value) for name, value in given.items() if isinstance(value, np.ndarray)}
    return arrays, {name: value for name, value in given.items() if name not in arrays}


def _taped(text: str, made: Mapping[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The value, and the gradients of its sum, each element weighed differently."""
    watched = {name: made[name] for name in made if name not in _CONSTANT and _is_floating(made[name])}
    with tf.GradientTape() as tape:
        tape.watch(list(watched.values()))
        value = called(text, made)
        if not tf.is_tensor(value):  # a loss that is configured first, and called then
            value = value(made["labels"], made["logits"])
        total = tf.reduce_sum(value * _cotangent(value))
    return value, tape.gradient(total, watched)


def _is_floating(value: Any) -> bool:
    return bool(tf.is_tensor(value) and value.dtype.is_floating)


def _cotangent(value: Any) -> Any:
    shape = value.shape.as_list()  # known, made-up tensors have static shapes
    return tf.constant(np.linspace(0.5, 1.5, int(np.prod(shape))).reshape(shape), value.dtype)


def _as_arrays(value: Any, gradients: dict[str, Any]) -> _Result:
    return _Result(value.numpy(), {name: None if one is None else one.numpy() for name, one in gradients.items()})
