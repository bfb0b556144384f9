"""The losses and metrics of ``legacy.keras`` beside either Keras: in models, saved, with masks, and refused."""

from __future__ import annotations

import inspect
import warnings

import numpy as np
import pytest
import tensorflow as tf

import tfcompat.legacy as tf1
from tfcompat._keras import keras
from tfcompat._symbols import RELEASE, SYMBOLS

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def of(path):
    home = tf1
    for part in path.split("."):
        home = getattr(home, part)
    return home


LABELS, IDS = tf.constant([[0.2, 0.8, 0.0], [1.0, 0.0, 0.0]]), tf.constant([1, 2])
LOGITS = tf.constant([[1.0, 2.0, 3.0], [0.0, 1.0, -1.0]])
MODELS = {
    "CategoricalCrossentropy": LABELS,
    "SparseCategoricalCrossentropy": IDS,
    "BinaryCrossentropy": LABELS,
}


@pytest.mark.parametrize("name", MODELS)
def test_a_loss_and_a_metric_train_a_model(name):
    model = keras.Sequential([keras.layers.Dense(3)])
    loss, metric = getattr(tf1.keras.losses, name)(True), getattr(tf1.keras.metrics, name)(from_logits=True)
    model.compile("sgd", loss, metrics=[metric])
    history = model.fit(LOGITS, MODELS[name], epochs=2, verbose=0).history
    assert history["loss"][1] < history["loss"][0]
    expected = float(loss(MODELS[name], model(LOGITS)))
    assert model.evaluate(LOGITS, MODELS[name], verbose=0)[0] == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("name", MODELS)
def test_the_configuration_makes_the_same_loss(name):
    loss = getattr(tf1.keras.losses, name)(from_logits=True, reduction="sum", name="mine")
    again = type(loss).from_config(loss.get_config())
    assert (again.reduction, again.name) == ("sum", "mine")
    assert float(again(MODELS[name], LOGITS)) == float(loss(MODELS[name], LOGITS))


def test_the_fourth_argument_is_the_axis():
    """Keras 3 takes it for ignore_class, and leaves class 1 out."""
    loss = tf1.keras.losses.sparse_categorical_crossentropy
    assert list(inspect.signature(loss).parameters) == ["y_true", "y_pred", "from_logits", "axis"]
    turned = tf.transpose(LOGITS[:, tf.newaxis], [0, 2, 1])
    np.testing.assert_array_equal(loss(IDS[:, tf.newaxis], turned, True, 1)[:, 0], loss(IDS, LOGITS, True))


def test_weights_are_those_of_rows():
    """Keras 3 weighs the columns where a batch has as many rows as steps."""
    loss = tf1.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")
    ids, logits = tf.constant([[0, 1], [1, 0]]), tf.reshape(tf.range(8.0), (2, 2, 2))
    assert np.count_nonzero(loss(ids, logits, sample_weight=[0.0, 1.0])[0]) == 0


def test_a_mask_leaves_steps_out():
    logits = tf.reshape(tf.range(8.0), (2, 2, 2))
    logits._keras_mask = tf.constant([[True, False], [True, True]])
    loss = tf1.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")
    value = loss(tf.constant([[0, 1], [1, 0]]), logits, sample_weight=[2.0, 1.0])
    np.testing.assert_array_equal(np.equal(value, 0.0), [[False, True], [False, False]])


@pytest.mark.parametrize(
    ("run", "error", "message"),
    [
        (
            lambda: tf1.keras.losses.BinaryCrossentropy(reduction="weighted_sum"),
            ValueError,
            "reductions auto, none, sum, sum_over_batch_size, got 'weighted_sum'; .* is for tf.losses, write 'sum'",
        ),
        (
            lambda: tf1.keras.losses.BinaryCrossentropy(reduction="mean"),
            ValueError,
            "got 'mean'",
        ),
        (
            lambda: tf1.keras.losses.binary_crossentropy(LABELS, tf.cast(LOGITS, tf.float64), True, 0.1),
            TypeError,
            "smooths labels for float32 predictions only, got float64: write tf.keras.losses.binary_crossentropy",
        ),
        (
            lambda: tf1.keras.losses.sparse_categorical_crossentropy(IDS, LOGITS, True, ignore_class=1),
            TypeError,
            "^tf.keras.losses.sparse_categorical_crossentropy has no keyword ignore_class=",
        ),
        (
            lambda: tf.function(
                lambda x: tf1.keras.backend.sparse_categorical_crossentropy(IDS, x, True, 1),
                input_signature=[tf.TensorSpec(None)],
            )(LOGITS),
            ValueError,
            "needs the rank of output for axis=1",
        ),
    ],
)
def test_message(run, error, message):
    with pytest.raises(error, match=message):
        run()


def test_the_warning_stands_where_the_loss_is_built():
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        here = inspect.currentframe().f_lineno
        tf1.keras.losses.CategoricalCrossentropy(from_logits=True)
    (warning,) = [w for w in seen if "legacy name" in str(w.message)]
    assert (warning.filename, warning.lineno) == (__file__, here + 1)
    assert "write tfcompat.SoftmaxCrossEntropy() for logits" in str(warning.message)


@pytest.mark.parametrize("path", [path for path in SYMBOLS if path.startswith("keras.")])
def test_the_signature_is_that_of_tensorflow_1(path):
    names = [part.split("=")[0] for part in SYMBOLS[path].era(RELEASE).signature.strip("()").split(", ")]
    assert list(inspect.signature(of(path)).parameters) == names


def test_other_names_are_the_same_object():
    assert tf1.keras.metrics.binary_crossentropy is tf1.keras.losses.binary_crossentropy
    assert tf1.contrib.keras.losses.binary_crossentropy is tf1.keras.losses.binary_crossentropy


@pytest.mark.parametrize("name", MODELS)
def test_a_saved_model_trains_on(name, tmp_path):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3)])
    model.compile(
        "sgd",
        getattr(tf1.keras.losses, name)(from_logits=True),
        metrics=[getattr(tf1.keras.metrics, name)(from_logits=True)],
    )
    model.fit(LOGITS, MODELS[name], verbose=0)
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    assert type(again.loss) is getattr(tf1.keras.losses, name)
    np.testing.assert_allclose(
        again.evaluate(LOGITS, MODELS[name], verbose=0), model.evaluate(LOGITS, MODELS[name], verbose=0), rtol=1e-6
    )
