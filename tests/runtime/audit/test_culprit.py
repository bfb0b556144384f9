"""When a loss is no longer finite, the callback names the batch, the example, and the number that did it."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import tensorflow as tf
from support.audited import SPARSE, L, functional, sequential

import tfcompat
from tfcompat._keras import keras

X = np.linspace(-1, 1, 80).reshape(20, 4).astype("float32")
IDS = np.arange(20) % 3
WAYS = {
    "graph": {"jit_compile": False},
    "eager": {"run_eagerly": True, "jit_compile": False},
    "xla": {"jit_compile": True},
}


def changed(array, at, value):
    found = np.array(array, np.result_type(array, type(value)))
    found[at] = value
    return found


NAN_LABEL = changed(np.eye(3)[IDS], (13, 1), np.nan)


def told(model, x, y, action="warn", **given):
    """Return what the callback says of the loss, in batches of 4 in order."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        callbacks = [tfcompat.AuditCallback(action)]
        model.fit(x, y, **{"batch_size": 4, "epochs": 2, "shuffle": False, "verbose": 0, **given}, callbacks=callbacks)
    return [f"{one.message}" for one in seen if "no longer finite" in f"{one.message}"]


def classifier(loss=None, activation=None, **way):
    model = sequential(L.Dense(3, activation))
    model.compile("sgd", loss=loss or SPARSE(from_logits=activation is None), **way)
    return model


def with_zero(y_true, y_pred):
    """A loss by hand that takes the logarithm of 0 for the third example of a batch."""
    place = tf.range(tf.shape(y_pred)[0])
    return -tf.math.log(tf.where(place == 2, 0.0, y_pred[:, 0])) + 0.0 * tf.cast(tf.reshape(y_true, [-1]), tf.float32)


CASES = {
    "an input": (
        None,
        None,
        changed(X, (9, 2), np.nan),
        IDS,
        None,
        "batch 2",
        "inputs[1, 2] of the batch is nan, in 1",
    ),
    "a weight": (
        None,
        None,
        X,
        IDS,
        changed(np.ones(20), 6, np.inf),
        "batch 1",
        "sample_weight[2] of the batch is inf",
    ),
    "a label": ("mse", None, X, NAN_LABEL, None, "batch 3", "labels[1, 1] of the batch is nan"),
    "a logarithm of 0": (lambda: with_zero, "softmax", X, IDS, None, "batch 0", "loss[2] of the batch is inf, in 1"),
}


@pytest.mark.parametrize(
    ("case", "way"), [*((case, "graph") for case in CASES), ("an input", "eager"), ("a logarithm of 0", "xla")]
)
def test_the_culprit_is_named_once(case, way):
    loss, activation, x, y, weights, batch, words = CASES[case]
    model = classifier(loss() if callable(loss) else loss, activation, **WAYS[way])
    (message,) = told(model, x.astype("float32"), y, sample_weight=weights)
    assert f"{batch} of epoch 0 (counted from 0): {words}" in message, message


def test_a_finite_loss_is_not_spoken_of():
    assert told(classifier(**WAYS["graph"]), X, IDS) == []


def test_an_id_beyond_the_head_is_named_where_it_gives_nan():
    (message,) = told(classifier(**WAYS["xla"]), X, changed(IDS, 13, 7))
    assert "batch 3 of epoch 0 (counted from 0): labels[1] of the batch is 7, in 1 of 4 examples. Check all" in message
    hidden = tfcompat.SparseSoftmaxCrossEntropy(ignore_class=7)
    assert told(classifier(hidden, **WAYS["xla"]), X, changed(IDS, 13, 7)) == []


class Diverges(L.Layer):
    """An output that is infinite for one example, or for all from a step on."""

    def __init__(self, every):
        super().__init__()
        self.every = every

    def call(self, inputs):
        rows = tf.range(tf.shape(inputs)[0]) == 1
        return tf.where(rows[:, None] | self.every, float("inf"), inputs)


def test_an_output_is_named_and_one_that_diverged_everywhere_is_told_apart():
    for every, words in (
        (False, "outputs[1, 0] of the batch is inf, in 1 of 4 examples, while its inputs are finite"),
        (True, "all outputs are not finite, so that the weights were not before it. Lower the learning rate"),
    ):
        model = sequential(L.Dense(3), Diverges(every))
        model.compile("sgd", loss=SPARSE(from_logits=True), jit_compile=False)
        (message,) = told(model, X, IDS)
        assert words in message


def test_the_output_is_named_where_there_are_several():
    model = functional(lambda x: {"a": L.Dense(3, name="a")(x), "b": L.Dense(1, name="b")(x)})
    model.compile("sgd", loss={"a": SPARSE(from_logits=True), "b": "mse"}, jit_compile=False)
    y = {"a": IDS, "b": changed(np.zeros([20, 1], "float32"), (7, 0), np.nan)}
    (message,) = told(model, X, y)
    assert "batch 1 of epoch 0 (counted from 0): labels[3, 0] of the batch is nan for output 'b', in 1 of 4" in message


def test_training_may_stop_there():
    model = classifier()
    with pytest.raises(ValueError, match=r"inputs\[1, 2\] of the batch is nan"):
        told(model, changed(X, (9, 2), np.nan), IDS, "raise")
    assert "compute_loss" not in vars(model)


def test_the_model_is_as_before_and_its_step_is_traced_once():
    model = classifier(**WAYS["graph"])
    before = model.compute_loss.__func__
    told(model, X, IDS)
    assert model.compute_loss.__func__ is before
    step = model.train_function
    (message,) = told(model, changed(X, (9, 2), np.nan), IDS, epochs=1)
    assert model.train_function is step
    assert "inputs[1, 2]" in message


def test_the_numbers_of_training_are_the_same_with_it():
    def weights(callbacks):
        keras.utils.set_random_seed(0)
        model = classifier()
        model.fit(X, IDS, validation_data=(X, IDS), batch_size=6, epochs=3, verbose=0, callbacks=callbacks)
        return model.get_weights()

    for alone, watched in zip(weights([]), weights([tfcompat.AuditCallback()]), strict=True):
        assert np.array_equal(alone, watched)


def test_a_later_epoch_counts_its_batches_from_0():
    drawn = []

    def generate():
        for number in range(20):
            drawn.append(number)
            yield changed(X[:4], (2, 1), np.nan).astype("float32") if number == 13 else X[:4], IDS[:4]

    data = tf.data.Dataset.from_generator(
        generate, output_signature=(tf.TensorSpec([4, 4]), tf.TensorSpec([4], tf.int64))
    )
    model = classifier(**WAYS["graph"])
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        model.fit(data, steps_per_epoch=5, epochs=4, verbose=0, callbacks=[tfcompat.AuditCallback()])
    assert [f"{one.message}" for one in seen if "batch 3 of epoch 2 (counted from 0): inputs[2, 1]" in f"{one.message}"]


class LastLoss(keras.Model):
    """A step that reports the loss of the last batch alone."""

    def __init__(self):
        super().__init__()
        self.head = L.Dense(3)

    def call(self, inputs):
        return self.head(inputs)

    def train_step(self, data):
        x, y = data
        return {"loss": self.compute_loss(x, y, self(x))}


def test_a_batch_that_no_log_speaks_of_is_found_at_the_end_of_the_epoch():
    model = LastLoss()
    model.compile("sgd", loss=SPARSE(from_logits=True), jit_compile=False)
    (message,) = told(model, changed(X, (9, 2), np.nan), IDS)
    assert "batch 2 of epoch 0 (counted from 0): inputs[1, 2]" in message


class OwnStep(keras.Model):
    """A step that does not call compute_loss."""

    def __init__(self):
        super().__init__()
        self.head = L.Dense(3)

    def call(self, inputs):
        return self.head(inputs)

    def train_step(self, data):
        self(data[0])
        return {"loss": tf.reduce_sum(data[0])}


def test_a_step_that_is_not_seen_is_said_so():
    model = OwnStep()
    model.compile("sgd", loss=SPARSE(from_logits=True), jit_compile=False)
    (message,) = told(model, X * np.nan, IDS)
    assert "in epoch 0; the example is not known, because the model does not call compute_loss" in message


def test_logits_by_chunks_are_not_kept_in_memory():
    model = sequential(tfcompat.Logits(3))
    model.compile("sgd", loss=tfcompat.SparseSoftmaxCrossEntropy(chunk_size=2), jit_compile=False)
    (message,) = told(model, changed(X, (9, 2), np.nan), IDS)
    assert "inputs[1, 2] of the batch is nan" in message


def test_labels_are_checked_as_training_begins():
    model = classifier()
    with pytest.raises(ValueError, match=r"data labels: labels\[13\] is 7, but class ids must lie in \[0, 3\)"):
        model.fit(X, IDS, verbose=0, callbacks=[tfcompat.AuditCallback("raise", data=(X, changed(IDS, 13, 7)))])
