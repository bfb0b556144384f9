"""Every shim computes what TensorFlow 1.15.5 was recorded to compute, in eager, in tf.function and in a TF1 graph."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from support.oracle import ODD, Case, cases, difference

from tfcompat._symbols import SYMBOLS
from tfcompat.legacy._build import shim

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

# Left out: the layers, which have tests of their own, and a case that records a first derivative as the value, because
# TensorFlow 1.15 had no second one.
FUNCTIONS = [
    (path, case)
    for path in SYMBOLS
    for case in cases(f"tf.{path}")
    if "variables" not in SYMBOLS[path].side_effects and "second derivative" not in case.note and case.id not in ODD
]
NAMES = [case.id for _, case in FUNCTIONS]


def tensors(case: Case) -> dict[str, tf.Tensor]:
    return {name: tf.constant(value) for name, value in case.args.items() if isinstance(value, np.ndarray)}


def call(path: str, case: Case, given: dict[str, tf.Tensor]) -> tf.Tensor:
    args = {**case.args, **given}
    return shim(path)(*args.values()) if case.note.startswith("positional (") else shim(path)(**args)


def value_and_gradients(path: str, case: Case, given: dict[str, tf.Tensor]):
    wanted = {name: given[name] for name in case.gradients}
    with tf.GradientTape() as tape:
        tape.watch(list(wanted.values()))
        value = call(path, case, given)
        scalar = tf.reduce_sum(value * tf.cast(case.cotangent, value.dtype))
    return value, tape.gradient(scalar, wanted)


def check(case: Case, value, gradients) -> None:
    assert not difference(value, case.value)
    for name, gradient in case.gradients.items():
        if gradient is None:
            assert gradients[name] is None
        else:
            assert not difference(gradients[name], gradient), name


def raises(run) -> None:
    """What raised under TensorFlow 1.15 raises."""
    with pytest.raises((ValueError, TypeError, tf.errors.InvalidArgumentError)):
        run()


@pytest.mark.parametrize(("path", "case"), FUNCTIONS, ids=NAMES)
@pytest.mark.parametrize("mode", ["eager", "function"])
def test_value_and_gradients(path: str, case: Case, mode: str) -> None:
    def run():
        given = tensors(case)
        if mode == "eager":
            return value_and_gradients(path, case, given)
        return tf.function(lambda given: value_and_gradients(path, case, given))(given)

    if case.error:
        raises(run)
    else:
        check(case, *run())


@pytest.mark.parametrize(("path", "case"), FUNCTIONS, ids=NAMES)
def test_graph(path: str, case: Case) -> None:
    """In a session: values, gradients, and what was appended to which collection, by name."""

    def run():
        with tf.Graph().as_default() as graph, tf.compat.v1.Session() as session:
            fed = {k: tf.compat.v1.placeholder(v.dtype, v.shape) for k, v in case.args.items() if hasattr(v, "dtype")}
            value = call(path, case, fed)
            collected = [t.op.name for t in graph.get_collection("losses")]
            gradients = tf.gradients(value, [fed[k] for k in case.gradients], case.cotangent)
            feed = {fed[k]: case.args[k] for k in fed}
            found = [g for g in gradients if g is not None]
            numbers = iter(session.run(found, feed))
            return (
                session.run(value, feed),
                {k: None if g is None else next(numbers) for k, g in zip(case.gradients, gradients, strict=True)},
                collected,
            )

    if case.error:
        raises(run)
    else:
        value, gradients, collected = run()
        check(case, value, gradients)
        assert collected == case.collections.get("losses", [])
