import tensorflow.compat.v1 as tf


def net(a, b, steps):
    parts = tf.split(axis=1, num_or_size_splits=steps, value=tf.stack([a, b]))
    both = tf.concat(axis=1, values=[tf.multiply(a, b), tf.subtract(a, b)])
    flat = tf.concat(axis=0, values=parts)
    with tf.name_scope(values=[a, b], name=None, default_name="net"):
        similar = tf.matmul(a, b, adjoint_b=True)
    chosen = tf.where(a > 0, a, tf.negative(b))
    return tf.unstack(both), flat, similar, chosen


def write(folder, sess):
    writer = tf.summary.FileWriter(folder, sess.graph)
    sess.run(tf.global_variables_initializer())
    return writer, tf.summary.merge_all()
