"""``tf.nn`` around its losses: probabilities, the layer without a variable, and the ``tf.raw_ops`` below."""

from __future__ import annotations

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Successor, Symbol
from tfcompat._symbols.rows._shared import HOMES_OF_ALL, unchanged


def _probabilities(name: str) -> Symbol:
    return Symbol(
        path=f"nn.{name}",
        homes=HOMES_OF_ALL,
        eras=(
            Era(first="0.12", last="1.4", signature="(logits, dim=-1, name=None)"),
            Era(first="1.5", last="1.15", signature="(logits, axis=None, name=None, dim=None)"),
            Era(first="2.0", last="2.21", signature="(logits, axis=None, name=None)"),
        ),
        labels="none",
        reduction="none",
        code=Code.RENAMED_CALL,
        action="none",
        why="The name still means this in TensorFlow 2, which calls dim= axis=.",
        by_hand=f"call tf.nn.{name} with axis= for dim=",
        before=f"tf.nn.{name}(logits)",
    )


def _raw(name: str, labels: str) -> Symbol:
    return Symbol(
        path=f"raw_ops.{name}",
        homes={
            "tensorflow": ("1.14", "2.21"),
            "tensorflow.compat.v1": ("1.14", "2.21"),
            "tensorflow.compat.v2": ("1.14", "2.21"),
        },
        eras=(
            Era(first="1.14", last="2.21", signature="(features, labels, name=None)", label_gradient=labels != "ids"),
        ),
        labels="ids" if labels == "ids" else "distribution",
        reduction="none",
        shim=False,
        code=Code.RENAMED_CALL,
        action="none",
        why="The name still means this in TensorFlow 2: logits first, with two axes, and the gradient is returned with "
        "the loss.",
        by_hand=f"call tf.raw_ops.{name} as before",
        removal="",
        before=f"tf.raw_ops.{name}(features=logits, labels={labels})",
    )


ROWS = (
    _probabilities("softmax"),
    _probabilities("log_softmax"),
    Symbol(
        path="nn.xw_plus_b",
        homes={"tensorflow": ("0.12", "1.15"), "tensorflow.compat.v1": ("1.13", "2.21")},
        eras=(Era(first="0.12", last="1.15", signature="(x, weights, biases, name=None)"),),
        labels="none",
        weights="features",
        reduction="none",
        successor=Successor(name="legacy.nn.xw_plus_b", arguments=unchanged("x", "weights", "biases", "name")),
        code=Code.RENAMED_CALL,
        action="safe",
        why="The shim computes the same product and sum.",
        by_hand="write tf.nn.bias_add(tf.linalg.matmul(x, weights), biases)",
        before="tf.nn.xw_plus_b(inputs, weights, biases)",
        after="tfcompat.legacy.nn.xw_plus_b(inputs, weights, biases)",
    ),
    _raw("SoftmaxCrossEntropyWithLogits", "labels"),
    _raw("SparseSoftmaxCrossEntropyWithLogits", "ids"),
)
