"""python -m resumed.train: goes on from a checkpoint; then starts another model from a part of it."""
from __future__ import print_function

import os

import tensorflow as tf
from tensorflow.contrib import slim
from tensorflow.python import pywrap_tensorflow

from resumed.model import SentenceModel, data

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'checkpoint')
BATCH = 30


def graph(scope='reader'):
    feeds = (tf.placeholder(tf.int32, [None, None]), tf.placeholder(tf.int32, [None]), tf.placeholder(tf.int32, [None]))
    is_training = tf.placeholder_with_default(True, [], 'is_training')
    model = SentenceModel(*(feeds + (is_training, scope)))
    step = tf.train.create_global_step()
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        train = tf.train.AdamOptimizer(0.03).minimize(model.loss, global_step=step)
    return {'loss': model.loss, 'train': train, 'step': step, 'is_training': is_training}, feeds


def run(sess, fetches, feeds, arrays, steps):
    for number in steps:
        at = number * BATCH % 120
        feed = dict(zip(feeds, (array[at:at + BATCH] for array in arrays)))
        loss, _ = sess.run([fetches['loss'], fetches['train']], feed)
        print('step %d loss %.7g' % (number, loss))


def go_on(path):
    with tf.Graph().as_default(), tf.Session() as sess:
        fetches, feeds = graph()
        saver = tf.train.Saver(tf.global_variables())
        saver.restore(sess, path)
        everything = dict(zip(feeds, data()))
        everything[fetches['is_training']] = False
        print('step restored loss %.7g' % sess.run(fetches['loss'], everything))
        first = sess.run(fetches['step'])
        run(sess, fetches, feeds, data(), range(first, first + 10))
        print('global step', tf.train.global_step(sess, fetches['step']))


def start_from_parts(path):
    with tf.Graph().as_default(), tf.Session() as sess:
        fetches, feeds = graph('warm')
        kept = [v for v in tf.trainable_variables() if v.op.name.startswith('warm')]
        tf.train.init_from_checkpoint(path, {'reader/': 'warm/'})
        wanted = slim.get_variables_to_restore(include=['classifier'], exclude=['classifier/logits', 'classifier/bn'])
        wanted = [v for v in wanted if 'Adam' not in v.name]
        fill = slim.assign_from_checkpoint_fn(path, wanted + slim.get_variables('classifier/bn/gamma'), True)
        sess.run(tf.global_variables_initializer())
        fill(sess)
        run(sess, fetches, feeds, data(), range(5))
        print(len(kept), 'from the checkpoint;', [v.op.name for v in wanted])


def main(_):
    state = tf.train.get_checkpoint_state(FOLDER)
    path = state.model_checkpoint_path
    reader = pywrap_tensorflow.NewCheckpointReader(path)
    for name, shape in sorted(reader.get_variable_to_shape_map().items()):
        if 'Adam' not in name:
            print(name, shape)
    go_on(path)
    start_from_parts(path)


if __name__ == '__main__':
    tf.app.run(main=main)
