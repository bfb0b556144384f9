"""The links are right to the last places everywhere, so are their derivatives, and they are each other's inverses."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from support import exact

from tfcompat import links

pytestmark = pytest.mark.without_keras

ULPS = 4
COUNT = 32  # of numbers in an example: one shape, so that XLA compiles once
DTYPES = ["float32", "float64"]
SCALAR = ["logit", "sigmoid", "probit", "inverse_probit"]
ROWS = ["softmax", "log_softmax"]
# Beyond these the result is 0 or 1, or, for a probability, undefined.
RANGES = {"logit": (0, 1), "probit": (0, 1), "sigmoid": (-800, 800), "inverse_probit": (-40, 40)}
HALF = [0.5, 0.5 - 2.0**-54, 0.5 + 2.0**-53, 0.5 - 2.0**-25, 0.5 + 2.0**-24, 0.4999, 0.5001, 0.49, 0.51]
TAILS = [1e-5, 1e-11, 1e-20, 1e-38, 1.4e-45, 1e-300, 1e-308, 1e-310, 5e-324, 0.0, -0.0]
HARD = {
    "logit": [*HALF, *TAILS, 1 - 2.0**-53, 1 - 2.0**-24, 0.25, 0.75, 1.0],
    "probit": [*HALF, *TAILS, 1 - 2.0**-53, 1 - 2.0**-24, 0.075, 0.925, 1.4e-11, 1.0],
    "sigmoid": [0.0, -0.0, 1e-9, -1e-9, 37.0, -37.0, -87.3, -88.0, -103.9, -700.0, -708.5, -745.0, 700.0, 1e30, -1e30],
    "inverse_probit": [0.0, 1e-9, -1e-9, 6.0, -6.0, -13.0, -14.1, -37.0, -37.6, -38.4, 8.0, 1e30, -1e30],
}


def compiled(link):
    """A link in the three ways of running it."""
    return [link, tf.function(link), tf.function(link, jit_compile=True)]


WAYS = {name: compiled(getattr(links, name)) for name in SCALAR + ROWS}


def padded(values, dtype):
    """The values, again and again, as many as every test has, so that XLA need not compile once more."""
    return np.resize(np.array(values, dtype), COUNT)


def worst(name, values):
    """The largest error in ulp, however it is run."""
    reference = getattr(exact, name)
    wanted = [reference(exact.number(v)) for v in values]
    return max(exact.ulps(way(tf.constant(values)), wanted).max() for way in WAYS[name])


def numbers(name, dtype):
    """Numbers of a dtype in the range of a link, those near 1/2 and near the ends as likely as the others."""
    low, high = RANGES[name]
    width = 32 if dtype == "float32" else 64
    anywhere = st.floats(low, high, width=width)
    if high == 1:
        anywhere |= st.floats(-0.5, 0.5, width=width).map(lambda gap: 0.5 + gap * 2.0**-8)
    return arrays(dtype, COUNT, elements=anywhere.map(np.dtype(dtype).type))


def seen(test):
    """The same examples each time, and none that is too slow."""
    return settings(max_examples=15)(test)


# To the last places


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", SCALAR)
def test_a_link_is_within_four_ulp_of_the_truth(name, dtype):
    @seen
    @given(numbers(name, dtype))
    def check(values):
        assert worst(name, values) <= ULPS

    check()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", SCALAR)
def test_a_link_is_within_four_ulp_where_it_is_hard(name, dtype):
    assert worst(name, padded(HARD[name], dtype)) <= ULPS


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("size", [1.0, 50.0, 1000.0])
@pytest.mark.parametrize("name", ROWS)
def test_softmax_and_its_logarithm_are_within_four_ulp(name, size, dtype):
    width = 32 if dtype == "float32" else 64

    @seen
    @given(arrays(dtype, (4, 6), elements=st.floats(-size, size, width=width)))
    def check(rows):
        wanted = [value for row in rows for value in getattr(exact, name)([exact.number(z) for z in row])]
        for way in WAYS[name]:
            assert exact.ulps(way(tf.constant(rows)), wanted).max() <= ULPS

    check()


# How far the others lie below the largest logit, where what they leave of its log-probability is denormal or nearly so.
FAR_BELOW = {
    "float32": [87.0, 87.3365, 88.0, 90.0, 100.0, 103.9, 104.5],
    "float64": [600.0, 623.9, 708.0, 708.3964, 709.0, 720.0, 744.4, 745.5],
}


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("others", [1, 3, 100])
@pytest.mark.parametrize("name", ROWS)
def test_what_is_left_of_a_probability_is_kept_where_it_is_denormal(name, others, dtype):
    for depth in FAR_BELOW[dtype]:
        row = np.array([0.3, *np.linspace(-depth, -depth - 0.1, others)], dtype)
        wanted = getattr(exact, name)([exact.number(z) for z in row])[:4]
        for way in WAYS[name]:
            got = way(tf.constant(row))[:4]
            assert exact.ulps(got, wanted).max() <= ULPS, (depth, got)


def test_the_log_probability_of_a_certain_class_is_a_plain_zero():
    for dtype in DTYPES:
        for way in WAYS["log_softmax"]:
            first = way(tf.constant([5.0, -np.inf, -2000.0], dtype))[0].numpy()
            assert (first, np.signbit(first)) == (0, False)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ROWS)
def test_many_classes_add_no_error(name, dtype):
    """5000 of them, all but the likeliest 100 times each, which to the others is as one class of 100 times its odds."""
    few = (5 * np.random.RandomState(0).normal(size=50)).astype(dtype)
    row = np.array([few.max() + 1, *np.tile(few, 100)], dtype)
    hundred = exact.mp.log(100)
    first, *others = getattr(exact, name)([exact.number(row[0]), *(exact.number(z) + hundred for z in few)])
    wanted = [first, *(p / 100 if name == "softmax" else p - hundred for p in others)]
    for way in WAYS[name]:
        got = way(tf.constant(row)).numpy()
        assert exact.ulps(got[:51], wanted).max() <= ULPS
        np.testing.assert_array_equal(got[1:], np.tile(got[1:51], 100))


def test_the_measure_sees_what_the_usual_forms_lose():
    near_half = np.float32([0.5 + 2.0**-20, 0.5 - 0.7 * 2.0**-18, 0.50011])
    usual = tf.math.log(near_half / (1 - near_half))
    assert exact.ulps(usual, [exact.logit(exact.number(p)) for p in near_half]).max() > 100
    far = np.float32([0.1, -80.3])
    assert exact.ulps(tf.nn.softmax(far), exact.softmax([exact.number(z) for z in far])).max() > 10
    usual = 0.5 * tf.math.erfc(tf.constant([37.1], "float64") / np.sqrt(2))
    assert exact.ulps(usual, [exact.inverse_probit(exact.number(-37.1))]).max() > 100


def test_the_largest_number_less_the_smallest_is_no_nan():
    for dtype in DTYPES:
        most = np.finfo(dtype).max
        for way in WAYS["softmax"]:
            np.testing.assert_array_equal(way(tf.constant([most, -most, 0], dtype)), [1, 0, 0])


# At the ends, and beyond


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ["logit", "probit"])
def test_a_quantile_is_infinite_at_the_ends_and_nan_beyond(name, dtype):
    for way in WAYS[name]:
        ends = way(tf.constant(padded([0.0, 0.5, 1.0], dtype)))
        np.testing.assert_array_equal(ends, padded([-np.inf, 0, np.inf], dtype))
        assert np.isnan(way(tf.constant(padded([-1e-30, -2, 1.0001, 7, np.inf, -np.inf, np.nan], dtype)))).all()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ["sigmoid", "inverse_probit"])
def test_a_distribution_function_goes_from_0_to_1(name, dtype):
    for way in WAYS[name]:
        ends = way(tf.constant(padded([-np.inf, 0.0, np.inf, np.nan], dtype)))
        np.testing.assert_array_equal(ends, padded([0, 0.5, 1, np.nan], dtype))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ([0.0, 0.0, -np.inf], [0.5, 0.5, 0.0]),
        ([np.inf, 3.0, -np.inf], [1.0, 0.0, 0.0]),
        ([np.inf, 3.0, np.inf], [0.5, 0.0, 0.5]),
        ([3e38, -np.inf, -np.inf], [1.0, 0.0, 0.0]),
        ([-np.inf, -np.inf, -np.inf], [np.nan] * 3),
        ([np.nan, 3.0, -np.inf], [np.nan] * 3),
    ],
)
def test_softmax_of_logits_that_are_infinite(row, wanted, dtype):
    for way in WAYS["softmax"]:
        np.testing.assert_array_equal(way(tf.constant(row, dtype)), wanted)
    with np.errstate(divide="ignore"):  # the logarithm of 0 is -inf, as it is meant
        logarithms = np.log(np.array(wanted, dtype))
    for way in WAYS["log_softmax"]:
        np.testing.assert_allclose(way(tf.constant(row, dtype)), logarithms, rtol=1e-7)


# Relations


def grid(low, high, dtype="float64"):
    return tf.constant(np.linspace(low, high, 201), dtype)


def test_the_links_are_each_others_inverses():
    p = grid(0.001, 0.999)
    np.testing.assert_allclose(links.sigmoid(links.logit(p)), p, rtol=1e-14)
    np.testing.assert_allclose(links.inverse_probit(links.probit(p)), p, rtol=1e-14)
    np.testing.assert_allclose(links.logit(links.sigmoid(grid(-700, 5))), grid(-700, 5), rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(links.probit(links.inverse_probit(grid(-37, 2))), grid(-37, 2), rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_probability_and_that_of_the_opposite_sum_to_one(dtype):
    x = grid(-30, 30, dtype)
    eps = np.finfo(dtype).eps
    np.testing.assert_allclose(links.sigmoid(x) + links.sigmoid(-x), np.ones(201), rtol=eps)
    np.testing.assert_allclose(links.inverse_probit(x) + links.inverse_probit(-x), np.ones(201), rtol=eps)
    np.testing.assert_allclose(tf.reduce_sum(links.softmax(tf.reshape(x, [67, 3])), -1), np.ones(67), rtol=2 * eps)


def test_softmax_is_the_exponential_of_its_logarithm_and_sigmoid_that_of_two_classes():
    z = tf.constant(np.random.RandomState(0).normal(size=(5, 7)) * 20)
    np.testing.assert_allclose(links.softmax(z), tf.exp(links.log_softmax(z)), rtol=1e-13)
    two = tf.stack([z, tf.zeros_like(z)], -1)
    np.testing.assert_allclose(links.softmax(two)[..., 0], links.sigmoid(z), rtol=1e-15)


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
def test_axis_is_moving_the_axis(name, axis):
    z = np.random.RandomState(0).normal(size=(2, 3, 4))
    moved = getattr(links, name)(z, axis=axis)
    np.testing.assert_array_equal(moved, np.moveaxis(getattr(links, name)(np.moveaxis(z, axis, -1)), -1, axis))


# Derivatives


def first_and_second(link, x):
    x = tf.constant(x) if isinstance(x, np.ndarray) else x
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = link(x)
        slope = inner.gradient(y, x)
    return slope, outer.gradient(slope, x)


DERIVATIVES = {
    "logit": (lambda p: 1 / (p * (1 - p)), lambda p: (2 * p - 1) / (p * (1 - p)) ** 2),
    "sigmoid": (
        lambda x: exact.sigmoid(x) * exact.sigmoid(-x),
        lambda x: exact.sigmoid(x) * exact.sigmoid(-x) * (exact.sigmoid(-x) - exact.sigmoid(x)),
    ),
    "probit": (
        lambda p: 1 / exact.density(exact.probit(p)),
        lambda p: exact.probit(p) / exact.density(exact.probit(p)) ** 2,
    ),
    "inverse_probit": (exact.density, lambda x: -x * exact.density(x)),
}
INSIDE = {
    "logit": [1e-12, 0.01, 0.25, 0.4, 0.5, 0.6, 0.99, 0.999999],
    "probit": [1e-12, 0.01, 0.074, 0.25, 0.5, 0.6, 0.99, 0.999999],
    "sigmoid": [-80.0, -20.0, -1.0, 0.0, 0.3, 20.0, 80.0],
    "inverse_probit": [-12.0, -3.0, -0.5, 0.0, 0.5, 3.0, 12.0],
}


@pytest.mark.parametrize(("dtype", "tolerance"), [("float32", 1e-6), ("float64", 1e-13)])
@pytest.mark.parametrize("way", [0, 1, 2], ids=["eager", "graph", "xla"])
@pytest.mark.parametrize("name", SCALAR)
def test_both_derivatives_are_those_of_the_closed_forms(name, way, dtype, tolerance):
    points = np.array(INSIDE[name], dtype)
    run = compiled(lambda x: first_and_second(getattr(links, name), x))[way]
    for got, formula in zip(run(tf.constant(points)), DERIVATIVES[name], strict=True):
        np.testing.assert_allclose(got, [float(formula(exact.number(x))) for x in points], rtol=tolerance, atol=1e-30)


@pytest.mark.parametrize("dtype", DTYPES)
def test_derivatives_at_the_ends(dtype):
    ends = np.array([0.0, 1.0], dtype)
    for link in (links.logit, links.probit):
        np.testing.assert_array_equal(first_and_second(link, ends)[0], [np.inf, np.inf])
    for link in (links.sigmoid, links.inverse_probit):
        np.testing.assert_array_equal(first_and_second(link, np.array([-np.inf, np.inf], dtype))[0], [0, 0])


@pytest.mark.parametrize("name", ["logit", "probit"])
def test_an_end_that_nothing_asks_for_leaves_no_nan_behind(name):
    """Autodiff of log(p / (1 - p)) gives 0 times inf, so that one masked element spoils all weights."""
    p = tf.constant([0.0, 0.25, 1.0])
    with tf.GradientTape() as tape:
        tape.watch(p)
        masked = tf.where(p == 0.25, getattr(links, name)(p), 0.0)
    slope = tape.gradient(masked, p).numpy()
    assert slope[1] > 0
    np.testing.assert_array_equal(slope[[0, 2]], [0, 0])


def test_beyond_the_ends_the_gradient_is_nan_too():
    assert np.isnan(first_and_second(links.logit, np.float32([-1, 2]))[0]).all()
    assert np.isnan(first_and_second(links.probit, np.float32([-1, 2]))[0]).all()


def jacobian(link, z):
    z = tf.constant(z)
    with tf.GradientTape() as tape:
        tape.watch(z)
        y = link(z)
    return tape.jacobian(y, z).numpy()


def test_the_jacobians_of_softmax_and_its_logarithm():
    z = np.array([1.0, -2.0, 0.5, 0.5])
    p = links.softmax(z).numpy()
    np.testing.assert_allclose(jacobian(links.softmax, z), np.diag(p) - np.outer(p, p), atol=1e-15)
    np.testing.assert_allclose(jacobian(links.log_softmax, z), np.eye(4) - p, atol=1e-15)


@pytest.mark.parametrize("name", ROWS)
def test_an_impossible_class_leaves_the_gradients_of_the_others(name):
    link = getattr(links, name)
    without = jacobian(link, [1.0, 2.0])
    with_it = jacobian(link, [1.0, -np.inf, 2.0])
    assert np.isfinite(with_it).all()
    np.testing.assert_array_equal(with_it[np.ix_([0, 2], [0, 2])], without)
    np.testing.assert_array_equal(with_it[[0, 2], 1], [0, 0])


def test_an_infinite_gradient_does_not_reach_an_impossible_class():
    z = tf.constant([1.0, -np.inf, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(z)
        p = links.softmax(z)
        roots = tf.reduce_sum(tf.sqrt(p))
    assert np.isfinite(tape.gradient(roots, z)).all()


@pytest.mark.parametrize("name", ROWS)
def test_second_derivatives_of_softmax_are_those_of_differences(name):
    link, z, direction = getattr(links, name), tf.constant([1.0, -2.0, 0.5], "float64"), [0.3, 1.0, -0.7]
    weight = tf.constant([0.2, -1.0, 3.0], "float64")

    def slope(z):
        with tf.GradientTape() as tape:
            tape.watch(z)
            y = tf.reduce_sum(weight * link(z))
        return tape.gradient(y, z)

    step = 1e-6 * tf.constant(direction, "float64")
    differences = (slope(z + step) - slope(z - step)) / 2e-6
    with tf.GradientTape() as tape:
        tape.watch(z)
        s = slope(z)
    np.testing.assert_allclose(
        tape.gradient(s, z, output_gradients=tf.constant(direction, "float64")), differences, atol=1e-9
    )
    with tf.autodiff.ForwardAccumulator(z, tf.constant(direction, "float64")) as forward:
        s = slope(z)
    np.testing.assert_allclose(forward.jvp(s), differences, atol=1e-9)


@pytest.mark.parametrize("name", SCALAR + ROWS)
def test_a_link_can_be_vectorised(name):
    link, x = getattr(links, name), tf.constant([[0.1, 0.2], [0.3, 0.9]])
    np.testing.assert_array_equal(tf.vectorized_map(link, x), link(x))


# Dtypes and shapes


@pytest.mark.parametrize("name", SCALAR + ROWS)
@pytest.mark.parametrize(
    ("given_dtype", "returned"),
    [("float16", "float32"), ("bfloat16", "float32"), ("float32", "float32"), ("float64", "float64")],
)
def test_half_precision_is_computed_in_float32(name, given_dtype, returned):
    link, x = getattr(links, name), tf.constant([0.25, 0.75], given_dtype)
    assert link(x).dtype.name == returned
    np.testing.assert_array_equal(link(x), link(tf.cast(x, returned)))


@pytest.mark.parametrize("name", SCALAR + ROWS)
def test_shapes_may_be_unknown(name):
    link, x = getattr(links, name), tf.constant([[0.25, 0.75]])
    for shape in ([None, None], None):
        run = tf.function(link, input_signature=[tf.TensorSpec(shape)])
        np.testing.assert_array_equal(run(x), link(x))
        assert run(tf.zeros([0, 3])).shape == (0, 3)


# Reading logits


def test_the_predicted_class_is_the_argmax():
    logits = np.random.RandomState(0).normal(size=(2, 3, 4)).astype("float16")
    for axis in (-1, 0, 1):
        ids = links.predicted_class(logits, axis=axis)
        assert ids.dtype == tf.int64
        np.testing.assert_array_equal(ids, logits.argmax(axis))
        np.testing.assert_array_equal(ids, links.predicted_class(links.softmax(logits, axis=axis), axis=axis))


def test_the_predicted_class_of_one_unit_is_its_sign():
    logits = tf.constant([[0.3], [-0.2], [0.0]])
    for run in compiled(links.predicted_class):
        np.testing.assert_array_equal(run(logits), [1, 0, 0])


@pytest.mark.parametrize("shape", [[None, None], None])
def test_how_many_units_there_are_may_be_told_at_run_time(shape):
    run = tf.function(links.predicted_class, input_signature=[tf.TensorSpec(shape)])
    np.testing.assert_array_equal(run([[0.3], [-0.2]]), [1, 0])
    np.testing.assert_array_equal(run([[0.3, 0.2], [-0.2, 0.1]]), [0, 1])


def test_probabilities_are_the_link_of_the_logits():
    logits = tf.constant([[1.0, -2.0], [0.5, 3.0]])
    np.testing.assert_array_equal(links.probabilities(logits), links.softmax(logits))
    np.testing.assert_array_equal(links.probabilities(logits, axis=0), links.softmax(logits, axis=0))
    np.testing.assert_array_equal(links.probabilities(logits, "sigmoid"), links.sigmoid(logits))
    np.testing.assert_array_equal(links.probabilities(logits, links.inverse_probit), links.inverse_probit(logits))
    run = tf.function(links.probabilities, input_signature=[tf.TensorSpec(None)])
    np.testing.assert_array_equal(run(logits), links.softmax(logits))


# Messages

MESSAGES = {
    "integers": (
        lambda: links.logit([0, 1]),
        TypeError,
        r"^logit\(\) takes floating-point numbers, got int32 of shape \(2,\)\. Write tf\.cast\(x, tf\.float32\)\.$",
    ),
    "text": (lambda: links.sigmoid("a"), TypeError, "sigmoid\\(\\) takes floating-point numbers, got string"),
    "an old keyword": (
        lambda: links.softmax([0.0], dim=0),
        TypeError,
        r"^softmax\(\) takes no dim=; write axis=\.$",
    ),
    "an unknown keyword": (lambda: links.probit([0.5], mean=0), TypeError, r"probit\(\) takes no mean=; it takes p\.$"),
    "no axis": (
        lambda: links.softmax(0.5),
        ValueError,
        r"^the argument of softmax\(\) must have a class axis, got a single number\.$",
    ),
    "an axis that is not there": (
        lambda: links.log_softmax([[0.5, 1.0]], axis=2),
        ValueError,
        r"^axis must lie in \[-2, 1\] for the argument of log_softmax\(\) of shape \(1, 2\), got 2\.$",
    ),
    "an axis that is no number": (
        lambda: links.predicted_class([[0.5, 1.0]], axis="last"),
        TypeError,
        r"^axis must be an int, got 'last'\.$",
    ),
    "no class": (
        lambda: links.predicted_class(np.zeros((2, 0), "float32")),
        ValueError,
        r"^predicted_class\(\) needs at least one class, got logits \(2, 0\) with axis=-1\.$",
    ),
    "a link that is none": (
        lambda: links.probabilities([[0.5, 1.0]], "probit"),
        ValueError,
        r"^link must be 'softmax', 'sigmoid' or a function from logits to probabilities, got 'probit'\.$",
    ),
    "softmax over one unit": (
        lambda: links.probabilities([[0.5], [1.0]]),
        ValueError,
        r"^softmax over one unit is 1 whatever its logit, got logits \(2, 1\) with axis=-1\. Write link='sigmoid'\.$",
    ),
}


@pytest.mark.parametrize("case", MESSAGES)
def test_message(case):
    run, error, message = MESSAGES[case]
    with pytest.raises(error, match=message):
        run()
