"""In the spelling of TensorFlow 1.15."""
import numpy as np
import tensorflow as tf


def weights(shape, seed):
    return tf.Variable(tf.truncated_normal(shape, stddev=0.3, seed=seed))


rng = np.random.RandomState(2)
left, right = rng.rand(60, 5).astype("float32"), rng.rand(60, 5).astype("float32")
ids = (left.sum(1) > right.sum(1)).astype("int64")

a = tf.placeholder(tf.float32, [None, 5])
b = tf.placeholder(tf.float32, [None, 5])
y = tf.placeholder(tf.int64, [None])
both = tf.concat([tf.multiply(a, b), tf.subtract(a, b), tf.negative(b)], 1)
first, second, third = tf.split(both, 3, 1)
packed = tf.stack([first, second, third])
similar = tf.matmul(packed, packed, adjoint_b=True)
features = tf.concat(axis=1, values=[both, tf.where(a > b, a, b)])
logits = tf.matmul(tf.nn.relu(tf.matmul(features, weights([20, 8], 1))), weights([8, 2], 2))
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(logits=logits, labels=y)) + 1e-3 * tf.reduce_mean(similar)
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(12):
        value, _ = sess.run([loss, train], {a: left, b: right, y: ids})
        print("step %d loss %.7g" % (step, value))
print(len(tf.global_variables()))
