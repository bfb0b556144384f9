"""Functions, models and objects that give several things at once."""
from collections import namedtuple

import keras
import tensorflow as tf
from keras.layers import *

ce = tf.nn.sparse_softmax_cross_entropy_with_logits
Result = namedtuple("Result", ["logits", "probabilities"])


def as_tuple(inputs):
    logits = tf.layers.dense(inputs, 10)
    result = (logits, tf.nn.softmax(logits))
    return result


def as_dict(inputs):
    logits = tf.layers.dense(inputs, 10)
    return {"logits": logits, "probabilities": tf.nn.softmax(logits)}


def as_named(inputs):
    logits = tf.layers.dense(inputs, 10)
    return Result(logits, probabilities=tf.nn.softmax(logits))


raw, soft = as_tuple(x)
loss = ce(labels=y, logits=soft)  # TFC201
loss = ce(labels=y, logits=raw)
both = as_tuple(x)
loss = ce(labels=y, logits=both[1])  # TFC201
loss = ce(labels=y, logits=both[0])
loss = ce(labels=y, logits=as_tuple(x)[-1])  # TFC201
out = as_dict(x)
loss = ce(labels=y, logits=out["probabilities"])  # TFC201
loss = ce(labels=y, logits=out["logits"])
named = as_named(x)
loss = ce(labels=y, logits=named.probabilities)  # TFC201
loss = ce(labels=y, logits=named.logits)
a, (b, c) = as_tuple(x)
loss = ce(labels=y, logits=b)

changed = as_dict(x)
changed["probabilities"] = changed["logits"]
loss = ce(labels=y, logits=changed["probabilities"])

inputs = Input([4])
hidden = Dense(8, activation="relu")(inputs)
two = keras.Model(inputs, [Dense(3)(hidden), Dense(3, activation="softmax")(hidden)])
first, second = two(x)
loss = ce(labels=y, logits=second)  # TFC201
loss = ce(labels=y, logits=first)


class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = Dense(10, activation="softmax")

    def call(self, inputs):
        return self.out(inputs)

    def train_step(self, data):
        inputs, labels = data
        loss = ce(labels=labels, logits=self(inputs, training=True))  # TFC201
        return self.update(labels, self(inputs))

    def update(self, labels, prediction):
        return ce(labels=labels, logits=prediction)  # TFC201


class Two(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = Dense(10)

    def call(self, inputs):
        logits = self.out(inputs)
        return logits, tf.nn.softmax(logits)


logits, probabilities = Two()(x)
loss = ce(labels=y, logits=probabilities)  # TFC201
loss = ce(labels=y, logits=logits)
