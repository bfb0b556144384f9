"""What ``fully_connected`` does when nothing is said is said by the scope, of this function or of its caller."""
import tensorflow as tf
from tensorflow.contrib import slim

with slim.arg_scope([slim.fully_connected], activation_fn=None):
    logits = slim.fully_connected(x, 10)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)
