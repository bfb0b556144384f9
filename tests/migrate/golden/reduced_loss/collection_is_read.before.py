import tensorflow.compat.v1 as tf

a = tf.losses.sparse_softmax_cross_entropy(labels, logits)
total = tf.losses.get_total_loss()
