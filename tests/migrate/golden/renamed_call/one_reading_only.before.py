import tensorflow as tf

a = tf.nn.softmax_cross_entropy_with_logits_v2(labels, logits)
b = tf.nn.sigmoid_cross_entropy_with_logits(labels, logits=logits)
c = tf.nn.sparse_softmax_cross_entropy_with_logits(None, labels, logits)
d = tf.nn.sigmoid_cross_entropy_with_logits(logits, targets=labels)
