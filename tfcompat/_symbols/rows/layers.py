"""``tf.layers``: the layers that make logits, and create their variables in the current variable scope."""

from __future__ import annotations

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Successor, Symbol, Variables

_DENSE = (
    "inputs",
    "units",
    "activation",
    "use_bias",
    "kernel_initializer",
    "bias_initializer",
    "kernel_regularizer",
    "bias_regularizer",
    "activity_regularizer",
    "kernel_constraint",
    "bias_constraint",
    "trainable",
    "name",
    "reuse",
)

_DENSE_LAYER = (
    "(units, activation=None, use_bias=True, kernel_initializer=None, bias_initializer=zeros_initializer(), "
    "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, "
    "bias_constraint=None, trainable=True, name=None, **kwargs)"
)
_VARIABLES = Variables(default="dense", given="name", weights=("kernel",), bias="bias")
_WHY = "The shim creates the same variables under the same names: numbers and checkpoints stay the same."
_BY_HAND = (
    "build the layer once and call it, tfcompat.Logits(units) if it makes logits and keras.layers.Dense otherwise"
)

ROWS = (
    Symbol(
        path="layers.dense",
        homes={"tensorflow": ("1.0", "1.15"), "tensorflow.compat.v1": ("1.13", "2.15")},
        eras=(
            Era(
                first="1.0",
                last="1.3",
                signature="(inputs, units, activation=None, use_bias=True, kernel_initializer=None, "
                "bias_initializer=zeros_initializer(), kernel_regularizer=None, bias_regularizer=None, "
                "activity_regularizer=None, trainable=True, name=None, reuse=None)",
            ),
            Era(
                first="1.4",
                last="1.15",
                signature="(inputs, units, activation=None, use_bias=True, kernel_initializer=None, "
                "bias_initializer=zeros_initializer(), kernel_regularizer=None, bias_regularizer=None, "
                "activity_regularizer=None, kernel_constraint=None, bias_constraint=None, trainable=True, "
                "name=None, reuse=None)",
            ),
        ),
        labels="none",
        reduction="none",
        side_effects=("variables",),
        variables=_VARIABLES,
        successor=Successor(name="legacy.layers.dense", arguments={name: name for name in _DENSE}),
        code=Code.LOGITS_LAYER,
        action="safe",
        why=_WHY,
        by_hand=_BY_HAND,
        before="tf.layers.dense(inputs, units=10)",
        after="tfcompat.legacy.layers.dense(inputs, units=10)",
    ),
    Symbol(
        path="layers.Dense",
        kind="class",
        homes={"tensorflow": ("1.4", "1.15"), "tensorflow.compat.v1": ("1.13", "2.15")},
        eras=(Era(first="1.4", last="1.15", signature=_DENSE_LAYER),),
        labels="none",
        reduction="none",
        side_effects=("variables",),
        variables=_VARIABLES,
        successor=Successor(
            name="legacy.layers.Dense", arguments={name: name for name in ("units", *_DENSE[2:-1], "kwargs")}
        ),
        code=Code.LOGITS_LAYER,
        action="safe",
        why=_WHY,
        by_hand=_BY_HAND,
        before="tf.layers.Dense(units=10)(inputs)",
        after="tfcompat.legacy.layers.Dense(units=10)(inputs)",
    ),
)
