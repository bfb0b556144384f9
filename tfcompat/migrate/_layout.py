"""Where an import statement goes, and which imports go because the fixes were all that used them."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from typing import TYPE_CHECKING

from tfcompat._symbols import by_qualified_name
from tfcompat.migrate._finding import Edit
from tfcompat.migrate._labels import ROOTS
from tfcompat.migrate._refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tfcompat.migrate._file import File
    from tfcompat.migrate._scopes import Reference, Scope
    from tfcompat.migrate._source import Node, Source

__all__ = ["added", "removed"]

_IMPORTS = ("import_statement", "import_from_statement")
_DEFINITIONS = ("function_definition", "class_definition", "decorated_definition")
_OF_TENSORFLOW = re.compile(rb"(?:import|from)\s+tensorflow\b")


def added(source: Source, statements: Iterable[str], first_use: int) -> Iterator[Edit]:
    """The edit that inserts import statements above the first place that needs them.

    They go to the imports of TensorFlow, else to the first block of imports, else below docstring and ``__future__``.
    """
    lines = sorted(statements)
    if not lines:
        return
    top = [node for node in source.root.named_children if not node.is_extra]
    above = [node for node in top if node.end_byte <= first_use]
    anchor, is_import = _anchor(source, above)
    newline = _newline(source.text)
    block = b"".join(line.encode() + newline for line in lines)
    if anchor is None:
        start = _start_of_first(source, top[0])
        blank = newline * (2 if top[0].type in _DEFINITIONS else 1)
        yield Edit(start, start, block + blank)
        return
    at = _below(source, top, anchor)
    if at <= first_use:
        yield Edit(at, at, block if is_import else newline + block)
        return
    start = source.text.rfind(b"\n", 0, anchor.start_byte) + 1  # import and use share a line: above it, then
    if any(_is_header(node, position) and node.end_byte > start for position, node in enumerate(top)):
        raise RefusedError("no import fits between a __future__ import and a use on the same line; break the line")
    yield Edit(start, start, block)


def removed(file: File, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Take out imports, and aliases such as ``layers = tf.layers``, of which the edits leave no use.

    They would fail where the module is gone. ``import tensorflow as tf`` itself stays: another module may reach it
    through this one, and it does no harm.
    """
    if file.path.endswith("__init__.py"):
        return
    spans = sorted((edit.start, edit.end) for edit in edits if edit.start < edit.end)
    reads: dict[str, list[Reference]] = {}
    for reference in file.names.tree.references:
        reads.setdefault(reference.parts[0], []).append(reference)
    gone = [
        file.names.every_binding(name)[0]
        for name, read in reads.items()
        if all(_is_within(spans, reference.node.start_byte) for reference in read)
        and _may_go(file, name, read[0].scope)
    ]
    for statement in {binding.statement.id: binding.statement for binding in gone if binding.statement}.values():
        names = {binding.node.id for binding in gone}
        yield from _without_names(file.source, statement, names)


def _is_within(spans: list[tuple[int, int]], offset: int) -> bool:
    """Whether one of the sorted spans holds an offset."""
    after = bisect_right(spans, (offset, sys.maxsize))
    return after > 0 and offset < spans[after - 1][1]


def _may_go(file: File, name: str, scope: Scope) -> bool:
    """Whether a name has one binding, to a part of TensorFlow, and no string says it, as ``__all__`` does."""
    bindings, owner = file.names.every_binding(name), scope.owner(name)
    if len(bindings) != 1 or bindings[0].statement is None or owner is None or owner.kind == "class":
        return False  # a name of a class is an attribute as well
    names = file.names.of_name(name, scope).names
    if bindings[0].kind == "assignment" and any(map(by_qualified_name, names)):
        return False  # a function that is passed on, which has a finding of its own
    quoted = re.compile(rb"""['"]%s['"]""" % re.escape(name.encode()))
    of_tensorflow = bool(names) and all(full.startswith("tensorflow.") and full not in ROOTS for full in names)
    return of_tensorflow and not quoted.search(file.source.text)


def _anchor(source: Source, above: list[Node]) -> tuple[Node | None, bool]:
    """The statement to insert below, and whether it is an import of its block."""
    imports = [node for node in above if node.type in _IMPORTS]
    of_tensorflow = [node for node in imports if _OF_TENSORFLOW.match(source.of(node))]
    if of_tensorflow:
        anchor = of_tensorflow[0]
        for node in above[above.index(anchor) + 1 :]:  # keep a sorted block sorted
            sorts_first = node.type == "import_statement" and source.of(node).split()[1] < b"tfcompat"
            if not sorts_first or node.start_point.row != anchor.end_point.row + 1:
                break
            anchor = node
        return anchor, True
    if imports:
        anchor = imports[0]
        for node in above[above.index(anchor) + 1 :]:
            if node.type not in _IMPORTS or node.start_point.row != anchor.end_point.row + 1:
                break
            anchor = node
        return anchor, True
    header = [node for position, node in enumerate(above) if _is_header(node, position)]
    return (header[-1], False) if header else (None, False)


def _is_header(node: Node, position: int) -> bool:
    """Whether a statement is the docstring or an import from the future."""
    if node.type == "future_import_statement":
        return True
    docstring = node.type == "expression_statement" and [
        child.type for child in node.named_children if not child.is_extra
    ] == ["string"]
    return position == 0 and docstring


def _below(source: Source, top: list[Node], anchor: Node) -> int:
    """The offset of the first line below a statement, past others that begin on its last line."""
    end = anchor.end_byte
    for node in top[top.index(anchor) :]:
        if b"\n" in source.text[end : node.start_byte]:
            break
        end = max(end, node.end_byte)
    newline = source.text.find(b"\n", end)
    return newline + 1 if newline >= 0 else len(source.text) + 1


def _start_of_first(source: Source, first: Node) -> int:
    """Where the first statement begins, with the comments that stand directly above it, but below the file's head."""
    start = first.start_byte
    before = source.text[:start].split(b"\n")[:-1]
    while before and before[-1].lstrip().startswith(b"#"):
        start -= len(before.pop()) + 1
    return start if before else first.start_byte


def _newline(text: bytes) -> bytes:
    end = text.find(b"\n")
    return b"\r\n" if end > 0 and text[end - 1 : end] == b"\r" else b"\n"


def _without_names(source: Source, statement: Node, names: set[int]) -> Iterator[Edit]:
    """An import statement without some of the names it binds."""
    items = statement.children_by_field_name("name")  # none in an assignment, which goes as a whole
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
    """Nothing where the statement and its line were; the line stays where the statement is not alone on it."""
    block = statement.parent
    if block is not None and block.type == "expression_statement":
        block = block.parent
    if block is not None and block.type != "module" and block.named_child_count == 1:
        return  # a block cannot be empty
    text = source.text
    start = text.rfind(b"\n", 0, statement.start_byte) + 1
    end = text.find(b"\n", statement.end_byte) + 1 or len(text)
    around = text[start : statement.start_byte] + text[statement.end_byte : end]
    if not around.strip() or (not text[start : statement.start_byte].strip() and around.lstrip().startswith(b"#")):
        yield Edit(start, end, b"")
