import keras
import tensorflow as tf
from keras import layers

flagged = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
head = {"units": 10, "activation": "softmax"}
if raw:
    head["activation"] = None
model = keras.Sequential([layers.Dense(**head)])
model.compile("adam", flagged)


def build(settings):
    given = keras.Sequential([layers.Dense(10, **settings)])
    given.compile("adam", flagged)
    return given


grown = [layers.Dense(10, activation="softmax")]
grown.append(layers.Dense(10))
stack = [layers.Dense(64, activation="relu"), layers.Dense(10, activation="softmax")]


def network(images, depth):
    for layer in grown:
        images = layer(images)
    for layer in stack:
        if layer.units > depth:
            break
        images = layer(images)
    return images


def on_the_way(images):
    for layer in stack:
        images = layer(images)
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=images)
    return loss


def mended(images):
    for layer in stack:
        images = layer(images)
    images = layers.Dense(10)(images)
    return images


loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=network(x, 3))
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=mended(x))
scale = layers.Lambda(lambda t: t / 2)
other = layers.Lambda(lambda t: t / total)(layers.Dense(10)(x))
loss = keras.losses.sparse_categorical_crossentropy(y, other)
loss = keras.losses.sparse_categorical_crossentropy(y, scale(layers.Dense(10, activation="softmax")(x)))
either = keras.Sequential([layers.Dense(10)])
either.compile("adam", flagged if raw else "sparse_categorical_crossentropy")
single = keras.Sequential([layers.Dense(10)])
single.compile("adam", "mse" if regression else "categorical_crossentropy")
