"""``tf.contrib.nn``: the losses of ``tf.nn`` in the argument order of TensorFlow 0.12, logits first."""

from __future__ import annotations

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Successor, Symbol

_HOMES = {"tensorflow": ("1.0", "1.15")}

ROWS = (
    Symbol(
        path="contrib.nn.deprecated_flipped_softmax_cross_entropy_with_logits",
        homes=_HOMES,
        eras=(Era(first="1.0", last="1.15", signature="(logits, labels, dim=-1, name=None)"),),
        labels="distribution",
        reduction="none",
        successor=Successor(
            name="softmax_cross_entropy",
            arguments={"logits": "logits", "labels": "labels", "dim": "axis"},
            dropped=("name",),
        ),
        code=Code.RENAMED_CALL,
        action="safe",
        why="Same value and gradients; no gradient reaches labels that had none.",
        differences=("label-sum", "half-precision", "shapes", "infinite-logits", "label-range", "dtypes"),
        before="tf.contrib.nn.deprecated_flipped_softmax_cross_entropy_with_logits(logits, labels)",
        after="tfcompat.softmax_cross_entropy(logits=logits, labels=tf.stop_gradient(labels))",
    ),
    Symbol(
        path="contrib.nn.deprecated_flipped_sparse_softmax_cross_entropy_with_logits",
        homes=_HOMES,
        eras=(Era(first="1.0", last="1.15", signature="(logits, labels, name=None)"),),
        labels="ids",
        reduction="none",
        successor=Successor(
            name="sparse_softmax_cross_entropy",
            arguments={"logits": "logits", "labels": "labels"},
            dropped=("name",),
        ),
        code=Code.RENAMED_CALL,
        action="safe",
        why="Same value and gradients; class ids have no gradient.",
        differences=("half-precision", "dtypes"),
        before="tf.contrib.nn.deprecated_flipped_sparse_softmax_cross_entropy_with_logits(logits, ids)",
        after="tfcompat.sparse_softmax_cross_entropy(logits=logits, labels=ids)",
    ),
    Symbol(
        path="contrib.nn.deprecated_flipped_sigmoid_cross_entropy_with_logits",
        homes=_HOMES,
        eras=(Era(first="1.0", last="1.15", signature="(logits, targets, name=None)", label_gradient=True),),
        labels="independent",
        reduction="none",
        successor=Successor(
            name="sigmoid_cross_entropy",
            arguments={"logits": "logits", "targets": "labels"},
            dropped=("name",),
        ),
        code=Code.RENAMED_CALL,
        action="safe",
        why="Same value and gradients; gradients reach the labels in both.",
        differences=("half-precision", "infinite-logits", "label-range", "dtypes"),
        before="tf.contrib.nn.deprecated_flipped_sigmoid_cross_entropy_with_logits(logits, labels)",
        after="tfcompat.sigmoid_cross_entropy(logits=logits, labels=labels)",
    ),
)
