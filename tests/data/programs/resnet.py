#!/usr/bin/env python
# Residual network, after the style of the CIFAR examples: everything by hand on tf.layers.
from __future__ import print_function

import argparse

import numpy as np
import tensorflow as tf

BN_MOMENTUM, BN_EPSILON = 0.9, 1e-5
WEIGHT_DECAY = 2e-4


class Seeds(object):
    count = 0

    @classmethod
    def next(cls):
        cls.count += 1
        return cls.count


def batch_norm_relu(inputs, is_training, relu=True, init_zero=False):
    gamma = tf.zeros_initializer() if init_zero else tf.ones_initializer()
    inputs = tf.layers.batch_normalization(
        inputs=inputs, axis=-1, momentum=BN_MOMENTUM, epsilon=BN_EPSILON, center=True, scale=True,
        training=is_training, fused=True, gamma_initializer=gamma)
    return tf.nn.relu(inputs) if relu else inputs


def fixed_padding(inputs, kernel_size):
    total = kernel_size - 1
    begin = total // 2
    return tf.pad(inputs, [[0, 0], [begin, total - begin], [begin, total - begin], [0, 0]])


def conv2d_fixed_padding(inputs, filters, kernel_size, strides):
    if strides > 1:
        inputs = fixed_padding(inputs, kernel_size)
    return tf.layers.conv2d(
        inputs=inputs, filters=filters, kernel_size=kernel_size, strides=strides,
        padding=('SAME' if strides == 1 else 'VALID'), use_bias=False,
        kernel_initializer=tf.variance_scaling_initializer(seed=Seeds.next()))


def building_block(inputs, filters, is_training, strides=1, projection=False):
    shortcut = inputs
    inputs = batch_norm_relu(inputs, is_training)
    if projection:
        shortcut = conv2d_fixed_padding(inputs, filters, 1, strides)
    inputs = conv2d_fixed_padding(inputs, filters, 3, strides)
    inputs = batch_norm_relu(inputs, is_training)
    inputs = conv2d_fixed_padding(inputs, filters, 3, 1)
    return inputs + shortcut


def block_layer(inputs, filters, blocks, strides, is_training, name):
    inputs = building_block(inputs, filters, is_training, strides, projection=True)
    for _ in range(1, blocks):
        inputs = building_block(inputs, filters, is_training)
    return tf.identity(inputs, name)


def resnet(inputs, is_training, num_classes):
    inputs = tf.layers.conv2d(inputs, 4, 3, padding='same', use_bias=False, name='stem',
                              kernel_initializer=tf.variance_scaling_initializer(seed=Seeds.next()))
    inputs = block_layer(inputs, 4, 2, 1, is_training, 'block_layer1')
    inputs = block_layer(inputs, 8, 2, 2, is_training, 'block_layer2')
    inputs = batch_norm_relu(inputs, is_training)
    inputs = tf.layers.average_pooling2d(inputs, 3, 2, 'SAME')
    inputs = tf.reduce_mean(inputs, axis=[1, 2], keep_dims=True)
    inputs = tf.reshape(inputs, [-1, 8])
    return tf.layers.dense(inputs=inputs, units=num_classes, name='readout',
                           kernel_initializer=tf.random_normal_initializer(stddev=.1, seed=Seeds.next()))


def augment(images, phase):
    flipped = tf.reverse(images, axis=[2])
    return tf.cond(phase, lambda: tf.where(tf.reduce_mean(images, [1, 2, 3]) > 0.5, flipped, images), lambda: images)


def train(flags):
    rng = np.random.RandomState(7)
    y = rng.randint(0, 3, size=96).astype('int32')
    x = rng.uniform(size=(96, 9, 9, 3)).astype('float32')
    x[np.arange(96), y * 2] += 0.7

    with tf.Graph().as_default() as graph:
        images = tf.placeholder(tf.float32, shape=[None, 9, 9, 3], name='images')
        labels = tf.placeholder(tf.int32, shape=[None], name='labels')
        is_training = tf.placeholder(tf.bool, shape=(), name='is_training')
        with tf.variable_scope('resnet'):
            logits = resnet(augment(images, is_training), is_training, 3)
        predictions = {'classes': tf.argmax(logits, axis=1), 'probabilities': tf.nn.softmax(logits)}
        cross_entropy = tf.losses.softmax_cross_entropy(logits=logits, onehot_labels=tf.one_hot(labels, 3))
        l2 = [tf.nn.l2_loss(v) for v in tf.trainable_variables() if 'batch_normalization' not in v.name]
        loss = cross_entropy + WEIGHT_DECAY * tf.add_n(l2)
        global_step = tf.train.get_or_create_global_step()
        rate = tf.train.polynomial_decay(flags.lr, global_step, 20, end_learning_rate=0.01, power=2.0)
        optimizer = tf.train.MomentumOptimizer(rate, 0.9)
        update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
        with tf.control_dependencies(update_ops):
            train_op = optimizer.minimize(loss, global_step)
        correct = tf.nn.in_top_k(logits, labels, 1)
        accuracy = tf.reduce_mean(tf.to_float(correct))
        init = tf.global_variables_initializer()

    sess = tf.Session(graph=graph)
    sess.run(init)
    for step in range(flags.steps):
        rows = np.arange(step * 24, step * 24 + 24) % 96
        value, lr, _ = sess.run([loss, rate, train_op],
                                feed_dict={images: x[rows], labels: y[rows], is_training: True})
        print('step %d loss %.7g %.7g' % (step, value, lr))
    value, acc, found = sess.run([cross_entropy, accuracy, predictions],
                                 feed_dict={images: x, labels: y, is_training: False})
    print('step eval loss %.7g %.7g %.7g' % (value, acc, found['probabilities'].max(1).mean()))
    moving = [v for v in graph.get_collection(tf.GraphKeys.GLOBAL_VARIABLES) if 'moving_variance' in v.name]
    print('step moving loss %s' % ' '.join('%.7g' % m.mean() for m in sess.run(moving)))
    for v in graph.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES):
        print(v.name, v.shape)
    print(len(update_ops), 'update ops', graph.get_tensor_by_name('resnet/block_layer2:0').shape)
    sess.close()


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--steps', type=int, default=12)
    parser.add_argument('--lr', type=float, default=0.1)
    FLAGS, _ = parser.parse_known_args()
    tf.set_random_seed(3)
    train(FLAGS)
