"""Classify handwritten digits with one hidden layer.

python legacy_script.py --out=digits.npz
"""

from __future__ import print_function

import numpy as np
import tensorflow.compat.v1 as tf
from sklearn.datasets import load_digits

flags = tf.app.flags
flags.DEFINE_integer("epochs", 30, "Passes over the training set.")
flags.DEFINE_string("out", "digits.npz", "Where to save the test logits and the weights.")
FLAGS = flags.FLAGS

TRAIN, BATCH, HIDDEN, CLASSES = 1280, 64, 64, 10


def main(_):
    digits = load_digits()
    rng = np.random.RandomState(0)
    shuffled = rng.permutation(len(digits.target))
    x = np.float32(digits.data / 16)[shuffled]
    y = np.int32(digits.target)[shuffled]
    hidden_init = np.float32(0.125 * rng.randn(64, HIDDEN))
    logits_init = np.float32(0.125 * rng.randn(HIDDEN, CLASSES))

    images = tf.placeholder(dtype=tf.float32, shape=[None, 64])
    labels = tf.placeholder(dtype=tf.int32, shape=[None])
    hidden = tf.layers.dense(
        inputs=images,
        units=HIDDEN,
        activation=tf.nn.relu,
        kernel_initializer=tf.constant_initializer(hidden_init),
        name="hidden",
    )
    logits = tf.layers.dense(
        inputs=hidden,
        units=10,
        kernel_initializer=tf.constant_initializer(logits_init),
        name="logits",
    )

    one_hot = tf.one_hot(labels, depth=CLASSES)
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=one_hot, logits=logits))
    reported = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
    train_op = tf.train.MomentumOptimizer(learning_rate=0.05, momentum=0.9).minimize(loss)

    test = {images: x[TRAIN:], labels: y[TRAIN:]}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for epoch in range(1, FLAGS.epochs + 1):
            losses = []
            for batch in rng.permutation(TRAIN).reshape(-1, BATCH):
                _, value = sess.run([train_op, loss], feed_dict={images: x[batch], labels: y[batch]})
                losses.append(value)
            test_loss = sess.run(reported, feed_dict=test)
            print("epoch %d train_loss %r test_loss %r" % (epoch, float(np.mean(losses)), float(test_loss)))

        weights = {v.op.name.replace("/", "_"): sess.run(v) for v in tf.trainable_variables()}
        np.savez(FLAGS.out, test_logits=sess.run(logits, feed_dict=test), **weights)


if __name__ == "__main__":
    tf.disable_eager_execution()
    tf.app.run(main)
