import keras
import tensorflow as tf
from keras.layers import Dense

model = keras.Sequential([Dense(1, activation="sigmoid"), Dense(2, activation="softmax")])
scores = tf.nn.softmax(Dense(1)(hidden), axis=1)
scores = tf.nn.softmax(tf.squeeze(tf.layers.dense(hidden, 1), -1))
scores = tf.nn.softmax(tf.reshape(tf.layers.dense(hidden, 1), [-1, steps]))
scores = Dense(units, activation="softmax")(hidden)
mask = keras.layers.Conv2D(1, 3, activation="softmax", data_format="channels_first")(image)
