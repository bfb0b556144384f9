"""Shared by the two ways to train with Keras: the network, its optimizer, and the flags of the shipped script."""

from __future__ import annotations

import argparse
import json
import platform
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
import sklearn
import tensorflow as tf

import tfcompat
from tfcompat._keras import keras
from tfcompat.demo import digits
from tfcompat.demo.curve import Point

if TYPE_CHECKING:
    from collections.abc import Callable


class Dropout(keras.layers.Layer):  # type: ignore[misc] # Keras' classes are untyped
    """``keras.layers.Dropout`` with the masks of the script's seed; without them, the curves would differ."""

    def call(self, inputs: Any, training: bool = False) -> Any:
        """Zero a part of the units during training, and scale up the others."""
        return tf.nn.dropout(inputs, digits.DROPPED, seed=digits.SEED) if training else inputs


def network(start: digits.Digits) -> Any:
    """The script's layers as a Keras model, with the script's initial weights."""
    first, second, hidden, _ = (shape[-1] for shape in digits.KERNELS)
    model = keras.Sequential(
        [
            keras.Input((digits.SIDE**2,)),
            keras.layers.Reshape((digits.SIDE, digits.SIDE, 1)),
            keras.layers.Conv2D(first, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(second, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(hidden, activation="relu"),
            Dropout(),
            tfcompat.Logits(digits.CLASSES),
        ]
    )
    model.set_weights(start.weights)
    return model


def optimizer() -> Any:
    """The script's optimizer."""
    return keras.optimizers.SGD(learning_rate=digits.LEARNING_RATE, momentum=digits.MOMENTUM)


def report(epoch: int, train_loss: float, test_loss: float) -> None:
    """Print the losses of an epoch in the format of the script."""
    click.echo(Point(epoch, float(train_loss), float(test_loss)).line())


def main(train: Callable[[digits.Digits], Any]) -> None:
    """Train from the command line; save the logits of the test set, and the versions that were used."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    flags = parser.parse_args()
    start = digits.load(flags.epochs)
    logits = np.asarray(train(start)(start.test_images))
    np.savez(flags.out, test_logits=logits, versions=json.dumps(_versions()))


def _versions() -> dict[str, str]:
    """The versions that this process really imported."""
    modules = tfcompat, tf, keras, np, sklearn
    return {"python": platform.python_version()} | {module.__name__: module.__version__ for module in modules}
