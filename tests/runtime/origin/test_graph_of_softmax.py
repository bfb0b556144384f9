"""Where a softmax sums to 1 after what moves it, by the numbers: the axis that the graph tells is that of the sums."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from tfcompat._origin.graph import made_by

pytestmark = pytest.mark.without_keras
SHAPE = [None, 3, 4, 6]
BATCH = 2

MOVES = {
    "transposed": lambda p: tf.transpose(p, [0, *range(p.shape.rank - 1, 0, -1)]),
    "two axes joined": lambda p: tf.reshape(p, [-1, p.shape[1] * p.shape[2], *p.shape[3:]]),
    "an axis split": lambda p: tf.reshape(p, [-1, *p.shape[1:-1], p.shape[-1] // 2, 2]) if p.shape[-1] % 2 == 0 else p,
    "flat": lambda p: tf.reshape(p, [-1, p.shape[-1]]),
    "a new axis": lambda p: p[:, tf.newaxis],
    "a new axis at the end": lambda p: p[..., tf.newaxis],
    "without an axis of one": lambda p: tf.squeeze(p, -1) if p.shape[-1] == 1 else p,
    "one of an axis": lambda p: p[:, 0] if p.shape.rank > 2 else p,
    "one of the last axis": lambda p: p[..., 0] if p.shape.rank > 2 else p,
    "some of an axis": lambda p: p[:, 1:] if p.shape[1] and p.shape[1] > 1 else p,
    "some of the last axis": lambda p: p[..., 1:] if p.shape[-1] and p.shape[-1] > 1 else p,
    "mean of an axis": lambda p: tf.reduce_mean(p, axis=1) if p.shape.rank > 2 else p,
    "mean of the last axis": lambda p: tf.reduce_mean(p, axis=-1, keepdims=True),
    "cast": lambda p: tf.cast(tf.cast(p, tf.float64), tf.float32),
    "clipped": lambda p: tf.clip_by_value(p, 0.0, 1.0),
    "stacked": lambda p: tf.stack([p, p], axis=-1),
    "stacked at the front": lambda p: tf.stack([p, p], axis=1),
    "joined": lambda p: tf.concat([p, p], axis=1),
    "mean of two": lambda p: (p + p) / 2.0,
}


@pytest.mark.parametrize("seed", range(60))
def test_the_axis_is_that_along_which_the_numbers_sum_to_one(seed):
    draw = np.random.default_rng(seed)
    axis = int(draw.integers(1, 4))
    moves = [list(MOVES)[i] for i in draw.integers(len(MOVES), size=draw.integers(1, 5))]

    @tf.function(input_signature=[tf.TensorSpec(SHAPE)])
    def moved(logits):
        p = tf.nn.softmax(logits, axis=axis)
        for move in moves:
            p = MOVES[move](p)
        return p

    traced = moved.get_concrete_function()
    made = made_by(traced.outputs[0])
    assert made is None or made.kind == "softmax"
    numbers = traced(tf.constant(draw.normal(size=[BATCH, *SHAPE[1:]]), tf.float32)).numpy()
    if made is not None and made.axis is not None:
        assert np.allclose(numbers.sum(axis=made.axis), 1, atol=1e-5), (axis, moves, made.axis)


def test_an_axis_that_is_still_whole_is_found():
    for moves, axis in ((["transposed"], -1), (["a new axis"], -3), (["one of an axis"], None), (["flat"], None)):

        @tf.function(input_signature=[tf.TensorSpec(SHAPE)])
        def moved(logits, moves=moves):
            p = tf.nn.softmax(logits, axis=1)
            for move in moves:
                p = MOVES[move](p)
            return p

        assert made_by(moved.get_concrete_function().outputs[0]).axis == axis
