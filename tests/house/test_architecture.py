"""Imports point down: the floors and wings of the package, as one table, and who may touch what."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

import tfcompat

ROOT = Path(tfcompat.__file__).parent
# Room: floor, wing. "shared" may be used by all; "run" has TensorFlow, "move" has the parser; "house" may use both.
# Every module stands in one of these rooms. Imports between rooms point down, to a floor below.
ROOMS = {
    "tfcompat._codes": (-1, "shared"),
    "tfcompat._pages": (-1, "shared"),
    "tfcompat._wrapped": (-1, "shared"),
    "tfcompat._lazy": (1, "shared"),
    "tfcompat._post_import": (0, "shared"),
    "tfcompat._symbols": (0, "shared"),
    "tfcompat._user_frames": (0, "shared"),
    "tfcompat": (2, "shared"),
    "tfcompat.validation": (1, "run"),
    "tfcompat._keras": (1, "run"),
    "tfcompat._kernels": (1, "run"),
    "tfcompat._arguments": (2, "run"),
    "tfcompat._origin": (3, "run"),
    "tfcompat._batch": (3, "run"),
    "tfcompat._chunked": (4, "run"),
    "tfcompat.legacy": (3, "run"),
    "tfcompat.links": (3, "run"),
    "tfcompat.losses": (5, "run"),
    "tfcompat.layers": (6, "run"),
    "tfcompat.metrics": (6, "run"),
    "tfcompat._audit": (7, "run"),
    "tfcompat.serving": (7, "run"),
    "tfcompat.migrate.finding": (0, "move"),
    "tfcompat.migrate.programs": (0, "move"),
    "tfcompat.migrate.migration": (1, "move"),
    "tfcompat.migrate.options": (1, "move"),
    "tfcompat.migrate.syntax": (1, "move"),
    "tfcompat.migrate.suppressions": (2, "move"),
    "tfcompat.migrate.names": (2, "move"),
    "tfcompat.migrate.uses": (3, "move"),
    "tfcompat.migrate.dataflow": (3, "move"),
    "tfcompat.migrate.release": (3, "move"),
    "tfcompat.migrate.project": (4, "move"),
    "tfcompat.migrate.star_imports": (5, "move"),
    "tfcompat.migrate.summaries": (5, "move"),
    "tfcompat.migrate.file": (6, "move"),
    "tfcompat.migrate.rewrite": (7, "move"),
    "tfcompat.migrate.rules": (8, "move"),
    "tfcompat.migrate.still_gone": (9, "move"),
    "tfcompat.migrate.still_wrong": (9, "move"),
    "tfcompat.migrate.engine": (10, "move"),
    "tfcompat.migrate.notebooks": (11, "move"),
    "tfcompat.migrate.file_kinds": (12, "move"),
    "tfcompat.migrate": (13, "move"),
    "tfcompat.migrate.report": (13, "move"),
    "tfcompat.files": (0, "move"),
    "tfcompat.demo": (14, "house"),
    "tfcompat.evidence": (14, "house"),
    "tfcompat.cli": (15, "house"),
    "tfcompat.pytest_plugin": (15, "house"),
    "tfcompat.__main__": (16, "house"),
}
PACKAGES = {"tfcompat", "tfcompat.migrate"}
"""Rooms that are the ``__init__.py`` of a package alone: what stands below has a room of its own."""
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


@cache
def tree(module: str) -> ast.AST:
    return ast.parse(FILES[module].read_text(encoding="utf-8"))


@cache
def imports_of(module: str) -> frozenset[str]:
    return frozenset(imported(tree(module)))


def room(module: str) -> str:
    """The room that is the module or holds it."""
    found = module
    while found not in ROOMS or (found in PACKAGES and found != module):
        found = found.rpartition(".")[0]
        if not found:
            raise LookupError(f"no room claims {module}: give it one in ROOMS")
    return found


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
    return {name for name in imports_of(module) if name.split(".")[0] == "tfcompat"}


def outside(module: str) -> set[str]:
    return {name.split(".")[0] for name in imports_of(module)} - {"tfcompat"}


def misplaced(module: str) -> list[str]:
    """What a file imports from a floor that is not below its own, from another wing, or from another room's drawers."""
    here = room(module)
    floor, wing = ROOMS[here]
    found = []
    for name in sorted(ours(module)):
        other = room(name)
        there, its_wing = ROOMS[other]
        if other != here and there >= floor:
            found.append(f"{module} (floor {floor}) imports {name} (floor {there}), which is not below it")
        if its_wing not in MAY_USE[wing]:
            found.append(f"{module} ({wing} wing) imports {name} ({its_wing} wing)")
        if other != here and "._" in name.removeprefix(other):
            found.append(f"{module} imports {name}, which is private to {other}")
    return found


def of_keras(module: str) -> list[str]:
    """What a file uses of either Keras, as a module or as an attribute of TensorFlow."""
    names = [name for name in imports_of(module) if KERAS.match(name)]
    attributes = {ast.unparse(node) for node in ast.walk(tree(module)) if isinstance(node, ast.Attribute)}
    return sorted({*names, *(attributes & {"tf.keras", "tensorflow.keras", "tf.compat.v1.keras"})})


def of_the_disk(module: str) -> list[str]:
    """The calls by which a file touches the disk."""
    calls = {ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call)}
    return sorted(call for call in calls if FILE_CALL.search(call))


def test_imports_point_down_and_stay_in_their_wing():
    assert [sentence for module in FILES for sentence in misplaced(module)] == []


def test_a_module_that_no_room_claims_is_refused():
    for module in ("tfcompat._new", "tfcompat.migrate._new", "other"):
        with pytest.raises(LookupError, match=f"no room claims {module}"):
            room(module)


def test_every_room_has_someone_in_it():
    assert {room(module) for module in FILES} == set(ROOMS)


def test_the_page_about_the_house_shows_every_room_and_the_upper_ones_first():
    page = (ROOT.parent / "docs" / "how-it-is-built.md").read_text(encoding="utf-8")
    section = page.partition("## Rooms")[2].partition("\n## ")[0]
    shown = [re.findall(r"`([\w.]+)`", line.split("|")[1]) for line in section.splitlines() if line.startswith("| `")]
    rooms = {room.removeprefix("tfcompat.") for room in ROOMS} - {"tfcompat", "migrate", "__main__"}
    assert {name for name in re.findall(r"`([\w.]+)`", section) if name in rooms} == rooms
    for upper, lower in pairwise(shown):
        if upper[0].startswith("migrate") == lower[0].startswith("migrate"):
            lowest = min(ROOMS[f"tfcompat.{name}"][0] for name in upper)
            assert lowest >= max(ROOMS[f"tfcompat.{name}"][0] for name in lower), (upper, lower)


def test_no_file_imports_itself_in_a_circle():
    order = TopologicalSorter({module: ours(module) - {module} for module in FILES})
    assert set(order.static_order()) >= set(FILES)


def test_only_one_file_knows_the_parser():
    parsers = {"tree_sitter", "tree_sitter_python"}
    assert [module for module in FILES if outside(module) & parsers] == ["tfcompat.migrate.syntax.source"]


def test_only_one_room_knows_which_keras_it_is():
    others = [module for module in FILES if room(module) != "tfcompat._keras"]
    assert {module: found for module in others if (found := of_keras(module))} == {}


def test_the_migrator_and_the_table_never_import_tensorflow():
    without = [module for module in FILES if ROOMS[room(module)][1] in ("shared", "move")]
    assert {m: found for m in without if (found := outside(m) & {"tensorflow", "keras", "tf_keras"})} == {}


def test_only_files_touches_the_disk():
    others = [m for m in FILES if ROOMS[room(m)][1] == "move" and room(m) != "tfcompat.files"]
    assert {module: found for module in others if (found := of_the_disk(module))} == {}


def test_the_ground_floor_uses_the_standard_library_alone():
    ground = [module for module in FILES if "._symbols" in module or module.endswith("._lazy")]
    assert {module: found for module in ground if (found := outside(module) - sys.stdlib_module_names)} == {}


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
