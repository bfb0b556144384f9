import tensorflow as tf
import tfcompat

with tf.variable_scope("head", reuse=tf.AUTO_REUSE):
    hidden = tfcompat.legacy.layers.dense(inputs, 64, tf.nn.relu, name="hidden")
    logits = tfcompat.legacy.layers.dense(hidden, units=10, use_bias=False)
