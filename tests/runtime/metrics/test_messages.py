"""What the metrics refuse, and what they say then."""

from __future__ import annotations

import pytest
import tensorflow as tf
from support.metric_batches import (
    BINARY,
    IDS,
    LOGITS,
    ONE_HOT,
    ONE_UNIT,
    m,
)

from tfcompat import metrics
from tfcompat._keras import IS_KERAS_3, keras
from tfcompat.metrics import FromLogits


class Unweighted(keras.metrics.Metric):
    def update_state(self, y_true, y_pred):
        return None

    def result(self):
        return tf.constant(0.0)


OTHER = "tf_keras" if IS_KERAS_3 else "keras"
MESSAGES = {
    "a number": (
        lambda: FromLogits(3, "sigmoid"),
        TypeError,
        r"metric must be a (tf_)?keras metric, its class or its name, or a function of \(y_true, y_pred\), got 3 "
        r"\(builtins\.int\)\.",
    ),
    "another class": (lambda: FromLogits(dict, "sigmoid"), TypeError, r"got <class 'dict'> \(builtins\.dict\)"),
    "a metric of the other Keras": (
        lambda: FromLogits(pytest.importorskip(OTHER).metrics.AUC(), "sigmoid"),
        TypeError,
        rf"metric must be a {keras.__name__} metric, .* \({OTHER}\.src\.metrics\.",
    ),
    "an unknown name": (
        lambda: FromLogits("aucc", "sigmoid"),
        ValueError,
        "keras knows no metric 'aucc': pass the name of a built-in metric, or a metric object",
    ),
    "accuracy": (
        lambda: FromLogits("accuracy", "sigmoid"),
        ValueError,
        "metric 'accuracy' means a different metric for each shape .* the one that you mean, such as 'binary_accuracy'",
    ),
    "twice": (
        lambda: FromLogits(FromLogits("binary_accuracy", "sigmoid"), "sigmoid"),
        ValueError,
        "FromLogits reads logits already: use it without FromLogits",
    ),
    "around a metric on logits": (
        lambda: FromLogits(metrics.Perplexity(), "softmax"),
        ValueError,
        "Perplexity reads logits already",
    ),
    "AUC from logits": (
        lambda: FromLogits(m.AUC(from_logits=True), "sigmoid"),
        ValueError,
        r"AUC\(from_logits=True\) applies a link itself, .* omit from_logits=True",
    ),
    "cross-entropy from logits": (
        lambda: FromLogits(m.BinaryCrossentropy(from_logits=True), "sigmoid"),
        ValueError,
        r"BinaryCrossentropy\(from_logits=True\) applies a link itself",
    ),
    "a function from logits": (
        lambda: FromLogits(m.MeanMetricWrapper(keras.losses.binary_crossentropy, from_logits=True), "sigmoid"),
        ValueError,
        r"MeanMetricWrapper\(from_logits=True\) applies a link itself",
    ),
    "a mean": (
        lambda: FromLogits(m.Mean(), "sigmoid"),
        TypeError,
        "Mean averages values and does not compare y_true with y_pred",
    ),
    "an unknown link": (
        lambda: FromLogits("binary_accuracy", "logit"),
        ValueError,
        r"^link must be 'softmax', 'sigmoid' or a function from logits to probabilities, got 'logit'\.$",
    ),
    "no link": (lambda: FromLogits("binary_accuracy", None), ValueError, "link must be .*, got None"),
    "the softmax of one class": (
        lambda: FromLogits("binary_accuracy", "softmax").update_state(BINARY, ONE_UNIT),
        ValueError,
        r"softmax over one unit is always 1, got logits \(400, 1\) with axis=-1\. Write link='sigmoid'\.",
    ),
    "the softmax of a batch": (
        lambda: FromLogits("binary_accuracy", "softmax").update_state(BINARY[:, 0], ONE_UNIT[:, 0]),
        ValueError,
        r"softmax over one unit is always 1, got logits \(400,\), which have no class axis\. Write link=",
    ),
    "integer logits": (
        lambda: FromLogits("binary_accuracy", "sigmoid").update_state(ONE_UNIT, IDS[:, None]),
        TypeError,
        "logits must be floating point, got int64",
    ),
    "an axis that is no number": (
        lambda: FromLogits("binary_accuracy", "sigmoid", axis="last"),
        TypeError,
        "axis must be an int, got 'last'",
    ),
    "an ignored class that is no id": (
        lambda: FromLogits("binary_accuracy", "sigmoid", ignore_class=0.5),
        TypeError,
        "ignore_class must be a class id, several of them, or None, got 0.5",
    ),
    "an ignored class of one-hot labels": (
        lambda: FromLogits(m.AUC(), "softmax", ignore_class=0).update_state(ONE_HOT, LOGITS),
        ValueError,
        r"ignore_class needs class ids in y_true, one per example, got y_true \(400, 4\) for y_pred \(400, 4\)\. "
        "If y_true holds one number per class, omit ignore_class, and pass a sample_weight of 0",
    ),
    "one-hot labels twice": (
        lambda: FromLogits(m.AUC(), "softmax", one_hot=True).update_state(ONE_HOT, LOGITS),
        ValueError,
        "one_hot needs class ids in y_true",
    ),
    "one-hot labels for accuracy": (
        lambda: metrics.SparseAccuracy().update_state(ONE_HOT, LOGITS),
        ValueError,
        "SparseAccuracy needs class ids in y_true",
    ),
    "a metric that takes no weight": (
        lambda: FromLogits(Unweighted(), "softmax", ignore_class=0).update_state(IDS, LOGITS),
        TypeError,
        r"Unweighted\.update_state takes no sample_weight, so examples can be neither weighted nor left out",
    ),
    "weights of another batch": (
        lambda: FromLogits(m.AUC(), "softmax").update_state(ONE_HOT, LOGITS, sample_weight=[1.0, 2.0, 3.0]),
        ValueError,
        r"sample_weight must have the shape of the losses, \(400,\), .*; got \(3,\)",
    ),
    "no classes at all": (lambda: metrics.SparseTopKAccuracy(k=0), ValueError, "k must be a positive int, got 0"),
    "half a class": (lambda: metrics.SparseTopKAccuracy(k=1.5), ValueError, r"k must be a positive int, got 1\.5"),
}


@pytest.mark.parametrize("case", MESSAGES)
def test_message(case):
    run, error, message = MESSAGES[case]
    with pytest.raises(error, match=message):
        run()


def test_a_metric_without_weights_is_fine_where_everything_counts():
    wrapped = FromLogits(Unweighted(), "softmax")
    wrapped.update_state(ONE_HOT, LOGITS)
    assert wrapped.result() == 0
