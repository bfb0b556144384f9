import keras
import tensorflow as tf

z = keras.layers.Dense(10)(x)
weights = tf.nn.softmax(keras.layers.Dense(1)(x), axis=0)
pooled = tf.reduce_sum(weights * z, axis=0)
loss = keras.losses.categorical_crossentropy(y, tf.nn.softmax(z, axis=-1))
loss = keras.losses.categorical_crossentropy(y, tf.nn.softmax(z, axis=1))
p = tf.transpose(tf.nn.softmax(tf.transpose(z), axis=0))
loss = keras.losses.categorical_crossentropy(y, p)
