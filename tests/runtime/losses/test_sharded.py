"""A kernel in slices gives what it gives in one piece: values, gradients, keywords, errors, however it is cut."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

import tfcompat
from tfcompat import losses

pytestmark = pytest.mark.without_keras

N, D, K = 7, 3, 9
RANDOM = np.random.RandomState(0)
X, W, B = (tf.constant(RANDOM.normal(size=size).astype("float32")) for size in ((N, D), (D, K), K))
IDS = tf.constant(RANDOM.randint(0, K, N))
UPSTREAM = tf.constant(np.linspace(1, 2, N).astype("float32"))
CUTS = [4, 1, 4]
KEYWORDS = [
    {},
    {"label_smoothing": 0.1, "z_loss": 0.01},
    {"focal_gamma": 2.0, "class_weight": {2: 3.0}},
    {
        "class_weight": list(range(K)),
        "temperature": 0.5,
        "label_smoothing": 0.2,
        "z_loss": 0.1,
        "ignore_class": [0, -1],
    },
]


def sharded(labels, x, kernel, bias, cuts=CUTS, **keywords):
    biases = None if bias is None else tf.split(bias, cuts)
    return losses.sharded_linear_sparse_softmax_cross_entropy(labels, x, tf.split(kernel, cuts, 1), biases, **keywords)


def whole(labels, x, kernel, bias, **keywords):
    return losses.linear_sparse_softmax_cross_entropy(labels, x, kernel, bias, **keywords)


def slopes(function, labels=IDS, x=X, kernel=W, bias=B, **keywords):
    watched = [x, kernel] if bias is None else [x, kernel, bias]
    with tf.GradientTape() as tape:
        tape.watch(watched)
        loss = function(labels, x, kernel, bias, **keywords)
        total = tf.reduce_sum(loss * tf.cast(UPSTREAM[: len(loss)], loss.dtype))
    return [loss, *tape.gradient(total, watched)]


def alike(got, wanted, **tolerance):
    for a, b in zip(got, wanted, strict=True):
        assert a.dtype == b.dtype
        np.testing.assert_allclose(
            tf.cast(a, "float64"), tf.cast(b, "float64"), **{"rtol": 1e-5, "atol": 1e-5, **tolerance}
        )


@pytest.mark.parametrize("keywords", KEYWORDS, ids=" ".join)
def test_it_is_the_loss_of_the_whole_kernel(keywords):
    alike(slopes(sharded, chunk_size=3, **keywords), slopes(whole, **keywords))


def test_it_is_the_same_under_xla():
    run = tf.function(
        lambda *given: slopes(sharded, *given, chunk_size=3, cuts=[4, 5], **KEYWORDS[-1]), jit_compile=True
    )
    alike(run(IDS, X, W, B), slopes(whole, **KEYWORDS[-1]))


def of_any_number(function):
    return tf.function(function, input_signature=[tf.TensorSpec([None], IDS.dtype), tf.TensorSpec([None, D])])


def slopes_of_any(labels, x, keywords):
    with tf.GradientTape() as tape:
        tape.watch([x, W, B])
        loss = sharded(labels, x, W, B, chunk_size=3, cuts=[4, 5], **keywords)
        total = tf.reduce_sum(loss * UPSTREAM[: tf.size(loss)])
    return [loss, *tape.gradient(total, [x, W, B])]


@pytest.mark.parametrize("keywords", [KEYWORDS[1], KEYWORDS[2]], ids=" ".join)
def test_any_number_of_examples(keywords):
    run = of_any_number(lambda y, x: slopes_of_any(y, x, keywords))
    for rows in (0, 1, 4, N):
        alike(run(IDS[:rows], X[:rows]), slopes(whole, IDS[:rows], X[:rows], **keywords))


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_neither_sizes_nor_cuts_nor_chunks_change_anything(data):
    cuts = data.draw(st.lists(st.integers(1, 5), min_size=1, max_size=5), "cuts")
    rows, features, chunk = (data.draw(st.integers(1, n), what) for n, what in ((6, "n"), (4, "d"), (8, "chunk")))
    scale = data.draw(st.sampled_from([0.1, 10.0, 1000.0]), "scale")
    random = np.random.RandomState(data.draw(st.integers(0, 99), "seed"))
    x, kernel = (tf.constant(scale**0.5 * random.normal(size=s)) for s in ((rows, features), (features, sum(cuts))))
    bias = tf.constant(scale * random.normal(size=sum(cuts))) if data.draw(st.booleans(), "bias") else None
    ids = tf.constant(random.randint(0, sum(cuts), rows))
    keywords = {"label_smoothing": data.draw(st.sampled_from([0.0, 0.3]), "smoothing"), "z_loss": 1e-3}
    got = slopes(sharded, ids, x, kernel, bias, cuts=cuts, chunk_size=chunk, **keywords)
    alike(got, slopes(whole, ids, x, kernel, bias, **keywords), rtol=1e-9, atol=1e-9)


def test_any_leading_dimensions_and_no_bias():
    x, labels = tf.reshape(X[:6], [2, 3, D]), tf.reshape(IDS[:6], [2, 3])
    got = sharded(labels, x, W, None, chunk_size=4)
    assert got.shape == (2, 3)
    np.testing.assert_allclose(got, whole(labels, x, W, None), rtol=1e-5)


@pytest.mark.parametrize(("dtype", "tolerance"), [("float16", 1e-2), ("bfloat16", 1e-1), ("float64", 1e-12)])
def test_the_loss_is_float32_or_wider(dtype, tolerance):
    given = [tf.cast(t, dtype) for t in (X, W, B)]
    got = slopes(sharded, IDS, *given, chunk_size=3)
    assert got[0].dtype == ("float64" if dtype == "float64" else "float32")
    alike(got, slopes(whole, IDS, *given, chunk_size=3), rtol=tolerance, atol=tolerance)


def test_weights_keep_their_dtype_beside_inputs_in_half_precision():
    """Their gradient is summed in float32, and not rounded on the way to them: bfloat16 has no 257."""
    ones, kernel = tf.ones([514, 1], "bfloat16"), tf.zeros([1, 2])
    ids = tf.zeros([514], tf.int32)
    with tf.GradientTape() as tape:
        tape.watch(kernel)
        loss = losses.sharded_linear_sparse_softmax_cross_entropy(ids, ones, tf.split(kernel, 2, 1), chunk_size=128)
    slope = tape.gradient(loss, kernel)
    assert slope.dtype == "float32"
    np.testing.assert_array_equal(slope, [[-257.0, 257.0]])


def test_ignored_examples_may_hold_anything():
    x = tf.concat([X[:3], tf.fill([1, D], np.float32("nan")), X[4:]], axis=0)
    ids = tf.concat([IDS[:3], [-1], IDS[4:]], axis=0)
    got = slopes(sharded, ids, x, ignore_class=-1, chunk_size=2)
    assert float(got[0][3]) == 0
    np.testing.assert_array_equal(got[1][3], np.zeros(D))
    alike(got, slopes(whole, ids, x, ignore_class=-1, chunk_size=2))


@pytest.mark.parametrize("mode", ["eager", "graph", "xla"])
def test_ids_out_of_range_raise_or_are_nan_under_xla(mode):
    ids = tf.concat([IDS[:-2], [-1, K]], axis=0)

    def run(ids):
        return slopes(sharded, ids, chunk_size=4, cuts=[4, 5])

    if mode == "xla":
        loss, to_x, *_ = tf.function(run, jit_compile=True)(ids)
        np.testing.assert_array_equal(np.isnan(loss), [*[False] * 5, True, True])
        np.testing.assert_array_equal(np.isnan(to_x).all(axis=1), [*[False] * 5, True, True])
        return
    with pytest.raises(tf.errors.InvalidArgumentError, match=rf"class ids in \[0, num_classes\).*{K}"):
        (run if mode == "eager" else tf.function(run))(ids)


IMPOSSIBLE = {
    "a class": [0.0, -np.inf, *[0.0] * 7],
    "a slice": [-np.inf] * 4 + [0.0] * 5,
    "all but one": [*[-np.inf] * 4, 0.0, *[-np.inf] * 4],
    "all": [-np.inf] * K,
}


@pytest.mark.parametrize("which", IMPOSSIBLE)
@pytest.mark.parametrize("keywords", [{}, {"z_loss": 0.1}, {"label_smoothing": 0.1}], ids=" ".join)
def test_impossible_classes_are_as_in_one_piece(which, keywords):
    bias = tf.constant(IMPOSSIBLE[which], tf.float32)
    ids = tf.constant([0, 1, 2, 3, 4, 8, 4])
    got, wanted = (slopes(of, ids, bias=bias, temperature=0.5, **keywords) for of in (sharded, whole))
    alike(got[:1], wanted[:1])
    if which != "all" and not keywords.get("label_smoothing"):
        alike(got, wanted)


def test_an_impossible_slice_of_weight_0_adds_nothing():
    keywords = {"class_weight": [0.0] * 4 + [1.0] * 5, "label_smoothing": 0.1, "temperature": 0.5}
    bias, ids = tf.constant(IMPOSSIBLE["a slice"], tf.float32), tf.constant([4, 5, 6, 7, 8, 4, 5])
    got, wanted = (of(ids, X, W, bias, **keywords) for of in (sharded, whole))
    assert np.isfinite(got).all()
    alike([got], [wanted])


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("spoilt", [np.nan, np.inf])
def test_a_spoilt_logit_spoils_the_gradient_to_every_slice(spoilt, compiled):
    """The loss is NaN; slices that went on training would hide where it came from."""
    bias = tf.constant([spoilt] + [0.0] * (K - 1))
    run = tf.function(lambda b: slopes(sharded, bias=b), jit_compile=compiled)
    for part in run(bias):
        assert np.isnan(part).all()


def test_large_logits_lose_no_digits():
    """The loss is a difference of numbers near 1e6, if nothing is subtracted first."""
    kernel = tf.constant([[1e6, 1e6 + 0.5, 1e6 - 1, 1e6 - 2]])
    got, wanted = (
        of(tf.constant([0, 1, 3]), tf.ones([3, 1]), kernel, None, **more)
        for of, more in ((sharded, {"cuts": [1, 3]}), (whole, {}))
    )
    np.testing.assert_allclose(got, wanted, rtol=1e-6)


def test_second_derivatives_are_right():
    def along(function, **more):
        def run(x, kernel):
            with tf.GradientTape() as outer:
                outer.watch([x, kernel])
                _, to_x, to_kernel, _ = slopes(function, x=x, kernel=kernel, chunk_size=4, **more)
                mixed = tf.reduce_sum(to_x * np.sin(X)) + tf.reduce_sum(to_kernel * np.cos(W))
            return outer.gradient(mixed, [x, kernel])

        return run

    keywords = {"z_loss": 0.1, "temperature": 2.0}
    wanted = along(whole, **keywords)(X, W)
    alike(tf.function(along(sharded, cuts=[4, 5], **keywords))(X, W), wanted, rtol=1e-4)


def call(labels=IDS, inputs=X, kernels=(W[:, :4], W[:, 4:]), biases=None, **keywords):
    return tfcompat.sharded_linear_sparse_softmax_cross_entropy(labels, inputs, kernels, biases, **keywords)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (
            lambda: call(kernels=W),
            TypeError,
            "kernels must be a list with one tensor for each slice, got EagerTensor. For",
        ),
        (lambda: call(biases=B), TypeError, "biases must be a list with one tensor for each slice, got EagerTensor"),
        (lambda: call(kernels=[]), ValueError, "kernels must have at least one slice, .* got 0 kernels"),
        (lambda: call(biases=[B]), ValueError, "biases as many as kernels, got 2 kernels and 1 biases"),
        (
            lambda: call(kernels=[W, W[:2]]),
            ValueError,
            r"each kernel \[features, classes of the slice\], got inputs \(7, 3\) and kernels\[1\] \(2, 9\)",
        ),
        (
            lambda: call(biases=[B[:4], B]),
            ValueError,
            r"biases\[1\] must hold one number for each of the 5 classes of kernels\[1\] \(3, 5\), got shape \(9,\)",
        ),
        (
            lambda: call(kernels=[W, W[:, :0]]),
            ValueError,
            r"kernels\[1\] must have at least one class, got shape \(3, 0\). Leave the slice out.",
        ),
        (lambda: call(IDS[:3]), ValueError, r"labels must be given for each example of inputs \(7, 3\)"),
        (lambda: call(inputs=IDS), TypeError, "inputs must be floating point, got int64"),
        (lambda: call(chunk_size=0), ValueError, "chunk_size must be 'auto' or a positive int, got 0"),
        (
            lambda: call(class_weight=[1.0]),
            ValueError,
            r"each of the 9 classes, .* got shape \(1,\) for slices of \[4, 5\]",
        ),
        (lambda: call(class_weight={9: 1.0}), ValueError, r"names class 9, which is outside \[0, 9\)"),
        (lambda: call(axis=1), TypeError, "takes no axis="),
        (
            lambda: call(focal_gamma=2.0, label_smoothing=0.1),
            ValueError,
            "got focal_gamma=2.0 and label_smoothing=0.1. Leave one of them out, or use linear_sparse_softmax_cross_en",
        ),
    ],
)
def test_message(make, error, message):
    with pytest.raises(error, match=message):
        make()


def test_the_advice_of_the_messages_works():
    both = {"focal_gamma": 2.0, "label_smoothing": 0.1}
    for name in both:
        assert call(**{name: both[name]}).shape == N
    assert tfcompat.linear_sparse_softmax_cross_entropy(IDS, X, W, **both).shape == N


def test_weights_of_classes_have_no_gradient():
    """It would lack what smoothing adds."""
    weights = tf.ones([K])
    with tf.GradientTape() as tape:
        tape.watch(weights)
        loss = sharded(IDS, X, W, B, class_weight=weights, label_smoothing=0.1)
    assert tape.gradient(loss, weights) is None
