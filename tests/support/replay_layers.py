"""Recorded calls of layers, made again: variables of the recorded values, beside inputs that are fed or passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf
from support.oracle import Case, cases, difference

from tfcompat._symbols import SYMBOLS
from tfcompat.legacy._build import shim

if TYPE_CHECKING:
    from collections.abc import Callable

tf1 = tf.compat.v1
# What each calls the initialisers of its matrix and of its bias.
INITIALIZERS = {
    "layers.dense": ("kernel_initializer", "bias_initializer"),
    "layers.Dense": ("kernel_initializer", "bias_initializer"),
    "contrib.layers.fully_connected": ("weights_initializer", "biases_initializer"),
    "contrib.layers.linear": ("weights_initializer", "biases_initializer"),
    "contrib.layers.legacy_fully_connected": ("weight_init", "bias_init"),
    "contrib.layers.legacy_linear": ("weight_init", "bias_init"),
    "contrib.slim.fully_connected": ("weights_initializer", "biases_initializer"),
}

Results = tuple[Any, dict[str, Any]]


def layers() -> list[tuple[str, Case]]:
    """Every recorded call of a shim that makes variables."""
    paths = [path for path, row in SYMBOLS.items() if "variables" in row.side_effects]
    return [(path, case) for path in paths for case in cases(f"tf.{path}")]


def layer(path: str, case: Case) -> Callable[[Any], Any]:
    """What is called on the inputs, without an activation, as was recorded."""
    matrix, bias = INITIALIZERS[path]
    settings: dict[str, Any] = {matrix: tf1.constant_initializer(case.args["kernel"])}
    with_bias = "bias0" not in case.id
    if with_bias or not path.startswith("layers."):
        settings[bias] = tf1.constant_initializer(case.args["bias"]) if with_bias else None
    if case.id.endswith("-reg"):
        settings |= {"scope": "lg", "weights_regularizer": _halved_square}
    units = case.args["kernel"].shape[-1]
    if path == "layers.Dense":
        return shim(path)(units, use_bias=with_bias, **settings)
    settings |= {"use_bias": with_bias} if path == "layers.dense" else {"activation_fn": None}
    return lambda inputs: shim(path)(inputs, units, **settings)


def _halved_square(weights: Any) -> Any:
    return tf.nn.l2_loss(weights, name="l2_regularizer")


def in_eager(path: str, case: Case) -> Results:
    """Value, and the gradient to the inputs, by the tape."""
    return _taped(layer(path, case), case, tf.constant(case.args["inputs"]))


def in_function(path: str, case: Case) -> Results:
    """The same, traced; the module that is called keeps the variables."""
    return _Traced(path, case)(tf.constant(case.args["inputs"]))


class _Traced(tf.Module):
    def __init__(self, path: str, case: Case) -> None:
        super().__init__()
        self._layer, self._case = layer(path, case), case

    @tf.function
    def __call__(self, inputs: Any) -> Results:
        return _taped(self._layer, self._case, inputs)


def _taped(called: Callable[[Any], Any], case: Case, inputs: Any) -> Results:
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        outputs = called(inputs)
        total = tf.reduce_sum(outputs * case.cotangent)
    return outputs, {"inputs": tape.gradient(total, inputs)}


def in_graph(path: str, case: Case) -> Results:
    """In a session, with the names of TensorFlow 1 and the gradients to the variables as well."""
    with tf.Graph().as_default(), tf1.Session() as session:
        inputs = tf1.placeholder(case.args["inputs"].dtype, case.args["inputs"].shape)
        outputs = layer(path, case)(inputs)
        assert outputs.op.name == case.op_name
        assert {k: [one.op.name for one in tf1.get_collection(k)] for k in case.collections} == case.collections
        slopes = {"inputs": tf.gradients(outputs, inputs, case.cotangent)[0]}
        variables = tf1.global_variables()
        names = [v.op.name.rpartition("/")[2] for v in variables]
        found = dict(zip(names, tf.gradients(outputs, variables), strict=True))
        session.run(tf1.global_variables_initializer())
        value, gradients, slopes = session.run((outputs, slopes, found), {inputs: case.args["inputs"]})
        assert {name: difference(slopes[name], wanted) for name, wanted in case.slopes.items()} == dict.fromkeys(
            case.slopes, ""
        )
        return value, gradients


REPLAY = {"eager": in_eager, "function": in_function, "graph": in_graph}
