"""One number for each of many positions, and a softmax over these: attention, ranking, a policy over places."""
import keras
import tensorflow as tf
from keras import layers

inputs = keras.Input((10, 4))
scores = layers.Dense(1)(inputs)
weights = tf.nn.softmax(layers.Flatten()(scores))
weights = layers.Activation("softmax")(layers.Flatten()(scores))
weights = layers.Softmax()(layers.Reshape((10,))(scores))
weights = layers.Softmax()(layers.Permute((2, 1))(scores))
weights = layers.Softmax(axis=1)(scores)
weights = layers.Activation("softmax")(tf.squeeze(scores, -1))
weights = keras.activations.softmax(scores, axis=1)
weights = keras.ops.softmax(keras.ops.squeeze(scores, -1))
weights = layers.Permute((2, 1))(layers.Activation("softmax")(layers.Flatten()(scores)))

ranking = keras.Model(inputs, layers.Flatten()(layers.Dense(1)(inputs)))
ranking.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))
ranking = keras.Model(inputs, layers.Flatten()(layers.Dense(1)(inputs)))
ranking.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True), metrics=["accuracy"])
ranking = keras.Sequential([layers.Dense(1), layers.Softmax(axis=1)])
ranking.compile("adam", "categorical_crossentropy")
ranking = keras.Sequential([layers.Dense(1), layers.Reshape([-1]), layers.Activation("softmax")])
ranking.compile("adam", "categorical_crossentropy")
ranking = keras.Sequential([keras.Sequential([layers.Dense(1), layers.Flatten()]), layers.Softmax()])
ranking.compile("adam", "categorical_crossentropy")
ranking = keras.Model(inputs, layers.Softmax()(layers.Flatten()(layers.Conv1D(1, 3)(inputs))))
ranking.compile("adam", "sparse_categorical_crossentropy")
places = layers.Dropout(0.1)(layers.Flatten()(layers.Dense(1)(inputs)))
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=places)
