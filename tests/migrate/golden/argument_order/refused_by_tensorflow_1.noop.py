# options: --era tf1
import tensorflow as tf

a = tf.nn.sigmoid_cross_entropy_with_logits(x, y)
