"""A denoising autoencoder that saves itself and goes on from the checkpoint."""
from __future__ import absolute_import
from __future__ import print_function

import os
import tempfile

import numpy as np
import tensorflow as tf

flags = tf.app.flags
flags.DEFINE_integer("hidden", 12, "Units of the code.")
flags.DEFINE_float("rate", 0.05, "Learning rate.")
FLAGS = flags.FLAGS


def init(seed):
    return tf.truncated_normal_initializer(stddev=0.3, seed=seed)


class Autoencoder(object):
    def __init__(self, size):
        self.x = tf.placeholder(tf.float32, [None, size], name="x")
        self.keep = tf.placeholder_with_default(1.0, [], name="keep_prob")
        with tf.variable_scope("encoder"):
            noisy = tf.nn.dropout(self.x, self.keep, seed=3)
            self.code = tf.layers.dense(noisy, FLAGS.hidden, tf.nn.sigmoid, kernel_initializer=init(1), name="code")
        with tf.variable_scope("decoder"):
            self.logits = tf.layers.dense(self.code, size, kernel_initializer=init(2), name="out")
        losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=self.x, logits=self.logits)
        self.loss = tf.reduce_mean(tf.reduce_sum(losses, reduction_indices=1, keep_dims=True))
        self.step = tf.Variable(0, trainable=False, name="global_step")
        rate = tf.train.exponential_decay(FLAGS.rate, self.step, 5, 0.9)
        self.train = tf.train.RMSPropOptimizer(rate).minimize(self.loss, global_step=self.step)


def main(_):
    rng = np.random.RandomState(0)
    data = (rng.rand(256, 20) > 0.6).astype(np.float32)
    data[:, 10:] = data[:, :10]
    model = Autoencoder(20)
    saver = tf.train.Saver(max_to_keep=1)
    folder = tempfile.mkdtemp()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(20):
            at = step * 32 % 256
            _, loss = sess.run([model.train, model.loss], {model.x: data[at : at + 32], model.keep: 0.9})
            print("step %d loss %.7g" % (step, loss))
        path = saver.save(sess, os.path.join(folder, "model"), global_step=model.step)
    print(os.path.basename(path))
    with tf.Session() as sess:
        saver.restore(sess, tf.train.latest_checkpoint(folder))
        print("step restored loss %.7g" % sess.run(model.loss, {model.x: data}))
        for variable in tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES):
            print("variable", variable.op.name, variable.get_shape().as_list())


if __name__ == "__main__":
    tf.app.run()
