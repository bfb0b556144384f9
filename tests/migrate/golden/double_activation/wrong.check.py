"""Softmax or sigmoid, and then a loss that takes logits. Each marked line is found, and no other."""
import tensorflow as tf
from keras import layers
from tensorflow import keras
from tensorflow.nn import softmax

import tfcompat

z = tf.matmul(x, w) + b
p = softmax(z)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=p)  # TFC201
loss = tf.reduce_mean(
    tf.nn.sparse_softmax_cross_entropy_with_logits(  # TFC201
        labels=y,
        logits=tf.reshape(p[:, :10], [-1, 10]),
    )
)
loss = tf.losses.softmax_cross_entropy(y, tf.contrib.layers.fully_connected(x, 3, tf.nn.softmax))  # TFC201
loss = tf.losses.sigmoid_cross_entropy(y, tf.layers.dense(x, 1, activation=tf.sigmoid))  # TFC201
loss = tf.keras.losses.categorical_crossentropy(y, p, from_logits=True)  # TFC201
loss = tfcompat.sparse_softmax_cross_entropy(y, p)  # TFC201

logits = z
logits = tf.nn.softmax(logits)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)  # TFC201

steps = [tf.nn.softmax(step) for step in tf.unstack(z)]
losses = [
    tf.nn.sparse_softmax_cross_entropy_with_logits(labels=label, logits=step)  # TFC201
    for step, label in zip(steps, labels)
]

if wide:
    q = tf.nn.softmax(tf.layers.dense(x, 100))
else:
    q = tf.nn.softmax(tf.layers.dense(x, 10))
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=q)  # TFC201
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=tf.nn.softmax(z) if wide else p)  # TFC201


def network(inputs):
    hidden = layers.Dense(64, activation="relu")(inputs)
    return layers.Dense(10, activation="softmax")(hidden)


loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=network(x))  # TFC201

model = keras.Sequential()
model.add(layers.Dense(64, activation="relu"))
model.add(layers.Dense(10))
model.add(layers.Activation("softmax"))
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # TFC201

inputs = keras.Input([784])
outputs = network(inputs)
functional = keras.Model(inputs, outputs)
functional.compile(optimizer="adam", loss=tfcompat.SparseSoftmaxCrossEntropy())  # TFC201


class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = layers.Dense(64, activation="relu")
        self.out = layers.Dense(10, activation=tf.nn.softmax)

    def call(self, inputs):
        return self.out(self.hidden(inputs))


classifier = Classifier()
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
classifier.compile("adam", loss=loss_fn)  # TFC201


@tf.function
def train_step(images, labels):
    with tf.GradientTape() as tape:
        predictions = classifier(images, training=True)
        loss = loss_fn(labels, predictions)  # TFC201
    return tape.gradient(loss, classifier.trainable_variables)


def loss_of(model, inputs, targets):
    outputs = model(inputs)
    return loss_fn(y_true=targets, y_pred=outputs)  # TFC201


for inputs, targets in data:
    print(loss_of(classifier, inputs, targets))


class Graph:
    def __init__(self, inputs):
        self.logits = tf.layers.dense(inputs, 10)
        self.probabilities = tf.nn.softmax(self.logits)

    def loss(self, labels):
        return tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=self.probabilities)  # TFC201


def both(inputs):
    logits = tf.layers.dense(inputs, 10)
    return logits, tf.nn.softmax(logits)


raw, prediction = both(x)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=prediction)  # TFC201
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=raw)
