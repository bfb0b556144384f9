"""The arithmetic of a loss on logits, right in value and in every derivative; ``tf.nn`` is the reference.

Every kernel takes the classes on the last axis and works in the dtype that it is given. What ``tf.nn`` gets wrong, and
these do not: the gradient where labels do not sum to 1 (tensorflow#60314, tensorflow#2327), the mixed derivative, which
is zero there, logits of -inf, and ids out of range under XLA with op determinism. Which way a kernel is computed is
chosen in `_choice`, by measurement.
"""

from __future__ import annotations

from tfcompat._kernels._choice import compiled_by_xla
from tfcompat._kernels._focal import focal
from tfcompat._kernels._sigmoid import sigmoid
from tfcompat._kernels._softmax import log_softmax, softmax
from tfcompat._kernels._sparse import sparse_softmax

__all__ = ["compiled_by_xla", "focal", "log_softmax", "sigmoid", "softmax", "sparse_softmax"]
