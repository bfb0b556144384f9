"""Every combination of keywords is the one formula of its family: value, gradients, in eager, graph and XLA."""

from __future__ import annotations

import itertools
import subprocess
import sys

import numpy as np
import pytest
import tensorflow as tf
from support.families import CHOICES, TAKES, K, data

from tfcompat import losses

COMBINATIONS = [
    pytest.param(function, dict(zip(names, values, strict=True)), id=f"{function.__name__}-{i}")
    for function, names in TAKES.items()
    for i, values in enumerate(itertools.product(*(CHOICES[name] for name in names)))
]


def formula(function, labels, logits, **keywords):
    """The formula of the family, written out in NumPy and float64."""
    k = {"pos_weight": None, "z_loss": 0.0, "ignore_class": None, **keywords}
    s = logits / k["temperature"]
    weight = np.ones(K) if k["class_weight"] is None else np.array(k["class_weight"])
    e, gamma = k["label_smoothing"], k["focal_gamma"]
    if function is losses.sigmoid_cross_entropy:
        q = (1 - e) * labels + e / 2
        p = 1 / (1 + np.exp(-s))
        positive = 1.0 if k["pos_weight"] is None else np.array(k["pos_weight"])
        return weight * (-positive * q * (1 - p) ** gamma * np.log(p) - (1 - q) * p**gamma * np.log1p(-p))
    shown = np.ones(len(s), bool)
    if function is losses.sparse_softmax_cross_entropy:
        shown = ~np.isin(labels, k["ignore_class"] if k["ignore_class"] is not None else [])
        labels = np.eye(K)[np.where(shown, labels, 0)]
    q = (1 - e) * labels + e / K * labels.sum(-1, keepdims=True)
    lse = np.log(np.exp(s).sum(-1, keepdims=True))
    log_p = s - lse
    values = -(weight * q * (1 - np.exp(log_p)) ** gamma * log_p).sum(-1) + k["z_loss"] * lse[:, 0] ** 2
    return np.where(shown, values, 0)


@pytest.mark.without_keras
@pytest.mark.parametrize(("function", "keywords"), COMBINATIONS)
def test_value_and_gradients(function, keywords):
    labels, logits = data(function)
    ids = function is losses.sparse_softmax_cross_entropy
    upstream = np.linspace(1, 2, 5)[:, None] if function is losses.sigmoid_cross_entropy else np.linspace(1, 2, 5)
    given = [tf.constant(labels), tf.constant(logits)]
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(given)
        loss = function(*given, **keywords)
        total = tf.reduce_sum(loss * upstream)
    np.testing.assert_allclose(loss, formula(function, labels, logits, **keywords), rtol=1e-12, atol=1e-14)
    for position in (1,) if ids else (0, 1):
        slopes = np.zeros_like(logits)
        for i in np.ndindex(slopes.shape):
            sides = []
            for step in (1e-6, -1e-6):
                moved = [labels.copy(), logits.copy()]
                moved[position][i] += step
                sides.append((upstream * formula(function, *moved, **keywords)).sum())
            slopes[i] = (sides[0] - sides[1]) / 2e-6
        np.testing.assert_allclose(tape.gradient(total, given[position]), slopes, atol=2e-8)


@pytest.mark.without_keras
@pytest.mark.parametrize("function", TAKES)
@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("everything", [False, True])
def test_same_in_graph_and_xla_with_unknown_shapes(function, compiled, everything):
    keywords = {name: CHOICES[name][-1] for name in TAKES[function]} if everything else {}
    labels, logits = data(function)
    rank = None if not everything else 2  # class_weight needs to know where the classes lie

    def run(labels, logits):
        with tf.GradientTape() as tape:
            tape.watch(logits)
            loss = function(labels, logits, **keywords)
        return loss, tape.gradient(loss, logits)

    spec = [tf.TensorSpec(None if rank is None else [None] * a.ndim, a.dtype) for a in (labels, logits)]
    wanted = run(tf.constant(labels), tf.constant(logits))
    got = tf.function(run, input_signature=spec, jit_compile=compiled)(labels, logits)
    for g, w in zip(got, wanted, strict=True):
        np.testing.assert_allclose(g, w, rtol=1e-12, atol=1e-14)


@pytest.mark.without_keras
@pytest.mark.parametrize("function", TAKES)
@pytest.mark.parametrize("everything", [False, True])
def test_higher_derivatives(function, everything):
    """Hessian-vector products in reverse and forward mode agree with differences of the gradient."""
    keywords = {name: CHOICES[name][-1] for name in TAKES[function]} if everything else {}
    labels, logits = data(function)
    z = tf.constant(logits)
    direction = tf.constant(np.random.RandomState(2).normal(size=logits.shape))

    def slope(z):
        with tf.GradientTape() as tape:
            tape.watch(z)
            loss = tf.reduce_sum(function(labels, z, **keywords) ** 2)
        return tape.gradient(loss, z)

    with tf.GradientTape() as tape:
        tape.watch(z)
        along = tf.reduce_sum(slope(z) * direction)
    reverse = tape.gradient(along, z)
    with tf.autodiff.ForwardAccumulator(z, direction) as forward:
        slopes = slope(z)
    numeric = (slope(z + 1e-6 * direction) - slope(z - 1e-6 * direction)) / 2e-6
    np.testing.assert_allclose(reverse, numeric, atol=1e-7)
    np.testing.assert_allclose(forward.jvp(slopes), numeric, atol=1e-7)
    each = tf.vectorized_map(lambda pair: function(pair[0][None], pair[1][None], **keywords), (labels, logits))
    np.testing.assert_allclose(
        tf.reshape(each, [-1]), tf.reshape(function(labels, logits, **keywords), [-1]), rtol=1e-12
    )


@pytest.mark.without_keras
def test_ids_out_of_range_are_nan_under_xla():
    """XLA cannot raise: loss and gradient of that row are NaN, the others untouched, in every determinism setting."""

    @tf.function(jit_compile=True)
    def run(labels, logits):
        with tf.GradientTape() as tape:
            tape.watch(logits)
            loss = losses.sparse_softmax_cross_entropy(labels, logits)
        return loss, tape.gradient(loss, logits)

    logits = tf.zeros((3, K))
    loss, slope = run(tf.constant([1, K, -1]), logits)
    assert np.isnan(loss).tolist() == [False, True, True]
    assert np.isnan(slope).all(-1).tolist() == [False, True, True]
    assert np.isfinite(slope[0]).all()


def test_ids_out_of_range_raise_in_a_graph():
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"labels must be class ids in .0, num_classes"):
        tf.function(losses.sparse_softmax_cross_entropy)(tf.constant([0, K]), tf.zeros((2, K)))


@pytest.mark.parametrize("jit", [False, True])
def test_ignored_rows_may_hold_anything(jit):
    logits = tf.constant([[1.0, 2.0], [np.nan, np.inf], [3.0, 1.0]])
    labels = tf.constant([0, 255, 1], tf.uint8)

    @tf.function(jit_compile=jit)
    def run(labels, logits):
        with tf.GradientTape() as tape:
            tape.watch(logits)
            loss = losses.sparse_softmax_cross_entropy(labels, logits, ignore_class=255)
        return loss, tape.gradient(loss, logits)

    loss, slope = run(labels, logits)
    kept = losses.sparse_softmax_cross_entropy([0, 1], [[1.0, 2.0], [3.0, 1.0]]).numpy()
    np.testing.assert_allclose(loss, [kept[0], 0, kept[1]], rtol=1e-6)
    np.testing.assert_array_equal(slope[1], [0, 0])
    assert np.isfinite(slope).all()


def test_a_mean_does_not_count_ignored_examples():
    logits = np.random.RandomState(0).normal(size=(4, K)).astype("float32")
    labels = np.array([0, 3, 255, 255])
    loss = losses.SparseSoftmaxCrossEntropy(ignore_class=255)
    np.testing.assert_allclose(loss(labels, logits), loss(labels[:2], logits[:2]), rtol=1e-6)
    weights = [1.0, 2.0, 3.0, 4.0]
    np.testing.assert_allclose(loss(labels, logits, weights), loss(labels[:2], logits[:2], weights[:2]), rtol=1e-6)


def test_an_ignored_class_is_not_what_it_overflows_to():
    """-1 read as uint8 is 255."""
    logits = np.zeros((2, 256), "float32")
    loss = losses.SparseSoftmaxCrossEntropy(ignore_class=-1)
    np.testing.assert_allclose(loss(np.array([255, 0], "uint8"), logits), np.log(256), rtol=1e-6)


def test_all_impossible_classes_are_infinite_and_never_nan():
    for function, labels in ((losses.softmax_cross_entropy, [[0.0, 1.0]]), (losses.sparse_softmax_cross_entropy, [1])):
        z = tf.constant([[-np.inf, -np.inf]])
        with tf.GradientTape() as tape:
            tape.watch(z)
            loss = function(labels, z)
        assert np.isposinf(loss).all()
        np.testing.assert_array_equal(tape.gradient(loss, z), [[0.0, -1.0]])


def test_focal_loss_goes_on_where_keras_stops():
    """Keras clips probabilities: the loss stops at 16.118 and its gradient is 0 there."""
    z = tf.constant([[0.0, 100.0]])
    with tf.GradientTape() as tape:
        tape.watch(z)
        loss = losses.sparse_softmax_cross_entropy([0], z, focal_gamma=2.0)
    np.testing.assert_allclose(loss, [100.0], rtol=1e-6)
    np.testing.assert_allclose(tape.gradient(loss, z), [[-1.0, 1.0]], rtol=1e-6)


@pytest.mark.without_keras
@pytest.mark.parametrize("gamma", [0.25, 1.0, 2.0])
def test_the_focal_gradient_is_finite_everywhere(gamma):
    z = tf.constant([-1e4, -100.0, -1e-30, 0.0, 1e-30, 100.0, 1e4])
    for label in (0.0, 0.5, 1.0):
        with tf.GradientTape() as tape:
            tape.watch(z)
            loss = losses.sigmoid_cross_entropy(tf.fill(z.shape, label), z, focal_gamma=gamma)
        assert np.isfinite(loss).all()
        assert np.isfinite(tape.gradient(loss, z)).all()


def test_ragged_batches_are_their_flat_values():
    flat = np.random.RandomState(0).normal(size=(5, K)).astype("float32")
    ids = np.array([0, 1, 2, 3, 0])
    logits, labels = (tf.RaggedTensor.from_row_lengths(a, [2, 0, 3]) for a in (flat, ids))
    loss = losses.SparseSoftmaxCrossEntropy(reduction="sum")
    np.testing.assert_allclose(loss(labels, logits), loss(ids, flat), rtol=1e-6)
    rows = [1.0, 5.0, 2.0]
    np.testing.assert_allclose(loss(labels, logits, rows), loss(ids, flat, [1.0, 1.0, 2.0, 2.0, 2.0]), rtol=1e-6)
    ragged = tf.RaggedTensor.from_row_lengths([1.0, 2.0, 3.0, 4.0, 5.0], [2, 0, 3])
    np.testing.assert_allclose(loss(labels, logits, ragged), loss(ids, flat, ragged.flat_values), rtol=1e-6)


DETERMINISTIC = """
import numpy as np, tensorflow as tf
tf.config.experimental.enable_op_determinism()
tf.random.set_seed(0)
from tfcompat import losses
def run(labels, logits, function):
    with tf.GradientTape() as tape:
        tape.watch(logits)
        loss = function(labels, logits)
    return loss, tape.gradient(loss, logits)
z = tf.constant([[0.5, -1.0, 2.0], [1.0, 0.0, 0.0]])
labels = tf.constant([[0.6, 1.2, 1.2], [0.0, 0.0, 0.0]])
for jit in (False, True):
    loss, slope = tf.function(run, jit_compile=jit)(labels, z, losses.softmax_cross_entropy)
    np.testing.assert_allclose(slope, 3 * tf.nn.softmax(z) * [[1.0], [0.0]] - labels, atol=1e-6)
loss, slope = tf.function(run, jit_compile=True)(tf.constant([3, 0]), z, losses.sparse_softmax_cross_entropy)
assert np.isnan(loss).tolist() == [True, False]
assert np.isnan(slope).all(-1).tolist() == [True, False]
print("right")
"""


@pytest.mark.without_keras
def test_op_determinism_changes_nothing():
    """In a process of its own, since determinism cannot be turned off: tf.nn's gradient is another one there."""
    run = subprocess.run([sys.executable, "-c", DETERMINISTIC], capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "right", run.stderr[-2000:]


def test_more_classes_than_float32_can_count():
    ids = np.array([2**24])
    logits = tf.concat([tf.zeros((1, 2**24)), [[16.0]]], axis=1)
    loss = losses.SparseSoftmaxCrossEntropy(reduction="none")(ids, logits)
    np.testing.assert_allclose(loss, np.log(np.exp(16) + 2**24) - 16, rtol=1e-4)


def test_bool_ids_are_two_classes():
    logits = np.array([[1.0, 2.0], [0.0, 3.0]], "float32")
    np.testing.assert_array_equal(
        losses.sparse_softmax_cross_entropy([True, False], logits),
        losses.sparse_softmax_cross_entropy([1, 0], logits),
    )


@pytest.mark.parametrize("function", TAKES)
def test_one_class(function):
    labels = np.array([0, 0]) if function is losses.sparse_softmax_cross_entropy else np.ones((2, 1), "float32")
    loss = function(labels, np.array([[3.0], [-np.inf]], "float32"))
    wanted = [0.0, np.inf] if function is not losses.sigmoid_cross_entropy else [[np.log1p(np.exp(-3))], [np.inf]]
    np.testing.assert_allclose(loss, wanted, rtol=1e-6)


def tensors_of_the_logits_size(**keywords):
    """How many operations of loss and gradient write a tensor of the size of the logits."""

    @tf.function
    def run(labels, logits):
        with tf.GradientTape() as tape:
            tape.watch(logits)
            loss = losses.sparse_softmax_cross_entropy(labels, logits, **keywords)
        return loss, tape.gradient(loss, logits)

    graph = run.get_concrete_function(tf.zeros([7], tf.int32), tf.zeros([7, 11])).graph
    made = [out for op in graph.get_operations() for out in op.outputs if out.shape == (7, 11)]
    in_place = ("Identity", "Sub", "Mul", "RealDiv", "Placeholder", "Reshape")  # forward their input's buffer
    return sum(out.op.type not in in_place for out in made)


@pytest.mark.without_keras
def test_smoothing_builds_no_more_tensors_of_the_logits_size():
    plain = tensors_of_the_logits_size()
    assert tensors_of_the_logits_size(label_smoothing=0.1) == plain


def test_a_mask_and_an_ignored_class_hide_together():
    logits = np.random.RandomState(0).normal(size=(4, K)).astype("float32")
    labels = np.array([0, 9, 2, 3])
    masked = tf.identity(logits)
    masked._keras_mask = tf.constant([True, True, False, True])
    loss = losses.SparseSoftmaxCrossEntropy(ignore_class=9)
    np.testing.assert_allclose(loss(labels, masked), loss(labels[[0, 3]], logits[[0, 3]]), rtol=1e-6)


def test_ragged_rows_of_other_lengths_are_refused():
    logits = tf.RaggedTensor.from_row_lengths(tf.zeros((3, K)), [1, 2])
    labels = tf.RaggedTensor.from_row_lengths([0, 1, 2], [2, 1])
    with pytest.raises(tf.errors.InvalidArgumentError, match="rows must have the same lengths"):
        losses.SparseSoftmaxCrossEntropy()(labels, logits)
