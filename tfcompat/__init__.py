"""Cross-entropy losses on logits for TensorFlow and Keras, shims for TensorFlow 1 names, a linter and a migrator.

Importing this package loads neither TensorFlow nor the parser: each name is imported when it is first used.
"""

from tfcompat._lazy import attach
from tfcompat._post_import import load_beside_keras

__version__ = "0.1.0"

_HOMES = {
    "Audit": "tfcompat._audit",
    "AuditCallback": "tfcompat._audit",
    "Logits": "tfcompat.layers",
    "Probabilities": "tfcompat.layers",
    "SigmoidCrossEntropy": "tfcompat.losses",
    "SigmoidCrossEntropyLayer": "tfcompat.layers",
    "SoftmaxCrossEntropy": "tfcompat.losses",
    "SoftmaxCrossEntropyLayer": "tfcompat.layers",
    "SparseSoftmaxCrossEntropy": "tfcompat.losses",
    "SparseSoftmaxCrossEntropyLayer": "tfcompat.layers",
    "audit": "tfcompat._audit",
    "export_serving": "tfcompat.serving",
    "layers": "tfcompat.layers",
    "legacy": "tfcompat.legacy",
    "linear_softmax_cross_entropy": "tfcompat.losses",
    "linear_sparse_softmax_cross_entropy": "tfcompat.losses",
    "links": "tfcompat.links",
    "losses": "tfcompat.losses",
    "metrics": "tfcompat.metrics",
    "predicted_class": "tfcompat.links",
    "probabilities": "tfcompat.links",
    "sharded_linear_sparse_softmax_cross_entropy": "tfcompat.losses",
    "sigmoid_cross_entropy": "tfcompat.losses",
    "softmax_cross_entropy": "tfcompat.losses",
    "sparse_softmax_cross_entropy": "tfcompat.losses",
    "validate_labels": "tfcompat.validation",
    "with_probabilities": "tfcompat.serving",
}

__all__ = ["__version__", *_HOMES]

__getattr__, __dir__ = attach(__name__, _HOMES)

# So that Keras knows our classes when it loads a saved model that contains them.
load_beside_keras(__name__, ("tfcompat.layers", "tfcompat.losses", "tfcompat.metrics"))
