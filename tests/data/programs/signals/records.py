"""Signals in files of records, read by tf.data."""
import os

import numpy as np
import tensorflow as tf

from .flags import FLAGS

LENGTH = 16


def write():
    rng = np.random.RandomState(21)
    path = os.path.join(FLAGS.dir, 'train.tfrecords')
    with tf.python_io.TFRecordWriter(path) as writer:
        for number in range(120):
            label = number % 3
            signal = np.sin(np.arange(LENGTH) * (label + 1) * .7 + rng.uniform(0, 3)) + rng.normal(0, .4, LENGTH)
            features = tf.train.Features(feature={
                'signal': tf.train.Feature(float_list=tf.train.FloatList(value=signal)),
                'label': tf.train.Feature(int64_list=tf.train.Int64List(value=[label]))})
            writer.write(tf.train.Example(features=features).SerializeToString())
    return path


def _parse(record):
    parsed = tf.parse_single_example(record, {
        'signal': tf.FixedLenFeature([LENGTH], tf.float32), 'label': tf.FixedLenFeature([], tf.int64)})
    return tf.expand_dims(parsed['signal'], -1), tf.to_int32(parsed['label'])


def inputs(path, train):
    dataset = tf.data.TFRecordDataset(path)
    if train:
        dataset = dataset.repeat().shuffle(40, seed=3)
    dataset = dataset.apply(tf.contrib.data.map_and_batch(_parse, FLAGS.batch))
    iterator = dataset.make_initializable_iterator()
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
    return iterator.get_next()
