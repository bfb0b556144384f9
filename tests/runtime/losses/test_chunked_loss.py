"""A Loss with chunk_size= over a `Logits` layer trains as one without."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import tensorflow as tf
from support.chunked import FAMILIES, IDS, ROWS, WEIGHTS, X, alike, every, nested, ours, sequential, train

import tfcompat
from tfcompat import losses, metrics
from tfcompat._arguments.keywords import REDUCTIONS
from tfcompat._keras import keras


@every
@pytest.mark.parametrize("mode", [{}, {"jit_compile": True}, {"steps_per_execution": 2}], ids=str)
def test_it_trains_as_without(cls, mode):
    got, wanted = (train(cls(chunk_size=size), FAMILIES[cls], **mode) for size in (8, None))
    assert got[3] == []
    alike(got, wanted)


@pytest.mark.parametrize("reduction", REDUCTIONS[:-2])
def test_every_reduction(reduction):
    got, wanted = (
        train(losses.SparseSoftmaxCrossEntropy(chunk_size=size, reduction=reduction, ignore_class=3), IDS, given=[])
        for size in ("auto", None)
    )
    alike(got, wanted)


def test_a_layer_without_a_bias():
    def model():
        return keras.Sequential([keras.Input((4,)), tfcompat.Logits(5, use_bias=False)])

    alike(*(train(losses.SparseSoftmaxCrossEntropy(chunk_size=size), IDS, model) for size in (8, None)))


def test_nested_models_and_half_precision():
    loss = losses.SparseSoftmaxCrossEntropy
    alike(*(train(loss(chunk_size=size), IDS, nested) for size in (8, None)))
    got, wanted = (train(loss(chunk_size=size), IDS, policy="mixed_bfloat16") for size in (8, None))
    assert got[3] == []
    alike(got, wanted, 5e-2)


def test_a_loop_of_ones_own_without_reduction_and_with_a_normalizer():
    model = sequential()
    plain, chunked = (losses.SparseSoftmaxCrossEntropy(chunk_size=size, reduction="none") for size in (None, 8))
    mean, mean_by_chunks = (losses.SparseSoftmaxCrossEntropy(chunk_size=size) for size in (None, 8))

    @tf.function
    def run(x, y):
        logits = model(x, training=True)
        return (
            [loss(y, logits, WEIGHTS) for loss in (plain, chunked)],
            [loss(y, logits, WEIGHTS, normalizer=100.0) for loss in (mean, mean_by_chunks)],
        )

    for wanted, got in run(X, IDS):
        np.testing.assert_allclose(got, wanted, rtol=1e-5)


def test_masked_steps_hold_anything():
    def model():
        steps = keras.Input((3,), dtype="int32")
        return keras.Model(steps, tfcompat.Logits(5)(keras.layers.Embedding(5, 4, mask_zero=True)(steps)))

    tokens, labels = np.array([[1, 2, 0], [3, 0, 0]]), np.array([[1, 2, 99], [0, -7, 99]])
    values = []
    for size in (2, None):
        keras.utils.set_random_seed(1)
        made = model()
        made.compile("sgd", losses.SparseSoftmaxCrossEntropy(chunk_size=size), metrics=[metrics.SparseAccuracy()])
        made.fit(tokens, labels, verbose=0)
        values.append(made.evaluate(tokens, labels, verbose=0))
    np.testing.assert_allclose(*values, rtol=1e-5)


@every
def test_it_is_saved_with_the_model(cls, tmp_path):
    model = sequential()
    model.compile("sgd", cls(chunk_size=8), metrics=ours(cls is losses.SparseSoftmaxCrossEntropy))
    model.fit(X, FAMILIES[cls], verbose=0)
    model.save(str(tmp_path / "model.keras"))
    again = keras.models.load_model(str(tmp_path / "model.keras"))
    assert again.loss.get_config()["chunk_size"] == 8
    np.testing.assert_allclose(
        again.evaluate(X, FAMILIES[cls], verbose=0), model.evaluate(X, FAMILIES[cls], verbose=0), rtol=1e-5
    )
    again.fit(X, FAMILIES[cls], verbose=0)


def test_whole_numbers_are_weighed_like_other_labels():
    got, wanted = (train(losses.SoftmaxCrossEntropy(chunk_size=size), ROWS.astype("int64")) for size in (8, None))
    alike(got, wanted)


def test_a_second_derivative_is_refused_and_not_zero():
    layer, loss = tfcompat.Logits(5), losses.SparseSoftmaxCrossEntropy(chunk_size=8)
    layer.build((None, 4))

    @tf.function
    def run(x):
        with tf.GradientTape() as outer:
            outer.watch(x)
            with tf.GradientTape() as inner:
                inner.watch(x)
                value = loss(IDS, layer(x))
            slope = inner.gradient(value, x)
        return outer.gradient(slope, x)

    with pytest.raises(NotImplementedError, match="has no second derivatives: use chunk_size=None, or linear_softmax"):
        run(tf.constant(X))


def test_evaluating_takes_no_gradients():
    """Where no tape listens, the value alone is computed."""
    layer, loss = tfcompat.Logits(5), losses.SparseSoftmaxCrossEntropy(chunk_size=8)
    layer.build((None, 4))

    def sizes(tape):
        @tf.function
        def run(x):
            if not tape:
                return loss(IDS, layer(x))
            with tf.GradientTape() as listening:
                value = loss(IDS, layer(x))
            return listening.gradient(value, layer.trainable_variables)

        graph = run.get_concrete_function(tf.TensorSpec([64, 4])).graph
        bodies = [f.graph for f in graph._functions.values() if getattr(f, "graph", None) is not None]
        return sum(op.type in ("MatMul", "BatchMatMulV2") for body in bodies for op in body.get_operations())

    assert sizes(tape=False) < sizes(tape=True)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    ("cls", "labels"), [(losses.SparseSoftmaxCrossEntropy, IDS[:1]), (losses.SoftmaxCrossEntropy, ROWS[:1])]
)
def test_labels_of_fewer_examples_are_refused_as_without_chunks(cls, labels, known):
    """The chunks are cut of labels and inputs apart, and one of each might fit."""
    layer = tfcompat.Logits(5)
    layer.build((None, 4))
    wanted = "labels" if known else "The shape of labels and the shape expected"
    for size in (8, 3, None):
        loss = cls(chunk_size=size)
        spec = [tf.TensorSpec([None if not known else len(each), *each.shape[1:]], each.dtype) for each in (labels, X)]
        with pytest.raises((ValueError, tf.errors.InvalidArgumentError), match=wanted):
            tf.function(lambda y, x, loss=loss: loss(y, layer(x)), input_signature=spec)(labels, X)


@pytest.mark.parametrize("chunk_size", [None, 2])
@pytest.mark.parametrize("theirs", [True, False])
def test_sparse_inputs_train_as_dense_ones(theirs, chunk_size):
    if theirs:
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    else:
        loss = losses.SparseSoftmaxCrossEntropy(chunk_size=chunk_size)
    rows = np.where(np.abs(X[:8]) > 0.5, X[:8], 0)
    found = []
    for given in (rows, tf.sparse.from_dense(rows)):
        keras.utils.set_random_seed(1)
        model = keras.Sequential([keras.Input((4,), sparse=given is not rows), tfcompat.Logits(5)])
        model.compile(keras.optimizers.SGD(0.5), loss, metrics=ours(sparse=True))
        batches = tf.data.Dataset.from_tensor_slices((given, IDS[:8])).batch(3)
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            model.fit(batches, epochs=2, verbose=0)
        said = [str(w.message) for w in seen if "chunk_size" in str(w.message)]
        found.append(model.evaluate(batches, verbose=0))
        sparse_chunks = given is not rows and not theirs and chunk_size is not None
        assert len(said) == sparse_chunks
        assert all("tfcompat.Logits layer on dense inputs" in message for message in said)
    np.testing.assert_allclose(found[0], found[1], rtol=1e-5)


def test_the_gradient_to_the_logits_is_none_and_that_to_the_inputs_is_not():
    """As the documentation says; whoever wants it leaves chunk_size out."""
    layer = tfcompat.Logits(5)

    @tf.function
    def gradients(loss):
        inputs = tf.constant(X[:6])
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            hidden = tf.tanh(inputs)
            logits = layer(hidden)
            value = loss(IDS[:6], logits)
        return tape.gradient(value, [inputs, hidden, layer.kernel, logits])

    *chunked, to_logits = gradients(losses.SparseSoftmaxCrossEntropy(chunk_size=2))
    *held, wanted = gradients(losses.SparseSoftmaxCrossEntropy())
    assert to_logits is None
    assert wanted is not None
    for one, other in zip(chunked, held, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-7)
    assert "``tape.gradient(loss, logits)`` is None" in losses.SparseSoftmaxCrossEntropy.__doc__
