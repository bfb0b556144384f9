import tensorflow as tf


def parameter(tf, labels, logits):
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)


def loop(items):
    for tf in items:
        tf.nn.sigmoid_cross_entropy_with_logits(labels=1, logits=2)
    return [tf.layers.dense(1, 2) for tf in items], lambda tf: tf.layers.dense(1, 2)


def manager():
    with open() as tf:
        tf.layers.dense(1, 2)
    try:
        pass
    except ValueError as nn:
        nn.layers.dense(1, 2)
