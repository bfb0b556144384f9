"""TensorFlow names in a file that no supported TensorFlow has with Keras 3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcompat._symbols import TENSORFLOW_HOMES, missing, missing_module

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Gone", "gone_names", "is_guarded"]

_ROOT = "tensorflow"
_CATCHES = re.compile(rb"except\s*:|\b(?:ImportError|ModuleNotFoundError|AttributeError|Exception|NameError)\b")
_MISSES = re.compile(rb"\b(?:ImportError|ModuleNotFoundError|AttributeError|NameError)\b")
_ASKS = re.compile(
    rb"version|hasattr\s*\(|\bdir\s*\(|\b__dict__\b|\b(?:TF|PY)_?[123]\b|\bTYPE_CHECKING\b", re.IGNORECASE
)
_IS_TEST = re.compile(rb"\bversion_info\b|\b__version__\b|\bhasattr\s*\(|\bPY_?[23]\b")
_NAME = re.compile(rb"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Gone:
    """One use of a name that is gone."""

    node: Node
    text: str
    """The use as written."""
    path: str
    """The whole path below ``tf``, without a release in it."""


def gone_names(file: File) -> Iterator[Gone]:
    """Yield the uses in the order of the text; for a failing import only the uses of its names, if any."""
    found = sorted([*_reads(file), *_imports(file)], key=lambda one: one.node.start_byte)
    places = [one.node.start_byte for one in found]
    seen: set[tuple[int, int]] = set()
    for one in found:
        if one.node.byte_range not in seen and not is_guarded(file, one.node, places):
            seen.add(one.node.byte_range)
            yield one


def _reads(file: File) -> Iterator[Gone]:
    names = file.whole.names
    for reference, meaning in names.denoted:
        if reference.stored or not meaning.certain:
            continue
        if len(reference.parts) == 1 and reference.scope.owner(reference.parts[0]) is None:
            continue  # a star import binds it, to a TensorFlow name in its module
        lost = {name: missing(name) for name in meaning.names}
        if all(lost.values()) and not _is_made(file, lost):
            yield Gone(reference.node, ".".join(reference.parts), _path(min(lost)))


def _is_made(file: File, names: Iterable[str]) -> bool:
    """Return whether the file assigns one of some names in TensorFlow itself."""
    return any(store.hides(_path(name), TENSORFLOW_HOMES) for store in file.stores for name in names)


def _imports(file: File) -> Iterator[Gone]:
    """Modules, and names of modules, that cannot be imported."""
    read = {reference.parts[0] for reference in file.whole.names.tree.references if not reference.stored}
    for statement in file.whole.names.tree.imports:
        home = statement.child_by_field_name("module_name")
        module = _text(file, home) if home is not None else ""
        for item in statement.children_by_field_name("name"):
            named, alias = item.child_by_field_name("name") or item, item.child_by_field_name("alias")
            full = _text(file, named)
            target = f"{module}.{full}" if module else full
            bound = _text(file, alias) if alias else full.split(".")[0]
            lost = (
                missing_module(target)
                if not module
                else missing_module(module) or (missing_module(target) and missing(target))
            )
            if lost and bound not in read:
                yield Gone(named, target, _path(target))
        stars = any(child.type == "wildcard_import" for child in statement.named_children)
        if home is not None and stars and missing_module(module):
            yield Gone(home, module, _path(module))


def _text(file: File, node: Node) -> str:
    return file.source.of(node).decode("utf-8").replace(" ", "")


def _path(name: str) -> str:
    for root in ("tensorflow.compat.v1.", "tensorflow.compat.v2.", "tensorflow."):
        if name.startswith(root):
            return name.removeprefix(root)
    return name


def is_guarded(file: File, node: Node, gone: Sequence[int] = ()) -> bool:
    """Return whether the program tests first, or continues without the name: a ``try``, or a test of the version.

    The handler for a missing name is not reached if the ``try`` reads TensorFlow and nothing in it is gone.
    """
    child, around = node, node.parent
    while around is not None:
        if around.type == "try_statement" and child.id == _field(around, "body"):
            handlers = (part for part in around.named_children if part.type == "except_clause")
            if any(_CATCHES.search(file.source.of(part).partition(b":")[0] + b":") for part in handlers):
                return True
        if around.type == "try_statement" and child.type == "except_clause" and _is_missed(file, child):
            start, end = _span(around, "body")
            if _reads_within(file, start, end) and not any(start <= place < end for place in gone):
                return True
        if around.type in ("if_statement", "elif_clause", "conditional_expression", "else_clause"):
            test = around.child_by_field_name("condition")
            if around.type == "conditional_expression":
                test = around.named_children[1]  # the grammar has no field for this
            above = around.parent if around.type == "else_clause" else None
            test = above.child_by_field_name("condition") if above is not None else test
            if test is not None and test.id != child.id and _asks(file, test):
                return True
        child, around = around, around.parent
    return False


def _asks(file: File, test: Node) -> bool:
    """Return whether a test is about a version, or about what a module has; itself, or by a name for such a test."""
    text = file.source.of(test)
    if _ASKS.search(text):
        return True
    bindings = (one for name in _NAME.findall(text) for one in file.whole.names.every_binding(name.decode("utf-8")))
    return any(one.value is not None and _IS_TEST.search(file.source.of(one.value)) for one in bindings)


def _is_missed(file: File, handler: Node) -> bool:
    return _MISSES.search(file.source.of(handler).partition(b":")[0]) is not None


def _reads_within(file: File, start: int, end: int) -> bool:
    """Return whether a part of the file reads or imports something from TensorFlow."""
    names = file.whole.names
    reads = (one for one in names.tree.references if start <= one.node.start_byte < end and not one.stored)
    return b"tensorflow" in file.source.text[start:end] or any(names.meaning(one).names for one in reads)


def _span(node: Node, name: str) -> tuple[int, int]:
    found = node.child_by_field_name(name)
    return (found.start_byte, found.end_byte) if found is not None else (0, 0)


def _field(node: Node, name: str) -> int:
    found = node.child_by_field_name(name)
    return found.id if found is not None else -1
