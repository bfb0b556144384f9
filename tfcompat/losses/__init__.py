"""Losses on logits: each family has a function with one loss per example, and a Keras Loss that reduces them."""

from __future__ import annotations

from tfcompat.losses._identifiers import get, register_identifiers, unregister_identifiers
from tfcompat.losses.distillation import Distillation, LogitMatching
from tfcompat.losses.linear_softmax import linear_softmax_cross_entropy, linear_sparse_softmax_cross_entropy
from tfcompat.losses.sharded_softmax import sharded_linear_sparse_softmax_cross_entropy
from tfcompat.losses.sigmoid import SigmoidCrossEntropy, sigmoid_cross_entropy
from tfcompat.losses.softmax import SoftmaxCrossEntropy, softmax_cross_entropy
from tfcompat.losses.sparse_softmax import SparseSoftmaxCrossEntropy, sparse_softmax_cross_entropy

__all__ = [
    "Distillation",
    "LogitMatching",
    "SigmoidCrossEntropy",
    "SoftmaxCrossEntropy",
    "SparseSoftmaxCrossEntropy",
    "get",
    "linear_softmax_cross_entropy",
    "linear_sparse_softmax_cross_entropy",
    "register_identifiers",
    "sharded_linear_sparse_softmax_cross_entropy",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
    "unregister_identifiers",
]
