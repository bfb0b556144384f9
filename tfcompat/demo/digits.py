"""The UCI handwritten digits, and the split, initial weights and batches that the shipped script draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TRAIN, BATCH, PIXELS, HIDDEN, CLASSES = 1280, 64, 64, 64, 10
STEPS = TRAIN // BATCH
LEARNING_RATE, MOMENTUM = 0.05, 0.9


@dataclass(frozen=True)
class Digits:
    """Images in [0, 1] as rows of 64 pixels, their classes, and where every way to train starts from."""

    train_images: NDArray[np.float32]
    train_labels: NDArray[np.int32]
    test_images: NDArray[np.float32]
    test_labels: NDArray[np.int32]
    weights: tuple[NDArray[np.float32], ...]
    """Kernel and bias of the hidden layer, kernel and bias of the logits layer."""
    batches: NDArray[np.int64]
    """The training images that each step takes, ``[epochs, STEPS, BATCH]``."""


def load(epochs: int) -> Digits:
    """Draw from ``RandomState(0)`` in the order in which the script draws, so that all numbers are the same."""
    from sklearn.datasets import load_digits  # takes seconds, and only the numbers are wanted where nothing is drawn

    images, labels = load_digits(return_X_y=True)
    rng = np.random.RandomState(0)
    shuffled = rng.permutation(len(labels))
    x = (images / 16).astype(np.float32)[shuffled]
    y = labels.astype(np.int32)[shuffled]
    weights = (*_layer(rng, PIXELS, HIDDEN), *_layer(rng, HIDDEN, CLASSES))
    batches = np.stack([rng.permutation(TRAIN).reshape(STEPS, BATCH) for _ in range(epochs)])
    return Digits(x[:TRAIN], y[:TRAIN], x[TRAIN:], y[TRAIN:], weights, batches)


def _layer(rng: np.random.RandomState, inputs: int, units: int) -> tuple[Any, Any]:
    return np.float32(0.125 * rng.randn(inputs, units)), np.zeros(units, np.float32)
