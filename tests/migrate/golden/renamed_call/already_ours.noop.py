import tensorflow as tf
import tfcompat

loss = tfcompat.softmax_cross_entropy(labels=labels, logits=logits)
p = tf.nn.softmax(logits)
