"""Losses on logits for TensorFlow and Keras under one vocabulary, shims for every old name, and a migrator.

Importing this package loads neither TensorFlow nor the parser: each name below is imported when it is first used.
"""

from tfcompat._lazy import attach, load_beside

__version__ = "0.1.0"

_HOMES = {
    "Logits": "tfcompat.layers",
    "SigmoidCrossEntropy": "tfcompat.losses",
    "SoftmaxCrossEntropy": "tfcompat.losses",
    "SparseSoftmaxCrossEntropy": "tfcompat.losses",
    "layers": "tfcompat.layers",
    "legacy": "tfcompat.legacy",
    "links": "tfcompat.links",
    "losses": "tfcompat.losses",
    "metrics": "tfcompat.metrics",
    "predicted_class": "tfcompat.links",
    "probabilities": "tfcompat.links",
    "sigmoid_cross_entropy": "tfcompat.losses",
    "softmax_cross_entropy": "tfcompat.losses",
    "sparse_softmax_cross_entropy": "tfcompat.losses",
    "validate_labels": "tfcompat._labels",
}

__all__ = ["__version__", *_HOMES]

__getattr__, __dir__ = attach(__name__, _HOMES)

# So that Keras knows our classes when it loads a model that holds them.
load_beside(("keras", "tf_keras"), ("tfcompat.layers", "tfcompat.losses", "tfcompat.metrics"))
