"""Configurations, saved models, copies and pickles of metrics on logits."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest
from support.metric_batches import (
    BINARY,
    IDS,
    LOGITS,
    Brier,
    K,
    cloglog,
    m,
    number,
)

import tfcompat
from tfcompat import metrics
from tfcompat._keras import IS_KERAS_3, keras
from tfcompat.metrics import FromLogits

FORMS = {
    "an object": lambda: FromLogits(m.AUC(num_thresholds=50, name="area"), "softmax", ignore_class=255, one_hot=True),
    "several ids": lambda: FromLogits(m.MeanIoU(K, sparse_y_pred=False), "softmax", ignore_class=[255, -1]),
    "a function": lambda: FromLogits(keras.losses.binary_crossentropy, "sigmoid", name="mine"),
    "another link": lambda: FromLogits(m.BinaryAccuracy(threshold=0.25), cloglog, axis=1),
    "a metric of the user": lambda: FromLogits(Brier(), "sigmoid"),
    "cross-entropy": lambda: metrics.SparseCrossEntropy(ignore_class=[255, -1]),
    "perplexity": lambda: metrics.Perplexity(ignore_class=255, name="ppl"),
    "accuracy": lambda: metrics.SparseAccuracy(axis=1),
    "top k": lambda: metrics.SparseTopKAccuracy(k=2, ignore_class=0, dtype="float64"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_argument_survives_the_config(form):
    metric = FORMS[form]()
    restored = m.deserialize(m.serialize(metric))
    assert type(restored) is type(metric)
    assert restored.get_config() == metric.get_config()
    assert type(metric).from_config(metric.get_config()).get_config() == metric.get_config()


def test_the_arguments_are_in_the_config():
    config = FORMS["an object"]().get_config()
    assert config["metric"]["config"]["num_thresholds"] == 50
    del config["metric"]
    assert config == {"link": "softmax", "axis": -1, "ignore_class": 255, "one_hot": True, "name": "area"}
    config = FORMS["top k"]().get_config()
    assert (config["k"], config["ignore_class"], config["axis"], config["dtype"]) == (2, 0, -1, "float64")


@pytest.mark.parametrize("form", ["an object", "a metric of the user", "another link", "perplexity"])
@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_a_saved_model_has_its_metrics_again(form, suffix, tmp_path):
    binary = form in ("a metric of the user", "another link")
    labels, logits = (BINARY, LOGITS) if binary else (IDS, LOGITS)
    model = keras.Sequential([keras.Input((K,)), tfcompat.Logits(1 if binary else K)])
    model.compile("sgd", "mse" if binary else tfcompat.SparseSoftmaxCrossEntropy(), metrics=[FORMS[form]()])
    model.fit(logits, labels, epochs=1, verbose=0)
    path = str(tmp_path / f"model{suffix}")
    model.save(path)
    loaded = keras.models.load_model(path, custom_objects={"mse": keras.losses.MeanSquaredError()})
    found = loaded.evaluate(logits, labels, verbose=0, return_dict=True)
    wanted = model.evaluate(logits, labels, verbose=0, return_dict=True)
    assert found.keys() == wanted.keys()
    np.testing.assert_allclose([found[k] for k in wanted], [wanted[k] for k in wanted], rtol=1e-6)


def counting_on(metric):
    """What a metric of ids or of one-hot labels says after one more batch."""
    return number(metric, IDS, LOGITS)


@pytest.mark.parametrize("form", ["an object", "several ids", "cross-entropy", "perplexity", "top k"])
def test_a_copy_has_every_argument_and_counts_on_its_own(form):
    metric = FORMS[form]()
    again = copy.deepcopy(metric)
    assert again.get_config() == metric.get_config()
    fresh = metric.result()
    wanted = counting_on(again)
    np.testing.assert_array_equal(metric.result(), fresh)
    np.testing.assert_array_equal(counting_on(metric), wanted)


@pytest.mark.parametrize("form", ["an object", "several ids", "cross-entropy", "perplexity", "top k"])
def test_a_metric_is_pickled_where_those_of_keras_are(form):
    """tf_keras unpickles none of its own metrics: each looks for what its constructor set."""
    metric = FORMS[form]()
    kept = pickle.dumps(metric)
    if IS_KERAS_3:
        again = pickle.loads(kept)
        assert again.get_config() == metric.get_config()
        np.testing.assert_array_equal(counting_on(again), counting_on(metric))
    else:
        for unpickled in (kept, pickle.dumps(m.AUC())):
            with pytest.raises(AttributeError, match="has no attribute 'update_state_fn'"):
                pickle.loads(unpickled)
