import tensorflow as tf


def net(a, b, steps):
    parts = tf.split(1, steps, tf.pack([a, b]))
    both = tf.concat(1, [tf.mul(a, b), tf.sub(a, b)])
    flat = tf.concat(concat_dim=0, values=parts)
    with tf.op_scope([a, b], None, "net"):
        similar = tf.batch_matmul(a, b, adj_y=True)
    chosen = tf.select(a > 0, a, tf.neg(b))
    return tf.unpack(both), flat, similar, chosen


def write(folder, sess):
    writer = tf.train.SummaryWriter(folder, sess.graph)
    sess.run(tf.initialize_all_variables())
    return writer, tf.merge_all_summaries()
