"""The bytes that benchmarks/traffic.py counts are those of graphs that can be counted by hand."""

from __future__ import annotations

import counting
import pytest
import tensorflow as tf
import traffic

pytestmark = pytest.mark.without_keras

N = 4000  # bytes of 1000 numbers in float32
NUMBER = 4
X = tf.zeros([1000])


@pytest.mark.parametrize(
    ("function", "read", "written", "operations"),
    [
        pytest.param(lambda x: x * 2, N + NUMBER, N, 1, id="one operation"),
        pytest.param(
            lambda x: tf.reduce_sum(x * 2 + 1, keepdims=True), 3 * N + 3 * NUMBER, 2 * N + NUMBER, 3, id="three"
        ),
        pytest.param(lambda x: tf.reshape(tf.identity(x), [10, 100]), 0, 0, 0, id="views"),
        pytest.param(lambda x: (tf.exp(x), x * x)[0], N, N, 1, id="what no result needs"),
        pytest.param(lambda x: tf.function(lambda x: tf.exp(x))(tf.exp(x)), 2 * N, 2 * N, 2, id="a called function"),
        pytest.param(lambda x: x * x, 2 * N, N, 1, id="one tensor read twice"),
        pytest.param(lambda x: x[:10], 10 * NUMBER + 3 * NUMBER, 10 * NUMBER, 1, id="a part"),
        pytest.param(lambda x: tf.raw_ops.ZerosLike(x=tf.exp(x)), N, 2 * N, 2, id="zeros"),
    ],
)
def test_a_graph(function, read, written, operations):
    assert counting.of_graph(function, X) == (read, written, operations)


def test_only_the_branch_that_is_taken():
    def run(x):
        return tf.cond(x[0] > 0, lambda: tf.exp(tf.exp(x)), lambda: tf.exp(x))

    low, high = (counting.of_graph(run, tf.fill([1000], number)) for number in (-1.0, 1.0))
    assert tuple(b - a for a, b in zip(low, high, strict=True)) == (N, N, 1)


def test_a_scatter_into_memory_that_nobody_else_reads():
    places, numbers = tf.constant([[3]]), tf.constant([1.0])

    def alone(x):
        return tf.tensor_scatter_nd_sub(tf.exp(x), places, numbers)

    def shared(x):
        exponential = tf.exp(x)
        return tf.tensor_scatter_nd_sub(exponential, places, numbers), tf.exp(exponential)

    once = counting.of_graph(alone, X)
    assert (once.read, once.written) == (N + 3 * NUMBER, N + NUMBER)
    assert counting.of_graph(shared, X).written == 3 * N


def test_a_program_reads_and_writes_once_what_it_fuses():
    assert counting.of_program(lambda x: tf.exp(x * 2 + 1), X) == (N, N, 1)
    steps = counting.of_graph(lambda x: tf.exp(x * 2 + 1), X)
    assert (steps.read, steps.written) == (3 * N + 2 * NUMBER, 3 * N)


def test_what_tensorflow_needs_is_the_least_and_the_ways_are_in_order(monkeypatch):
    of_graphs = {name: way for name, way in traffic.WAYS.items() if way[1] is counting.of_graph}
    monkeypatch.setattr(traffic, "WAYS", of_graphs)
    moved = {(row["form"], row["way"]): (row["read"], row["written"]) for row in traffic.counted(8, 4096)}
    least = [round(part) for part in moved["sparse", "`tf.nn`"]]
    assert least == [2, 2]  # the logits and their gradient, and this again, times the upstream gradient
    fused, steps = moved["sparse", "TensorFlow's operation"], moved["sparse", "op by op"]
    assert [round(part) for part in fused] == least
    assert sum(steps) > 3 * sum(fused)
    checked, shown = moved["dense, each row sums to 1", "TensorFlow's operation"], moved[next(reversed(moved))]
    assert [round(part) for part in checked] == [4, 2]
    assert [round(part) for part in shown] == [3, 2]


def test_a_shape_that_is_not_known_cannot_be_counted():
    with pytest.raises(ValueError, match="has no known shape"):
        counting.of_graph(lambda x: tf.exp(tf.boolean_mask(x, x > 0)), X)
