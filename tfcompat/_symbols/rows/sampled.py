"""Losses on a sample of the classes, whose weights may be sharded by a strategy: they need a manual change."""

from __future__ import annotations

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Symbol
from tfcompat._symbols.rows._shared import HOMES_OF_ALL

_COUNTS = "num_sampled, num_classes, num_true=1, sampled_values=None"
_MOD = (
    "If the weights are a list of shards, TensorFlow 1 distributes their rows by partition_strategy='mod' by default, "
    "and TensorFlow 2 by 'div', for which the same list is another matrix; only you know how the shards were made."
)
_BY_HAND = (
    "pass tf.nn.{} one tensor of weights, or shards in 'div' order; join 'mod' shards into one tensor with "
    "tf.dynamic_stitch([tf.range(i, num_classes, len(shards)) for i in range(len(shards))], shards)"
)
_NO_NAME = "TensorFlow 2 has no such loss under any public name, and which sampler it needs depends on the program."

ROWS = (
    Symbol(
        path="nn.sampled_softmax_loss",
        homes=HOMES_OF_ALL,
        eras=(
            Era(
                first="0.12",
                last="0.12",
                signature=f"(weights, biases, inputs, labels, {_COUNTS}, remove_accidental_hits=True, "
                "partition_strategy='mod', name='sampled_softmax_loss')",
            ),
            Era(
                first="1.0",
                last="1.5",
                signature=f"(weights, biases, labels, inputs, {_COUNTS}, remove_accidental_hits=True, "
                "partition_strategy='mod', name='sampled_softmax_loss')",
            ),
            Era(
                first="1.6",
                last="1.15",
                signature=f"(weights, biases, labels, inputs, {_COUNTS}, remove_accidental_hits=True, "
                "partition_strategy='mod', name='sampled_softmax_loss', seed=None)",
            ),
            Era(
                first="2.0",
                last="2.21",
                signature=f"(weights, biases, labels, inputs, {_COUNTS}, remove_accidental_hits=True, seed=None, "
                "name='sampled_softmax_loss')",
            ),
        ),
        labels="ids",
        reduction="none",
        code=Code.BY_HAND,
        action="manual",
        why=_MOD,
        by_hand=_BY_HAND.format("sampled_softmax_loss"),
        before="tf.nn.sampled_softmax_loss(class_weights, biases, class_ids, inputs, num_sampled=5, num_classes=10)",
    ),
    Symbol(
        path="nn.nce_loss",
        homes=HOMES_OF_ALL,
        eras=(
            Era(
                first="0.12",
                last="0.12",
                signature=f"(weights, biases, inputs, labels, {_COUNTS}, remove_accidental_hits=False, "
                "partition_strategy='mod', name='nce_loss')",
            ),
            Era(
                first="1.0",
                last="1.15",
                signature=f"(weights, biases, labels, inputs, {_COUNTS}, remove_accidental_hits=False, "
                "partition_strategy='mod', name='nce_loss')",
            ),
            Era(
                first="2.0",
                last="2.21",
                signature=f"(weights, biases, labels, inputs, {_COUNTS}, remove_accidental_hits=False, "
                "name='nce_loss')",
            ),
        ),
        labels="ids",
        reduction="none",
        code=Code.BY_HAND,
        action="manual",
        why=_MOD,
        by_hand=_BY_HAND.format("nce_loss"),
        before="tf.nn.nce_loss(class_weights, biases, class_ids, inputs, num_sampled=5, num_classes=10)",
    ),
    Symbol(
        path="contrib.nn.sampled_sparse_softmax_loss",
        homes={"tensorflow": ("1.5", "1.15")},
        eras=(
            Era(
                first="1.5",
                last="1.15",
                signature="(weights, biases, labels, inputs, num_sampled, num_classes, sampled_values=None, "
                "remove_accidental_hits=True, partition_strategy='mod', name='sampled_sparse_softmax_loss')",
            ),
        ),
        labels="ids",
        reduction="none",
        shim=False,
        code=Code.BY_HAND,
        action="manual",
        why=_NO_NAME,
        by_hand="use tf.nn.sampled_softmax_loss with num_true=1, whose labels are the same",
        removal="",
        before="tf.contrib.nn.sampled_sparse_softmax_loss(class_weights, biases, class_ids, inputs, 5, 10)",
    ),
    Symbol(
        path="contrib.nn.rank_sampled_softmax_loss",
        homes={"tensorflow": ("1.3", "1.15")},
        eras=(
            Era(
                first="1.3",
                last="1.15",
                signature="(weights, biases, labels, inputs, num_sampled, num_resampled, num_classes, num_true, "
                "sampled_values, resampling_temperature, remove_accidental_hits, partition_strategy, name=None)",
            ),
        ),
        labels="ids",
        reduction="none",
        shim=False,
        code=Code.BY_HAND,
        action="manual",
        why=_NO_NAME,
        by_hand="use tf.nn.sampled_softmax_loss with sampled_values= from your own sampler",
        removal="",
        before="tf.contrib.nn.rank_sampled_softmax_loss(class_weights, biases, class_ids, inputs, 5, 3, 10, 1, None, "
        "1.0, True, 'mod')",
    ),
)
