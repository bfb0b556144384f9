"""``tf.contrib.legacy_seq2seq``: sequences as lists, one tensor per time step; their cross-entropy, and a decoder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

tf1 = tf.compat.v1
_TINY = 1e-12  # TensorFlow 1 adds this to a sum of weights, which may be 0


def sequence_loss_by_example(
    *,
    logits: Sequence[Any],
    targets: Sequence[Any],
    weights: Sequence[Any],
    average_across_timesteps: bool,
    softmax_loss_function: Callable[..., Any] | None,
    name: str | None,
) -> tf.Tensor:
    """Return one loss per example: the weighted sum over its time steps, divided by the sum of its weights."""
    if not len(logits) == len(targets) == len(weights):
        raise ValueError(
            "tf.contrib.legacy_seq2seq takes logits=, targets= and weights= as lists of equal length, one tensor per "
            f"time step; got {len(logits)}, {len(targets)} and {len(weights)}."
        )
    with tf1.name_scope(name, "sequence_loss_by_example", [*logits, *targets, *weights]):
        losses = [
            _step(softmax_loss_function, target, logit) * weight
            for logit, target, weight in zip(logits, targets, weights, strict=True)
        ]
        total = tf.add_n(losses)
        return total / (tf.add_n(list(weights)) + _TINY) if average_across_timesteps else total


def _step(loss: Callable[..., Any] | None, target: Any, logit: Any) -> Any:
    if loss is not None:
        return loss(labels=target, logits=logit)
    return tf1.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.reshape(target, [-1]), logits=logit)


def sequence_loss(
    *,
    logits: Sequence[Any],
    targets: Sequence[Any],
    weights: Sequence[Any],
    average_across_timesteps: bool,
    average_across_batch: bool,
    softmax_loss_function: Callable[..., Any] | None,
    name: str | None,
) -> tf.Tensor:
    """Return the sum of the examples' losses, divided by their number."""
    with tf1.name_scope(name, "sequence_loss", [*logits, *targets, *weights]):
        cost = tf.reduce_sum(
            sequence_loss_by_example(
                logits=logits,
                targets=targets,
                weights=weights,
                average_across_timesteps=average_across_timesteps,
                softmax_loss_function=softmax_loss_function,
                name=None,
            )
        )
        return cost / tf.cast(tf.shape(targets[0])[0], cost.dtype) if average_across_batch else cost


def rnn_decoder(
    *,
    decoder_inputs: Sequence[Any],
    initial_state: Any,
    cell: Callable[..., Any],
    loop_function: Callable[[Any, int], Any] | None,
    scope: Any,
) -> tuple[list[Any], Any]:
    """Return the outputs of a cell; each step takes its own input, or a function of the previous output."""
    outputs: list[Any] = []
    state = initial_state
    with tf1.variable_scope(scope or "rnn_decoder"):
        for step, given in enumerate(decoder_inputs):
            inputs = given
            if step > 0:
                if loop_function is not None:
                    with tf1.variable_scope("loop_function", reuse=True):
                        inputs = loop_function(outputs[-1], step)
                tf1.get_variable_scope().reuse_variables()
            output, state = cell(inputs, state)
            outputs.append(output)
    return outputs, state
