# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = ["sequence_loss"]

@deprecated(
    "tf.contrib.seq2seq.sequence_loss is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.SparseSoftmaxCrossEntropy(reduction=\"mean_with_sample_weight\")(y_pred=sequences, y_true=targets, sample_weight=mask) (logits= is now y_pred=, targets= is now y_true=, weights= is now sample_weight=), or run tfcompat migrate."
)
def sequence_loss(
    logits: Any,
    targets: Any,
    weights: Any,
    average_across_timesteps: Any = True,
    average_across_batch: Any = True,
    sum_over_timesteps: Any = False,
    sum_over_batch: Any = False,
    softmax_loss_function: Any = None,
    name: Any = None,
) -> Any: ...
