"""The examples in docstrings print what they say."""

from __future__ import annotations

import ast
import doctest
import inspect
from importlib import import_module
from pathlib import Path

import pytest
from support.pages import for_this_keras

import tfcompat

ROOT = Path(tfcompat.__file__).parent
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def modules_with_examples() -> list[str]:
    """Modules whose source has a prompt in a docstring."""
    found = []
    for file in sorted(ROOT.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if file.name == "legacy_script.py" or ">>> " not in text:
            continue  # most files, and reading the text is quicker than parsing it
        if any(">>> " in docstring for docstring in docstrings(ast.parse(text))):
            found.append(".".join(file.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"))
    return found


def docstrings(tree: ast.Module) -> list[str]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return [ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, documented)]


@pytest.mark.parametrize("name", modules_with_examples())
def test_examples_print_what_they_say(name):
    module = import_module(name)
    tests = [test for test in doctest.DocTestFinder().find(module, name) if test.examples]
    assert tests, f"{name} has prompts in its source, but doctest finds none"
    for test in tests:
        for example in test.examples:
            example.source = for_this_keras(example.source)
        doctest.DebugRunner(optionflags=FLAGS).run(test)


@pytest.mark.parametrize("name", [name for name in tfcompat.__all__ if not name.startswith("_")])
def test_every_public_name_has_an_example(name):
    public = getattr(tfcompat, name)
    if not inspect.ismodule(public):
        assert ">>> " in (public.__doc__ or ""), f"tfcompat.{name} shows no example"
