"""Losses with keywords, small inputs, and all their derivatives, on which every way of computing a kernel agrees."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from tfcompat import losses

K = 5
Z = np.random.RandomState(0).normal(size=(4, K)).astype("float32") * 3
Z[0, 0] = 0
Y = np.random.RandomState(1).uniform(size=(4, K)).astype("float32")
IDS = np.array([0, 4, 2, 1])
dense, sparse, sigmoid = (
    losses.softmax_cross_entropy,
    losses.sparse_softmax_cross_entropy,
    losses.sigmoid_cross_entropy,
)
distillation = losses.distillation._distillation
WEIGHT = [1.0, 0.5, 2.0, 0.0, 3.0]
CASES = [
    pytest.param(function, keywords, id=f"{function.__name__} {' '.join(keywords)}")
    for function, each in {
        dense: [{}, {"label_smoothing": 0.1, "z_loss": 0.2}, {"focal_gamma": 2.0}, {"focal_gamma": 0.5, "z_loss": 0.1}],
        sparse: [
            {},
            {"label_smoothing": 0.1, "z_loss": 0.2},
            {"class_weight": WEIGHT, "label_smoothing": 0.1},
            {"focal_gamma": 2.0, "class_weight": WEIGHT},
            {"focal_gamma": 2.0, "label_smoothing": 0.1, "ignore_class": 4},
        ],
        distillation: [{"temperature": 4.0}],
        sigmoid: [{}, {"pos_weight": 3.0, "label_smoothing": 0.1}, {"focal_gamma": 2.0}],
    }.items()
    for keywords in each
]


def labels_of(function):
    return tf.constant(IDS) if function is sparse else tf.constant(Y)


def derivatives(function, keywords, z):
    """Value, gradient, Hessian-vector product, and the derivatives to the labels where they have any."""
    y = labels_of(function)
    watched = [z, y] if y.dtype.is_floating else [z]
    weights = tf.reshape(tf.cast(tf.range(1, 1 + tf.size(z)), z.dtype), z.shape)
    with tf.GradientTape() as outer:
        outer.watch(watched)
        with tf.GradientTape() as inner:
            inner.watch(watched)
            loss = function(y, z, **keywords)
            total = tf.reduce_sum(loss * (weights if loss.shape.rank == 2 else weights[:, 0]))
        first = inner.gradient(total, watched)
        along = tf.reduce_sum(first[0] * tf.sin(weights))
    return [loss, *first, *outer.gradient(along, watched, unconnected_gradients="zero")]
