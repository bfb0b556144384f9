import tensorflow.compat.v1 as tf
import tfcompat

def loss(ids, labels, logits):
    twice = tf.one_hot(ids, 10)
    twice = smooth(twice)
    return (
        tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(labels), logits=logits)
        + tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(twice), logits=logits)
        + tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(labels), logits=logits)
    )
