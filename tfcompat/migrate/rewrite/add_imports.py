"""The places of new import statements: next to the imports that they accompany, otherwise among those of the module."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Edit
from tfcompat.migrate.rewrite.import_guards import anchors, block_of
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.syntax.source import newline_of, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["added"]

_IMPORTS = ("import_statement", "import_from_statement")
_DEFINITIONS = ("function_definition", "class_definition", "decorated_definition")
_OF_TENSORFLOW = re.compile(rb"(?:import|from)\s+tensorflow\b")
_GUARDED = re.compile(rb"(?m)^[ \t]+(?:import|from)[ \t]+tensorflow\b")


def added(names: Names, chosen: Sequence[Finding]) -> Iterator[Edit]:
    """Yield the edits that insert the import statements that fixes rely on.

    A statement goes below the import that the use goes back to, with the same guard and in the same function. If some
    use goes back to an import of the module itself, one import there serves all.

    Raises:
        RefusedError: No import fits above a use.
    """
    found = [finding for finding in chosen if finding.imports]
    places = [(finding, _places(names, finding)) for finding in found]
    if all(beside for _, beside in places):
        yield from _beside(names.source, places)
        return
    statements = {statement for finding in found for statement in finding.imports}
    yield from _of_module(names.source, sorted(statements), min(finding.span[0] for finding in found))


def _places(names: Names, finding: Finding) -> tuple[Node, ...]:
    """Return the guarded imports next to which those of a finding go."""
    reference = names.at.get(finding.span)
    if reference is not None:
        return anchors(names, reference.parts[0], reference.scope)
    return anchors(names, "", names.scope_at(finding.span[0]))


def _beside(source: Source, places: Sequence[tuple[Finding, tuple[Node, ...]]]) -> Iterator[Edit]:
    """Insert statements below each guarded import that they accompany."""
    wanted: dict[int, tuple[Node, set[str]]] = {}
    for finding, anchors_of_it in places:
        for anchor in anchors_of_it:
            wanted.setdefault(anchor.id, (anchor, set()))[1].update(finding.imports)
    for anchor, statements in wanted.values():
        yield _below_guarded(source, anchor, sorted(statements))
        yield from _declared(source, anchor, sorted(statements))


def _below_guarded(source: Source, anchor: Node, statements: list[str]) -> Edit:
    """Insert statements below one of a block, with its indentation; on its line if the line has more statements."""
    block = block_of(anchor)
    siblings = [node for node in block.named_children if not node.is_extra] if block is not None else [anchor]
    last = _end_of_group(source, siblings, anchor)
    start = source.text.rfind(b"\n", 0, last.start_byte) + 1
    indentation = source.text[start : last.start_byte]
    newline = source.text.find(b"\n", last.end_byte)
    end = newline + 1 if newline >= 0 else len(source.text)
    behind = source.text[last.end_byte : end].strip()
    if indentation.strip() or (behind and not behind.startswith(b"#")):
        return Edit(last.end_byte, last.end_byte, b"".join(b"; " + line.encode() for line in statements))
    lines = [indentation + line.encode() for line in statements]
    sep = newline_of(source.text)
    return Edit(end, end, sep.join([*lines, b""]) if newline >= 0 else sep + sep.join(lines))


def _declared(source: Source, anchor: Node, statements: list[str]) -> Iterator[Edit]:
    """Declare the new names global if the function around the import declares TensorFlow's name global."""
    bound = {source.of(node.child_by_field_name("alias") or node) for node in anchor.children_by_field_name("name")}
    function = anchor.parent
    while function is not None and function.type != "function_definition":
        function = function.parent
    for node in nodes(function) if function is not None else ():
        declares = node.type == "global_statement" and bound & {source.of(name) for name in node.named_children}
        if declares:
            names = "".join(f", {statement.split()[-1]}" for statement in statements)
            yield Edit(node.end_byte, node.end_byte, names.encode())
            return


def _of_module(source: Source, lines: list[str], first_use: int) -> Iterator[Edit]:
    """Insert statements above the first place that needs them.

    They go to the imports of TensorFlow, otherwise to the first block of imports, otherwise below docstring and
    ``__future__``.
    """
    if not lines:
        return
    top = [node for node in source.root.named_children if not node.is_extra]
    above = [node for node in top if node.end_byte <= first_use]
    anchor, is_import = _anchor(source, above)
    newline = newline_of(source.text)
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
    start = source.text.rfind(b"\n", 0, anchor.start_byte) + 1  # import and use share a line, so insert above it
    if any(_is_header(node, position) and node.end_byte > start for position, node in enumerate(top)):
        what = "a __future__ import" if b"__future__" in source.text[start:first_use] else "the docstring"
        raise RefusedError(f"no import fits between {what} and a use on the same line; break the line")
    yield Edit(start, start, block)


def _anchor(source: Source, above: list[Node]) -> tuple[Node | None, bool]:
    """Return the statement to insert below, and whether it is an import in its block."""
    imports = [node for node in above if node.type in _IMPORTS]
    of_tensorflow = [node for node in imports if _OF_TENSORFLOW.match(source.of(node))]
    if of_tensorflow:
        return _end_of_group(source, above, of_tensorflow[0]), True
    guarded = [node for node in above if node.type in ("if_statement", "try_statement")]
    guarded = [node for node in guarded if _GUARDED.search(source.of(node))]
    if guarded:
        return guarded[0], True
    if imports:
        anchor = imports[0]
        for node in above[above.index(anchor) + 1 :]:
            if node.type not in _IMPORTS or node.start_point.row != anchor.end_point.row + 1:
                break
            anchor = node
        return anchor, True
    header = [node for position, node in enumerate(above) if _is_header(node, position)]
    return (header[-1], False) if header else (None, False)


def _end_of_group(source: Source, statements: list[Node], anchor: Node) -> Node:
    """Return the last of the imports below `anchor` that sort before ours, so that a sorted block stays sorted."""
    for node in statements[statements.index(anchor) + 1 :]:
        sorts_first = node.type == "import_statement" and source.of(node).split()[1] < b"tfcompat"
        if not sorts_first or node.start_point.row != anchor.end_point.row + 1:
            break
        anchor = node
    return anchor


def _is_header(node: Node, position: int) -> bool:
    """Return whether a statement is the docstring or an import from the future."""
    if node.type == "future_import_statement":
        return True
    docstring = node.type == "expression_statement" and [
        child.type for child in node.named_children if not child.is_extra
    ] == ["string"]
    return position == 0 and docstring


def _below(source: Source, top: list[Node], anchor: Node) -> int:
    """Return the offset of the first line below a statement, after others that begin on its last line."""
    end = anchor.end_byte
    for node in top[top.index(anchor) :]:
        if b"\n" in source.text[end : node.start_byte]:
            break
        end = max(end, node.end_byte)
    newline = source.text.find(b"\n", end)
    return newline + 1 if newline >= 0 else len(source.text) + 1


def _start_of_first(source: Source, first: Node) -> int:
    """Return the start of the first statement, with the comments directly above it, below the file's header."""
    start = first.start_byte
    before = source.text[:start].split(b"\n")[:-1]
    while before and before[-1].lstrip().startswith(b"#"):
        start -= len(before.pop()) + 1
    return start if before else first.start_byte
