"""Each row of the table that chooses a way is the same loss, taken here on a CPU as on a GPU."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
import tensorflow as tf
from support.kernel_cases import IDS, WEIGHT, K, Y, Z, dense, derivatives, sigmoid, sparse

from tfcompat._kernels import _choice, _device, _operations, _programs
from tfcompat._kernels._choice import Way

pytestmark = pytest.mark.without_keras

FORMS = [
    pytest.param(dense, {}, id="dense"),
    pytest.param(dense, {"label_smoothing": 0.1, "class_weight": WEIGHT}, id="dense, smoothed and weighted"),
    pytest.param(sparse, {}, id="sparse"),
    pytest.param(sparse, {"class_weight": WEIGHT}, id="sparse, weighted"),
    pytest.param(sparse, {"ignore_class": 4, "temperature": 2.0}, id="sparse, some ignored"),
]
RUN = {
    "eager": lambda run: run,
    "graph": partial(tf.function, autograph=False),
    "XLA": partial(tf.function, autograph=False, jit_compile=True),
}


@pytest.fixture
def on_gpu(monkeypatch):
    """Compute as on a GPU; the ways that were taken are noted."""
    taken, way_of = [], _choice.way_of
    for module in ("_programs", "_sparse"):
        monkeypatch.setattr(f"tfcompat._kernels.{module}.way_of", lambda *of: taken.append(way_of(*of)) or taken[-1])
    with _device.assume_device("GPU"):
        yield taken


def on_cpu(run, *given):
    with _device.assume_device("CPU"):
        return run(*given)


CASES = [
    # device, mode, form, dtype, classes of 1024 rows, way
    ("CPU", "eager", "sparse", "float32", 8, Way.OPERATION),
    ("CPU", "eager", "sparse", "float64", 1024, Way.OPERATION),
    ("CPU", "eager", "dense", "float32", 8, Way.STEPS),
    ("CPU", "graph", "sparse", "float32", 8, Way.STEPS),
    ("CPU", "graph", "sparse", "float32", 1024, Way.PROGRAM),
    ("CPU", "XLA", "dense", "float32", 1024, Way.PROGRAM),
    ("CPU", "session", "sparse", "float32", 1024, Way.STEPS),
    ("GPU", "eager", "sparse", "float32", 1024, Way.OPERATION),
    ("GPU", "eager", "dense", "float32", 8, Way.OPERATION),
    ("GPU", "graph", "sparse", "float32", 1024, Way.OPERATION),
    ("GPU", "graph", "sparse", "float64", 1024, Way.STEPS),
    ("GPU", "graph", "dense", "float64", 1024, Way.OPERATION),
    ("GPU", "graph", "", "float32", 1024, Way.PROGRAM),
    ("GPU", "graph", "", "float32", 8, Way.STEPS),
    ("GPU", "XLA", "sparse", "float32", 1024, Way.PROGRAM),
    ("GPU", "XLA", "dense", "float32", 8, Way.STEPS),
    ("GPU", "session", "sparse", "float32", 8, Way.STEPS),
    ("TPU", "graph", "sparse", "float32", 1024, Way.STEPS),
]


def chosen(device, mode, form, dtype, classes):
    """Look the way up in a program of this mode."""
    spec, found = tf.TensorSpec([1024, classes], dtype), []
    with _device.assume_device(device):
        if mode == "eager":
            return _choice.way_of(tf.zeros(spec.shape, dtype), form)
        if mode == "session":
            with tf.Graph().as_default():
                return _choice.way_of(tf.compat.v1.placeholder(dtype, spec.shape), form)
        RUN[mode](lambda z: found.append(_choice.way_of(z, form))).get_concrete_function(spec)
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(map(str, case[:5])))
def test_the_table_chooses(case):
    *given, way = case
    assert chosen(*given) is way


def test_every_row_of_the_table_is_taken_somewhere():
    fitting = [next(row for row in _choice.TABLE if row.way is way and row.fits(*case)) for *case, _, way in CASES]
    assert set(fitting) == set(_choice.TABLE)


@pytest.mark.parametrize("mode", ["eager", "graph"])
@pytest.mark.parametrize(("function", "keywords"), FORMS)
def test_every_derivative_is_that_of_the_formula(function, keywords, mode, on_gpu):
    agree(function, keywords, mode, on_gpu, Way.OPERATION)


@pytest.mark.parametrize("function", [dense, sparse])
def test_under_xla_too(function, on_gpu):
    agree(function, {}, "XLA", on_gpu, Way.STEPS)


def agree(function, keywords, mode, on_gpu, way):
    """Compare with the formula, in float64 on a CPU."""
    got = RUN[mode](partial(derivatives, function, keywords))(tf.constant(Z))
    assert set(on_gpu) == {way}
    wanted = on_cpu(derivatives, function, keywords, tf.constant(Z, tf.float64))
    for a, b in zip(got, wanted, strict=True):
        np.testing.assert_allclose(a, b, rtol=2e-6, atol=2e-6)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float64"])
@pytest.mark.parametrize("function", [dense, sparse])
def test_every_dtype_is_the_same_loss(function, dtype, on_gpu):
    def run(z):
        with tf.GradientTape() as tape:
            tape.watch(z)
            loss = function(tf.constant(IDS if function is sparse else Y), z)
        return loss, tape.gradient(loss, z)

    z = tf.cast(Z, dtype)
    got, wanted = RUN["graph"](run)(z), on_cpu(run, z)
    assert set(on_gpu[:-1]) == {Way.STEPS if (function, dtype) == (sparse, "float64") else Way.OPERATION}
    assert [t.dtype for t in got] == [t.dtype for t in wanted]
    unit = {"float16": 1e-3, "bfloat16": 8e-3, "float64": 1e-15}[dtype]
    np.testing.assert_allclose(got[0], wanted[0], rtol=4 * (1e-15 if dtype == "float64" else 1e-7))
    np.testing.assert_allclose(*(tf.cast(t[1], "float64") for t in (got, wanted)), rtol=unit, atol=unit)


def third(function, y, z):
    """The derivative of a curvature along one direction."""
    direction = tf.sin(tf.reshape(tf.range(tf.cast(tf.size(z), z.dtype)), z.shape))
    with tf.GradientTape() as outermost:
        outermost.watch(z)
        with tf.GradientTape() as outer:
            outer.watch(z)
            with tf.GradientTape() as inner:
                inner.watch(z)
                loss = tf.reduce_sum(function(y, z) ** 2)
            slope = tf.reduce_sum(inner.gradient(loss, z) * direction)
        curvature = tf.reduce_sum(outer.gradient(slope, z) * direction)
    return outermost.gradient(curvature, z)


@pytest.mark.parametrize("mode", ["eager", "graph"])
@pytest.mark.parametrize(("function", "y"), [(dense, Y), (sparse, IDS)], ids=["dense", "sparse"])
def test_the_third_derivative_too(function, y, mode, on_gpu):
    got = RUN[mode](partial(third, function, y))(tf.constant(Z))
    assert Way.OPERATION in on_gpu
    np.testing.assert_allclose(got, on_cpu(third, function, y, tf.constant(Z, "float64")), rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize(("function", "keywords"), FORMS)
def test_forward_mode_and_one_example_at_a_time(function, keywords, on_gpu):
    y, z, along = tf.constant(IDS if function is sparse else Y), tf.constant(Z), tf.constant(np.cos(Z))
    with tf.autodiff.ForwardAccumulator(z, along) as forward:
        loss = function(y, z, **keywords)
    slope = derivatives(function, keywords, z)[1] / (1 + tf.range(0, 4 * K, K, tf.float32)[:, None])
    np.testing.assert_allclose(forward.jvp(loss), tf.reduce_sum(slope * along, -1), rtol=1e-4, atol=1e-5)

    def gradient(row):
        with tf.GradientTape() as tape:
            tape.watch(row[1])
            one = function(row[0][None], row[1][None], **keywords)[0]
        return one, tape.gradient(one, row[1])

    losses, slopes = tf.vectorized_map(gradient, (y, z), fallback_to_while_loop=False)
    assert (on_gpu[0], on_gpu[-1]) == (Way.OPERATION, Way.STEPS)
    np.testing.assert_allclose(losses, loss, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(slopes, slope, rtol=1e-5, atol=1e-6)


HARD = [[-np.inf, 1.0, 2.0], [-np.inf] * 3, [np.nan, 0.0, 1.0], [3e38, -3e38, 0.0], [1.0, 2.0, -np.inf]]


@pytest.mark.parametrize("mode", ["eager", "graph"])
@pytest.mark.parametrize("weight", [None, [2.0, 0.5, 0.0]], ids=["", "weighted"])
@pytest.mark.parametrize(
    ("function", "y"),
    [(dense, [[0.0, 0.5, 0.5]] * 5), (dense, [[0.0] * 3] * 5), (sparse, [1, 2, 0, 0, 2])],
    ids=["dense", "of no mass", "sparse"],
)
def test_impossible_classes_and_nan_are_what_the_formula_makes_of_them(function, y, weight, mode, on_gpu):
    def run(y, z):  # old releases replace a product with constant zeros by zeros, also if the other factor is NaN
        with tf.GradientTape() as tape:
            tape.watch(z)
            loss = function(y, z, class_weight=weight)
        return loss, tape.gradient(loss, z)

    given = tf.constant(y), tf.constant(HARD, tf.float32)
    for a, b in zip(RUN[mode](run)(*given), on_cpu(run, *given), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-6, atol=1e-6)
    assert Way.OPERATION in on_gpu


def both(function, y, z):
    with tf.GradientTape() as tape:
        tape.watch(z)
        loss = function(y, z)
    return loss, tape.gradient(loss, z)


def test_a_label_of_nan_spoils_the_gradient_of_its_row_alone(on_gpu):
    y, run = Y.copy(), RUN["graph"](partial(both, dense))
    y[1, 2] = np.nan
    loss, slope = run(tf.constant(y), tf.constant(Z))
    assert Way.OPERATION in on_gpu
    for rows in (loss[:, None], slope):
        np.testing.assert_array_equal(np.isnan(rows).all(-1), [False, True, False, False])
        np.testing.assert_array_equal(np.isnan(rows).any(-1), [False, True, False, False])


@pytest.mark.parametrize(("function", "mode"), [(dense, "eager"), (dense, "graph"), (sparse, "graph")])
def test_no_examples_of_no_classes(function, mode, on_gpu):
    """TensorFlow's operations refuse them."""
    y = tf.zeros([0, 0] if function is dense else [0], tf.float32 if function is dense else tf.int32)
    loss, slope = RUN[mode](partial(both, function))(y, tf.zeros([0, 0]))
    assert (loss.shape, slope.shape) == ([0], [0, 0])


@pytest.mark.parametrize("mode", ["eager", "graph"])
def test_an_id_out_of_range_is_still_refused(mode, on_gpu):
    with pytest.raises(tf.errors.InvalidArgumentError, match="labels must be class ids in"):
        RUN[mode](lambda z: sparse(tf.constant([0, 7, 2, 1]), z))(tf.constant(Z))


def conditions(labels_of, *given):
    """The number of conditions in the graph of the dense loss."""

    def run(z, *given):
        return dense(labels_of(*given), z)

    graph = tf.function(run, autograph=False).get_concrete_function(tf.TensorSpec([4, K]), *given).graph
    return sum(op.type in ("If", "StatelessIf") for op in graph.get_operations())


def test_the_mass_is_checked_only_if_the_graph_does_not_show_it(on_gpu):
    labels = tf.TensorSpec([4, K])
    one_hot = np.eye(K, dtype="float32")[IDS]
    checked = conditions(lambda y: y, labels)
    assert conditions(tf.nn.softmax, labels) == checked - 1
    assert conditions(lambda y: tf.stop_gradient(tf.nn.softmax(y)), labels) == checked - 1
    assert conditions(lambda: tf.constant(one_hot)) == checked - 1
    assert conditions(lambda: tf.constant(Y)) == checked
    assert conditions(lambda y: tf.one_hot(y, K), tf.TensorSpec([4], "int32")) == checked  # an id may be none of them


def test_labels_of_mass_1_leave_the_gradient_of_the_operation(on_gpu, monkeypatch):
    one_hot = tf.constant(np.eye(K, dtype="float32")[IDS])
    slope = tf.raw_ops.SoftmaxCrossEntropyWithLogits(features=Z, labels=one_hot)[1]
    assert _operations.of_the_loss(slope, one_hot) is slope
    for rows in (one_hot * 2, one_hot * [[1.0], [1.0], [0.0], [1.0]]):
        mass = tf.reduce_sum(rows, -1, keepdims=True)
        slope = tf.raw_ops.SoftmaxCrossEntropyWithLogits(features=Z, labels=rows)[1]
        wanted = mass * tf.nn.softmax(Z) - rows
        np.testing.assert_allclose(_operations.of_the_loss(slope, rows), wanted, atol=1e-6)


def test_nothing_of_tensorflow_is_used_that_is_not_deterministic(on_gpu, monkeypatch):
    monkeypatch.setattr(_choice, "deterministic", lambda: True)
    for function, y in ((dense, Y), (sparse, IDS)):
        function(tf.constant(y), tf.constant(Z))
    assert set(on_gpu) == {Way.STEPS}


def test_the_other_losses_are_what_they_are_on_a_cpu(on_gpu):
    for function, keywords in ((sigmoid, {}), (sparse, {"label_smoothing": 0.1}), (dense, {"z_loss": 0.1})):
        y = tf.constant(IDS if function is sparse else Y)
        np.testing.assert_array_equal(
            function(y, Z, **keywords), on_cpu(partial(function, **keywords), y, tf.constant(Z))
        )
    assert set(on_gpu) == {Way.STEPS}


def test_the_device_is_that_of_the_scope_or_of_the_tensor(monkeypatch):
    monkeypatch.setattr(_device, "_sees_a_gpu", lambda: True)
    found = []

    @tf.function
    def run(z):
        with tf.device("/CPU:0"):
            found.append(_device.device_of(z))
        with tf.device("/job:localhost/replica:0/task:0/device:GPU:1"):
            found.append(_device.device_of(z))
        found.append(_device.device_of(z))

    run.get_concrete_function(tf.TensorSpec([2]))
    assert found == ["CPU", "GPU", "GPU"]
    assert _device.device_of(tf.zeros([2])) == "CPU"
    monkeypatch.setattr(_device, "_sees_a_gpu", lambda: False)
    found.clear()
    run.get_concrete_function(tf.TensorSpec([3]))
    assert found == ["CPU"] * 3


def test_no_gradient_is_computed_that_nothing_may_ask_for(monkeypatch):
    """TensorFlow asks for all gradients at once; a tape that watches the logits alone needs none to the labels."""
    asked, y, z = [], tf.constant(Y), tf.constant(Z)

    def gradient(name):
        return lambda upstream, residuals, a, b: asked.append(name) or upstream * (b if name == "a" else a)

    product = _programs.kernel(lambda a, b: (a * b, ()), [gradient("a"), gradient("b")])
    with tf.GradientTape() as tape:
        tape.watch(z)
        value = product(y, z)
    tape.gradient(value, z)
    assert asked == ["b"]
    with tf.GradientTape() as outer:
        outer.watch(y)
        with tf.GradientTape() as inner:
            inner.watch(z)
            value = product(y, z)
        slope = inner.gradient(value, z)
    np.testing.assert_array_equal(outer.gradient(slope, y), np.ones_like(Y))
    asked.clear()
    with tf.autodiff.ForwardAccumulator(y, 2 * tf.ones_like(y)) as forward:
        value = product(y, z)
    np.testing.assert_array_equal(forward.jvp(value), 2 * Z)


@pytest.mark.parametrize("function", [dense, sigmoid])
def test_gradients_to_labels_alone_are_right_in_eager_mode(function):
    y, z = tf.constant(Y), tf.constant(Z)
    with tf.GradientTape() as tape:
        tape.watch(y)
        loss = function(y, z)
    wanted = -tf.nn.log_softmax(z) if function is dense else -z
    np.testing.assert_allclose(tape.gradient(loss, y), wanted, rtol=1e-6, atol=1e-6)
    with tf.autodiff.ForwardAccumulator(y, tf.ones_like(y)) as forward:
        loss = function(y, z)
    pushed = forward.jvp(loss)
    np.testing.assert_allclose(pushed, tf.reduce_sum(wanted, -1) if function is dense else wanted, rtol=1e-6)


@pytest.mark.parametrize("mode", ["eager", "graph"])
@pytest.mark.parametrize("shape", [[K], [2, 2, K]], ids=["one example", "sequences"])
def test_dense_labels_of_any_rank(shape, mode, on_gpu):
    y, z = (tf.reshape(tf.constant(rows)[: 1 if shape == [K] else 4], shape) for rows in (Y, Z))

    def run(y, z):
        with tf.GradientTape() as tape:
            tape.watch([y, z])
            loss = dense(y, z)
        return loss, *tape.gradient(loss, [y, z])

    for a, b in zip(RUN[mode](run)(y, z), on_cpu(run, y, z), strict=True):
        assert a.shape == b.shape
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)
    assert Way.OPERATION in on_gpu
