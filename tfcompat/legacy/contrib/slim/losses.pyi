# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from tfcompat.legacy.contrib.losses import add_loss as add_loss
from tfcompat.legacy.contrib.losses import compute_weighted_loss as compute_weighted_loss
from tfcompat.legacy.contrib.losses import get_losses as get_losses
from tfcompat.legacy.contrib.losses import get_regularization_losses as get_regularization_losses
from tfcompat.legacy.contrib.losses import get_total_loss as get_total_loss
from tfcompat.legacy.contrib.losses import log_loss as log_loss
from tfcompat.legacy.contrib.losses import sigmoid_cross_entropy as sigmoid_cross_entropy
from tfcompat.legacy.contrib.losses import softmax_cross_entropy as softmax_cross_entropy
from tfcompat.legacy.contrib.losses import sparse_softmax_cross_entropy as sparse_softmax_cross_entropy

__all__ = [
    "add_loss",
    "compute_weighted_loss",
    "get_losses",
    "get_regularization_losses",
    "get_total_loss",
    "log_loss",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
]
