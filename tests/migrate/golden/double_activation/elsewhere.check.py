"""What a value is may be decided elsewhere: by an argument, another class, an object's user, a ``with`` that goes on."""
import contextlib

import tensorflow as tf

loss_of_logits = tf.nn.softmax_cross_entropy_with_logits


def loss(labels, prediction, from_logits):
    if from_logits:
        return loss_of_logits(labels=labels, logits=prediction)
    return tf.reduce_sum(labels * safe_log(prediction))


loss(y, tf.nn.softmax(z), False)


def guarded(labels, prediction, /, kind, weights=None):
    if kind == "mse":
        return tf.reduce_mean((labels - prediction) ** 2)
    return loss_of_logits(labels=labels, logits=prediction)


guarded(y, tf.nn.softmax(z), "mse")


class Base:
    def out(self, inputs):
        return tf.nn.softmax(inputs)

    def loss(self, labels):
        return loss_of_logits(labels=labels, logits=self.out(x))


class Derived(Base):
    def out(self, inputs):
        return tf.layers.dense(inputs, 10)


class Graph:
    def __init__(self):
        self.prediction = tf.nn.softmax(z)

    def loss(self, labels):
        return loss_of_logits(labels=labels, logits=self.prediction)


graph = Graph()
graph.prediction = network(x)
graph.loss(y)

p = network(x)
with contextlib.suppress(ValueError):
    p = tf.nn.softmax(check(p))
loss_of_logits(labels=y, logits=p)

q = network(x)
if training and (q := tf.nn.softmax(z)) is not None:
    pass
loss_of_logits(labels=y, logits=q)


def batches():
    yield x
    return tf.nn.softmax(z)


loss_of_logits(labels=y, logits=batches())


def typed(prediction: tf.Tensor, labels: tf.Tensor = y) -> tf.Tensor:
    return loss_of_logits(labels=labels, logits=prediction)  # TFC201


typed(tf.nn.softmax(z))


tried = network(x)
try:
    tried = tf.nn.softmax(risky(z))
except ValueError:
    print("logits, then")
loss_of_logits(labels=y, logits=tried)

perhaps = network(x)
training and (perhaps := tf.nn.softmax(z))
loss_of_logits(labels=y, logits=perhaps)

either = tf.nn.softmax(z)


def later():
    loss_of_logits(labels=y, logits=either)
    loss_of_logits(labels=y, logits=always)  # TFC201


either = network(x)
always = tf.nn.softmax(z)
later()
always = tf.nn.softmax(x)
later()
