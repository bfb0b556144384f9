"""Every error of the run-time names: what, where, expected, got, what to do."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import tensorflow as tf
from support.small_batch import IDS, RUN_TIME, Y, Z, dense, sigmoid, sparse

import tfcompat
from tfcompat import losses
from tfcompat._keras import keras

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
        "takes no from_logits=; leave it out: a name with softmax or sigmoid takes logits",
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
        lambda: dense(Y, Z, soothing=0.1),
        TypeError,
        "takes no soothing=; it takes axis, class_weight, focal_gamma, label_smoothing, labels, logits, temperature",
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
    "one-hot labels for the sparse Loss": (
        lambda: losses.SparseSoftmaxCrossEntropy()(Y, Z),
        ValueError,
        r"For one-hot labels use softmax_cross_entropy, or its Loss, SoftmaxCrossEntropy\.$",
    ),
    "ids for the dense loss": (
        lambda: dense(IDS, Z),
        ValueError,
        r"For class ids use sparse_softmax_cross_entropy, or its Loss, SparseSoftmaxCrossEntropy\.$",
    ),
    "a column of ids for the sigmoid Loss": (
        lambda: losses.SigmoidCrossEntropy()(IDS[:, None], Z),
        ValueError,
        r"For class ids use sparse_softmax_cross_entropy",
    ),
    "a class axis that is not last": (
        lambda: sparse(np.zeros((2, 4, 5), int), np.zeros((2, 3, 4, 5), "float32")),
        ValueError,
        r"for logits \(2, 3, 4, 5\), got labels \(2, 4, 5\)\. They match the logits with axis=1: pass it\.$",
    ),
    "ids with an axis of size 1 in the place of the classes": (
        lambda: losses.SparseSoftmaxCrossEntropy(axis=1)(
            np.zeros((2, 1, 4, 5), int), np.zeros((2, 3, 4, 5), "float32")
        ),
        ValueError,
        r"shape \(2, 4, 5\) for logits \(2, 3, 4, 5\), got labels \(2, 1, 4, 5\)\. Write tf\.squeeze\(labels, 1\)\.$",
    ),
    "an id that marks what does not count": (
        lambda: sparse([0, 1, 2, -100], Z),
        RUN_TIME,
        r"3\. If -100 marks examples that do not count, pass ignore_class=-100\. tfcompat\.validate_labels\(labels, "
        r"num_classes\) finds the first",
    ),
    "another one": (lambda: sparse([0, 1, 2, 255], Z), RUN_TIME, r"If 255 marks .* pass ignore_class=255\."),
    "ids counted from 1": (lambda: sparse([1, 2, 3, 3], Z), RUN_TIME, "If ids start at 1 here, subtract 1"),
    "ids for one unit": (
        lambda: losses.SparseSoftmaxCrossEntropy()([0, 1], np.zeros((2, 1), "float32")),
        RUN_TIME,
        "A softmax over one unit is always 1: use sigmoid_cross_entropy, or its Loss, SigmoidCrossEntropy",
    ),
    "missing labels": (
        lambda: losses.SigmoidCrossEntropy()([[0.0, -1.0]], [[1.0, 1.0]]),
        ValueError,
        r"If -1 or NaN marks missing labels, pass a sample_weight of 0 for them to the Loss, or a mask\.",
    ),
    "missing labels that are NaN": (
        lambda: losses.SoftmaxCrossEntropy()([[0.0, float("nan")]], [[1.0, 1.0]]),
        ValueError,
        r"If -1 or NaN marks missing labels",
    ),
    "labels of -1 and 1": (
        lambda: losses.SigmoidCrossEntropy()([[1.0, -1.0]], [[1.0, 1.0]]),
        ValueError,
        r"To turn labels -1 and 1 into 0 and 1, write \(labels \+ 1\) / 2\.",
    ),
    "a mask of 0 and 255": (
        lambda: losses.SigmoidCrossEntropy()([[0.0, 255.0]], [[1.0, 1.0]]),
        ValueError,
        "To turn a mask of 0 and 255 into labels, divide it by 255",
    ),
    "one-hot labels for SparseAccuracy": (
        lambda: tfcompat.metrics.SparseAccuracy()(Y, Z),
        ValueError,
        "If y_true holds one number per class, use 'categorical_accuracy', which needs no link",
    ),
    "ignore_index of a metric": (
        lambda: tfcompat.metrics.SparseAccuracy(ignore_index=-1),
        TypeError,
        r"SparseAccuracy\(\) takes no ignore_index=; write ignore_class=\.$",
    ),
    "dim of FromLogits": (
        lambda: tfcompat.metrics.FromLogits("binary_accuracy", "sigmoid", dim=1),
        TypeError,
        r"FromLogits\(\) takes no dim=; write axis=\.$",
    ),
    "fractional ids": (
        lambda: sparse([0.5, 1, 2, 2], Z),
        RUN_TIME,
        r"not all whole numbers below 2\^24\. For labels that are distributions use softmax_cross_entropy",
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
        r"class_weight must hold one number for each of the 3 classes, or be a dict .*, got shape \(2,\) for logits",
    ),
    "class weights for a class that is not there": (
        lambda: sparse(IDS, Z, class_weight={3: 1.0}),
        ValueError,
        r"class_weight names class 3, which is outside \[0, 3\)\.",
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
        "axis must be -1 if the rank of logits is not known, got axis=0",
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
        "^class_weight must be one number per class, or a dict from class id to number, got 'balanced'\\.$",
    ),
    "an infinite positive weight": (
        lambda: losses.SigmoidCrossEntropy(pos_weight=float("inf")),
        ValueError,
        r"^pos_weight must hold finite numbers of at least 0, got inf\.$",
    ),
    "a positional argument": (
        lambda: losses.SoftmaxCrossEntropy(True),
        TypeError,
        r"^SoftmaxCrossEntropy\(\) takes keyword arguments only, got True; omit from_logits\.$",
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
        "Logits takes no activation, got 'softmax': .* Omit activation=. For a model that returns probabilities, use ",
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


def test_in_fit_the_last_line_says_how_to_find_the_label():
    model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(3)])
    model.compile("sgd", losses.SparseSoftmaxCrossEntropy(), jit_compile=False)
    with pytest.raises(RUN_TIME) as raised:
        model.fit(np.zeros((4, 4), "float32"), np.array([0, 1, 2, -100]), verbose=0)
    last = [line for line in f"{raised.value}".splitlines() if "node" not in line and line.strip()][-1]
    assert "[-100] [2] [3]" in last
    assert "pass it as ignore_class=. tfcompat.validate_labels(labels, num_classes) finds the first wrong" in last


def test_one_unit_under_a_softmax_names_the_sigmoid_loss():
    model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(1)])
    model.compile("sgd", losses.SoftmaxCrossEntropy())
    with pytest.warns(
        UserWarning, match=r"softmax_cross_entropy gets one unit\. .* its Loss, SigmoidCrossEntropy\."
    ) as told:
        model.fit(np.zeros((4, 4), "float32"), np.ones((4, 1)), verbose=0)
    assert len({f"{one.filename}:{one.lineno}" for one in told}) == 1


ONE_UNIT = {
    "softmax_cross_entropy": lambda z: losses.softmax_cross_entropy(tf.ones_like(z), z),
    "of another axis": lambda z: losses.softmax_cross_entropy(tf.ones([1, 2]), tf.transpose(z), axis=0),
    "SoftmaxCrossEntropy": lambda z: losses.SoftmaxCrossEntropy()(tf.ones_like(z), z),
    "sparse_softmax_cross_entropy": lambda z: losses.sparse_softmax_cross_entropy([0, 0], z),
    "SparseSoftmaxCrossEntropy": lambda z: losses.SparseSoftmaxCrossEntropy()([0, 0], z),
    "linear": lambda z: losses.linear_softmax_cross_entropy(tf.ones_like(z), z, tf.ones([1, 1])),
    "linear sparse": lambda z: losses.linear_sparse_softmax_cross_entropy([0, 0], z, tf.ones([1, 1])),
    "Distillation": lambda z: losses.Distillation()(z, z),
}


@pytest.mark.parametrize("traced", [False, True], ids=["eager", "graph"])
@pytest.mark.parametrize("loss", ONE_UNIT.values(), ids=ONE_UNIT)
def test_every_softmax_of_one_unit_is_told(loss, traced):
    with pytest.warns(UserWarning, match="A softmax over one unit is always 1: use sigmoid_cross_entropy"):
        (tf.function(loss) if traced else loss)(tf.constant([[1.0], [2.0]]))


def test_one_unit_is_right_under_a_sigmoid_and_with_logits_to_match():
    z = tf.constant([[1.0], [2.0]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        losses.sigmoid_cross_entropy(tf.ones_like(z), z)
        losses.LogitMatching()(z, z)
        losses.softmax_cross_entropy(tf.ones([1, 2]), tf.transpose(z))
