"""Relations that every loss keeps: between families, between keywords, and between a Loss and its function."""

from __future__ import annotations

import inspect
import json

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import losses
from tfcompat._keras import keras

FUNCTIONS = [losses.softmax_cross_entropy, losses.sparse_softmax_cross_entropy, losses.sigmoid_cross_entropy]
LOSSES = [losses.SoftmaxCrossEntropy, losses.SparseSoftmaxCrossEntropy, losses.SigmoidCrossEntropy]
K = 5


def batch(loss, shape=(6,), dtype="float32", seed=0):
    """Labels as the family takes them, and logits."""
    random = np.random.RandomState(seed)
    logits = random.normal(size=(*shape, K)).astype(dtype)
    name = getattr(loss, "__name__", "").lower().replace("_", "")
    if name.startswith("sparse"):
        return random.randint(0, K, shape), logits
    labels = random.uniform(size=(*shape, K))
    if name.startswith("softmax"):
        labels /= labels.sum(-1, keepdims=True)
    return labels.astype(dtype), logits


def gradient(function, *args, of=1):
    args = [tf.constant(a) for a in args]
    with tf.GradientTape() as tape:
        tape.watch(args[of])
        value = tf.reduce_sum(function(*args))
    return tape.gradient(value, args[of]).numpy()


def numerically(function, labels, logits, *, of=1, step=1e-6):
    """The gradient by central differences, in float64."""
    args = [np.array(labels, dtype="float64"), np.array(logits, dtype="float64")]
    slopes = np.zeros_like(args[of])
    for i in np.ndindex(slopes.shape):
        sides = []
        for sign in (1, -1):
            moved = [a.copy() for a in args]
            moved[of][i] += sign * step
            sides.append(float(tf.reduce_sum(function(*moved))))
        slopes[i] = (sides[0] - sides[1]) / (2 * step)
    return slopes


# Between families


@pytest.mark.parametrize("smoothing", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("shape", [(), (6,), (2, 3)])
def test_sparse_is_dense_on_one_hot_labels(shape, smoothing):
    ids, logits = batch(losses.sparse_softmax_cross_entropy, shape)
    dense = tfcompat.softmax_cross_entropy(tf.one_hot(ids, K), logits, label_smoothing=smoothing)
    sparse = tfcompat.sparse_softmax_cross_entropy(ids, logits, label_smoothing=smoothing)
    np.testing.assert_allclose(sparse, dense, rtol=1e-6)
    np.testing.assert_allclose(
        gradient(lambda z: tfcompat.sparse_softmax_cross_entropy(ids, z, label_smoothing=smoothing), logits, of=0),
        gradient(
            lambda z: tfcompat.softmax_cross_entropy(tf.one_hot(ids, K), z, label_smoothing=smoothing), logits, of=0
        ),
        atol=1e-6,
    )


def test_sigmoid_is_softmax_over_two_classes():
    labels, logits = batch(losses.sigmoid_cross_entropy)
    two = np.stack([logits, np.zeros_like(logits)], -1)
    both = np.stack([labels, 1 - labels], -1)
    np.testing.assert_allclose(
        tfcompat.sigmoid_cross_entropy(labels, logits), tfcompat.softmax_cross_entropy(both, two), rtol=1e-5
    )


def test_uniform_logits_cost_the_logarithm_of_the_number_of_classes():
    np.testing.assert_allclose(tfcompat.sparse_softmax_cross_entropy([3], np.zeros((1, K), "f")), np.log(K), rtol=1e-6)


# Of keywords


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("axis", [0, 1, -2, 2])
@pytest.mark.parametrize("smoothing", [0.0, 0.3])
def test_axis_is_moving_the_axis(function, axis, smoothing):
    labels, logits = batch(function, (2, 3))
    ids = function is losses.sparse_softmax_cross_entropy
    moved = function(
        labels if ids else np.moveaxis(labels, -1, axis),
        np.moveaxis(logits, -1, axis),
        axis=axis,
        label_smoothing=smoothing,
    )
    wanted = function(labels, logits, label_smoothing=smoothing)
    if function is losses.sigmoid_cross_entropy:
        moved = np.moveaxis(moved, axis, -1)
    np.testing.assert_allclose(moved, wanted, rtol=1e-6)


def test_smoothing_is_smoothing_the_labels():
    labels, logits = batch(losses.softmax_cross_entropy)
    np.testing.assert_allclose(
        tfcompat.softmax_cross_entropy(labels, logits, label_smoothing=0.2),
        tfcompat.softmax_cross_entropy(0.8 * labels + 0.2 / K, logits),
        rtol=1e-5,
    )
    labels, logits = batch(losses.sigmoid_cross_entropy)
    np.testing.assert_allclose(
        tfcompat.sigmoid_cross_entropy(labels, logits, label_smoothing=0.2),
        tfcompat.sigmoid_cross_entropy(0.8 * labels + 0.1, logits),
        rtol=1e-5,
    )


@pytest.mark.parametrize("weight", [3.0, [1.0, 2.0, 3.0, 4.0, 5.0]])
def test_pos_weight_multiplies_the_positive_term(weight):
    labels, logits = batch(losses.sigmoid_cross_entropy, (2, 3))
    positive = -labels * tf.math.log_sigmoid(logits)
    negative = -(1 - labels) * tf.math.log_sigmoid(-logits)
    weighted = tfcompat.sigmoid_cross_entropy(labels, logits, pos_weight=weight)
    np.testing.assert_allclose(weighted, weight * positive + negative, rtol=1e-5)
    first = tfcompat.sigmoid_cross_entropy(
        np.moveaxis(labels, -1, 0), np.moveaxis(logits, -1, 0), axis=0, pos_weight=weight
    )
    np.testing.assert_allclose(np.moveaxis(first, 0, -1), weighted, rtol=1e-6)


# Gradients


@pytest.mark.parametrize("scale", [1.0, 3.0, 0.0])
@pytest.mark.parametrize("function", [losses.softmax_cross_entropy, losses.sigmoid_cross_entropy])
@pytest.mark.parametrize("of", [0, 1])
def test_gradient_is_that_of_the_loss_whatever_the_labels_sum_to(function, scale, of):
    """tf.nn.softmax_cross_entropy_with_logits returns softmax minus labels, right only where they sum to 1."""
    labels, logits = batch(function, (3,), "float64")
    labels *= scale
    graph = tf.function(function)  # in eager mode labels outside of [0, 1] are refused
    np.testing.assert_allclose(
        gradient(graph, labels, logits, of=of), numerically(graph, labels, logits, of=of), atol=1e-7
    )


def test_mixed_second_derivative_reaches_labels_and_logits():
    """d/dlabels of d/dlogits is softmax minus identity, row for row; TensorFlow's own op says zero."""
    labels, logits = (tf.constant(a) for a in batch(losses.softmax_cross_entropy, (1,), "float64"))
    with tf.GradientTape() as outer:
        outer.watch(labels)
        with tf.GradientTape() as inner:
            inner.watch(logits)
            loss = tfcompat.softmax_cross_entropy(labels, logits)
        slope = inner.gradient(loss, logits)[0]
    mixed = outer.jacobian(slope, labels)[:, 0, :].numpy()
    softmax = tf.nn.softmax(logits)[0].numpy()
    np.testing.assert_allclose(mixed, np.tile(softmax[:, None], (1, K)) - np.eye(K), atol=1e-12)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_same_numbers_in_graph_and_xla(function):
    labels, logits = batch(function)
    wanted = function(labels, logits), gradient(lambda z: function(labels, z), logits, of=0)
    for compiled in (False, True):

        @tf.function(jit_compile=compiled)
        def run(labels, logits):
            with tf.GradientTape() as tape:
                tape.watch(logits)
                loss = function(labels, logits, label_smoothing=0.0)
            return loss, tape.gradient(loss, logits)

        loss, slope = run(tf.constant(labels), tf.constant(logits))
        np.testing.assert_allclose(loss, wanted[0], rtol=1e-6)
        np.testing.assert_allclose(slope, wanted[1], atol=1e-6)


# Dtypes, shapes, extremes


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize(
    ("given", "returned"),
    [("float16", "float32"), ("bfloat16", "float32"), ("float32", "float32"), ("float64", "float64")],
)
def test_half_precision_is_computed_in_float32(function, given, returned):
    labels, logits = batch(function)
    logits = tf.cast(logits, given)
    loss = function(labels, logits)
    assert loss.dtype.name == returned
    np.testing.assert_allclose(loss, function(labels, tf.cast(logits, returned)), rtol=1e-6)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint16", "int32", "int64", "uint32"])
def test_ids_may_be_of_any_integer_dtype(dtype):
    ids, logits = batch(losses.sparse_softmax_cross_entropy)
    np.testing.assert_array_equal(
        tfcompat.sparse_softmax_cross_entropy(ids.astype(dtype), logits),
        tfcompat.sparse_softmax_cross_entropy(ids, logits),
    )


@pytest.mark.parametrize("function", FUNCTIONS)
def test_an_empty_batch_has_no_losses(function):
    labels, logits = batch(function, (0,))
    assert function(labels, logits).shape[0] == 0


def test_an_impossible_class_costs_nothing_where_the_label_gives_it_no_mass():
    logits = np.array([[1.0, 2.0, -np.inf]], "float32")
    labels = np.array([[0.5, 0.5, 0.0]], "float32")
    np.testing.assert_allclose(
        tfcompat.softmax_cross_entropy(labels, logits), tfcompat.softmax_cross_entropy(labels[:, :2], logits[:, :2])
    )
    assert np.isfinite(gradient(losses.softmax_cross_entropy, labels, logits)).all()
    assert np.isinf(tfcompat.softmax_cross_entropy(labels, logits, label_smoothing=0.1))
    np.testing.assert_array_equal(tfcompat.sigmoid_cross_entropy([0.0], [-np.inf]), [0.0])


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("size", [1e4, -1e4, np.finfo("float32").max])
def test_extreme_logits_are_never_nan(function, size):
    labels, _ = batch(function)
    logits = np.full((6, K), size, "float32")
    logits[:, 0] *= -1
    assert not np.isnan(function(labels, logits)).any()
    assert not np.isnan(gradient(lambda z: function(labels, z), logits, of=0)).any()


# The Keras losses


@pytest.mark.parametrize("loss", LOSSES)
def test_a_loss_is_the_mean_of_its_function(loss):
    labels, logits = batch(loss)
    values = getattr(losses, loss().name)(labels, logits)
    np.testing.assert_allclose(loss()(labels, logits), np.mean(values), rtol=1e-6)
    np.testing.assert_allclose(loss(reduction="sum")(labels, logits), np.sum(loss().call(labels, logits)), rtol=1e-6)
    np.testing.assert_array_equal(loss(reduction="none")(labels, logits), loss().call(labels, logits))
    np.testing.assert_array_equal(loss(reduction=None)(labels, logits), loss().call(labels, logits))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (losses.SoftmaxCrossEntropy, "CategoricalCrossentropy"),
        (losses.SparseSoftmaxCrossEntropy, "SparseCategoricalCrossentropy"),
        (losses.SigmoidCrossEntropy, "BinaryCrossentropy"),
    ],
)
@pytest.mark.parametrize("weight", [None, [1.0, 0.0, 2.0, 0.5, 0.0, 3.0]])
@pytest.mark.parametrize("reduction", ["sum_over_batch_size", "sum", "none"])
def test_a_loss_agrees_with_keras_where_keras_is_right(ours, theirs, weight, reduction):
    labels, logits = batch(ours)
    builtin = getattr(keras.losses, theirs)(from_logits=True, reduction=reduction)
    np.testing.assert_allclose(
        ours(reduction=reduction)(labels, logits, weight), builtin(labels, logits, weight), rtol=1e-5, atol=1e-6
    )


def test_reductions_divide_by_what_they_say():
    labels, logits = batch(losses.SparseSoftmaxCrossEntropy)
    weight = np.array([1.0, 0.0, 2.0, 0.5, 0.0, 3.0], "float32")
    values = tfcompat.sparse_softmax_cross_entropy(labels, logits).numpy()
    divisors = {"mean": 6, "sum_over_batch_size": 6, "mean_with_sample_weight": 6.5, "sum_by_nonzero_weights": 4}
    for reduction, divisor in divisors.items():
        loss = losses.SparseSoftmaxCrossEntropy(reduction=reduction)(labels, logits, weight)
        np.testing.assert_allclose(loss, np.sum(values * weight) / divisor, rtol=1e-6)
        np.testing.assert_allclose(
            losses.SparseSoftmaxCrossEntropy(reduction=reduction)(labels, logits), values.mean(), rtol=1e-6
        )


@pytest.mark.parametrize("reduction", ["mean", "sum_by_nonzero_weights", "mean_with_sample_weight", "sum"])
def test_an_empty_batch_reduces_to_zero(reduction):
    labels, logits = batch(losses.SparseSoftmaxCrossEntropy, (0,))
    assert float(losses.SparseSoftmaxCrossEntropy(reduction=reduction)(labels, logits)) == 0


def test_weights_of_a_batch_weigh_rows_even_where_there_are_as_many_columns():
    """Keras 3 aligns a (B,) weight with the columns of (B, T) losses when B equals T, and says nothing."""
    labels, logits = batch(losses.SparseSoftmaxCrossEntropy, (3, 3))
    rows = np.array([1.0, 0.0, 0.0], "float32")
    loss = losses.SparseSoftmaxCrossEntropy(reduction="sum")(labels, logits, rows)
    np.testing.assert_allclose(loss, np.sum(tfcompat.sparse_softmax_cross_entropy(labels[0], logits[0])), rtol=1e-6)


def test_a_weight_of_zero_is_a_deleted_row():
    labels, logits = batch(losses.SparseSoftmaxCrossEntropy)
    logits[1] = -np.inf, np.inf, 0, 0, 0
    kept = np.array([1, 0, 1, 1, 1, 1], bool)
    loss = losses.SparseSoftmaxCrossEntropy(reduction="sum_by_nonzero_weights")
    np.testing.assert_allclose(loss(labels, logits, kept), loss(labels[kept], logits[kept]), rtol=1e-6)


@pytest.mark.parametrize("loss", LOSSES)
def test_a_masked_row_may_hold_anything(loss):
    labels, logits = batch(loss)
    shown = np.array([1, 0, 1, 1, 0, 1], bool)
    wanted = loss()(labels[shown], logits[shown])
    logits[~shown], labels[~shown] = np.nan, 99
    tensor = tf.constant(logits)
    with tf.GradientTape() as tape:
        tape.watch(tensor)
        masked = tf.identity(tensor)
        masked._keras_mask = tf.constant(shown)
        value = loss()(labels, masked)
    np.testing.assert_allclose(value, wanted, rtol=1e-6)
    slope = tape.gradient(value, tensor).numpy()
    assert (slope[~shown] == 0).all()
    assert np.isfinite(slope).all()


def test_integer_labels_reach_the_loss_as_they_are():
    """Keras casts labels to float32 first, where 2^24 + 1 is 2^24."""
    loss = losses.SparseSoftmaxCrossEntropy(reduction="none")
    label = np.array([2**24 + 1])
    with pytest.raises((ValueError, tf.errors.InvalidArgumentError), match=str(2**24 + 1)):
        loss(label, np.zeros((1, 3), "float32"))


def test_label_shapes_that_keras_accepts():
    labels, logits = batch(losses.SparseSoftmaxCrossEntropy)
    loss = losses.SparseSoftmaxCrossEntropy()
    np.testing.assert_array_equal(loss(labels[:, None], logits), loss(labels, logits))
    binary = losses.SigmoidCrossEntropy()
    truth = np.array([0.0, 1.0, 1.0], "float32")
    logit = np.array([[1.0], [2.0], [3.0]], "float32")
    np.testing.assert_array_equal(binary(truth, logit), binary(truth[:, None], logit))


@pytest.mark.parametrize("loss", LOSSES)
def test_every_argument_survives_the_config(loss):
    arguments = {
        "axis": -2,
        "label_smoothing": 0.25,
        "class_weight": {0: 2.0, 3: 0.5},
        "ignore_class": [1, 255],
        "pos_weight": [1.0, 2.0, 3.0],
        "focal_gamma": 2.0,
        "temperature": 0.5,
        "z_loss": 1e-4,
        "class_reduction": "sum",
        "check_logits": "error",
        "reduction": "sum_by_nonzero_weights",
        "normalizer": "global",
        "name": "mine",
        "dtype": "float64",
        "chunk_size": 16,
    }
    taken = set(inspect.signature(loss.__init__).parameters) - {"self"}
    assert taken <= set(arguments), "a new argument needs a value here"
    arguments = {name: value for name, value in arguments.items() if name in taken}
    if "chunk_size" in taken:  # a layer puts the classes last
        arguments["axis"] = -1
    again = loss.from_config(loss(**arguments).get_config())
    assert again.get_config() == arguments
    restored = keras.losses.deserialize(json.loads(json.dumps(keras.losses.serialize(loss(**arguments)))))
    assert type(restored) is loss
    assert restored.get_config() == arguments


@pytest.mark.parametrize("loss", LOSSES)
def test_dtype_float64_computes_in_float64(loss):
    labels, logits = batch(loss)
    assert loss(dtype="float64")(labels, logits).dtype == tf.float64
