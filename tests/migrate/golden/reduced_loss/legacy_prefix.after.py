# options: --to legacy
import tensorflow.compat.v1 as tf
import tfcompat

tfcompat.legacy.losses.sparse_softmax_cross_entropy(labels, logits)
total = tfcompat.legacy.losses.get_total_loss()
