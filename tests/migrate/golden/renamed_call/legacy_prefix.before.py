# options: --to legacy
import tensorflow.compat.v1 as tf

loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits, dim=-1, name="n")
