import tensorflow.compat.v1 as tf
import tfcompat

a = tfcompat.SparseSoftmaxCrossEntropy(reduction="sum_by_nonzero_weights")(y_true=labels, y_pred=logits)
b = tfcompat.SparseSoftmaxCrossEntropy(reduction="sum")(y_true=labels, y_pred=logits, sample_weight=mask)
c = tfcompat.SparseSoftmaxCrossEntropy(reduction="none")(
    y_pred=logits,
    y_true=labels,
    sample_weight=0.5,
)
