"""Train on the digits with ``model.compile`` and ``fit``."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

import tfcompat
from tfcompat._keras import keras
from tfcompat.demo import program
from tfcompat.demo.digits import STEPS, Digits


def train(digits: Digits) -> Any:
    """Train a model with a Keras Loss on logits and integer class ids."""
    model = program.network(digits)
    model.compile(optimizer=program.optimizer(), loss=tfcompat.SparseSoftmaxCrossEntropy())
    model.fit(
        _batches(digits),
        epochs=len(digits.batches),
        steps_per_epoch=STEPS,
        validation_data=(digits.test_images, digits.test_labels),
        validation_batch_size=len(digits.test_labels),
        shuffle=False,
        callbacks=[
            keras.callbacks.LambdaCallback(
                on_epoch_end=lambda epoch, logs: program.report(epoch + 1, logs["loss"], logs["val_loss"])
            )
        ],
        verbose=0,
    )
    return model


def _batches(digits: Digits) -> tf.data.Dataset:
    """The batches of the script, in the same order."""
    steps = tf.data.Dataset.from_tensor_slices(digits.batches.reshape(-1, digits.batches.shape[-1]))
    return steps.map(lambda step: (tf.gather(digits.train_images, step), tf.gather(digits.train_labels, step)))


if __name__ == "__main__":
    program.main(train)
