"""In the spelling of TensorFlow 0.12."""
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
both = tf.concat(1, [tf.mul(a, b), tf.sub(a, b), tf.neg(b)])
first, second, third = tf.split(1, 3, both)
packed = tf.pack([first, second, third])
similar = tf.batch_matmul(packed, packed, adj_y=True)
features = tf.concat(concat_dim=1, values=[both, tf.select(a > b, a, b)])
logits = tf.matmul(tf.nn.relu(tf.matmul(features, weights([20, 8], 1))), weights([8, 2], 2))
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(logits, y)) + 1e-3 * tf.reduce_mean(similar)
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.initialize_all_variables())
    for step in range(12):
        value, _ = sess.run([loss, train], {a: left, b: right, y: ids})
        print("step %d loss %.7g" % (step, value))
print(len(tf.all_variables()))
