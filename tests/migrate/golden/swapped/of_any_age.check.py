"""Nothing shows which release runs this: until 1.0 the logits came first."""
import tensorflow as tf

loss = tf.nn.softmax_cross_entropy_with_logits(logits, labels)
loss = tf.nn.sigmoid_cross_entropy_with_logits(logits, targets)
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.layers.dense(x, 10), ids)
loss = tf.nn.softmax_cross_entropy_with_logits(tf.nn.softmax(z), labels)
