import keras
import numpy as np
import tensorflow as tf
from keras import layers

model = keras.Sequential([keras.Input((28,)), layers.Dense(2, activation="softmax")])
classes = np.argmax(model.predict(x), axis=1)
single = keras.Sequential([keras.Input((28,)), layers.Dense(1, activation="sigmoid")])
best = np.argmax(single.predict(x), axis=0)
best = np.argmax(single.predict(x))
best = single.predict(x).argmax()
both = np.concatenate([1 - single.predict(x), single.predict(x)], axis=1)
classes = np.argmax(both, axis=1)
logits = tf.layers.dense(x, 10)
classes = tf.argmax(logits, 1)
scores = layers.Flatten()(layers.Dense(1)(candidates))
chosen = tf.argmax(scores, axis=1)
