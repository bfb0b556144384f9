"""The links are right to the last places everywhere."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from support import exact
from support.linked import DTYPES, ROWS, SCALAR, WAYS

pytestmark = pytest.mark.without_keras
ULPS = 4
COUNT = 32  # of numbers in an example: one shape, so that XLA compiles once
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
    return arrays(dtype, COUNT, elements=anywhere.map(lambda value: float(np.dtype(dtype).type(value))))


def seen(test):
    """The same examples each time, and none that is too slow."""
    return settings(max_examples=15)(test)


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
