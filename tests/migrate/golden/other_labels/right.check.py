import keras
import numpy as np
import tensorflow as tf
from keras.utils import to_categorical

(x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
rows = to_categorical(y, 10)
model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile("adam", loss="categorical_crossentropy")
model.fit(x, rows, epochs=3)
sparse = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
sparse.compile("adam", loss="sparse_categorical_crossentropy")
sparse.fit(x, y)
sparse.fit(x, np.argmax(rows, axis=1))
sparse.fit(x, model.predict(x).argmax(axis=1))
if flag:
    y_test = to_categorical(y_test)
sparse.evaluate(x_test, y_test)

signs = tf.where(y > 4, 1.0, -1.0)
logits = tf.layers.dense(x, 1)
loss = tf.losses.hinge_loss(signs, logits)
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=(signs + 1.0) / 2.0, logits=logits)
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.where(y > 4, 1.0, 0.0), logits=logits)
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.one_hot(y, 10), logits=tf.layers.dense(x, 10))
loss = tf.reduce_mean(tf.nn.softplus(-signs * logits))
