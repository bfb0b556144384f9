import tensorflow.compat.v1 as tf
import functools
import tfcompat

xent = functools.partial(
    tfcompat.legacy.nn.sparse_softmax_cross_entropy_with_logits, name="n"
)


class Model:
    loss = tfcompat.legacy.nn.softmax_cross_entropy_with_logits

    def build(self, layer=tfcompat.legacy.layers.dense):
        return self.loss(labels=1, logits=layer(2))
