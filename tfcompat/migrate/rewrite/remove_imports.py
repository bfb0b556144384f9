"""Which imports go: those that only the fixes used, and those that fail and that nothing uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols import TENSORFLOW_HOMES, by_qualified_name, missing, missing_module
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.rewrite.gone_names import is_guarded
from tfcompat.migrate.rewrite.quoted_names import is_quoted, may_read_any
from tfcompat.migrate.syntax.source import PRAGMA, nodes
from tfcompat.migrate.syntax.splices import is_within, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import Binding, Scope
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["Unread", "removed", "unread"]

_GONE = re.compile(r"tensorflow\.(?:compat\.v1\.)?(?:contrib|estimator|examples|keras\.wrappers|layers|python)\b")
"""What is taken out if nothing reads it: the rule has a trace of each. Other names are left to a person."""
_MAGIC = b" " * len("%time ")
_LIBRARIES = ("tensorflow.", "keras.", "tf_keras.")


class Unread(NamedTuple):
    """An import statement, or an alias, that fails on the supported TensorFlow and binds names that nothing reads."""

    names: tuple[str, ...]
    nodes: tuple[Node, ...]
    """Where the names are bound."""
    edits: tuple[Edit, ...]
    """Take the names out, or the statement if nothing else is left of it."""
    certain: bool
    """Whether the file has no code that may read a name it does not spell, as ``globals()[name]`` does."""


class _Name(NamedTuple):
    """A name that goes."""

    text: str
    scope: Scope
    binding: Binding
    statement: Node


def unread(file: File) -> Iterator[Unread]:
    """Yield the statements of a file that bring only errors: the names are gone, and nothing reads them."""
    found: dict[int, list[_Name]] = {}
    going = [name for name in _unread(file) if not is_guarded(file, name.statement)]
    for name in going:
        found.setdefault(name.statement.id, []).append(name)
    if not going:
        return
    edits = list(_out_of(file, going))
    certain = not may_read_any(file.source)
    for names in found.values():
        start, end = names[0].statement.byte_range
        own = tuple(edit for edit in edits if edit.start < end and start < edit.end)
        if own:
            yield Unread(tuple(name.text for name in names), tuple(name.binding.node for name in names), own, certain)


def _unread(file: File) -> Iterator[_Name]:
    if file.path.endswith("__init__.py"):
        return
    read = file.names.reads.keys()
    for scope in file.names.tree.scopes:
        for text, bindings in scope.bound.items():
            statement = bindings[0].statement
            if statement is None or (id(scope), text) in read:
                continue
            name = _Name(text, scope, bindings[0], statement)
            if _fails(file, name) and _may_go(file, text, scope):
                yield name


def _fails(file: File, name: _Name) -> bool:
    """Return whether the statement raises with every supported TensorFlow, under either of its roots."""
    target = name.binding.target
    targets = [target] if target else sorted(file.names.of_name(name.text, name.scope).names)
    old = [target.removeprefix("tensorflow.") for target in targets if target.startswith("tensorflow.")]
    both = [*targets, *(f"tensorflow.compat.v1.{path}" for path in old if not path.startswith("compat."))]
    if not both or not all(map(_GONE.match, targets)):
        return False
    if all(map(missing, both)):
        return True
    modules = both if name.statement.type == "import_statement" else [full.rpartition(".")[0] for full in both]
    return bool(target) and all(map(missing_module, modules))


def removed(file: File, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Remove imports, and aliases such as ``layers = tf.layers``, that the edits leave unused.

    They would fail if the module is gone. ``import tensorflow as tf`` itself stays, and so does every name that another
    file may import from this one.
    """
    if file.path.endswith("__init__.py"):
        return
    spans = replaced(edits)
    gone = []
    for (_, text), read in file.names.reads.items():
        owner = read[0].scope.owner(text)
        if owner and all(is_within(spans, use.node.start_byte) for use in read) and _may_go(file, text, read[0].scope):
            binding = file.names.bindings(text, read[0].scope)[0]
            gone += [_Name(text, owner, binding, binding.statement)] if binding.statement else []
    gone += [name for name in _unread(file) if is_within(spans, name.binding.node.start_byte)]
    yield from _out_of(file, gone)


def _out_of(file: File, gone: list[_Name]) -> Iterator[Edit]:
    """Yield the edits that take names out of the statements that bind them.

    A block keeps a statement: of one that would lose all, those stay that work, or ``pass`` takes their place.
    """
    names = {name.binding.node.id for name in gone}
    statements = {name.statement.id: name.statement for name in gone}
    failing = {name.statement.id for name in gone if _fails(file, name)}
    whole = [statement for statement in statements.values() if _goes_whole(statement, names)]
    emptied = {block.id for statement in whole if (block := _block(statement)) and _is_emptied(block, whole)}
    works = {block.id for one in whole if one.id not in failing and (block := _block(one))}
    for statement in statements.values():
        block = _block(statement)
        if block is None or block.id not in emptied:
            yield from _without_names(file.source, statement, names)
        elif statement.id in failing and (block.id in works or not _is_first(statement, block)):
            yield from _without_statement(file.source, statement)
        elif statement.id in failing:
            yield Edit(*statement.byte_range, b"pass")


def _is_first(statement: Node, block: Node) -> bool:
    first = next(child for child in block.named_children if not child.is_extra)
    return first.start_byte == statement.start_byte


def _goes_whole(statement: Node, names: set[int]) -> bool:
    return all(_bound(item).id in names for item in statement.children_by_field_name("name"))


def _block(statement: Node) -> Node | None:
    """Return the block that contains a statement, or None for the module, which may be empty."""
    around = statement.parent
    if around is not None and around.type == "expression_statement":
        around = around.parent
    return around if around is not None and around.type != "module" else None


def _is_emptied(block: Node, whole: list[Node]) -> bool:
    """Return whether a block would be empty without the removed statements."""
    spans = {statement.byte_range for statement in whole}
    return all(child.byte_range in spans for child in block.named_children if not child.is_extra)


def _may_go(file: File, name: str, scope: Scope) -> bool:
    """Return whether a name has one binding, to a part of TensorFlow or Keras, and nothing else may read it.

    Strings, such as those in ``__all__``, and other files may read it.
    """
    owner, bindings = scope.owner(name), file.names.bindings(name, scope)
    if len(bindings) != 1 or bindings[0].statement is None or owner is None or owner.kind == "class":
        return False  # a name in a class is also an attribute
    if _is_behind_magic(file, bindings[0]):
        return False
    names = file.names.of_name(name, scope).names
    is_gone = bool(names) and all(map(missing, names))
    if owner.kind == "module" and file.may_be_imported(name, is_gone=is_gone):
        return False
    if bindings[0].kind == "assignment" and any(map(by_qualified_name, names)):
        return False  # a function that is passed as a value, which has its own finding
    below = bool(names) and all(full.startswith(_LIBRARIES) and full not in TENSORFLOW_HOMES for full in names)
    return below and not is_quoted(file.source, name, of_module=owner.kind == "module")


def _is_behind_magic(file: File, binding: Binding) -> bool:
    """Return whether a value in a notebook follows a magic, as in ``a = %time x``, for which the text has blanks."""
    value = binding.value
    return bool(file.source.cells) and value is not None and file.source.text[: value.start_byte].endswith(_MAGIC)


def _without_names(source: Source, statement: Node, names: set[int]) -> Iterator[Edit]:
    """Yield an import statement without some of the names it binds."""
    items = statement.children_by_field_name("name")  # none in an assignment, which is removed as a whole
    gone = [_bound(item).id in names for item in items]
    if all(gone):
        yield from _without_statement(source, statement)
        return
    for position, item in enumerate(items):
        if not gone[position]:
            continue
        if all(gone[position:]):
            kept = max(index for index in range(position) if not gone[index])
            start, end = items[kept].end_byte, items[-1].end_byte
        else:
            start, end = item.start_byte, items[position + 1].start_byte
        if b"#" not in source.text[start:end]:
            yield Edit(start, end, b"")
        if all(gone[position:]):
            return


def _bound(item: Node) -> Node:
    return item.child_by_field_name("alias") or item


def _without_statement(source: Source, statement: Node) -> Iterator[Edit]:
    """Yield the edit that removes a statement and its line; the line stays if it has more than the statement."""
    text = source.text
    if any(node.type == "comment" for node in nodes(statement)):
        return
    start = text.rfind(b"\n", 0, statement.start_byte) + 1
    end = text.find(b"\n", statement.end_byte) + 1 or len(text)
    around = text[start : statement.start_byte] + text[statement.end_byte : end]
    if not around.strip() or (not text[start : statement.start_byte].strip() and PRAGMA.match(around.lstrip())):
        yield Edit(start, end, b"")
    elif not text[start : statement.start_byte].strip() and around.lstrip().startswith(b"#"):
        yield Edit(statement.start_byte, text.index(b"#", statement.end_byte), b"")  # the comment stays
