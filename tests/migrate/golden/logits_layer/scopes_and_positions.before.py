import tensorflow as tf

with tf.variable_scope("head", reuse=tf.AUTO_REUSE):
    hidden = tf.layers.dense(inputs, 64, tf.nn.relu, name="hidden")
    logits = tf.layers.dense(hidden, units=10, use_bias=False)
