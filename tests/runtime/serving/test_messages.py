"""What serving refuses, and what it says then."""

from __future__ import annotations

import pytest
import tensorflow as tf
from support.served import sequential

import tfcompat
from tfcompat._keras import keras


def softmax_head():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")], name="old")


def export_nowhere(model, link):
    return tfcompat.export_serving(model, "no folder", link)


@pytest.mark.parametrize("call", [tfcompat.with_probabilities, export_nowhere])
@pytest.mark.parametrize(
    ("make", "link", "error", "message"),
    [
        (
            softmax_head,
            "softmax",
            ValueError,
            r"the output of model 'old' is not logits: they are the output of",
        ),
        (
            lambda: tfcompat.with_probabilities(sequential()),
            "softmax",
            ValueError,
            "a softmax of layer 'prob",
        ),
        (sequential, "tanh", ValueError, "link must be 'softmax' .* or 'sigmoid' .*, got 'tanh'"),
        (sequential, {"a": "softmax"}, ValueError, "or one per output, in a structure like theirs"),
        (lambda: sequential(1), "softmax", ValueError, "softmax over one unit is always 1"),
        (lambda: keras.Sequential([keras.layers.Dense(3)]), "softmax", ValueError, "is not built, so its outputs"),
        (
            lambda: tf.identity,
            "softmax",
            TypeError,
            "model must be a .* model, the Keras that tfcompat uses",
        ),
    ],
)
def test_message(call, make, link, error, message):
    with pytest.raises(error, match=message):
        call(make(), link)
