"""The losses and metrics of ``legacy.keras`` give what TensorFlow 1.15.5 was recorded to give, beside either Keras."""

from __future__ import annotations

import inspect
import json
import warnings

import numpy as np
import pytest
import tensorflow as tf
from support.oracle import DATA, _array, difference

import tfcompat.legacy as tf1
from tfcompat._keras import keras
from tfcompat._symbols import RELEASE, SYMBOLS

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
CASES = [
    case
    for case in json.loads((DATA / "tf115.json").read_text(encoding="utf-8"))["cases"]
    if case["symbol"].split("[")[0].removeprefix("tf.") in SYMBOLS and case["symbol"].startswith("tf.keras.")
]
# TensorFlow 1.15 went back from a probability to the logits that its graph computed it from. An eager tensor knows
# nothing of where it comes from, in TensorFlow 1.15 neither: there the loss is that of the clipped probability.
ONLY_IN_GRAPHS = "[activation output]"


def of(path):
    home = tf1
    for part in path.split("."):
        home = getattr(home, part)
    return home


def result(case, args):
    """The value of a recorded call."""
    path = case["symbol"].removeprefix("tf.").split("[")[0]
    args = dict(args)
    if ONLY_IN_GRAPHS in case["symbol"]:
        activation = tf.nn.sigmoid if "binary" in path else tf.nn.softmax
        return of(path)(args.pop("target"), activation(args.pop("logits")), **args)
    if "metrics" in path:
        metric = of(path)(**case["ctor"])
        for which in ("", "2"):
            metric.update_state(*(args.get(name + which) for name in ("y_true", "y_pred", "sample_weight")))
        return metric.result()
    return of(path)(**case["ctor"])(**args) if "ctor" in case else of(path)(**args)


def replay(case, traced):
    args = {name: _array(value) for name, value in case["args"].items()}
    given = {name: tf.constant(value) if isinstance(value, np.ndarray) else value for name, value in args.items()}
    recorded = case.get("grads", {})
    wanted = {} if "error" in recorded else {name: _array(value) for name, value in recorded.items()}
    cotangent = _array(case["cot"]) if "cot" in case else 1.0

    def run():
        watched = {name: given[name] for name in wanted}
        with tf.GradientTape() as tape:
            tape.watch(list(watched.values()))
            value = result(case, given)
            total = tf.reduce_sum(value * tf.cast(cotangent, value.dtype))
        return value, tape.gradient(total, watched) if watched else {}

    if "metrics" in case["symbol"]:
        return result(case, given), {}, wanted
    return *(tf.function(run) if traced else run)(), wanted


def calls():
    for case in CASES:
        for mode in ("eager", "function"):
            if "metrics" in case["symbol"] and mode == "function":
                continue  # a metric makes its variables where it is built
            only = ONLY_IN_GRAPHS in case["symbol"] and "plain" not in case["id"] and mode == "eager"
            why = "an eager tensor does not know its logits"
            marks = [pytest.mark.xfail(reason=why, strict=True)] if only or _differs(case, mode) else []
            yield pytest.param(case, mode, id=f"{case['id']}-{mode}", marks=marks)


def _differs(case, mode):
    """Binary losses of probabilities that are not extreme differ in the last digits too."""
    return ONLY_IN_GRAPHS in case["symbol"] and mode == "eager" and "binary" in case["symbol"]


@pytest.mark.parametrize(("case", "mode"), list(calls()))
def test_same_as_tensorflow_1(case, mode):
    if "error" in case:
        with pytest.raises((TypeError, ValueError, tf.errors.InvalidArgumentError)):
            replay(case, mode == "function")
        return
    value, gradients, wanted = replay(case, mode == "function")
    assert not difference(value, _array(case["value"]))
    for name, gradient in wanted.items():
        if gradient is None:
            assert gradients[name] is None
        else:
            assert not difference(gradients[name], gradient), name


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
            "reductions auto, none, sum, sum_over_batch_size, got 'weighted_sum'; .* is one of tf.losses, write 'sum'",
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
