# options: --to legacy
import tensorflow.compat.v1 as tf
import functools
import tfcompat

xent = functools.partial(
    tfcompat.legacy.nn.sparse_softmax_cross_entropy_with_logits, name="n"
)
build = {"dense": tfcompat.legacy.layers.dense}
