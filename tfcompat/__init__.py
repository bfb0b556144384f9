"""Losses on logits for TensorFlow and Keras under one vocabulary, shims for every old name, and a migrator.

Importing this package loads neither TensorFlow nor the parser: each name below is imported when it is first used.
"""

import sys

from tfcompat._lazy import attach

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
}

__all__ = ["__version__", *_HOMES]

__getattr__, __dir__ = attach(__name__, _HOMES)

if "keras" in sys.modules or "tf_keras" in sys.modules:
    # Keras is there already, so loading costs little; it makes our classes known to Keras, for models that hold them.
    try:
        import tfcompat.layers
        import tfcompat.losses
        import tfcompat.metrics
    except ImportError:
        pass  # another backend, or no TensorFlow: the first use of a name says so
