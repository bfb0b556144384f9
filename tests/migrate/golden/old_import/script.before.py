"""A loop around a session."""
from __future__ import print_function

import numpy as np
import tensorflow as tf
from matplotlib import pyplot

tf.app.flags.DEFINE_integer("steps", 10, "How many")
FLAGS = tf.app.flags.FLAGS


def main(_):
    import tensorflow as tf  # again, as some do

    x = tf.placeholder(tf.float32, [None, 4], name="x")
    w = tf.get_variable("w", [4, 3])
    logits = tf.matmul(x, w)
    labels = tf.one_hot([0], 3)
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits))
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        print(sess.run(loss, {x: np.ones([1, 4])}))


if __name__ == "__main__":
    tf.app.run()
