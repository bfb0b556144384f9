"""A loss that is handed probabilities says so once, with the layer and the remedy; real logits never alarm it."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import losses
from tfcompat._keras import IS_KERAS_3, keras

X = np.random.RandomState(0).normal(size=(16, 4)).astype("float32")
IDS = np.arange(16) % 3
Y = np.eye(3, dtype="float32")[IDS]


def spoken(run):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        run()
    return [str(w.message) for w in seen if "was given probabilities" in str(w.message)]


def fit(activation, loss, labels, last=None, **compiled):
    head = keras.layers.Dense(3, activation=activation, name="head")
    layers = [keras.Input((4,)), head] + ([last] if last else [])
    model = keras.Sequential(layers)
    model.compile("sgd", loss, **compiled)
    model.fit(X, labels, batch_size=8, epochs=2, verbose=0)


@pytest.mark.parametrize(
    ("activation", "loss", "labels"),
    [
        ("softmax", losses.SparseSoftmaxCrossEntropy, IDS),
        ("softmax", losses.SoftmaxCrossEntropy, Y),
        ("sigmoid", losses.SigmoidCrossEntropy, Y),
        ("softmax", losses.SigmoidCrossEntropy, Y),
    ],
)
@pytest.mark.parametrize("mode", [{}, {"run_eagerly": True}, {"jit_compile": True}])
def test_an_activation_before_the_loss_is_said_once(activation, loss, labels, mode):
    messages = spoken(lambda: fit(activation, loss(), labels, **mode))
    assert len(messages) == 1
    assert messages[0].startswith(f"{loss.__name__} was given probabilities, not logits: they are the output of a")
    assert "Remove the activation (tfcompat.Logits has none)" in messages[0]
    if mode != {"run_eagerly": True}:
        assert "of layer 'head'" in messages[0]


def test_a_reshape_between_does_not_hide_it():
    """Keras' own rescue looks at the last operation alone."""
    assert spoken(lambda: fit("softmax", losses.SoftmaxCrossEntropy(), Y, last=keras.layers.Reshape((3,))))


def test_the_steps_of_a_sequence_do_not_hide_it():
    steps = keras.layers.TimeDistributed(keras.layers.Dense(3, activation="softmax", name="head"))
    model = keras.Sequential([keras.Input((2, 2)), steps])
    model.compile("sgd", losses.SparseSoftmaxCrossEntropy())
    (said,) = spoken(lambda: model.fit(X.reshape(-1, 2, 2), IDS.repeat(2).reshape(-1, 2), verbose=0))
    assert "they are the output of a softmax of layer" in said


def test_a_function_of_its_own_does_not_hide_it(tmp_path):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
    called, path = tf.function(lambda x: model(x)), str(tmp_path / "exported")

    def train(forward):
        loss = losses.SparseSoftmaxCrossEntropy()
        return spoken(lambda: tf.function(lambda x, y: loss(y, forward(x)))(X, IDS))

    assert len(train(called)) == 1
    model.export(path, verbose=0) if IS_KERAS_3 else model.export(path)
    assert len(train(tf.saved_model.load(path).serve)) == 1


def test_of_a_function_whose_body_is_not_at_hand_nothing_is_said():
    inner = tf.function(lambda x: tf.nn.softmax(x))
    definition = tf.function(lambda x: inner(x)).get_concrete_function(tf.TensorSpec([2, 3])).graph.as_graph_def()
    calls = [node.name for node in definition.node if node.op.endswith("PartitionedCall")]

    @tf.function
    def run():
        (call,) = tf.graph_util.import_graph_def(definition, return_elements=[f"{calls[0]}:0"])
        return losses.SparseSoftmaxCrossEntropy()([0, 1], tf.reshape(call, [2, 3]))

    assert not spoken(run.get_concrete_function)


def test_of_what_is_collected_all_has_to_be_probabilities():
    @tf.function
    def run(x):
        probabilities = tf.nn.softmax(x)
        mixed = tf.concat([probabilities, x], axis=0)
        return losses.SparseSoftmaxCrossEntropy()(tf.tile(IDS, [2]), mixed)

    assert not spoken(lambda: run(X[:, :3]))


def test_rows_of_probabilities_are_seen_in_the_first_eager_batch():
    loss = losses.SparseSoftmaxCrossEntropy()
    probabilities = np.array(tf.nn.softmax(X[:, :3]))
    assert spoken(lambda: [loss(IDS, probabilities) for _ in range(2)]) == [
        "SparseSoftmaxCrossEntropy was given probabilities, not logits: every row lies in [0, 1] and sums to 1. It "
        "applies the softmax itself, so training sees an activation twice. Remove the activation (tfcompat.Logits has "
        "none), and apply it where you need probabilities; check_logits='off' silences this."
    ]


def test_logits_that_are_ones_and_zeros_are_logits():
    """Rows of a table or of a toy, which sum to 1 by chance."""
    for rows in (np.eye(3), np.eye(3)[[0, 0]]):
        assert not spoken(lambda rows=rows: losses.SparseSoftmaxCrossEntropy()(np.zeros(len(rows), int), rows))


def test_it_can_be_an_error_or_silent():
    probabilities = np.array(tf.nn.softmax(X[:, :3]))
    with pytest.raises(ValueError, match="was given probabilities"):
        losses.SparseSoftmaxCrossEntropy(check_logits="error")(IDS, probabilities)
    assert not spoken(lambda: losses.SparseSoftmaxCrossEntropy(check_logits="off")(IDS, probabilities))


@pytest.mark.parametrize("activation", [None, keras.activations.softmax])
def test_logits_from_outside_of_a_function(activation):
    """A graph may use a tensor of eager code, which no operation of the graph made."""
    logits = tf.constant(X[:, :3]) if activation is None else activation(tf.constant(X[:, :3]))
    loss = losses.SparseSoftmaxCrossEntropy(check_logits="off")
    looking = losses.SparseSoftmaxCrossEntropy()
    found = []
    said = spoken(lambda: found.append(tf.function(lambda: looking(IDS, logits))()))
    np.testing.assert_allclose(found, [loss(IDS, logits)], rtol=1e-6)
    assert len(said) == (activation is not None)


def test_real_logits_never_alarm():
    """Ten thousand small batches, of the kinds that come closest to probabilities."""
    random = np.random.RandomState(0)

    def run():
        for i in range(10_000):
            rows, classes = random.randint(1, 4), random.randint(1, 4)
            kind = i % 4
            logits = random.uniform(size=(rows, classes)) if kind == 0 else random.normal(size=(rows, classes)) * 0.3
            if kind == 2:
                logits = np.zeros((rows, classes))
            if kind == 3:
                logits = np.log(np.array(random.dirichlet(np.ones(classes), rows)))
            tensor = tf.constant(logits.astype("float32"))
            loss._guard.__init__("loss", "warn", loss.reads)
            loss._guard.look(tensor)

    loss = losses.SparseSoftmaxCrossEntropy()
    assert not spoken(run)


def test_the_logits_layer_never_alarms():
    for mode in ({}, {"run_eagerly": True}):
        model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "softmax"), tfcompat.Logits(3)])
        model.compile("sgd", losses.SparseSoftmaxCrossEntropy(), **mode)
        assert not spoken(lambda model=model: model.fit(X, IDS, verbose=0))


def metric_warnings(metric, units, loss, labels, **compiled):
    model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(units)])
    model.compile("sgd", loss(), metrics=[metric], **compiled)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        model.fit(X, labels, batch_size=8, epochs=2, verbose=0)
    return [str(w.message) for w in seen if "as if they were probabilities" in str(w.message)]


BINARY = (IDS > 0).astype("float32")[:, None]


@pytest.mark.parametrize(
    "metric",
    [
        "accuracy",
        "binary_accuracy",
        keras.metrics.AUC(name="auc"),
        pytest.param(
            keras.metrics.AUC,
            marks=pytest.mark.skipif(not IS_KERAS_3, reason="tf_keras' compile takes no class of metrics"),
        ),
        keras.metrics.Precision(),
        keras.metrics.BinaryAccuracy(),
        keras.metrics.PrecisionAtRecall(0.5),
        keras.metrics.BinaryCrossentropy(),
        keras.metrics.binary_accuracy,
    ],
    ids=lambda metric: getattr(metric, "name", getattr(metric, "__name__", str(metric))),
)
@pytest.mark.parametrize("mode", [{}, {"run_eagerly": True}])
def test_a_metric_that_reads_logits_as_probabilities_is_named_once(metric, mode):
    said = metric_warnings(metric, 1, losses.SigmoidCrossEntropy, BINARY, **mode)
    assert len(said) == 1
    assert "Wrap it: tfcompat.metrics.FromLogits(" in said[0]
    assert "link='sigmoid'" in said[0]


@pytest.mark.parametrize(
    ("metric", "units", "loss", "labels"),
    [
        ("accuracy", 3, losses.SparseSoftmaxCrossEntropy, IDS),
        ("sparse_categorical_accuracy", 3, losses.SparseSoftmaxCrossEntropy, IDS),
        (keras.metrics.BinaryAccuracy(threshold=0.0), 1, losses.SigmoidCrossEntropy, BINARY),
        (keras.metrics.AUC(from_logits=True), 1, losses.SigmoidCrossEntropy, BINARY),
        (keras.metrics.BinaryCrossentropy(from_logits=True), 1, losses.SigmoidCrossEntropy, BINARY),
        (keras.metrics.F1Score(), 3, losses.SoftmaxCrossEntropy, Y),
        (keras.metrics.Precision(top_k=1), 3, losses.SoftmaxCrossEntropy, Y),
        (keras.metrics.MeanSquaredError(), 1, losses.SigmoidCrossEntropy, BINARY),
    ],
    ids=[
        "accuracy",
        "sparse accuracy",
        "threshold 0",
        "AUC from logits",
        "crossentropy from logits",
        "F1",
        "top k",
        "mean squared",
    ],
)
def test_a_metric_that_is_right_on_logits_is_left_alone(metric, units, loss, labels):
    assert not metric_warnings(metric, units, loss, labels)


def test_auc_applies_a_sigmoid_to_a_softmax_model():
    said = metric_warnings(keras.metrics.AUC(from_logits=True), 3, losses.SoftmaxCrossEntropy, Y)
    assert len(said) == 1


def test_a_metric_of_another_output_is_left_alone():
    inputs = keras.Input((4,))
    outputs = {"a": tfcompat.Logits(1, name="a")(inputs), "b": keras.layers.Dense(1, "sigmoid", name="b")(inputs)}
    model = keras.Model(inputs, outputs)
    model.compile(
        "sgd", {"a": losses.SigmoidCrossEntropy(), "b": "binary_crossentropy"}, metrics={"b": [keras.metrics.AUC()]}
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        model.fit(X, {"a": BINARY, "b": BINARY}, verbose=0)


def recall(y_true, y_pred):
    """A user's own, with its threshold where logits have it."""
    return tf.reduce_mean(tf.cast(y_pred > 0, tf.float32))


def test_a_metric_of_the_users_own_is_not_judged_by_its_name():
    assert not metric_warnings(recall, 1, losses.SigmoidCrossEntropy, BINARY)


def test_a_loss_that_was_called_before_and_compiled_again_still_looks():
    loss = losses.SigmoidCrossEntropy()
    model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(1)])
    loss(BINARY, model(X))
    for metric in (keras.metrics.AUC(), keras.metrics.Precision()):
        model.compile("sgd", loss, metrics=[metric])
        with pytest.warns(UserWarning, match=f"The metric {type(metric).__name__} reads the logits"):
            model.fit(X, BINARY, verbose=0)


def test_the_other_output_of_an_operation_is_not_the_activation():
    @tf.custom_gradient
    def both(z):
        return (tf.nn.softmax(z), 2 * z), lambda a, b: a + 2 * b

    @tf.function
    def run(z):
        return losses.SparseSoftmaxCrossEntropy(check_logits="error")(IDS, both(z)[1])

    assert np.isfinite(run(tf.constant(X[:, :3])))
