import math

import pytest

from tfcompat.demo.curve import Point


def test_a_line_says_a_point_with_every_digit():
    point = Point(3, 0.1 + 0.2, 1e-12)
    assert Point.parse(point.line() + "\n") == point


def test_a_loss_that_is_no_number_is_read_as_such():
    assert math.isnan(Point.parse("epoch 1 train_loss nan test_loss inf").train_loss)


@pytest.mark.parametrize(
    "line", ["", "WARNING: epoch", "epoch 1 train_loss 0.5", "an epoch 1 train_loss 1.0 test_loss 1.0"]
)
def test_other_lines_say_nothing(line):
    assert Point.parse(line) is None
