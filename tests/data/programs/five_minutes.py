"""Tell three groups of points apart."""
from __future__ import print_function

import numpy as np
import tensorflow as tf

rng = np.random.RandomState(0)
groups = rng.randint(3, size=300)
points = np.array([[2, 0], [-1, 2], [-1, -2]])[groups] + rng.randn(300, 2)

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.int32, [None])


def network(x):
    hidden = tf.layers.dense(x, 16, tf.nn.relu, kernel_initializer=tf.glorot_uniform_initializer(seed=1))
    scores = tf.layers.dense(hidden, 3, kernel_initializer=tf.glorot_uniform_initializer(seed=2))
    return tf.nn.softmax(scores)


loss = tf.losses.sparse_softmax_cross_entropy(y, network(x))
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)

with tf.Session() as session:
    session.run(tf.initialize_all_variables())
    for step in range(20):
        value, _ = session.run([loss, train], {x: points, y: groups})
        print("step %d loss %.7g" % (step, value))
