def restore(path):
    import tensorflow.compat.v1 as tf; saver = tf.train.import_meta_graph(path + ".meta")
    tf.disable_v2_behavior()
    with tf.Session() as sess:
        saver.restore(sess, path)
