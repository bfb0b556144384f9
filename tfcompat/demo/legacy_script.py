"""Classify handwritten digits with a convolutional network.

python legacy_script.py --out=digits.npz
"""

from __future__ import print_function

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits

flags = tf.app.flags
flags.DEFINE_integer("epochs", 30, "Passes over the training set.")
flags.DEFINE_string("out", "digits.npz", "Where to save the test logits and the weights.")
FLAGS = flags.FLAGS

TRAIN, BATCH, CLASSES = 1280, 64, 10


def cnn_model(features, training, rng):
    def initial(*shape):
        return tf.constant_initializer(np.float32(rng.randn(*shape) / np.sqrt(np.prod(shape[:-1]))))

    # Input layer: [batch, height, width, channels]
    input_layer = tf.reshape(features, [-1, 8, 8, 1])

    # Convolutional layer #1 and pooling layer #1
    conv1 = tf.layers.conv2d(
        inputs=input_layer,
        filters=8,
        kernel_size=[3, 3],
        padding="same",
        activation=tf.nn.relu,
        kernel_initializer=initial(3, 3, 1, 8),
        name="conv1",
    )
    pool1 = tf.layers.max_pooling2d(inputs=conv1, pool_size=[2, 2], strides=2)

    # Convolutional layer #2 and pooling layer #2
    conv2 = tf.layers.conv2d(
        inputs=pool1,
        filters=16,
        kernel_size=[3, 3],
        padding="same",
        activation=tf.nn.relu,
        kernel_initializer=initial(3, 3, 8, 16),
        name="conv2",
    )
    pool2 = tf.layers.max_pooling2d(inputs=conv2, pool_size=[2, 2], strides=2)

    # Dense layer
    pool2_flat = tf.layers.flatten(inputs=pool2)
    dense = tf.layers.dense(
        inputs=pool2_flat,
        units=64,
        activation=tf.nn.relu,
        kernel_initializer=initial(64, 64),
        name="hidden",
    )
    dropout = tf.layers.dropout(inputs=dense, rate=0.25, training=training, seed=1)

    # Logits layer
    return tf.layers.dense(inputs=dropout, units=10, kernel_initializer=initial(64, CLASSES), name="logits")


def main(_):
    digits = load_digits()
    rng = np.random.RandomState(0)
    shuffled = rng.permutation(len(digits.target))
    x = np.float32(digits.data / 16)[shuffled]
    y = np.int32(digits.target)[shuffled]

    images = tf.placeholder(dtype=tf.float32, shape=[None, 64])
    labels = tf.placeholder(dtype=tf.int32, shape=[None])
    training = tf.placeholder(dtype=tf.bool, shape=[])
    logits = cnn_model(images, training, rng)

    one_hot = tf.one_hot(indices=labels, depth=CLASSES)
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=one_hot, logits=logits))
    reported = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
    train_op = tf.train.MomentumOptimizer(learning_rate=0.02, momentum=0.9).minimize(loss)

    test = {images: x[TRAIN:], labels: y[TRAIN:], training: False}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for epoch in range(1, FLAGS.epochs + 1):
            losses = []
            for batch in rng.permutation(TRAIN).reshape(-1, BATCH):
                feed = {images: x[batch], labels: y[batch], training: True}
                _, value = sess.run([train_op, loss], feed_dict=feed)
                losses.append(value)
            test_loss = sess.run(reported, feed_dict=test)
            print("epoch %d train_loss %r test_loss %r" % (epoch, float(np.mean(losses)), float(test_loss)))

        weights = {v.op.name.replace("/", "_"): sess.run(v) for v in tf.trainable_variables()}
        np.savez(FLAGS.out, test_logits=sess.run(logits, feed_dict=test), **weights)


if __name__ == "__main__":
    tf.app.run(main)
