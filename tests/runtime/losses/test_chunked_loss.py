"""A Loss with chunk_size= over a `Logits` layer trains as one without, holds no logits, and says where it must."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import losses, metrics
from tfcompat._arguments.keywords import REDUCTIONS
from tfcompat._keras import IS_KERAS_3, keras

RANDOM = np.random.RandomState(0)
X = RANDOM.normal(size=(64, 4)).astype("float32")
IDS = RANDOM.randint(0, 5, 64)
ROWS = np.eye(5, dtype="float32")[IDS]
WEIGHTS = np.linspace(0, 1, 64).astype("float32")


def ours(sparse):
    if not sparse:
        return []
    return [
        metrics.SparseAccuracy(),
        metrics.SparseTopKAccuracy(k=2),
        metrics.SparseCrossEntropy(),
        metrics.Perplexity(),
    ]


def sequential():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, "relu"), tfcompat.Logits(5)])


def nested():
    body = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, "relu")])
    inputs = keras.Input((4,))
    return keras.Model(inputs, keras.Sequential([keras.Input((8,)), tfcompat.Logits(5)])(body(inputs)))


def train(loss, labels, make=sequential, given=None, policy="float32", weights=WEIGHTS, **compiled):
    """History, evaluation, weights after training, and what was said of chunks."""
    keras.utils.set_random_seed(1)
    keras.mixed_precision.set_global_policy(policy)
    try:
        model = make()
    finally:
        keras.mixed_precision.set_global_policy("float32")
    chosen = ours(labels.ndim == 1) if given is None else given
    model.compile(keras.optimizers.SGD(0.5), loss, metrics=chosen, **compiled)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        history = model.fit(X, labels, 24, epochs=2, verbose=0, shuffle=False, sample_weight=weights).history
    said = [str(w.message) for w in seen if "chunk_size" in str(w.message)]
    return history, model.evaluate(X, labels, verbose=0), model.get_weights(), said


def alike(got, wanted, tolerance=1e-4):
    for a, b in zip(tf.nest.flatten(got[:3]), tf.nest.flatten(wanted[:3]), strict=True):
        np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)


FAMILIES = {losses.SparseSoftmaxCrossEntropy: IDS, losses.SoftmaxCrossEntropy: ROWS}
every = pytest.mark.parametrize("cls", FAMILIES)


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


BESIDE = {
    "nothing hidden": ({}, {}, None, False),
    "what the loss hides, the metric hides": ({"ignore_class": 3}, {"ignore_class": [3, 4]}, None, False),
    "the metric counts what the loss hides": ({"ignore_class": 3}, {}, None, True),
    "the loss is weighted": ({}, {}, WEIGHTS, True),
}


@pytest.mark.parametrize("mode", [{}, {"jit_compile": True}], ids=str)
@pytest.mark.parametrize("labels", [IDS, IDS[:, None], IDS.astype("uint8")], ids=["ids", "a column", "uint8"])
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


def tail():
    return keras.Sequential([keras.Input((4,)), tfcompat.Logits(5), keras.layers.Rescaling(2.0)])


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"run_eagerly": True}, "it runs eagerly, where the layer before it has computed them"),
        ({"given": ["accuracy"]}, "the metric accuracy reads them; use one of tfcompat.metrics"),
        (
            {"make": tail},
            "is not the output of a tfcompat.Logits layer as it is, on dense inputs; end the model in one",
        ),
    ],
)
def test_where_all_logits_are_held_it_says_so_once_and_the_number_is_the_same(settings, why):
    got, wanted = (train(losses.SparseSoftmaxCrossEntropy(chunk_size=size), IDS, **settings) for size in (8, None))
    assert len(got[3]) == 1
    assert "SparseSoftmaxCrossEntropy(chunk_size=8) holds all logits at once: " in got[3][0]
    assert why in got[3][0]
    assert "The number is the same; chunk_size=None silences this." in got[3][0]
    alike(got, wanted)


def test_a_metric_beside_a_dense_loss_is_left_out_as_the_warning_says():
    """No metric of one-hot labels computes its logits by chunks."""
    (message,) = train(losses.SoftmaxCrossEntropy(chunk_size=8), ROWS, given=["accuracy"])[3]
    assert "the metric accuracy reads them; leave it out" in message
    assert train(losses.SoftmaxCrossEntropy(chunk_size=8), ROWS, given=[])[3] == []


def test_what_keras_asks_before_it_knows_the_model_is_no_reason_to_speak():
    """A model that is not built yet, and its metrics, are called with symbols first."""
    model = keras.Sequential([keras.layers.Dense(8, "relu"), tfcompat.Logits(5)])
    model.compile("sgd", losses.SparseSoftmaxCrossEntropy(chunk_size=8), metrics=[metrics.SparseAccuracy()])
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        model.fit(X, IDS, verbose=0)
    assert not [w for w in seen if "chunk_size" in str(w.message)]


def test_a_graph_that_keras_only_draws_is_no_reason_to_speak():
    loss = losses.SparseSoftmaxCrossEntropy(chunk_size=8)
    with tf.__internal__.FuncGraph("scratch_graph_1").as_default(), warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        loss(IDS, tf.compat.v1.placeholder(tf.float32, [64, 5]))
    assert not seen


def test_whole_numbers_are_weighed_like_other_labels():
    got, wanted = (train(losses.SoftmaxCrossEntropy(chunk_size=size), ROWS.astype("int64")) for size in (8, None))
    alike(got, wanted)


def test_float64_is_computed_from_all_logits():
    got, wanted = (
        train(losses.SparseSoftmaxCrossEntropy(chunk_size=size, dtype="float64"), IDS, given=[]) for size in (8, None)
    )
    assert "dtype='float64' wants them in float64" in got[3][0]
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


PEAK = """
import sys
import numpy as np
import tensorflow as tf
import tfcompat
from tfcompat import metrics
from tfcompat._keras import keras

keras.utils.set_random_seed(0)
n, d, k = 4096, 16, 20_000  # logits of 328 MB
model = keras.Sequential([keras.Input((d,)), tfcompat.Logits(k)])
chunk = None if sys.argv[1] == "None" else sys.argv[1]
model.compile("sgd", tfcompat.SparseSoftmaxCrossEntropy(chunk_size=chunk), metrics=[metrics.SparseAccuracy()])
x, y = np.zeros((n, d), "float32"), np.zeros(n, int)
model.fit(x[:8], y[:8], batch_size=8, verbose=0)


def peak():  # of this program alone: what getrusage counts is handed on from the process that started it
    status = open("/proc/self/status").read()
    return int(status.partition("VmHWM:")[2].split()[0])


before = peak()
model.fit(x, y, batch_size=n, verbose=0)
print("MiB", (peak() - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing tells the peak of a process")
def test_fit_with_accuracy_reported_never_holds_the_logits():
    peaks = {}
    for chunk in ("auto", "None"):
        done = subprocess.run(
            [sys.executable, "-c", PEAK, chunk], capture_output=True, text=True, env=os.environ, check=False
        )
        assert done.returncode == 0, done.stderr
        peaks[chunk] = int(done.stdout.split()[-1])
    logits = 4096 * 20_000 * 4 // 2**20
    assert peaks["auto"] < logits < peaks["None"]


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
        assert all("Logits layer as it is, on dense inputs" in message for message in said)
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
