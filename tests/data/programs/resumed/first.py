"""python -m resumed.first: trains for a while, and writes the checkpoint beside it."""
import os

import tensorflow as tf

from resumed import model
from resumed.train import FOLDER, graph, run


def main():
    fetches, feeds = graph()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        run(sess, fetches, feeds, model.data(), range(12))
        saver = tf.train.Saver(save_relative_paths=True)
        saver.save(sess, os.path.join(FOLDER, 'model.ckpt'), fetches['step'], write_meta_graph=False)


if __name__ == '__main__':
    main()
