from tfcompat import layers as layers
from tfcompat import legacy as legacy
from tfcompat import links as links
from tfcompat import losses as losses
from tfcompat import metrics as metrics
from tfcompat._audit import Audit as Audit
from tfcompat._audit import AuditCallback as AuditCallback
from tfcompat._audit import audit as audit
from tfcompat.layers import Logits as Logits
from tfcompat.layers import Probabilities as Probabilities
from tfcompat.layers import SigmoidCrossEntropyLayer as SigmoidCrossEntropyLayer
from tfcompat.layers import SoftmaxCrossEntropyLayer as SoftmaxCrossEntropyLayer
from tfcompat.layers import SparseSoftmaxCrossEntropyLayer as SparseSoftmaxCrossEntropyLayer
from tfcompat.links import predicted_class as predicted_class
from tfcompat.links import probabilities as probabilities
from tfcompat.losses import SigmoidCrossEntropy as SigmoidCrossEntropy
from tfcompat.losses import SoftmaxCrossEntropy as SoftmaxCrossEntropy
from tfcompat.losses import SparseSoftmaxCrossEntropy as SparseSoftmaxCrossEntropy
from tfcompat.losses import linear_softmax_cross_entropy as linear_softmax_cross_entropy
from tfcompat.losses import linear_sparse_softmax_cross_entropy as linear_sparse_softmax_cross_entropy
from tfcompat.losses import sharded_linear_sparse_softmax_cross_entropy as sharded_linear_sparse_softmax_cross_entropy
from tfcompat.losses import sigmoid_cross_entropy as sigmoid_cross_entropy
from tfcompat.losses import softmax_cross_entropy as softmax_cross_entropy
from tfcompat.losses import sparse_softmax_cross_entropy as sparse_softmax_cross_entropy
from tfcompat.serving import export_serving as export_serving
from tfcompat.serving import with_probabilities as with_probabilities
from tfcompat.validation import validate_labels as validate_labels

__all__ = [
    "Audit",
    "AuditCallback",
    "Logits",
    "Probabilities",
    "SigmoidCrossEntropy",
    "SigmoidCrossEntropyLayer",
    "SoftmaxCrossEntropy",
    "SoftmaxCrossEntropyLayer",
    "SparseSoftmaxCrossEntropy",
    "SparseSoftmaxCrossEntropyLayer",
    "__version__",
    "audit",
    "export_serving",
    "layers",
    "legacy",
    "linear_softmax_cross_entropy",
    "linear_sparse_softmax_cross_entropy",
    "links",
    "losses",
    "metrics",
    "predicted_class",
    "probabilities",
    "sharded_linear_sparse_softmax_cross_entropy",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
    "validate_labels",
    "with_probabilities",
]

__version__: str
