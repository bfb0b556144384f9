import keras
import numpy as np
import tensorflow as tf

logits = tf.layers.dense(x, 1)
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits)
predicted = tf.cast(logits > 0.0, tf.float32)
predicted = tf.sigmoid(logits) > 0.5
predicted = tf.round(tf.sigmoid(logits))
worse = loss > 0.5
large = logits > 2.5

model = keras.Sequential([keras.layers.Dense(1)])
model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x, y)
labels = model.predict(x) > 0
labels = tf.sigmoid(model.predict(x)) > 0.5
regression = keras.Sequential([keras.layers.Dense(1)])
regression.compile("adam", "mse")
regression.fit(x, y)
labels = regression.predict(x) > 0.5
right = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
right.compile("adam", "binary_crossentropy")
right.fit(x, y)
labels = np.round(right.predict(x))
shown = np.round(model.predict(x), 2)
labels = right.predict(x)[:, 0] > 0.5
labels = model.predict(x)[:, 0] > 0
