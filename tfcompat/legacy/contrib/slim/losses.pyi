# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from tfcompat.legacy.contrib.losses import sigmoid_cross_entropy as sigmoid_cross_entropy
from tfcompat.legacy.contrib.losses import softmax_cross_entropy as softmax_cross_entropy
from tfcompat.legacy.contrib.losses import sparse_softmax_cross_entropy as sparse_softmax_cross_entropy

__all__ = ["sigmoid_cross_entropy", "softmax_cross_entropy", "sparse_softmax_cross_entropy"]
