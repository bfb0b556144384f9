"""A Loss with chunk_size= holds no logits, and says where it must."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings

import pytest
import tensorflow as tf
from support.chunked import IDS, ROWS, X, alike, train

import tfcompat
from tfcompat import losses, metrics
from tfcompat._keras import keras


def tail():
    return keras.Sequential([keras.Input((4,)), tfcompat.Logits(5), keras.layers.Rescaling(2.0)])


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"run_eagerly": True}, "it runs eagerly, so the layer before it has computed them already"),
        ({"given": ["accuracy"]}, "the metric accuracy reads them; use one of tfcompat.metrics"),
        (
            {"make": tail},
            "is not the unchanged output of a tfcompat.Logits layer on dense inputs; end the model in such a layer",
        ),
    ],
)
def test_where_all_logits_are_held_it_says_so_once_and_the_number_is_the_same(settings, why):
    got, wanted = (train(losses.SparseSoftmaxCrossEntropy(chunk_size=size), IDS, **settings) for size in (8, None))
    assert len(got[3]) == 1
    assert "SparseSoftmaxCrossEntropy(chunk_size=8) holds all logits at once: " in got[3][0]
    assert why in got[3][0]
    assert "The value is the same; chunk_size=None silences this." in got[3][0]
    alike(got, wanted)


def test_a_metric_beside_a_dense_loss_is_left_out_as_the_warning_says():
    """No metric of one-hot labels computes its logits by chunks."""
    (message,) = train(losses.SoftmaxCrossEntropy(chunk_size=8), ROWS, given=["accuracy"])[3]
    assert "the metric accuracy reads them; remove it" in message
    assert train(losses.SoftmaxCrossEntropy(chunk_size=8), ROWS, given=[])[3] == []


def test_what_keras_asks_before_it_knows_the_model_is_no_reason_to_speak():
    """A model that is not built yet, and its metrics, are called with symbols first."""
    model = keras.Sequential([keras.layers.Dense(8, "relu"), tfcompat.Logits(5)])
    model.compile("sgd", losses.SparseSoftmaxCrossEntropy(chunk_size=8), metrics=[metrics.SparseAccuracy()])
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        model.fit(X, IDS, verbose=0)
    assert not [w for w in seen if "chunk_size" in str(w.message)]


def test_a_graph_that_keras_only_draws_is_no_reason_to_speak():
    loss = losses.SparseSoftmaxCrossEntropy(chunk_size=8)
    with tf.__internal__.FuncGraph("scratch_graph_1").as_default(), warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        loss(IDS, tf.compat.v1.placeholder(tf.float32, [64, 5]))
    assert not seen


def test_float64_is_computed_from_all_logits():
    got, wanted = (
        train(losses.SparseSoftmaxCrossEntropy(chunk_size=size, dtype="float64"), IDS, given=[]) for size in (8, None)
    )
    assert "dtype='float64' needs them in float64" in got[3][0]
    alike(got, wanted)


PEAK = """
import sys
import numpy as np
import tensorflow as tf
import tfcompat
from tfcompat import metrics
from tfcompat._keras import keras

keras.utils.set_random_seed(0)
n, d, k = 4096, 16, 20_000  # logits of 328 MB
model = keras.Sequential([keras.Input((d,)), tfcompat.Logits(k)])
chunk = None if sys.argv[1] == "None" else sys.argv[1]
model.compile("sgd", tfcompat.SparseSoftmaxCrossEntropy(chunk_size=chunk), metrics=[metrics.SparseAccuracy()])
x, y = np.zeros((n, d), "float32"), np.zeros(n, int)
model.fit(x[:8], y[:8], batch_size=8, verbose=0)


def peak():  # of this program alone: what getrusage counts is handed on from the process that started it
    status = open("/proc/self/status").read()
    return int(status.partition("VmHWM:")[2].split()[0])


before = peak()
model.fit(x, y, batch_size=n, verbose=0)
print("MiB", (peak() - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing tells the peak of a process")
def test_fit_with_accuracy_reported_never_holds_the_logits():
    peaks = {}
    for chunk in ("auto", "None"):
        done = subprocess.run(
            [sys.executable, "-c", PEAK, chunk], capture_output=True, text=True, env=os.environ, check=False
        )
        assert done.returncode == 0, done.stderr
        peaks[chunk] = int(done.stdout.split()[-1])
    logits = 4096 * 20_000 * 4 // 2**20
    assert peaks["auto"] < logits < peaks["None"]
