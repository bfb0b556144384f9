"""The arithmetic of losses on logits, correct in value and in every derivative; ``tf.nn`` is the reference.

Every kernel takes the classes on the last axis and computes in the dtype of its input. These are right where ``tf.nn``
is wrong: the gradient for labels that do not sum to 1 (tensorflow#60314, tensorflow#2327), the mixed derivative, which
is zero there, logits of -inf, and ids out of range under XLA with op determinism. `_choice` selects, from measurements,
how a kernel is computed.
"""

from __future__ import annotations

from tfcompat._kernels._choice import fused_by_xla
from tfcompat._kernels._device import compiled_by_xla
from tfcompat._kernels._divergence import divergence
from tfcompat._kernels._focal import focal
from tfcompat._kernels._programs import as_program, with_own_gradient
from tfcompat._kernels._sigmoid import minus_size, sigmoid
from tfcompat._kernels._slices import slice_of_softmax
from tfcompat._kernels._softmax import softmax
from tfcompat._kernels._sparse import sparse_softmax
from tfcompat._kernels._sums import over_classes

__all__ = [
    "as_program",
    "compiled_by_xla",
    "divergence",
    "focal",
    "fused_by_xla",
    "minus_size",
    "over_classes",
    "sigmoid",
    "slice_of_softmax",
    "softmax",
    "sparse_softmax",
    "with_own_gradient",
]
