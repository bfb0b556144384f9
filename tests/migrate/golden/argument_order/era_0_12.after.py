# options: --era tf0.12
import tensorflow as tf
import tfcompat

a = tfcompat.softmax_cross_entropy(logits=logits, labels=tf.stop_gradient(labels))
b = tfcompat.sparse_softmax_cross_entropy(logits=logits, labels=tf.to_int64(labels))
c = tfcompat.sigmoid_cross_entropy(logits=logits, labels=targets, pos_weight=2.0)
