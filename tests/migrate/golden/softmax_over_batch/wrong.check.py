import keras
import tensorflow as tf

z = keras.layers.Dense(10)(x)
loss = keras.losses.categorical_crossentropy(y, tf.nn.softmax(z, axis=0))  # TFC210
p = keras.activations.softmax(z, axis=0)  # TFC210
loss = keras.losses.sparse_categorical_crossentropy(y, p)
p = keras.layers.Softmax(axis=0)(z)  # TFC210
loss = keras.losses.sparse_categorical_crossentropy(y, p)
