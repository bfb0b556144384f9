import tensorflow as tf

a = tf.keras.layers.Dense(10)
dense(a, 10)
