"""Functions that get defaults from an ``arg_scope`` around them."""

from __future__ import annotations

import pytest

from tfcompat.migrate import Program, migrate_source
from tfcompat.migrate.syntax.arg_scopes import arg_scopes


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


SCOPED = b"import net\nwith arg_scope([fully_connected]):\n    net.f()\n"


@pytest.mark.parametrize(
    ("paths", "sources", "path", "place"),
    [
        (["a.py"], [SCOPED], "a.py", "a.py:2"),
        (["a.py", "net.py"], [SCOPED, b""], "net.py", "a.py:2"),
        (["a.py", "net.py", "part.py"], [SCOPED, b"from part import x\n", b""], "part.py", "a.py:2"),
        (["a.py", "other.py"], [SCOPED, b""], "other.py", ""),
        # Both are imported by a third file, which may run one below the other.
        (["a.py", "b.py", "main.py"], [SCOPED, b"", b"import a, b\n"], "b.py", "a.py:2"),
        # Two programs that share a library have nothing to do with each other.
        (["a.py", "b.py", "net.py"], [SCOPED, b"import net\n", b""], "b.py", ""),
        (["x/net.py", "x/a.py", "y/net.py"], [b"", SCOPED, b""], "y/net.py", ""),
        (["x/net.py", "x/a.py", "y/net.py"], [b"", SCOPED, b""], "x/net.py", "x/a.py:2"),
        # Files of one package.
        (["p/__init__.py", "p/a.py", "p/b.py", "p/q/c.py"], [b"", SCOPED, b"", b""], "p/b.py", "p/a.py:2"),
        (["p/__init__.py", "p/a.py", "p/b.py", "p/q/c.py"], [b"", SCOPED, b"", b""], "p/q/c.py", ""),
    ],
)
def test_a_program_knows_the_scopes_of_joined_files(paths, sources, path, place):
    assert Program(sources, paths).scope_of("fully_connected", path) == place
    assert bool(Program(sources, paths).scope_of("", path)) is bool(place)


def test_an_arg_scope_of_another_program_of_the_run_stops_no_fix():
    head = b"import tensorflow.contrib.slim as slim\n"
    layer, scope = head + b"x = slim.fully_connected(x, 1)\n", head + b"with slim.arg_scope([slim.fully_connected]):\n"
    program = Program([layer, scope + b"    import x.net\n", layer], ["x/net.py", "x/main.py", "y/net.py"])
    (stays,) = migrate_source(layer, "x/net.py", program=program).findings
    assert "an arg_scope (x/main.py:2) gives it arguments" in stays.reason
    assert (
        b"tfcompat.legacy.contrib.slim.fully_connected(x, 1)"
        in migrate_source(layer, "y/net.py", program=program).after
    )
