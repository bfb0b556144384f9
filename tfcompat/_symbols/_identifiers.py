"""The strings that Keras takes for a loss on probabilities, and the Loss that takes logits instead."""

from __future__ import annotations

LOSS_OF_STRING: dict[str, str] = {
    "binary_crossentropy": "SigmoidCrossEntropy",
    "bce": "SigmoidCrossEntropy",
    "BinaryCrossentropy": "SigmoidCrossEntropy",
    "categorical_crossentropy": "SoftmaxCrossEntropy",
    "CategoricalCrossentropy": "SoftmaxCrossEntropy",
    "sparse_categorical_crossentropy": "SparseSoftmaxCrossEntropy",
    "SparseCategoricalCrossentropy": "SparseSoftmaxCrossEntropy",
}
