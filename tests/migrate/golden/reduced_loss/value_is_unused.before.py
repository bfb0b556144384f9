import tensorflow.compat.v1 as tf

tf.losses.sparse_softmax_cross_entropy(labels, logits)
