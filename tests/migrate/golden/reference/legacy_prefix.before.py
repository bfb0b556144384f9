# options: --to legacy
import tensorflow.compat.v1 as tf
import functools

xent = functools.partial(tf.nn.sparse_softmax_cross_entropy_with_logits, name="n")
build = {"dense": tf.layers.dense}
