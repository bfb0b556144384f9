"""Metrics beside a loss by chunks use its logits, or compute theirs by chunks too."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import tensorflow as tf
from support.chunked import IDS, WEIGHTS, X, alike, ours, train

import tfcompat
from tfcompat import losses, metrics
from tfcompat._keras import IS_KERAS_3, keras

BESIDE = {
    "nothing hidden": ({}, {}, None, False),
    "what the loss hides, the metric hides": ({"ignore_class": 3}, {"ignore_class": [3, 4]}, None, False),
    "the metric counts what the loss hides": ({"ignore_class": 3}, {}, None, True),
    "the loss is weighted": ({}, {}, WEIGHTS, True),
}


@pytest.mark.parametrize(
    ("labels", "mode"),
    [(IDS, {}), (IDS[:, None], {}), (IDS.astype("uint8"), {}), (IDS, {"jit_compile": True})],
    ids=["ids", "a column", "uint8", "XLA"],
)
@pytest.mark.parametrize(("settings", "of_metric", "weights", "again"), BESIDE.values(), ids=BESIDE)
def test_metrics_are_computed_from_the_logits_of_the_loss(
    settings, of_metric, weights, again, labels, mode, monkeypatch
):
    """Where that cannot be, they are computed once more; they never are where the loss holds them."""
    count, over_last_layer = [], metrics.sparse.over_last_layer
    monkeypatch.setattr(
        metrics.sparse, "over_last_layer", lambda *given: count.append(given) or over_last_layer(*given)
    )

    def run(size):
        loss = losses.SparseSoftmaxCrossEntropy(chunk_size=size, **settings)
        given = [cls(**of_metric) for cls in (metrics.SparseAccuracy, metrics.Perplexity)]
        return train(loss, labels, given=given, weights=weights, **mode)

    wanted = run(None)
    assert not count
    alike(run(8), wanted)
    assert bool(count) is again


def test_a_metric_of_other_labels_is_computed_of_them():
    class Other(keras.Sequential):
        def train_step(self, data):
            x, y = data
            y_pred = self(x, training=True)
            loss = self.compute_loss(x, y, y_pred)
            self.accuracy.update_state((y + 1) % 5, y_pred)
            found = self.accuracy.result()
            self.compute_metrics(x, y, y_pred, None)
            return {"loss": loss, "accuracy": found}

    seen = []
    for size in (8, None):
        keras.utils.set_random_seed(1)
        model = Other([keras.Input((4,)), tfcompat.Logits(5)])
        model.accuracy = metrics.SparseAccuracy()
        model.compile("sgd", losses.SparseSoftmaxCrossEntropy(chunk_size=size), metrics=[model.accuracy])
        seen.append(model.fit(X, IDS, batch_size=64, verbose=0).history["accuracy"])
    np.testing.assert_allclose(*seen)
    predicted = np.argmax(model.predict(X, verbose=0), -1)
    np.testing.assert_allclose(seen[0], [np.mean(predicted == (IDS + 1) % 5)])


@pytest.mark.skipif(IS_KERAS_3, reason="Keras 3 has no ragged inputs")
@pytest.mark.parametrize("chunk_size", [None, "auto"])
def test_metrics_of_ragged_logits_are_those_of_their_flat_values(chunk_size):
    values = tf.RaggedTensor.from_row_lengths(X[:4], [3, 1])
    ids = tf.RaggedTensor.from_row_lengths(IDS[:4], [3, 1])
    inputs = keras.Input([None, 4], ragged=True)
    model = keras.Model(inputs, tfcompat.Logits(5)(inputs))
    model.compile(loss=losses.SparseSoftmaxCrossEntropy(chunk_size=chunk_size), metrics=[metrics.SparseAccuracy()])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that all logits are held
        found = model.evaluate(values, ids, verbose=0)[1]
    flat = model.layers[-1](X[:4]).numpy().argmax(-1)
    assert found == pytest.approx(np.mean(flat == IDS[:4]))


def products(call, *tensors):
    """How many matrix products the graph of a call has, in all its functions."""
    graph = tf.function(call).get_concrete_function(*tensors).graph.as_graph_def()
    nodes = [*graph.node, *(node for function in graph.library.function for node in function.node_def)]
    return sum(node.op in ("MatMul", "BatchMatMulV2", "Einsum") for node in nodes)


@pytest.mark.parametrize("size", [4, 6])
def test_metrics_beside_a_loss_of_keras_do_not_compute_the_logits_again(size):
    """Nor beside any other that reads them; beside none, or one by chunks, they are not held for the metrics."""
    layer = tfcompat.Logits(5)
    theirs = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    shape = (None, 3, size) if size == 6 else (None, size)
    inputs = tf.ones([2, *shape[1:]])
    layer.build(shape)
    ids = tf.zeros(inputs.shape[:-1], tf.int64)

    given = ours(sparse=True)

    def step(loss):
        def call(y, x):
            logits = layer(x)
            value = tf.constant(0.0) if loss is None else loss(y, logits)
            for metric in given:
                metric.update_state(y, logits)
            return value

        return call

    assert products(step(theirs), ids, inputs) == 1
    assert products(step(lambda y, z: tf.reduce_mean(losses.sparse_softmax_cross_entropy(y, z))), ids, inputs) == 1
    assert products(step(losses.SparseSoftmaxCrossEntropy()), ids, inputs) == 1
    assert products(step(None), ids, inputs) > 1
    assert products(step(losses.SparseSoftmaxCrossEntropy(chunk_size=1)), ids, inputs) > 1


@pytest.mark.parametrize("theirs", [True, False])
def test_fit_with_a_loss_of_keras_gives_the_metrics_their_numbers(theirs):
    loss = (
        keras.losses.SparseCategoricalCrossentropy(from_logits=True) if theirs else losses.SparseSoftmaxCrossEntropy()
    )
    history, found, trained, said = train(loss, IDS)
    wanted = train(losses.SparseSoftmaxCrossEntropy(chunk_size=5), IDS)
    assert said == []
    for name, values in wanted[0].items():
        np.testing.assert_allclose(history[name], values, rtol=1e-4)
    np.testing.assert_allclose(found, wanted[1], rtol=1e-4)
    for one, other in zip(trained, wanted[2], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-6)
