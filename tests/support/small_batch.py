"""A batch of four examples and three classes, and the losses of it."""

from __future__ import annotations

import numpy as np
import tensorflow as tf

from tfcompat import losses

Z = np.zeros((4, 3), "float32")
IDS = np.array([0, 1, 2, 2])
Y = np.eye(3, dtype="float32")[IDS]
dense, sparse, sigmoid = (
    losses.softmax_cross_entropy,
    losses.sparse_softmax_cross_entropy,
    losses.sigmoid_cross_entropy,
)
RUN_TIME = tf.errors.InvalidArgumentError
