import tensorflow.compat.v1 as tf
import tfcompat

def loss(ids, logits):
    one_hot = tf.one_hot(ids, 10)
    direct = tfcompat.softmax_cross_entropy(labels=tf.one_hot(ids, depth=10), logits=logits)
    named = tfcompat.softmax_cross_entropy(labels=one_hot, logits=logits)
    literal = tfcompat.softmax_cross_entropy(labels=[[0.0, -1.0], (1, 0)], logits=logits)
    return direct + named + literal
