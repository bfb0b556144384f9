import keras
import numpy as np
import tensorflow as tf
from keras import layers

inputs = keras.Input(shape=(28,))
model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(layers.Dense(8, "relu")(inputs)))
model.compile("adam", "binary_crossentropy")
model.fit(x, y)
classes = np.argmax(model.predict(x), axis=1)  # TFC213
classes = model.predict(x).argmax(axis=-1)  # TFC213
scores = model.predict(x)
accuracy = np.mean(scores.argmax(1) == y)  # TFC213
logits = tf.layers.dense(x, 1)
correct = tf.equal(tf.argmax(logits, 1), y)  # TFC213
