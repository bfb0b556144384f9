import tempfile

import tensorflow as tf

tf.app.flags.DEFINE_string('model', 'conv', 'Which network.')
tf.app.flags.DEFINE_string('dir', tempfile.mkdtemp(), 'For records, summaries and checkpoints.')
tf.app.flags.DEFINE_integer('batch', 20, 'Batch size.')
tf.app.flags.DEFINE_boolean('evaluate', True, 'Evaluate at the end?')
FLAGS = tf.app.flags.FLAGS
