import tensorflow as tf


class RecurrentNet(object):
    def __call__(self, inputs, training):
        init = tf.orthogonal_initializer(seed=7)
        cell = tf.nn.rnn_cell.GRUCell(7, kernel_initializer=init)
        projected = tf.nn.rnn_cell.LSTMCell(6, num_proj=4, initializer=tf.random_uniform_initializer(-.3, .3, seed=8))
        steps = tf.unstack(inputs, axis=1)
        outputs, _ = tf.nn.static_rnn(cell, steps, dtype=tf.float32)
        with tf.variable_scope('top'):
            last, state = tf.nn.dynamic_rnn(projected, tf.stack(outputs, 1), dtype=tf.float32)
        kernel = tf.get_variable('kernel', [4, 3], initializer=tf.truncated_normal_initializer(stddev=.5, seed=9),
                                 regularizer=tf.contrib.layers.l1_regularizer(0.01))
        return tf.matmul(last[:, -1] + state.h, kernel)
