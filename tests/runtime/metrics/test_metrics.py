"""Metrics on logits give the numbers that they give on probabilities, over the examples that the loss counts."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import metrics
from tfcompat._keras import IS_KERAS_3, keras
from tfcompat.metrics import FromLogits

N, K = 400, 4
RANDOM = np.random.RandomState(0)
SIGNAL = RANDOM.normal(size=(N, K))
IDS = (SIGNAL + RANDOM.normal(size=(N, K))).argmax(-1)
ONE_HOT = np.eye(K, dtype="float32")[IDS]
LOGITS = (2 * SIGNAL - 0.5).astype("float32")
SOFTMAX = tf.nn.softmax(LOGITS).numpy()
BINARY = ONE_HOT[:, :1]
ONE_UNIT = LOGITS[:, :1]
SIGMOID = tf.nn.sigmoid(ONE_UNIT).numpy()
m = keras.metrics

# Labels, logits and probabilities of a model of one unit, of several classes with one-hot labels, and with class ids.
DATA = {
    "binary": (BINARY, ONE_UNIT, SIGMOID, "sigmoid"),
    "one-hot": (ONE_HOT, LOGITS, SOFTMAX, "softmax"),
    "ids": (IDS, LOGITS, SOFTMAX, "softmax"),
}
# Each of them is wrong on logits, without a warning.
WRONG_ON_LOGITS = {
    "BinaryAccuracy": ("binary", lambda: m.BinaryAccuracy()),
    "Precision": ("binary", lambda: m.Precision()),
    "Recall": ("binary", lambda: m.Recall()),
    "AUC": ("binary", lambda: m.AUC()),
    "AUC of classes": ("one-hot", lambda: m.AUC()),
    "AUC of labels": ("one-hot", lambda: m.AUC(multi_label=True, num_labels=K)),
    "PrecisionAtRecall": ("binary", lambda: m.PrecisionAtRecall(0.9)),
    "F1Score": ("binary", lambda: m.F1Score(threshold=0.5)),
    "F1Score of classes": ("one-hot", lambda: m.F1Score(average="micro", threshold=0.5)),
    "BinaryIoU": ("binary", lambda: m.BinaryIoU()),
    "the name binary_crossentropy": ("binary", lambda: "binary_crossentropy"),
    "BinaryCrossentropy": ("binary", lambda: m.BinaryCrossentropy),
    "binary_crossentropy": ("binary", lambda: keras.losses.binary_crossentropy),
    "CategoricalCrossentropy": ("one-hot", lambda: m.CategoricalCrossentropy()),
    "SparseCategoricalCrossentropy": ("ids", lambda: m.SparseCategoricalCrossentropy()),
    "KLDivergence": ("one-hot", lambda: m.KLDivergence()),
    "MeanSquaredError": ("binary", lambda: m.MeanSquaredError()),
    "Brier": ("binary", lambda: Brier()),
}
# These look at the order of the classes alone.
RIGHT_ON_LOGITS = {
    "F1Score of the predicted class": ("one-hot", lambda: m.F1Score()),
    "OneHotMeanIoU": ("one-hot", lambda: m.OneHotMeanIoU(K)),
    "MeanIoU": ("ids", lambda: m.MeanIoU(K, sparse_y_pred=False)),
    "CategoricalAccuracy": ("one-hot", lambda: m.CategoricalAccuracy()),
    "SparseCategoricalAccuracy": ("ids", lambda: m.SparseCategoricalAccuracy()),
    "SparseTopKCategoricalAccuracy": ("ids", lambda: m.SparseTopKCategoricalAccuracy(2)),
}
ALL = WRONG_ON_LOGITS | RIGHT_ON_LOGITS
# What wants one-hot labels, and can be told to make them of class ids.
CATEGORICAL = [name for name, (data, _) in ALL.items() if data == "one-hot"]
SPARSE = [metrics.SparseCrossEntropy, metrics.Perplexity, metrics.SparseAccuracy, metrics.SparseTopKAccuracy]


@keras.saving.register_keras_serializable(package="test_metrics")
class Brier(keras.metrics.Metric):
    """A metric as users write them; it starts from 1, so that zeros are no fresh state."""

    def __init__(self, name="brier", **kwargs):
        super().__init__(name=name, **kwargs)
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="ones")

    def update_state(self, y_true, y_pred, sample_weight=None):
        squares = (tf.cast(y_true, tf.float32) - y_pred) ** 2
        weight = tf.ones_like(squares) if sample_weight is None else tf.cast(sample_weight, tf.float32)[:, None]
        self.total.assign_add(tf.reduce_sum(weight * squares))
        self.count.assign_add(tf.reduce_sum(weight))

    def result(self):
        return {"brier": self.total / self.count, "root": tf.sqrt(self.total / self.count)}

    def reset_state(self):
        self.total.assign(0.0)
        self.count.assign(1.0)


@keras.saving.register_keras_serializable(package="test_metrics")
def cloglog(logits):
    return 1 - tf.exp(-tf.exp(logits))


def bare(metric):
    """The metric object that a name, class or function stands for."""
    return FromLogits(metric, "sigmoid").metric


def compiled_update(metric, **options):
    """``update_state`` as a tf.function; in tf_keras it returns an operation, which a tf.function cannot."""

    @tf.function(**options)
    def update(labels, logits):
        metric.update_state(labels, logits)

    return update


def number(metric, labels, values, **keywords):
    """What a metric says of one batch; each entry of a dict in turn."""
    metric.update_state(labels, values, **keywords)
    result = metric.result()
    return np.array(list(result.values()) if isinstance(result, dict) else result)


# On logits as on probabilities


@pytest.mark.parametrize("name", ALL)
def test_on_logits_it_says_what_the_bare_metric_says_on_probabilities(name):
    data, make = ALL[name]
    labels, logits, probabilities, link = DATA[data]
    right = number(bare(make()), labels, probabilities)
    np.testing.assert_allclose(number(FromLogits(make(), link), labels, logits), right, rtol=1e-6)


@pytest.mark.parametrize("name", WRONG_ON_LOGITS)
def test_the_bare_metric_is_wrong_on_logits(name):
    """Otherwise the test above would show little."""
    data, make = WRONG_ON_LOGITS[name]
    labels, logits, probabilities, _ = DATA[data]
    right, wrong = number(bare(make()), labels, probabilities), number(bare(make()), labels, logits)
    assert not np.allclose(wrong, right, atol=0.01)


def test_accuracy_of_compile_is_wrong_and_the_wrapped_one_is_right():
    """compile resolves 'accuracy' to a threshold of 1/2, which on logits is one of 0.62."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Activation("linear")])
    model.compile(metrics=["accuracy", FromLogits("binary_accuracy", "sigmoid")], loss="mse")
    model.evaluate(ONE_UNIT, BINARY, verbose=0)
    found = model.get_metrics_result()
    right = np.mean((ONE_UNIT > 0) == (BINARY > 0))
    np.testing.assert_allclose(found["binary_accuracy"], right, rtol=1e-6)
    assert abs(found["accuracy"] - right) > 0.01


def test_small_logits_have_an_f1_score():
    logits = np.where(BINARY > 0, 0.3, -0.3).astype("float32")
    assert number(m.F1Score(threshold=0.5), BINARY, logits) == 0
    np.testing.assert_allclose(number(FromLogits(m.F1Score(threshold=0.5), "sigmoid"), BINARY, logits), 1, rtol=1e-6)


def test_auc_of_a_softmax_model_is_not_that_of_a_sigmoid():
    """AUC(from_logits=True) applies the sigmoid whatever the model is."""
    right = number(m.AUC(), ONE_HOT, SOFTMAX)
    np.testing.assert_allclose(number(FromLogits(m.AUC(), "softmax"), ONE_HOT, LOGITS), right, rtol=1e-6)
    assert abs(number(m.AUC(from_logits=True), ONE_HOT, LOGITS) - right) > 0.01


def test_a_function_may_be_the_link():
    right = number(m.AUC(), BINARY, cloglog(ONE_UNIT))
    np.testing.assert_array_equal(number(FromLogits(m.AUC(), cloglog), BINARY, ONE_UNIT), right)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float64"])
def test_logits_of_any_precision(dtype):
    logits = tf.cast(ONE_UNIT, dtype)
    right = number(m.BinaryCrossentropy(), BINARY, tf.nn.sigmoid(tf.cast(logits, "float32")))
    np.testing.assert_allclose(number(FromLogits("binary_crossentropy", "sigmoid"), BINARY, logits), right, rtol=1e-5)


@pytest.mark.parametrize("axis", [1, 2, -2])
def test_classes_may_lie_on_another_axis(axis):
    ids, logits, kept = damaged()
    right = number(m.CategoricalCrossentropy(), ONE_HOT[kept], SOFTMAX[kept])
    wrapped = FromLogits(m.CategoricalCrossentropy(axis=axis), "softmax", axis=axis, ignore_class=255, one_hot=True)
    image = np.moveaxis(logits.reshape(4, 100, K), -1, axis)
    np.testing.assert_allclose(number(wrapped, ids.reshape(4, 100), image), right, rtol=1e-5)


# What does not count


def damaged(ignored=(255,), every=3):
    """Class ids and logits of which each third example is to be ignored, its logits NaN; and the rest alone."""
    ids, logits, kept = IDS.copy(), LOGITS.copy(), np.arange(N) % every != 0
    ids[~kept] = np.resize(ignored, (~kept).sum())
    logits[~kept] = np.nan
    return ids, logits, kept


@pytest.mark.parametrize("name", CATEGORICAL)
@pytest.mark.parametrize("ignored", [255, -1, [255, -1]])
def test_an_ignored_class_is_its_rows_deleted(name, ignored):
    """One-hot labels are made of the ids that the loss beside it reads."""
    _, make = ALL[name]
    ids, logits, kept = damaged(np.atleast_1d(ignored))
    right = number(make(), ONE_HOT[kept], SOFTMAX[kept])
    wrapped = FromLogits(make(), "softmax", ignore_class=ignored, one_hot=True)
    np.testing.assert_allclose(number(wrapped, ids, logits), right, rtol=1e-5)


@pytest.mark.parametrize("name", [name for name, (data, _) in ALL.items() if data == "ids"])
@pytest.mark.parametrize("shape", [(-1,), (-1, 1)])
def test_an_ignored_class_of_a_metric_of_ids(name, shape):
    _, make = ALL[name]
    ids, logits, kept = damaged()
    right = number(make(), IDS[kept], SOFTMAX[kept])
    wrapped = FromLogits(make(), "softmax", ignore_class=255)
    np.testing.assert_allclose(number(wrapped, ids.reshape(shape), logits), right, rtol=1e-5)


@pytest.mark.parametrize("name", [name for name, (data, _) in ALL.items() if data == "binary"])
def test_missing_binary_labels_may_be_ignored(name):
    _, make = ALL[name]
    labels, logits, kept = BINARY.copy(), ONE_UNIT.copy(), np.arange(N) % 3 != 0
    labels[~kept], logits[~kept] = -1, np.nan
    right = number(bare(make()), BINARY[kept], SIGMOID[kept])
    wrapped = FromLogits(make(), "sigmoid", ignore_class=-1)
    np.testing.assert_allclose(number(wrapped, labels, logits), right, rtol=1e-5)


@pytest.mark.parametrize("name", ALL)
def test_a_weight_of_zero_is_a_deleted_row(name):
    data, make = ALL[name]
    labels, logits, probabilities, link = DATA[data]
    kept = np.arange(N) % 3 != 0
    logits = np.where(kept[:, None], logits, np.float32(np.nan))
    right = number(bare(make()), labels[kept], probabilities[kept])
    wrapped = FromLogits(make(), link)
    np.testing.assert_allclose(number(wrapped, labels, logits, sample_weight=kept), right, rtol=1e-5)


@pytest.mark.parametrize("name", ALL)
def test_weights_weigh_as_in_the_bare_metric(name):
    data, make = ALL[name]
    labels, logits, probabilities, link = DATA[data]
    weight = np.arange(N) % 3
    right = number(bare(make()), labels, probabilities, sample_weight=weight.astype(bare(make()).dtype))
    wrapped = FromLogits(make(), link)
    np.testing.assert_allclose(number(wrapped, labels, logits, sample_weight=weight), right, rtol=1e-5)


def test_weights_of_a_batch_weigh_rows_even_where_there_are_time_steps():
    """Keras' own AUC aligns a (B,) weight with the wrong axis of (B, T, K), or fails."""
    labels, logits, probabilities = (a.reshape(4, 100, K) for a in (ONE_HOT, LOGITS, SOFTMAX))
    right = number(m.AUC(), labels[:2], probabilities[:2])
    wrapped = number(FromLogits(m.AUC(), "softmax"), labels, logits, sample_weight=[1, 1, 0, 0])
    np.testing.assert_allclose(wrapped, right, rtol=1e-6)


def test_a_weight_for_each_element_weighs_elements():
    weight = (RANDOM.uniform(size=(N, K)) < 0.5).astype("float32")
    right = number(m.AUC(), ONE_HOT[weight > 0], SOFTMAX[weight > 0])
    kept = np.arange(N) % 2 == 0
    half = number(m.AUC(), ONE_HOT[kept][weight[kept] > 0], SOFTMAX[kept][weight[kept] > 0])
    np.testing.assert_allclose(
        number(FromLogits(m.AUC(), "softmax"), ONE_HOT, LOGITS, sample_weight=weight), right, rtol=1e-6
    )
    wrapped = FromLogits(m.AUC(), "softmax", ignore_class=255, one_hot=True)
    ids = np.where(kept, IDS, 255)
    np.testing.assert_allclose(number(wrapped, ids, LOGITS, sample_weight=weight), half, rtol=1e-6)


def test_a_batch_without_a_class_axis_is_one_logit_for_each_example():
    labels, logits = BINARY[:, 0].copy(), ONE_UNIT[:, 0].copy()
    kept = np.arange(N) % 3 != 0
    labels[~kept], logits[~kept] = -1, np.nan
    right = number(m.AUC(), labels[kept], SIGMOID[kept, 0])
    np.testing.assert_allclose(
        number(FromLogits(m.AUC(), "sigmoid", ignore_class=-1), labels, logits), right, rtol=1e-6
    )


@pytest.mark.parametrize("metric", [lambda: m.AUC(), lambda: m.CategoricalCrossentropy(), lambda: m.MeanSquaredError()])
def test_masked_steps_are_deleted(metric):
    shown = RANDOM.uniform(size=(4, 100)) < 0.5
    labels, logits, probabilities = (a.reshape(4, 100, K) for a in (ONE_HOT, LOGITS, SOFTMAX))
    right = number(metric(), labels[shown], probabilities[shown])
    masked = tf.constant(np.where(shown[..., None], logits, np.float32(np.nan)))
    masked._keras_mask = tf.constant(shown)
    np.testing.assert_allclose(number(FromLogits(metric(), "softmax"), labels, masked), right, rtol=1e-5)


def test_a_mask_an_ignored_class_and_weights_multiply():
    ids = np.where(np.arange(N) % 5, IDS, 255).reshape(4, 100)
    shown = RANDOM.uniform(size=(4, 100)) < 0.5
    weight = np.array([1.0, 2.0, 0.0, 3.0], "float32")
    kept = shown & (ids != 255)
    right = number(
        m.SparseCategoricalCrossentropy(),
        ids[kept],
        SOFTMAX.reshape(4, 100, K)[kept],
        sample_weight=np.broadcast_to(weight[:, None], (4, 100))[kept],
    )
    logits = tf.constant(LOGITS.reshape(4, 100, K))
    logits._keras_mask = tf.constant(shown)
    wrapped = FromLogits(m.SparseCategoricalCrossentropy(), "softmax", ignore_class=255)
    np.testing.assert_allclose(number(wrapped, ids, logits, sample_weight=weight), right, rtol=1e-5)


def test_ids_of_one_byte_are_compared_as_numbers():
    """As uint8, -1 would be 255."""
    ids = np.where(np.arange(N) % 3, IDS, 255).astype("uint8")
    everything = FromLogits(m.OneHotMeanIoU(K), "softmax", ignore_class=-1, one_hot=True)
    with pytest.raises(tf.errors.InvalidArgumentError, match="255"):
        number(everything, ids, LOGITS)


def test_the_metric_agrees_with_the_loss_beside_it():
    """That of Keras 3 divides by the ignored examples too: 0.9998 beside a loss of 1.333."""
    ids, _, _ = damaged()
    loss = float(tfcompat.SparseSoftmaxCrossEntropy(ignore_class=255)(ids, LOGITS))
    keras_own = number(m.SparseCategoricalCrossentropy(from_logits=True, ignore_class=255), ids, LOGITS)
    assert (abs(keras_own - loss) > 0.1 * loss) == IS_KERAS_3
    wrapped = FromLogits(m.SparseCategoricalCrossentropy(), "softmax", ignore_class=255)
    np.testing.assert_allclose(number(wrapped, ids, LOGITS), loss, rtol=1e-5)
    np.testing.assert_allclose(number(metrics.SparseCrossEntropy(ignore_class=255), ids, LOGITS), loss, rtol=1e-5)


@pytest.mark.parametrize(
    "metric", [metrics.SparseCrossEntropy, lambda: FromLogits(m.SparseCategoricalAccuracy(), "softmax")]
)
def test_ragged_examples_are_their_flat_values(metric):
    ids, logits = (tf.RaggedTensor.from_row_lengths(a[:6], [1, 3, 2]) for a in (IDS, LOGITS))
    right = number(metric(), IDS[:6], LOGITS[:6], sample_weight=[2.0, 0.0, 0.0, 0.0, 1.0, 1.0])
    np.testing.assert_allclose(number(metric(), ids, logits, sample_weight=[2.0, 0.0, 1.0]), right, rtol=1e-6)


# In Keras

MODES = [{}, {"run_eagerly": True}, {"jit_compile": True}]


def through(labels, logits, loss="mse", weight=None, mode=None, **given):
    """What evaluate says of a model that hands its input on."""
    model = keras.Sequential([keras.Input(logits.shape[1:]), keras.layers.Activation("linear")])
    model.compile(loss=loss, **given, **(mode or {}))
    return model.evaluate(logits, labels, sample_weight=weight, batch_size=64, verbose=0, return_dict=True)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["AUC", "BinaryAccuracy", "F1Score of classes", "binary_crossentropy"])
def test_in_evaluate_it_counts_the_whole_set(name, mode):
    data, make = ALL[name]
    labels, logits, probabilities, link = DATA[data]
    right = number(bare(make()), labels, probabilities)
    found = through(labels, logits, metrics=[FromLogits(make(), link, name="wrapped")], mode=mode)
    np.testing.assert_allclose(found["wrapped"], right, rtol=1e-5)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("metric", SPARSE)
def test_in_evaluate_a_metric_of_ids_counts_the_whole_set(metric, mode):
    right = number(metric(), IDS, LOGITS)
    found = through(IDS, LOGITS, loss=tfcompat.SparseSoftmaxCrossEntropy(), metrics=[metric(name="found")], mode=mode)
    np.testing.assert_allclose(found["found"], right, rtol=1e-5)


@pytest.mark.parametrize("name", ["AUC of classes", "F1Score of classes", "CategoricalCrossentropy"])
def test_weighted_metrics_weigh_and_metrics_do_not(name):
    """tf_keras hands F1Score weights of shape (B, 1), which it multiplies into (B, B, K)."""
    _, make = ALL[name]
    weight = np.float32(np.arange(N) % 3)
    right = number(make(), ONE_HOT, SOFTMAX), number(make(), ONE_HOT, SOFTMAX, sample_weight=weight)
    found = through(
        ONE_HOT,
        LOGITS,
        weight=weight,
        metrics=[FromLogits(make(), "softmax", name="plain")],
        weighted_metrics=[FromLogits(make(), "softmax", name="weighted")],
    )
    np.testing.assert_allclose([found["plain"], found["weighted"]], right, rtol=1e-5)


def test_a_mask_that_a_layer_makes_reaches_the_metrics():
    tokens = RANDOM.randint(0, 7, (16, 10))
    ids = RANDOM.randint(0, K, (16, 10))
    sequence = keras.Sequential(
        [keras.Input((10,), dtype="int32"), keras.layers.Embedding(7, 5, mask_zero=True), tfcompat.Logits(K)]
    )
    wrapped = FromLogits(m.AUC(name="auc"), "softmax", one_hot=True)
    sequence.compile(
        loss=tfcompat.SparseSoftmaxCrossEntropy(), metrics=[wrapped, metrics.SparseCrossEntropy(name="loss_again")]
    )
    found = sequence.evaluate(tokens, ids, verbose=0, return_dict=True)
    logits = sequence(tokens).numpy()[tokens > 0]
    np.testing.assert_allclose(found["auc"], number(m.AUC(), np.eye(K)[ids[tokens > 0]], tf.nn.softmax(logits)))
    np.testing.assert_allclose(found["loss_again"], found["loss"], rtol=1e-5)


def test_it_is_named_like_the_metric_inside():
    assert FromLogits(m.AUC(name="area"), "sigmoid").name == "area"
    assert FromLogits("binary_accuracy", "sigmoid").name == "binary_accuracy"
    assert FromLogits(cloglog, "sigmoid").name == "cloglog"
    assert FromLogits(m.AUC(), "sigmoid", name="mine").name == "mine"


def test_each_entry_of_a_dict_is_a_number_of_its_own():
    right = number(Brier(), BINARY, SIGMOID)
    wrapped = FromLogits(Brier(), "sigmoid")
    wrapped.update_state(BINARY, ONE_UNIT)
    assert set(wrapped.result()) == {"brier", "root"}
    np.testing.assert_allclose(list(wrapped.result().values()), right, rtol=1e-6)


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("name", ["AUC", "Brier", "binary_crossentropy"])
def test_a_loop_of_ones_own(name, compiled):
    """Update in a tf.function, read, reset, and start again from the fresh state."""
    data, make = ALL[name]
    labels, logits, probabilities, link = DATA[data]
    wrapped, right = FromLogits(make(), link), number(bare(make()), labels, probabilities)
    update = compiled_update(wrapped, jit_compile=compiled)
    for _ in range(2):
        wrapped.reset_state()
        for batch in np.split(np.arange(N), 4):
            update(labels[batch], logits[batch])
        result = wrapped.result()
        result = list(result.values()) if isinstance(result, dict) else result
        np.testing.assert_allclose(result, right, rtol=1e-5)


def test_its_variables_are_those_of_the_metric_inside():
    wrapped = FromLogits(m.AUC(), "sigmoid")
    assert [v.shape for v in wrapped.variables] == [v.shape for v in wrapped.metric.variables]
    assert len(wrapped.variables) == 4


def test_callbacks_know_which_direction_is_better():
    """Keras 3 asks the metric; a wrapped AUC is to be maximised as AUC is."""
    for metric, direction in [
        (FromLogits(m.AUC(), "sigmoid"), getattr(m.AUC(), "_direction", None)),
        (FromLogits(Brier(), "sigmoid"), None),
        (metrics.Perplexity(), "down"),
        (metrics.SparseAccuracy(), "up"),
    ]:
        assert getattr(metric, "_direction", None) == direction


# Saving

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


# The metrics of class ids


def test_cross_entropy_is_the_loss():
    np.testing.assert_allclose(
        number(metrics.SparseCrossEntropy(), IDS, LOGITS),
        tf.reduce_mean(tfcompat.sparse_softmax_cross_entropy(IDS, LOGITS)),
        rtol=1e-6,
    )


def test_perplexity_is_the_exponential_of_the_mean_and_not_the_mean_of_exponentials():
    losses = tfcompat.sparse_softmax_cross_entropy(IDS, LOGITS).numpy()
    perplexity = metrics.Perplexity()
    for batch in (slice(0, 100), slice(100, N)):
        perplexity.update_state(IDS[batch], LOGITS[batch])
    np.testing.assert_allclose(perplexity.result(), np.exp(losses.mean()), rtol=1e-5)
    assert abs(np.mean([np.exp(losses[:100].mean()), np.exp(losses[100:].mean())]) - perplexity.result()) > 1e-3


def test_perplexity_of_a_uniform_guess_is_the_number_of_classes():
    np.testing.assert_allclose(number(metrics.Perplexity(), IDS, np.zeros((N, K), "float32")), K, rtol=1e-6)


@pytest.mark.parametrize("k", [1, 2, 3, K, K + 1])
def test_top_k_is_that_of_tensorflow(k):
    right = np.mean(tf.math.in_top_k(IDS, LOGITS, k))
    np.testing.assert_allclose(number(metrics.SparseTopKAccuracy(k=k), IDS, LOGITS), right, rtol=1e-6)


@pytest.mark.parametrize("jit_compile", [False, True])
@pytest.mark.parametrize("row", [[np.nan, np.nan], [np.nan, 1.0], [1.0, np.nan]])
@pytest.mark.parametrize("metric", [metrics.SparseAccuracy, lambda: metrics.SparseTopKAccuracy(k=1)])
def test_no_class_of_a_row_with_a_nan_was_predicted(metric, row, jit_compile):
    for label in (0, 1):
        found = metric()
        compiled_update(found, jit_compile=jit_compile)(tf.constant([label]), tf.constant([row]))
        assert found.result() == 0


def test_equal_logits_do_not_push_a_class_out_and_nan_does():
    logits = np.array([[0.5, 0.5, 0.5], [0.5, np.nan, 0.1], [np.nan, np.nan, np.nan]], "float32")
    found = [number(metrics.SparseTopKAccuracy(k=1), [2], row[None]) for row in logits]
    np.testing.assert_array_equal(found, [1, 0, 0])


@pytest.mark.parametrize("metric", SPARSE)
@pytest.mark.parametrize("shape", [(N,), (N, 1), (4, 100), (4, 100, 1)])
def test_an_ignored_class_is_its_rows_deleted_from_a_metric_of_ids(metric, shape):
    ids, logits, kept = damaged()
    logits = logits.reshape(*([4, 100] if shape[0] == 4 else [N]), K)
    right = number(metric(), IDS[kept], LOGITS[kept])
    np.testing.assert_allclose(number(metric(ignore_class=255), ids.reshape(shape), logits), right, rtol=1e-5)


@pytest.mark.parametrize("metric", SPARSE)
def test_a_weight_of_zero_is_a_deleted_row_of_a_metric_of_ids(metric):
    kept = np.arange(N) % 3 != 0
    logits = np.where(kept[:, None], LOGITS, np.float32(np.nan))
    right = number(metric(), IDS[kept], LOGITS[kept])
    np.testing.assert_allclose(number(metric(), IDS, logits, sample_weight=kept), right, rtol=1e-5)
    np.testing.assert_allclose(
        number(metric(), np.where(kept, IDS, 0), logits, sample_weight=3.0 * kept), right, rtol=1e-5
    )


@pytest.mark.parametrize("metric", SPARSE)
def test_classes_of_a_metric_of_ids_may_lie_on_another_axis(metric):
    image = LOGITS.reshape(4, 100, K).swapaxes(1, 2)
    right = number(metric(), IDS, LOGITS)
    np.testing.assert_allclose(number(metric(axis=1), IDS.reshape(4, 100), image), right, rtol=1e-6)


@pytest.mark.parametrize("metric", [*SPARSE, lambda: FromLogits(m.AUC(), "softmax", one_hot=True)])
def test_an_id_out_of_range_raises(metric):
    labels, logits = tf.constant([0, 7]), tf.constant(LOGITS[:2])
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"labels must be class ids in \[0, num_classes\).* 7"):
        metric().update_state(labels, logits)
    in_graph = metric()
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"labels must be class ids in \[0, num_classes\)"):
        compiled_update(in_graph)(labels, logits)


@pytest.mark.parametrize("metric", SPARSE)
def test_an_id_out_of_range_is_nan_where_xla_cannot_raise(metric):
    found = metric()
    compiled_update(found, jit_compile=True)(tf.constant([0, 7]), tf.constant(LOGITS[:2]))
    assert np.isnan(found.result())


@pytest.mark.parametrize("metric", SPARSE)
def test_where_nothing_counts_there_is_nothing_to_average(metric):
    found = number(metric(ignore_class=255), np.full(N, 255), LOGITS)
    assert found == (1 if metric is metrics.Perplexity else 0)


# Messages


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
        r"metric must be a metric of (tf_)?keras, its class or its name, or a function of \(y_true, y_pred\), got 3 "
        r"\(builtins\.int\)\.",
    ),
    "another class": (lambda: FromLogits(dict, "sigmoid"), TypeError, r"got <class 'dict'> \(builtins\.dict\)"),
    "a metric of the other Keras": (
        lambda: FromLogits(pytest.importorskip(OTHER).metrics.AUC(), "sigmoid"),
        TypeError,
        rf"metric must be a metric of {keras.__name__}, .* \({OTHER}\.src\.metrics\.",
    ),
    "an unknown name": (
        lambda: FromLogits("aucc", "sigmoid"),
        ValueError,
        "keras knows no metric 'aucc': pass the name of a built-in metric, or a metric object",
    ),
    "accuracy": (
        lambda: FromLogits("accuracy", "sigmoid"),
        ValueError,
        "metric 'accuracy' means another metric for each shape .* the one that is meant, such as 'binary_accuracy'",
    ),
    "twice": (
        lambda: FromLogits(FromLogits("binary_accuracy", "sigmoid"), "sigmoid"),
        ValueError,
        "FromLogits reads logits already: use it as it is, without FromLogits around it",
    ),
    "around a metric on logits": (
        lambda: FromLogits(metrics.Perplexity(), "softmax"),
        ValueError,
        "Perplexity reads logits already",
    ),
    "AUC from logits": (
        lambda: FromLogits(m.AUC(from_logits=True), "sigmoid"),
        ValueError,
        r"AUC\(from_logits=True\) applies a link itself, .* leave from_logits=True out",
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
        "Mean averages values and compares no y_true with y_pred",
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
        r"softmax over one unit is 1 whatever its logit, got logits \(400, 1\) with axis=-1\. Write link='sigmoid'\.",
    ),
    "the softmax of a batch": (
        lambda: FromLogits("binary_accuracy", "softmax").update_state(BINARY[:, 0], ONE_UNIT[:, 0]),
        ValueError,
        r"softmax over one unit is 1 whatever its logit, got logits \(400,\), which have no class axis\. Write link=",
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
        r"ignore_class needs class ids in y_true, one for each example, got y_true \(400, 4\) for y_pred \(400, 4\)\. "
        "If y_true holds one number for each class, leave ignore_class out, and pass a sample_weight of 0",
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
        r"Unweighted\.update_state takes no sample_weight, so that examples can be neither weighed nor left out",
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
