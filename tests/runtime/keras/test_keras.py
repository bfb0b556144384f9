"""In Keras: compile, fit, save, load, mixed precision, on whichever Keras this run is for."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat._keras import IS_KERAS_3, keras

RANDOM = np.random.RandomState(0)
X = RANDOM.normal(size=(96, 4)).astype("float32")
IDS = (X @ RANDOM.normal(size=(4, 3))).argmax(-1)
LABELS = {
    "SoftmaxCrossEntropy": np.eye(3, dtype="float32")[IDS],
    "SparseSoftmaxCrossEntropy": IDS,
    "SigmoidCrossEntropy": np.eye(3, dtype="float32")[IDS],
}


def model():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, "relu"), tfcompat.Logits(3)])


@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("how", ["instance", "class", "function"])
@pytest.mark.parametrize("mode", [{}, {"run_eagerly": True}, {"jit_compile": True}])
def test_fit_learns(name, how, mode):
    cls = getattr(tfcompat, name)
    loss = {"instance": cls(), "class": cls, "function": getattr(tfcompat, cls().name)}[how]
    trained = model()
    trained.compile(keras.optimizers.Adam(0.05), loss, **mode)
    history = trained.fit(X, LABELS[name], epochs=6, batch_size=32, verbose=0).history["loss"]
    assert history[-1] < 0.7 * history[0]


@pytest.mark.parametrize("name", LABELS)
def test_evaluate_is_the_loss_of_the_whole_set(name):
    untrained = model()
    loss = getattr(tfcompat, name)(label_smoothing=0.1)
    untrained.compile(loss=loss)
    found = untrained.evaluate(X, LABELS[name], batch_size=32, verbose=0)
    np.testing.assert_allclose(found, loss(LABELS[name], untrained(X)), rtol=1e-5)


@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_a_saved_model_loads_and_goes_on(name, suffix, tmp_path):
    saved = model()
    saved.compile("sgd", getattr(tfcompat, name)(label_smoothing=0.25))
    saved.fit(X, LABELS[name], verbose=0)
    path = str(tmp_path / f"model{suffix}")
    saved.save(path)
    loaded = keras.models.load_model(path)
    np.testing.assert_array_equal(saved(X), loaded(X))
    assert type(loaded.loss) is getattr(tfcompat, name)
    assert loaded.loss.get_config() == saved.loss.get_config()
    wanted = saved.evaluate(X, LABELS[name], verbose=0)
    np.testing.assert_allclose(loaded.evaluate(X, LABELS[name], verbose=0), wanted, rtol=1e-6)
    if IS_KERAS_3 and suffix == ".h5":  # whose optimizer Keras 3 restores for other variables, whatever the loss
        loaded.compile("sgd", loaded.loss)
    loaded.fit(X, LABELS[name], verbose=0)
    assert loaded.evaluate(X, LABELS[name], verbose=0) < wanted


@pytest.mark.parametrize(
    ("policy", "logits"), [("float32", "float32"), ("mixed_float16", "float32"), ("mixed_bfloat16", "float32")]
)
def test_logits_are_float32_under_every_policy(policy, logits):
    layer = tfcompat.Logits(3, dtype=keras.mixed_precision.Policy(policy) if policy != "float32" else policy)
    assert tf.as_dtype(layer(keras.Input((4,))).dtype) == logits
    assert layer(X).dtype == logits
    assert tf.as_dtype(layer.kernel.dtype) == "float32"


def test_mixed_precision_trains():
    keras.mixed_precision.set_global_policy("mixed_bfloat16")
    trained = model()
    trained.compile(keras.optimizers.Adam(0.05), tfcompat.SparseSoftmaxCrossEntropy())
    history = trained.fit(X, IDS, epochs=6, batch_size=32, verbose=0).history["loss"]
    assert history[-1] < 0.8 * history[0]


def test_logits_is_dense_without_an_activation():
    layer = tfcompat.Logits(3, activation="linear", use_bias=False, name="head")
    dense = keras.layers.Dense(3, use_bias=False)
    layer.build((None, 4))
    dense.build((None, 4))
    dense.set_weights(layer.get_weights())
    np.testing.assert_array_equal(layer(X), dense(X))
    again = tfcompat.Logits.from_config(layer.get_config())
    assert (again.units, again.use_bias, again.name) == (3, False, "head")
    assert tfcompat.Logits.from_config(dense.get_config()).units == 3


def test_masked_time_steps_do_not_count():
    """A mask that an Embedding makes reaches the loss, and hides the padding."""
    sequence = keras.Sequential(
        [keras.Input((4,), dtype="int32"), keras.layers.Embedding(7, 5, mask_zero=True), tfcompat.Logits(3)]
    )
    sequence.compile(loss=tfcompat.SparseSoftmaxCrossEntropy())
    tokens = np.array([[1, 2, 0, 0], [3, 4, 5, 0]])
    labels = np.array([[0, 1, 2, 2], [2, 1, 0, 2]])
    losses = tfcompat.sparse_softmax_cross_entropy(labels, sequence(tokens)).numpy()
    found = sequence.evaluate(tokens, labels, verbose=0)
    np.testing.assert_allclose(found, losses[tokens != 0].mean(), rtol=1e-5)
