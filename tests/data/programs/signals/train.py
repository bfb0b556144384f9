"""python -m signals.train: two networks by flag, a Saver, and an evaluation in a graph of its own."""
from __future__ import print_function

import os
import sys

import tensorflow as tf

from signals import records
from signals.flags import FLAGS
from signals.networks import get_network


def loss_of(network, signal, label, training):
    logits = get_network(network)(signal, training)
    data = tf.losses.sparse_softmax_cross_entropy(label, logits)
    return logits, data, tf.losses.get_total_loss(add_regularization_losses=True)


def train(network, path):
    folder = os.path.join(FLAGS.dir, network)
    with tf.Graph().as_default():
        tf.set_random_seed(17)
        signal, label = records.inputs(path, train=True)
        training = tf.Variable(True, trainable=False, collections=[tf.GraphKeys.LOCAL_VARIABLES])
        _, data, total = loss_of(network, signal, label, training)
        tf.summary.scalar('data', data)
        step = tf.train.get_or_create_global_step()
        optimizer = tf.train.AdagradOptimizer(tf.train.inverse_time_decay(0.2, step, 10, 0.5))
        updates = tf.group(*tf.get_collection(tf.GraphKeys.UPDATE_OPS))
        apply_op = optimizer.minimize(total, step, colocate_gradients_with_ops=True)
        hooks = [tf.train.StopAtStepHook(last_step=12), tf.train.NanTensorHook(total)]
        scaffold = tf.train.Scaffold(saver=tf.train.Saver(max_to_keep=2))
        with tf.train.MonitoredTrainingSession(checkpoint_dir=folder, scaffold=scaffold, hooks=hooks,
                                               save_checkpoint_secs=None, save_checkpoint_steps=6,
                                               save_summaries_steps=5, log_step_count_steps=None) as sess:
            while not sess.should_stop():
                _, _, value, every, number = sess.run([apply_op, updates, data, total, step])
                print('step %s loss %.7g %.7g' % (network, value, every))
    return folder


def evaluate(network, path, folder):
    with tf.Graph().as_default():
        signal, label = records.inputs(path, train=False)
        logits, data, _ = loss_of(network, signal, label, False)
        mean, update = tf.metrics.mean(data)
        right, update_right = tf.metrics.accuracy(label, tf.argmax(logits, 1))
        saver = tf.train.Saver()
        with tf.Session() as sess:
            sess.run([tf.local_variables_initializer(), tf.tables_initializer()])
            saver.restore(sess, tf.train.latest_checkpoint(folder))
            try:
                while True:
                    sess.run([update, update_right])
            except tf.errors.OutOfRangeError:
                pass
            print('step %s evaluation loss %.7g %.7g' % ((network,) + tuple(sess.run([mean, right]))))
        print(sorted(name for name, _ in tf.train.list_variables(folder) if 'Adagrad' not in name))
    events = [name for name in sorted(os.listdir(folder)) if 'tfevents' in name]
    tags = [value.tag for event in tf.train.summary_iterator(os.path.join(folder, events[-1])) for value in event.summary.value]
    print(tags)


def main(argv):
    assert len(argv) == 1, argv
    path = records.write()
    for network in sorted(set(('recurrent', FLAGS.model))):
        folder = train(network, path)
        if FLAGS.evaluate:
            evaluate(network, path, folder)


if __name__ == '__main__':
    tf.logging.set_verbosity(tf.logging.ERROR)
    sys.exit(tf.app.run())
