"""``tf.nn``: one loss per example (sigmoid: per element), not reduced."""

from __future__ import annotations

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Successor, Symbol
from tfcompat._symbols.rows._shared import HOMES_OF_ALL

ROWS = (
    Symbol(
        path="nn.softmax_cross_entropy_with_logits",
        homes=HOMES_OF_ALL,
        eras=(
            Era(first="0.12", last="0.12", signature="(logits, labels, dim=-1, name=None)"),
            Era(first="1.0", last="1.13", signature="(_sentinel=None, labels=None, logits=None, dim=-1, name=None)"),
            Era(
                first="1.14",
                last="1.15",
                signature="(_sentinel=None, labels=None, logits=None, dim=-1, name=None, axis=None)",
            ),
            Era(first="2.0", last="2.21", signature="(labels, logits, axis=-1, name=None)", label_gradient=True),
        ),
        labels="distribution",
        reduction="none",
        successor=Successor(
            name="softmax_cross_entropy",
            arguments={"labels": "labels", "logits": "logits", "dim": "axis", "axis": "axis"},
            dropped=("_sentinel", "name"),
        ),
        code=Code.RENAMED_CALL,
        action="safe",
        why="Same value and gradients; no gradient reaches labels that had none.",
        differences=("label-sum", "half-precision", "shapes", "infinite-logits", "label-range", "dtypes"),
        before="tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)",
        after="tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(labels), logits=logits)",
    ),
    Symbol(
        path="nn.softmax_cross_entropy_with_logits_v2",
        homes={"tensorflow": ("1.5", "1.15"), "tensorflow.compat.v1": ("1.13", "2.21")},
        eras=(
            Era(
                first="1.5",
                last="1.12",
                signature="(_sentinel=None, labels=None, logits=None, dim=-1, name=None)",
                label_gradient=True,
            ),
            Era(
                first="1.13",
                last="1.15",
                signature="(labels, logits, axis=None, name=None, dim=None)",
                label_gradient=True,
            ),
        ),
        labels="distribution",
        reduction="none",
        successor=Successor(
            name="softmax_cross_entropy",
            arguments={"labels": "labels", "logits": "logits", "dim": "axis", "axis": "axis"},
            dropped=("_sentinel", "name"),
        ),
        code=Code.RENAMED_CALL,
        action="safe",
        why="Same value and gradients; gradients reach the labels in both.",
        differences=("label-sum", "half-precision", "shapes", "infinite-logits", "label-range", "dtypes"),
        before="tf.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits)",
        after="tfcompat.softmax_cross_entropy(labels=labels, logits=logits)",
    ),
    Symbol(
        path="nn.sparse_softmax_cross_entropy_with_logits",
        homes=HOMES_OF_ALL,
        eras=(
            Era(first="0.12", last="0.12", signature="(logits, labels, name=None)"),
            Era(first="1.0", last="1.15", signature="(_sentinel=None, labels=None, logits=None, name=None)"),
            Era(first="2.0", last="2.21", signature="(labels, logits, name=None)"),
        ),
        labels="ids",
        reduction="none",
        successor=Successor(
            name="sparse_softmax_cross_entropy",
            arguments={"labels": "labels", "logits": "logits"},
            dropped=("_sentinel", "name"),
        ),
        code=Code.RENAMED_CALL,
        action="safe",
        why="Same value and gradients; class ids have no gradient.",
        differences=("half-precision", "dtypes"),
        before="tf.nn.sparse_softmax_cross_entropy_with_logits(labels=ids, logits=logits)",
        after="tfcompat.sparse_softmax_cross_entropy(labels=ids, logits=logits)",
    ),
    Symbol(
        path="nn.sigmoid_cross_entropy_with_logits",
        homes=HOMES_OF_ALL,
        eras=(
            Era(first="0.12", last="0.12", signature="(logits, targets, name=None)", label_gradient=True),
            Era(
                first="1.0",
                last="1.15",
                signature="(_sentinel=None, labels=None, logits=None, name=None)",
                label_gradient=True,
            ),
            Era(first="2.0", last="2.21", signature="(labels=None, logits=None, name=None)", label_gradient=True),
        ),
        labels="independent",
        reduction="none",
        successor=Successor(
            name="sigmoid_cross_entropy",
            arguments={"labels": "labels", "targets": "labels", "logits": "logits"},
            dropped=("_sentinel", "name"),
        ),
        code=Code.RENAMED_CALL,
        action="safe",
        why="Same value and gradients; gradients reach the labels in both.",
        differences=("half-precision", "infinite-logits", "label-range", "dtypes"),
        before="tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)",
        after="tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits)",
    ),
    Symbol(
        path="nn.weighted_cross_entropy_with_logits",
        homes=HOMES_OF_ALL,
        eras=(
            Era(first="0.12", last="0.12", signature="(logits, targets, pos_weight, name=None)", label_gradient=True),
            Era(first="1.0", last="1.13", signature="(targets, logits, pos_weight, name=None)", label_gradient=True),
            Era(
                first="1.14",
                last="1.15",
                signature="(labels=None, logits=None, pos_weight=None, name=None, targets=None)",
                label_gradient=True,
            ),
            Era(first="2.0", last="2.21", signature="(labels, logits, pos_weight, name=None)", label_gradient=True),
        ),
        labels="independent",
        reduction="none",
        successor=Successor(
            name="sigmoid_cross_entropy",
            arguments={"labels": "labels", "targets": "labels", "logits": "logits", "pos_weight": "pos_weight"},
            dropped=("name",),
        ),
        code=Code.RENAMED_CALL,
        action="safe",
        why="Same value and gradients; gradients reach the labels in both.",
        differences=("half-precision", "zero-logit", "weight-range", "infinite-logits", "label-range", "dtypes"),
        before="tf.nn.weighted_cross_entropy_with_logits(targets=labels, logits=logits, pos_weight=2.0)",
        after="tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits, pos_weight=2.0)",
    ),
)
