"""An audit says of each output what makes it, and of each loss and metric whether it is given what it reads."""

from __future__ import annotations

import functools
import json
import sys
import warnings

import numpy as np
import pytest
import tensorflow as tf
from click.testing import CliRunner

import tfcompat
from tfcompat import metrics
from tfcompat._audit.model_outputs import outputs_of
from tfcompat._keras import IS_KERAS_3, keras
from tfcompat.cli import cli

L = keras.layers
X = np.linspace(-1, 1, 8).reshape(2, 4).astype("float32")


def sequential(*layers, shape=(4,)):
    return keras.Sequential([keras.Input(shape), *layers])


class Mixture(L.Layer):
    """The mean of two softmaxes: probabilities that no softmax made."""

    def call(self, inputs):
        return (tf.nn.softmax(inputs) + tf.nn.softmax(-inputs)) / 2


class InTraining(keras.Model):
    """Logits while it trains, probabilities when it serves."""

    def __init__(self):
        super().__init__()
        self.head = L.Dense(3, name="head")

    def call(self, inputs, training=None):
        return self.head(inputs) if training else tf.nn.softmax(self.head(inputs))


class Classifier(keras.Model):
    def __init__(self, activation=None):
        super().__init__()
        self.head = L.Dense(3, activation, name="head")

    def call(self, inputs):
        return self.head(inputs)


def called(model):
    model(X)
    return model


def functional(make):
    inputs = keras.Input((4,))
    return keras.Model(inputs, make(inputs))


SHAPES = {
    "dense": (lambda: sequential(L.Dense(3)), "linear"),
    "no bias": (lambda: sequential(L.Dense(3, use_bias=False)), "linear"),
    "logits": (lambda: sequential(tfcompat.Logits(3)), "linear"),
    "softmax": (lambda: sequential(L.Dense(3, "softmax")), "softmax"),
    "sigmoid": (lambda: sequential(L.Dense(1, "sigmoid")), "sigmoid"),
    "function": (lambda: sequential(L.Dense(3, activation=tf.nn.softmax)), "softmax"),
    "activation": (lambda: sequential(L.Dense(3), L.Activation("softmax")), "softmax"),
    "softmax layer": (lambda: sequential(L.Dense(3), L.Softmax()), "softmax"),
    "our probabilities": (lambda: sequential(tfcompat.Logits(3), tfcompat.Probabilities("softmax")), "softmax"),
    "dropout behind": (lambda: sequential(L.Dense(3, "softmax"), L.Dropout(0.0)), "softmax"),
    "reshape behind": (lambda: sequential(L.Dense(4, "softmax"), L.Reshape((2, 2))), "softmax"),
    "flatten behind": (lambda: sequential(L.Reshape((2, 2)), L.Dense(3), L.Flatten()), "linear"),
    "linear activation": (lambda: sequential(L.Dense(3), L.Activation("linear", dtype="float32")), "linear"),
    "relu": (lambda: sequential(L.Dense(3, "relu")), "relu"),
    "tanh": (lambda: sequential(L.Dense(3, "tanh")), "tanh"),
    "elu": (lambda: sequential(L.Dense(3, "elu")), "elu"),
    "log of softmax": (lambda: sequential(L.Dense(3, "log_softmax")), "log_softmax"),
    "sequence": (lambda: sequential(L.Dense(3), shape=(5, 4)), "linear"),
    "time steps": (lambda: sequential(L.TimeDistributed(L.Dense(3, "softmax")), shape=(5, 4)), "softmax"),
    "convolution": (lambda: sequential(L.Conv2D(3, 2), shape=(4, 4, 2)), "linear"),
    "convolution with softmax": (lambda: sequential(L.Conv2D(3, 2, activation="softmax"), shape=(4, 4, 2)), "softmax"),
    "nested": (lambda: sequential(sequential(L.Dense(3, "softmax"))), "softmax"),
    "functional": (lambda: functional(L.Dense(3)), "linear"),
    "subclassed": (lambda: called(Classifier("softmax")), "softmax"),
    "while it trains": (lambda: called(InTraining()), "linear"),
    "lambda": (lambda: sequential(L.Dense(3), L.Lambda(tf.nn.softmax)), "softmax"),
    "mixture": (lambda: sequential(L.Dense(3), Mixture()), ""),
    "scaled": (lambda: sequential(L.Dense(3), L.Lambda(lambda z: 2 * z)), ""),
    "normalised": (lambda: sequential(L.Dense(3), L.LayerNormalization()), ""),
    "mixed by a softmax": (lambda: sequential(L.Lambda(lambda z: tf.matmul(z, tf.nn.softmax(z), True))), ""),
}


@pytest.mark.parametrize("policy", ["float32", "mixed_bfloat16"])
@pytest.mark.parametrize("shape", SHAPES)
def test_what_an_output_is_made_by(shape, policy):
    make, kind = SHAPES[shape]
    keras.mixed_precision.set_global_policy(policy)
    try:
        (found,) = outputs_of(make())
    finally:
        keras.mixed_precision.set_global_policy("float32")
    assert found.kind == kind


def test_a_layer_is_named_and_its_size():
    model = functional(lambda x: L.Dense(3, "softmax", name="probabilities")(L.Dense(8, "relu")(x)))
    assert outputs_of(model)[0][1:4] == ("softmax", "probabilities", 3)


SPARSE = keras.losses.SparseCategoricalCrossentropy
PAIRS = [
    ("linear", "sparse_categorical_crossentropy", "TFC202"),
    ("linear", SPARSE(), "TFC202"),
    ("linear", keras.losses.categorical_crossentropy, "TFC202"),
    ("linear", SPARSE(from_logits=True), ""),
    ("linear", tfcompat.SparseSoftmaxCrossEntropy(), ""),
    ("softmax", tfcompat.SparseSoftmaxCrossEntropy(check_logits="off"), "TFC201"),
    ("softmax", SPARSE(from_logits=True), "TFC201"),
    ("softmax", "sparse_categorical_crossentropy", ""),
    ("softmax", "binary_crossentropy", "TFC203"),
    ("sigmoid", "categorical_crossentropy", "TFC203"),
    ("sigmoid", "binary_crossentropy", ""),
    ("relu", SPARSE(from_logits=True), "TFC206"),
    ("tanh", "binary_crossentropy", "TFC206"),
    ("log_softmax", SPARSE(from_logits=True), ""),
]


@pytest.mark.parametrize(("activation", "loss", "code"), PAIRS, ids=range(len(PAIRS)))
def test_each_pair_of_output_and_loss(activation, loss, code):
    model = sequential(L.Dense(3, activation))
    model.compile(loss=loss)
    found = tfcompat.audit(model)
    (row,) = found.rows
    assert (row.code, row.verdict, found.ok) == (code, "wrong" if code else "right", not code)
    assert bool(row.message) is bool(code)


@pytest.mark.filterwarnings("ignore:.*softmax over axis -1 of a tensor:UserWarning")  # so says Keras 3
def test_a_softmax_of_one_number():
    model = sequential(L.Dense(1, "softmax"))
    model.compile(loss="binary_crossentropy")
    assert tfcompat.audit(model).wrong[0].code == "TFC207"


OTHERS = ["mse", lambda y, z: tf.reduce_sum(z - y), keras.losses.KLDivergence()]


@pytest.mark.parametrize("loss", OTHERS, ids=range(len(OTHERS)))
def test_of_other_losses_nothing_is_known(loss):
    model = sequential(L.Dense(3))
    model.compile(loss=loss)
    found = tfcompat.audit(model)
    assert (found.ok, [row.verdict for row in found.rows]) == (True, ["unknown"])


class Mine(keras.metrics.Mean):
    """A metric of the user's own."""


METRICS = [
    (1, None, "accuracy", "TFC208"),
    (3, None, "accuracy", "TFC208"),
    (3, "sigmoid", "accuracy", "TFC208"),
    (1, None, keras.metrics.BinaryAccuracy(), "TFC208"),
    (1, None, keras.metrics.BinaryAccuracy(threshold=0.0), ""),
    (1, None, keras.metrics.AUC(), "TFC208"),
    (1, None, keras.metrics.AUC(from_logits=True), ""),
    (1, None, metrics.FromLogits(keras.metrics.AUC(), link="sigmoid"), ""),
    (1, "sigmoid", keras.metrics.AUC(), ""),
    (1, "sigmoid", keras.metrics.AUC(from_logits=True), "TFC201"),
    (1, "sigmoid", metrics.FromLogits(keras.metrics.AUC(), link="sigmoid"), "TFC201"),
    (1, None, Mine(), None),
]


@pytest.mark.parametrize(("units", "activation", "metric", "code"), METRICS, ids=range(len(METRICS)))
def test_each_pair_of_output_and_metric(units, activation, metric, code):
    model = sequential(L.Dense(units, activation))
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=activation is None), metrics=[metric])
    _, row = tfcompat.audit(model).rows
    assert (row.code, row.verdict) == (code or "", "unknown" if code is None else "wrong" if code else "right")


def test_several_outputs_have_a_row_each():
    model = functional(lambda x: {"a": L.Dense(3, "softmax", name="a")(x), "b": L.Dense(1, name="b")(x)})
    model.compile(loss={"a": "binary_crossentropy", "b": keras.losses.BinaryCrossentropy(from_logits=True)})
    rows = tfcompat.audit(model).rows
    assert [(row.output, row.code, row.layer) for row in rows] == [("a", "TFC203", "a"), ("b", "", "b")]
    model = functional(lambda x: [L.Dense(3, name="first")(x), L.Dense(1, "sigmoid", name="second")(x)])
    model.compile(loss=["sparse_categorical_crossentropy", "binary_crossentropy"])
    assert [(row.code, row.gives) for row in tfcompat.audit(model).rows] == [("TFC202", "linear"), ("", "sigmoid")]


def test_losses_in_other_forms():
    model = sequential(L.Dense(3))
    for loss, code in (
        (functools.partial(keras.losses.sparse_categorical_crossentropy, from_logits=True), ""),
        (functools.partial(keras.losses.sparse_categorical_crossentropy), "TFC202"),
        (["sparse_categorical_crossentropy"], "TFC202"),
    ):
        model.compile(loss=loss)
        assert [row.code for row in tfcompat.audit(model).rows] == [code]


def test_an_output_without_a_loss_has_no_row():
    model = functional(lambda x: {"a": L.Dense(3, name="a")(x), "b": L.Dense(1, name="b")(x)})
    model.compile(loss={"b": "binary_crossentropy"})
    assert [(row.output, row.code) for row in tfcompat.audit(model).rows] == [("b", "TFC202")]


def test_a_metric_of_an_output_that_is_not_known_is_not_known():
    model = sequential(L.Dense(3), Mixture())
    model.compile(loss="categorical_crossentropy", metrics=["accuracy"])
    assert [row.verdict for row in tfcompat.audit(model).rows] == ["unknown", "unknown"]


def test_outputs_of_a_subclass_are_called_by_their_places():
    class Two(keras.Model):
        def __init__(self):
            super().__init__()
            self.heads = [L.Dense(3), L.Dense(1, "sigmoid")]

        def call(self, inputs):
            return [head(inputs) for head in self.heads]

    model = Two()
    model.compile(loss=["sparse_categorical_crossentropy", "binary_crossentropy"])
    assert [row.code for row in tfcompat.audit(model, inputs=X).rows] == ["TFC202", ""]


def test_nothing_is_changed_by_a_look():
    model = sequential(L.Dense(3), L.BatchNormalization(), L.Dropout(0.5), L.Dense(3))
    model.compile("sgd", loss=SPARSE(from_logits=True))
    before = [np.copy(weight) for weight in model.get_weights()]
    assert tfcompat.audit(model).ok
    assert all(np.array_equal(old, new) for old, new in zip(before, model.get_weights(), strict=True))
    model.fit(X, np.zeros(2), verbose=0)


def test_what_cannot_be_looked_at_says_why():
    with pytest.raises(TypeError, match="model must be a model of"):
        tfcompat.audit("model")
    with pytest.raises(ValueError, match="has no loss to look at: compile it"):
        tfcompat.audit(sequential(L.Dense(3)))
    unbuilt = keras.Sequential([L.Dense(3)])
    unbuilt.compile(loss="sparse_categorical_crossentropy")
    with pytest.raises(ValueError, match=r"what model 'sequential.*' takes is not known"):
        tfcompat.audit(unbuilt)
    model = Classifier("softmax")
    model.compile(loss=SPARSE(from_logits=True))
    with pytest.raises(ValueError, match=r"give a batch, audit\(model, inputs=batch\)"):
        tfcompat.audit(model)
    assert tfcompat.audit(model, inputs=X).wrong[0].code == "TFC201"


def test_an_audit_prints_a_line_for_each():
    model = keras.Sequential([keras.Input((4,)), L.Dense(1, name="head")], name="clicks")
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True), metrics=["accuracy", Mine(name="mine")])
    assert str(tfcompat.audit(model)).splitlines() == [
        "model 'clicks': 1 wrong, 1 not known",
        "  right    loss BinaryCrossentropy",
        "  wrong    metric accuracy: TFC208 it reads probabilities, and the output is logits; wrap it: "
        "tfcompat.metrics.FromLogits('binary_accuracy', link='sigmoid')",
        "  unknown  metric Mine 'mine': a metric of which it is not known whether it may read this",
    ]


@pytest.mark.parametrize("make", [lambda: sequential(L.Dense(3)), Classifier], ids=["functional", "subclassed"])
@pytest.mark.parametrize("verb", ["fit", "evaluate"])
def test_the_callback_says_it_once_and_may_raise(make, verb):
    def run(action):
        model = make()
        model.compile(loss="sparse_categorical_crossentropy")
        epochs = {"epochs": 3} if verb == "fit" else {}
        return getattr(model, verb)(X, np.zeros(2), verbose=0, callbacks=[tfcompat.AuditCallback(action)], **epochs)

    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        run("warn")
    assert [f"{one.message}"[:50] for one in seen if "TFC202" in f"{one.message}"] == [
        "loss sparse_categorical_crossentropy: TFC202 it re"
    ]
    with pytest.raises(ValueError, match="TFC202"):
        run("raise")
    with pytest.raises(ValueError, match="action must be 'warn' or 'raise', got 'stop'"):
        tfcompat.AuditCallback("stop")


def test_the_callback_is_silent_where_all_is_right_or_nothing_is_known():
    for loss in (SPARSE(from_logits=True), "mse"):
        model = sequential(L.Dense(3))
        model.compile(loss=loss)
        labels = np.zeros((2, 3)) if loss == "mse" else np.zeros(2)
        model.fit(X, labels, verbose=0, callbacks=[tfcompat.AuditCallback("raise")])


def test_the_command_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, activation in (("wrong", None), ("right", "softmax")):
        model = sequential(L.Dense(3, activation, name="head"))
        model.compile(loss="sparse_categorical_crossentropy")
        model.save(f"{name}.keras")
    run = CliRunner().invoke
    found = run(cli, ["audit", "wrong.keras"])
    assert found.exit_code == 1, found.stderr
    assert found.stdout.startswith("wrong.keras: model ")
    assert "TFC202 it reads probabilities, and the output has no activation (layer 'head')" in found.stdout
    assert run(cli, ["audit", "right.keras"]).exit_code == 0
    both = run(cli, ["audit", "--format", "json", "right.keras", "wrong.keras", "gone.keras"])
    told = json.loads(both.stdout)
    assert both.exit_code == 3
    assert both.stderr.startswith("Error: gone.keras: ")
    assert [(one["path"], one["ok"]) for one in told["models"]] == [("right.keras", True), ("wrong.keras", False)]
    assert told["models"][1]["rows"][0]["code"] == "TFC202"
    assert [one["path"] for one in told["problems"]] == ["gone.keras"]


def test_the_command_line_imports_what_registers_classes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "registered_here.py").write_text(
        "from tfcompat._keras import keras\n\n\n@keras.saving.register_keras_serializable('mine')\n"
        "class Twice(keras.layers.Layer):\n    def call(self, inputs):\n        return 2 * inputs\n"
    )
    code = (
        "from registered_here import Twice, keras\n"
        "model = keras.Sequential([keras.Input((4,)), Twice(), keras.layers.Dense(3)])\n"
        "model.compile(loss='categorical_crossentropy')\nmodel.save('twice.keras')\n"
    )
    exec(compile(code, "saves.py", "exec"), {})
    keras.saving.get_custom_objects().pop("mine>Twice")
    sys.modules.pop("registered_here")
    run = CliRunner().invoke
    assert run(cli, ["audit", "twice.keras"]).exit_code == 3
    assert run(cli, ["audit", "--import", "registered_here", "twice.keras"]).exit_code == 1
    wrong = run(cli, ["audit", "--import", "no_such_module_here", "twice.keras"])
    assert wrong.exit_code == 2
    assert "no_such_module_here cannot be imported" in wrong.stderr


def test_the_other_kind_of_keras_is_refused():
    other = pytest.importorskip("tf_keras" if IS_KERAS_3 else "keras")
    with pytest.raises(TypeError, match="which tfcompat uses in this process"):
        tfcompat.audit(other.Sequential())


BCE = keras.losses.BinaryCrossentropy
UNSURE = {
    "a slice of a softmax": (lambda x: L.Dense(2, "softmax")(x)[:, 1:], "binary_crossentropy"),
    "all but one class": (lambda x: L.Dense(3, "softmax")(x)[:, 1:], "binary_crossentropy"),
    "two classes": (L.Dense(2, "softmax"), "binary_crossentropy"),
    "both sides of a sigmoid": (
        lambda x: L.Concatenate()([L.Dense(1, "sigmoid")(x), L.Dense(1, "sigmoid")(x)]),
        "categorical_crossentropy",
    ),
    "classes along another axis": (lambda x: L.Softmax(axis=1)(L.Reshape((2, 2))(x)), "categorical_crossentropy"),
    "flat": (lambda x: L.Flatten()(L.Softmax()(L.Reshape((2, 2))(x))), "categorical_crossentropy"),
    "the axis of the loss": (
        lambda x: L.Softmax()(L.Reshape((2, 2))(x)),
        keras.losses.CategoricalCrossentropy(axis=1),
    ),
    "weights of probabilities": (
        lambda x: L.Dense(3, use_bias=False)(L.Dense(3, "softmax")(x)),
        "categorical_crossentropy",
    ),
    "elu": (L.Dense(1, "elu"), BCE(from_logits=True)),
    "log of softmax": (L.Dense(3, "log_softmax"), BCE(from_logits=True)),
}


@pytest.mark.parametrize("case", UNSURE)
def test_what_is_right_in_some_way_is_not_called_wrong(case):
    make, loss = UNSURE[case]
    model = functional(make)
    model.compile(loss=loss)
    assert [row.verdict for row in tfcompat.audit(model).rows] == ["unknown"]


@pytest.mark.parametrize(
    ("activation", "units", "loss", "code"),
    [
        (None, 1, "sparse", "TFC207"),
        ("log_softmax", 3, "categorical_crossentropy", "TFC206"),
        ("softplus", 1, "binary_crossentropy", "TFC206"),
    ],
)
def test_what_is_wrong_in_every_way(activation, units, loss, code):
    model = sequential(L.Dense(units, activation))
    model.compile(loss=SPARSE(from_logits=True) if loss == "sparse" else loss)
    assert [row.code for row in tfcompat.audit(model).rows] == [code]


def test_a_training_step_of_its_own_may_do_anything():
    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.head = L.Dense(3)

        def call(self, inputs):
            return self.head(inputs)

        def compute_loss(self, *args, **given):
            return super().compute_loss(*args, **given)

    model = Own()
    model.compile(loss="categorical_crossentropy", metrics=["accuracy"])
    assert {row.verdict for row in tfcompat.audit(model, inputs=X).rows} == {"unknown"}


def test_metrics_are_those_of_their_output():
    def two():
        return functional(lambda x: {"a": L.Dense(1, "sigmoid", name="a")(x), "b": L.Dense(1, name="b")(x)})

    model = two()
    same = {"a": "binary_crossentropy", "b": "binary_crossentropy"}
    model.compile(loss=same, metrics={"a": [keras.metrics.AUC()], "b": ["accuracy"]})
    assert [(row.output, row.kind, row.code) for row in tfcompat.audit(model).rows] == [
        ("a", "loss", ""),
        ("a", "metric", ""),
        ("b", "loss", "TFC202"),
        ("b", "metric", ""),
    ]
    lists = functional(lambda x: [L.Dense(1, "sigmoid")(x), L.Dense(1)(x)])
    loss = BCE(from_logits=True)
    lists.compile(loss=["binary_crossentropy", loss], metrics=[[keras.metrics.AUC()], [keras.metrics.AUC()]])
    assert [row.code for row in tfcompat.audit(lists).rows] == ["", "", "", "TFC208"]
    alone = sequential(L.Dense(1))
    alone.compile(loss=[loss], metrics=["accuracy"])
    assert [row.code for row in tfcompat.audit(alone).rows] == ["", "TFC208"]


@pytest.mark.parametrize("loss", ["mse", "hinge"])
def test_beside_a_loss_that_is_not_known_a_metric_is_not_called_wrong(loss):
    model = sequential(L.Dense(1))
    model.compile(loss=loss, metrics=["accuracy", keras.metrics.AUC()])
    assert {row.verdict for row in tfcompat.audit(model).rows} == {"unknown"}


@pytest.mark.parametrize(
    "metric", ["mse", keras.metrics.KLDivergence(), keras.metrics.MeanAbsoluteError()], ids=range(3)
)
def test_of_other_metrics_of_keras_nothing_is_known(metric):
    model = sequential(L.Dense(3))
    model.compile(loss=SPARSE(from_logits=True), metrics=[metric])
    assert tfcompat.audit(model).rows[1].verdict == "unknown"


def test_losses_that_layers_hold_stay_those_of_the_last_call():
    model = sequential(L.Dense(3, activity_regularizer="l2"))
    model.compile(loss=SPARSE(from_logits=True))
    model(X)
    before = [float(loss) for loss in model.losses]
    tfcompat.audit(model)
    assert [float(loss) for loss in model.losses] == before


class NeedsInts(keras.Model):
    """Looks rows up by ids, which Keras 3 does not remember to be ints."""

    def __init__(self):
        super().__init__()
        self.head = L.Dense(3)

    def call(self, inputs):
        return self.head(tf.gather(tf.ones([4, 2]), tf.cast(inputs, inputs.dtype)))


class Refuses(keras.Model):
    def __init__(self):
        super().__init__()
        self.head = L.Dense(3)
        self.calls = 0

    def call(self, inputs):
        self.calls += 1
        if self.calls > 1 and inputs.shape[0] is None:
            raise RuntimeError("no batch of an unknown size")
        return self.head(inputs)


@pytest.mark.parametrize("make", [NeedsInts, Refuses])
def test_the_callback_ends_no_training_that_it_cannot_look_at(make):
    model = make()
    batch = np.array([[1], [2]]) if make is NeedsInts else X
    model.compile(loss="sparse_categorical_crossentropy")
    data = tf.data.Dataset.from_tensor_slices((np.repeat(batch, 4, 0), np.zeros([8, 1]))).batch(2, drop_remainder=True)
    if make is NeedsInts:
        data = data.map(lambda x, y: (x[:, 0], y[:, 0]))
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        model.fit(data, verbose=0, callbacks=[tfcompat.AuditCallback("raise" if make is Refuses else "warn")])
    said = [f"{one.message}" for one in seen if "AuditCallback" in f"{one.message}" or "TFC" in f"{one.message}"]
    assert len(said) == 1


def test_a_batch_is_taken_as_it_is_where_no_other_size_will_do():
    model = Refuses()
    model.calls = 1
    model.compile(loss="sparse_categorical_crossentropy")
    assert tfcompat.audit(model, inputs=X).wrong[0].code == "TFC202"
    with pytest.raises(TypeError, match="inputs must be a batch, got"):
        tfcompat.audit(model, inputs=tf.data.Dataset.from_tensors(X))


def test_outputs_in_structures_in_structures():
    class Deep(keras.Model):
        def __init__(self):
            super().__init__()
            self.heads = [L.Dense(3), L.Dense(1, "sigmoid"), L.Dense(2, "softmax")]

        def call(self, inputs):
            first, second, third = (head(inputs) for head in self.heads)
            return {"pair": [first, second], "other": third}

    found = outputs_of(Deep(), X)
    assert [(one.name, one.kind) for one in found] == [
        ("other", "softmax"),
        ("pair_0", "linear"),
        ("pair_1", "sigmoid"),
    ]
    assert all(one.nested for one in found)
    model = Deep()
    model.compile(loss={"pair": ["mse", "mse"], "other": "mse"})
    assert {row.verdict for row in tfcompat.audit(model, inputs=X).rows} == {"unknown"}


def test_a_callback_looks_at_each_model_that_it_is_given():
    callback = tfcompat.AuditCallback("raise")
    right, wrong = sequential(L.Dense(3, "softmax")), sequential(L.Dense(3))
    for model in (right, wrong):
        model.compile(loss="sparse_categorical_crossentropy")
    right.fit(X, np.zeros(2), verbose=0, callbacks=[callback])
    with pytest.raises(ValueError, match="TFC202"):
        wrong.evaluate(X, np.zeros(2), verbose=0, callbacks=[callback])
