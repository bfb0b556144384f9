"""The compiled way of a kernel is the same loss as the one op by op: value and every derivative, for every keyword."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
import tensorflow as tf
from support.kernel_cases import CASES, K, Y, Z, dense, derivatives, labels_of, sigmoid, sparse

from tfcompat._kernels import _choice, _device, _programs, _sigmoid, _sums
from tfcompat._kernels._upstream import unbroadcast

pytestmark = pytest.mark.without_keras
Way = _choice.Way


@pytest.fixture
def compiled(monkeypatch):
    """Every float32 kernel is compiled, also a small one; and the calls of programs are counted."""
    monkeypatch.setattr(_choice, "LEAST", 0)
    monkeypatch.setattr(_choice, "_eager_shapes", set())
    calls = []
    original = _programs._program
    monkeypatch.setattr(_programs, "_program", lambda *made_of: calls.append(made_of) or original(*made_of))
    return calls


@pytest.mark.parametrize("in_graph", [False, True], ids=["eager", "graph"])
@pytest.mark.parametrize(("function", "keywords"), CASES)
def test_every_derivative_is_that_of_the_way_op_by_op(function, keywords, in_graph, compiled):
    exact = derivatives(function, keywords, tf.constant(Z, tf.float64)) if function is sparse else None
    assert not compiled, "float64 is not compiled: XLA's logarithms are not as exact"
    run = partial(derivatives, function, keywords)
    got = (tf.function(run, autograph=False) if in_graph else run)(tf.constant(Z))
    assert compiled
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_choice, "LEAST", 2**62)
        wanted = exact or derivatives(function, keywords, tf.constant(Z))
    for a, b in zip(got, wanted, strict=True):
        np.testing.assert_allclose(a, b, rtol=2e-5, atol=2e-5)


@pytest.mark.parametrize(("function", "keywords"), CASES)
def test_forward_mode_and_vectorized_map(function, keywords, compiled):
    y, z = labels_of(function), tf.constant(Z)
    along = tf.constant(np.cos(Z))
    with tf.autodiff.ForwardAccumulator(z, along) as forward:
        loss = function(y, z, **keywords)
    with tf.GradientTape() as tape:
        tape.watch(z)
        again = function(y, z, **keywords)
    slope = tape.gradient(again, z)
    assert compiled
    pushed = tf.reduce_sum(forward.jvp(loss))
    np.testing.assert_allclose(pushed, tf.reduce_sum(slope * along), rtol=1e-4, atol=1e-4)
    rows = tf.vectorized_map(lambda row: function(row[0][None], row[1][None], **keywords)[0], (y, z))
    np.testing.assert_allclose(rows, loss, rtol=1e-5, atol=1e-6)


def test_minus_infinity_and_nan_are_what_they_are_op_by_op(compiled):
    z = tf.constant([[-np.inf, 1.0, 2.0], [-np.inf] * 3, [np.nan, 0.0, 1.0], [3e38, -3e38, 0.0]], tf.float32)
    y = tf.constant([[0.0, 0.5, 0.5]] * 4)
    for function, labels in ((sparse, tf.constant([1, 2, 0, 0])), (dense, y), (sigmoid, y)):
        got = function(labels, z)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_choice, "LEAST", 2**62)
            np.testing.assert_allclose(got, function(labels, z), rtol=1e-6)
    assert compiled


def test_only_large_logits_of_known_shape_are_compiled(compiled, monkeypatch):
    monkeypatch.setattr(_choice, "LEAST", 2**20)
    large = tf.TensorSpec([1024, 1024], tf.float32)
    seen = []
    for spec in (
        large,
        tf.TensorSpec([None, 1024]),
        tf.TensorSpec([1024, 1023]),
        tf.TensorSpec([1024, 1024], "float64"),
    ):
        tf.function(lambda z: seen.append(_choice.way_of(z))).get_concrete_function(spec)
    assert seen == [Way.PROGRAM, Way.STEPS, Way.STEPS, Way.STEPS]
    with tf.Graph().as_default():
        assert _choice.way_of(tf.compat.v1.placeholder(tf.float32, [1024, 1024])) is Way.STEPS


def test_not_every_length_of_text_is_compiled(compiled):
    for n in range(1, 20):
        sparse(tf.zeros([n], tf.int32), tf.zeros([n, 3]))
    assert len(_choice._eager_shapes) == _choice._MOST_SHAPES


def test_nothing_is_compiled_where_there_is_no_compiler(compiled, monkeypatch):
    def without(*args, **kwargs):
        raise tf.errors.UnimplementedError(None, None, "no XLA")

    _device.can_compile.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(tf, "function", without)
        assert _choice.way_of(tf.zeros([4, 4])) is Way.STEPS
    _device.can_compile.cache_clear()


@pytest.mark.parametrize("classes", [257, 1000, 30522, 32000, 50257])
def test_compiled_sums_over_many_classes_are_as_exact(classes):
    x = np.random.RandomState(0).uniform(size=(8, classes)).astype("float32")

    def totals(x):
        with _choice.in_a_program():
            return _sums.over_classes(x), *_sums.with_own_sum(-x, tf.negative)

    exact = x.astype("float64").sum(-1)
    plain, negated, own = tf.function(totals, jit_compile=True, autograph=False)(x)
    for got in (plain, negated, -own):
        assert np.max(np.abs(got - exact) / np.spacing(exact.astype("float32"))) <= 3


def test_smoothing_gives_an_impossible_class_mass_also_where_sums_are_made_side_by_side(compiled):
    z = np.zeros((2, 1000), "float32")
    z[1, 7] = -np.inf
    loss = tf.function(lambda z: sparse([3, 3], z, label_smoothing=0.1))(tf.constant(z))
    assert compiled
    np.testing.assert_allclose(loss, [np.log(1000), np.inf], rtol=1e-6)


@pytest.mark.parametrize("way", ["a program", "XLA of the user"])
def test_the_logarithm_of_compiled_sigmoid_losses_is_off_by_less_than_that_of_xla(way):
    random = np.random.RandomState(0)
    near_ends = 10.0 ** random.uniform(-37, 0, 10**5), 1 - 10.0 ** random.uniform(-7, 0, 10**5)
    t = np.concatenate([np.linspace(0, 1, 10**6), *near_ends]).astype("float32")
    exact = np.log1p(t.astype("float64"))

    def run(function):
        def traced(t):
            if way == "XLA of the user":
                return function(t)
            with _choice.in_a_program():
                return function(t)

        got = tf.function(traced, jit_compile=True, autograph=False)(tf.constant(t)).numpy()
        return np.max(np.abs(got - exact) / np.spacing(exact.astype("float32")))

    ours = run(_sigmoid._log1p)
    assert ours < 1.5
    assert ours <= run(tf.math.log1p)


@pytest.mark.parametrize(("jit_compile", "dtype"), [(False, "float32"), (False, "float64"), (True, "float64")])
def test_where_each_step_is_an_operation_and_in_float64_the_logarithm_is_one(jit_compile, dtype):
    seen = []
    run = tf.function(lambda t: seen.append(_sigmoid._log1p(t)) or seen[-1], jit_compile=jit_compile, autograph=False)
    run.get_concrete_function(tf.TensorSpec([3], dtype))
    assert [t.op.type for t in seen] == ["Log1p"]


UPSTREAM = {
    "mean": (tf.reduce_mean, 1),
    "sum": (tf.reduce_sum, 1),
    "mean of rows": (lambda loss: tf.tensordot(tf.reduce_mean(loss, -1), [1.0, 2.0, 0.0, 3.0], 1), 4),
    "mean of columns": (lambda loss: tf.reduce_sum(tf.reduce_mean(loss, 0) ** 2), K),
    "one number times": (lambda loss: tf.reduce_sum(loss * tf.constant(2.0)), 1),
    "rows repeated": (lambda loss: tf.reduce_sum(tf.tile(loss, [2, 1])), 4 * K),
    "weights": (lambda loss: tf.reduce_sum(loss * Y), 4 * K),
    "a constant": (lambda loss: tf.tensordot(tf.reshape(loss, [-1]), tf.range(4.0 * K), 1), 4 * K),
}


@pytest.mark.parametrize(("reduce", "size"), UPSTREAM.values(), ids=UPSTREAM)
@pytest.mark.parametrize("keywords", [{}, {"pos_weight": 3.0}], ids=str)
def test_a_gradient_that_repeats_a_few_numbers_is_taken_as_these(reduce, size, keywords, compiled, monkeypatch):
    sizes = []

    def watched(upstream):
        sizes.append(unbroadcast(upstream).shape.num_elements())
        return unbroadcast(upstream)

    def run(z, y):
        with tf.GradientTape() as outer:
            outer.watch([z, y])
            with tf.GradientTape() as inner:
                inner.watch([z, y])
                value = reduce(sigmoid(y, z, **keywords))
            first = inner.gradient(value, [z, y])
            along = tf.reduce_sum(first[0] * tf.sin(z)) + tf.reduce_sum(first[1] * tf.cos(z))
        return [value, *first, *outer.gradient(along, [z, y])]

    monkeypatch.setattr(_programs, "unbroadcast", watched)
    got = tf.function(run, autograph=False)(tf.constant(Z), tf.constant(Y))
    assert compiled
    assert sizes[0] == size
    monkeypatch.setattr(_choice, "LEAST", 2**62)
    for a, b in zip(got, run(tf.constant(Z), tf.constant(Y)), strict=True):
        np.testing.assert_allclose(a, b, rtol=2e-5, atol=2e-5)
