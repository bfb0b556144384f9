"""The models, losses and metrics of users that `support.model_shapes` compiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import tensorflow as tf

from tfcompat._keras import keras

if TYPE_CHECKING:
    from collections.abc import Callable

L = keras.layers
EPSILON = 1e-7


class Shape(NamedTuple):
    """One model."""

    make: Callable[[], Any]
    loss: Any
    metrics: Any
    verdicts: str
    """In the order of the rows: for each output its loss, then its metrics."""
    inputs: Any = None
    policy: str = "float32"


def from_logits(loss=keras.losses.SparseCategoricalCrossentropy):
    return loss(from_logits=True)


def sequential(*layers, shape=(4,)):
    return keras.Sequential([keras.Input(shape), *layers])


def functional(make, shape=(4,)):
    inputs = keras.Input(shape)
    return keras.Model(inputs, make(inputs))


def softmax_by_hand(z):
    powers = tf.exp(z - tf.reduce_max(z, axis=-1, keepdims=True))
    return powers / tf.reduce_sum(powers, axis=-1, keepdims=True)


def sigmoid_by_hand(z):
    return 1.0 / (1.0 + tf.exp(-z))


def regularized():
    return sequential(L.Dense(8, "relu", kernel_regularizer="l2"), L.BatchNormalization(), L.Dropout(0.5), L.Dense(3))


class Attention(L.Layer):
    """A block of a transformer."""

    def __init__(self, width):
        super().__init__()
        self.attention = L.MultiHeadAttention(2, width // 2)
        self.norm = L.LayerNormalization()

    def call(self, x, keep):
        causal = tf.linalg.band_part(tf.ones([tf.shape(x)[1]] * 2, tf.bool), -1, 0)
        return self.norm(x + self.attention(x, x, attention_mask=causal & keep[:, None, :]))


class Decoder(keras.Model):
    """Embeddings, masked attention, a head over the vocabulary."""

    def __init__(self, activation=None):
        super().__init__()
        self.embeddings = L.Embedding(9, 4)
        self.block = Attention(4)
        self.head = L.Dense(9, activation, name="head")

    def call(self, ids):
        return self.head(self.block(self.embeddings(ids), ids > 0))


class Tied(keras.Model):
    """The embeddings are the head, too."""

    def __init__(self):
        super().__init__()
        self.embeddings = L.Embedding(9, 4)
        self.block = Attention(4)

    def call(self, ids):
        hidden = self.block(self.embeddings(ids), ids > 0)
        weights = tf.cast(tf.convert_to_tensor(self.embeddings.embeddings), hidden.dtype)
        return tf.cast(tf.matmul(hidden, weights, transpose_b=True), tf.float32)


class Heads(keras.Model):
    """Outputs in a dict."""

    def __init__(self):
        super().__init__()
        self.head, self.box = L.Dense(3), L.Dense(4)

    def call(self, inputs):
        return {"class": self.head(inputs), "box": self.box(inputs)}


class InTraining(keras.Model):
    """Logits while it trains, probabilities when it serves."""

    def __init__(self):
        super().__init__()
        self.head = L.Dense(3, name="head")

    def call(self, inputs, training=None):
        return self.head(inputs) if training else tf.nn.softmax(self.head(inputs))


class OwnStep(InTraining):
    """Its step may do anything between the model and the loss."""

    def train_step(self, data):
        return super().train_step(data)


class OwnLoss(keras.losses.Loss):
    """A loss of the user on logits."""

    def call(self, y_true, y_pred):
        return tf.nn.sparse_softmax_cross_entropy_with_logits(tf.cast(tf.reshape(y_true, [-1]), tf.int32), y_pred)


class OwnNll(keras.losses.Loss):
    """A loss of the user on probabilities."""

    def call(self, y_true, y_pred):
        return -tf.reduce_sum(y_true * tf.math.log(y_pred + EPSILON), axis=-1)


class OwnFocal(keras.losses.Loss):
    """A focal loss on logits."""

    def call(self, y_true, y_pred):
        loss = keras.losses.categorical_crossentropy(y_true, y_pred, from_logits=True)
        return (1 - tf.exp(-loss)) ** 2 * loss


def focal_by_hand(y_true, y_pred):
    p = tf.clip_by_value(y_pred, EPSILON, 1 - EPSILON)
    return -y_true * (1 - p) ** 2 * tf.math.log(p) - (1 - y_true) * p**2 * tf.math.log(1 - p)


def dice_of_logits(y_true, y_pred):
    p = tf.sigmoid(y_pred)
    return 1 - 2 * tf.reduce_sum(p * y_true) / tf.reduce_sum(p + y_true)


def both_logits(y_true, y_pred):
    return tf.reduce_mean(tf.nn.weighted_cross_entropy_with_logits(y_true, y_pred, 3.0))


def accuracy_by_hand(y_true, y_pred):
    return tf.cast(tf.equal(tf.cast(tf.reshape(y_true, [-1]), tf.int64), tf.argmax(y_pred, axis=-1)), tf.float32)


def _f1(y_true, found):
    found = tf.cast(found, tf.float32)
    hits = tf.reduce_sum(found * y_true)
    return 2 * hits / (tf.reduce_sum(found) + tf.reduce_sum(y_true) + EPSILON)


def f1_of_logits(y_true, y_pred):
    return _f1(y_true, y_pred > 0)


def f1_of_probabilities(y_true, y_pred):
    return _f1(y_true, tf.round(y_pred))


def perplexity(y_true, y_pred):
    loss = keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)
    return tf.exp(tf.reduce_mean(loss))


class OwnHits(keras.metrics.Mean):
    """A metric object of the user."""

    def __init__(self, name="hits", **given):
        super().__init__(name=name, **given)

    def update_state(self, y_true, y_pred, sample_weight=None):
        return super().update_state(accuracy_by_hand(y_true, y_pred), sample_weight)
