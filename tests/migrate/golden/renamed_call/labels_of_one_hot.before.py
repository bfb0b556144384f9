import tensorflow.compat.v1 as tf

def loss(ids, logits):
    one_hot = tf.one_hot(ids, 10)
    direct = tf.nn.softmax_cross_entropy_with_logits(labels=tf.one_hot(ids, depth=10), logits=logits)
    named = tf.nn.softmax_cross_entropy_with_logits(labels=one_hot, logits=logits)
    literal = tf.nn.softmax_cross_entropy_with_logits(labels=[[0.0, -1.0], (1, 0)], logits=logits)
    return direct + named + literal
