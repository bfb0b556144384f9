"""The measures of work tell linear from quadratic."""

from __future__ import annotations

from support.work import calls, grows_at_most


def linear(size):
    return sum(len([i]) for i in range(size))


def quadratic(size):
    return sum(linear(size) for _ in range(size))


def test_calls_are_counted_the_same_each_time():
    assert calls(lambda: linear(100)) == calls(lambda: linear(100))
    assert 7 < calls(lambda: linear(8_000)) / calls(lambda: linear(1_000)) < 9
    assert calls(lambda: quadratic(160)) > 30 * calls(lambda: quadratic(20))


def test_quadratic_time_is_told_from_linear_time():
    assert grows_at_most(30, lambda: linear(20_000), lambda: linear(160_000))
    assert not grows_at_most(30, lambda: quadratic(100), lambda: quadratic(800))
