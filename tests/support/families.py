"""The three families of losses: which keywords each takes, and a batch for it."""

from __future__ import annotations

import numpy as np

from tfcompat import losses

K = 4
CLASS_WEIGHT = np.array([1.0, 0.5, 2.0, 0.0])
POS_WEIGHT = np.array([3.0, 1.0, 0.5, 2.0])
CHOICES = {
    "label_smoothing": (0.0, 0.2),
    "class_weight": (None, CLASS_WEIGHT.tolist()),
    "focal_gamma": (0.0, 0.5, 2.0),
    "temperature": (1.0, 2.5),
    "z_loss": (0.0, 0.3),
    "pos_weight": (None, POS_WEIGHT.tolist()),
    "ignore_class": (None, 2, [1, -1]),
}
TAKES = {
    losses.softmax_cross_entropy: ("label_smoothing", "class_weight", "focal_gamma", "temperature", "z_loss"),
    losses.sparse_softmax_cross_entropy: (
        "label_smoothing",
        "class_weight",
        "focal_gamma",
        "temperature",
        "z_loss",
        "ignore_class",
    ),
    losses.sigmoid_cross_entropy: ("label_smoothing", "class_weight", "focal_gamma", "temperature", "pos_weight"),
}


def data(function):
    random = np.random.RandomState(1)
    logits = random.normal(size=(5, K)) * 2
    if function is losses.sparse_softmax_cross_entropy:
        return np.array([0, 1, 2, 3, 2]), logits
    labels = random.uniform(size=(5, K))
    return labels, logits
