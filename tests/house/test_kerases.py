"""Which tests run beside both Kerases: all that are not declared to know none, and those are held to it."""

from __future__ import annotations

import ast

from support.kerases import FOLDER

KERAS = {"keras", "tf_keras", "tfcompat._keras"}


def declared(tree: ast.Module) -> bool:
    """Whether a file of tests says of all of itself that it knows no Keras."""
    given = {
        ast.unparse(node.targets[0]): ast.unparse(node.value) for node in tree.body if isinstance(node, ast.Assign)
    }
    return "without_keras" in given.get("pytestmark", "")


def imported(tree: ast.Module) -> set[str]:
    """The modules that are imported at the top of a file."""
    names = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)}


def test_a_file_declared_without_keras_imports_none():
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.rglob("test_*.py"))}
    once = {file.relative_to(FOLDER).as_posix(): tree for file, tree in trees.items() if declared(tree)}
    assert "legacy/test_oracle.py" in once
    assert {name: found for name, tree in once.items() if (found := imported(tree) & KERAS)} == {}
