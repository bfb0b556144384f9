"""``tf.contrib.seq2seq`` and ``tf.contrib.legacy_seq2seq``: sequence cross-entropy, logits first; the decoder."""

from __future__ import annotations

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Successor, Symbol
from tfcompat._symbols.rows._layers import layer
from tfcompat._symbols.rows._shared import unchanged

_HOMES = {"tensorflow": ("1.0", "1.15")}
_LISTS = "logits, targets, weights, average_across_timesteps=True"
_LAST = "softmax_loss_function=None, name=None"
_TENSORS = ("logits", "targets", "weights")
_BY_HAND = (
    "stack the lists along axis 1, and pass them to tfcompat.SparseSoftmaxCrossEntropy with reduction='none'; divide "
    "each example's sum by the sum of its weights"
)
_AVERAGES = ("average_across_timesteps", "average_across_batch")

ROWS = (
    Symbol(
        path="contrib.seq2seq.sequence_loss",
        homes=_HOMES,
        eras=(
            Era(first="1.0", last="1.13", signature=f"({_LISTS}, average_across_batch=True, {_LAST})"),
            Era(
                first="1.14",
                last="1.15",
                signature=f"({_LISTS}, average_across_batch=True, sum_over_timesteps=False, sum_over_batch=False, "
                f"{_LAST})",
            ),
        ),
        labels="ids",
        weights="steps",
        reduction="mean_with_sample_weight",
        successor=Successor(
            name="SparseSoftmaxCrossEntropy",
            arguments={"logits": "y_pred", "targets": "y_true", "weights": "sample_weight"},
            settings={"reduction": '"mean_with_sample_weight"'},
            only={
                **dict.fromkeys(_AVERAGES, "True"),
                "sum_over_timesteps": "False",
                "sum_over_batch": "False",
                "softmax_loss_function": "None",
            },
            dropped=("name",),
        ),
        code=Code.REDUCED_LOSS,
        action="safe",
        why="Same value and gradients: the weighted losses are divided by the sum of their weights. If a call asks for "
        "another mean or passes its own loss function, the shim is written instead.",
        differences=("half-precision", "zero-weight", "dtypes"),
        before="tf.contrib.seq2seq.sequence_loss(sequences, targets, mask)",
        after='tfcompat.SparseSoftmaxCrossEntropy(reduction="mean_with_sample_weight")'
        "(y_pred=sequences, y_true=targets, sample_weight=mask)",
    ),
    Symbol(
        path="contrib.legacy_seq2seq.sequence_loss",
        homes=_HOMES,
        aliases={"tensorflow.nn.seq2seq.sequence_loss": ("0.12", "0.12")},
        eras=(Era(first="1.0", last="1.15", signature=f"({_LISTS}, average_across_batch=True, {_LAST})"),),
        labels="ids",
        weights="examples",
        reduction="mean_per_example",
        successor=Successor(
            name="legacy.contrib.legacy_seq2seq.sequence_loss",
            arguments=unchanged(*_TENSORS, *_AVERAGES, "softmax_loss_function", "name"),
        ),
        code=Code.REDUCED_LOSS,
        action="safe",
        why="The shim takes the same lists, one tensor per time step, and computes the same number.",
        by_hand=_BY_HAND,
        before="tf.contrib.legacy_seq2seq.sequence_loss([logits], [ids], [ones])",
        after="tfcompat.legacy.contrib.legacy_seq2seq.sequence_loss([logits], [ids], [ones])",
    ),
    Symbol(
        path="contrib.legacy_seq2seq.sequence_loss_by_example",
        homes=_HOMES,
        aliases={"tensorflow.nn.seq2seq.sequence_loss_by_example": ("0.12", "0.12")},
        eras=(Era(first="1.0", last="1.15", signature=f"({_LISTS}, {_LAST})"),),
        labels="ids",
        weights="examples",
        reduction="mean_per_example",
        successor=Successor(
            name="legacy.contrib.legacy_seq2seq.sequence_loss_by_example",
            arguments=unchanged(*_TENSORS, _AVERAGES[0], "softmax_loss_function", "name"),
        ),
        code=Code.REDUCED_LOSS,
        action="safe",
        why="The shim takes the same lists, one tensor per time step, and computes the same number for each example.",
        by_hand=_BY_HAND,
        before="tf.contrib.legacy_seq2seq.sequence_loss_by_example([logits], [ids], [ones])",
        after="tfcompat.legacy.contrib.legacy_seq2seq.sequence_loss_by_example([logits], [ids], [ones])",
    ),
    layer(
        "contrib.legacy_seq2seq.rnn_decoder",
        "tf.contrib.legacy_seq2seq.rnn_decoder([inputs], inputs, cell)",
        {"1.0 1.15": "(decoder_inputs, initial_state, cell, loop_function=None, scope=None)"},
        aliases={"tensorflow.nn.seq2seq.rnn_decoder": ("0.12", "0.12")},
        by_hand="write the loop over the steps, or build keras.layers.RNN once and call it",
    ),
)
