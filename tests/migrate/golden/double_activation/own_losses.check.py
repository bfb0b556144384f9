"""Losses of one's own, as functions and closures, that `compile` gives what the model gives."""
import functools

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.layers import Dense


def smooth(y_true, y_pred):
    return keras.losses.categorical_crossentropy(y_true, y_pred, from_logits=True)  # TFC201


def weighted(weight):
    def loss(y_true, y_pred):
        each = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=y_pred)  # TFC201
        return tf.reduce_mean(each * weight)

    return loss


def scaled(y_true, y_pred, scale):
    return scale * keras.losses.categorical_crossentropy(y_true, y_pred, from_logits=True)  # TFC201


def shared(y_true, y_pred):
    return keras.losses.categorical_crossentropy(y_true, y_pred, from_logits=True)


def raw(y_true, y_pred):
    return keras.losses.categorical_crossentropy(y_true, y_pred)  # TFC202


model = keras.Sequential([Dense(8, activation="relu"), Dense(3, activation="softmax")])
model.compile("adam", loss=smooth)
model = keras.Sequential([Dense(8, activation="relu"), Dense(3, activation="softmax")])
model.compile("adam", loss=shared)
model = keras.Sequential([Dense(8, activation="relu"), Dense(3, activation="softmax")])
model.compile("adam", functools.partial(scaled, scale=2.0))
model = keras.Sequential([Dense(8, activation="relu"), Dense(1, activation="sigmoid")])
model.compile("adam", loss=weighted(2.0))
model = keras.Sequential([Dense(8, activation="relu"), Dense(3)])
model.compile("adam", loss=shared)
model = keras.Sequential([Dense(8, activation="relu"), Dense(3)])
model.compile("adam", loss=raw)
model = keras.Sequential([Dense(3, activation="softmax")])
model.compile("adam", loss=lambda y, p: keras.losses.categorical_crossentropy(y, p, from_logits=True))  # TFC201
loss = weighted(1.0)
model = keras.Sequential([Dense(1, activation="sigmoid")])
model.compile("adam", loss=loss)


class Stepping(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = Dense(3, activation="softmax")

    def call(self, inputs):
        return self.out(inputs)

    def train_step(self, data):
        inputs, labels = data
        with tf.GradientTape() as tape:
            predicted = self(inputs, training=True)
            loss = self.compute_loss(x=inputs, y=labels, y_pred=predicted)
        return {"loss": loss}


stepping = Stepping()
stepping.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))  # TFC201


def twice(prediction, labels):
    prediction = tf.clip_by_value(prediction, 1e-9, 1.0)
    return prediction, labels


twice(tf.nn.softmax(z), y)


def twice(prediction, labels):
    return tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=prediction)  # TFC201


twice(tf.nn.softmax(z), y)
