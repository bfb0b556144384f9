import keras
import tensorflow as tf

y_hat = tf.nn.softmax(tf.layers.dense(x, 10))
loss = -tf.reduce_sum(y * tf.log(y_hat), 1)  # TFC205
loss = tf.reduce_mean(-tf.reduce_sum(y * tf.math.log(tf.clip_by_value(y_hat, 1e-10, 1.0)), axis=1))  # TFC205
loss = -y * keras.ops.log(keras.ops.sigmoid(z) + keras.backend.epsilon()) - tf.log(tf.sigmoid(z) + 1e-7)  # TFC205
K = keras.backend
entropy = -K.sum(y_hat * K.log(1e-8 + y_hat))  # TFC205


class Policy:
    def __init__(self):
        self.probabilities = tf.layers.dense(x, 4, activation=tf.nn.softmax)
        self.loss = tf.log(self.probabilities[0, self.action]) * self.advantage  # TFC205


loss = -tf.math.log(1 - tf.sigmoid(z))  # TFC205
