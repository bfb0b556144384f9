# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = ["rnn_decoder", "sequence_loss", "sequence_loss_by_example"]

@deprecated(
    "tf.contrib.legacy_seq2seq.rnn_decoder is a legacy name, and its shim will be removed in tfcompat 2.0: write the loop over the steps, or build keras.layers.RNN once and call it."
)
def rnn_decoder(
    decoder_inputs: Any,
    initial_state: Any,
    cell: Any,
    loop_function: Any = None,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.legacy_seq2seq.sequence_loss is a legacy name, and its shim will be removed in tfcompat 2.0: stack the lists along axis 1, and pass them to tfcompat.SparseSoftmaxCrossEntropy with reduction='none'; divide each example's sum by the sum of its weights."
)
def sequence_loss(
    logits: Any,
    targets: Any,
    weights: Any,
    average_across_timesteps: Any = True,
    average_across_batch: Any = True,
    softmax_loss_function: Any = None,
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.legacy_seq2seq.sequence_loss_by_example is a legacy name, and its shim will be removed in tfcompat 2.0: stack the lists along axis 1, and pass them to tfcompat.SparseSoftmaxCrossEntropy with reduction='none'; divide each example's sum by the sum of its weights."
)
def sequence_loss_by_example(
    logits: Any,
    targets: Any,
    weights: Any,
    average_across_timesteps: Any = True,
    softmax_loss_function: Any = None,
    name: Any = None,
) -> Any: ...
