"""A reader of short sentences: embedding, two recurrent layers, batch norm, a linear classifier."""
import numpy as np
import tensorflow as tf

VOCABULARY, LENGTH, CLASSES = 16, 7, 3


def data():
    rng = np.random.RandomState(12)
    ids = rng.randint(1, VOCABULARY, [120, LENGTH])
    lengths = rng.randint(3, LENGTH + 1, 120)
    ids[np.arange(LENGTH) >= lengths[:, None]] = 0
    return ids, lengths, ids.sum(1) % CLASSES


class SentenceModel(object):

    def __init__(self, ids, lengths, labels, is_training, scope='reader'):
        with tf.variable_scope(scope):
            self._encode(ids, lengths)
        with tf.variable_scope('classifier'):
            features = tf.layers.batch_normalization(self.features, training=is_training, momentum=0.8, name='bn')
            features = tf.contrib.layers.fully_connected(
                features, 8, activation_fn=tf.nn.elu, weights_initializer=self._init(7), scope='hidden')
            self.logits = tf.layers.dense(features, CLASSES, kernel_initializer=self._init(8), name='logits')
        self.loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=self.logits)

    @staticmethod
    def _init(seed):
        return tf.random_uniform_initializer(-0.4, 0.4, seed=seed)

    def _encode(self, ids, lengths):
        embedding = tf.get_variable('embedding', [VOCABULARY, 6], tf.float32, self._init(1))
        inputs = tf.nn.embedding_lookup(embedding, ids)
        with tf.variable_scope('rnn', initializer=self._init(2)):
            cells = [tf.nn.rnn_cell.LSTMCell(6, use_peepholes=True), tf.nn.rnn_cell.GRUCell(5)]
            stacked = tf.nn.rnn_cell.MultiRNNCell(cells)
            outputs, _ = tf.nn.dynamic_rnn(stacked, inputs, sequence_length=lengths, dtype=tf.float32)
        with tf.variable_scope('both'):
            (forward, backward), _ = tf.nn.bidirectional_dynamic_rnn(
                tf.contrib.rnn.BasicLSTMCell(3), tf.contrib.rnn.BasicLSTMCell(3), outputs,
                sequence_length=lengths, dtype=tf.float32)
        self.features = tf.concat([tf.reduce_max(outputs, 1), tf.reduce_mean(forward + backward, 1)], axis=1)
