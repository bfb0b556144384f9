import tensorflow.compat.v1 as tf
import functools

xent = functools.partial(tf.nn.sparse_softmax_cross_entropy_with_logits, name="n")


class Model:
    loss = tf.nn.softmax_cross_entropy_with_logits

    def build(self, layer=tf.layers.dense):
        return self.loss(labels=1, logits=layer(2))
