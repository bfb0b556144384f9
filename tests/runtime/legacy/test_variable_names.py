"""The table of checkpoint names is what the shims and the new layer create."""

from __future__ import annotations

import ast
import re

import pytest
import tensorflow as tf
from support.rows import NAMES

import tfcompat
from tfcompat._symbols import SYMBOLS

pytestmark = pytest.mark.without_keras
LAYERS = {path: row for path, row in SYMBOLS.items() if row.variables}


def created(expression: str) -> tuple[str, ...]:
    """The variables that an expression makes in a graph of its own, below the scope ``net``."""
    with tf.Graph().as_default(), tf.compat.v1.variable_scope("net"):
        inputs = {name: tf.convert_to_tensor(value) for name, value in NAMES.items()}
        eval(expression, {"tf": tfcompat.legacy, **inputs})
        return tuple(variable.op.name for variable in tf.compat.v1.global_variables())


@pytest.mark.parametrize("path", LAYERS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_shim_creates_the_names_of_its_row(path):
    row = LAYERS[path]
    known = row.variables
    assert created(row.before) == tuple(f"net/{name}" for name in known.under(known.default))
    if not known.given:
        return
    if not known.weights:  # the name comes first, and is in the example
        return
    tree = ast.parse(row.before, mode="eval")
    call = tree.body
    while isinstance(call.func, ast.Call):  # a class is built before its object is called
        call = call.func
    call.keywords.append(ast.keyword(known.given, ast.Constant("mine")))
    named = ast.unparse(tree)
    assert created(named) == tuple(f"net/{name}" for name in known.under("mine"))


@pytest.mark.keras
def test_the_new_layer_names_its_variables_of_itself():
    layer = tfcompat.Logits(3)
    layer(tf.ones([2, 3]))
    names = [getattr(variable, "path", variable.name).removesuffix(":0") for variable in layer.weights]
    assert names == [f"{layer.name}/kernel", f"{layer.name}/bias"]
    assert re.fullmatch(r"logits(_\d+)?", layer.name)
