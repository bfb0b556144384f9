"""Every error of the run-time names: what, where, expected, got, what to do."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import losses
from tfcompat._keras import IS_KERAS_3

Z = np.zeros((4, 3), "float32")
IDS = np.array([0, 1, 2, 2])
Y = np.eye(3, dtype="float32")[IDS]
dense, sparse, sigmoid = (
    losses.softmax_cross_entropy,
    losses.sparse_softmax_cross_entropy,
    losses.sigmoid_cross_entropy,
)
RUN_TIME = tf.errors.InvalidArgumentError

CASES = {
    "integer logits": (
        lambda: dense(Z, IDS),
        TypeError,
        r"logits must be floating point, got int64 of shape \(4,\)\. Are labels and logits swapped\? "
        r"They are \(labels, logits\), in this order\.",
    ),
    "bool logits": (lambda: sigmoid(Y, Z > 0), TypeError, "logits must be floating point, got bool"),
    "text labels": (lambda: dense(tf.constant("a"), Z), TypeError, "labels must be numbers, got string"),
    "text ids": (lambda: sparse(tf.constant("a"), Z), TypeError, "labels must be class ids, that is integers, got str"),
    "an old keyword": (
        lambda: dense(onehot_labels=Y, logits=Z),
        TypeError,
        r"^softmax_cross_entropy\(\) takes no onehot_labels=; write labels=\.$",
    ),
    "dim": (lambda: dense(Y, Z, dim=0), TypeError, r"takes no dim=; write axis=\."),
    "from_logits": (
        lambda: dense(Y, Z, from_logits=True),
        TypeError,
        "takes no from_logits=; leave it out: softmax or sigmoid in a name says that the input is logits",
    ),
    "from_logits of a Loss": (
        lambda: losses.SoftmaxCrossEntropy(from_logits=True),
        TypeError,
        r"^SoftmaxCrossEntropy\(\) takes no from_logits=; leave it out",
    ),
    "weights": (
        lambda: sparse(IDS, Z, weights=1.0),
        TypeError,
        "multiply the per-example loss, or pass sample_weight=",
    ),
    "an unknown keyword": (
        lambda: dense(Y, Z, smoothing=0.1),
        TypeError,
        "takes no smoothing=; it takes axis, class_weight, focal_gamma, label_smoothing, labels, logits, temperature",
    ),
    "different shapes": (
        lambda: dense(Y[:1], Z),
        ValueError,
        r"must have the same shape, got labels \(1, 3\) and logits \(4, 3\); nothing is broadcast\.$",
    ),
    "a trailing axis too many": (
        lambda: sparse(IDS[None, :, None], Z[None]),
        ValueError,
        r"one class id for each example, shape \(1, 4\) for logits \(1, 4, 3\), got labels \(1, 4, 1\)\. "
        r"Write tf\.squeeze\(labels, -1\)\.$",
    ),
    "a trailing axis too few": (
        lambda: sigmoid(np.zeros(4), np.zeros((4, 1))),
        ValueError,
        r"Write tf\.expand_dims\(labels, -1\)\.$",
    ),
    "one-hot labels for the sparse loss": (
        lambda: sparse(Y, Z),
        ValueError,
        r"shape \(4,\) for logits \(4, 3\), got labels \(4, 3\)",
    ),
    "fractional ids": (
        lambda: sparse([0.5, 1, 2, 2], Z),
        RUN_TIME,
        r"not all whole numbers below 2\^24\. Labels that are distributions belong to softmax_cross_entropy",
    ),
    "an id out of range": (
        lambda: sparse([0, 1, 2, 7], Z),
        RUN_TIME,
        r"class ids in \[0, num_classes\); least id, greatest id and num_classes: 0, 7, 3\.",
    ),
    "negative smoothing": (
        lambda: dense(Y, Z, label_smoothing=-0.1),
        ValueError,
        r"label_smoothing must be a number in \[0, 1\], got -0\.1\.",
    ),
    "smoothing that is no number": (
        lambda: dense(Y, Z, label_smoothing="a little"),
        TypeError,
        r"label_smoothing must be a number in \[0, 1\], got 'a little'\.",
    ),
    "a temperature of 0": (
        lambda: sparse(IDS, Z, temperature=0),
        ValueError,
        r"temperature must be a positive number, got 0\.",
    ),
    "a negative focal exponent": (
        lambda: sigmoid(Y, Z, focal_gamma=-1),
        ValueError,
        r"focal_gamma must be a number of at least 0, got -1\.",
    ),
    "a negative z_loss, when the Loss is made": (
        lambda: losses.SparseSoftmaxCrossEntropy(z_loss=-1.0),
        ValueError,
        r"z_loss must be a number of at least 0, got -1\.0\.",
    ),
    "an unknown class reduction": (
        lambda: losses.SigmoidCrossEntropy(class_reduction="max"),
        ValueError,
        r"class_reduction must be one of 'mean', 'sum', None, got 'max'\.",
    ),
    "class weights for other classes": (
        lambda: sparse(IDS, Z, class_weight=[1.0, 2.0]),
        ValueError,
        r"class_weight must hold one number for each of the 3 classes, or be a dict .*; got shape \(2,\) for logits",
    ),
    "class weights for a class that is not there": (
        lambda: sparse(IDS, Z, class_weight={3: 1.0}),
        ValueError,
        r"class_weight names class 3, which lies outside \[0, 3\)\.",
    ),
    "a ragged loss of dense labels": (
        lambda: losses.SparseSoftmaxCrossEntropy()(IDS, tf.RaggedTensor.from_row_lengths(Z, [3, 1])),
        TypeError,
        r"logits are a RaggedTensor of shape .*, so labels must be one too, got a tensor of shape \(4,\)\.",
    ),
    "an axis where the rank is not known": (
        lambda: tf.function(
            lambda z: sigmoid(z, z) + dense(z, z, axis=0), input_signature=[tf.TensorSpec(None, tf.float32)]
        )(Z),
        ValueError,
        "axis must be -1 where the rank of logits is not known, got axis=0",
    ),
    "an axis that is not there": (
        lambda: dense(Y, Z, axis=2),
        ValueError,
        r"axis must lie in \[-2, 1\] for logits of shape \(4, 3\), got 2",
    ),
    "an axis that is no number": (lambda: dense(Y, Z, axis="last"), TypeError, "axis must be an int, got 'last'"),
    "weights for other classes": (
        lambda: sigmoid(Y, Z, pos_weight=[1.0, 2.0]),
        ValueError,
        r"one number for each of the 3 classes, .* got shape \(2,\) for logits \(4, 3\) with axis=-1",
    ),
    "a sigmoid axis that is not there": (
        lambda: sigmoid(Y, Z, axis=5),
        ValueError,
        r"^axis must lie in \[-2, 1\] for logits of shape \(4, 3\), got 5\.$",
    ),
    "ids and logits of one number": (
        lambda: sparse(0, 1.0),
        ValueError,
        r"^logits must have a class axis, got a single number\.$",
    ),
    "labels and logits of one number": (
        lambda: dense(0.0, 1.0),
        ValueError,
        r"^logits must have a class axis, got a single number\.$",
    ),
    "negative class weights": (
        lambda: dense(Y, Z, class_weight=[-1, 1, 1]),
        ValueError,
        r"^class_weight must hold finite numbers of at least 0, got \[-1, 1, 1\]\.$",
    ),
    "class weights that are NaN, when the Loss is made": (
        lambda: losses.SparseSoftmaxCrossEntropy(class_weight={0: float("nan")}),
        ValueError,
        r"^class_weight must hold finite numbers of at least 0, got \{0: nan\}\.$",
    ),
    "balanced class weights": (
        lambda: sparse(IDS, Z, class_weight="balanced"),
        TypeError,
        "^class_weight must be one number for each class, or a dict from class id to number, got 'balanced'\\.$",
    ),
    "an infinite positive weight": (
        lambda: losses.SigmoidCrossEntropy(pos_weight=float("inf")),
        ValueError,
        r"^pos_weight must hold finite numbers of at least 0, got inf\.$",
    ),
    "a positional argument": (
        lambda: losses.SoftmaxCrossEntropy(True),
        TypeError,
        r"^SoftmaxCrossEntropy\(\) takes keywords only, got True; from_logits is to be left out\.$",
    ),
    "a temperature below what float32 holds": (
        lambda: dense(Y, Z, temperature=1e-40),
        ValueError,
        "temperature must be a positive number, got 1e-40",
    ),
    "an ignored class that is no id": (
        lambda: losses.SparseSoftmaxCrossEntropy(ignore_class=1.5),
        TypeError,
        "ignore_class must be a class id or several, that is integers, got 1.5",
    ),
    "an unknown reduction": (
        lambda: losses.SoftmaxCrossEntropy(reduction="auto"),
        ValueError,
        "reduction must be one of 'sum_over_batch_size', .*, got 'auto'",
    ),
    "a dtype that is too narrow": (
        lambda: losses.SoftmaxCrossEntropy(dtype="float16"),
        ValueError,
        "dtype must be None, 'float32' or 'float64', got 'float16'",
    ),
    "weights of another batch": (
        lambda: losses.SparseSoftmaxCrossEntropy()(IDS, Z, [1.0, 2.0]),
        ValueError,
        r"sample_weight must have the shape of the losses, \(4,\), .*; got \(2,\)",
    ),
    "weights of too many axes": (
        lambda: losses.SparseSoftmaxCrossEntropy()(IDS, Z, np.ones((4, 3))),
        ValueError,
        r"sample_weight must have the shape of the losses, \(4,\), .*; got \(4, 3\)",
    ),
    "swapped in a dense Loss": (
        lambda: losses.SoftmaxCrossEntropy()(Z - 1, Y),
        ValueError,
        r"labels must not be negative.* Are labels and logits swapped\?.* Got labels of shape \(4, 3\), from -1 to -1",
    ),
    "swapped in a sigmoid Loss": (
        lambda: losses.SigmoidCrossEntropy()(Z + 2, Y),
        ValueError,
        r"labels must lie in \[0, 1\].* Are labels and logits swapped\?",
    ),
    "an activation": (
        lambda: tfcompat.Logits(3, activation="softmax"),
        ValueError,
        "Logits takes no activation, got 'softmax': .* Leave activation= out; for a model that returns probabilities, ",
    ),
    "a sigmoid": (
        lambda: tfcompat.Logits(1, activation=tf.nn.sigmoid),
        ValueError,
        r"tfcompat.with_probabilities\(model, 'sigmoid'\)",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_message(case):
    run, error, message = CASES[case]
    with pytest.raises(error, match=message):
        run()


@pytest.mark.parametrize(
    ("function", "labels", "shape"),
    [(dense, Y[:1], [None, 3]), (dense, Y, None), (sparse, IDS[:1], [None]), (sigmoid, Y[:, :1], [None, None])],
)
def test_shapes_known_only_at_run_time_are_checked_there(function, labels, shape):
    """tf.nn broadcasts labels (1, 3) against logits (4, 3) when it cannot see the shapes."""
    spec = tf.TensorSpec(shape, labels.dtype)
    run = tf.function(function, input_signature=[spec, tf.TensorSpec([None, None], tf.float32)])
    other = Z[:, :2] if shape is None else Z
    with pytest.raises(RUN_TIME, match=r"labels .*must .* The shape of labels and the shape expected"):
        run(labels, other)


def test_swapped_arguments_are_seen_in_a_graph_too():
    loss = losses.SoftmaxCrossEntropy()
    with pytest.raises(RUN_TIME, match="Are labels and logits swapped"):
        tf.function(loss)(tf.constant(Z - 1), tf.constant(Y))


def test_labels_are_looked_at_in_the_first_batch_alone():
    """So that the look costs nothing measurable."""
    loss = losses.SoftmaxCrossEntropy()
    loss(Y, Z)
    assert np.isfinite(loss(Z - 1, Y))


def test_float_ids_of_keras_are_accepted_by_the_function():
    np.testing.assert_array_equal(sparse(IDS.astype("float32"), Z), sparse(IDS, Z))


def test_tf_keras_appends_an_axis_that_the_function_drops_again():
    """It hands a function given to compile the ids (batch, 1); to everyone else that is a mistake."""
    if IS_KERAS_3:
        with pytest.raises(ValueError, match=r"Write tf\.squeeze\(labels, -1\)"):
            sparse(IDS[:, None], Z)
    else:
        np.testing.assert_array_equal(sparse(IDS[:, None], Z), sparse(IDS, Z))


def test_numbers_of_numpy_are_numbers():
    loss = sparse(IDS, Z, label_smoothing=np.float32(0.1), axis=np.int64(-1), ignore_class=np.array([7, 8]))
    np.testing.assert_allclose(loss, sparse(IDS, Z, label_smoothing=0.1), rtol=1e-6)


def test_labels_that_round_above_one_are_labels():
    assert np.isfinite(losses.SigmoidCrossEntropy()([[np.float32(1.0000001)]], [[1.0]]))


@pytest.mark.parametrize(
    ("loss", "logits", "message"),
    [
        (
            losses.SparseSoftmaxCrossEntropy,
            np.zeros((2, 3), "float32"),
            "labels must hold one class id for each example",
        ),
        (losses.SigmoidCrossEntropy, np.zeros((2, 1), "float32"), "labels and logits must have the same shape"),
    ],
)
def test_labels_of_unknown_rank_that_fit_in_no_way_are_refused(loss, logits, message):
    spec = [tf.TensorSpec(None, tf.int32), tf.TensorSpec([None, logits.shape[1]])]
    run = tf.function(lambda y, z: loss()(y, z), input_signature=spec)
    with pytest.raises(tf.errors.InvalidArgumentError, match=message):
        run(np.zeros((2, 2), "int32"), logits)
