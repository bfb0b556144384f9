"""What does not count (masked, of an ignored class, of weight 0) may hold anything, and has a gradient of 0."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from tfcompat import layers, losses, metrics

K = 4
GOOD = np.random.RandomState(0).normal(size=(4, K)).astype("float32")
COUNTS = np.array([True, False, True, False])
BAD_LABELS = {
    losses.SoftmaxCrossEntropy: np.full((4, K), -7.0, "float32"),
    losses.SparseSoftmaxCrossEntropy: np.full(4, 99),
    losses.SigmoidCrossEntropy: np.full((4, K), -1.0, "float32"),
}
GOOD_LABELS = {
    losses.SoftmaxCrossEntropy: np.eye(K, dtype="float32"),
    losses.SparseSoftmaxCrossEntropy: np.arange(K),
    losses.SigmoidCrossEntropy: np.eye(K, dtype="float32"),
}


def value_and_gradient(loss, labels, logits, **keywords):
    z = tf.constant(logits)
    with tf.GradientTape() as tape:
        tape.watch(z)
        value = loss(labels, z, **keywords)
    return value.numpy(), tape.gradient(value, z).numpy()


@pytest.mark.parametrize("junk", [np.nan, np.inf, -np.inf, 3e38])
@pytest.mark.parametrize("cls", GOOD_LABELS)
def test_a_weight_of_zero_deletes_the_row(cls, junk):
    """Labels that no label may be, and logits that are no numbers: value and gradient are those of the other rows."""
    loss = cls(reduction="sum_by_nonzero_weights")
    logits = np.where(COUNTS[:, None], GOOD, np.float32(junk))
    good, bad = GOOD_LABELS[cls], BAD_LABELS[cls]
    labels = np.where(COUNTS if good.ndim == 1 else COUNTS[:, None], good, bad)
    value, slope = value_and_gradient(loss, labels, logits, sample_weight=COUNTS.astype("float32"))
    wanted, slopes = value_and_gradient(loss, good[COUNTS], GOOD[COUNTS])
    np.testing.assert_allclose(value, wanted, rtol=1e-6)
    np.testing.assert_allclose(slope[COUNTS], slopes, rtol=1e-5, atol=1e-7)
    np.testing.assert_array_equal(slope[~COUNTS], 0)


def test_missing_labels_of_single_classes_have_weight_zero():
    labels = np.array([[1.0, -1.0], [0.0, 1.0]], "float32")
    weights = (labels >= 0).astype("float32")
    loss = losses.SigmoidCrossEntropy(class_reduction=None, reduction="sum_by_nonzero_weights")
    logits = GOOD[:2, :2].copy()
    values = losses.sigmoid_cross_entropy(np.abs(labels), logits).numpy()
    logits[0, 1] = np.nan
    value, slope = value_and_gradient(loss, labels, logits, sample_weight=weights)
    np.testing.assert_allclose(value, (values * weights)[weights > 0].sum() / 3, rtol=1e-6)
    assert slope[0, 1] == 0


@pytest.mark.parametrize("cls", GOOD_LABELS)
@pytest.mark.parametrize("steps", [3, 5])
def test_a_mask_lies_across_the_class_axis_wherever_that_is(cls, steps):
    random = np.random.RandomState(1)
    logits = random.normal(size=(2, K, steps)).astype("float32")
    ids = random.randint(0, K, (2, steps))
    dense = np.moveaxis(np.eye(K, dtype="float32")[ids], -1, 1)
    labels = ids if cls is losses.SparseSoftmaxCrossEntropy else dense
    shown = random.uniform(size=(2, steps)) > 0.4
    masked = tf.identity(np.where(shown[:, None, :], logits, np.nan).astype("float32"))
    masked._keras_mask = tf.constant(shown)
    last = cls(reduction="mean")
    labels_last = ids if cls is losses.SparseSoftmaxCrossEntropy else np.eye(K, dtype="float32")[ids]
    wanted = last(labels_last[shown], np.moveaxis(logits, 1, -1)[shown])
    np.testing.assert_allclose(cls(axis=1, reduction="mean")(labels, masked), wanted, rtol=1e-5)


@pytest.mark.parametrize(
    ("keywords", "normalizer", "message"),
    [
        ({"reduction": "none"}, 4, "normalizer= divides a sum, but reduction='none' gives none; use 'sum' or a mean."),
        ({"reduction": "none"}, "global", "reduction='none' divides by nothing; use 'sum_over_batch_size' or another"),
        ({"reduction": "sum"}, "global", "normalizer='global' adds up what all replicas divide by, but reduction="),
        ({"reduction": "sum", "normalizer": "global"}, None, "but reduction='sum' divides by nothing; use 'sum_"),
        ({}, "globl", r"normalizer must be a number, 'global' or None, got 'globl'\.$"),
        ({"normalizer": "globl"}, None, "normalizer must be 'global' or None, got 'globl'; pass a count to the"),
        ({"normalizer": 4}, None, r"normalizer must be 'global' or None, got 4; pass .*\(y_true, y_pred, normalizer="),
    ],
)
def test_a_normalizer_divides_a_sum(keywords, normalizer, message):
    with pytest.raises(ValueError, match=message):
        losses.SoftmaxCrossEntropy(**keywords)(np.eye(K, dtype="float32"), GOOD, normalizer=normalizer)


@pytest.mark.parametrize("reduction", ["sum_over_batch_size", "mean_with_sample_weight", "sum_by_nonzero_weights"])
def test_one_replica_is_all_replicas(reduction):
    weights = tf.constant([0.0, 2.0, 1.0, 0.5][:K])
    given = (np.eye(K, dtype="float32"), tf.constant(GOOD), weights)
    alone, of_all = (losses.SoftmaxCrossEntropy(reduction=reduction, normalizer=each) for each in (None, "global"))
    found = []
    for loss, normalizer in ((alone, None), (of_all, None), (alone, "global")):
        with tf.GradientTape() as tape:
            tape.watch(given[1:])
            value = loss(*given, normalizer=normalizer)
        found.append([value, *tape.gradient(value, given[1:])])
    for each in found[1:]:
        for ours, theirs in zip(each, found[0], strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=1e-6)


@pytest.mark.parametrize("cls", GOOD_LABELS)
def test_a_weight_of_zero_has_the_gradient_of_its_loss(cls):
    """The loss of a row is the gradient of its weight, also where that is 0."""
    weights = tf.constant(COUNTS.astype("float32"))
    with tf.GradientTape() as tape:
        tape.watch(weights)
        total = cls(reduction="sum")(GOOD_LABELS[cls], GOOD, weights)
    wanted = cls(reduction="none")(GOOD_LABELS[cls], GOOD)
    np.testing.assert_allclose(tape.gradient(total, weights), wanted, rtol=1e-6)


@pytest.mark.parametrize("keywords", [{"ignore_class": 1}, {}], ids=["ignored", "weighed"])
def test_labels_of_a_wrong_shape_are_named_beside_weights_too(keywords):
    """Whoever hides rows looks at the labels first, and is not to speak of them in other words than the function."""
    loss = losses.SparseSoftmaxCrossEntropy(**keywords)
    with pytest.raises(ValueError, match=r"labels must hold one class id for each example, shape \(2,\) for logits"):
        loss(np.zeros((3,), int), np.zeros((2, 3), "float32"), np.array([1.0, 0.0]))


def test_ids_that_are_whole_floats_are_weighed_like_others():
    logits, weights = np.array([[1.0, 2.0], [0.0, 3.0]], "float32"), np.array([0.0, 2.0])
    loss = losses.SparseSoftmaxCrossEntropy()
    assert float(loss(np.array([1.0, 0.0], "float32"), logits, weights)) == float(loss([1, 0], logits, weights))


IDS_OF_ANY_KIND = {
    "int64": np.array([0, -1, 2, 99]),
    "uint8": np.array([0, 255, 2, 200], "uint8"),
    "float32": np.array([0, -1, 2, 99], "float32"),
    "float16": np.array([0, -1, 2, 6e4], "float16"),
    "float64": np.array([0, 1.5, 2, 1e300]),
    "NaN": np.array([0, np.nan, 2, np.inf], "float32"),
}


def of_unknown_size(call):
    def run(*tensors):
        signature = [tf.TensorSpec([None, *t.shape[1:]], t.dtype) for t in tensors]
        return tf.function(call, input_signature=signature)(*tensors)

    return run


RUNS = {
    "eager": lambda call: call,
    "graph of batches of any size": of_unknown_size,
    "xla": lambda call: tf.function(call, jit_compile=True),
}


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("ids", [*IDS_OF_ANY_KIND, "NaN in a column", "int64 in a column"])
def test_ids_of_weight_zero_may_be_any(ids, run):
    labels = IDS_OF_ANY_KIND[ids.removesuffix(" in a column")]
    labels = labels[:, None] if ids.endswith("column") else labels
    loss = losses.SparseSoftmaxCrossEntropy(reduction="sum")

    def both(y, z, w):
        with tf.GradientTape() as tape:
            tape.watch(z)
            value = loss(y, z, w)
        return value, tape.gradient(value, z)

    value, slope = RUNS[run](both)(tf.constant(labels), tf.constant(GOOD), tf.constant(COUNTS.astype("float32")))
    wanted, slopes = value_and_gradient(loss, [0, 2], GOOD[COUNTS])
    np.testing.assert_allclose(value, wanted, rtol=1e-6)
    np.testing.assert_allclose(slope.numpy()[COUNTS], slopes, rtol=1e-5, atol=1e-7)
    np.testing.assert_array_equal(slope.numpy()[~COUNTS], 0)


@pytest.mark.parametrize("mask", [False, True])
@pytest.mark.parametrize("ids", IDS_OF_ANY_KIND)
def test_metrics_do_not_look_at_what_does_not_count(ids, mask):
    logits, weights = tf.identity(GOOD), COUNTS.astype("float32")
    if mask:
        logits._keras_mask, weights = tf.constant(COUNTS), None
    for metric in (metrics.SparseAccuracy(), metrics.SparseTopKAccuracy(k=2), metrics.SparseCrossEntropy()):
        wanted = type(metric).from_config(metric.get_config())
        wanted.update_state(np.array([0, 2]), GOOD[COUNTS])
        metric.update_state(IDS_OF_ANY_KIND[ids], logits, weights)
        np.testing.assert_allclose(metric.result(), wanted.result(), rtol=1e-6)


ODD_LABELS = {
    "int64": np.array([[0, 1, 0, 0], [-1, 7, 0, 0], [1, 0, 0, 0], [-9, 0, 0, 0]]),
    "uint8": np.array([[0, 1, 0, 0], [255, 255, 0, 0], [1, 0, 0, 0], [128, 0, 0, 0]], "uint8"),
    "NaN": np.array([[0, 1, 0, 0], [np.nan, 1, 0, 0], [1, 0, 0, 0], [np.inf, 0, 0, 0]], "float32"),
}


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("labels", ODD_LABELS)
@pytest.mark.parametrize(
    "cls", [losses.SoftmaxCrossEntropy, losses.SigmoidCrossEntropy, losses.Distillation, losses.LogitMatching]
)
def test_rows_of_weight_zero_may_be_any(cls, labels, run):
    given = ODD_LABELS[labels]
    if cls in (losses.Distillation, losses.LogitMatching):  # whose labels are logits
        given = given.astype("float32")
    loss = cls(reduction="sum")

    def both(y, z, w):
        with tf.GradientTape() as tape:
            tape.watch(z)
            value = loss(y, z, w)
        return value, tape.gradient(value, z)

    value, slope = RUNS[run](both)(tf.constant(given), tf.constant(GOOD), tf.constant(COUNTS.astype("float32")))
    wanted, slopes = value_and_gradient(loss, given[COUNTS], GOOD[COUNTS])
    np.testing.assert_allclose(value, wanted, rtol=1e-5)
    np.testing.assert_allclose(slope.numpy()[COUNTS], slopes, rtol=1e-4, atol=1e-6)
    assert np.isfinite(slope).all()


@pytest.mark.parametrize("jit", [False, True])
@pytest.mark.parametrize("labels", [*IDS_OF_ANY_KIND, *(f"rows of {name}" for name in ODD_LABELS)])
def test_the_chunked_form_does_not_look_at_what_has_weight_zero(labels, jit):
    rows = labels.startswith("rows of ")
    given = ODD_LABELS[labels.removeprefix("rows of ")] if rows else IDS_OF_ANY_KIND[labels]
    cls = losses.SoftmaxCrossEntropy if rows else losses.SparseSoftmaxCrossEntropy
    head, inputs = layers.Logits(K), np.where(COUNTS[:, None], GOOD, np.float32("nan"))
    head.build((None, K))

    def total(loss, y, x, *weights):
        with tf.GradientTape() as tape:
            value = loss(y, head(x), *weights)
        return value, tape.gradient(value, head.trainable_variables[0])

    chunked = tf.function(total, jit_compile=jit)
    got = chunked(cls(chunk_size=3, reduction="sum"), tf.constant(given), inputs, COUNTS.astype("float32"))
    wanted = total(cls(reduction="sum"), given[COUNTS], tf.constant(GOOD[COUNTS]))
    for one, other in zip(got, wanted, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


def test_a_fraction_is_no_ignored_class():
    loss = losses.SparseSoftmaxCrossEntropy(ignore_class=2)
    with pytest.raises(tf.errors.InvalidArgumentError, match="labels must be class ids, that is integers"):
        loss(np.float32([2.5, 0]), GOOD[:2])
    assert float(loss(np.float32([2, 0]), GOOD[:2])) == float(loss([0], GOOD[1:2]))


@pytest.mark.parametrize("graph", [False, True])
@pytest.mark.parametrize("dtype", ["int8", "int32", "int64", "uint8", "uint16", "float32"])
@pytest.mark.parametrize(
    ("cls", "value", "message"),
    [
        (losses.SigmoidCrossEntropy, 2, r"labels must lie in \[0, 1\]"),
        (losses.SigmoidCrossEntropy, -1, r"labels must lie in \[0, 1\]"),
        (losses.SoftmaxCrossEntropy, -1, "labels must not be negative"),
    ],
)
def test_labels_that_no_label_may_be_are_refused_in_every_dtype(cls, value, message, dtype, graph):
    if value < 0 and dtype.startswith("u"):
        value = {losses.SigmoidCrossEntropy: 255}.get(cls)
    labels = np.zeros((4, K), dtype)
    loss = cls()
    call = tf.function(loss.__call__) if graph else loss
    call(labels, GOOD)
    loss = cls()
    call = tf.function(loss.__call__) if graph else loss
    if value is None:
        assert np.isfinite(call(np.full((4, K), 255, dtype), GOOD))  # weights of the rows, which may be any
        return
    labels[2, 1] = value
    with pytest.raises(tf.errors.InvalidArgumentError if graph else ValueError, match=message):
        call(labels, GOOD)


def test_a_mask_of_bytes_is_refused_wherever_its_object_lies():
    """A batch of masks whose first rows are all background, of a size that the graph is not told."""
    masks = np.zeros((2, 128, 128, 1), "uint8")
    masks[1, 50:70, 50:70] = 255
    loss = losses.SigmoidCrossEntropy()
    step = tf.function(loss.__call__, input_signature=[tf.TensorSpec([None] * 4, tf.uint8), tf.TensorSpec([None] * 4)])
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"labels must lie in \[0, 1\].*found:\] \[0\] \[255\]"):
        step(masks, np.zeros(masks.shape, "float32"))
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"labels must lie in \[0, 1\]"):
        tf.function(loss.__call__)(tf.constant(masks), tf.zeros(masks.shape))
    assert np.isfinite(step((masks > 0).astype("uint8"), np.zeros(masks.shape, "float32")))
    assert np.isfinite(loss(masks > 0, np.zeros(masks.shape, "float32")))
