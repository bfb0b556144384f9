"""Names that are bound by their strings may be anything."""
import tensorflow as tf

p = tf.nn.softmax(z)
globals()["p"] = network(x)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=p)


class Graph:
    def __init__(self):
        self.out = tf.nn.softmax(z)
        for name in names:
            setattr(self, name, network(x))

    def loss(self):
        return tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=self.out)
