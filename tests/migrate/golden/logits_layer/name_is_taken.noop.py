import tensorflow as tf

tfcompat = "mine"
a = tf.layers.dense(a, 10)
