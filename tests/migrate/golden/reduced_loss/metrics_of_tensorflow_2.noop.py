import tensorflow as tf

losses = tf.keras.losses.Reduction.SUM
mean = tf.keras.metrics.Mean()
