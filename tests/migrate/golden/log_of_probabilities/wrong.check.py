import keras
import tensorflow as tf

y_hat = tf.nn.softmax(tf.layers.dense(x, 10))
loss = -tf.reduce_sum(y * tf.log(y_hat), 1)  # TFC205
loss = tf.reduce_mean(-tf.reduce_sum(y * tf.math.log(tf.clip_by_value(y_hat, 1e-10, 1.0)), axis=1))  # TFC205
loss = -y * keras.ops.log(keras.ops.sigmoid(z) + keras.backend.epsilon()) - tf.log(tf.sigmoid(z) + 1e-7)  # TFC205
K = keras.backend
cost = -K.sum(labels * K.log(1e-8 + y_hat))  # TFC205
loss = -tf.math.log(1 - tf.sigmoid(z))  # TFC205

real, fake = tf.sigmoid(tf.layers.dense(x, 1)), tf.sigmoid(tf.layers.dense(g, 1))
discriminator = -tf.reduce_mean(
    tf.log(real + 1e-8)  # TFC205
    + tf.log(1.0 - fake + 1e-8)  # TFC205
)
generator_loss = -tf.reduce_mean(tf.log(fake))  # TFC205
out = tf.clip_by_value(tf.sigmoid(z), 1e-8, 1 - 1e-8)
reconstruction = tf.reduce_sum(
    image * tf.math.log(out)  # TFC205
    + (1 - image) * tf.math.log(1 - out),  # TFC205
    [1, 2],
)
cross_entropy = code * tf.log(y_hat)  # TFC205
log_y = tf.log(y_hat)  # TFC205
total_loss = -tf.reduce_mean(tf.reduce_sum(y * log_y, axis=1))
clipped = -tf.reduce_mean(y_ * tf.log(tf.clip_by_value(1 - fake, 1e-10, 1.0)))  # TFC205


def nll(labels, z):
    return -tf.reduce_sum(labels * tf.math.log(tf.nn.softmax(z)))  # TFC205


objective = -tf.reduce_mean(tf.log(fake))  # TFC205
click_loss = -tf.reshape(tf.log(real), [-1]) * mask  # TFC205
