"""Functions that get defaults from an ``arg_scope`` around them."""

from __future__ import annotations

import pytest

from tfcompat.migrate import Program
from tfcompat.migrate._arg_scope import arg_scopes


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (
            "with slim.arg_scope([slim.conv2d, slim.fully_connected], stride=1):\n",
            {"slim", "conv2d", "fully_connected"},
        ),
        ("with arg_scope([\n    layers.conv2d,  # and fully_connected\n], stride=1):\n", {"layers", "conv2d"}),
        ("with slim.arg_scope((fully_connected,), x=1) as s:\n", {"fully_connected"}),
        ("with slim.arg_scope(resnet.scope()):\n", {"resnet", "scope"}),
        ("scope = arg_scope\n", set()),
        ("fully_connected(x, 1)\n", set()),
    ],
)
def test_the_functions_of_an_arg_scope_are_found(source, names):
    assert set(arg_scopes(source.encode())) == names


def test_a_program_knows_where_they_are():
    sources = [b"x = 1\n", b"\nwith arg_scope([fully_connected]):\n"]
    assert Program(sources, ["a.py", "b.py"]).scoped == {"fully_connected": "b.py:2"}
    assert Program(sources).scoped == {"fully_connected": "another file:2"}
