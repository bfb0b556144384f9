"""A small VGG in slim's style: an arg_scope from a function, blocks by repeat, the classifier as convolutions."""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import numpy as np
import tensorflow as tf
import tensorflow.contrib.slim as slim

tf.app.flags.DEFINE_integer('batch_size', 16, 'Images of a step.')
tf.app.flags.DEFINE_integer('max_steps', 20, 'Steps to train.')
tf.app.flags.DEFINE_float('weight_decay', 0.0005, 'Of the weights of all layers.')
FLAGS = tf.app.flags.FLAGS

SEEDS = iter(range(1, 100))


def seeded(shape, dtype=None, partition_info=None):
    return slim.xavier_initializer(seed=next(SEEDS))(shape, dtype, partition_info)


def vgg_arg_scope(weight_decay=0.0005):
    with slim.arg_scope([slim.conv2d, slim.fully_connected],
                        activation_fn=tf.nn.relu,
                        weights_initializer=seeded,
                        weights_regularizer=slim.l2_regularizer(weight_decay),
                        biases_initializer=tf.zeros_initializer()):
        with slim.arg_scope([slim.conv2d], padding='SAME') as arg_sc:
            return arg_sc


def vgg_small(inputs, num_classes=5, is_training=True, dropout_keep_prob=0.5, spatial_squeeze=True, scope='vgg_s'):
    with tf.variable_scope(scope, 'vgg_s', [inputs]) as sc:
        end_points_collection = sc.original_name_scope + '_end_points'
        with slim.arg_scope([slim.conv2d, slim.fully_connected, slim.max_pool2d],
                            outputs_collections=end_points_collection):
            net = slim.repeat(inputs, 2, slim.conv2d, 8, [3, 3], scope='conv1')
            net = slim.max_pool2d(net, [2, 2], scope='pool1')
            net = slim.repeat(net, 2, slim.conv2d, 12, [3, 3], scope='conv2')
            net = slim.max_pool2d(net, [2, 2], scope='pool2')
            net = slim.stack(net, slim.conv2d, [(12, [3, 3]), (16, [1, 1])], scope='conv3')
            net = slim.conv2d(net, 24, [3, 3], padding='VALID', scope='fc4')
            net = slim.dropout(net, dropout_keep_prob, is_training=is_training, seed=41, scope='dropout4')
            net = slim.conv2d(net, num_classes, [1, 1], activation_fn=None, normalizer_fn=None, scope='fc5')
            end_points = slim.utils.convert_collection_to_dict(end_points_collection)
            if spatial_squeeze:
                net = tf.squeeze(net, [1, 2], name='fc5/squeezed')
                end_points[sc.name + '/fc5'] = net
            return net, end_points


vgg_small.default_image_size = 12


def main(_):
    tf.logging.set_verbosity(tf.logging.WARN)
    size = vgg_small.default_image_size
    rng = np.random.RandomState(4)
    targets = rng.randint(0, 5, 64)
    pictures = rng.rand(64, size, size, 3).astype(np.float32)
    for picture, target in zip(pictures, targets):
        picture[target:target + 6, target:target + 6, target % 3] += 3.

    global_step = slim.create_global_step()
    images = tf.placeholder(tf.float32, [FLAGS.batch_size, size, size, 3])
    labels = tf.placeholder(tf.int64, [FLAGS.batch_size])
    with slim.arg_scope(vgg_arg_scope(FLAGS.weight_decay)):
        logits, end_points = vgg_small(images)
    with tf.variable_scope(tf.get_variable_scope(), reuse=True), slim.arg_scope(vgg_arg_scope()):
        eval_logits, _ = vgg_small(images, is_training=False)

    one_hot = slim.one_hot_encoding(labels, 5)
    cross_entropy = tf.losses.softmax_cross_entropy(onehot_labels=one_hot, logits=logits)
    regularization = tf.losses.get_regularization_losses()
    total = tf.losses.get_total_loss(name='total')
    rate = tf.train.piecewise_constant(tf.cast(global_step, tf.int32), [12, 16], [0.3, 0.2, 0.1])
    optimizer = tf.train.GradientDescentOptimizer(rate)
    grads = optimizer.compute_gradients(total, var_list=slim.get_trainable_variables())
    grads = [(tf.clip_by_norm(grad, 2.0), var) for grad, var in grads]
    train_op = optimizer.apply_gradients(grads, global_step=global_step)
    average = tf.train.ExponentialMovingAverage(0.9, global_step)
    with tf.control_dependencies([train_op]):
        train_op = average.apply(slim.get_model_variables('vgg_s/fc5'))
    streaming, update = tf.metrics.accuracy(labels, tf.argmax(eval_logits, 1))

    with tf.Session() as sess:
        sess.run(tf.group(tf.global_variables_initializer(), tf.local_variables_initializer()))
        for step in range(FLAGS.max_steps):
            at = step * FLAGS.batch_size % 64
            feed = {images: pictures[at:at + FLAGS.batch_size], labels: targets[at:at + FLAGS.batch_size]}
            _, loss, every, lr = sess.run([train_op, cross_entropy, total, rate], feed_dict=feed)
            print('step %d loss %.7g %.7g %.7g' % (step, loss, every, lr))
        for at in range(0, 64, FLAGS.batch_size):
            sess.run(update, {images: pictures[at:at + 16], labels: targets[at:at + 16]})
        print('step accuracy loss %.7g' % sess.run(streaming))
        shadow = average.average(slim.get_variables_by_name('weights', scope='vgg_s/fc5')[0])
        print('step shadow loss %.7g' % np.abs(sess.run(shadow)).sum())
    print(len(regularization), 'regularization losses')
    for name in end_points:
        print(name, end_points[name].get_shape().as_list())
    print([v.op.name for v in tf.moving_average_variables()])
    print(average.average_name(slim.get_variables_by_name('biases', scope='vgg_s/fc5')[0]))


if __name__ == '__main__':
    tf.app.run()
