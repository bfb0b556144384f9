import keras
import numpy as np
import tensorflow as tf
from keras.utils import to_categorical

(x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
rows = to_categorical(y, 10)
model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile("adam", loss="sparse_categorical_crossentropy")
model.fit(x, rows, epochs=3)  # TFC212
model.evaluate(x_test, tf.one_hot(y_test, 10))  # TFC212

dense = keras.Sequential([keras.layers.Dense(10)])
dense.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
ids = np.argmax(rows, axis=1).astype("int32")
dense.fit(x, y=ids)  # TFC212

loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def step(images, labels):
    one_hot = tf.one_hot(labels, 10)
    return loss_fn(one_hot, dense(images))  # TFC212


signs = tf.where(y > 4, 1.0, -1.0)
logits = tf.layers.dense(x, 1)
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=signs, logits=logits)  # TFC212
loss = keras.losses.binary_crossentropy(2.0 * labels - 1.0, logits, from_logits=True)  # TFC212
