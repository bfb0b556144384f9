"""The UCI handwritten digits, and the split, initial weights and batches that the shipped script draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TRAIN, BATCH, SIDE, CLASSES = 1280, 64, 8, 10
KERNELS = (3, 3, 1, 8), (3, 3, 8, 16), (64, 64), (64, CLASSES)
"""Shapes of the kernels: two convolutions, a hidden layer, the logits."""
DROPPED, SEED = 0.25, 1
STEPS = TRAIN // BATCH
LEARNING_RATE, MOMENTUM = 0.02, 0.9


@dataclass(frozen=True)
class Digits:
    """Images in [0, 1] as rows of 64 pixels, their classes, and the starting point of every way to train."""

    train_images: NDArray[np.float32]
    train_labels: NDArray[np.int32]
    test_images: NDArray[np.float32]
    test_labels: NDArray[np.int32]
    weights: tuple[NDArray[np.float32], ...]
    """Kernel and bias of each layer, from the input to the logits."""
    batches: NDArray[np.int64]
    """The training images that each step takes, ``[epochs, STEPS, BATCH]``."""


def load(epochs: int) -> Digits:
    """Draw from ``RandomState(0)`` in the order of the script, so that all numbers are the same."""
    from sklearn.datasets import load_digits  # takes seconds, and is only needed here

    images, labels = load_digits(return_X_y=True)
    rng = np.random.RandomState(0)
    shuffled = rng.permutation(len(labels))
    x = (images / 16).astype(np.float32)[shuffled]
    y = labels.astype(np.int32)[shuffled]
    weights = tuple(array for shape in KERNELS for array in _layer(rng, shape))
    batches = np.stack([rng.permutation(TRAIN).reshape(STEPS, BATCH) for _ in range(epochs)])
    return Digits(x[:TRAIN], y[:TRAIN], x[TRAIN:], y[TRAIN:], weights, batches)


def _layer(rng: np.random.RandomState, shape: tuple[int, ...]) -> tuple[Any, Any]:
    return np.float32(rng.randn(*shape) / np.sqrt(np.prod(shape[:-1]))), np.zeros(shape[-1], np.float32)
