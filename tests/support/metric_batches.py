"""Batches, and the metrics of Keras on them: which are wrong on logits, and which are right."""

from __future__ import annotations

import numpy as np
import tensorflow as tf

from tfcompat import metrics
from tfcompat._keras import keras
from tfcompat.metrics import FromLogits

N, K = 400, 4
RANDOM = np.random.RandomState(0)
SIGNAL = RANDOM.normal(size=(N, K))
IDS = (SIGNAL + RANDOM.normal(size=(N, K))).argmax(-1)
ONE_HOT = np.eye(K, dtype="float32")[IDS]
LOGITS = (2 * SIGNAL - 0.5).astype("float32")
SOFTMAX = tf.nn.softmax(LOGITS).numpy()
BINARY = ONE_HOT[:, :1]
ONE_UNIT = LOGITS[:, :1]
SIGMOID = tf.nn.sigmoid(ONE_UNIT).numpy()
m = keras.metrics

# Labels, logits and probabilities of a model of one unit, of several classes with one-hot labels, and with class ids.
DATA = {
    "binary": (BINARY, ONE_UNIT, SIGMOID, "sigmoid"),
    "one-hot": (ONE_HOT, LOGITS, SOFTMAX, "softmax"),
    "ids": (IDS, LOGITS, SOFTMAX, "softmax"),
}
# Each of them is wrong on logits, without a warning.
WRONG_ON_LOGITS = {
    "BinaryAccuracy": ("binary", lambda: m.BinaryAccuracy()),
    "Precision": ("binary", lambda: m.Precision()),
    "Recall": ("binary", lambda: m.Recall()),
    "AUC": ("binary", lambda: m.AUC()),
    "AUC of classes": ("one-hot", lambda: m.AUC()),
    "AUC of labels": ("one-hot", lambda: m.AUC(multi_label=True, num_labels=K)),
    "PrecisionAtRecall": ("binary", lambda: m.PrecisionAtRecall(0.9)),
    "F1Score": ("binary", lambda: m.F1Score(threshold=0.5)),
    "F1Score of classes": ("one-hot", lambda: m.F1Score(average="micro", threshold=0.5)),
    "BinaryIoU": ("binary", lambda: m.BinaryIoU()),
    "the name binary_crossentropy": ("binary", lambda: "binary_crossentropy"),
    "BinaryCrossentropy": ("binary", lambda: m.BinaryCrossentropy),
    "binary_crossentropy": ("binary", lambda: keras.losses.binary_crossentropy),
    "CategoricalCrossentropy": ("one-hot", lambda: m.CategoricalCrossentropy()),
    "SparseCategoricalCrossentropy": ("ids", lambda: m.SparseCategoricalCrossentropy()),
    "KLDivergence": ("one-hot", lambda: m.KLDivergence()),
    "MeanSquaredError": ("binary", lambda: m.MeanSquaredError()),
    "Brier": ("binary", lambda: Brier()),
}
# These look at the order of the classes alone.
RIGHT_ON_LOGITS = {
    "F1Score of the predicted class": ("one-hot", lambda: m.F1Score()),
    "OneHotMeanIoU": ("one-hot", lambda: m.OneHotMeanIoU(K)),
    "MeanIoU": ("ids", lambda: m.MeanIoU(K, sparse_y_pred=False)),
    "CategoricalAccuracy": ("one-hot", lambda: m.CategoricalAccuracy()),
    "SparseCategoricalAccuracy": ("ids", lambda: m.SparseCategoricalAccuracy()),
    "SparseTopKCategoricalAccuracy": ("ids", lambda: m.SparseTopKCategoricalAccuracy(2)),
}
ALL = WRONG_ON_LOGITS | RIGHT_ON_LOGITS
SPARSE = [metrics.SparseCrossEntropy, metrics.Perplexity, metrics.SparseAccuracy, metrics.SparseTopKAccuracy]


@keras.saving.register_keras_serializable(package="test_metrics")
class Brier(keras.metrics.Metric):
    """A metric as users write them; it starts from 1, so that zeros are no fresh state."""

    def __init__(self, name="brier", **kwargs):
        super().__init__(name=name, **kwargs)
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="ones")

    def update_state(self, y_true, y_pred, sample_weight=None):
        squares = (tf.cast(y_true, tf.float32) - y_pred) ** 2
        weight = tf.ones_like(squares) if sample_weight is None else tf.cast(sample_weight, tf.float32)[:, None]
        self.total.assign_add(tf.reduce_sum(weight * squares))
        self.count.assign_add(tf.reduce_sum(weight))

    def result(self):
        return {"brier": self.total / self.count, "root": tf.sqrt(self.total / self.count)}

    def reset_state(self):
        self.total.assign(0.0)
        self.count.assign(1.0)


@keras.saving.register_keras_serializable(package="test_metrics")
def cloglog(logits):
    return 1 - tf.exp(-tf.exp(logits))


def bare(metric):
    """The metric object that a name, class or function stands for."""
    return FromLogits(metric, "sigmoid").metric


def compiled_update(metric, **options):
    """``update_state`` as a tf.function; in tf_keras it returns an operation, which a tf.function cannot."""

    @tf.function(**options)
    def update(labels, logits):
        metric.update_state(labels, logits)

    return update


def number(metric, labels, values, **keywords):
    """What a metric says of one batch; each entry of a dict in turn."""
    metric.update_state(labels, values, **keywords)
    result = metric.result()
    return np.array(list(result.values()) if isinstance(result, dict) else result)


def damaged(ignored=(255,), every=3):
    """Class ids and logits of which each third example is to be ignored, its logits NaN; and the rest alone."""
    ids, logits, kept = IDS.copy(), LOGITS.copy(), np.arange(N) % every != 0
    ids[~kept] = np.resize(ignored, (~kept).sum())
    logits[~kept] = np.nan
    return ids, logits, kept
