"""Imports point down: the floors and wings of the package, as one table, and who may touch what."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import tfcompat

ROOT = Path(tfcompat.__file__).parent
# Room: floor, wing. "shared" may be used by all; "run" has TensorFlow, "move" has the parser; "house" may use both.
ROOMS = {
    "tfcompat": (0, "shared"),
    "tfcompat._symbols": (0, "shared"),
    "tfcompat._lazy": (0, "shared"),
    "tfcompat._deprecation": (0, "shared"),
    "tfcompat._keras": (1, "run"),
    "tfcompat._advice": (1, "run"),
    "tfcompat._ranges": (1, "run"),
    "tfcompat._checks": (1, "run"),
    "tfcompat._kernels": (1, "run"),
    "tfcompat._tag": (1, "run"),
    "tfcompat.losses": (2, "run"),
    "tfcompat.layers": (2, "run"),
    "tfcompat.metrics": (2, "run"),
    "tfcompat.links": (2, "run"),
    "tfcompat.serving": (2, "run"),
    "tfcompat._audit": (2, "run"),
    "tfcompat.legacy": (3, "run"),
    "tfcompat.migrate._finding": (0, "move"),
    "tfcompat.migrate._lines": (0, "move"),
    "tfcompat.migrate._source": (1, "move"),
    "tfcompat.migrate": (2, "move"),
    "tfcompat.migrate.report": (3, "move"),
    "tfcompat.files": (3, "move"),
    "tfcompat.evidence": (3, "house"),
    "tfcompat.demo": (4, "house"),
    "tfcompat.cli": (4, "house"),
    "tfcompat.__main__": (4, "house"),
}
MAY_USE = {
    "shared": {"shared"},
    "run": {"shared", "run"},
    "move": {"shared", "move"},
    "house": {"shared", "run", "move", "house"},
}
FILE_CALL = re.compile(
    r"(?:^|\.)(?:open|read_text|read_bytes|write_text|write_bytes|unlink|mkdir)$|^(?:os|shutil|tempfile)\."
)
KERAS = re.compile(r"(?:tensorflow\.(?:compat\.v1\.)?)?(?:tf_)?keras\b")


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")


FILES = {module_name(file): file for file in sorted(ROOT.rglob("*.py")) if file.name != "legacy_script.py"}
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in FILES.items()}


def room(module: str) -> str:
    """The longest entry of the table that is the module or holds it."""
    while module not in ROOMS:
        module = module.rpartition(".")[0]
    return module


def imported(tree: ast.AST) -> set[str]:
    """Every module a file names, also inside functions and under TYPE_CHECKING: a type is knowledge too."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update(home_of(node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            names.update(str(arg.value) for arg in node.args if isinstance(arg, ast.Constant))
    return names


def home_of(package: str, name: str) -> str:
    """The module that ``from package import name`` leads to; a lazy name of ours leads to where it is defined."""
    if package == "tfcompat" and name in tfcompat._HOMES:
        return tfcompat._HOMES[name]
    return f"{package}.{name}" if f"{package}.{name}" in FILES or package in ("tensorflow", "") else package


def ours(module: str) -> set[str]:
    return {name for name in imported(TREES[module]) if name.split(".")[0] == "tfcompat"}


def outside(module: str) -> set[str]:
    return {name.split(".")[0] for name in imported(TREES[module])} - {"tfcompat"}


@pytest.mark.parametrize("module", FILES)
def test_imports_point_down_and_stay_in_their_wing(module):
    floor, wing = ROOMS[room(module)]
    for name in ours(module):
        there, its_wing = ROOMS[room(name)]
        assert there <= floor, f"{module} (floor {floor}) imports {name} (floor {there}), which is above it"
        assert its_wing in MAY_USE[wing], f"{module} ({wing} wing) imports {name} ({its_wing} wing)"


def test_no_file_imports_itself_in_a_circle():
    order = TopologicalSorter({module: ours(module) - {module} for module in FILES})
    assert set(order.static_order()) >= set(FILES)


@pytest.mark.parametrize("module", FILES)
def test_only_one_file_knows_the_parser(module):
    if module != "tfcompat.migrate._source":
        assert not outside(module) & {"tree_sitter", "tree_sitter_python"}


@pytest.mark.parametrize("module", FILES)
def test_only_one_file_knows_which_keras_it_is(module):
    if module != "tfcompat._keras":
        assert not [name for name in imported(TREES[module]) if KERAS.match(name)]
        attributes = {ast.unparse(node) for node in ast.walk(TREES[module]) if isinstance(node, ast.Attribute)}
        assert not attributes & {"tf.keras", "tensorflow.keras", "tf.compat.v1.keras"}


@pytest.mark.parametrize("module", [name for name in FILES if ROOMS[room(name)][1] in ("shared", "move")])
def test_the_migrator_and_the_table_never_import_tensorflow(module):
    assert not outside(module) & {"tensorflow", "keras", "tf_keras"}


@pytest.mark.parametrize("module", [name for name in FILES if ROOMS[room(name)][1] == "move"])
def test_only_files_touches_the_disk(module):
    if room(module) != "tfcompat.files":
        calls = {ast.unparse(node.func) for node in ast.walk(TREES[module]) if isinstance(node, ast.Call)}
        assert [call for call in calls if FILE_CALL.search(call)] == []


@pytest.mark.parametrize("module", [name for name in FILES if "._symbols" in name or name.endswith("._lazy")])
def test_the_ground_floor_uses_the_standard_library_alone(module):
    import sys

    assert outside(module) <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("def f():\n    import tensorflow as tf", "tensorflow"),
        ("if TYPE_CHECKING:\n    from keras.losses import Loss", "keras.losses"),
        ("from importlib import import_module\nimport_module('tree_sitter')", "tree_sitter"),
        ("from tfcompat import softmax_cross_entropy", "tfcompat.losses"),
        ("from tfcompat import _keras", "tfcompat._keras"),
        ("from tensorflow import keras", "tensorflow.keras"),
    ],
)
def test_an_import_is_seen_wherever_it_stands(source, module):
    assert module in imported(ast.parse(source))
