# options: --to legacy
import tensorflow.compat.v1 as tf

a = tf.nn.sigmoid_cross_entropy_with_logits(x, y)
