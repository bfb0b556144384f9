import tensorflow as tf
from tensorflow.contrib import layers as contrib_layers

from .layers import block


class Model:
    def __init__(self, inputs, targets, keep_prob, labels):
        with tf.variable_scope('model', reuse=tf.AUTO_REUSE):
            hidden = contrib_layers.fully_connected(
                inputs, 16, activation_fn=None, scope='hidden',
                weights_initializer=tf.random_normal_initializer(stddev=.3, seed=1))
            hidden = block(hidden, keep_prob)
            w = tf.get_variable('w', [16, labels], initializer=tf.random_normal_initializer(stddev=.3, seed=2))
            b = tf.get_variable('b', [labels], initializer=tf.zeros_initializer())
            self.logits = tf.nn.xw_plus_b(hidden, w, b)
        tf.losses.sigmoid_cross_entropy(targets, self.logits)
        tf.add_to_collection(tf.GraphKeys.LOSSES, 1e-3 * tf.nn.l2_loss(w))
        self.loss = tf.losses.get_total_loss()
