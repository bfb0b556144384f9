"""python -m tagger.train: flags, summaries, a monitored loop of two models that share their variables."""
import tempfile

import tensorflow as tf

from tagger.data import batches
from tagger.model import Model

tf.flags.DEFINE_integer('epochs', 2, 'Epochs.')
tf.flags.DEFINE_float('keep', 0.8, 'Probability to keep a unit.')
FLAGS = tf.flags.FLAGS


def main(unused_argv):
    tf.logging.set_verbosity(tf.logging.ERROR)
    x = tf.placeholder(tf.float32, [None, 9])
    y = tf.placeholder(tf.float32, [None, 4])
    keep = tf.placeholder(tf.float32, [])
    model = Model(x, y, keep, 4)
    tf.summary.scalar('loss', model.loss)
    merged = tf.summary.merge_all()
    step = tf.train.get_or_create_global_step()
    train = tf.train.MomentumOptimizer(0.2, 0.9, use_nesterov=True).minimize(model.loss, step)
    writer = tf.summary.FileWriter(tempfile.mkdtemp())
    with tf.train.MonitoredTrainingSession() as session:
        number = 0
        for epoch in range(FLAGS.epochs):
            for inputs, targets in batches(30, 6):
                feed = {x: inputs, y: targets, keep: FLAGS.keep}
                _, loss, summary = session.run([train, model.loss, merged], feed)
                writer.add_summary(summary, number)
                print('step %d loss %.7g' % (number, loss))
                number += 1
        inputs, targets = batches(30, 6)[0]
        print('step final loss %.7g' % session.run(model.loss, {x: inputs, y: targets, keep: 1.0}))
    print(sorted(v.op.name for v in tf.global_variables() if 'Momentum' not in v.name))


if __name__ == '__main__':
    tf.app.run()
