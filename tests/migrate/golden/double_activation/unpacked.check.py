import keras
import tensorflow as tf
from keras import layers

flagged = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
head = {"units": 10, "activation": "softmax"}
model = keras.Sequential([layers.Dense(64, **{"activation": "relu"}), layers.Dense(**head)])
model.compile("adam", flagged)  # TFC201
named = keras.Sequential([layers.Dense(10, name="head", **{"activation": "softmax"})])
named.compile("adam", flagged)  # TFC201

stack = [layers.Dense(64, activation="relu"), layers.Dense(10, activation="softmax")]


def network(images):
    hidden = images
    for layer in stack:
        hidden = layer(hidden)
    return hidden


loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=network(x))  # TFC201

inputs = keras.Input([4])
halved = layers.Lambda(lambda t: t / 2)(layers.Dense(10)(inputs))
loss = keras.losses.sparse_categorical_crossentropy(y, halved)  # TFC202
chosen = keras.Sequential([layers.Dense(10)])
chosen.compile("adam", "categorical_crossentropy" if one_hot else "sparse_categorical_crossentropy")  # TFC202
if one_hot:
    kind = keras.losses.CategoricalCrossentropy(from_logits=True)
else:
    kind = flagged
probable = keras.Sequential([layers.Dense(10), layers.Softmax()])
probable.compile("adam", loss=kind)  # TFC201
