from tensorflow import layers, nn
import tensorflow as tf


class ConvNet:
    def __init__(self):
        init = tf.glorot_uniform_initializer
        self.first = layers.Conv1D(6, 3, padding='same', activation=nn.relu, kernel_initializer=init(seed=1), name='first')
        self.second = tf.layers.SeparableConv1D(8, 3, depthwise_initializer=init(seed=2), pointwise_initializer=init(seed=3))
        self.pool = layers.MaxPooling1D(pool_size=2, strides=2)
        self.logits = layers.Dense(3, kernel_initializer=init(seed=4),
                                   kernel_regularizer=tf.contrib.layers.l2_regularizer(0.01), name='logits')

    def __call__(self, inputs, training):
        net = self.pool(self.first(inputs))
        net = tf.nn.elu(tf.layers.batch_normalization(self.second(net), training=training, renorm=False))
        net = layers.dropout(layers.flatten(net), 0.3, training=training, seed=5)
        return self.logits(net)
