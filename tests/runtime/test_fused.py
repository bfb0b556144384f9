"""The fused form is the plain loss of ``inputs @ kernel + bias``: value, gradients, errors, with and without Keras."""

from __future__ import annotations

import re

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import losses

N, D, K = 7, 3, 5
RANDOM = np.random.RandomState(0)
INPUTS, KERNEL, BIAS = (RANDOM.normal(size=size) for size in ((N, D), (D, K), (K,)))
IDS = np.array([0, 4, 2, 1, 3, 2, 2])
ROWS = RANDOM.uniform(size=(N, K))  # sums differ from 1
UPSTREAM = np.linspace(-1, 2, N)
KEYWORDS = [
    {},
    {"label_smoothing": 0.1, "z_loss": 0.01},
    {"class_weight": [1.0, 0.5, 2.0, 0.0, 3.0], "temperature": 2.5},
    {"focal_gamma": 2.0, "label_smoothing": 0.2},
]
MODES = ("eager", "graph", "unknown batch", "XLA")


def labels_of(fused):
    return IDS if fused is losses.linear_sparse_softmax_cross_entropy else ROWS


def value_and_gradients(fused, mode, *, held, dtype="float64", labels=None, **keywords):
    """Losses, and the gradients under an upstream gradient that differs from example to example."""
    plain = {
        losses.linear_sparse_softmax_cross_entropy: losses.sparse_softmax_cross_entropy,
        losses.linear_softmax_cross_entropy: losses.softmax_cross_entropy,
    }[fused]
    given = labels_of(fused) if labels is None else labels
    tensors = [tf.constant(given), *(tf.cast(part, dtype) for part in (INPUTS, KERNEL, BIAS))]

    def both(labels, inputs, kernel, bias):
        with tf.GradientTape() as tape:
            watched = [inputs, kernel, bias] + ([labels] if labels.dtype.is_floating else [])
            tape.watch(watched)
            if held:
                keywords.pop("chunk_size", None)
                value = plain(labels, tf.matmul(inputs, kernel) + bias, **keywords)
            else:
                value = fused(labels, inputs, kernel, bias, **keywords)
        return value, *tape.gradient(value, watched, tf.cast(UPSTREAM, value.dtype))

    if mode != "eager":
        specs = [tf.TensorSpec(t.shape, t.dtype) for t in tensors]
        if mode == "unknown batch":
            specs[:2] = [tf.TensorSpec([None, *t.shape[1:]], t.dtype) for t in tensors[:2]]
        both = tf.function(both, input_signature=specs, jit_compile=mode == "XLA")
    return [part.numpy() for part in both(*tensors)]


FUSED = pytest.mark.parametrize(
    "fused", [losses.linear_softmax_cross_entropy, losses.linear_sparse_softmax_cross_entropy]
)


@FUSED
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("keywords", KEYWORDS, ids=lambda keywords: "-".join(keywords) or "plain")
def test_it_is_the_plain_loss_of_the_logits(fused, mode, keywords):
    got = value_and_gradients(fused, mode, held=False, chunk_size=3, **keywords)
    want = value_and_gradients(fused, "eager", held=True, **keywords)
    for found, expected in zip(got, want, strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-10)


@FUSED
@pytest.mark.parametrize("chunk_size", ["auto", 1, N, 2 * N, 10**9])
def test_no_size_of_a_chunk_changes_a_number(fused, chunk_size):
    got = value_and_gradients(fused, "graph", held=False, chunk_size=chunk_size)
    for found, expected in zip(got, value_and_gradients(fused, "eager", held=True), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-10)


@FUSED
@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
@pytest.mark.parametrize("mode", ["eager", "XLA"])
def test_half_precision_gives_float32_losses_and_gradients_of_its_own_dtype(fused, dtype, mode):
    value, *gradients = value_and_gradients(fused, mode, held=False, dtype=dtype, chunk_size=3)
    want, *wanted = value_and_gradients(fused, "eager", held=True, dtype="float64")
    assert value.dtype == np.float32
    np.testing.assert_allclose(value, want, rtol=0.05, atol=0.05)
    for found, expected in zip(gradients[:3], wanted[:3], strict=True):
        assert found.dtype == tf.as_dtype(dtype).as_numpy_dtype
        np.testing.assert_allclose(found.astype("float64"), expected, rtol=0.1, atol=0.1)


@FUSED
def test_any_leading_dimensions(fused):
    labels = labels_of(fused)[:6]
    flat = fused(labels, INPUTS[:6], KERNEL, BIAS, chunk_size=4)
    folded = fused(labels.reshape(2, 3, *labels.shape[1:]), INPUTS[:6].reshape(2, 3, D), KERNEL, BIAS, chunk_size=4)
    np.testing.assert_array_equal(folded, tf.reshape(flat, [2, 3]))
    single = fused(labels[0], INPUTS[0], KERNEL, BIAS)
    np.testing.assert_allclose(single, flat[0], rtol=1e-12)


@FUSED
def test_no_examples_have_no_losses(fused):
    assert fused(labels_of(fused)[:0], INPUTS[:0], KERNEL, BIAS).shape == (0,)


@FUSED
def test_without_a_bias(fused):
    found = fused(labels_of(fused), INPUTS, KERNEL, chunk_size=2)
    np.testing.assert_allclose(found, fused(labels_of(fused), INPUTS, KERNEL, np.zeros(K)), rtol=1e-12)


@pytest.mark.parametrize("mode", MODES)
def test_ignored_rows_may_hold_anything_and_have_no_gradient(mode, monkeypatch):
    hostile = INPUTS.copy()
    hostile[0], hostile[2] = np.nan, np.inf
    hidden = np.array([-1, 4, -1, 1, 3, 2, 2])
    calm = np.where(np.isfinite(hostile), hostile, 0)
    fused = losses.linear_sparse_softmax_cross_entropy
    monkeypatch.setattr(f"{__name__}.INPUTS", calm)
    want = value_and_gradients(fused, "eager", held=True, labels=hidden, ignore_class=-1)
    monkeypatch.setattr(f"{__name__}.INPUTS", hostile)
    got = value_and_gradients(fused, mode, held=False, labels=hidden, ignore_class=-1, chunk_size=3)
    for found, expected in zip(got, want, strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-10)
    assert not got[0][[0, 2]].any()
    assert not got[1][[0, 2]].any()


@pytest.mark.parametrize("mode", ["eager", "graph", "unknown batch"])
@pytest.mark.parametrize("wrong", [-1, K])
def test_an_id_out_of_range_raises(mode, wrong):
    ids = IDS.copy()
    ids[3] = wrong
    with pytest.raises(tf.errors.InvalidArgumentError, match="class ids in"):
        value_and_gradients(losses.linear_sparse_softmax_cross_entropy, mode, held=False, labels=ids, chunk_size=2)


def test_an_id_out_of_range_is_nan_under_xla_and_leaves_the_other_examples_alone():
    ids = IDS.copy()
    ids[3] = K
    fused = losses.linear_sparse_softmax_cross_entropy
    value, to_inputs, *_ = value_and_gradients(fused, "XLA", held=False, labels=ids, chunk_size=2)
    right, right_to_inputs, *_ = value_and_gradients(fused, "eager", held=True)
    others = np.arange(N) != 3
    assert np.isnan(value[3])
    assert np.isnan(to_inputs[3]).all()
    np.testing.assert_allclose(value[others], right[others], rtol=1e-9)
    np.testing.assert_allclose(to_inputs[others], right_to_inputs[others], rtol=1e-9, atol=1e-12)


@FUSED
@pytest.mark.parametrize("mode", ["eager", "graph"])
def test_second_derivatives_are_right_or_refused(fused, mode):
    """By the Hessian of the kernel's first row."""
    kernel, inputs, bias = (tf.constant(part) for part in (KERNEL, INPUTS, BIAS))

    def hessian(value):
        with tf.GradientTape(persistent=True) as outer:
            outer.watch(kernel)
            with tf.GradientTape() as inner:
                inner.watch(kernel)
                total = tf.reduce_sum(value(kernel) * UPSTREAM)
            row = inner.gradient(total, kernel)[0]
        return outer.jacobian(row, kernel, experimental_use_pfor=False)

    plain = (
        losses.sparse_softmax_cross_entropy
        if fused is losses.linear_sparse_softmax_cross_entropy
        else losses.softmax_cross_entropy
    )
    labels = labels_of(fused)
    compute = tf.function(hessian) if mode == "graph" else hessian
    found = compute(lambda w: fused(labels, inputs, w, bias, chunk_size=3))
    want = hessian(lambda w: plain(labels, tf.matmul(inputs, w) + bias))
    np.testing.assert_allclose(found, want, rtol=1e-7, atol=1e-9)


@FUSED
@pytest.mark.parametrize("chunk_size", [0, -1])
def test_a_chunk_of_no_examples_is_refused(fused, chunk_size):
    with pytest.raises(ValueError, match=f"chunk_size must be 'auto' or a positive int, got {chunk_size}"):
        fused(labels_of(fused), INPUTS, KERNEL, BIAS, chunk_size=chunk_size)


@FUSED
@pytest.mark.parametrize("chunk_size", [2.0, "all", True, None])
def test_what_is_no_size_of_a_chunk_is_refused(fused, chunk_size):
    with pytest.raises((TypeError, ValueError), match="chunk_size must be 'auto' or a positive int"):
        fused(labels_of(fused), INPUTS, KERNEL, BIAS, chunk_size=chunk_size)


@FUSED
def test_shapes_that_do_not_fit_are_refused(fused):
    labels = labels_of(fused)
    for given, message in (
        ((labels, INPUTS, KERNEL.T, BIAS), "kernel"),
        ((labels, INPUTS, KERNEL[0], BIAS), "kernel"),
        ((labels, INPUTS, KERNEL, BIAS[:-1]), "bias"),
        ((labels, INPUTS, KERNEL, [BIAS]), "bias"),
        ((labels[:-1], INPUTS, KERNEL, BIAS), "labels"),
    ):
        with pytest.raises(ValueError, match=message):
            fused(*given)


def test_units_that_disagree_with_labels_are_refused():
    with pytest.raises(ValueError, match=r"labels.*\(7, 4\)"):
        losses.linear_softmax_cross_entropy(ROWS[:, :-1], INPUTS, KERNEL, BIAS)


@FUSED
def test_shapes_that_turn_out_not_to_fit_are_refused_when_the_graph_runs(fused):
    labels = tf.constant(labels_of(fused))
    signature = [tf.TensorSpec([None, *labels.shape[1:]], labels.dtype), tf.TensorSpec([None, D], tf.float64)]
    compute = tf.function(lambda y, x: fused(y, x, KERNEL, BIAS, chunk_size=4), input_signature=signature)
    with pytest.raises(tf.errors.InvalidArgumentError):
        compute(labels[:-1], tf.constant(INPUTS))


@FUSED
def test_integers_are_no_inputs_and_old_keywords_are_answered(fused):
    with pytest.raises(TypeError, match="inputs must be floating point, got int"):
        fused(labels_of(fused), INPUTS.astype(int), KERNEL, BIAS)
    with pytest.raises(TypeError, match="takes no from_logits="):
        fused(labels_of(fused), INPUTS, KERNEL, BIAS, from_logits=True)


def test_both_are_public():
    assert tfcompat.linear_softmax_cross_entropy is losses.linear_softmax_cross_entropy
    assert tfcompat.linear_sparse_softmax_cross_entropy is losses.linear_sparse_softmax_cross_entropy


def sizes_in(function, *args):
    """The number of elements of every tensor in the program that XLA optimised, loops and all."""
    text = function.experimental_get_compiler_ir(*args)(stage="optimized_hlo")
    shapes = re.findall(r"\b(?:f16|bf16|f32|f64)\[([\d,]+)\]", text)
    return [int(np.prod([int(n) for n in shape.split(",")])) for shape in shapes]


def test_the_program_holds_no_logits():
    rows, classes = 512, 96
    tensors = tf.zeros([rows], tf.int32), tf.zeros([rows, D]), tf.zeros([D, classes])

    def step_of(loss):
        @tf.function(jit_compile=True)
        def step(labels, inputs, kernel):
            with tf.GradientTape() as tape:
                tape.watch([inputs, kernel])
                value = loss(labels, inputs, kernel)
            return tape.gradient(value, [inputs, kernel])

        return step

    held = step_of(
        lambda labels, inputs, kernel: losses.sparse_softmax_cross_entropy(labels, tf.matmul(inputs, kernel))
    )
    fused = step_of(
        lambda *given: losses.linear_sparse_softmax_cross_entropy(*given, chunk_size=32)  # 1/16 of the rows
    )
    assert max(sizes_in(held, *tensors)) >= rows * classes
    assert max(sizes_in(fused, *tensors)) < rows * classes / 4
