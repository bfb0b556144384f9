"""Labels and weights whose rank only running the graph tells, as ``tf.numpy_function`` and retracing leave them."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from tfcompat import _kernels, layers, losses, metrics
from tfcompat._keras import keras

RANDOM = np.random.RandomState(0)
K = 3
Z = RANDOM.normal(size=(2, 4, K)).astype("float32")
IDS = RANDOM.randint(0, K, (2, 4))
ROWS = np.eye(K, dtype="float32")[IDS]
FAMILIES = [
    (losses.SparseSoftmaxCrossEntropy, IDS),
    (losses.SoftmaxCrossEntropy, ROWS),
    (losses.SigmoidCrossEntropy, ROWS),
    (losses.Distillation, ROWS),
    (losses.LogitMatching, ROWS),
]
WEIGHTS = {
    "a number": np.float32(2),
    "of examples": np.float32([1, 3]),
    "of examples, in a column": np.float32([[1], [3]]),
    "of steps": RANDOM.uniform(size=(2, 4)).astype("float32"),
    "of steps, in a column": RANDOM.uniform(size=(2, 4, 1)).astype("float32"),
    "of nothing": np.zeros([2], "float32"),
}


def of_unknown_rank(call, jit_compile=False):
    """The call as a graph that is told no shape of its first and last arguments."""

    def run(labels, weights):
        signature = [tf.TensorSpec(None, tf.as_dtype(np.asarray(a).dtype)) for a in (labels, weights)]
        return tf.function(call, input_signature=signature, jit_compile=jit_compile)(labels, weights)

    return run


@pytest.mark.parametrize("jit", [False, True])
@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize(("family", "labels"), FAMILIES)
def test_a_loss_takes_labels_and_weights_of_unknown_rank(family, labels, weights, jit):
    loss = family(reduction="mean_with_sample_weight")
    got = of_unknown_rank(lambda y, w: loss(y, Z, w), jit)(labels, WEIGHTS[weights])
    np.testing.assert_allclose(got, loss(labels, Z, WEIGHTS[weights]), rtol=1e-5)


@pytest.mark.parametrize("axis", [-1, 1])
@pytest.mark.parametrize("weights", [np.float32([1, 3]), RANDOM.uniform(size=(2, 4, K)).astype("float32")])
def test_weights_of_unknown_rank_lie_across_the_class_axis(weights, axis):
    labels, logits = (np.moveaxis(t, -1, axis) for t in (ROWS, Z))
    weights = weights if weights.ndim == 1 else np.moveaxis(weights, -1, axis)
    loss = losses.SigmoidCrossEntropy(axis=axis)
    got = of_unknown_rank(lambda y, w: loss(y, logits, w))(labels, weights)
    np.testing.assert_allclose(got, loss(labels, logits, weights), rtol=1e-5)


def test_what_is_hidden_by_weights_of_unknown_rank_may_be_anything():
    ids, logits = IDS.copy(), Z.copy()
    ids[0], logits[0] = 99, np.nan
    for family, labels in (
        (losses.SparseSoftmaxCrossEntropy, ids),
        (losses.SoftmaxCrossEntropy, np.where([[[1]], [[0]]], np.nan, ROWS)),
    ):
        loss = family(reduction="sum")
        got = of_unknown_rank(lambda y, w, loss=loss: loss(y, logits, w))(labels, np.float32([0, 1]))
        np.testing.assert_allclose(got, loss(labels[1:], Z[1:]), rtol=1e-5)


@pytest.mark.parametrize(
    "weights", [np.ones([3], "float32"), np.ones([4, 2], "float32"), np.ones([2, 4, 3], "float32")]
)
def test_weights_that_do_not_fit_are_named_with_the_remedy(weights):
    loss = losses.SparseSoftmaxCrossEntropy()
    message = r"sample_weight must have the shape of the losses.*with sample_weight\.set_shape"
    with pytest.raises(tf.errors.InvalidArgumentError, match=message):
        of_unknown_rank(lambda y, w: loss(y, Z, w))(IDS, weights)


def test_logits_of_unknown_rank_beside_weights_name_the_remedy_and_it_works():
    loss = losses.SparseSoftmaxCrossEntropy()

    def call(z, w):
        return loss(IDS[:, 0], z, w)

    def remedied(z, w):
        z.set_shape([None, K])
        return call(z, w)

    with pytest.raises(ValueError, match=r"sample_weight .* losses of unknown rank.*logits\.set_shape\(\[None, num_cl"):
        of_unknown_rank(call)(Z[:, 0], np.float32([1, 3]))
    np.testing.assert_allclose(
        of_unknown_rank(remedied)(Z[:, 0], np.float32([1, 3])), call(tf.constant(Z[:, 0]), [1.0, 3.0]), rtol=1e-6
    )


METRICS = {
    "ids ignored": (lambda: metrics.FromLogits("sparse_categorical_accuracy", "softmax", ignore_class=255), IDS),
    "ids": (lambda: metrics.FromLogits(keras.metrics.SparseTopKCategoricalAccuracy(2), "softmax"), IDS),
    "ids of one hot": (lambda: metrics.FromLogits("categorical_accuracy", "softmax", one_hot=True), IDS),
    "rows": (lambda: metrics.FromLogits("categorical_accuracy", "softmax"), ROWS),
    "each on its own": (lambda: metrics.FromLogits(keras.metrics.BinaryAccuracy(), "sigmoid"), ROWS),
    "accuracy": (lambda: metrics.SparseAccuracy(ignore_class=255), IDS),
    "perplexity": (metrics.Perplexity, IDS),
}


@pytest.mark.parametrize("weights", [None, "of examples", "of steps"])
@pytest.mark.parametrize("name", METRICS)
def test_a_metric_takes_labels_and_weights_of_unknown_rank(name, weights):
    make, labels = METRICS[name]
    if name.startswith("ids ignored"):
        labels = np.where(labels == 2, 255, labels)
    metric, wanted = make(), make()
    given = [] if weights is None else [WEIGHTS[weights]]

    def update(y, w):
        metric.update_state(y, tf.constant(Z), *([] if weights is None else [w]))

    of_unknown_rank(update)(labels, np.float32(0) if weights is None else WEIGHTS[weights])
    wanted.update_state(labels, Z, *given)
    np.testing.assert_allclose(metric.result(), wanted.result(), rtol=1e-6)


@pytest.mark.parametrize("column", [False, True])
def test_one_unit_takes_labels_of_unknown_rank(column):
    labels = np.float32([0, 1, 1, 0])[:, None] if column else np.float32([0, 1, 1, 0])
    logits = tf.constant([[1.0], [2.0], [-1.0], [-2.0]])
    metric = metrics.FromLogits("binary_accuracy", "sigmoid")

    def update(y, w):
        metric.update_state(y, logits, w)

    of_unknown_rank(update)(labels, np.float32(1))
    assert float(metric.result()) == 0.5


def test_a_metric_of_the_users_names_the_remedy_and_it_works():
    def share(y_true, y_pred):
        return tf.reduce_mean(tf.cast(y_true, tf.float32)[..., tf.newaxis] * y_pred, axis=-1)

    metric = metrics.FromLogits(share, "softmax")

    def remedied(y, w):
        y.set_shape([None, None])
        metric.update_state(y, tf.constant(Z), w)

    with pytest.raises(ValueError, match=r"no known rank.*y_true\.set_shape\(\[None\]\)"):
        of_unknown_rank(lambda y, w: metric.update_state(y, tf.constant(Z), w))(IDS, np.float32([1, 3]))
    of_unknown_rank(remedied)(IDS, np.float32([1, 3]))


@pytest.mark.parametrize("chunk_size", [None, 3])
def test_one_model_is_evaluated_with_weights_of_steps_and_of_examples(chunk_size):
    """The second call makes Keras trace weights of unknown rank."""
    model = keras.Sequential([keras.Input((4, K)), layers.Logits(K)])
    loss = losses.SparseSoftmaxCrossEntropy(reduction="mean_with_sample_weight", chunk_size=chunk_size)
    held = losses.SparseSoftmaxCrossEntropy(reduction="mean_with_sample_weight")
    model.compile("sgd", loss, weighted_metrics=[metrics.SparseAccuracy(name="accuracy")])
    logits = model(Z)
    for weights in ("of steps", "of examples", "of steps"):
        accuracy = metrics.SparseAccuracy()
        accuracy.update_state(IDS, logits, WEIGHTS[weights])
        found = model.evaluate(Z, IDS, sample_weight=WEIGHTS[weights], verbose=0)
        np.testing.assert_allclose(
            found, [float(held(IDS, logits, WEIGHTS[weights])), float(accuracy.result())], rtol=1e-5
        )


def test_the_number_of_classes_stays_known_where_rows_do_not(monkeypatch):
    """The kernel chooses how to compute by it."""
    seen = []
    kernel = _kernels.sparse_softmax
    monkeypatch.setattr(
        _kernels, "sparse_softmax", lambda ids, rows, *more: seen.append(rows.shape) or kernel(ids, rows, *more)
    )
    signature = [tf.TensorSpec([None, None], "int64"), tf.TensorSpec([None, None, K])]
    tf.function(losses.sparse_softmax_cross_entropy, input_signature=signature)(IDS, Z)
    assert [shape.as_list() for shape in seen] == [[None, K]]
