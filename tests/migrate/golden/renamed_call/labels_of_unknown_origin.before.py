import tensorflow.compat.v1 as tf

def loss(ids, labels, logits):
    twice = tf.one_hot(ids, 10)
    twice = smooth(twice)
    return (
        tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
        + tf.nn.softmax_cross_entropy_with_logits(labels=twice, logits=logits)
        + tf.nn.softmax_cross_entropy_with_logits(labels=tf.stop_gradient(labels), logits=logits)
    )
