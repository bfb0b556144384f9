"""Train on the digits with a custom training loop."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

import tfcompat
from tfcompat.demo import program
from tfcompat.demo.digits import CLASSES, Digits


def train(digits: Digits) -> Any:
    """Train with a ``GradientTape`` and a function of labels and logits."""
    model = program.network(digits)
    optimizer = program.optimizer()

    def mean_loss(images: Any, labels: Any, *, training: bool = False) -> Any:
        logits = model(images, training=training)
        return tf.reduce_mean(tfcompat.softmax_cross_entropy(tf.one_hot(labels, CLASSES), logits))

    def take_step(images: Any, labels: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = mean_loss(images, labels, training=True)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        return loss

    step = tf.function(take_step)
    for epoch, batches in enumerate(digits.batches, start=1):
        losses = [step(digits.train_images[batch], digits.train_labels[batch]) for batch in batches]
        program.report(epoch, float(np.mean(losses)), mean_loss(digits.test_images, digits.test_labels))
    return model


if __name__ == "__main__":
    program.main(train)
