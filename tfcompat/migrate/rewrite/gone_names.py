"""Names of TensorFlow in a file that no supported TensorFlow has beside Keras 3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcompat._symbols import TENSORFLOW_HOMES, missing, missing_module

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Gone", "gone_names"]

_ROOT = "tensorflow"
_CATCHES = re.compile(rb"except\s*:|\b(?:ImportError|ModuleNotFoundError|AttributeError|Exception|NameError)\b")
_ASKS = re.compile(rb"version|hasattr\s*\(|\bTF_?[12]\b|\btf_?[12]\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gone:
    """One use of a name that is gone."""

    node: Node
    text: str
    """The use as written."""
    path: str
    """The whole name, below ``tf``, without the release in it."""


def gone_names(file: File) -> Iterator[Gone]:
    """Yield the uses in the order of the text; of an import that fails only those of its names, if there are any."""
    found = [*_reads(file), *_imports(file)]
    seen: set[tuple[int, int]] = set()
    for one in sorted(found, key=lambda one: one.node.start_byte):
        if one.node.byte_range not in seen and not _is_guarded(file, one.node):
            seen.add(one.node.byte_range)
            yield one


def _reads(file: File) -> Iterator[Gone]:
    names = file.whole.names
    for reference in names.tree.references:
        meaning = names.meaning(reference)
        if reference.stored or not meaning.certain or not meaning.names:
            continue
        lost = {name: missing(name) for name in meaning.names}
        if all(lost.values()) and not _is_made(file, lost):
            yield Gone(reference.node, ".".join(reference.parts), _path(min(lost)))


def _is_made(file: File, names: Iterable[str]) -> bool:
    """Return whether the file puts one of some names into TensorFlow itself."""
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


def _is_guarded(file: File, node: Node) -> bool:
    """Return whether it stands where the program asks first, or goes on without it.

    A ``try``, a test of the version.
    """
    child, around = node, node.parent
    while around is not None:
        if around.type == "try_statement" and child.id == _field(around, "body"):
            handlers = (part for part in around.named_children if part.type == "except_clause")
            if any(_CATCHES.search(file.source.of(part).partition(b":")[0] + b":") for part in handlers):
                return True
        if around.type in ("if_statement", "elif_clause", "conditional_expression", "else_clause"):
            test = around.child_by_field_name("condition")
            above = around.parent if around.type == "else_clause" else None
            test = above.child_by_field_name("condition") if above is not None else test
            if test is not None and test.id != child.id and _ASKS.search(file.source.of(test)):
                return True
        child, around = around, around.parent
    return False


def _field(node: Node, name: str) -> int:
    found = node.child_by_field_name(name)
    return found.id if found is not None else -1
