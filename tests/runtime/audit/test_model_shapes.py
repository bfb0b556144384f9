"""Of each shape of a model, the audit says what is right, and of few that it does not know."""

from __future__ import annotations

import pytest
from support.model_shapes import SHAPES, compiled

import tfcompat
from tfcompat._keras import keras

FEWEST, MOST_UNKNOWN = 60, 0.05


def verdict(row):
    return {"right": "ok", "unknown": "?"}.get(row.verdict, row.code.removeprefix("TFC"))


@pytest.mark.parametrize("name", SHAPES)
def test_each_shape_gets_the_right_verdicts(name):
    shape = SHAPES[name]
    keras.mixed_precision.set_global_policy(shape.policy)
    found = tfcompat.audit(compiled(shape), inputs=shape.inputs)
    assert [verdict(row) for row in found.rows] == shape.verdicts.split(), f"{found}"


def test_few_verdicts_are_unknown():
    verdicts = [verdict for shape in SHAPES.values() for verdict in shape.verdicts.split()]
    assert len(SHAPES) >= FEWEST
    assert verdicts.count("?") / len(verdicts) < MOST_UNKNOWN
