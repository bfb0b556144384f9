# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = ["npairs_loss", "npairs_loss_multilabel"]

@deprecated(
    "tf.contrib.losses.metric_learning.npairs_loss is a legacy name, and its shim will be removed in tfcompat 2.0: take the mean of tfcompat.softmax_cross_entropy over tf.linalg.matmul of the anchors and the positives, and add reg_lambda / 4 times the mean squared lengths of both."
)
def npairs_loss(
    labels: Any,
    embeddings_anchor: Any,
    embeddings_positive: Any,
    reg_lambda: Any = 0.002,
    print_losses: Any = False,
) -> Any: ...

@deprecated(
    "tf.contrib.losses.metric_learning.npairs_loss_multilabel is a legacy name, and its shim will be removed in tfcompat 2.0: take the mean of tfcompat.softmax_cross_entropy over tf.linalg.matmul of the anchors and the positives, and add reg_lambda / 4 times the mean squared lengths of both."
)
def npairs_loss_multilabel(
    sparse_labels: Any,
    embeddings_anchor: Any,
    embeddings_positive: Any,
    reg_lambda: Any = 0.002,
    print_losses: Any = False,
) -> Any: ...
